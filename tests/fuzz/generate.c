// Whole policies and cases from bytes: the policies. See generate.h.
//
// Each function writes one construct of the grammar that has the type asked for. `level` says
// how tightly the place binds: what binds less is put in brackets.
// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/generate.h"

#include <stdio.h>
#include <stdlib.h>

#define ONE_OF(g, list) (list)[draw((g)->choices, countof(list))]

static const char *const COUNTRIES[] = {"CN", "HK", "MO", "DE", "AU"};
static const char *const TEXTS[] = {"a", "b", "c"};
static const char *const KINDS[] = {"export", "reexport", "transfer"};
static const char *const DAYS[] = {"2022-10-21", "2023-01-17", "2023-11-17", "2024-01-01",
                                   "2024-03-01", "2024-07-01", "2025-01-13"};
static const char *const NUMBERS[] = {"0", "1", "2", "3", "5", "10", "1/2", "2.5", "100", "10^3"};
static const char *const CLASSES[] = {"3A090", "3A090.a", "3A090.a.1", "3A090.b", "4A090.a",
                                      "5A992", "5A992.c", "0A919"};
enum { OWN_CLASSES = 5 }; // of these a rule may classify
static const char *const SECTIONS[] = {
    "742.6(a)(6)", "742.6(a)(6)(i)", "742.6(a)(6)(iii)", "742.6(b)", "744.1", "744.11",
    "744.11(a)", "744.11(a)(1)", "734.13", "734.1", "740.8(a)", "740.8(a)(1)", "740.8(a)(2)",
    "stay.one", "stay.two", "hr2683", "red.flag", "742.6(b)(10)", "742.6(b)(10)(iii)"};
static const char *const RELATIONS[] = {"<", "<=", ">", ">=", "=", "!=", "at least", "at most",
                                        "more than", "less than", "exceeding"};
enum { ORDERINGS = 4, RULES_MOST = 10, VARS_MOST = 6 };

typedef enum Effect {
    CLASSIFIES, EXCLUDES, REQUIRES, PROHIBITS, FLAGS, OBLIGES, AUTHORIZES, REVIEWS, SUSPENDS,
    UNENFORCES, EFFECTS,
} Effect;

// I an item, P a party, S a stake, R a row of names, N a number, C a country.
typedef struct Var {
    char kind, name[8];
} Var;

typedef struct Made {
    const char *label;
    Effect effect;
    bool subject;
} Made;

typedef struct Gen {
    Arena *arena;
    Draw *choices;
    Parts *parts;
    Buf *out;
    Var vars[VARS_MOST];
    size_t n_vars, n_made, n_defines;
    unsigned count;
    char defines[4]; // what each gives: n, b, c
    Made made[RULES_MOST];
    bool classes_open; // `is` may be asked
} Gen;

static void condition(Gen *g, int level, int depth);
static void number(Gen *g, char unit, int level, int depth);
static void countries(Gen *g, int depth);

// -- choices ----------------------------------------------------------------------------

unsigned draw(Draw *choices, unsigned below)
{
    if (choices->n == 0 || below < 2) {
        return 0;
    }
    choices->n--;
    uint8_t byte = choices->back ? choices->at[choices->n] : *choices->at++;
    return byte % below;
}

bool draw_once_in(Draw *choices, unsigned n)
{
    return draw(choices, n) == n - 1;
}

static bool once_in(Gen *g, unsigned n)
{
    return draw_once_in(g->choices, n);
}

const char *generate_day(Arena *arena, Draw *choices)
{
    static const char *const MORE[] = {"2022-10-20", "2023-11-16", "2023-11-18", "2024-02-14",
                                       "2024-03-02", "2026-08-01", "2021-05-05"};
    (void)arena;
    unsigned n = draw(choices, countof(DAYS) + countof(MORE));
    return n < countof(DAYS) ? DAYS[n] : MORE[n - countof(DAYS)];
}

static void put(Gen *g, const char *text)
{
    buf_text(g->out, text);
}

static Var *add_var(Gen *g, char kind)
{
    Var *var = &g->vars[g->n_vars++];
    *var = (Var){.kind = kind};
    snprintf(var->name, sizeof var->name, "x%u", g->count++ % 1000);
    return var;
}

// The name of a variable of the kind, or NULL.
static const char *var_of(Gen *g, char kind)
{
    const char *found = NULL;
    for (size_t i = 0; i < g->n_vars; i++) {
        if (g->vars[i].kind == kind && (found == NULL || once_in(g, 2))) {
            found = g->vars[i].name;
        }
    }
    return found;
}

// -- names ------------------------------------------------------------------------------

