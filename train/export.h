/* train/export.h: from float weights to the int8 model file that src/neural maps. */
#pragma once
#include "net.h"

bool export_model(const struct net *net, const struct lexicon *lex, const struct labels *labels,
                  const struct corpus *train, struct work *work, const char *path);
