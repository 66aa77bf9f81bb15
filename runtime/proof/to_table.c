// Table: columns sized to the terminal, cells wrapped between words, notes below.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/proof/to_table.h"

#include "runtime/base/utf8.h"
#include "runtime/proof/page.h"
#include "runtime/proof/table_cell.h"

enum { COLUMNS_MOST = 16, CASE_MOST = 46, GAP = 2 };

typedef struct Column {
    Str head;
    Str *cells;    // one per case
    size_t width, least;
} Column;

typedef struct Sheet {
    Arena *arena;
    const TableCase *cases;
    View *views;
    size_t n;
    Column columns[COLUMNS_MOST];
    size_t n_columns;
} Sheet;

static Column *add_column(Sheet *sheet, Str head, size_t least)
{
    Column *column = &sheet->columns[sheet->n_columns];
    if (sheet->n_columns + 1 < COLUMNS_MOST) {
        sheet->n_columns++;
    }
    *column = (Column){head, arena_array(sheet->arena, Str, sheet->n + 1), 0, least};
    return column;
}

static bool says_unverified(Str certainty)
{
    return str_is(certainty, "unverified") || str_is(certainty, "UNVERIFIED") ||
           str_is(certainty, "not verified");
}

static bool is_marked(const TableCase *one, const View *view)
{
    return one->unverified.len > 0 || says_unverified(one->certainty) || cell_is_doubtful(view);
}

static Str case_name(const TableCase *one, const View *view)
{
    Str title = one->title.len > 0 ? one->title : view_text(view->statement, "case.title");
    Str id = one->case_id.len > 0 ? one->case_id : view_text(view->statement, "case.id");
    return title.len > 0 ? title : id;
}

static Str case_id(const TableCase *one, const View *view)
{
    Str id = one->case_id.len > 0 ? one->case_id : view_text(view->statement, "case.id");
    return id.len > 0 ? id : case_name(one, view);
}

static void fill_law(Sheet *sheet)
{
    Column *ids = add_column(sheet, STR("Case"), 8), *name = add_column(sheet, STR(""), 20);
    Column *date = add_column(sheet, STR("Date"), 10);
    Column *law = add_column(sheet, STR("Law of that day"), 16);
    Column *by = add_column(sheet, STR("Decided by"), 12);
    for (size_t i = 0; i < sheet->n; i++) {
        const View *view = &sheet->views[i];
        const Json *regime = cell_main_regime(view);
        Str as_of = view_text(view->statement, "law.as_of"), found = cell_finding(view, regime);
        ids->cells[i] = case_id(&sheet->cases[i], view);
        name->cells[i] = case_name(&sheet->cases[i], view);
        date->cells[i] = as_of.len > 0 ? as_of : STR("–");
        law->cells[i] = is_marked(&sheet->cases[i], view)
                            ? str_format(sheet->arena, "%.*s (?)", STR_ARG(found)) : found;
        by->cells[i] = cell_decided_by(view, regime);
    }
}

static void fill_providers(Sheet *sheet)
{
    bool any = false;
    for (size_t i = 0; i < sheet->n; i++) {
        any |= cell_provider(&sheet->views[i]).len > 0;
    }
    if (!any) {
        return;
    }
    Column *column = add_column(sheet, STR("Provider's own terms"), 12);
    for (size_t i = 0; i < sheet->n; i++) {
        Str said = cell_provider(&sheet->views[i]);
        column->cells[i] = said.len > 0 ? said : STR("–");
    }
}

static void fill_proposals(Sheet *sheet, const Str *titles, size_t n)
{
    for (size_t p = 0; p < n; p++) {
        Column *column = add_column(sheet, titles[p], 12);
        for (size_t i = 0; i < sheet->n; i++) {
            const Json *const *assumed = sheet->cases[i].assumed;
            column->cells[i] = STR("–");
            if (assumed != NULL && assumed[p] != NULL) {
                View view = view_of(sheet->arena, assumed[p]);
                column->cells[i] = cell_change(&sheet->views[i], &view);
            }
        }
    }
}

// -- widths -------------------------------------------------------------------------------

static size_t total_width(const Sheet *sheet)
{
    size_t width = 0;
    for (size_t c = 0; c < sheet->n_columns; c++) {
        width += sheet->columns[c].width + (c > 0 ? GAP : 0);
    }
    return width;
}

