// Writes the table of many decisions.
//
// In:  decision documents. Out: text for a terminal, one row for each case and regime, the
// marks (?) explained below. Regimes are never merged: each has a row of its own.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/cli/table.h"

#include "runtime/base/utf8.h"

enum { WIDTH_CASE = 40, WIDTH_DATE = 10, WIDTH_FINDING = 34, WIDTH_BY = 22, WIDTH_PROPOSAL = 24 };

typedef struct Writer {
    Buf *out;
    Arena *arena;
    const Table *table;
    bool color;
    VEC(Str) notes;      // explained below the table, each once
} Writer;

static const Json *get(const Json *object, const char *name)
{
    return object == NULL ? NULL : json_get(object, str_of(name));
}

static Str text_of(const Json *object, const char *name)
{
    const Json *value = get(object, name);
    return value != NULL && value->kind == JSON_STRING ? value->text : STR_NONE;
}

static const Json *first_of(const Json *object, const char *name)
{
    const Json *list = get(object, name);
    return list == NULL ? NULL : list->first;
}

// The title of a word or verdict up to its first colon or bracket.
static Str title_of(const Writer *w, const Json *document, const char *kind, Str name)
{
    Str key = str_format(w->arena, "%s%.*s", kind, STR_ARG(name));
    Str title = text_of(get(document, "texts"), key.at);
    for (size_t i = 0; i < title.len; i++) {
        bool blank = i + 1 == title.len || title.at[i + 1] == ' ';
        if ((title.at[i] == ':' && blank) || (title.at[i] == '(' && i > 0)) {
            return str_trim(str_sub(title, 0, i));
        }
    }
    if (title.len > 0) {
        return title;
    }
    char *words = arena_copy(w->arena, name.at, name.len);
    for (size_t i = 0; i < name.len; i++) {
        words[i] = words[i] == '_' ? ' ' : words[i];
    }
    return (Str){words, name.len};
}

// -- cells ----------------------------------------------------------------------------------

// One cell of a row, taken line by line.
typedef struct Cell {
    Str text; // what is left
    size_t width;
} Cell;

enum { CELLS_MOST = 4 + TABLE_PROPOSALS };

// Where to end the next line of the cell: at the last blank or '_' that fits,
// or within the word.
static size_t cell_break(const Cell *cell)
{
    size_t at = 0, used = 0, blank = 0;
    while (at < cell->text.len) {
        size_t step = utf8_step(str_sub(cell->text, at, cell->text.len));
        used += utf8_width(str_sub(cell->text, at, at + step));
        if (used > cell->width) {
            return blank > 0 ? blank : at;
        }
        at += step;
        char last = cell->text.at[at - 1];
        if (last == '_' || (at < cell->text.len && cell->text.at[at] == ' ')) {
            blank = at;
        }
    }
    return at;
}

// True when more of it is left.
static bool put_cell_line(Buf *out, Cell *cell)
{
    size_t end = cell_break(cell);
    Str line = str_sub(cell->text, 0, end);
    buf_str(out, line);
    buf_fill(out, ' ', cell->width - utf8_width(line) + 2);
    cell->text = str_trim(str_sub(cell->text, end, cell->text.len));
    return cell->text.len > 0;
}

static void put_cells(const Writer *w, Cell *cells, size_t n)
{
    bool more = true;
    while (more) {
        more = false;
        for (size_t i = 0; i < n; i++) {
            more = put_cell_line(w->out, &cells[i]) || more;
        }
        while (w->out->len > 0 && w->out->at[w->out->len - 1] == ' ') {
            w->out->len--;
        }
        buf_char(w->out, '\n');
    }
}

static void put_upper(Buf *out, Str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        buf_char(out, c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c);
    }
}

static const Json *next_line(const Json *document, Str regime, const Json *line)
{
    line = line == NULL ? first_of(get(document, "statement"), "lines") : line->next;
    while (line != NULL && !str_eq(text_of(line, "regime"), regime)) {
        line = line->next;
    }
    return line;
}

typedef struct Labels {
    Arena *arena;
    VEC(Str) list;
} Labels;

static void labels_add(Labels *labels, Str label)
{
    for (size_t i = 0; i < labels->list.n; i++) {
        if (str_eq(labels->list.items[i], label)) {
            return;
        }
    }
    if (label.len > 0) {
        vec_push(labels->arena, &labels->list, label);
    }
}

// The member of each object in the list of each line of the regime, each once.
static Labels collect(const Writer *w, const Json *document, Str regime, const char *list,
                      const char *member)
{
    Labels labels = {.arena = w->arena};
    for (const Json *line = NULL; (line = next_line(document, regime, line)) != NULL;) {
        for (const Json *at = first_of(line, list); at != NULL; at = at->next) {
            labels_add(&labels, text_of(at, member));
        }
    }
    return labels;
}

