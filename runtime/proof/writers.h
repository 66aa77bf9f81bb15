// Writers: decision documents as text for a terminal and as one HTML file for filing.
//
// They only print: everything said stands in the documents.
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_PROOF_WRITERS_H
#define LICET_PROOF_WRITERS_H

#include "runtime/base/json.h"

typedef struct WriteOptions {
    bool color;
    size_t columns;   // of the terminal
    Str matter, header; // HTML: "42/7", "Privileged & Confidential"; may be empty
    bool full;        // text: with the whole proof
} WriteOptions;

// users.md 6.1, 6.2: finding and gate first, why, exceptions, turns on, not in force, not checked.
void to_text(Buf *out, const Json *document, const WriteOptions *options);

// users.md L5: each item of a document licet.classification/1, by periods.
void to_text_classification(Buf *out, const Json *document, const WriteOptions *options);

// A blank form of resolutions, one for each open flag.
void to_resolutions(Buf *out, const Json *document);

// One file for one or many decisions: users.md 6.6; no script needed, no network, prints on
// A4 and Letter, readable in black and white and by a screen reader; documents embedded.
void to_html(Buf *out, const Json *const *documents, size_t n, const WriteOptions *options);

#endif
