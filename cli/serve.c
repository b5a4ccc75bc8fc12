/* dateline serve: the page. */
#include "../serve/serve.h"

#include <stdlib.h>
#include <string.h>

#include "cli.h"

/* --name=VALUE; NULL if arg is another option. */
static const char *value(const char *arg, const char *name)
{
    size_t n = strlen(name);
    return !strncmp(arg, name, n) && arg[n] == '=' ? arg + n + 1 : NULL;
}

static bool good_token(const char *s)
{
    return strlen(s) >= 16 && strlen(s) <= 64 && strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~") == strlen(s);
}

static int serve_cmd_run(struct cli *cli, int argc, char **argv)
{
    struct serve_options o = {.store = cli->store, .port = 8080, .token = getenv("DATELINE_TOKEN"), .quiet = cli->quiet, .coder = cli->options};
    const char *v, *port = NULL;
    struct dl_err err = {0};
    for (int i = 1; i < argc; i++)
        if ((v = value(argv[i], "--port")))
            port = v;
        else if ((v = value(argv[i], "--listen")))
            o.listen = v;
        else if ((v = value(argv[i], "--token")))
            o.token = v;
        else if ((v = value(argv[i], "--name")))
            o.name = v;
        else if (!strcmp(argv[i], "--no-edits"))
            o.no_edits = true;
        else
            return cli_misuse("serve: no option \"%s\"", argv[i]);
    if (port && (!*port || strlen(port) > 5 || strspn(port, "0123456789") != strlen(port) || atoi(port) > 65535))
        return cli_misuse("serve: a port is a number up to 65535, not \"%s\"", port);
    o.port = port ? (uint16_t)atoi(port) : o.port;
    if (o.token && !good_token(o.token))
        return cli_misuse("serve: a token is 16 to 64 letters, digits, or any of -._~");
    return serve_run(&o, &err) ? CLI_OK : (cli_complain(&err), err.code == DL_EUSAGE ? CLI_MISUSE : CLI_STORE);
}

const struct subcommand serve_cmd = {"serve", "[--store=URL] [--port=N] [--listen=ADDRESS [--token=T] [--name=HOST]] [--no-edits]", "the store as a page and as JSON, for a browser on this machine", serve_cmd_run,
    "  --port=N          8080 if not given; 0 for any that is free (the address is printed)\n"
    "  --listen=ADDRESS  for other machines, too: then a token is wanted; --token=T or $DATELINE_TOKEN, else one is made up and printed\n"
    "  --name=HOST       another name that this server goes by\n"
    "  --no-edits        take no corrections and keep no dropped texts: the store is only read\n", true};
