// Rows: one case decided many times, each answer on a row: over time, or by the values of a fact.
//
// In:  facts, options. Over time the law date among the facts is moved to the first day of
//      each era of the policy, to the days that the facts name, and to those on which terms
//      end; neighbors with one answer become one row. Out: text or JSON.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/cli/rows.h"

#include <stdlib.h>

#include "runtime/base/date.h"
#include "runtime/base/json.h"
#include "runtime/proof/page.h"

typedef struct Row {
    Str value, title;  // of the fact; empty over time
    Str from, through; // over time; empty when open
    Json *answer;
    Str printed;       // to compare with the neighbor
} Row;

typedef struct Rows {
    RowsInput *input;
    Arena *arena;
    VEC(Row) list;
    Str skipped;       // over time: from this day on not every one was looked at; empty when all were
} Rows;

// -- an answer --------------------------------------------------------------------------

static Str text_of(const licet_node *node)
{
    licet_text text = licet_node_text(node);
    return (Str){text.at, text.len};
}

static void put(Arena *arena, Json *object, const char *key, Str text)
{
    json_set(object, str_of(key),
             text.len > 0 ? json_string(arena, text) : json_null(arena));
}

// Puts a text at the end of a list that has it not yet; none is no text.
static void add_once(Arena *arena, Json *list, Str text)
{
    if (text.len > 0 && !json_has_text(list, text)) {
        json_push(list, json_string(arena, str_copy(arena, text)));
    }
}

static bool is_so(const licet_node *object, const char *member)
{
    return licet_node_boolean(licet_node_member(object, member));
}

// Of flags those alone that no resolution closes.
typedef enum Which { ALL, YES, SURE, PERHAPS } Which;

static bool is_one(const licet_node *object, Which which)
{
    bool closed = licet_node_member(object, "flag") != NULL && !is_so(object, "open");
    switch (which) {
    case ALL: return true;
    case YES: return str_is(text_of(licet_node_member(object, "applies")), "yes");
    case SURE: return is_so(object, "certain") && !closed;
    case PERHAPS: return !is_so(object, "certain") && !closed;
    }
    return true;
}

// The member `of` of such objects in the list `name` of each line, each once.
static Json *gather(Arena *arena, const licet_decision *decision, const char *name,
                    const char *of, Which which)
{
    Json *out = json_list(arena);
    const licet_node *lines = licet_decision_node(decision, "/statement/lines");
    for (const licet_node *line = licet_node_first(lines); line; line = licet_node_next(line)) {
        const licet_node *list = licet_node_member(line, name);
        for (const licet_node *at = licet_node_first(list); at; at = licet_node_next(at)) {
            if (is_one(at, which)) {
                add_once(arena, out, text_of(licet_node_member(at, of)));
            }
        }
    }
    return out;
}

// Puts what is sure somewhere under one name, and what is only possible under another.
static void put_both(Arena *arena, Json *out, const licet_decision *decision, const char *name,
                     const char *of, const char *sure_name, const char *perhaps_name)
{
    Json *sure = gather(arena, decision, name, of, SURE);
    Json *perhaps = gather(arena, decision, name, of, PERHAPS), *left = json_list(arena);
    for (const Json *at = perhaps->first; at != NULL; at = at->next) {
        if (!json_has_text(sure, at->text)) {
            json_push(left, json_string(arena, at->text));
        }
    }
    json_set(out, str_of(sure_name), sure);
    json_set(out, str_of(perhaps_name), left);
}

static Json *review_of(Arena *arena, const licet_decision *decision)
{
    Json *out = json_list(arena);
    const licet_node *lines = licet_decision_node(decision, "/statement/lines");
    for (const licet_node *line = licet_node_first(lines); line; line = licet_node_next(line)) {
        const licet_node *review = licet_node_member(line, "review");
        add_once(arena, out, text_of(licet_node_member(review, "most_severe")));
        const licet_node *all = licet_node_member(review, "policies");
        bool conflict = is_so(review, "conflict");
        for (const licet_node *at = licet_node_first(all); conflict && at != NULL;
             at = licet_node_next(at)) {
            add_once(arena, out, text_of(at));
        }
    }
    return out;
}

