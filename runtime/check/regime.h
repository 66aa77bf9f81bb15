// Regimes: chains of verdicts and the words of vocabularies.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_CHECK_REGIME_H
#define LICET_CHECK_REGIME_H

#include "runtime/check/pass.h"

// Makes the regimes of all `verdicts` declarations, finds which one each module sees.
void regime_collect(Pass *pass);
// What belongs to a regime: words, what is not checked, to which date the text was read.
void regime_attach(Pass *pass);

#endif
