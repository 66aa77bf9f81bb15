// HTML, inner door: elements, escapes and marks that the rooms of the HTML writer share.
//
// One Html goes along while one document is written. Text always goes through html_text;
// only html_raw writes markup, and only of literals or of what was escaped before.
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_PROOF_HTML_H
#define LICET_PROOF_HTML_H

#include "runtime/base/map.h"
#include "runtime/proof/view.h"
#include "runtime/proof/writers.h"

typedef struct Html {
    Buf *out;
    Arena *arena;
    const View *view;
    const WriteOptions *options;
    size_t number;      // of the document in the file, from 1: prefix of ids
    const Json **steps; // of the proof, by number
    size_t n_steps;
    bool *shown;        // steps already unfolded
} Html;

void html_raw(Html *html, const char *markup);
void html_text(Html *html, Str text);
// <tag class="class">text</tag>; class may be NULL.
void html_element(Html *html, const char *tag, const char *class, Str text);
void html_cell(Html *html, Str text);
void html_date(Html *html, Str date); // <time>; an en dash when empty
// The words and the date; nothing when there is no date.
void html_days(Html *html, const char *words, Str date);
// <section> with its numbered heading; closed by html_raw "</section>".
void html_section(Html *html, unsigned number, const char *title);
// A <table> head; closed by html_raw "</tbody></table>".
void html_table(Html *html, const char *class, const char *const *heads, size_t n);
// Sign and word: "met", "not met", "unknown"; readable without color.
void html_mark(Html *html, Str truth);
// The same for an exception: "applies", "does not apply".
void html_mark_applies(Html *html, Str truth);
void html_badge(Html *html, const char *class, Str text);
// The citation, linked to the text of that day where it names a section or part of the CFR.
void html_cite(Html *html, Str cite);
void html_row(Html *html, const char *name, Str text); // of a <dl>

// html_style.c: <head> with the style sheet, up to <body>.
void html_head(Html *html, Str title, size_t n);
// html_draw.c
void html_margin_bar(Html *html, const Json *margin);
void html_time_line(Html *html);
// html_proof.c: the tree below a root; false when there is none.
bool html_proof(Html *html, const Json *line, const Json *provision, const char *what);
void html_proof_start(Html *html);
// html_answer.c: 1 Answer, 2 Relied on. html_reasons.c: 3 Reasoning, 4 Exceptions.
// html_duties.c: 5 Duties, 6 Time. html_record.c: 7 Limits, 8 Changes, 9 Record.
void html_answer(Html *html);
void html_gate_legend(Html *html);
void html_facts(Html *html);
void html_reasons(Html *html);
void html_exceptions(Html *html);
void html_duties(Html *html);
void html_time(Html *html);
void html_limits(Html *html);
void html_changes(Html *html);
void html_record(Html *html);

// "line 1: H100 board": what a line is called; "the whole transaction".
Str html_line_name(Html *html, const Json *line);
// An earlier line of the same document with the same answer, or NULL.
const Json *html_same_line(Html *html, const Json *line);

#endif
