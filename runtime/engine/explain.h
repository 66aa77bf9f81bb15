// A provision read back in plain words: condition limb by limb, exceptions, what beats it.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_ENGINE_EXPLAIN_H
#define LICET_ENGINE_EXPLAIN_H

#include "runtime/core/core.h"

// Writes every version of the label and of all below it, or those in force on the day; a
// definition or table when nothing else goes by the name. False when nothing does: then
// what was written names labels that come near.
bool explain_label(Buf *out, const Core *core, Str label, const Day *day);

#endif
