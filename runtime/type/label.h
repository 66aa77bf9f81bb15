// Labels as the regulation prints them: segments, covering, order.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_TYPE_LABEL_H
#define LICET_TYPE_LABEL_H

#include "runtime/base/str.h"

// "742.6(a)(6)" has the segments 742.6, a, 6; "3A090.a.1" has 3A090, a, 1; words split at dots.
// Equal, or `above` is the beginning of `label` by whole segments.
bool label_covers(Str above, Str label);
// Its first segment: the entry of a classification.
Str label_first(Str label);
// Whether it has the shape of a classification: 3A090, 5E002.a, EAR99.
bool label_is_eccn(Str label);
// Segment by segment, bytewise; a label stands before those it covers.
int label_compare(Str a, Str b);

#endif
