// What differs between two statements of one case: gate, findings and reasons, and nothing else.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/batch/recheck.h"

static Str printed(Arena *arena, const Json *json)
{
    Buf out;
    buf_init(&out, arena);
    json_print(&out, json);
    return buf_done(&out);
}

static void push(Arena *arena, Json *list, Str at, const char *what, Json *then, Json *now)
{
    Json *out = json_object(arena);
    json_set(out, STR("at"), json_string(arena, at));
    json_set(out, STR("what"), json_string(arena, str_of(what)));
    json_set(out, STR("then"), then);
    json_set(out, STR("now"), now);
    json_push(list, out);
}

// -- findings and gates -------------------------------------------------------------------

static Str finding_of(Arena *arena, const Json *object)
{
    Str finding = json_text(object, STR("finding"));
    return !str_is(finding, "undetermined")
               ? finding
               : str_format(arena, "undetermined (%.*s to %.*s)", STR_ARG(json_text(object, STR("low"))),
                            STR_ARG(json_text(object, STR("high"))));
}

static Json *text_or_null(Arena *arena, Str text)
{
    return text.len > 0 ? json_string(arena, text) : json_null(arena);
}

static void compare_texts(Arena *arena, Json *list, Str at, const char *what, Str then, Str now)
{
    if (!str_eq(then, now)) {
        push(arena, list, at, what, text_or_null(arena, then), text_or_null(arena, now));
    }
}

static void compare_finding(Arena *arena, Json *list, Str at, const Json *then, const Json *now)
{
    compare_texts(arena, list, at, "finding", then != NULL ? finding_of(arena, then) : STR_NONE,
                  now != NULL ? finding_of(arena, now) : STR_NONE);
    compare_texts(arena, list, at, "gate", json_text(then, STR("gate")), json_text(now, STR("gate")));
}

// -- reasons ------------------------------------------------------------------------------

static bool holds(Arena *arena, const Json *list, Str reason)
{
    for (const Json *at = list != NULL ? list->first : NULL; at != NULL; at = at->next) {
        if (str_eq(printed(arena, at), reason)) {
            return true;
        }
    }
    return false;
}

// Those that the other has not, by provision and version.
static Json *only_in(Arena *arena, const Json *list, const Json *other)
{
    Json *out = json_list(arena);
    for (const Json *at = list != NULL ? list->first : NULL; at != NULL; at = at->next) {
        if (!holds(arena, other, printed(arena, at))) {
            Str version = json_text(at, STR("version"));
            json_push(out, json_string(arena, str_format(arena, "%.*s%s%.*s", STR_ARG(json_text(at, STR("provision"))),
                                                         version.len > 0 ? " of " : "", STR_ARG(version))));
        }
    }
    return out;
}

static void compare_line(Arena *arena, Json *list, const Json *then, const Json *now)
{
    Str at = json_text(then != NULL ? then : now, STR("id"));
    compare_finding(arena, list, at, then, now);
    const Json *a = json_get(then, STR("reasons")), *b = json_get(now, STR("reasons"));
    Json *gone = only_in(arena, a, b), *come = only_in(arena, b, a);
    if (gone->n > 0 || come->n > 0) {
        push(arena, list, at, "reasons", gone, come);
    }
}

// -- all of it ----------------------------------------------------------------------------

static bool same_text(const Json *a, const Json *b, Str key)
{
    return str_eq(json_text(a, key), json_text(b, key));
}

// The member of a list with the same name, or line and regime; NULL when there is none.
static const Json *partner(const Json *list, const Json *of)
{
    for (const Json *at = list != NULL ? list->first : NULL; at != NULL; at = at->next) {
        if (same_text(at, of, STR("id")) && same_text(at, of, STR("name")) && same_text(at, of, STR("regime"))) {
            return at;
        }
    }
    return NULL;
}

typedef void Compare(Arena *arena, Json *list, const Json *then, const Json *now);

static void compare_all(Arena *arena, Json *list, const Json *then, const Json *now, Compare *compare)
{
    for (const Json *at = then != NULL ? then->first : NULL; at != NULL; at = at->next) {
        compare(arena, list, at, partner(now, at));
    }
    for (const Json *at = now != NULL ? now->first : NULL; at != NULL; at = at->next) {
        if (partner(then, at) == NULL) {
            compare(arena, list, NULL, at);
        }
    }
}

static void compare_regime(Arena *arena, Json *list, const Json *then, const Json *now)
{
    compare_finding(arena, list, json_text(then != NULL ? then : now, STR("name")), then, now);
}

Json *differ_list(Arena *arena, const Json *then, const Json *now)
{
    Json *list = json_list(arena);
    compare_texts(arena, list, STR(""), "gate", json_text(then, STR("gate")), json_text(now, STR("gate")));
    compare_all(arena, list, json_get(then, STR("regimes")), json_get(now, STR("regimes")), compare_regime);
    compare_all(arena, list, json_get(then, STR("lines")), json_get(now, STR("lines")), compare_line);
    return list;
}

static void print_side(Buf *out, const Json *side)
{
    if (side->kind == JSON_LIST) {
        for (const Json *at = side->first; at != NULL; at = at->next) {
            buf_str(out, at->text);
            buf_text(out, at->next != NULL ? ", " : "");
        }
    } else {
        buf_str(out, side->kind == JSON_STRING ? side->text : STR("nothing"));
    }
}

void differ_print(Buf *out, const Json *list)
{
    for (const Json *at = list->first; at != NULL; at = at->next) {
        Str place = json_text(at, STR("at")), what = json_text(at, STR("what"));
        if (place.len > 0 && place.at[0] != '/') {
            continue; // of a regime: its lines say it
        }
        const Json *then = json_get(at, STR("then")), *now = json_get(at, STR("now"));
        buf_addf(out, "  %.*s%s%.*s ", STR_ARG(place), place.len > 0 ? " " : "", STR_ARG(what));
        bool reasons = then->kind == JSON_LIST;
        if (!reasons || then->n > 0) {
            print_side(out, then);
        }
        buf_text(out, reasons && (then->n == 0 || now->n == 0) ? (then->n == 0 ? "added: " : " gone") : " -> ");
        if (!reasons || now->n > 0) {
            print_side(out, now);
        }
        buf_char(out, '\n');
    }
}
