/* syntax/tree.h: the best tree with one root from scores of arcs. */
#pragma once

struct arena;
/* score (n, n+1): row i is word i+1 as dependent, column its head, 0 the root. Sets head (n), 0 or 1..n:
 * a tree with exactly one root. Scratch (which may be large) comes from tmp only if the greedy heads
 * are no tree. */
void tree_best(const float *score, int n, int *head, struct arena *tmp);