// Those that are not sure on any line.
static Json *possible_review_of(Arena *arena, const licet_decision *decision, const Json *sure)
{
    Json *out = json_list(arena);
    const licet_node *lines = licet_decision_node(decision, "/statement/lines");
    for (const licet_node *line = licet_node_first(lines); line; line = licet_node_next(line)) {
        const licet_node *all = licet_node_member(licet_node_member(line, "review"), "possible");
        for (const licet_node *at = licet_node_first(all); at; at = licet_node_next(at)) {
            if (!json_has_text(sure, text_of(at))) {
                add_once(arena, out, text_of(at));
            }
        }
    }
    return out;
}

static Json *missing_of(Arena *arena, const licet_decision *decision)
{
    Json *out = json_list(arena);
    const licet_node *list = licet_decision_node(decision, "/statement/missing");
    for (const licet_node *at = licet_node_first(list); at; at = licet_node_next(at)) {
        json_push(out, json_string(arena, str_copy(arena, text_of(licet_node_member(at, "fact")))));
    }
    return out;
}

static Json *regimes_of(Arena *arena, const licet_decision *decision)
{
    Json *out = json_list(arena);
    licet_regime regime;
    for (size_t i = 0; licet_decision_regime(decision, i, &regime); i++) {
        Json *object = json_object(arena);
        put(arena, object, "name", str_copy(arena, str_of(regime.name)));
        put(arena, object, "finding", str_copy(arena, str_of(regime.finding)));
        put(arena, object, "low", str_copy(arena, str_of(regime.low)));
        put(arena, object, "high", str_copy(arena, str_of(regime.high)));
        json_push(out, object);
    }
    return out;
}

static Json *answer_of(Arena *arena, const licet_decision *decision)
{
    Json *out = json_object(arena);
    json_set(out, STR("regimes"), regimes_of(arena, decision));
    put(arena, out, "gate", str_of(licet_gate_name(licet_decision_gate(decision))));
    put_both(arena, out, decision, "reasons", "provision", "because", "perhaps");
    json_set(out, STR("review"), review_of(arena, decision));
    json_set(out, STR("possible_review"),
             possible_review_of(arena, decision, json_get(out, STR("review"))));
    const licet_node *conflicts = licet_decision_node(decision, "/statement/conflicts");
    json_set(out, STR("conflict"), json_bool(arena, licet_node_count(conflicts) > 0));
    json_set(out, STR("allowed_by"), gather(arena, decision, "allowed_by", "provision", ALL));
    json_set(out, STR("exceptions"),
             gather(arena, decision, "exceptions", "provision", YES));
    return out;
}

// What may change from era to era without the answer being another.
static void add_open_ends(Arena *arena, const licet_decision *decision, Json *answer)
{
    put_both(arena, answer, decision, "flags", "flag", "flags", "possible_flags");
    put_both(arena, answer, decision, "duties", "duty", "duties", "possible_duties");
    json_set(answer, STR("missing"), missing_of(arena, decision));
}

// Why there is no answer, as an exit status.
static int refused(const Rows *rows, const licet_decision *decision, licet_status made)
{
    if (made == LICET_REJECTED) {
        cli_report(licet_decision_report(decision));
        return EXIT_USAGE;
    }
    return cli_fail(rows->input->cli, EXIT_FAULT, "%s",
                    made == LICET_OK ? "a limit was reached" : licet_status_name(made));
}

// The answer to the facts as they are; NULL with *status after a message.
static Json *decide(Rows *rows, const licet_options *options, Str *printed, int *status)
{
    licet_decision *decision = NULL;
    Json *out = NULL;
    licet_status made =
        licet_decide(rows->input->policy, rows->input->facts, options, &decision);
    if (made == LICET_OK && licet_decision_exit(decision) != EXIT_FAULT) {
        Buf buf;
        buf_init(&buf, rows->arena);
        out = answer_of(rows->arena, decision);
        json_print(&buf, out);
        *printed = buf_done(&buf);
        add_open_ends(rows->arena, decision, out);
    } else {
        *status = refused(rows, decision, made);
    }
    licet_decision_free(decision);
    return out;
}

static int set(Rows *rows, Str assignment)
{
    licet_status status = licet_facts_set(rows->input->facts, assignment.at);
    return status == LICET_OK
               ? EXIT_OK
               : cli_facts_failed(rows->input->cli, rows->input->facts, status);
}

// -- over time --------------------------------------------------------------------------

typedef struct Days {
    Day from, until;
    VEC(Day) list;
} Days;

static void add_day(Rows *rows, Days *days, Day day)
{
    if (day > days->from && day <= days->until) {
        vec_push(rows->arena, &days->list, day);
    }
}

