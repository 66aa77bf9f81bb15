// The words of syntax errors: common slips by name, everything else by what was expected.
//
// In:  the symbol found, the symbols accepted there, and the last tokens.
// Out: one diagnostic, with a hint that says what to write. Each slip is one function in a
//      table, tried in order; the last resort is "expected ..., found ...".
// A place where the scanner has already found something gets no second message.
// SPDX-License-Identifier: Apache-2.0
#include "grammar/report.h"

#include "grammar/expected.h"
#include "licet_parse.h"
#include "runtime/base/utf8.h"

enum { TEXT_SHOWN = 32 };

typedef struct Slip {
    Parser *p;
    const char *found; // the symbol's name
    Span at;
    Str text;          // as written
    Expected expected;
    const Token *before; // the token before it
} Slip;

static bool expects(const Slip *slip, const char *name)
{
    return expected_has(&slip->expected, name);
}

static bool found(const Slip *slip, const char *name)
{
    return strcmp(slip->found, name) == 0;
}

static bool found_any(const Slip *slip, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (found(slip, names[i])) {
            return true;
        }
    }
    return false;
}

static bool text_is(const Slip *slip, const char *word)
{
    return str_is(slip->text, word);
}

static bool expects_expression(const Slip *slip)
{
    return expects(slip, "a number") && expects(slip, "'('");
}

// The place accepts the end of an expression and an operator.
static bool after_expression(const Slip *slip)
{
    return expects(slip, "and") || expects(slip, "'*'");
}

static bool begins_expression(const Slip *slip)
{
    static const char *const STARTS[] = {
        "a name", "a number", "a label", "a date", "a text in quotes", "a paragraph label",
        "not", "some", "every", "no", "if", "all", "any", "none", "true", "false",
        "unknown", "at", "'('", "'['", "when",
    };
    const char *name = slip->found;
    bool disguised = name[0] >= 'a' && name[0] <= 'z' && !expected_is_reserved(name);
    return found_any(slip, STARTS, countof(STARTS)) || disguised;
}

static Diag *say(const Slip *slip, DiagCode code)
{
    return diag_report(slip->p->diags, code, slip->at, STR_ARG(slip->text));
}

// What stands there, in quotes unless it has its own.
static Str found_words(const Slip *slip)
{
    if (found(slip, "the end of the file")) {
        return STR("the end of the file");
    }
    Str text = slip->text;
    size_t n = 0;
    while (n < text.len && n < TEXT_SHOWN && text.at[n] != '\n') {
        n += utf8_step(str_sub(text, n, text.len));
    }
    const char *quote = text.len > 0 && text.at[0] == '"' ? "" : "'";
    return str_format(slip->p->arena, "%s%.*s%s", quote, (int)n, text.at, quote);
}

// The same for messages that say what was found in a phrase of its own.
static Diag *say_found(const Slip *slip, DiagCode code)
{
    Str words = found_words(slip);
    return diag_report(slip->p->diags, code, slip->at, STR_ARG(words));
}

static Diag *say_wanted(const Slip *slip, Str wanted)
{
    Str words = found_words(slip);
    return diag_report(slip->p->diags, DIAG_L0201, slip->at, STR_ARG(wanted),
                       STR_ARG(words));
}

static void hint(const Slip *slip, Diag *diag, const char *text)
{
    diag_hint(slip->p->diags, diag, "%s", text);
}

// -- slips of structure

static bool missing_semicolon(const Slip *slip)
{
    if (!expects(slip, "';'") || !begins_expression(slip)) {
        return false;
    }
    bool item = expects(slip, "'}'") || expects(slip, "'|'") || found(slip, "when");
    // On one line an operator may be missing as well.
    if (!item || (after_expression(slip) && !scan_begins_line(slip->p, slip->at.start))) {
        return false;
    }
    Diag *diag = say(slip, DIAG_L0202);
    diag_label(slip->p->diags, diag, slip->before->span, "ends here");
    return true;
}

static bool keyword_as_name(const Slip *slip)
{
    if (!expected_is_reserved(slip->found) || !expects(slip, "a name")) {
        return false;
    }
    char after = scan_peek(slip->p, slip->at.end);
    bool used = after != '\0' && strchr(":=.,;)]", after) != NULL;
    if (expects_expression(slip) && !used) {
        return false;
    }
    if (!used && scan_begins_line(slip->p, slip->at.start)) {
        return false;
    }
    say(slip, DIAG_L0203);
    return true;
}

