// Text of the proof: every step, numbered, with the steps it comes from.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/proof/to_text.h"

static void put_step(const Page *page, const View *view, const Json *step)
{
    Str from = view_strings(view->arena, view_get(step, "from"), ", ");
    Str part = view_told(view, "part:", view_text(step, "n"));
    Str version = view_text(step, "version");
    Buf buf;
    buf_init(&buf, view->arena);
    buf_addf(&buf, part.len > 0 ? "%.*s " : "%.*s", STR_ARG(part));
    buf_str(&buf, view_text(step, "text"));
    buf_addf(&buf, version.len > 0 ? " of %.*s" : "%.*s", STR_ARG(version));
    buf_addf(&buf, " = %.*s", STR_ARG(view_value(view, step)));
    buf_addf(&buf, from.len > 0 ? "  (from %.*s)" : "%.*s", STR_ARG(from));
    page_entry(page, 2, view_text(step, "n"), 8, buf_done(&buf), INK_DIM);
}

void text_put_proof(const Page *page, const View *view)
{
    const Json *steps = view_get(view->statement, "proof.steps");
    const Json *roots = view_get(view->statement, "proof.roots");
    if (steps == NULL || steps->n == 0) {
        return;
    }
    page_heading(page, STR("Proof"));
    for (const Json *at = steps->first; at != NULL; at = at->next) {
        put_step(page, view, at);
    }
    for (const Json *at = view_first(roots); at != NULL; at = at->next) {
        page_entry(page, 2, view_text(at, "step"), 8,
                   str_format(view->arena, "is %s of %.*s for %.*s",
                              view_is(at, "what", "open") ? "what is open" : "the activity",
                              STR_ARG(view_version(view, at)),
                              STR_ARG(view_text(at, "line"))), INK_BOLD);
    }
}
