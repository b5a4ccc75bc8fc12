/* fuzz/wire_fuzz.c: any bytes as what a parser that was taken over may send: documents and errors that are whole, or an end. */
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "input/wire.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void look(struct wire_message *m)
{
    struct dl_document doc;
    struct dl_err err;
    if (m->kind == WIRE_DOCUMENT) {
        wire_take_document(m, &doc);
        if (wire_ended(m) && (doc.bytes[doc.n_bytes] || (doc.path && strlen(doc.path) > WIRE_MAX)))
            abort();
    } else if (m->kind == WIRE_FAILED) {
        wire_take_error(m, &err);
        if (strnlen(err.text, sizeof err.text) == sizeof err.text || err.code == DL_OK)
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    int pair[2];
    struct wire_message m;
    if (n > 1 << 16 || socketpair(AF_UNIX, SOCK_STREAM, 0, pair) != 0)
        return 0;
    bool sent = send(pair[1], bytes, n, MSG_DONTWAIT) == (ssize_t)n;
    close(pair[1]);
    struct wire w = {.fd = pair[0]};
    while (sent && wire_next(&w, &m))
        look(&m);
    wire_close(&w);
    return 0;
}