// Words of other languages and of prose, with ours.
static const char *const FOREIGN_WORDS[][2] = {
    {"unless", "Write 'except when condition' after the rule's 'when'."},
    {"else", "Write 'otherwise'."},
    {"elif", "Write 'otherwise if ...', or list the cases in 'define'."},
    {"must", "Write 'requires', 'prohibits' or 'obliges'."},
    {"shall", "Write 'requires', 'prohibits' or 'obliges'."},
    {"may", "Write 'authorizes', with the labels of what it overcomes."},
    {"permits", "Write 'authorizes', with the labels of what it overcomes."},
    {"allows", "Write 'authorizes', with the labels of what it overcomes."},
    {"forbids", "Write 'prohibits'."},
    {"denies", "Write 'prohibits'."},
    {"exempts", "Write 'excludes' (not regulated) or 'authorizes' (an exception)."},
    {"equals", "Write '='."},
    {"contains", "Write 'value in list'."},
    {"between", "Write both ends: 'x at least a and x at most b'."},
    {"greater", "Write 'more than' or '>'."},
    {"fewer", "Write 'less than' or '<'."},
    {"below", "Write 'less than' or '<'."},
    {"above", "Write 'more than' or '>'."},
    {"over", "Write 'more than' or '>'."},
    {"under", "Write 'less than' or '<'."},
    {"function", "A function is a definition: 'define name(x: type): type = ...'."},
    {"def", "A function is a definition: 'define name(x: type): type = ...'."},
    {"let", "Write 'define name: type = ...'."},
    {"var", "Write 'define name: type = ...', or 'fact name: type' for what is given."},
    {"const", "Write 'define name: type = ...'."},
    {"input", "Write 'fact name: type'."},
    {"test", "Write 'scenario \"what happens\" given { ... } expect ...'."},
    {"assert", "Write 'expect' in a scenario."},
    {"include", "Write 'import' and the name of the module."},
    {"use", "Write 'import' and the name of the module."},
    {"struct", "Write 'record Name { field: type }'."},
    {"type", "Write 'record Name { field: type }' or 'enum Name { word; word }'."},
    {"version", "Write 'in force from 2026-12-01'; versions are rules with one label."},
    {"effective", "Write 'in force from 2026-12-01'."},
    {"dated", "Write 'in force from 2026-12-01'."},
    {"citing", "Write 'cites \"...\"'."},
    {"null", "Write 'none' (there is none) or 'unknown' (not known)."},
    {"xor", "Write '(a and not b) or (b and not a)'."},
};

static bool foreign_word(const Slip *slip)
{
    for (size_t i = 0; i < countof(FOREIGN_WORDS); i++) {
        if (text_is(slip, FOREIGN_WORDS[i][0])) {
            hint(slip, say(slip, DIAG_L0222), FOREIGN_WORDS[i][1]);
            return true;
        }
    }
    return false;
}

static void say_unknown(const Slip *slip, DiagCode code, Str meant)
{
    Diag *diag = say(slip, code);
    if (meant.len > 0) {
        diag_note(slip->p->diags, diag, "did you mean '%.*s'?", STR_ARG(meant));
    }
}

// A word that is nearly one that may stand here.
static bool wrong_word(const Slip *slip)
{
    Str meant = expected_word_like(&slip->expected, slip->text);
    bool declaration = expected_is_declaration_word(meant);
    bool begins = after_expression(slip) && scan_begins_line(slip->p, slip->at.start);
    if (!found(slip, "a name") || meant.len < 3 || (declaration && !begins)) {
        return false;
    }
    say_unknown(slip, declaration ? DIAG_L0204 : DIAG_L0222, meant);
    return true;
}

static bool unknown_declaration(const Slip *slip)
{
    if (!found(slip, "a name") || !expects(slip, "rule") || after_expression(slip) ||
        !scan_begins_line(slip->p, slip->at.start)) {
        return false;
    }
    say_unknown(slip, DIAG_L0204, expected_declaration_like(slip->text));
    return true;
}

