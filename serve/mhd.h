/* serve/mhd.h: libmicrohttpd, loaded when a server starts: it brings ten libraries along, and no other command wants any of them. */
#pragma once
#include <microhttpd.h>

#include "dateline.h"

#define MHD_FUNCTIONS(X)                                                                                                        \
    X(add_response_header) X(create_response_from_buffer) X(create_response_from_callback) X(destroy_response) X(get_connection_info) \
    X(get_daemon_info) X(get_response_header) X(lookup_connection_value) X(queue_response) X(quiesce_daemon) X(resume_connection)    \
    X(start_daemon) X(stop_daemon) X(suspend_connection)

/* mhd.stop_daemon is MHD_stop_daemon, and so on. */
struct mhd {
#define X(name) __typeof__(&MHD_##name) name;
    MHD_FUNCTIONS(X)
#undef X
};
extern struct mhd mhd;
/* Before any of them is called; once is enough. */
bool mhd_load(struct dl_err *err);
