// Statement and proof: the decision document made of evaluations.
//
// In:  the evaluation of the asked world with its trace, and the evaluator again for what
//      is not in force and for later eras. Out: one JSON value (GRAMMAR.md, section 5), from
//      which the writers (text, HTML) print and the public door answers.
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_PROOF_STATEMENT_H
#define LICET_PROOF_STATEMENT_H

#include "runtime/base/json.h"
#include "runtime/eval/evaluate.h"

enum { DAYS_TRIED_MAX = 1000 }; // to find valid.result_until

typedef struct StatementInput {
    const Core *core;
    const Facts *facts;
    EvalOptions options;      // date, world, assumed, natives
    Str case_id, case_title;  // may be empty
    Str as_of_from;           // "/export_date", "--as-of", "scenario" or empty
    bool what_if;             // --as-of differs from the law date given
    const Str *roots;
    size_t n_roots;
    bool with_proof;          // false: proof.steps stays empty
    bool short_form;          // only gate, exit, regimes, lines (without exceptions, filing, margins) and
                              // missing; no trace is kept, nothing is digested
    bool with_outlook;        // false: valid.result_until null, not_in_force empty (compact batch)
} StatementInput;

typedef struct Statement {
    Json *document;           // schema, id, statement, texts (no record)
    int exit_status;          // 0, 10, 11, 12, 20, 21; 5 after a limit
    EvalStatus status;
    const Evaluation *evaluation; // of the asked world, with trace
} Statement;

Statement *statement_make(Arena *arena, const StatementInput *input);

#endif