// ',' where ';' belongs, and the other way round.
static bool wrong_separator(const Slip *slip)
{
    bool items = found(slip, "','") && expects(slip, "';'");
    bool members = found(slip, "';'") && expects(slip, "','");
    if (!items && !members) {
        return false;
    }
    bool cells = expects(slip, "'|'");
    const char *wanted = cells ? "'|' or ';'" : items ? "';'" : "','";
    Diag *diag = say_wanted(slip, str_of(wanted));
    hint(slip, diag, cells   ? "Cells of a row are parted by '|', rows by ';'."
                     : items ? "Items in braces are parted by ';'."
                             : "Members of brackets are parted by ','.");
    return true;
}

static bool module_late(const Slip *slip)
{
    return found(slip, "module") && say(slip, DIAG_L0225) != NULL;
}

static bool dangling_comma(const Slip *slip)
{
    bool closes = found(slip, "')'") || found(slip, "']'") || found(slip, "'}'");
    return closes && slip->before->kind == ',' && say(slip, DIAG_L0223) != NULL;
}

// -- slips of rules and scenarios

static bool late_head(const Slip *slip)
{
    bool late = expects(slip, "when") || expects(slip, "except");
    bool in_force = found(slip, "in") && !expects(slip, "in");
    if (!late || !expects(slip, "rule") || (!expected_is_head(slip->found) && !in_force)) {
        return false;
    }
    Str words = in_force ? STR("in force") : slip->text;
    diag_report(slip->p->diags, DIAG_L0213, slip->at, STR_ARG(words));
    return true;
}

static bool second_effect(const Slip *slip)
{
    return expects(slip, "except") && expected_is_effect(slip->found) &&
           say(slip, DIAG_L0219) != NULL;
}

static bool missing_effect(const Slip *slip)
{
    bool ends = found(slip, "when") || found(slip, "except") || found(slip, "with") ||
                expected_is_declaration(slip->found) || found(slip, "the end of the file");
    return expects(slip, "classifies") && ends && !expects(slip, "a name") &&
           say(slip, DIAG_L0220) != NULL;
}

static bool second_when(const Slip *slip)
{
    bool late = slip->p->in_except || !expects(slip, "except");
    return found(slip, "when") && expects(slip, "with") &&
           say(slip, late ? DIAG_L0227 : DIAG_L0226) != NULL;
}

static bool missing_label(const Slip *slip)
{
    const Token *kept = slip->p->kept;
    int label = kept[1].kind;
    if (kept[2].kind != TOK_RULE || !expects(slip, "classifies") || label == TOK_IDENT ||
        label == TOK_LABEL || label == TOK_NUMBER) {
        return false;
    }
    diag_report(slip->p->diags, DIAG_L0231, kept[1].span, STR_ARG(kept[1].text));
    return true;
}

static bool missing_value(const Slip *slip)
{
    bool ends = expected_is_declaration(slip->found) || found(slip, "the end of the file");
    return ends && expects(slip, "'='") && expects(slip, "cites") &&
           say(slip, DIAG_L0230) != NULL;
}

static bool missing_expect(const Slip *slip)
{
    bool ends = expected_is_declaration(slip->found) || found(slip, "the end of the file");
    return ends && expects(slip, "expect") && expects(slip, "assuming") &&
           !expects(slip, "rule") && say(slip, DIAG_L0214) != NULL;
}

static bool missing_given(const Slip *slip)
{
    return found(slip, "expect") && expects(slip, "given") && !expects(slip, "expect") &&
           say(slip, DIAG_L0221) != NULL;
}

static bool bare_to(const Slip *slip)
{
    return text_is(slip, "to") && expects(slip, "until") && say(slip, DIAG_L0210) != NULL;
}

// -- slips of conditions

static bool bare_quantifier(const Slip *slip)
{
    static const char *const WORDS[] = {"some", "every", "no", "if"};
    int before = slip->before->kind;
    bool joined = before == TOK_AND || before == TOK_OR || before == TOK_NOT;
    return joined && found_any(slip, WORDS, countof(WORDS)) &&
           say(slip, DIAG_L0206) != NULL;
}

static bool missing_satisfies(const Slip *slip)
{
    return expects(slip, "satisfies") && !begins_expression(slip) &&
           say_found(slip, DIAG_L0208) != NULL;
}

static bool missing_satisfies_word(const Slip *slip)
{
    bool names = text_is(slip, "such") || text_is(slip, "where") || text_is(slip, "with") ||
                 text_is(slip, "has") || text_is(slip, "that") || text_is(slip, "satisfy");
    return expects(slip, "satisfies") && names && say_found(slip, DIAG_L0208) != NULL;
}

