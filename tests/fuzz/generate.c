// Whole policies and cases from bytes: the expressions. See generate.h.
//
// Each function writes one construct of the grammar that has the type asked for. `level` says
// how tightly the place binds: what binds less is put in brackets.
// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/generate_inner.h"

#include <stdio.h>
#include <stdlib.h>

const char *const COUNTRIES[5] = {"CN", "HK", "MO", "DE", "AU"};
const char *const TEXTS[4] = {"a", "b", "c", "A."};
static const char *const KINDS[] = {"export", "reexport", "transfer"};
const char *const DAYS[7] = {"2022-10-21", "2023-01-17", "2023-11-17", "2024-01-01",
                                   "2024-03-01", "2024-07-01", "2025-01-13"};
static const char *const NUMBERS[] = {"0", "1", "2", "3", "5", "10", "1/2", "2.5", "100", "10^3"};
const char *const CLASSES[8] = {"3A090", "3A090.a", "3A090.a.1", "3A090.b", "4A090.a",
                                      "5A992", "5A992.c", "0A919"};
static const char *const RELATIONS[] = {"<", "<=", ">", ">=", "=", "!=", "at least", "at most",
                                        "more than", "less than", "exceeding"};

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

bool gen_once_in(Gen *g, unsigned n)
{
    return draw_once_in(g->choices, n);
}

const char *generate_day(Draw *choices)
{
    static const char *const MORE[] = {"2022-10-20", "2023-11-16", "2023-11-18", "2024-02-14",
                                       "2024-03-02", "2026-08-01", "2021-05-05"};
    unsigned n = draw(choices, countof(DAYS) + countof(MORE));
    return n < countof(DAYS) ? DAYS[n] : MORE[n - countof(DAYS)];
}

void gen_put(Gen *g, const char *text)
{
    buf_text(g->out, text);
}

Var *gen_var(Gen *g, char kind)
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
        if (g->vars[i].kind == kind && (found == NULL || gen_once_in(g, 2))) {
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
    if (var == NULL || (otherwise != NULL && gen_once_in(g, 5))) {
        gen_put(g, otherwise);
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
    case 3: gen_put(g, var_of(g, 'N') != NULL ? var_of(g, 'N') : "total"); break;
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
    bool folds = type == 't' && gen_once_in(g, 4);
    switch (type) {
    case 't':
        gen_put(g, folds ? "folded(" : "");
        path(g, gen_once_in(g, 2) ? 'P' : 'I', NAME, 1, "end_user.name");
        gen_put(g, folds ? ")" : "");
        break;
    case 'k':
        path(g, 'I', KIND, 1, "activity");
        break;
    case 'd':
        path(g, 'I', MADE, 1, optional && gen_once_in(g, 2) ? "signed_on" : "paid_on");
        break;
    default:
        if (var_of(g, 'C') != NULL && gen_once_in(g, 2)) {
            gen_put(g, var_of(g, 'C'));
        } else if (var_of(g, 'R') != NULL && gen_once_in(g, 2)) {
            buf_addf(g->out, "%s.place", var_of(g, 'R'));
        } else if (var_of(g, 'S') != NULL) {
            path(g, 'S', OWNER, 1, "destination");
        } else {
            path(g, 'P', WHERE, optional ? 2 : 1,
                 optional && gen_once_in(g, 3) ? "end_user.hq" : "destination");
        }
    }
}

static void word_constant(Gen *g, char type)
{
    if (type == 't') {
        const char *text = ONE_OF(g, TEXTS);
        bool plain = text[0] >= 'a'; // else nothing that is folded may be compared with it
        buf_addf(g->out, plain ? "\"%s\"" : "folded(\"%s\")", text);
    } else if (type == 'd') {
        gen_put(g, ONE_OF(g, DAYS));
    } else {
        gen_put(g, type == 'k' ? ONE_OF(g, KINDS) : ONE_OF(g, COUNTRIES));
    }
}

static void word(Gen *g, char type, bool optional)
{
    if (gen_once_in(g, 2)) {
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
    case 0: gen_put(g, "items"); return 'I';
    case 1: gen_put(g, "parties"); return 'P';
    case 2: gen_put(g, "end_user.stakes"); return 'S';
    case 3: buf_addf(g->out, "%s", item != NULL ? item : "items"); gen_put(g, item != NULL ? ".parts" : ""); return 'I';
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
        bool kilo = unit == 'w' && gen_once_in(g, 6);
        buf_addf(g->out, "%s %s", whole ? digits : "7", kilo ? "kwob" : unit == 'w' ? "wob" : "USD");
    } else {
        buf_addf(g->out, whole || level < 1 ? "%s" : "(%s)", digits);
    }
}

static void open_if(Gen *g, bool bracket)
{
    gen_put(g, bracket ? "(" : "");
}

static void close_if(Gen *g, bool bracket)
{
    gen_put(g, bracket ? ")" : "");
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
    Var *var = gen_var(g, kind);
    buf_addf(g->out, "%s(", function);
    if (unit == 0) {
        gen_put(g, var->name);
    } else {
        gen_number(g, unit, 0, depth - 1);
    }
    buf_addf(g->out, " for %s in ", var->name);
    buf_str(g->out, buf_done(&list));
    if (gen_once_in(g, 2)) {
        gen_put(g, " where ");
        gen_condition(g, 0, depth - 1);
    }
    gen_put(g, ")");
    g->n_vars = outside;
}

static bool call(Gen *g, char gives)
{
    for (size_t i = 0; i < g->n_defines; i++) {
        if (g->defines[i] == gives && gen_once_in(g, 2)) {
            const char *item = var_of(g, 'I');
            buf_addf(g->out, "d%zu(%s)", i, item != NULL ? item : "product");
            return true;
        }
    }
    return false;
}

static void choice(Gen *g, char unit, int depth)
{
    gen_put(g, "(if ");
    gen_condition(g, 0, depth - 1);
    gen_put(g, " then ");
    gen_number(g, unit, 0, depth - 1);
    gen_put(g, " otherwise ");
    gen_number(g, unit, 0, depth - 1);
    gen_put(g, ")");
}

static void infix(Gen *g, char unit, char op, int level, int depth)
{
    int own = op == '+' || op == '-' ? 0 : 1;
    open_if(g, level > own);
    gen_number(g, unit, own, depth - 1);
    buf_addf(g->out, " %c ", op);
    if (op == '/') {
        gen_put(g, gen_once_in(g, 2) ? "4" : gen_once_in(g, 3) ? "total" : "3");
    } else {
        gen_number(g, own == 0 ? unit : 'n', own + 1, depth - 1);
    }
    close_if(g, level > own);
}

// level: 0 a sum, 1 a product, 2 a factor, 3 what stands before '^'
void gen_number(Gen *g, char unit, int level, int depth)
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
        gen_put(g, "- ");
        gen_number(g, unit, 2, depth - 1);
        close_if(g, level > 2);
        break;
    case 7: case 8: aggregate(g, ONE_OF(g, RUN), unit, depth); break;
    case 9: choice(g, unit, depth); break;
    case 10:
        gen_put(g, "absolute(");
        gen_number(g, unit, 0, depth - 1);
        gen_put(g, ")");
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
            gen_number(g, 'n', 0, depth - 1);
            gen_put(g, gen_once_in(g, 2) ? ", 1/2)" : ", 2)");
            break;
        }
        number_constant(g, unit, level);
        break;
    default:
        if (unit == 'n' && level < 3 && gen_once_in(g, 2)) {
            gen_number(g, 'n', 3, depth - 1);
            gen_put(g, gen_once_in(g, 2) ? "^2" : "^3");
        } else if (unit != 'n' || !call(g, 'n')) {
            number_path(g, unit, false);
        }
    }
}

