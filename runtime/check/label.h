// Labels as the law prints them, compared by their segments.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_CHECK_LABEL_H
#define LICET_CHECK_LABEL_H

#include "runtime/base/str.h"

// Whether `label` is `above` or one of its paragraphs: 742.6(a)(6) is under 742.6, 3A090.a
// under 3A090; 742.6 is not under 742.
bool label_is_under(Str label, Str above);
// Whether it has the shape of a classification: 3A090, 5E002.a, EAR99, 0A998.
bool label_is_eccn(Str label);

#endif
