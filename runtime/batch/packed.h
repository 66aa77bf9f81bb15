// An evidence pack read back: its policy, loaded from its own texts, and its cases one by one.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_BATCH_PACKED_H
#define LICET_BATCH_PACKED_H

#include "runtime/base/map.h"
#include "runtime/batch/run.h"
#include "runtime/cli/pack.h"

typedef struct Packed {
    Cli *cli;
    const char *path;
    int file;
    Arena *hold, *room; // of what is read ahead; of one case, reset for each
    Guard guard;
    Reader reader;
    Block block;
    size_t number;      // of the line
    Map texts;          // path -> const Json *: a source
    const char *engine; // that wrote the pack: "licet 0.1.0"
    const char **roots; // of its policy
    size_t n_roots;
    licet_engine *now;
    licet_policy *policy;
} Packed;

// One case of a pack.
typedef struct PackedCase {
    const Json *line;
    PackCase given;
    const Json *statement;
    Str id; // of the statement
} PackedCase;

// Reads the first line and loads its policy, checked against the digests. An exit status.
int packed_open(Packed *packed, Cli *cli, const char *path);
// The next case, checked against its id; *more is false behind the last. An exit status.
int packed_next(Packed *packed, PackedCase *out, bool *more);
void packed_close(Packed *packed);
// The case's id or title, or its number.
Str packed_name(const Packed *packed, const PackedCase *of);
// The same as it is shown to people.
Str packed_shown(const Packed *packed, const PackedCase *of);
// The facts of a case, laid over one another, as `policy` reads them; to be freed. What
// licet_facts_new and its kin say; LICET_REJECTED with a report in the facts.
licet_status packed_facts(const PackCase *given, const licet_policy *policy, licet_facts **out);

// A case decided by `policy`; to be freed, whatever came of it.
typedef struct PackedAnswer {
    licet_facts *facts;
    licet_decision *decision;
    const licet_report *report; // of what was rejected; else NULL
} PackedAnswer;
licet_status packed_decide(const PackCase *given, const licet_policy *policy, PackedAnswer *out);
void packed_answer_free(PackedAnswer *answer);

#endif
