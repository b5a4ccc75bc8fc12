/* syntax/tree.c: greedy heads where they form a tree (nearly always), else Chu-Liu and Edmonds. */
#include "syntax/tree.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"

static int best_head(const float *row, int n, int dep)
{
    int best = dep == 1 ? 2 : 1;
    if (n == 1)
        return 0;
    for (int j = 1; j <= n; j++)
        if (j != dep && row[j] > row[best])
            best = j;
    return best;
}

/* The word whose arc from the root beats its next best head most clearly. */
static int choose_root(const float *score, int n)
{
    int root = 1;
    float most = -INFINITY;
    for (int i = 1; i <= n; i++) {
        const float *row = score + (size_t)(i - 1) * (size_t)(n + 1);
        float lead = n > 1 ? row[0] - row[best_head(row, n, i)] : 0;
        if (lead > most) {
            most = lead;
            root = i;
        }
    }
    return root;
}

/* Marks a cycle among head[1..n) of m nodes (node 0 is the root); returns its length. */
static int find_cycle(const int *head, int m, int *seen, char *in)
{
    memset(seen, 0, sizeof(int) * (size_t)m);
    memset(in, 0, (size_t)m);
    for (int i = 1; i < m; i++) {
        int j = i;
        for (; j && !seen[j]; j = head[j])
            seen[j] = i;
        if (!j || seen[j] != i)
            continue;
        int length = 0;
        for (; !in[j]; j = head[j], length++)
            in[j] = 1;
        return length;
    }
    return 0;
}

/* s (m, m): s[dep][head]; node 0 is the root. Sets head[1..m). One contraction a call. */
static void edmonds(const float *s, int m, int *head, struct arena *tmp)
{
    int *seen = arena_take(tmp, (size_t)m, sizeof *seen);
    char *in = arena_take(tmp, (size_t)m, 1);
    for (int i = 1; i < m; i++) {
        head[i] = i == 1 && m > 2 ? 2 : 0;
        for (int j = 0; j < m; j++)
            if (j != i && s[i * m + j] > s[i * m + head[i]])
                head[i] = j;
    }
    int length = find_cycle(head, m, seen, in);
    if (!length)
        return;
    int small = m - length + 1, c = small - 1, n = 0;
    int *name = arena_take(tmp, (size_t)m, sizeof *name);       /* old node to new; the cycle is c */
    int *leave = arena_take(tmp, (size_t)m, sizeof *leave);     /* which of the cycle heads old node */
    int *enter = arena_take(tmp, (size_t)m, sizeof *enter);     /* which of the cycle old node heads */
    int *old = arena_take(tmp, (size_t)small, sizeof *old), *got = arena_take(tmp, (size_t)small, sizeof *got);
    float *t = arena_take(tmp, (size_t)small * (size_t)small, sizeof *t);
    for (int i = 0; i < m; i++)
        if (!in[i])
            old[name[i] = n++] = i;
    for (int i = 0; i < m; i++) {
        if (in[i])
            continue;
        float out = -INFINITY, into = -INFINITY;
        for (int k = 1; k < m; k++) {
            if (!in[k])
                continue;
            if (i && s[i * m + k] > out)
                out = s[i * m + k], leave[i] = k;
            float gain = s[k * m + i] - s[k * m + head[k]];
            if (gain > into)
                into = gain, enter[i] = k;
        }
        if (i)
            t[name[i] * small + c] = out;
        t[c * small + name[i]] = into;
        for (int j = 0; j < m; j++)
            if (!in[j])
                t[name[i] * small + name[j]] = s[i * m + j];
    }
    edmonds(t, small, got, tmp);
    int from = old[got[c]], broken = enter[from];
    for (int k = 1; k < small - 1; k++)
        head[old[k]] = got[k] == c ? leave[old[k]] : old[got[k]];
    head[broken] = from;
}

static int is_tree(const int *head, int n)
{
    for (int i = 0; i < n; i++) {
        int steps = 0;
        for (int j = i + 1; j; j = head[j - 1])
            if (++steps > n)
                return 0;
    }
    return 1;
}

void tree_best(const float *score, int n, int *head, struct arena *tmp)
{
    int root = choose_root(score, n), m = n + 1;
    for (int i = 0; i < n; i++)
        head[i] = i + 1 == root ? 0 : best_head(score + (size_t)i * (size_t)m, n, i + 1);
    if (is_tree(head, n))
        return;
    float *s = arena_take(tmp, (size_t)m * (size_t)m, sizeof *s);
    int *found = arena_take(tmp, (size_t)m, sizeof *found);
    for (int i = 1; i <= n; i++)
        for (int j = 0; j <= n; j++) {
            bool never = i == root ? j != 0 : j == 0 || j == i;
            s[i * m + j] = never ? -1e6f : score[(size_t)(i - 1) * (size_t)m + (size_t)j];
        }
    edmonds(s, m, found, tmp);
    memcpy(head, found + 1, sizeof(int) * (size_t)n);
}
