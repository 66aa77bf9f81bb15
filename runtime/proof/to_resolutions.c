// Resolutions as a blank form: one entry for each open flag, to be filled in by two persons.
//
// In:  one document. Out: what facts_read takes once the empty texts are filled in; left
//      empty they are refused, so that nothing is signed by accident.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/proof/put.h"
#include "runtime/proof/view.h"
#include "runtime/proof/writers.h"

static void put_entry(Arena *arena, Json *list, const Json *flag)
{
    Str code = view_text(flag, "code");
    Json *entry = push_object(arena, list);
    put_plain(arena, entry, code.len > 0 ? "code" : "flag",
              code.len > 0 ? code : view_text(flag, "flag"));
    put_plain(arena, entry, "outcome", STR("pending"));
    static const char *const blanks[] = {"by", "second_by", "on", "until", "evidence"};
    for (size_t i = 0; i < countof(blanks); i++) {
        put_plain(arena, entry, blanks[i], STR(""));
    }
    put_plain(arena, entry, "facts", view_text(flag, "basis"));
}

static bool is_listed(const Json *list, const Json *flag)
{
    for (const Json *at = list->first; at != NULL; at = at->next) {
        Str named = view_text(at, "code"), code = view_text(flag, "code");
        named = named.len > 0 ? named : view_text(at, "flag");
        if (str_eq(named, code.len > 0 ? code : view_text(flag, "flag")) &&
            str_eq(view_text(at, "facts"), view_text(flag, "basis"))) {
            return true;
        }
    }
    return false;
}

void to_resolutions(Buf *out, const Json *document)
{
    View view = view_of(out->arena, document);
    Json *form = json_object(out->arena);
    Json *list = put_list(out->arena, form, "resolutions");
    const Json *lines = view_get(view.statement, "lines");
    for (const Json *line = view_first(lines); line != NULL; line = line->next) {
        for (const Json *at = view_first(view_get(line, "flags")); at != NULL; at = at->next) {
            if (view_true(at, "open") && !is_listed(list, at)) {
                put_entry(out->arena, list, at);
            }
        }
    }
    json_pretty(out, form, 92);
    buf_char(out, '\n');
}
