// Declarations as canonical text, except rules and scenarios.
//
// In:  nodes. Out: pieces of a layout.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/tree/print_part.h"

// -- names with a type

static void put_field(Layout *out, const Node *field)
{
    layout_text(out, field->text, field->name_span.start);
    layout_word(out, ": ", LAYOUT_NOWHERE);
    print_type(out, field->kids[FIELD_TYPE]);
    print_title(out, node_kid(field, FIELD_TITLE));
}

static void put_fact(Layout *out, const Node *fact)
{
    layout_begin(out, fact->span);
    layout_word(out, fact->op == 1 ? "act " : "fact ", fact->span.start);
    put_field(out, fact);
    layout_end(out);
}

// -- braces

static void put_words(Layout *out, const char *before, const Node *decl, const Node *words)
{
    layout_word(out, before, decl->span.start);
    print_braces(out, words, words->span, print_word);
}

static void put_record(Layout *out, const Node *decl)
{
    bool record = decl->kind == NODE_RECORD;
    const Node *list = decl->kids[RECORD_FIELDS];
    layout_word(out, record ? "record " : "enum ", decl->span.start);
    layout_text(out, decl->text, LAYOUT_NOWHERE);
    print_title(out, decl->kids[RECORD_TITLE]);
    layout_word(out, " ", LAYOUT_NOWHERE);
    print_braces(out, list, list->span, record ? put_field : print_word);
}

static void put_verdicts(Layout *out, const Node *decl)
{
    const Node *list = decl->kids[VERDICTS_LIST];
    layout_word(out, "verdicts ", decl->span.start);
    if (decl->kids[VERDICTS_NAME] != NULL) {
        print_label(out, decl->kids[VERDICTS_NAME]);
        layout_word(out, " ", LAYOUT_NOWHERE);
    }
    if (decl->kids[VERDICTS_TITLE] != NULL) {
        print_string(out, decl->kids[VERDICTS_TITLE]);
        layout_word(out, " ", LAYOUT_NOWHERE);
    }
    print_braces(out, list, list->span, print_verdict);
}

static void put_vocabulary(Layout *out, const Node *decl)
{
    static const char *const WORDS[] = {
        "outcomes ", "reasons ", "policies ", "duties ", "flags ", "exclusions ",
    };
    put_words(out, WORDS[decl->op], decl, decl->kids[0]);
}

static void put_unit(Layout *out, const Node *unit)
{
    const Node *definition = node_kid(unit, UNIT_DEFINITION);
    layout_word(out, "unit ", unit->span.start);
    layout_text(out, unit->text, LAYOUT_NOWHERE);
    print_title(out, node_kid(unit, UNIT_TITLE));
    layout_word(out, unit->op == UNIT_LOGARITHMIC ? " logarithmic" : "", LAYOUT_NOWHERE);
    if (definition != NULL) {
        layout_word(out, " = ", LAYOUT_NOWHERE);
        print_sum(out, definition);
    }
}

// -- definitions

static void put_case(Layout *out, const Node *rule)
{
    if (rule->kind != NODE_CASE) {
        layout_word(out, "otherwise ", rule->span.start);
        print_expr(out, rule);
        return;
    }
    layout_begin(out, rule->span);
    layout_word(out, "when ", rule->span.start);
    print_expr(out, rule->kids[CASE_WHEN]);
    layout_in(out);
    layout_break(out, BREAK_SPACE);
    layout_word(out, "then ", rule->kids[CASE_THEN]->span.start);
    print_expr(out, rule->kids[CASE_THEN]);
    layout_out(out);
    layout_end(out);
}

static void put_cases(Layout *out, const Node *cases)
{
    const Node *list = cases->kids[CASES_LIST];
    Node all = {.kind = NODE_LIST, .n = list->n + 1};
    all.kids = arena_array(out->arena, const Node *, all.n);
    for (uint32_t i = 0; i < list->n; i++) {
        all.kids[i] = list->kids[i];
    }
    all.kids[list->n] = cases->kids[CASES_OTHERWISE];
    print_braces(out, &all, cases->span, put_case);
}

// Name, parameters, type, title and heads.
static void put_signature(Layout *out, const char *word, const Node *decl)
{
    const Node *heads = decl->kids[DEFINE_HEADS];
    layout_word(out, word, decl->span.start);
    layout_text(out, decl->text, LAYOUT_NOWHERE);
    print_params(out, decl->kids[DEFINE_PARAMS]);
    layout_word(out, ": ", LAYOUT_NOWHERE);
    print_type(out, decl->kids[DEFINE_TYPE]);
    print_title(out, decl->kids[DEFINE_TITLE]);
    layout_in(out);
    for (uint32_t i = 0; i < node_count(heads); i++) {
        layout_break(out, BREAK_FILL);
        print_head(out, heads->kids[i]);
    }
    layout_out(out);
}

static void put_define(Layout *out, const Node *define)
{
    const Node *body = define->kids[DEFINE_BODY];
    layout_begin(out, define->span);
    put_signature(out, "define ", define);
    layout_in(out);
    layout_break(out, BREAK_SPACE);
    layout_word(out, "= ", body->span.start);
    if (body->kind == NODE_CASES) {
        put_cases(out, body);
    } else {
        print_expr(out, body);
    }
    layout_out(out);
    layout_end(out);
}