// A field of a variable if there is one of the kind, else what stands for it among the facts.
static void path(Gen *g, char kind, const char *const *fields, size_t n, const char *otherwise)
{
    const char *var = var_of(g, kind);
    if (var == NULL || (otherwise != NULL && once_in(g, 5))) {
        put(g, otherwise);
    } else {
        buf_addf(g->out, "%s.%s", var, fields[draw(g->choices, (unsigned)n)]);
    }
}

static void number_path(Gen *g, char unit, bool optional)
{
    static const char *const ITEM[] = {"rate", "units", "age"}, *const PARTY[] = {"share"},
                             *const STAKE[] = {"part", "held"}, *const WOB[] = {"size", "width"},
                             *const USD[] = {"price"};
    if (unit == 'w' || unit == 'u') {
        const char *const *fields = unit == 'w' ? WOB : USD;
        path(g, 'I', fields, unit == 'w' ? 2 : 1, unit == 'w' ? "reach" : "value");
        return;
    }
    switch (draw(g->choices, 6)) {
    case 0: path(g, 'I', ITEM, optional ? 3 : 2, "total"); break;
    case 1: path(g, 'P', PARTY, 1, "end_user.share"); break;
    case 2: path(g, 'S', STAKE, optional ? 2 : 1, "total"); break;
    case 3: put(g, var_of(g, 'N') != NULL ? var_of(g, 'N') : "total"); break;
    case 4: path(g, 'R', (const char *const[]){"amount"}, 1, "end_user.share"); break;
    default: path(g, 'I', ITEM, 2, "total"); break;
    }
}

// Of the type: t text, c country, k kind, d date. Optional ones only where they may stand.
static void word_path(Gen *g, char type, bool optional)
{
    static const char *const NAME[] = {"name"}, *const WHERE[] = {"located", "hq"},
                             *const OWNER[] = {"owner"}, *const KIND[] = {"kind"},
                             *const MADE[] = {"made"};
    switch (type) {
    case 't':
        path(g, once_in(g, 2) ? 'P' : 'I', NAME, 1, "end_user.name");
        break;
    case 'k':
        path(g, 'I', KIND, 1, "activity");
        break;
    case 'd':
        path(g, 'I', MADE, 1, optional && once_in(g, 2) ? "signed_on" : "paid_on");
        break;
    default:
        if (var_of(g, 'C') != NULL && once_in(g, 2)) {
            put(g, var_of(g, 'C'));
        } else if (var_of(g, 'R') != NULL && once_in(g, 2)) {
            buf_addf(g->out, "%s.place", var_of(g, 'R'));
        } else if (var_of(g, 'S') != NULL) {
            path(g, 'S', OWNER, 1, "destination");
        } else {
            path(g, 'P', WHERE, optional ? 2 : 1,
                 optional && once_in(g, 3) ? "end_user.hq" : "destination");
        }
    }
}

static void word_constant(Gen *g, char type)
{
    if (type == 't') {
        buf_addf(g->out, "\"%s\"", ONE_OF(g, TEXTS));
    } else if (type == 'd') {
        put(g, ONE_OF(g, DAYS));
    } else {
        put(g, type == 'k' ? ONE_OF(g, KINDS) : ONE_OF(g, COUNTRIES));
    }
}

static void word(Gen *g, char type, bool optional)
{
    if (once_in(g, 2)) {
        word_constant(g, type);
    } else {
        word_path(g, type, optional);
    }
}

// A list to run over; gives the kind of its elements.
static char list_path(Gen *g)
{
    const char *item = var_of(g, 'I'), *party = var_of(g, 'P');
    switch (draw(g->choices, 7)) {
    case 0: put(g, "items"); return 'I';
    case 1: put(g, "parties"); return 'P';
    case 2: put(g, "end_user.stakes"); return 'S';
    case 3: buf_addf(g->out, "%s", item != NULL ? item : "items"); put(g, item != NULL ? ".parts" : ""); return 'I';
    case 4: buf_addf(g->out, "%s.marks", item != NULL ? item : "product"); return 'N';
    case 5: buf_addf(g->out, "%s.ports", item != NULL ? item : "product"); return 'C';
    default: buf_addf(g->out, "%s.stakes", party != NULL ? party : "end_user"); return 'S';
    }
}

// -- numbers ----------------------------------------------------------------------------

static void number_constant(Gen *g, char unit, int level)
{
    const char *digits = ONE_OF(g, NUMBERS);
    bool whole = strchr(digits, '/') == NULL && strchr(digits, '^') == NULL;
    if (unit != 'n') {
        bool kilo = unit == 'w' && once_in(g, 6);
        buf_addf(g->out, "%s %s", whole ? digits : "7", kilo ? "kwob" : unit == 'w' ? "wob" : "USD");
    } else {
        buf_addf(g->out, whole || level < 1 ? "%s" : "(%s)", digits);
    }
}

static void open_if(Gen *g, bool bracket)
{
    put(g, bracket ? "(" : "");
}