// First days of the eras.
static void list_eras(Rows *rows, Days *days)
{
    licet_buffer *buffer = NULL;
    cli_must(licet_policy_dump(rows->input->policy, LICET_STAGE_ERAS, &buffer));
    Str text = str_of(licet_buffer_text(buffer).at);
    for (size_t start = 0, end; start < text.len; start = end + 1) {
        end = start;
        while (end < text.len && text.at[end] != '\n') {
            end++;
        }
        Day day;
        if (end - start >= 10 && date_parse(str_sub(text, end - 10, end), &day)) {
            add_day(rows, days, day);
        }
    }
    licet_buffer_free(buffer);
}

// The dates among the facts, each with the day after it.
static void list_given(Rows *rows, const Json *json, Days *days)
{
    Day day;
    if (json->kind == JSON_STRING && date_parse(json->text, &day)) {
        add_day(rows, days, day);
        add_day(rows, days, day + 1);
    }
    bool inner = json->kind == JSON_OBJECT || json->kind == JSON_LIST;
    for (const Json *at = inner ? json->first : NULL; at != NULL; at = at->next) {
        list_given(rows, at, days);
    }
}

// The days on which an attestation or a resolution begins to count, or counts no more.
static void list_attested(Rows *rows, const licet_decision *decision, Days *days)
{
    static const char *const LISTS[] = {"/statement/attested", "/statement/resolutions"};
    for (size_t i = 0; i < countof(LISTS); i++) {
        const licet_node *list = licet_decision_node(decision, LISTS[i]);
        for (const licet_node *at = licet_node_first(list); at; at = licet_node_next(at)) {
            Day on, until;
            if (date_parse(text_of(licet_node_member(at, "on")), &on)) {
                add_day(rows, days, on);
            }
            if (date_parse(text_of(licet_node_member(at, "until")), &until)) {
                add_day(rows, days, until + 1);
            }
        }
    }
}

// Moves the law date among the facts, or what is asked for where the policy has none.
static int move_to(Rows *rows, Day day, licet_options *options)
{
    const char *date = licet_policy_law_date(rows->input->policy);
    Str text = date_text(rows->arena, day);
    options->as_of = date[0] != 0 ? NULL : text.at;
    return date[0] == 0 ? EXIT_OK
                        : set(rows, str_format(rows->arena, "%s=%.*s", date, STR_ARG(text)));
}

static void skip_from(Rows *rows, const Days *days, Day day)
{
    if (rows->skipped.len == 0 && day <= days->until) {
        rows->skipped = date_text(rows->arena, day);
    }
}

// The first of the days so far that is later, or the day behind the last one asked for.
static Day later_than(const Days *days, Day day)
{
    Day next = days->until + 1;
    for (size_t i = 0; i < days->list.n; i++) {
        Day other = days->list.items[i];
        next = other > day && other < next ? other : next;
    }
    return next;
}

// From day to day as each answer says how long it lasts: where terms that run from other dates
// begin and end. Where an answer cannot tell, the next of the other days goes on.
static int list_turns(Rows *rows, Days *days)
{
    enum { TURNS_MOST = 1000 };
    int status = EXIT_OK;
    Day day = days->from;
    for (size_t n = 0; status == EXIT_OK && day <= days->until; n++) {
        if (n == TURNS_MOST) {
            skip_from(rows, days, day);
            break;
        }
        licet_decision *decision = NULL;
        licet_options options = rows->input->options;
        options.compact = false;
        status = move_to(rows, day, &options);
        licet_status made = status != EXIT_OK ? LICET_OK
                                              : licet_decide(rows->input->policy,
                                                             rows->input->facts, &options,
                                                             &decision);
        status = status == EXIT_OK && made != LICET_OK ? refused(rows, decision, made) : status;
        const licet_node *valid = licet_decision_node(decision, "/statement/valid");
        bool open = text_of(licet_node_member(valid, "beyond")).len > 0;
        bool ends = date_parse(text_of(licet_node_member(valid, "result_until")), &day);
        licet_decision_free(decision);
        if (!ends && !open) {
            break;
        }
        add_day(rows, days, ++day);
        if (open) {
            skip_from(rows, days, day + 1);
            day = later_than(days, day);
        }
    }
    return status;
}

