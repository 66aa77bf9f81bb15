// Table: many cases side by side: the law of each day, who decided, and what proposals would do.
//
// It only prints: everything said stands in the documents. Two columns for two proposals,
// never one "new law"; a provider's own terms have a column of their own.
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_PROOF_TO_TABLE_H
#define LICET_PROOF_TO_TABLE_H

#include "runtime/proof/writers.h"

typedef struct TableCase {
    Str case_id, title, certainty, unverified; // of the scenario; may be empty
    const Json *document;                      // the law of its day
    const Json *const *assumed;                // one per proposal; NULL: not asked
} TableCase;

void to_table(Buf *out, const TableCase *cases, size_t n, const Str *proposal_titles,
              size_t n_proposals, const WriteOptions *options);

#endif