static void close_if(Gen *g, bool bracket)
{
    put(g, bracket ? ")" : "");
}

// f(value for x in list where condition)
static void aggregate(Gen *g, const char *function, char unit, int depth)
{
    size_t outside = g->n_vars;
    Buf *whole = g->out, list;
    buf_init(&list, g->arena);
    g->out = &list;
    char kind = list_path(g);
    g->out = whole;
    Var *var = add_var(g, kind);
    buf_addf(g->out, "%s(", function);
    if (unit == 0) {
        put(g, var->name);
    } else {
        number(g, unit, 0, depth - 1);
    }
    buf_addf(g->out, " for %s in ", var->name);
    buf_str(g->out, buf_done(&list));
    if (once_in(g, 2)) {
        put(g, " where ");
        condition(g, 0, depth - 1);
    }
    put(g, ")");
    g->n_vars = outside;
}

static bool call(Gen *g, char gives)
{
    for (size_t i = 0; i < g->n_defines; i++) {
        if (g->defines[i] == gives && once_in(g, 2)) {
            const char *item = var_of(g, 'I');
            buf_addf(g->out, "d%zu(%s)", i, item != NULL ? item : "product");
            return true;
        }
    }
    return false;
}

static void choice(Gen *g, char unit, int depth)
{
    put(g, "(if ");
    condition(g, 0, depth - 1);
    put(g, " then ");
    number(g, unit, 0, depth - 1);
    put(g, " otherwise ");
    number(g, unit, 0, depth - 1);
    put(g, ")");
}

static void infix(Gen *g, char unit, char op, int level, int depth)
{
    int own = op == '+' || op == '-' ? 0 : 1;
    open_if(g, level > own);
    number(g, unit, own, depth - 1);
    buf_addf(g->out, " %c ", op);
    if (op == '/') {
        put(g, once_in(g, 2) ? "4" : once_in(g, 3) ? "total" : "3");
    } else {
        number(g, own == 0 ? unit : 'n', own + 1, depth - 1);
    }
    close_if(g, level > own);
}

// level: 0 a sum, 1 a product, 2 a factor, 3 what stands before '^'
static void number(Gen *g, char unit, int level, int depth)
{
    static const char *const RUN[] = {"sum", "greatest", "least"};
    static const char *const ROUND[] = {"round_down", "round_up"};
    unsigned way = depth <= 0 ? draw(g->choices, 2) : draw(g->choices, 14);
    switch (way) {
    case 0: number_path(g, unit, false); break;
    case 1: number_constant(g, unit, level); break;
    case 2: infix(g, unit, '+', level, depth); break;
    case 3: infix(g, unit, '-', level, depth); break;
    case 4: infix(g, unit, '*', level, depth); break;
    case 5: infix(g, unit, '/', level, depth); break;
    case 6:
        open_if(g, level > 2);
        put(g, "- ");
        number(g, unit, 2, depth - 1);
        close_if(g, level > 2);
        break;
    case 7: case 8: aggregate(g, ONE_OF(g, RUN), unit, depth); break;
    case 9: choice(g, unit, depth); break;
    case 10:
        put(g, "absolute(");
        number(g, unit, 0, depth - 1);
        put(g, ")");
        break;
    case 11:
        if (unit == 'n') {
            aggregate(g, "count", 0, depth);
            break;
        }
        number_path(g, unit, false);
        break;
    case 12:
        if (unit == 'n') {
            buf_addf(g->out, "%s(", ONE_OF(g, ROUND));
            number(g, 'n', 0, depth - 1);
            put(g, once_in(g, 2) ? ", 1/2)" : ", 2)");
            break;
        }
        number_constant(g, unit, level);
        break;
    default:
        if (unit == 'n' && level < 3 && once_in(g, 2)) {
            number(g, 'n', 3, depth - 1);
            put(g, once_in(g, 2) ? "^2" : "^3");
        } else if (unit != 'n' || !call(g, 'n')) {
            number_path(g, unit, false);
        }
    }
}

// -- conditions -------------------------------------------------------------------------

static void compare_numbers(Gen *g, int depth)
{
    char unit = "nnwu"[draw(g->choices, 4)];
    if (once_in(g, 4)) {
        number_path(g, unit, true);
    } else {
        number(g, unit, 0, depth - 1);
    }
    buf_addf(g->out, " %s ", ONE_OF(g, RELATIONS));
    number(g, unit, 0, depth <= 1 ? 0 : once_in(g, 3) ? depth - 1 : 0);
}

static void compare_words(Gen *g)
{
    char type = "ctk"[draw(g->choices, 3)];
    word_path(g, type, true);
    put(g, once_in(g, 3) ? " != " : " = ");
    word(g, type, true);
}