// The longest word of a column, as far as it should not be broken.
static size_t longest_word(const Sheet *sheet, const Column *column)
{
    enum { WORD_MOST = 18 };
    size_t longest = 0;
    for (size_t i = 0; i < sheet->n; i++) {
        Str cell = column->cells[i];
        for (size_t at = 0, start = 0; at <= cell.len; at++) {
            if (at == cell.len || cell.at[at] == ' ') {
                size_t width = utf8_width(str_sub(cell, start, at));
                longest = width > longest ? width : longest;
                start = at + 1;
            }
        }
    }
    return longest < WORD_MOST ? longest : WORD_MOST;
}

// Natural widths, then the widest column that may shrink gives way until all fit.
static void set_widths(Sheet *sheet, size_t columns)
{
    for (size_t c = 0; c < sheet->n_columns; c++) {
        Column *column = &sheet->columns[c];
        size_t head = utf8_width(column->head);
        column->width = page_width(column->cells, sheet->n, CASE_MOST);
        column->width = head > column->width ? head : column->width;
        size_t word = longest_word(sheet, column);
        column->least = word > column->least ? word : column->least;
        column->least = column->width < column->least ? column->width : column->least;
    }
    while (total_width(sheet) > columns) {
        Column *widest = NULL;
        for (size_t c = 0; c < sheet->n_columns; c++) {
            Column *column = &sheet->columns[c];
            if (column->width > column->least &&
                (widest == NULL || column->width > widest->width)) {
                widest = column;
            }
        }
        if (widest == NULL) {
            break;
        }
        widest->width--;
    }
}

// -- rows ---------------------------------------------------------------------------------

// The next line of a cell within the width; *rest is what remains.
static Str take_line(Str *rest, size_t width)
{
    Str text = str_trim(*rest);
    size_t end = 0;
    for (size_t at = 0; at < text.len;) {
        size_t next = at;
        while (next < text.len && text.at[next] != ' ') {
            next++;
        }
        if (end > 0 && utf8_width(str_sub(text, 0, next)) > width) {
            break;
        }
        end = next;
        at = next + 1;
    }
    *rest = str_trim(str_sub(text, end, text.len));
    return str_sub(text, 0, end);
}

static void put_line(const Page *page, const Sheet *sheet, Str *rests)
{
    Buf line;
    buf_init(&line, sheet->arena);
    for (size_t c = 0; c < sheet->n_columns; c++) {
        const Column *column = &sheet->columns[c];
        Str part = page_cut(sheet->arena, take_line(&rests[c], column->width), column->width);
        buf_str(&line, page_pad(sheet->arena, part, column->width + GAP));
    }
    Str done = buf_done(&line);
    while (done.len > 0 && done.at[done.len - 1] == ' ') {
        done.len--;
    }
    buf_str(page->out, done);
    buf_char(page->out, '\n');
}

static void put_row(const Page *page, const Sheet *sheet, size_t row, bool head)
{
    Str rests[COLUMNS_MOST];
    for (size_t c = 0; c < sheet->n_columns; c++) {
        rests[c] = head ? sheet->columns[c].head : sheet->columns[c].cells[row];
    }
    bool more = true;
    while (more) {
        put_line(page, sheet, rests);
        more = false;
        for (size_t c = 0; c < sheet->n_columns; c++) {
            more |= rests[c].len > 0;
        }
    }
}

// -- notes --------------------------------------------------------------------------------

// Notes: each text once, with the cases it speaks of.
typedef struct Notes {
    Arena *arena;
    VEC(Str) texts;
    VEC(Str) cases;
} Notes;

static void add_note(Notes *notes, Str id, Str text)
{
    for (size_t i = 0; i < notes->texts.n; i++) {
        if (str_eq(notes->texts.items[i], text)) {
            notes->cases.items[i] = str_format(notes->arena, "%.*s, %.*s",
                                               STR_ARG(notes->cases.items[i]), STR_ARG(id));
            return;
        }
    }
    vec_push(notes->arena, &notes->texts, text);
    vec_push(notes->arena, &notes->cases, id);
}

static void note_marks(Notes *notes, Str id, const View *view, const char *list)
{
    const Json *marks = view_get(view->statement, list);
    for (const Json *at = view_first(marks); at != NULL; at = at->next) {
        if (!view_mark_is_provision(at)) {
            continue; // of lists and definitions: the report has them
        }
        add_note(notes, id, str_format(notes->arena, "%.*s: %.*s",
                                       STR_ARG(view_mark_name(view, at)),
                                       STR_ARG(view_text(at, "text"))));
    }
}

