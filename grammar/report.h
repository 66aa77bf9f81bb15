// The words of syntax errors: what was expected, what was found, what to do.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_GRAMMAR_REPORT_H
#define LICET_GRAMMAR_REPORT_H

#include "grammar/scan.h"

// `found` and `expected` are the names that licet.y gives to its symbols.
void report_syntax(Parser *p, const char *found, Span at, const char **expected, size_t n);

#endif
