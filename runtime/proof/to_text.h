// Text, inner door: what the rooms of the text writer share.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_PROOF_TO_TEXT_H
#define LICET_PROOF_TO_TEXT_H

#include "runtime/proof/page.h"
#include "runtime/proof/view.h"
#include "runtime/proof/writers.h"

// to_text_line.c: one line with its reasons; `same` is an earlier line with the same answer.
void text_put_line(const Page *page, const View *view, const Json *line, const Json *same);
// to_text_proof.c: each step of the proof, numbered.
void text_put_proof(const Page *page, const View *view);

#endif
