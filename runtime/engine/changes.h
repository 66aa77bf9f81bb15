// What has changed between two versions of a policy, in terms of what a decision depends on.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_ENGINE_CHANGES_H
#define LICET_ENGINE_CHANGES_H

#include "runtime/base/buf.h"
#include "runtime/core/core.h"

// {"vocabulary": bool,
//  "rules": [{"label", "version", "change": "added"|"removed"|"declared"|"condition",
//             "spans": [[from|null, until|null]...]}],
//  "tables": [{"name", "whole": bool, "rows": ["table/index"...], "keys": [[text|null...]...]}]}
// `vocabulary`: something else than rules, definitions and tables, on which anything may rest.
// A rule whose condition has changed, by itself or by a definition that it reaches, matters to
// whoever depends on it; one that is added, removed or declared otherwise to all on the days on
// which it lives or has lived. `rows` are those of `then` that are no more, `keys` those of
// rows that came or went.
void changes_put(Buf *out, const Core *then, const Core *now);

#endif