// The days on which the answer may be another, and the first one.
static int list_days(Rows *rows, Days *days)
{
    licet_decision *decision = NULL;
    licet_buffer *buffer = NULL;
    vec_push(rows->arena, &days->list, days->from);
    list_eras(rows, days);
    cli_must(licet_facts_json(rows->input->facts, &buffer));
    list_given(rows, cli_json(rows->arena, buffer), days);
    licet_status made =
        licet_decide(rows->input->policy, rows->input->facts, &rows->input->options, &decision);
    int status = made == LICET_OK ? EXIT_OK : refused(rows, decision, made);
    if (status == EXIT_OK) {
        list_attested(rows, decision, days);
        status = list_turns(rows, days);
        qsort(days->list.items, days->list.n, sizeof *days->list.items, date_order);
    }
    licet_decision_free(decision);
    return status;
}

// --from, --until; false after a message.
static bool read_day(const Cli *cli, const char *option, Day *out)
{
    const char *given = args_get(&cli->args, option);
    if (given == NULL || date_parse(str_of(given), out)) {
        return true;
    }
    cli_usage(cli, "'%s' is not a date for '--%s'", given, option);
    return false;
}

// The answer on a day; without one after a message.
static Row row_on(Rows *rows, Day day, int *status)
{
    licet_options options = rows->input->options;
    Row row = {.from = day == DAY_MIN ? STR_NONE : date_text(rows->arena, day)};
    *status = move_to(rows, day, &options);
    row.answer = *status == EXIT_OK ? decide(rows, &options, &row.printed, status) : NULL;
    return row;
}

// What is sure on one day and possible on another is said once.
static void leave_out(Arena *arena, Json *answer, const char *name, const char *sure)
{
    Json *left = json_list(arena);
    for (const Json *at = json_get(answer, str_of(name))->first; at != NULL; at = at->next) {
        if (!json_has_text(json_get(answer, str_of(sure)), at->text)) {
            json_push(left, json_string(arena, at->text));
        }
    }
    json_set(answer, str_of(name), left);
}

// Of days with one answer: what is open on any of them.
static void merge_open_ends(Rows *rows, Json *answer, const Json *other)
{
    static const char *const LISTS[] = {"flags", "possible_flags", "duties", "possible_duties",
                                        "missing"};
    for (size_t i = 0; i < countof(LISTS); i++) {
        Json *list = json_get(answer, str_of(LISTS[i]));
        const Json *more = json_get(other, str_of(LISTS[i]));
        for (const Json *at = more->first; at != NULL; at = at->next) {
            add_once(rows->arena, list, at->text);
        }
    }
    leave_out(rows->arena, answer, "possible_flags", "flags");
    leave_out(rows->arena, answer, "possible_duties", "duties");
}

static void add_row(Rows *rows, Day day, Row row)
{
    Row *last = rows->list.n > 0 ? &rows->list.items[rows->list.n - 1] : NULL;
    if (last != NULL && str_eq(last->printed, row.printed)) {
        merge_open_ends(rows, last->answer, row.answer);
        return;
    }
    if (last != NULL) {
        last->through = date_text(rows->arena, day - 1);
    }
    // NOLINTNEXTLINE(clang-analyzer-core.NullDereference): vec_push makes room
    vec_push(rows->arena, &rows->list, row);
}

// Between days of the law the answer may change by a term that runs from another date: the
// last day tells, and halving finds the first one.
static int add_period(Rows *rows, Day first, Day last)
{
    int status = EXIT_OK;
    Row row = row_on(rows, first, &status);
    if (status == EXIT_OK) {
        add_row(rows, first, row);
    }
    while (status == EXIT_OK && first < last) {
        Row other = row_on(rows, last, &status);
        if (status != EXIT_OK || str_eq(other.printed, row.printed)) {
            break;
        }
        Day low = first, high = last;
        while (status == EXIT_OK && high - low > 1) {
            Day middle = low + (high - low) / 2;
            Row between = row_on(rows, middle, &status);
            bool same = status == EXIT_OK && str_eq(between.printed, row.printed);
            low = same ? middle : low;
            high = same ? high : middle;
            other = same ? other : between;
        }
        if (status == EXIT_OK) {
            add_row(rows, high, other);
            row = other;
            first = high;
        }
    }
    return status;
}

