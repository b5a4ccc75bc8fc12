/* input/sandbox_page.c: what the program has of a page that a parser reads for it. The page goes through memory that both see, what is
 * found in it through the socket. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/utf8.h"
#include "input/html.h"
#include "input/sandbox.h"
#include "base/banned.h"

enum { LEAST = 1 << 20 };

void sandbox_forget(struct sandbox_child *c)
{
    if (!c->shown)
        return;
    munmap(c->shown, c->n_shown);
    close(c->shown_fd);
    c->shown = NULL;
    c->n_shown = 0;
    c->sees = false;
}

/* Puts the bytes, and a NUL, where the parser can see them. */
static bool show(struct sandbox_child *c, const char *bytes, size_t n, const char *place, struct dl_err *err)
{
    if (n >= c->n_shown) {
        size_t size = LEAST;
        while (size <= n)
            size *= 2;
        sandbox_forget(c);
        c->shown_fd = memfd_create("dateline-page", MFD_CLOEXEC | MFD_ALLOW_SEALING);
        /* A parser that made it smaller would take memory from under this process. */
        void *at = c->shown_fd >= 0 && ftruncate(c->shown_fd, (off_t)size) == 0 && fcntl(c->shown_fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_SEAL) == 0 ? mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, c->shown_fd, 0) : MAP_FAILED;
        if (at == MAP_FAILED) {
            if (c->shown_fd >= 0)
                close(c->shown_fd);
            return err_set(err, DL_EIO, place, "no memory to show it to a parser: %s", strerror(errno));
        }
        c->shown = at;
        c->n_shown = size;
    }
    memcpy(c->shown, bytes, n);
    c->shown[n] = 0;
    return true;
}

static bool send_page(struct sandbox_child *c, size_t n, const struct dl_document *doc, const struct html_page *page)
{
    wire_begin(&c->wire, WIRE_PAGE);
    wire_number(&c->wire, doc->fragment);
    wire_text(&c->wire, doc->path);
    wire_text(&c->wire, page->url);
    wire_text(&c->wire, page->fetched);
    wire_number(&c->wire, n);
    wire_number(&c->wire, c->n_shown);
    bool sent = wire_send(&c->wire, c->sees ? WIRE_NO_FD : c->shown_fd);
    c->sees = true;
    return sent;
}

/* What the parser found, kept in the arena; false if it is nothing that one could find. */
static bool take_page(struct wire_message *m, struct html_page *page, struct arena *a)
{
    const char **const facts[] = {&page->title, &page->byline, &page->published, &page->stamp, &page->outlet};
    page->text = wire_take_bytes(m, &page->n_text);
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
        *facts[i] = wire_take_text(m);
    if (!wire_ended(m) || memchr(page->text, 0, page->n_text) || !utf8_valid(page->text, page->n_text, NULL))
        return false;
    page->text = arena_text(a, page->text, page->n_text);
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
        *facts[i] = *facts[i] ? arena_text(a, *facts[i], strlen(*facts[i])) : NULL;
    return true;
}

bool sandbox_page(struct sandbox_child *c, const char *bytes, size_t n, const struct dl_document *doc, struct html_page *page, struct arena *a,
                  struct dl_err *err)
{
    struct wire_message m;
    if (!sandbox_start(c, err) || !show(c, bytes, n, doc->path, err))
        return false;
    bool came = send_page(c, n, doc, page) && wire_next(&c->wire, &m);
    *page = (struct html_page){.text = "", .url = page->url, .fetched = page->fetched};
    if (came && m.kind == WIRE_TEXT && take_page(&m, page, a))
        return true;
    if (came && m.kind == WIRE_FAILED) {
        wire_take_error(&m, err);
        if (wire_ended(&m))
            return false;
    }
    sandbox_end(c, doc->path, doc->line, err);
    return false;
}
