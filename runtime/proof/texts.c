// Texts: what the things that a statement mentions are called, kept outside of it.
//
// Titles of provisions by label, of words, verdicts and regimes by "kind:name", citations
// by "cites:LABEL", titles and values of facts by pointer, numbers of steps as people write
// them. Written sorted, so that equal decisions have equal texts.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/proof/inner.h"

#include <stdlib.h>

void texts_set(Making *m, const char *kind, Str name, Str text)
{
    if (text.len == 0) {
        return;
    }
    Str key = kind[0] == '\0' ? name : str_join(m->arena, str_of(kind), name);
    if (map_find(&m->texts, key) != NULL) {
        return;
    }
    Str *kept = arena_make(m->arena, Str);
    *kept = text;
    map_put(&m->texts, key, kept);
}

void texts_rule(Making *m, const CoreRule *rule)
{
    texts_set(m, "", rule->label, rule->title);
    texts_set(m, "cites:", rule->label, rule->cites);
    texts_set(m, "source:", rule->label, rule->source);
    texts_set(m, "note:", rule->label, rule->note);
    texts_set(m, "proposed:", rule->label, rule->proposed);
    if (rule->until <= DAY_MAX) {
        texts_set(m, "until:", rule->label, date_text(m->arena, rule->until));
    }
}

// Citations of the rules with a label that is no printed number.
void texts_cites(Making *m, Str label)
{
    bool printed = label.len == 0 || (label.at[0] >= '0' && label.at[0] <= '9');
    for (size_t r = 0; !printed && r < m->core->n_rules; r++) {
        if (str_eq(m->core->rules[r].label, label)) {
            texts_set(m, "cites:", label, m->core->rules[r].cites);
        }
    }
}

// Source text on one line: runs of blanks and line ends become one blank, comments go.
Str texts_source(Making *m, Span span)
{
    Str source = source_text(m->core->checked->sources, span);
    Buf buf;
    buf_init(&buf, m->arena);
    for (size_t i = 0; i < source.len; i++) {
        char c = source.at[i];
        if (c == '-' && i + 1 < source.len && source.at[i + 1] == '-' &&
            (i == 0 || source.at[i - 1] == ' ' || source.at[i - 1] == '\n')) {
            while (i < source.len && source.at[i] != '\n') {
                i++;
            }
            c = ' ';
        }
        bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
        if (!blank) {
            buf_char(&buf, c);
        } else if (buf.len > 0 && buf.at[buf.len - 1] != ' ') {
            buf_char(&buf, ' ');
        }
    }
    return str_trim(buf_done(&buf));
}

void texts_word(Making *m, const Decl *word)
{
    texts_set(m, "word:", word->name, word->title);
}

static Str title_of_field(const Fact *fact)
{
    size_t index = 0;
    const Field *field = type_field(fact->parent->type, fact->key, &index);
    return field != NULL ? field->title : STR_NONE;
}

// An act that nobody did, whether left out or said so.
static bool is_undone(const Making *m, const Fact *fact)
{
    bool act = false;
    for (size_t i = 0; fact->parent == NULL && i < m->core->schema->n; i++) {
        act = act || (m->facts->top[i] == fact && m->core->schema->decls[i].act);
    }
    bool no = fact->type->kind == TYPE_BOOL && !fact->truth;
    bool empty = fact->type->kind == TYPE_LIST && fact->n == 0;
    return act && (fact->state != FACT_KNOWN || no || empty);
}

// Records in a list are places of their own: the list says how many there are.
static void print_value(Buf *out, const Fact *fact)
{
    bool list = fact->type->kind == TYPE_LIST && fact->state == FACT_KNOWN;
    if (list && fact->n == 0) {
        buf_text(out, fact->open ? "none known" : "none");
    } else if (list && fact->type->of->kind == TYPE_RECORD) {
        buf_addf(out, fact->open ? "%zu, perhaps more" : "%zu", fact->n);
    } else {
        fact_print(out, fact);
    }
}

void texts_fact(Making *m, const Fact *fact)
{
    Buf pointer, value;
    buf_init(&pointer, m->arena);
    fact_pointer(&pointer, fact);
    Str name = buf_done(&pointer);
    if (fact->parent != NULL && fact->parent->type->kind == TYPE_RECORD) {
        texts_set(m, "fact:", name, title_of_field(fact));
    }
    for (size_t i = 0; fact->parent == NULL && i < m->core->schema->n; i++) {
        if (m->facts->top[i] == fact) {
            texts_set(m, "fact:", name, m->core->schema->decls[i].title);
        }
    }
    if (!fact_is_unknown(fact)) {
        buf_init(&value, m->arena);
        print_value(&value, fact);
        texts_set(m, "value:", name, is_undone(m, fact) ? STR("not done") : buf_done(&value));
    }
}

static int by_key(const void *a, const void *b)
{
    return str_cmp(((const MapEntry *)a)->key, ((const MapEntry *)b)->key);
}

Json *texts_json(Making *m)
{
    MapEntry *entries = arena_array(m->arena, MapEntry, m->texts.n + 1);
    for (size_t i = 0; i < m->texts.n; i++) {
        entries[i] = m->texts.entries[i];
    }
    qsort(entries, m->texts.n, sizeof *entries, by_key);
    Json *out = json_object(m->arena);
    for (size_t i = 0; i < m->texts.n; i++) {
        Json *text = json_string(m->arena, *(const Str *)entries[i].value);
        text->key = entries[i].key; // no key comes twice, so none is looked for
        json_push(out, text);
    }
    return out;
}