static Str review_of(const Json *document, Str regime)
{
    for (const Json *line = NULL; (line = next_line(document, regime, line)) != NULL;) {
        Str policy = text_of(get(line, "review"), "most_severe");
        if (policy.len > 0) {
            return policy;
        }
    }
    return STR_NONE;
}

static Str finding_words(const Writer *w, const Json *document, const Json *regime)
{
    Str finding = text_of(regime, "finding");
    if (str_is(finding, "undetermined")) {
        return STR("CANNOT SAY");
    }
    Str title = title_of(w, document, "verdict:", finding);
    if (!str_is(text_of(regime, "gate"), "stop")) {
        return title;
    }
    Buf out;
    buf_init(&out, w->arena);
    put_upper(&out, title);
    return buf_done(&out);
}

static Str finding_cell(const Writer *w, const TableCase *c, const Json *regime, bool doubt)
{
    Buf out;
    buf_init(&out, w->arena);
    Str name = text_of(regime, "name");
    buf_str(&out, finding_words(w, c->document, regime));
    if (doubt) {
        buf_text(&out, " (?)");
    }
    Str review = review_of(c->document, name);
    if (review.len > 0) {
        Str title = title_of(w, c->document, "word:", review);
        buf_addf(&out, " · %.*s", STR_ARG(title));
    }
    Labels flags = collect(w, c->document, name, "flags", "flag");
    if (flags.list.n > 0) {
        buf_addf(&out, " · %zu red flag%s", flags.list.n, flags.list.n == 1 ? "" : "s");
    }
    Labels duties = collect(w, c->document, name, "duties", "duty");
    if (duties.list.n > 0) {
        buf_addf(&out, " · %zu dut%s", duties.list.n, duties.list.n == 1 ? "y" : "ies");
    }
    return buf_done(&out);
}

static Str by_cell(const Writer *w, const TableCase *c, Str regime)
{
    Labels by = collect(w, c->document, regime, "reasons", "provision");
    if (by.list.n == 0) {
        by = collect(w, c->document, regime, "allowed_by", "provision");
    }
    if (by.list.n == 0) {
        return STR("no rule applies");
    }
    if (by.list.n == 1) {
        return by.list.items[0];
    }
    return str_format(w->arena, "%.*s +%zu", STR_ARG(by.list.items[0]), by.list.n - 1);
}

// -- proposals ------------------------------------------------------------------------------

static const Json *regime_of(const Json *document, Str name)
{
    const Json *at = first_of(get(document, "statement"), "regimes");
    while (at != NULL && !str_eq(text_of(at, "name"), name)) {
        at = at->next;
    }
    return at;
}

static size_t add_note(Writer *w, Str note)
{
    for (size_t i = 0; i < w->notes.n; i++) {
        if (str_eq(w->notes.items[i], note)) {
            return i + 1;
        }
    }
    vec_push(w->arena, &w->notes, note);
    return w->notes.n;
}

// What the answer waits for, as questions.
static Str missing_note(const Writer *w, const Json *document)
{
    Buf out;
    buf_init(&out, w->arena);
    size_t n = 0;
    for (const Json *at = first_of(get(document, "statement"), "missing"); at; at = at->next) {
        Str ask = text_of(at, "ask");
        buf_text(&out, n++ == 0 ? "waits for: " : "; ");
        buf_str(&out, ask.len > 0 ? ask : text_of(at, "fact"));
    }
    return buf_done(&out);
}

static Str new_duties(const Writer *w, const TableCase *c, const Json *assumed, Str regime)
{
    Labels before = collect(w, c->document, regime, "duties", "duty");
    Labels after = collect(w, assumed, regime, "duties", "duty");
    size_t had = before.list.n;
    Buf out;
    buf_init(&out, w->arena);
    for (size_t i = 0; i < after.list.n; i++) {
        labels_add(&before, after.list.items[i]);
        if (before.list.n > had) {
            had = before.list.n;
            Str title = title_of(w, assumed, "word:", after.list.items[i]);
            buf_text(&out, "; ");
            buf_str(&out, title);
        }
    }
    return buf_done(&out);
}

