/* tests/suffer.c: linked in place of input/sandbox_unharmed.c. $DATELINE_TEST_SANDBOX is "crash WORD": what parsers suffer, and what attackers try,
 * happens at a text with the word; or "unfiltered": the system has no seccomp. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/arena.h"
#include "input/sandbox.h"

/* Comes back from none of these. */
static void reach_out(void)
{
    bool kept_in = open("/dev/null", O_RDONLY) < 0 && errno == EPERM && socket(AF_INET, SOCK_STREAM, 0) < 0 && errno == EPERM && fork() < 0 &&
                   mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED &&
                   mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0) == MAP_FAILED && kill(getppid(), 0) < 0;
    if (kept_in)
        raise(SIGUSR1);
}

bool sandbox_unfiltered(void)
{
    const char *test = getenv("DATELINE_TEST_SANDBOX");
    return test && strcmp(test, "unfiltered") == 0;
}

void sandbox_suffer(const struct wire *w, const char *bytes, size_t n)
{
    const char *test = getenv("DATELINE_TEST_SANDBOX"), *word = test ? strchr(test, ' ') : NULL;
    if (!word || !memmem(bytes, n, word + 1, strlen(word + 1)))
        return;
    switch (*test) {
    case 'c':
        raise(SIGSEGV);
        break;
    case 'h':
        for (volatile int i = 0; ; i++)
            continue;
    case 's':
        while (recv(w->fd, &(char){0}, 1, 0) > 0)
            continue;
        break;
    case 'g':
        for (;;)
            memset(base_alloc(16 << 20, 1), 1, 16 << 20);
    case 'r':
        reach_out();
    }
}