static void compare_dates(Gen *g)
{
    if (once_in(g, 3)) {
        buf_addf(g->out, "ship_date %s %s", RELATIONS[draw(g->choices, ORDERINGS)], ONE_OF(g, DAYS));
        return;
    }
    word_path(g, 'd', true);
    put(g, once_in(g, 3) ? " + 25 days" : "");
    buf_addf(g->out, " %s ", RELATIONS[draw(g->choices, ORDERINGS + 1)]);
    if (once_in(g, 6)) {
        put(g, "add_months(");
        word(g, 'd', false);
        put(g, once_in(g, 2) ? ", 12, next_month)" : ", 1, last_day)");
    } else if (once_in(g, 8)) {
        put(g, "ship_date");
        g->parts->fact_dates = true;
    } else {
        word(g, 'd', true);
    }
}

static void is_class(Gen *g)
{
    const char *item = g->classes_open ? var_of(g, 'I') : NULL;
    const char *first = ONE_OF(g, CLASSES), *second = ONE_OF(g, CLASSES);
    if (item == NULL) {
        buf_addf(g->out, "within(%s.class, %s)", var_of(g, 'I') ? var_of(g, 'I') : "product", first);
        return;
    }
    switch (draw(g->choices, 5)) {
    case 0: buf_addf(g->out, "%s is %s", item, first); break;
    case 1: buf_addf(g->out, "%s is not %s", item, first); break;
    case 2: buf_addf(g->out, "%s is any of [%s, %s]", item, first, strcmp(first, second) ? second : "1A001"); break;
    case 3: buf_addf(g->out, "%s is none of [%s]", item, first); break;
    default: buf_addf(g->out, "entry(%s.class) = entry(%s)", item, first);
    }
}

static void membership(Gen *g, int depth)
{
    word(g, 'c', true);
    put(g, once_in(g, 3) ? " not in " : " in ");
    countries(g, depth - 1);
}

static void quantified(Gen *g, int depth)
{
    static const char *const WORDS[] = {"some", "every", "no"};
    size_t outside = g->n_vars;
    Buf *whole = g->out, list;
    buf_init(&list, g->arena);
    g->out = &list;
    char kind = 'R';
    switch (draw(g->choices, 6)) {
    case 0: put(g, "names"); break;
    case 1: put(g, "names["); word(g, 't', false); put(g, "]"); break;
    default: kind = list_path(g);
    }
    g->out = whole;
    Var *var = add_var(g, kind);
    buf_addf(g->out, "%s %s in ", ONE_OF(g, WORDS), var->name);
    buf_str(g->out, buf_done(&list));
    put(g, " satisfies ");
    condition(g, 0, depth - 1);
    g->n_vars = outside;
}

static void paragraphs(Gen *g, int depth)
{
    static const char *const HEADS[] = {"all", "any", "none", "at least 2", "at least 1"};
    const char *head = ONE_OF(g, HEADS);
    unsigned n = 2 + draw(g->choices, 2);
    bool labels = once_in(g, 2);
    buf_addf(g->out, "%s of { ", head);
    for (unsigned i = 0; i < n; i++) {
        if (labels) {
            buf_addf(g->out, "(%c) ", 'a' + (char)i);
        }
        condition(g, 0, depth - 1);
        put(g, i + 1 < n ? "; " : once_in(g, 2) ? "; }" : " }");
    }
}

static void chain(Gen *g, const char *joint, int level, int depth)
{
    unsigned n = 2 + draw(g->choices, 2);
    open_if(g, level > 0);
    for (unsigned i = 0; i < n; i++) {
        put(g, i > 0 ? joint : "");
        condition(g, 1, depth - 1);
    }
    close_if(g, level > 0);
}

static void listed(Gen *g)
{
    switch (draw(g->choices, 3)) {
    case 0: put(g, "chart["); word(g, 'c', false); put(g, ", "); word(g, 't', false); put(g, "].mark = true"); break;
    case 1: put(g, "chart["); word(g, 'c', false); put(g, ", \"a\"].weight at least 1"); break;
    default: put(g, "watch["); word(g, 't', false); put(g, "].place = "); word(g, 'c', false);
    }
}