static Str proposal_cell(Writer *w, const TableCase *c, size_t proposal, const Json *regime)
{
    const Json *assumed = c->assumed[proposal];
    Str name = text_of(regime, "name");
    const Json *then = regime_of(assumed, name);
    if (then == NULL) {
        return STR("–");
    }
    bool same = str_eq(text_of(then, "low"), text_of(regime, "low")) &&
                str_eq(text_of(then, "high"), text_of(regime, "high"));
    if (same) {
        Str duties = new_duties(w, c, assumed, name);
        return str_format(w->arena, "same%.*s", STR_ARG(duties));
    }
    Str words = finding_words(w, assumed, then);
    if (!str_is(text_of(then, "finding"), "undetermined")) {
        return words;
    }
    Str note = missing_note(w, assumed);
    return note.len == 0 ? words
                         : str_format(w->arena, "cannot say [%zu]", add_note(w, note));
}

// "H.R. 2683 (119th Cong.), passed ..." -> "if H.R. 2683"
static Str proposal_title(const Writer *w, size_t proposal)
{
    Str wanted = str_format(w->arena, "proposed:%s", w->table->proposals[proposal]);
    for (size_t i = 0; i < w->table->n; i++) {
        const Json *documents[] = {w->table->cases[i].assumed[proposal],
                                   w->table->cases[i].document};
        for (size_t d = 0; d < countof(documents); d++) {
            const Json *at = first_of(documents[d], "texts");
            while (at != NULL && !str_starts(at->key, wanted)) {
                at = at->next;
            }
            for (size_t end = 0; at != NULL && end <= at->text.len; end++) {
                if (end == at->text.len || at->text.at[end] == '(' || at->text.at[end] == ',') {
                    Str title = str_trim(str_sub(at->text, 0, end));
                    return str_format(w->arena, "if %.*s", STR_ARG(title));
                }
            }
        }
    }
    return str_format(w->arena, "if %s", w->table->proposals[proposal]);
}

// -- rows -----------------------------------------------------------------------------------

// Whether the provision decides some line: the marks of all others stand in the report.
static bool decides(const Writer *w, const Json *document, Str provision)
{
    static const char *const LISTS[] = {"reasons", "allowed_by"};
    for (const Json *at = first_of(get(document, "statement"), "regimes"); at; at = at->next) {
        for (size_t i = 0; i < countof(LISTS); i++) {
            Labels by = collect(w, document, text_of(at, "name"), LISTS[i], "provision");
            for (size_t j = 0; j < by.list.n; j++) {
                if (str_eq(by.list.items[j], provision)) {
                    return true;
                }
            }
        }
    }
    return false;
}

// What makes the answer less than certain: the scenario's own word, doubtful days, marks of
// the provisions that decide.
static void doubts_of(const Writer *w, const TableCase *c, Labels *out)
{
    const Json *statement = get(c->document, "statement");
    if (c->unverified[0] != 0) {
        labels_add(out, str_of(c->unverified));
    }
    for (const Json *at = first_of(statement, "doubts"); at != NULL; at = at->next) {
        Str provision = text_of(at, "provision"), text = text_of(at, "text");
        labels_add(out, str_format(w->arena, "%.*s: %.*s", STR_ARG(provision), STR_ARG(text)));
    }
    for (const Json *at = first_of(statement, "unverified"); at != NULL; at = at->next) {
        Str provision = text_of(at, "provision"), text = text_of(at, "text");
        if (decides(w, c->document, provision)) {
            labels_add(out,
                       str_format(w->arena, "%.*s: %.*s", STR_ARG(provision), STR_ARG(text)));
        }
    }
}

static void put_row(Writer *w, const TableCase *c, const Json *regime, bool first, bool doubt)
{
    Str title = first ? str_of(c->title) : text_of(regime, "title");
    if (!first) {
        title = str_format(w->arena, "  and under: %.*s", STR_ARG(title));
    }
    Str date = text_of(get(get(c->document, "statement"), "law"), "as_of");
    Cell cells[CELLS_MOST] = {
        {title, WIDTH_CASE},
        {first ? date : STR_NONE, WIDTH_DATE},
        {finding_cell(w, c, regime, doubt && first), WIDTH_FINDING},
        {by_cell(w, c, text_of(regime, "name")), WIDTH_BY},
    };
    for (size_t i = 0; i < w->table->n_proposals; i++) {
        cells[4 + i] = (Cell){proposal_cell(w, c, i, regime), WIDTH_PROPOSAL};
    }
    put_cells(w, cells, 4 + w->table->n_proposals);
}

// In how many cases the regime speaks: the one that speaks in most has the first row.
static size_t spread(const Writer *w, Str regime)
{
    size_t n = 0;
    for (size_t i = 0; i < w->table->n; i++) {
        n += regime_of(w->table->cases[i].document, regime) != NULL;
    }
    return n;
}