static void put_native(Layout *out, const Node *native)
{
    layout_begin(out, native->span);
    put_signature(out, "native ", native);
    layout_in(out);
    layout_break(out, BREAK_SPACE);
    layout_word(out, "= symbol ", native->kids[NATIVE_SYMBOL]->span.start);
    print_string(out, native->kids[NATIVE_SYMBOL]);
    layout_word(out, " of ", LAYOUT_NOWHERE);
    print_string(out, native->kids[NATIVE_LIBRARY]);
    layout_word(out, native->op == 1 ? " pure" : "", LAYOUT_NOWHERE);
    layout_out(out);
    layout_end(out);
}

// -- tables

static void put_columns(Layout *out, const Node *columns)
{
    layout_begin(out, columns->span);
    layout_word(out, "columns ", columns->span.start);
    layout_in(out);
    for (uint32_t i = 0; i < columns->n; i++) {
        const Node *column = columns->kids[i];
        if (i > 0) {
            layout_word(out, ",", LAYOUT_NOWHERE);
            layout_break(out, BREAK_FILL);
        }
        layout_word(out, column->op == 1 ? "key " : "", column->span.start);
        put_field(out, column);
    }
    layout_out(out);
    layout_end(out);
}

static void put_row_date(Layout *out, const char *before, const Node *date)
{
    if (date != NULL) {
        layout_word(out, before, LAYOUT_NOWHERE);
        layout_text(out, date->text, date->span.start);
    }
}

static void put_row(Layout *out, const Node *row)
{
    const Node *cells = row->kids[ROW_CELLS];
    layout_begin(out, row->span);
    for (uint32_t i = 0; i < cells->n; i++) {
        if (i > 0) {
            layout_word(out, " |", LAYOUT_NOWHERE);
            layout_break(out, BREAK_FILL);
        }
        print_sum(out, cells->kids[i]);
    }
    put_row_date(out, " from ", row->kids[ROW_FROM]);
    put_row_date(out, row->op == 1 ? " through " : " until ", row->kids[ROW_UNTIL]);
    if (row->kids[ROW_UNVERIFIED] != NULL) {
        layout_word(out, " unverified ", LAYOUT_NOWHERE);
        print_string(out, row->kids[ROW_UNVERIFIED]);
    }
    layout_end(out);
}

// One row a line, always: so a change of one row is a change of one line.
static void put_rows(Layout *out, const Node *rows)
{
    layout_word(out, " rows {", rows->span.start);
    layout_in(out);
    for (uint32_t i = 0; i < rows->n; i++) {
        layout_break(out, i == 0 ? BREAK_HARD : BREAK_DECL);
        put_row(out, rows->kids[i]);
        layout_word(out, ";", LAYOUT_NOWHERE);
    }
    layout_comments(out, rows->span.end - 1);
    layout_out(out);
    layout_break(out, BREAK_HARD);
    layout_word(out, "}", LAYOUT_NOWHERE);
}

static void put_table(Layout *out, const Node *table)
{
    const Node *file = table->kids[TABLE_FILE], *through = table->kids[TABLE_THROUGH];
    layout_word(out, "table ", table->span.start);
    layout_text(out, table->text, LAYOUT_NOWHERE);
    print_title(out, table->kids[TABLE_TITLE]);
    layout_in(out);
    print_heads(out, table->kids[TABLE_HEADS]);
    layout_break(out, BREAK_HARD);
    put_columns(out, table->kids[TABLE_COLUMNS]);
    layout_break(out, BREAK_HARD);
    layout_word(out, "hit ", LAYOUT_NOWHERE);
    layout_word(out, table->op == HIT_UNIQUE ? "unique" : "collect", LAYOUT_NOWHERE);
    if (table->kids[TABLE_ROWS] != NULL) {
        put_rows(out, table->kids[TABLE_ROWS]);
    }
    if (file != NULL) {
        layout_word(out, " from ", LAYOUT_NOWHERE);
        print_string(out, file);
    }
    put_row_date(out, " complete through ", through);
    layout_out(out);
}

// -- all of them

void print_decl(Layout *out, const Node *decl)
{
    uint32_t at = decl->span.start;
    switch (decl->kind) {
    case NODE_IMPORT:
        layout_word(out, "import ", at);
        print_label(out, decl->kids[0]);
        return;
    case NODE_NOT_CHECKED: put_words(out, "not checked ", decl, decl->kids[0]); return;
    case NODE_READ_THROUGH:
        layout_word(out, "text read through ", at);
        layout_text(out, decl->kids[0]->text, LAYOUT_NOWHERE);
        return;
    case NODE_LAW_DATE:
        layout_word(out, "law date = ", at);
        print_label(out, decl->kids[0]);
        return;
    case NODE_VERDICTS: put_verdicts(out, decl); return;
    case NODE_VOCABULARY: put_vocabulary(out, decl); return;
    case NODE_ENUM: case NODE_RECORD: put_record(out, decl); return;
    case NODE_UNIT: put_unit(out, decl); return;
    case NODE_FACT: put_fact(out, decl); return;
    case NODE_DEFINE: put_define(out, decl); return;
    case NODE_NATIVE: put_native(out, decl); return;
    case NODE_TABLE: put_table(out, decl); return;
    case NODE_RULE: print_rule(out, decl); return;
    case NODE_SCENARIO: print_scenario(out, decl); return;
    default: return; // nothing else is a declaration
    }
}
