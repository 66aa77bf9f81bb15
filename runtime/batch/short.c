// The short answer of a batch, alike for a decision and for what a decider settled.
//
// In:  what was answered. Out: ,"gate":..,"finding":..,"codes":[..],"lines":[..], and what it is
//      of another law than that in force: ,"what_if":true,"world":"text","assumed":[..]; of a
//      day past the reading of the law ,"unverified_after":"..".
// SPDX-License-Identifier: Apache-2.0
#include <stdlib.h>

#include "runtime/base/json.h"
#include "runtime/batch/batch.h"

// -- one door to both -------------------------------------------------------------------

licet_gate short_gate(Answered from)
{
    return from.decider != NULL ? licet_decider_gate(from.decider)
                                : licet_decision_gate(from.decision);
}

bool short_regime(Answered from, size_t index, licet_regime *regime)
{
    return from.decider != NULL ? licet_decider_regime(from.decider, index, regime)
                                : licet_decision_regime(from.decision, index, regime);
}

static bool get_line(Answered from, size_t index, licet_line *line)
{
    return from.decider != NULL ? licet_decider_line(from.decider, index, line)
                                : licet_decision_line(from.decision, index, line);
}

// -- writing ----------------------------------------------------------------------------

// `name` with the punctuation around it: an answer is written once a line, without formats.
static void put_member(Buf *out, const char *name, const char *text)
{
    buf_text(out, name);
    json_quote(out, str_of(text));
}

static int compare_texts(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

// Of sorted texts, each once; `name` with the punctuation around it.
static void put_set(Buf *out, const char *name, const char *const *texts, size_t n)
{
    buf_text(out, name);
    for (size_t i = 0, put = 0; i < n; i++) {
        if (i == 0 || strcmp(texts[i], texts[i - 1]) != 0) {
            buf_text(out, put++ > 0 ? "," : "");
            json_quote(out, str_of(texts[i]));
        }
    }
    buf_char(out, ']');
}

static void put_codes(Buf *out, const char *const *codes, size_t n)
{
    put_set(out, ",\"codes\":[", codes, n);
}

static void put_all_codes(Buf *out, Answered from)
{
    licet_line line;
    size_t n = 0, most = 0, n_lines = 0;
    for (; get_line(from, n_lines, &line); n_lines++) {
        most += line.code_count;
    }
    if (n_lines == 1) { // sorted already
        get_line(from, 0, &line);
        put_codes(out, line.codes, line.code_count);
        return;
    }
    const char **codes = arena_array(out->arena, const char *, most + 1);
    for (size_t i = 0; get_line(from, i, &line); i++) {
        for (size_t j = 0; j < line.code_count; j++) {
            codes[n++] = line.codes[j];
        }
    }
    qsort(codes, n, sizeof *codes, compare_texts);
    put_codes(out, codes, n);
}

// One regime: its finding. Several: by name, because they are never merged.
static void put_finding(Buf *out, Answered from)
{
    licet_regime regime, other;
    if (short_regime(from, 0, &regime) && !short_regime(from, 1, &other)) {
        put_member(out, ",\"finding\":", regime.finding);
        return;
    }
    buf_text(out, ",\"finding\":{");
    for (size_t i = 0; short_regime(from, i, &regime); i++) {
        put_member(out, i > 0 ? "," : "", regime.name);
        put_member(out, ":", regime.finding);
    }
    buf_char(out, '}');
}

static void put_lines(Buf *out, Answered from)
{
    licet_line line;
    buf_text(out, ",\"lines\":[");
    for (size_t i = 0; get_line(from, i, &line); i++) {
        put_member(out, i > 0 ? ",{\"id\":" : "{\"id\":", line.id);
        put_member(out, ",\"regime\":", line.regime);
        put_member(out, ",\"finding\":", line.finding);
        put_member(out, ",\"gate\":", licet_gate_name(line.gate));
        put_codes(out, line.codes, line.code_count);
        buf_char(out, '}');
    }
    buf_char(out, ']');
}

// As the member `law` of a whole document says it.
static void put_supposed(Buf *out, Answered from)
{
    licet_supposed supposed;
    if (from.decider != NULL) {
        licet_decider_supposed(from.decider, &supposed);
    } else {
        licet_decision_supposed(from.decision, &supposed);
    }
    buf_text(out, supposed.what_if ? ",\"what_if\":true" : "");
    buf_text(out, supposed.text_world ? ",\"world\":\"text\"" : "");
    size_t n = supposed.assume_count;
    const char **labels = arena_array(out->arena, const char *, n + 1);
    for (size_t i = 0; i < n; i++) {
        labels[i] = supposed.assume[i];
    }
    qsort(labels, n, sizeof *labels, compare_texts);
    if (n > 0) {
        put_set(out, ",\"assumed\":[", labels, n);
    }
}

void short_put(Buf *out, Answered from)
{
    put_member(out, ",\"gate\":", licet_gate_name(short_gate(from)));
    put_finding(out, from);
    put_all_codes(out, from);
    put_lines(out, from);
    put_supposed(out, from);
    const char *unverified = from.decider != NULL ? licet_decider_unverified(from.decider)
                                                  : licet_decision_unverified(from.decision);
    if (unverified[0] != 0) {
        put_member(out, ",\"unverified_after\":", unverified);
    }
}
