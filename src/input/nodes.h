/* input/nodes.h: memory for the tree of one page. libxml2 asks for thousands of small pieces; they are taken in a row and given back at once. */
#pragma once
#include <stdbool.h>

void nodes_setup(void);            /* libxml2 asks here from now on; again is fine */
bool nodes_begin(void);            /* what it takes in this thread belongs to one tree; false: no memory for that, it takes what it always does */
/* Is all of the tree in the row, so that it need not be freed piece by piece? */
bool nodes_all(void);
void nodes_end(void);              /* gives all back; nothing of libxml2 that began since then may be touched again */