static bool incomplete_if(const Slip *slip)
{
    bool otherwise = expects(slip, "otherwise") && after_expression(slip);
    bool then = expects(slip, "then") && after_expression(slip);
    if (!then && !otherwise) {
        return false;
    }
    Str words = found_words(slip);
    diag_report(slip->p->diags, DIAG_L0209, slip->at, then ? "then" : "otherwise",
                STR_ARG(words));
    return true;
}

static bool set_braces(const Slip *slip)
{
    return found(slip, "'{'") && expects_expression(slip) && say(slip, DIAG_L0211) != NULL;
}

static bool chained_comparison(const Slip *slip)
{
    static const char *const OPERATORS[] = {
        "'='", "!=", "'<'", "<=", "'>'", ">=", "at", "more", "less", "exceeding", "is",
        "in",
    };
    return found_any(slip, OPERATORS, countof(OPERATORS)) && expects(slip, "and") &&
           !expects(slip, "'='") && say(slip, DIAG_L0212) != NULL;
}

// What stands after 'is' and is no label.
static bool wrong_is(const Slip *slip)
{
    const Token *kept = slip->p->kept;
    if (kept[1].kind == TOK_IS) {
        Diag *diag = say(slip, DIAG_L0224);
        if (found(slip, "'['") || found(slip, "in")) {
            hint(slip, diag, "Write 'is any of [A, B]'; for values, 'x in [a, b]'.");
        } else if (found(slip, "at") || found(slip, "exceeding")) {
            hint(slip, diag, "Leave 'is' out: 'x at least 5'.");
        } else if (found(slip, "true") || found(slip, "false")) {
            hint(slip, diag, "Write the condition alone, or 'not' before it.");
        } else if (found(slip, "none") || found(slip, "unknown")) {
            hint(slip, diag, "Write '= none'; what is not known cannot be asked for.");
        }
        return true;
    }
    bool words = text_is(slip, "than") || text_is(slip, "to");
    bool none = kept[1].kind == TOK_NONE && expects(slip, "of");
    if (kept[2].kind != TOK_IS || (!words && !none)) {
        return false;
    }
    Str text = source_text(slip->p->sources, kept[1].span);
    Diag *diag = diag_report(slip->p->diags, DIAG_L0224, kept[1].span, STR_ARG(text));
    hint(slip, diag, none ? "Write '= none', or 'is none of [A, B]' for labels."
                          : "Leave 'is' out: 'x more than 5', 'x = 5'.");
    return true;
}

static bool is_list(const Slip *slip)
{
    const Token *kept = slip->p->kept;
    bool of = kept[1].kind == TOK_OF && kept[3].kind == TOK_IS && !found(slip, "'['");
    bool comma = found(slip, "','") && kept[2].kind == TOK_IS && kept[1].kind == TOK_LABEL;
    return (of || comma) && say_found(slip, DIAG_L0228) != NULL;
}

static bool wrong_power(const Slip *slip)
{
    return slip->before->kind == '^' && say_found(slip, DIAG_L0229) != NULL;
}

// -- everything else

// Where one thing is expected and another found: what to do. Empty: any.
static const struct {
    const char *found, *expected, *hint;
} HINTS[] = {
    {"a number", "a date", "A date is written with year, month and day: 2023-11-17."},
    {"a text in quotes", "a date", "A date stands without quotes: 2023-11-17."},
    {"a text in quotes", "a label", "A label stands without quotes, as in 742.6(a)(6)."},
    {"'='", "':'", "A type stands after ':', a value after '='."},
    {"':'", "'='", "A value is given by '=', as in 'located = CN'."},
    {"'['", "'='", "Give the whole list: 'items = [Item { hbm = true }]'."},
    {"'('", "a text in quotes", "Write a label without blanks, as in 742.6(a)(6)."},
    {"a name", "a text in quotes", "A title stands in double quotes."},
    {"a number", "a text in quotes", "Write it in double quotes."},
    {"a label", "a text in quotes", "Write it in double quotes."},
    {"a text in quotes", "a name", "A name stands without quotes."},
    {"to", "..", "A range is written with two dots: 'from 0 .. 1'."},
    {"where", "for", "Write the value first: 'count(x for x in list where condition)'."},
    {"and", "','", "Labels of a list are parted by ','."},
    {"before", "a unit", "Write the time with its unit: '25 days before'."},
    {"after", "a unit", "Write the time with its unit: '25 days after'."},
    {"flags", "rule", "Words are declared in braces: 'flags { a; b }'."},
    {"duties", "rule", "Words are declared in braces: 'duties { a; b }'."},
    {"a paragraph label", "", "A paragraph label begins an item of 'all of { ... }'."},
    {"a unit", "", "A unit stands directly behind its number."},
    {"", "':'", "A type stands after ':', as in 'fact destination: country'."},
    {"the end of the file", "expect",
     "'as of', 'assuming' and 'given' stand before the 'expect' they change."},
};