static void put_notes(const Page *page, const Sheet *sheet)
{
    Notes notes = {.arena = sheet->arena};
    for (size_t i = 0; i < sheet->n; i++) {
        const TableCase *one = &sheet->cases[i];
        const View *view = &sheet->views[i];
        Str id = case_id(one, view);
        if (one->unverified.len > 0) {
            add_note(&notes, id, one->unverified);
        } else if (says_unverified(one->certainty)) {
            add_note(&notes, id, STR("the case itself is not verified"));
        }
        if (view_true(view->statement, "law.past_known")) {
            add_note(&notes, id,
                     STR("the date lies after the day to which the text was read"));
        }
        note_marks(&notes, id, view, "doubts");
        note_marks(&notes, id, view, "unverified");
    }
    for (size_t i = 0; i < notes.texts.n; i++) {
        if (i == 0) {
            page_break(page);
        }
        page_entry(page, 0, STR("(?)"), 4,
                   str_format(sheet->arena, "%.*s: %.*s", STR_ARG(notes.cases.items[i]),
                              STR_ARG(notes.texts.items[i])), INK_YELLOW);
    }
}

static void put_certainty(const Page *page, const Sheet *sheet)
{
    Buf buf;
    buf_init(&buf, sheet->arena);
    for (size_t i = 0; i < sheet->n; i++) {
        Str certainty = sheet->cases[i].certainty;
        size_t n = 0, before = 0;
        for (size_t k = 0; k < sheet->n; k++) {
            bool same = str_eq(sheet->cases[k].certainty, certainty);
            n += same;
            before += same && k < i;
        }
        if (before == 0) {
            buf_addf(&buf, "%s%zu %.*s", buf.len > 0 ? " · " : "", n,
                     STR_ARG(certainty.len > 0 ? certainty : STR("without a word on "
                                                                 "certainty")));
        }
    }
    page_break(page);
    page_entry(page, 0, STR("Certainty"), 11, buf_done(&buf), INK_BOLD);
}

static Str read_to(const Sheet *sheet)
{
    Str earliest = STR_NONE;
    for (size_t i = 0; i < sheet->n; i++) {
        Str day = view_text(sheet->views[i].statement, "law.known_to");
        if (day.len > 0 && (earliest.len == 0 || str_cmp(day, earliest) < 0)) {
            earliest = day;
        }
    }
    return earliest.len > 0
               ? str_format(sheet->arena, "text read to %.*s", STR_ARG(earliest)) : STR_NONE;
}

static void put_legend(const Page *page, size_t n_proposals)
{
    page_text(page, 0,
              STR("\"not subject\": the law of that day does not reach what happens. After "
                  "LICENSE: how an application is reviewed. Red flag: to be cleared up "
                  "before going on. \"(?)\": rests on what is not confirmed, as said "
                  "above. \"…\": further provisions, in the report."));
    if (n_proposals > 0) {
        page_text(page, 0,
                  STR("Proposals are not law. \"same\": the finding and the duties would "
                      "not "
                      "change. \"authority; not yet\": the clause gives power to regulate;"
                      " it "
                      "requires nothing until a determination is made. \"?\": perhaps."));
    }
}

void to_table(Buf *out, const TableCase *cases, size_t n, const Str *proposal_titles,
              size_t n_proposals, const WriteOptions *options)
{
    Page page = page_on(out, options->columns, options->color);
    Sheet sheet = {.arena = out->arena, .cases = cases, .n = n};
    sheet.views = arena_array(out->arena, View, n + 1);
    for (size_t i = 0; i < n; i++) {
        sheet.views[i] = view_of(out->arena, cases[i].document);
    }
    fill_law(&sheet);
    fill_providers(&sheet);
    fill_proposals(&sheet, proposal_titles, n_proposals);
    set_widths(&sheet, page.columns);
    page_ends(&page, str_format(out->arena, "%zu case%s, each under the law of its day", n,
                                n == 1 ? "" : "s"), read_to(&sheet), INK_BOLD);
    page_break(&page);
    put_row(&page, &sheet, 0, true);
    buf_fill(out, '-', total_width(&sheet) < page.columns ? total_width(&sheet) : page.columns);
    page_break(&page);
    for (size_t i = 0; i < n; i++) {
        put_row(&page, &sheet, i, false);
    }
    put_notes(&page, &sheet);
    page_break(&page);
    put_legend(&page, n_proposals);
    put_certainty(&page, &sheet);
}