// level: 0 anything, 1 a part of a chain, 2 what 'not' stands before
static void condition(Gen *g, int level, int depth)
{
    unsigned way = depth <= 0 || g->n_vars + 1 >= VARS_MOST ? draw(g->choices, 8) : draw(g->choices, 18);
    switch (way) {
    case 0: put(g, once_in(g, 12) ? "true" : "urgent"); break;
    case 1: compare_words(g); break;
    case 2: compare_numbers(g, depth); break;
    case 3: membership(g, 1); break;
    case 4: compare_dates(g); break;
    case 5: is_class(g); break;
    case 6: put(g, once_in(g, 2) ? "end_user.hq = none" : "signed_on != none"); break;
    case 7:
        if (var_of(g, 'I') != NULL) {
            buf_addf(g->out, "%s.special", var_of(g, 'I'));
        } else {
            put(g, "product.special");
        }
        break;
    case 8: case 9: compare_numbers(g, depth); break;
    case 10:
        put(g, "not ");
        condition(g, 2, depth - 1);
        break;
    case 11: chain(g, " and ", level, depth); break;
    case 12: chain(g, " or ", level, depth); break;
    case 13: case 14: paragraphs(g, depth); break;
    case 15:
        open_if(g, level > 0);
        quantified(g, depth);
        close_if(g, level > 0);
        break;
    case 16: listed(g); break;
    default:
        if (!call(g, 'b')) {
            membership(g, depth);
        }
    }
}

static void countries(Gen *g, int depth)
{
    switch (depth <= 0 ? draw(g->choices, 3) : draw(g->choices, 6)) {
    case 0: buf_addf(g->out, "[%s, %s]", ONE_OF(g, COUNTRIES), ONE_OF(g, COUNTRIES)); break;
    case 1: buf_addf(g->out, "[%s, ...]", ONE_OF(g, COUNTRIES)); break;
    case 2: buf_addf(g->out, "%s.ports", var_of(g, 'I') != NULL ? var_of(g, 'I') : "product"); break;
    case 3:
        put(g, "union(");
        countries(g, depth - 1);
        put(g, ", ");
        countries(g, depth - 1);
        put(g, ")");
        break;
    case 4:
        if (call(g, 'c')) {
            break;
        }
        put(g, "list(row.place for row in chart where row.mark)");
        break;
    default: {
        size_t outside = g->n_vars;
        if (g->n_vars + 1 >= VARS_MOST) {
            put(g, "[CN]");
            break;
        }
        Var *var = add_var(g, 'P');
        buf_addf(g->out, "list(%s.located for %s in parties where ", var->name, var->name);
        condition(g, 0, depth - 1);
        put(g, ")");
        g->n_vars = outside;
    }
    }
}

// An act that must have been done, beside other conditions: only in ways in which it helps.
static void with_act(Gen *g)
{
    put(g, "all of { (a) ");
    switch (draw(g->choices, 5)) {
    case 0: buf_addf(g->out, "\"%s\" in claims", ONE_OF(g, TEXTS)); break;
    case 1: put(g, "purchase"); break;
    case 2: buf_addf(g->out, "told_on + 25 days <= %s", ONE_OF(g, DAYS)); break;
    case 3: buf_addf(g->out, "some c in claims satisfies c = \"%s\"", ONE_OF(g, TEXTS)); break;
    default: put(g, "at least 1 of { purchase; length(claims) at least 2 }");
    }
    put(g, "; (b) ");
    condition(g, 0, 2);
    put(g, " }");
}

// -- declarations -----------------------------------------------------------------------

static const char VOCABULARY[] =
    "verdicts policy { not_subject; no_license_required; authorized; license_required blocks; prohibited blocks }\n"
    "outcomes { license code \"LR-LIST\"; embargo raises prohibited code \"PR-EMBARGO\" }\n"
    "reasons { RS code \"LR-CHART\"; NS \"national security\" code \"LR-USE\" }\n"
    "policies { case_by_case; presumed; denial }\n"
    "duties { notify code \"DU-NOTICE\"; report code \"DU-REPORT\"; draw_down code \"OK-LIC\"; too_little code \"LR-QTY\" }\n"
    "flags { odd_route code \"RF-1\"; new_customer code \"RF-12\" }\n"
    "exclusions { remote code \"OK-NOEXP\"; published code \"OK-NOEXP\" }\n";
static const char *const COMMON[] = {
    "enum Activity { export; reexport; transfer }\n",
    "unit wob\nunit kwob \"a thousand\" = 1000 * wob\n",
    "record Stake { owner: country; part: number from 0 .. 1; held: optional number from 0 .. }\n",
    "record Party { name: text; located: country \"where\"; hq: optional country; share: number from 0 .. 1;\n"
    "  stakes: open list of Stake }\n",
    "record Item { name: text; size: quantity in wob from 0 wob ..; width: quantity in wob; rate: number;\n"
    "  units: integer from 0 ..; age: optional number from 0 .. 100; price: money in USD; kind: Activity;\n"
    "  special: boolean; made: date; class: asserted eccn; parts: open list of Item; marks: list of number;\n"
    "  ports: open list of country; }\n",
    "fact ship_date: date\nlaw date = ship_date\n",
    "fact parties: open list of Party \"who\"\n",
    "fact end_user: Party\nfact product: Item\n",
    "fact destination: country\nfact activity: Activity\n",
    "fact total: number from 0 ..\nfact reach: quantity in wob\nfact value: money in USD\n",
    "fact urgent: boolean\nfact signed_on: optional date\nfact paid_on: date\n",
    "act claims: list of text\nact purchase: boolean\nact told_on: date\n",
    "table watch columns key name: text, place: country hit unique from \"watch.csv\"\n",
};