// "D:5" as the regulation writes it, of which ':' was not understood; else empty.
static Str country_group(const Slip *slip)
{
    Str source = slip->p->source;
    size_t at = slip->at.start;
    bool stands = found(slip, "':'") && at > 0 && at + 1 < source.len &&
                  source.at[at - 1] >= 'A' && source.at[at - 1] <= 'E' &&
                  source.at[at + 1] >= '1' && source.at[at + 1] <= '6';
    return stands ? str_sub(source, at - 1, at + 2) : STR_NONE;
}

static void add_hint(const Slip *slip, Diag *diag)
{
    if (found(slip, "a unit") && slip->p->kept[2].kind == '^') {
        diag_hint(slip->p->diags, diag, "A power takes its unit by a product: '* 1 %.*s'.",
                  STR_ARG(slip->text));
        return;
    }
    Str group = country_group(slip);
    if (group.len > 0) {
        diag_hint(slip->p->diags, diag,
                  "A group of countries is asked by its name: group(\"%.*s\") of us.ear.country_groups.",
                  STR_ARG(group));
        return;
    }
    for (size_t i = 0; i < countof(HINTS); i++) {
        bool fits = *HINTS[i].found == '\0' || found(slip, HINTS[i].found);
        if (fits && (*HINTS[i].expected == '\0' || expects(slip, HINTS[i].expected))) {
            hint(slip, diag, HINTS[i].hint);
            return;
        }
    }
}

static void say_expected(const Slip *slip)
{
    Diag *diag = say_wanted(slip, expected_words(slip->p->arena, &slip->expected));
    add_hint(slip, diag);
}

static bool (*const SLIPS[])(const Slip *) = {
    module_late,     missing_expect,    missing_given,          missing_effect,
    missing_value,   missing_label,     dangling_comma,         bare_to,
    bare_quantifier, wrong_is,          is_list,                set_braces,
    wrong_power,     missing_satisfies, missing_satisfies_word, late_head,
    second_when,     second_effect,     foreign_word,           chained_comparison,
    incomplete_if,   wrong_separator,   missing_semicolon,      keyword_as_name,
    wrong_word,      unknown_declaration,
};

// Something was already said about this very place.
static bool is_told(const Parser *p, Span at)
{
    if (scan_errors(p) == 0) {
        return false;
    }
    Span last = p->diags->list.items[p->diags->list.n - 1]->span;
    return last.start == at.start && last.end >= at.end;
}

// From here the parser skips tokens: brackets opened after the error go as a whole.
static void begin_recovery(Parser *p, const char *symbol)
{
    bool opener = strcmp(symbol, "'('") == 0 || strcmp(symbol, "'['") == 0 ||
                  strcmp(symbol, "'{'") == 0;
    p->recovering = true;
    p->error_depth = p->depth - (opener && p->depth > 0);
    if (p->depth == 0 && !p->has_held && scan_begins_declaration(p, &p->kept[0])) {
        p->held = p->kept[0]; // the parser drops it; it is to come again
        p->has_held = true;
    }
}

void report_syntax(Parser *p, const char *symbol, Span at, const char **expected, size_t n)
{
    begin_recovery(p, symbol);
    if (p->stopped || p->synthetic || is_told(p, at)) {
        return;
    }
    Slip slip = {
        .p = p,
        .found = symbol,
        .at = at,
        .text = source_text(p->sources, at),
        .expected = {expected, n},
        .before = &p->kept[1],
    };
    for (size_t i = 0; i < countof(SLIPS); i++) {
        if (SLIPS[i](&slip)) {
            return;
        }
    }
    say_expected(&slip);
}