// -- conditions -------------------------------------------------------------------------

static void compare_numbers(Gen *g, int depth)
{
    char unit = "nnwu"[draw(g->choices, 4)];
    if (gen_once_in(g, 4)) {
        number_path(g, unit, true);
    } else {
        gen_number(g, unit, 0, depth - 1);
    }
    buf_addf(g->out, " %s ", ONE_OF(g, RELATIONS));
    gen_number(g, unit, 0, depth <= 1 ? 0 : gen_once_in(g, 3) ? depth - 1 : 0);
}

static void compare_words(Gen *g)
{
    char type = "ctk"[draw(g->choices, 3)];
    word_path(g, type, true);
    gen_put(g, gen_once_in(g, 3) ? " != " : " = ");
    word(g, type, true);
}

static void compare_dates(Gen *g)
{
    if (gen_once_in(g, 3)) {
        buf_addf(g->out, "ship_date %s %s", RELATIONS[draw(g->choices, ORDERINGS)], ONE_OF(g, DAYS));
        return;
    }
    word_path(g, 'd', true);
    gen_put(g, gen_once_in(g, 3) ? " + 25 days" : "");
    buf_addf(g->out, " %s ", RELATIONS[draw(g->choices, ORDERINGS + 1)]);
    if (gen_once_in(g, 6)) {
        gen_put(g, "add_months(");
        word(g, 'd', false);
        gen_put(g, gen_once_in(g, 2) ? ", 12, next_month)" : ", 1, last_day)");
    } else if (gen_once_in(g, 8)) {
        gen_put(g, "ship_date");
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
    gen_put(g, gen_once_in(g, 3) ? " not in " : " in ");
    gen_countries(g, depth - 1);
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
    case 0: gen_put(g, "names"); break;
    case 1: gen_put(g, "names["); word(g, 't', false); gen_put(g, "]"); break;
    default: kind = list_path(g);
    }
    g->out = whole;
    Var *var = gen_var(g, kind);
    buf_addf(g->out, "%s %s in ", ONE_OF(g, WORDS), var->name);
    buf_str(g->out, buf_done(&list));
    gen_put(g, " satisfies ");
    gen_condition(g, 0, depth - 1);
    g->n_vars = outside;
}

