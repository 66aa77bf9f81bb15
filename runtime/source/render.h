// Diagnostics shown: text with carets, JSON, SARIF 2.1.0, one line per finding for GitHub.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_SOURCE_RENDER_H
#define LICET_SOURCE_RENDER_H

#include "runtime/base/json.h"
#include "runtime/source/diag.h"

// error[L0421]: cannot compare 'EUR' with 'USD'
//   benefits.licet:12:18
//    12 |     if income < ceiling
//       |        ^^^^^^   ~~~~~~~ declared at benefits.licet:3:1
//   hint: Write ...
void render_text(Buf *out, const Sources *sources, const Diags *diags, bool color);
Json *render_json(Arena *arena, const Sources *sources, const Diags *diags);
Json *render_sarif(Arena *arena, const Sources *sources, const Diags *diags);
// Workflow commands: "::error file=a.licet,line=3,col=1,title=L0421::message".
void render_github(Buf *out, const Sources *sources, const Diags *diags);

#endif
