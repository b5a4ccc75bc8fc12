/* serve/mhd.c: the functions of libmicrohttpd, by name. */
#include "mhd.h"

#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

struct mhd mhd;

static bool failed(struct dl_err *err)
{
    *err = (struct dl_err){.code = DL_EIO, .where = "libmicrohttpd"};
    snprintf(err->text, sizeof err->text, "cannot be loaded: %.120s", dlerror());
    return false;
}

bool mhd_load(struct dl_err *err)
{
    static const char *const names[] = {
#define X(name) "MHD_" #name,
        MHD_FUNCTIONS(X)
#undef X
    };
    void *at[sizeof names / sizeof *names], *library = dlopen("libmicrohttpd.so.12", RTLD_NOW | RTLD_NODELETE);
    _Static_assert(sizeof at == sizeof mhd, "a pointer each");
    if (!library)
        return failed(err);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!(at[i] = dlsym(library, names[i])))
            return failed(err);
    memcpy(&mhd, at, sizeof mhd);
    return true;
}
