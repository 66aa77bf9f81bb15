// Counts: which entries of a table no rule computes, so that nobody has to keep a list.
//
// In:  words of `not checked` that name a table, its rows, the labels that rules classify as.
// Out: the title of the word with "N of M", and the keys that are left, in the order of rows.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/check/count.h"

#include "runtime/check/scope.h"
#include "runtime/type/label.h"

static const Table *table_of(const Pass *pass, const Decl *decl)
{
    for (size_t i = 0; i < pass->out->tables.n; i++) {
        const Table *table = pass->out->tables.items[i];
        if (table->decl == decl) {
            return table;
        }
    }
    return NULL;
}

// The column of its key, when that is one classification; else the number of columns.
static size_t key_column(const Table *table)
{
    size_t found = table->row->n, keys = 0;
    for (size_t i = 0; i < table->row->n; i++) {
        keys += table->key[i];
        if (table->key[i] && table->row->fields[i].type->kind == TYPE_ECCN) {
            found = i;
        }
    }
    return keys == 1 ? found : table->row->n;
}

static bool is_classified(const Pass *pass, Str entry)
{
    Str first = label_first(entry); // what is covered begins with it
    for (size_t i = 0; i < pass->classified.n; i++) {
        Str label = pass->classified.items[i].label;
        if (str_starts(label, first) && label_covers(entry, label)) {
            return true;
        }
    }
    return false;
}

static Str entry_of(const TableRow *row, size_t column)
{
    const Node *cell = row->cells ? row->cells[column] : NULL;
    return row->texts ? str_trim(row->texts[column].text) : cell ? cell->text : STR_NONE;
}

static void count_word(Pass *pass, Decl *word, const Table *table, size_t column)
{
    Str *left = arena_array(pass->arena, Str, table->n + 1);
    for (size_t i = 0; i < table->n; i++) {
        Str entry = entry_of(&table->rows[i], column);
        if (!is_classified(pass, entry)) {
            left[word->n_left++] = entry;
        }
    }
    word->left = left;
    word->title = str_format(pass->arena, "%.*s: %zu of %zu", STR_ARG(word->title),
                             word->n_left, table->n);
}

static void count_from(Pass *pass, Decl *word)
{
    const Node *from = node_kid(word->node, WORD_FROM);
    if (!from) {
        return;
    }
    const Decl *other = NULL;
    size_t module = scope_index(pass, word->module);
    const Decl *decl = scope_find(pass, module, SPACE_VALUE, from->text, &other);
    const Table *table = decl ? table_of(pass, decl) : NULL;
    size_t column = table ? key_column(table) : 0;
    if (!table || !table->rows || column == table->row->n) {
        diag_report(pass->diags, DIAG_L0539, from->span, STR_ARG(from->text));
        return;
    }
    count_word(pass, word, table, column);
}

void count_entries(Pass *pass)
{
    for (size_t i = 0; i < pass->out->regimes.n; i++) {
        const Regime *regime = pass->out->regimes.items[i];
        for (size_t k = 0; k < regime->n_not_checked; k++) {
            count_from(pass, (Decl *)(uintptr_t)regime->not_checked[k]);
        }
    }
    for (size_t i = 0; i < pass->out->words.n; i++) {
        const Node *from = node_kid(pass->out->words.items[i]->node, WORD_FROM);
        if (from) {
            diag_report(pass->diags, DIAG_L0541, from->span);
        }
    }
}