static int over_time(Rows *rows)
{
    enum { CENTURY = 36525 }; // how far behind the last of the days terms are looked for
    Days days = {.from = DAY_MIN, .until = DAY_MAX};
    const Cli *cli = rows->input->cli;
    if (!read_day(cli, "from", &days.from) || !read_day(cli, "until", &days.until)) {
        return EXIT_USAGE;
    }
    if (days.from > days.until) {
        return cli_usage(cli, "'--from' is after '--until'");
    }
    int status = list_days(rows, &days);
    for (size_t i = 0; status == EXIT_OK && i < days.list.n; i++) {
        Day first = days.list.items[i];
        Day end = days.until - first > CENTURY ? first + CENTURY : days.until;
        Day last = i + 1 < days.list.n ? days.list.items[i + 1] - 1 : end;
        status = last >= first ? add_period(rows, first, last) : EXIT_OK;
    }
    if (days.until != DAY_MAX && rows->list.n > 0) {
        rows->list.items[rows->list.n - 1].through = date_text(rows->arena, days.until);
    }
    return status;
}

// -- alternatives -----------------------------------------------------------------------

static const Json *find_words(const Json *root, const Json *type, int depth)
{
    const Json *ref = json_get(type, STR("$ref"));
    const Json *words = json_get(type, STR("oneOf"));
    if (depth > 8 || type == NULL || type->kind != JSON_OBJECT) {
        return NULL;
    }
    if (words != NULL && json_get(words->first, STR("const")) != NULL) {
        return words;
    }
    if (ref != NULL && str_starts(ref->text, STR("#/$defs/"))) {
        const Json *defs = json_get(root, STR("$defs"));
        return find_words(root, json_get(defs, str_sub(ref->text, 8, ref->text.len)), depth + 1);
    }
    const Json *any = json_get(type, STR("anyOf"));
    for (const Json *at = any != NULL ? any->first : NULL; at != NULL; at = at->next) {
        const Json *found = find_words(root, at, depth + 1);
        if (found != NULL) {
            return found;
        }
    }
    return NULL;
}

// The words of an enumeration that a fact of the policy has, or NULL.
static const Json *words_of(Rows *rows, Str fact)
{
    licet_buffer *buffer = NULL;
    cli_must(licet_policy_facts(rows->input->policy, LICET_FACTS_SCHEMA, &buffer));
    const Json *root = cli_json(rows->arena, buffer);
    const Json *facts = json_get(json_get(root, STR("$defs")), STR("licet.facts"));
    const Json *type = json_get(json_get(facts, STR("properties")), fact);
    return type != NULL ? find_words(root, type, 0) : NULL;
}

static int add_alternative(Rows *rows, Str fact, Str value, Str title)
{
    Row row = {.value = value, .title = title};
    licet_options options = rows->input->options;
    if (rows->input->own_day && str_is(fact, licet_policy_law_date(rows->input->policy))) {
        options.as_of = NULL; // this day in place of the scenario's own
    }
    int status = set(rows, str_format(rows->arena, "%.*s=%.*s", STR_ARG(fact), STR_ARG(value)));
    row.answer =
        status == EXIT_OK ? decide(rows, &options, &row.printed, &status) : NULL;
    if (row.answer != NULL) {
        vec_push(rows->arena, &rows->list, row);
    }
    return status;
}

// "activity", or "destination=CN,BR,none".
static int alternatives(Rows *rows, Str asked)
{
    size_t equals = 0;
    while (equals < asked.len && asked.at[equals] != '=') {
        equals++;
    }
    Str fact = str_sub(asked, 0, equals);
    int status = EXIT_OK;
    for (size_t at = equals + 1, end; at <= asked.len && status == EXIT_OK; at = end + 1) {
        end = at;
        while (end < asked.len && asked.at[end] != ',') {
            end++;
        }
        status = add_alternative(rows, fact, str_sub(asked, at, end), STR_NONE);
    }
    if (equals < asked.len) {
        return status;
    }
    const Json *words = words_of(rows, fact);
    if (words == NULL) { // what is no fact at all is told as by --set
        status = set(rows, str_format(rows->arena, "%.*s=unknown", STR_ARG(fact)));
        return status != EXIT_OK ? status : cli_usage(rows->input->cli,
                         "'%.*s' is no fact with a list of words; name the values: "
                         "--alternatives %.*s=VALUE,VALUE", STR_ARG(fact), STR_ARG(fact));
    }
    for (const Json *at = words->first; at != NULL && status == EXIT_OK; at = at->next) {
        const Json *title = json_get(at, STR("title"));
        status = add_alternative(rows, fact, json_get(at, STR("const"))->text,
                                 title != NULL ? title->text : STR_NONE);
    }
    return status;
}

