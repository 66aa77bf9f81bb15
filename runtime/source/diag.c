// Diagnostics: the queue of messages, and their texts from the diag_*.def lists.
//
// In:  code, place and arguments, from every pass.
// Out: records in the arena in the order of reporting; render.c sorts and shows them.
// The formats are checked against their arguments by the tests of each pass, not by the
// compiler: this is the only file that formats by a format from a table.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/source/diag.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

typedef struct DiagText {
    const char *name;
    Severity severity;
    const char *format, *hint;
} DiagText;

static const DiagText TEXTS[DIAG_COUNT + 1] = {
#define X(code, severity, format, hint) {#code, severity, format, hint},
#include "runtime/source/diag_syntax.def"
#include "runtime/source/diag_check.def"
#include "runtime/source/diag_lint.def"
#include "runtime/source/diag_facts.def"
#include "runtime/source/diag_run.def"
#undef X
    {"L0000", SEVERITY_NOTE, "", NULL}, // C wants one entry even of empty lists
};

void diag_init(Diags *diags, Arena *arena)
{
    *diags = (Diags){.arena = arena};
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
static Str format_list(Arena *arena, const char *format, va_list arguments)
{
    assert(format != NULL);
    va_list again;
    va_copy(again, arguments);
    int n = vsnprintf(NULL, 0, format, again);
    va_end(again);
    size_t len = n < 0 ? 0 : (size_t)n;
    char *text = arena_alloc(arena, len + 1);
    vsnprintf(text, len + 1, format, arguments);
    return (Str){text, len};
}
#pragma GCC diagnostic pop

static bool is_listed(const Diags *diags, const Diag *diag)
{
    for (size_t i = diags->list.n; i-- > 0;) {
        const Diag *other = diags->list.items[i];
        if (other->code == diag->code && other->span.file == diag->span.file &&
            other->span.start == diag->span.start && other->span.end == diag->span.end &&
            str_eq(other->pointer, diag->pointer)) {
            return true;
        }
    }
    return false;
}

// Two records about no place at all are only the same when they say the same.
static bool says_the_same(const Diags *diags, const Diag *diag)
{
    if (diag->span.file != 0 || diag->pointer.len != 0) {
        return true;
    }
    for (size_t i = 0; i < diags->list.n; i++) {
        const Diag *other = diags->list.items[i];
        if (other->code == diag->code && str_eq(other->message, diag->message)) {
            return true;
        }
    }
    return false;
}

static Diag *report(Diags *diags, DiagCode code, Span span, Str pointer, va_list arguments)
{
    const DiagText *text = &TEXTS[code];
    Diag *diag = arena_make(diags->arena, Diag);
    diag->code = code;
    diag->severity = text->severity;
    diag->span = span;
    diag->pointer = pointer.len == 0 ? STR_NONE : str_copy(diags->arena, pointer);
    diag->message = format_list(diags->arena, text->format, arguments);
    diag->hint = str_of(text->hint);
    bool error = diag->severity == SEVERITY_ERROR;
    bool full = (error ? diags->n_errors : diags->n_warnings) >= DIAG_KEPT_MAX;
    if (!full && is_listed(diags, diag) && says_the_same(diags, diag)) {
        return diag;
    }
    diags->n_errors += error;
    diags->n_warnings += diag->severity == SEVERITY_WARNING;
    if (full) {
        diags->n_dropped++;
        return diag;
    }
    vec_push(diags->arena, &diags->list, diag);
    return diag;
}

Diag *diag_report(Diags *diags, DiagCode code, Span span, ...)
{
    va_list arguments;
    va_start(arguments, span);
    Diag *diag = report(diags, code, span, STR_NONE, arguments);
    va_end(arguments);
    return diag;
}

Diag *diag_report_at(Diags *diags, DiagCode code, Str pointer, ...)
{
    va_list arguments;
    va_start(arguments, pointer);
    Diag *diag = report(diags, code, (Span){0, 0, 0}, pointer, arguments);
    va_end(arguments);
    return diag;
}

void diag_label(Diags *diags, Diag *diag, Span span, const char *format, ...)
{
    if (diag->n_labels == DIAG_LABELS_MAX) {
        return;
    }
    va_list arguments;
    va_start(arguments, format);
    diag->labels[diag->n_labels++] = (DiagLabel){
        .span = span,
        .text = format_list(diags->arena, format, arguments),
    };
    va_end(arguments);
}

void diag_note(Diags *diags, Diag *diag, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    diag->note = format_list(diags->arena, format, arguments);
    va_end(arguments);
}

void diag_hint(Diags *diags, Diag *diag, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    diag->hint = format_list(diags->arena, format, arguments);
    va_end(arguments);
}

const char *diag_name(DiagCode code)
{
    return TEXTS[code].name;
}

bool diag_has(const Diags *diags, DiagCode code)
{
    for (size_t i = 0; i < diags->list.n; i++) {
        if (diags->list.items[i]->code == code) {
            return true;
        }
    }
    return false;
}

static bool comes_after(const Diag *a, const Diag *b)
{
    if (a->span.file != b->span.file) {
        // File 0, "nowhere", counts as the last file.
        return a->span.file - 1 > b->span.file - 1;
    }
    return a->span.start > b->span.start;
}

// Merges two sorted neighbours [from, middle) and [middle, to); equals keep their order.
static void merge(Diag **into, Diag **list, size_t from, size_t middle, size_t to)
{
    size_t i = from, j = middle;
    for (size_t k = from; k < to; k++) {
        bool right = i == middle || (j < to && comes_after(list[i], list[j]));
        into[k] = right ? list[j++] : list[i++];
    }
}

static size_t at_most(size_t a, size_t most)
{
    return a < most ? a : most;
}

Diag **diag_sorted(const Diags *diags, Arena *arena)
{
    size_t n = diags->list.n;
    Diag **list = arena_array(arena, Diag *, n + 1);
    Diag **other = arena_array(arena, Diag *, n + 1);
    for (size_t i = 0; i < n; i++) {
        list[i] = diags->list.items[i];
    }
    for (size_t run = 1; run < n; run *= 2) {
        for (size_t from = 0; from < n; from += 2 * run) {
            merge(other, list, from, at_most(from + run, n), at_most(from + 2 * run, n));
        }
        Diag **sorted = other;
        other = list;
        list = sorted;
    }
    return list;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool same_but_case(Str a, Str b)
{
    for (size_t i = 0; a.len == b.len && i < a.len; i++) {
        if (lower(a.at[i]) != lower(b.at[i])) {
            return false;
        }
    }
    return a.len == b.len;
}

Str diag_nearest(Str word, const Str *candidates, size_t n)
{
    size_t most = (word.len + 2) / 3, best = most + 1;
    Str nearest = STR_NONE;
    for (size_t i = 0; i < n; i++) {
        size_t distance = same_but_case(word, candidates[i])
                              ? 0
                              : str_distance(word, candidates[i], most);
        if (distance <= most &&
            (distance < best ||
             (distance == best && str_cmp(candidates[i], nearest) < 0))) {
            best = distance;
            nearest = candidates[i];
        }
    }
    return nearest;
}
