// Evidence packs: decisions with all they were made of, to be decided again years later.
//
// A pack is lines of JSON. The first is the policy as text: {"schema": "licet.pack/1",
// "engine", "roots", "natives", "sources": [{"path", "sha256", "text"}]}. Each further one is a
// case: {"scenario", "facts", "set", "as_of", "as_of_from", "assume", "world", "case_id",
// "case_title", "extra_facts", "decision"}, where facts are documents laid over one another,
// and decision is the statement with its id.
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_CLI_PACK_H
#define LICET_CLI_PACK_H

#include "runtime/base/json.h"
#include "runtime/cli/cli.h"

// What a case was decided from.
typedef struct PackCase {
    const char *scenario;   // title, or NULL
    VEC(Str) facts;         // documents, in order
    VEC(const char *) sets; // PATH=VALUE, in order
    licet_options options;
    bool extra_ok;
} PackCase;

Json *pack_statement(Arena *arena, const licet_decision *decision);
// One line, ended: the policy with the texts of all modules, and the rows of the tables that
// the statement names (all tables when it is NULL). Rows of others cannot have mattered.
Str pack_policy(Arena *arena, const licet_policy *policy, const Args *args,
                const Json *statement);
// One line, ended; `id` and statement are those of the decision.
Str pack_case(Arena *arena, const PackCase *given, const char *id, Json *statement);

// Reading one case back. False with *why in words.
bool pack_read_case(Arena *arena, const Json *line, PackCase *out, const char **why);

// The pointer and the values of each place in which the two differ; at most `most` are
// written, one a line. Returns how many there are.
size_t pack_differences(Buf *out, const Json *then, const Json *now, size_t most);

#endif