static const Json *leading_regime(const Writer *w, const TableCase *c)
{
    const Json *best = NULL;
    size_t most = 0;
    for (const Json *at = first_of(get(c->document, "statement"), "regimes"); at; at = at->next) {
        size_t n = spread(w, text_of(at, "name"));
        if (n > most) {
            best = at;
            most = n;
        }
    }
    return best;
}

static void put_case(Writer *w, const TableCase *c)
{
    Labels doubts = {.arena = w->arena};
    doubts_of(w, c, &doubts);
    const Json *lead = leading_regime(w, c);
    if (lead == NULL) {
        return;
    }
    put_row(w, c, lead, true, doubts.list.n > 0);
    for (const Json *at = first_of(get(c->document, "statement"), "regimes"); at; at = at->next) {
        if (at != lead) {
            put_row(w, c, at, false, false);
        }
    }
}

static void put_head(Writer *w)
{
    const Json *law = get(get(w->table->cases[0].document, "statement"), "law");
    Str known = text_of(law, "known_to");
    buf_addf(w->out, "%s: %zu cases, each by the law of its day", w->table->title, w->table->n);
    if (known.len > 0) {
        buf_addf(w->out, " · text read to %.*s", STR_ARG(known));
    }
    buf_text(w->out, w->color ? "\n\n\033[1m" : "\n\n");
    Cell cells[CELLS_MOST] = {
        {STR("Case"), WIDTH_CASE},
        {STR("Date"), WIDTH_DATE},
        {STR("Law of that day"), WIDTH_FINDING},
        {STR("Decided by"), WIDTH_BY},
    };
    for (size_t i = 0; i < w->table->n_proposals; i++) {
        cells[4 + i] = (Cell){proposal_title(w, i), WIDTH_PROPOSAL};
    }
    put_cells(w, cells, 4 + w->table->n_proposals);
    buf_text(w->out, w->color ? "\033[0m" : "");
}

static bool has_label(const Labels *labels, Str label)
{
    for (size_t i = 0; i < labels->list.n; i++) {
        if (str_eq(labels->list.items[i], label)) {
            return true;
        }
    }
    return false;
}

// Each reason once, behind the cases that it touches.
static void put_doubts(Writer *w)
{
    Labels *of = arena_array(w->arena, Labels, w->table->n);
    Labels all = {.arena = w->arena};
    for (size_t i = 0; i < w->table->n; i++) {
        of[i].arena = w->arena;
        doubts_of(w, &w->table->cases[i], &of[i]);
        for (size_t j = 0; j < of[i].list.n; j++) {
            labels_add(&all, of[i].list.items[j]);
        }
    }
    for (size_t k = 0; k < all.list.n; k++) {
        size_t said = 0;
        buf_text(w->out, k == 0 ? "\n(?) is not certain:\n" : "");
        for (size_t i = 0; i < w->table->n; i++) {
            if (has_label(&of[i], all.list.items[k])) {
                buf_addf(w->out, "%s%s", said++ == 0 ? "  " : ", ", w->table->cases[i].id);
            }
        }
        buf_addf(w->out, "  %.*s\n", STR_ARG(all.list.items[k]));
    }
}

static void put_certainty(Writer *w)
{
    Labels words = {.arena = w->arena};
    for (size_t i = 0; i < w->table->n; i++) {
        labels_add(&words, str_of(w->table->cases[i].certainty));
    }
    for (size_t i = 0; i < words.list.n; i++) {
        size_t n = 0;
        for (size_t j = 0; j < w->table->n; j++) {
            n += str_is(words.list.items[i], w->table->cases[j].certainty);
        }
        buf_addf(w->out, "%s%zu %.*s", i == 0 ? "\nexpected outcomes rest on: " : " · ", n,
                 STR_ARG(words.list.items[i]));
    }
    buf_text(w->out, words.list.n > 0 ? "\n" : "");
}

void table_write(Buf *out, const Table *table, bool color)
{
    Writer w = {.out = out, .arena = out->arena, .table = table, .color = color};
    if (table->n == 0) {
        return;
    }
    put_head(&w);
    for (size_t i = 0; i < table->n; i++) {
        put_case(&w, &table->cases[i]);
    }
    for (size_t i = 0; i < w.notes.n; i++) {
        buf_addf(out, "%s[%zu] %.*s\n", i == 0 ? "\n" : "", i + 1, STR_ARG(w.notes.items[i]));
    }
    put_doubts(&w);
    for (size_t i = 0; i < table->n; i++) {
        if (table->cases[i].differs) {
            buf_addf(out, "\n%s differs from what its scenario expects: run 'licet test'\n",
                     table->cases[i].id);
        }
    }
    put_certainty(&w);
}