// -- writing ----------------------------------------------------------------------------

static void add_words(Buf *out, const char *lead, const Json *list, const char *between)
{
    for (const Json *at = list->first; at != NULL; at = at->next) {
        buf_text(out, at == list->first ? lead : between);
        for (size_t i = 0; i < at->text.len; i++) {
            bool word = lead[0] == ' ' && at->text.at[i] == '_';
            buf_char(out, word ? ' ' : at->text.at[i]);
        }
    }
}

static void add_capitals(Buf *out, Str name)
{
    for (size_t i = 0; i < name.len; i++) {
        char c = name.at[i];
        buf_char(out, c == '_' ? ' ' : c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c);
    }
}

static void add_finding(Buf *out, const Json *regime, bool several)
{
    Str finding = json_get(regime, STR("finding"))->text;
    if (several) {
        buf_addf(out, "%.*s: ", STR_ARG(json_get(regime, STR("name"))->text));
    }
    add_capitals(out, finding);
    if (str_is(finding, "undetermined")) {
        Str low = json_get(regime, STR("low"))->text, high = json_get(regime, STR("high"))->text;
        if (str_eq(low, high)) {
            buf_text(out, ", ");
            add_capitals(out, low);
            buf_text(out, " but a duty may come with it");
            return;
        }
        buf_text(out, " between ");
        add_capitals(out, low);
        buf_text(out, " and ");
        add_capitals(out, high);
    }
}

// Which facts, as long as they are few.
static void add_missing(Buf *out, const Json *list)
{
    enum { NAMED_MOST = 3 };
    if (list->n > NAMED_MOST) {
        buf_addf(out, " · %zu facts missing", list->n);
    } else if (list->n > 0) {
        buf_text(out, " · missing ");
        add_words(out, "", list, ", ");
    }
}

static void add_count(Buf *out, const Json *list, const char *one, const char *many)
{
    if (list->n > 0) {
        buf_addf(out, " · %zu %s", list->n, list->n == 1 ? one : many);
    }
}

static Str answer_words(Arena *arena, const Json *answer)
{
    Buf out;
    buf_init(&out, arena);
    const Json *regimes = json_get(answer, STR("regimes"));
    for (const Json *at = regimes->first; at != NULL; at = at->next) {
        buf_text(&out, at == regimes->first ? "" : "; ");
        add_finding(&out, at, regimes->n > 1);
    }
    buf_addf(&out, " · %.*s", STR_ARG(json_get(answer, STR("gate"))->text));
    add_words(&out, " · ", json_get(answer, STR("review")), ", ");
    const Json *possible = json_get(answer, STR("possible_review"));
    buf_text(&out, possible->n > 0 ? " · perhaps" : "");
    add_words(&out, " ", possible, ", ");
    if (json_get(answer, STR("conflict"))->kind == JSON_TRUE) {
        buf_text(&out, " · provisions conflict");
    }
    add_count(&out, json_get(answer, STR("flags")), "red flag", "red flags");
    add_count(&out, json_get(answer, STR("possible_flags")), "possible red flag",
              "possible red flags");
    add_missing(&out, json_get(answer, STR("missing")));
    return buf_done(&out);
}

static Str because_words(Arena *arena, const Json *answer)
{
    Buf out;
    buf_init(&out, arena);
    add_words(&out, "", json_get(answer, STR("because")), ", ");
    const Json *perhaps = json_get(answer, STR("perhaps"));
    buf_text(&out, perhaps->n > 0 && out.len > 0 ? "; " : "");
    add_words(&out, "perhaps: ", perhaps, ", ");
    const Json *exceptions = json_get(answer, STR("exceptions"));
    const Json *allowed = json_get(answer, STR("allowed_by"));
    if (exceptions->n > 0) {
        buf_text(&out, out.len > 0 ? "; exception " : "exception ");
        add_words(&out, "", exceptions, ", ");
    } else if (allowed->n > 0) {
        buf_text(&out, out.len > 0 ? "; allowed by " : "allowed by ");
        add_words(&out, "", allowed, ", ");
    }
    const Json *duties = json_get(answer, STR("duties"));
    buf_text(&out, duties->n > 0 && out.len > 0 ? "; " : "");
    add_words(&out, "duties: ", duties, ", ");
    const Json *possible = json_get(answer, STR("possible_duties"));
    buf_text(&out, possible->n > 0 && out.len > 0 ? "; " : "");
    add_words(&out, "possible duties: ", possible, ", ");
    return buf_done(&out);
}