static void paragraphs(Gen *g, int depth)
{
    static const char *const HEADS[] = {"all", "any", "none", "at least 2", "at least 1"};
    const char *head = ONE_OF(g, HEADS);
    unsigned n = 2 + draw(g->choices, 2);
    bool labels = gen_once_in(g, 2);
    buf_addf(g->out, "%s of { ", head);
    for (unsigned i = 0; i < n; i++) {
        if (labels) {
            buf_addf(g->out, "(%c) ", 'a' + (char)i);
        }
        gen_condition(g, 0, depth - 1);
        gen_put(g, i + 1 < n ? "; " : gen_once_in(g, 2) ? "; }" : " }");
    }
}

static void chain(Gen *g, const char *joint, int level, int depth)
{
    unsigned n = 2 + draw(g->choices, 2);
    open_if(g, level > 0);
    for (unsigned i = 0; i < n; i++) {
        gen_put(g, i > 0 ? joint : "");
        gen_condition(g, 1, depth - 1);
    }
    close_if(g, level > 0);
}

static void listed(Gen *g)
{
    switch (draw(g->choices, 3)) {
    case 0: gen_put(g, "chart["); word(g, 'c', false); gen_put(g, ", "); word(g, 't', false); gen_put(g, "].mark = true"); break;
    case 1: gen_put(g, "chart["); word(g, 'c', false); gen_put(g, ", \"a\"].weight at least 1"); break;
    default: gen_put(g, "watch["); word(g, 't', false); gen_put(g, "].place = "); word(g, 'c', false);
    }
}

// level: 0 anything, 1 a part of a chain, 2 what 'not' stands before
void gen_condition(Gen *g, int level, int depth)
{
    unsigned way = depth <= 0 || g->n_vars + 1 >= VARS_MOST ? draw(g->choices, 8) : draw(g->choices, 18);
    switch (way) {
    case 0: gen_put(g, gen_once_in(g, 12) ? "true" : "urgent"); break;
    case 1: compare_words(g); break;
    case 2: compare_numbers(g, depth); break;
    case 3: membership(g, 1); break;
    case 4: compare_dates(g); break;
    case 5: is_class(g); break;
    case 6: gen_put(g, gen_once_in(g, 2) ? "end_user.hq = none" : "signed_on != none"); break;
    case 7:
        if (var_of(g, 'I') != NULL) {
            buf_addf(g->out, "%s.special", var_of(g, 'I'));
        } else {
            gen_put(g, "product.special");
        }
        break;
    case 8: case 9: compare_numbers(g, depth); break;
    case 10:
        gen_put(g, "not ");
        gen_condition(g, 2, depth - 1);
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

void gen_countries(Gen *g, int depth)
{
    switch (depth <= 0 ? draw(g->choices, 3) : draw(g->choices, 6)) {
    case 0: buf_addf(g->out, "[%s, %s]", ONE_OF(g, COUNTRIES), ONE_OF(g, COUNTRIES)); break;
    case 1: buf_addf(g->out, "[%s, ...]", ONE_OF(g, COUNTRIES)); break;
    case 2: buf_addf(g->out, "%s.ports", var_of(g, 'I') != NULL ? var_of(g, 'I') : "product"); break;
    case 3:
        gen_put(g, "union(");
        gen_countries(g, depth - 1);
        gen_put(g, ", ");
        gen_countries(g, depth - 1);
        gen_put(g, ")");
        break;
    case 4:
        if (call(g, 'c')) {
            break;
        }
        gen_put(g, "list(row.place for row in chart where row.mark)");
        break;
    default: {
        size_t outside = g->n_vars;
        if (g->n_vars + 1 >= VARS_MOST) {
            gen_put(g, "[CN]");
            break;
        }
        Var *var = gen_var(g, 'P');
        buf_addf(g->out, "list(%s.located for %s in parties where ", var->name, var->name);
        gen_condition(g, 0, depth - 1);
        gen_put(g, ")");
        g->n_vars = outside;
    }
    }
}

// An act that must have been done, beside other conditions: only in ways in which it helps.
void gen_with_act(Gen *g)
{
    gen_put(g, "all of { (a) ");
    switch (draw(g->choices, 5)) {
    case 0: buf_addf(g->out, "\"%s\" in claims", ONE_OF(g, TEXTS)); break;
    case 1: gen_put(g, "purchase"); break;
    case 2: buf_addf(g->out, "told_on + 25 days <= %s", ONE_OF(g, DAYS)); break;
    case 3: buf_addf(g->out, "some c in claims satisfies c = \"%s\"", ONE_OF(g, TEXTS)); break;
    default: gen_put(g, "at least 1 of { purchase; length(claims) at least 2 }");
    }
    gen_put(g, "; (b) ");
    gen_condition(g, 0, 2);
    gen_put(g, " }");
}
