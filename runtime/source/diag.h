// Diagnostics: every message to the user, queued with the places it speaks of.
//
// All texts stand in the diag_*.def lists. One record type serves syntax, names, types,
// facts, faults and lints; render.c shows it as text, JSON or SARIF.
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_SOURCE_DIAG_H
#define LICET_SOURCE_DIAG_H

#include "runtime/source/source.h"

typedef enum Severity { SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR } Severity;

// X(code, severity, format, hint or NULL): printf formats; values of type Str are passed as
// "%.*s" with STR_ARG. The message is one line, lower case, no full stop, names in single
// quotes. The hint is a sentence that says what to do (also a printf format WITHOUT arguments).
typedef enum DiagCode {
#define X(code, severity, format, hint) DIAG_##code,
#include "runtime/source/diag_syntax.def"
#include "runtime/source/diag_check.def"
#include "runtime/source/diag_lint.def"
#include "runtime/source/diag_facts.def"
#include "runtime/source/diag_run.def"
#undef X
    DIAG_COUNT
} DiagCode;

enum {
    DIAG_LABELS_MAX = 3,
    DIAG_SHOWN_MAX = 20,  // in a text
    DIAG_KEPT_MAX = 1000, // of errors, and of what is none; further ones are only counted
};

typedef struct DiagLabel {
    Span span;
    Str text;
} DiagLabel;

typedef struct Diag {
    DiagCode code;
    Severity severity;
    Span span;       // nowhere when the message is not about a text
    Str pointer;     // JSON pointer into the facts, or empty
    Str message;
    Str note;        // further sentence, or empty ("did you mean 'x'?")
    Str hint;        // what to do, or empty
    DiagLabel labels[DIAG_LABELS_MAX];
    size_t n_labels;
} Diag;

typedef struct Diags {
    Arena *arena;
    VEC(Diag *) list;
    size_t n_errors, n_warnings; // all
    size_t n_dropped;            // more than are kept
} Diags;

void diag_init(Diags *diags, Arena *arena);
// Adds a record; a second one with the same code at the same span (and pointer) is dropped:
// the returned record then is a throw-away. Never NULL.
Diag *diag_report(Diags *diags, DiagCode code, Span span, ...);
// The same for a place in facts.
Diag *diag_report_at(Diags *diags, DiagCode code, Str pointer, ...);
void diag_label(Diags *diags, Diag *diag, Span span, const char *format, ...) __attribute__((format(printf, 4, 5)));
void diag_note(Diags *diags, Diag *diag, const char *format, ...) __attribute__((format(printf, 3, 4)));
void diag_hint(Diags *diags, Diag *diag, const char *format, ...) __attribute__((format(printf, 3, 4)));
const char *diag_name(DiagCode code);     // "L0312"
// The records by file, start, then order of reporting; those without a span come last.
Diag **diag_sorted(const Diags *diags, Arena *arena);
bool diag_has(const Diags *diags, DiagCode code);
// The candidate nearest to `word` within edit distance ceil(n/3), or STR_NONE.
Str diag_nearest(Str word, const Str *candidates, size_t n);

#endif