static Str row_label(Arena *arena, const Row *row)
{
    if (row->value.len > 0) {
        return row->value;
    }
    if (row->from.len == 0 && row->through.len == 0) {
        return STR("always");
    }
    if (row->from.len == 0) {
        return str_format(arena, "to %.*s", STR_ARG(row->through));
    }
    return row->through.len == 0
               ? str_format(arena, "from %.*s", STR_ARG(row->from))
               : str_format(arena, "%.*s to %.*s", STR_ARG(row->from), STR_ARG(row->through));
}

static void write_text(const Rows *rows, Buf *out)
{
    enum { COLUMN = 28 };
    const Cli *cli = rows->input->cli;
    Page page = page_on(out, 100, !args_has(&cli->args, "output") && cli_color(stdout));
    const char *title = rows->input->options.case_title;
    if (title != NULL) {
        page_text(&page, 0, page_ink(&page, str_of(title), INK_BOLD));
    }
    for (size_t i = 0; i < rows->list.n; i++) {
        const Row *row = &rows->list.items[i];
        Str because = because_words(rows->arena, row->answer);
        page_entry(&page, 2, row_label(rows->arena, row), COLUMN,
                   answer_words(rows->arena, row->answer), INK_PLAIN);
        if (because.len > 0) {
            page_text(&page, COLUMN, because);
        }
    }
    if (rows->skipped.len > 0) {
        page_text(&page, 2, str_format(rows->arena, "From %.*s on not every day was looked at: an answer that lasts "
                                       "a few days may be missing.", STR_ARG(rows->skipped)));
    }
}

static void write_json(const Rows *rows, Str by, Buf *out)
{
    Arena *arena = rows->arena;
    Json *document = json_object(arena), *list = json_list(arena);
    put(arena, document, "schema", STR("licet.rows/1"));
    put(arena, document, "by", by);
    json_set(document, STR("rows"), list);
    if (rows->skipped.len > 0) {
        put(arena, document, "not_every_day_from", rows->skipped);
    }
    for (size_t i = 0; i < rows->list.n; i++) {
        const Row *row = &rows->list.items[i];
        Json *object = json_object(arena);
        if (row->value.len > 0) {
            put(arena, object, "value", row->value);
            put(arena, object, "title", row->title);
        } else {
            put(arena, object, "from", row->from);
            put(arena, object, "through", row->through);
        }
        json_set(object, STR("answer"), row->answer);
        json_push(list, object);
    }
    json_pretty(out, document, 100);
    buf_char(out, '\n');
}

bool rows_asked(const Cli *cli, int *status)
{
    const Args *args = &cli->args;
    bool time = args_has(args, "over-time"), facts = args_has(args, "alternatives");
    const char *format = args_get(args, "format");
    *status = EXIT_OK;
    if (!time && (args_has(args, "from") || args_has(args, "until"))) {
        *status = cli_usage(cli, "'--from' and '--until' go with '--over-time'");
    } else if (time && facts) {
        *status = cli_usage(cli, "'--over-time' and '--alternatives' are two tables: ask for one");
    } else if ((time || facts) && format != NULL && strcmp(format, "html") == 0) {
        *status = cli_usage(cli, "a table is written as text or json");
    } else if ((time || facts) && args_has(args, "pack")) {
        *status = cli_usage(cli, "a pack keeps one decision, not a table");
    }
    return *status == EXIT_OK && (time || facts);
}

int rows_write(RowsInput *input)
{
    Rows rows = {.input = input, .arena = input->cli->arena};
    const char *asked = args_get(&input->cli->args, "alternatives");
    input->options.compact = true;
    int status = asked != NULL ? alternatives(&rows, str_of(asked)) : over_time(&rows);
    if (status != EXIT_OK) {
        return status;
    }
    Buf out;
    buf_init(&out, rows.arena);
    if (input->json) {
        write_json(&rows, asked != NULL ? str_of(asked) : STR("time"), &out);
    } else {
        write_text(&rows, &out);
    }
    Str text = buf_done(&out);
    return cli_write(input->cli, (licet_text){text.at, text.len}) ? EXIT_OK : EXIT_USAGE;
}
