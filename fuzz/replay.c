/* fuzz/replay.c: runs a fuzz target over the inputs kept of it, as an ordinary test: replay FILE|FOLDER ... */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static int replay(const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        return 0;
    char *bytes = NULL, part[4096];
    size_t n = 0, size = 0;
    FILE *all = open_memstream(&bytes, &size);
    while ((n = fread(part, 1, sizeof part, f)))
        fwrite(part, 1, n, all);
    fclose(f);
    fclose(all);
    uint8_t *exact = malloc(size ? size : 1);          /* of its size, so that a sanitizer sees what lies behind */
    memcpy(exact, bytes, size);
    LLVMFuzzerTestOneInput(exact, size);
    free(exact);
    free(bytes);
    return 1;
}

int main(int argc, char **argv)
{
    int n = 0;
    LLVMFuzzerTestOneInput((const uint8_t *)"", 0);
    for (int i = 1; i < argc; i++) {
        struct dirent **entry;
        int found = scandir(argv[i], &entry, NULL, alphasort);
        for (int k = 0; k < found; k++) {
            char path[4096];
            snprintf(path, sizeof path, "%s/%s", argv[i], entry[k]->d_name);
            n += *entry[k]->d_name != '.' && replay(path);
            free(entry[k]);
        }
        if (found >= 0)
            free(entry);
    }
    printf("%d inputs\n", n);
    return argc > 1 && !n;
}