static void begin(Gen *g, Buf *out)
{
    buf_init(out, g->arena);
    g->out = out;
    g->n_vars = 0;
}

static void add_common(Gen *g, Str text)
{
    g->parts->common[g->parts->n_common++] = text;
}

static void row_time(Gen *g)
{
    if (once_in(g, 3)) {
        unsigned from = draw(g->choices, countof(DAYS) - 1);
        buf_addf(g->out, " from %s", DAYS[from]);
        if (once_in(g, 2)) {
            buf_addf(g->out, " until %s", DAYS[from + 1]);
        }
    }
}

static void add_tables(Gen *g)
{
    Buf out;
    begin(g, &out);
    put(g, "table chart columns key place: country, key column: text, mark: boolean, weight: number\n  hit unique rows {");
    unsigned places = 1 + draw(g->choices, countof(COUNTRIES) - 1);
    for (unsigned i = 0; i < places; i++) {
        buf_addf(g->out, " %s | \"%s\" | %s | %u", COUNTRIES[i], TEXTS[i % 2],
                 once_in(g, 2) ? "true" : "false", draw(g->choices, 4));
        row_time(g);
        put(g, ";");
    }
    put(g, " }");
    if (once_in(g, 3)) {
        buf_addf(g->out, " complete through %s", ONE_OF(g, DAYS));
    }
    put(g, "\n");
    add_common(g, buf_done(&out));
    begin(g, &out);
    put(g, "table names columns key name: text, place: country, amount: number\n  hit collect rows {");
    for (unsigned i = 1 + draw(g->choices, 3); i > 0; i--) {
        buf_addf(g->out, " \"%s\" | %s | %u", ONE_OF(g, TEXTS), ONE_OF(g, COUNTRIES), draw(g->choices, 11));
        row_time(g);
        put(g, ";");
    }
    put(g, " }");
    if (once_in(g, 3)) {
        buf_addf(g->out, " complete through %s", ONE_OF(g, DAYS));
    }
    put(g, "\n");
    add_common(g, buf_done(&out));
    begin(g, &out);
    put(g, "name,place,from,until\n");
    for (unsigned i = 0, n = 1 + draw(g->choices, countof(TEXTS)); i < n; i++) {
        bool timed = once_in(g, 2);
        buf_addf(g->out, "%s,%s,%s,%s\n", TEXTS[i], ONE_OF(g, COUNTRIES), timed ? DAYS[1] : "",
                 timed ? DAYS[4] : "");
    }
    g->parts->csv = buf_done(&out);
}

static void definition(Gen *g, char gives)
{
    if (gives == 'c') {
        countries(g, 2);
    } else if (gives == 'n' && once_in(g, 3)) {
        put(g, "{ when ");
        condition(g, 0, 1);
        put(g, " then ");
        number(g, 'n', 0, 1);
        put(g, "; otherwise ");
        number(g, 'n', 0, 1);
        put(g, "; }");
    } else if (gives == 'n') {
        number(g, 'n', 0, 2);
    } else {
        condition(g, 0, 2);
    }
}

static void add_define(Gen *g)
{
    static const char GIVES[] = "nbc";
    char gives = GIVES[draw(g->choices, 3)];
    const char *type = gives == 'n' ? "number" : gives == 'b' ? "boolean" : "open list of country";
    bool versions = once_in(g, 3);
    const char *day = ONE_OF(g, DAYS);
    Buf out;
    begin(g, &out);
    Var *it = add_var(g, 'I');
    for (int i = 0; i < (versions ? 2 : 1); i++) {
        buf_addf(g->out, "define d%zu(%s: Item): %s", g->n_defines, it->name, type);
        if (versions) {
            buf_addf(g->out, i == 0 ? " in force from 2000-01-01 until %s" : " in force from %s", day);
        }
        put(g, " = ");
        definition(g, gives);
        put(g, "\n");
    }
    add_common(g, buf_done(&out));
    g->defines[g->n_defines++] = gives;
}

// -- rules ------------------------------------------------------------------------------

static bool targets_of(Effect effect, Effect other)
{
    if (effect == AUTHORIZES || effect == REVIEWS) {
        return other == REQUIRES || other == PROHIBITS;
    }
    return other != SUSPENDS && other != UNENFORCES && other != OBLIGES;
}

// One or two labels of rules made before, about the same as the rule with the effect; false
// when none fits.
static bool labels(Gen *g, Effect effect)
{
    bool subject = g->n_vars > 0;
    const char *first = NULL, *second = NULL;
    for (size_t i = 0; i < g->n_made; i++) {
        if (targets_of(effect, g->made[i].effect) && g->made[i].subject == subject) {
            if (first == NULL || once_in(g, 2)) {
                second = first;
                first = g->made[i].label;
            }
        }
    }
    if (first != NULL) {
        put(g, first);
        if (second != NULL && strcmp(first, second) != 0 && once_in(g, 2)) {
            buf_addf(g->out, ", %s", second);
        }
    }
    return first != NULL;
}

static void heads(Gen *g, Effect effect, const char *label)
{
    if (once_in(g, 3)) {
        put(g, "  cites \"15 CFR 742\"\n");
    }
    if (once_in(g, 2)) {
        unsigned from = draw(g->choices, countof(DAYS) - 1);
        buf_addf(g->out, "  in force from %s", DAYS[from]);
        if (once_in(g, 3)) {
            buf_addf(g->out, " %s %s", once_in(g, 2) ? "through" : "until", DAYS[from + 1]);
        }
        put(g, "\n");
        if (once_in(g, 6)) {
            buf_addf(g->out, "  doubtful from %s through %s \"can be read both ways\"\n", DAYS[from], DAYS[from]);
        }
    }
    if (g->parts->proposed == NULL && once_in(g, 12) && (effect == REQUIRES || effect == PROHIBITS)) {
        put(g, "  proposed \"H.R. 1\"\n");
        g->parts->proposed = label;
    }
    if (once_in(g, 8)) {
        put(g, "  unverified \"to be checked\"\n");
    }
    bool worsens = effect == AUTHORIZES || effect == REVIEWS;
    if (!worsens && once_in(g, 6)) {
        size_t before = g->out->len;
        put(g, once_in(g, 2) ? "  notwithstanding " : "  subject to ");
        if (labels(g, SUSPENDS)) {
            put(g, "\n");
        } else {
            g->out->len = before;
        }
    }
}

static void duty(Gen *g, const char *name)
{
    static const char *const WHEN[] = {"", " 25 days before ship_date", " 1 days after paid_on"};
    buf_addf(g->out, "%s%s", name, ONE_OF(g, WHEN));
}

// False when nothing is there that the effect could speak of.
static bool effect_of(Gen *g, Effect effect, const char *class, const char *subject)
{
    static const char *const REASON[] = {"license(reason: RS)", "license(reason: NS)", "embargo(reason: RS)"};
    static const char *const POLICY[] = {"case_by_case", "presumed", "denial"};
    switch (effect) {
    case CLASSIFIES: buf_addf(g->out, "  classifies %s as %s", subject, class); break;
    case EXCLUDES: buf_addf(g->out, "  excludes %s", once_in(g, 2) ? "remote" : "published"); break;
    case REQUIRES: buf_addf(g->out, "  requires %s", ONE_OF(g, REASON)); break;
    case PROHIBITS: buf_addf(g->out, "  prohibits %s", once_in(g, 2) ? "embargo(reason: RS)" : ""); break;
    case FLAGS:
        buf_addf(g->out, "  flags %s", once_in(g, 2) ? "odd_route" : "new_customer");
        g->parts->flagging = true;
        break;
    case OBLIGES: put(g, "  obliges report"); break;
    case AUTHORIZES:
        if (once_in(g, 6)) {
            put(g, "  authorizes all");
            break;
        }
        put(g, "  authorizes ");
        return labels(g, effect);
    case REVIEWS:
        put(g, "  reviews ");
        if (!labels(g, effect)) {
            return false;
        }
        buf_addf(g->out, " under %s", ONE_OF(g, POLICY));
        break;
    default:
        put(g, effect == SUSPENDS ? "  suspends " : "  unenforces ");
        return labels(g, effect);
    }
    return true;
}

static void rule_end(Gen *g, Effect effect)
{
    static const char *const AUTHORIZING[] = {"notify", "draw_down", "too_little"};
    if (effect == AUTHORIZES && !once_in(g, 3)) {
        put(g, "\n  when ");
        with_act(g);
    } else if (!once_in(g, 6)) {
        put(g, "\n  when ");
        condition(g, 0, 3);
    }
    while (once_in(g, 4)) {
        buf_addf(g->out, "\n  except %swhen ", once_in(g, 2) ? "note.one " : "");
        condition(g, 0, 2);
    }
    if ((effect == AUTHORIZES || effect == REQUIRES || effect == FLAGS) && once_in(g, 3)) {
        put(g, "\n  with duty ");
        duty(g, effect == AUTHORIZES ? ONE_OF(g, AUTHORIZING) : "notify");
    }
    put(g, "\n");
}

static void add_rule(Gen *g, Effect effect)
{
    const char *class = CLASSES[draw(g->choices, OWN_CLASSES)], *label = class;
    if (effect != CLASSIFIES || once_in(g, 6)) {
        label = SECTIONS[(draw(g->choices, 4) + 4 * g->n_made) % countof(SECTIONS)];
    }
    for (size_t i = 0; i < g->n_made; i++) {
        if (strcmp(g->made[i].label, label) == 0) {
            return;
        }
    }
    bool subject = effect == CLASSIFIES || !once_in(g, 4);
    Buf out;
    begin(g, &out);
    buf_addf(g->out, "rule %s%s", label, once_in(g, 3) ? " \"a title\"" : "");
    if (subject) {
        buf_addf(g->out, " for each %s in items", add_var(g, 'I')->name);
    }
    put(g, "\n");
    g->classes_open = effect != CLASSIFIES;
    heads(g, effect, label);
    if (effect_of(g, effect, class, g->vars[0].name)) {
        rule_end(g, effect);
        g->made[g->n_made++] = (Made){label, effect, subject};
        g->parts->rules[g->parts->n_rules++] = buf_done(&out);
    } else if (g->parts->proposed == label) {
        g->parts->proposed = NULL;
    }
}

void generate_policy(Arena *arena, Draw *choices, Parts *out)
{
    // What others name comes first.
    static const Effect ORDER[] = {REQUIRES, CLASSIFIES, REQUIRES, PROHIBITS, EXCLUDES, CLASSIFIES,
                                   FLAGS, AUTHORIZES, OBLIGES, REVIEWS, AUTHORIZES, REVIEWS,
                                   SUSPENDS, REQUIRES, UNENFORCES, AUTHORIZES};
    Gen g = {.arena = arena, .choices = choices, .parts = out};
    *out = (Parts){.proposed = NULL};
    add_common(&g, STR(VOCABULARY));
    for (size_t i = 0; i < countof(COMMON); i++) {
        add_common(&g, str_of(COMMON[i]));
    }
    add_common(&g, once_in(&g, 2) ? STR("fact items: open list of Item\n") : STR("fact items: list of Item\n"));
    add_tables(&g);
    for (unsigned n = draw(choices, 4); n > 0; n--) {
        add_define(&g);
    }
    for (size_t i = 0; i < countof(ORDER) && g.n_made < RULES_MOST; i++) {
        if (i == 0 || once_in(&g, 2)) {
            add_rule(&g, ORDER[i]);
        }
    }
}

// -- texts ------------------------------------------------------------------------------

static void put_in_order(Buf *out, const Str *parts, size_t n, Draw *shuffle)
{
    size_t order[PARTS_MOST];
    for (size_t i = 0; i < n; i++) {
        size_t at = shuffle != NULL ? draw(shuffle, (unsigned)i + 1) : i;
        order[i] = order[at];
        order[at] = i;
    }
    for (size_t i = 0; i < n; i++) {
        buf_str(out, parts[order[i]]);
    }
}

Str parts_text(Arena *arena, const Parts *parts, Draw *shuffle)
{
    Buf out;
    Str all[PARTS_MOST];
    size_t n = 0;
    buf_init(&out, arena);
    buf_text(&out, "module fuzz\n");
    for (size_t i = 0; i < parts->n_common; i++) {
        all[n++] = parts->common[i];
    }
    for (size_t i = 0; i < parts->n_rules; i++) {
        all[n++] = parts->rules[i];
    }
    put_in_order(&out, all, n, shuffle);
    return buf_done(&out);
}

Str parts_literate(Arena *arena, const Parts *parts)
{
    Buf out;
    buf_init(&out, arena);
    buf_text(&out, "# The law\n\n```licet\nmodule fuzz\n```\n");
    for (size_t i = 0; i < parts->n_common + parts->n_rules; i++) {
        Str part = i < parts->n_common ? parts->common[i] : parts->rules[i - parts->n_common];
        buf_addf(&out, "\nPart %zu, in words.\n\n%s```licet\n%.*s```\n", i,
                 i % 3 == 0 ? "```text\nrule nothing\n```\n" : "", STR_ARG(part));
    }
    return buf_done(&out);
}

PartModules parts_modules(Arena *arena, const Parts *parts, Draw *shuffle)
{
    Buf common, first, second;
    PartModules out;
    buf_init(&common, arena);
    buf_init(&first, arena);
    buf_init(&second, arena);
    buf_text(&common, "module common\n");
    put_in_order(&common, parts->common, parts->n_common, shuffle);
    buf_text(&first, "module first\nimport common\n");
    buf_text(&second, "module second\nimport common\n");
    size_t half = parts->n_rules / 2;
    put_in_order(&first, parts->rules, half, shuffle);
    put_in_order(&second, parts->rules + half, parts->n_rules - half, shuffle);
    out.common = buf_done(&common);
    out.first = buf_done(&first);
    out.second = buf_done(&second);
    return out;
}
