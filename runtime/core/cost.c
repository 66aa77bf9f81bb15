// Cost: how many instructions one evaluation can run, as a formula over list lengths.
//
// In:  Core without errors. Out: an upper bound, counted as emit.c writes instructions.
// One evaluation is one world on one known day. Calls are remembered there by their
// arguments, so what is asked of the line's own subject, or without arguments, is counted
// once a line or once; everything else as often as it is written, with its whole body. What
// native functions do is not counted.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/core/lint_inner.h"

// Longer sums are written in one length n, that of the longest list; deeper nesting of
// expressions and calls counts as endless: the machine has a limit of its own.
enum { MONOMIALS_MAX = 64, LEVELS_MAX = 2000 };

// A factor times lengths of lists.
typedef struct Mono {
    Rat factor;
    const Str *names; // sorted
    size_t n;
} Mono;

// A sum of monomials: by degree, then by names; each combination of names once.
typedef struct Poly {
    const Mono *items;
    size_t n;
} Poly;

// A function evaluated once for every element of a list, or once.
typedef struct Visit {
    const Func *func;
    uint32_t list; // UINT32_MAX: once
} Visit;

typedef struct Costing {
    Arena *arena;
    const Core *core;
    const Poly **whole;  // by function: its body with everything below it, once known
    const Poly **length; // by function: of the list that is its result, once known
    bool *visited;       // by function and list
    VEC(Visit) visits;   // also the queue of those to be counted
    size_t levels;       // of expressions within each other, calls included
    bool gathered;       // some sum was too long
} Costing;

// Where an expression stands: slot 0 may be the line's own subject.
typedef struct Place {
    bool on_line;
    uint32_t list;
} Place;

// -- sums of products

static Poly poly_whole(Costing *costing, size_t n)
{
    Mono *item = arena_make(costing->arena, Mono);
    *item = (Mono){.factor = rat_int((int64_t)n)};
    return n ? (Poly){item, 1} : (Poly){NULL, 0};
}

static Poly poly_endless(Costing *costing)
{
    Mono *item = arena_make(costing->arena, Mono);
    *item = (Mono){.factor = RAT_POS_INF};
    return (Poly){item, 1};
}

static Poly poly_length(Costing *costing, Str name)
{
    Str *names = arena_make(costing->arena, Str);
    Mono *item = arena_make(costing->arena, Mono);
    *names = name;
    *item = (Mono){RAT_ONE, names, 1};
    return (Poly){item, 1};
}

static int mono_order(const Mono *a, const Mono *b)
{
    if (a->n != b->n)
        return a->n < b->n ? -1 : 1;
    int order = 0;
    for (size_t i = 0; i < a->n && order == 0; i++)
        // NOLINTNEXTLINE(clang-analyzer-core.NullDereference): n names
        order = str_cmp(a->names[i], b->names[i]);
    return order;
}

// Numbers beyond what is represented count as infinite: the bound stays one.
static Rat sum_of(Costing *costing, Rat a, Rat b)
{
    Rat out;
    return rat_add(costing->arena, a, b, &out) ? out : RAT_POS_INF;
}

static Rat product_of(Costing *costing, Rat a, Rat b)
{
    Rat out;
    return rat_mul(costing->arena, a, b, &out) ? out : RAT_POS_INF;
}

// All lists as long as the longest one: the monomials of a degree become one.
static Poly poly_gather(Costing *costing, Poly of)
{
    Mono *items = arena_array(costing->arena, Mono, of.n + 1);
    size_t n = 0;
    costing->gathered = true;
    for (size_t i = 0; i < of.n; i++) {
        const Mono *item = &of.items[i];
        if (n > 0 && items[n - 1].n == item->n) {
            items[n - 1].factor = sum_of(costing, items[n - 1].factor, item->factor);
            continue;
        }
        Str *names = arena_array(costing->arena, Str, item->n + 1);
        for (size_t k = 0; k < item->n; k++)
            names[k] = STR("n");
        items[n++] = (Mono){item->factor, names, item->n};
    }
    return (Poly){items, n};
}

typedef enum Join { JOIN_SUM, JOIN_MOST } Join;

// Monomial by monomial the sum, or the greater one.
static Poly poly_join(Costing *costing, Poly a, Poly b, Join join)
{
    Mono *items = arena_array(costing->arena, Mono, a.n + b.n + 1);
    size_t n = 0, i = 0, j = 0;
    while (i < a.n || j < b.n) {
        int order = i == a.n ? 1 : j == b.n ? -1 : mono_order(&a.items[i], &b.items[j]);
        items[n] = order <= 0 ? a.items[i] : b.items[j];
        if (order == 0) {
            Rat x = a.items[i].factor, y = b.items[j].factor;
            Rat most = rat_cmp(x, y) < 0 ? y : x;
            items[n].factor = join == JOIN_SUM ? sum_of(costing, x, y) : most;
        }
        i += order <= 0;
        j += order >= 0;
        n++;
    }
    Poly out = {items, n};
    return n > MONOMIALS_MAX ? poly_gather(costing, out) : out;
}

static Poly poly_add(Costing *costing, Poly a, Poly b)
{
    return poly_join(costing, a, b, JOIN_SUM);
}

static Mono mono_times(Costing *costing, const Mono *a, const Mono *b)
{
    Str *names = arena_array(costing->arena, Str, a->n + b->n + 1);
    size_t i = 0, j = 0;
    while (i < a->n || j < b->n) {
        bool left = j == b->n || (i < a->n && str_cmp(a->names[i], b->names[j]) <= 0);
        names[i + j] = left ? a->names[i] : b->names[j];
        i += left;
        j += !left;
    }
    return (Mono){product_of(costing, a->factor, b->factor), names, a->n + b->n};
}

static Poly poly_times(Costing *costing, Poly a, Poly b)
{
    Poly out = {NULL, 0};
    for (size_t i = 0; i < a.n; i++) {
        for (size_t j = 0; j < b.n; j++) {
            Mono *item = arena_make(costing->arena, Mono);
            *item = mono_times(costing, &a.items[i], &b.items[j]);
            out = poly_add(costing, out, (Poly){item, 1});
        }
    }
    return out;
}

// -- lengths of lists

// "end_user.stakes"; below a variable only the field's own name.
static Str path_of(Costing *costing, const Expr *expr)
{
    if (expr->op == CORE_FACT)
        return costing->core->schema->decls[expr->index].name;
    if (expr->op != CORE_FIELD || expr->kids[0]->type->kind != TYPE_RECORD)
        return STR_NONE;
    Str field = expr->kids[0]->type->record->fields[expr->index].name;
    Str of = path_of(costing, expr->kids[0]);
    return of.len ? str_format(costing->arena, "%.*s.%.*s", STR_ARG(of), STR_ARG(field))
                  : field;
}

static Poly length_of(Costing *costing, const Expr *list);

static Poly length_of_call(Costing *costing, const Func *func)
{
    if (costing->length[func->id])
        return *costing->length[func->id];
    if (costing->levels == LEVELS_MAX)
        return poly_endless(costing);
    costing->levels++;
    Poly *most = arena_make(costing->arena, Poly);
    for (size_t v = 0; v < func->n_versions; v++) {
        Poly length = length_of(costing, func->versions[v].body);
        *most = poly_join(costing, *most, length, JOIN_MOST);
    }
    costing->levels--;
    costing->length[func->id] = most;
    return *most;
}

static Poly length_of_parts(Costing *costing, const Expr *list)
{
    Poly all = {NULL, 0};
    bool cases = list->op == CORE_CASES;
    for (uint32_t i = cases; i < list->n; i += cases && i + 2 < list->n ? 2 : 1) {
        Poly part = length_of(costing, list->kids[i]);
        all = poly_join(costing, all, part, cases ? JOIN_MOST : JOIN_SUM);
    }
    return all;
}

static Poly length_of(Costing *costing, const Expr *list)
{
    const Core *core = costing->core;
    switch (list->op) {
    case CORE_CONST: return poly_whole(costing, list->fact->n);
    case CORE_ELEMENTS: return poly_whole(costing, list->n);
    case CORE_ROWS: case CORE_LOOKUP:
        return poly_whole(costing, core->tables[list->index].n);
    case CORE_LIST: return length_of(costing, list->kids[0]);
    case CORE_CALL: return length_of_call(costing, core->funcs[list->index]);
    case CORE_UNION: case CORE_CASES: return length_of_parts(costing, list);
    default: break;
    }
    Str name = path_of(costing, list);
    return poly_length(costing, name.len ? name : STR("n"));
}

// -- expressions and functions

static Poly cost_of(Costing *costing, const Expr *expr, Place place);

static void visit(Costing *costing, const Func *func, uint32_t list)
{
    size_t columns = costing->core->n_subject_lists + 1;
    bool *visited = &costing->visited[func->id * columns
                                      + (list == UINT32_MAX ? columns - 1 : list)];
    Visit visit = {func, list};
    if (!*visited)
        vec_push(costing->arena, &costing->visits, visit);
    *visited = true;
}

// The costliest version, and RETURN.
static Poly body_cost(Costing *costing, const Func *func, Place place)
{
    Poly most = {NULL, 0};
    for (size_t v = 0; v < func->n_versions; v++) {
        Poly body = cost_of(costing, func->versions[v].body, place);
        most = poly_join(costing, most, body, JOIN_MOST);
    }
    return poly_add(costing, most, poly_whole(costing, 1));
}

static Poly whole_cost(Costing *costing, const Func *func)
{
    if (!costing->whole[func->id]) {
        Poly *cost = arena_make(costing->arena, Poly);
        *cost = body_cost(costing, func, (Place){.on_line = false});
        costing->whole[func->id] = cost;
    }
    return *costing->whole[func->id];
}

// What a call of the function adds beyond its own instruction.
static Poly call_cost(Costing *costing, const Func *func, const Expr *const *args,
                      uint32_t n, Place place)
{
    bool own = n == 1 && place.on_line && args[0]->op == CORE_SLOT && args[0]->index == 0;
    if (n > 0 && !own)
        return whole_cost(costing, func);
    visit(costing, func, n == 0 ? UINT32_MAX : place.list);
    return (Poly){NULL, 0};
}

// list LOOP (NEXT where body TAKE)... NEXT DONE
static Poly loop_cost(Costing *costing, const Expr *expr, Place place)
{
    Poly element = poly_whole(costing, 2);
    for (uint32_t i = 1; i < expr->n; i++) {
        if (expr->kids[i])
            element = poly_add(costing, element, cost_of(costing, expr->kids[i], place));
    }
    Poly all = poly_times(costing, length_of(costing, expr->kids[0]), element);
    Poly list = cost_of(costing, expr->kids[0], place);
    return poly_add(costing, poly_add(costing, all, list), poly_whole(costing, 3));
}

static Poly operation_cost(Costing *costing, const Expr *expr, Place place)
{
    const Core *core = costing->core;
    switch (expr->op) {
    case CORE_SOME: case CORE_EVERY: case CORE_NO: case CORE_SUM: case CORE_GREATEST:
    case CORE_LEAST: case CORE_COUNT: case CORE_LIST:
        return loop_cost(costing, expr, place);
    default:
        break;
    }
    Poly cost = poly_whole(costing, 1), more = {NULL, 0};
    for (uint32_t i = 0; i < expr->n; i++)
        cost = poly_add(costing, cost, cost_of(costing, expr->kids[i], place));
    if (expr->op == CORE_CALL)
        more = call_cost(costing, core->funcs[expr->index], expr->kids, expr->n, place);
    else if (expr->op == CORE_ACT)
        more = call_cost(costing, core->rules[expr->index].act, expr->kids, expr->n, place);
    cost = poly_add(costing, cost, more);
    for (size_t i = 0; expr->op == CORE_IS && i < expr->n_rules; i++) { // COPY, ACT
        more = call_cost(costing, core->rules[expr->rules[i]].act, expr->kids, 1, place);
        cost = poly_add(costing, cost, poly_add(costing, more, poly_whole(costing, 2)));
    }
    return cost;
}

static Poly cost_of(Costing *costing, const Expr *expr, Place place)
{
    if (costing->levels == LEVELS_MAX)
        return poly_endless(costing);
    costing->levels++;
    Poly cost = operation_cost(costing, expr, place);
    costing->levels--;
    return cost;
}

// -- the whole

// What duties say is asked of the line when they are written down.
static void visit_duties(Costing *costing, const CoreRule *rule)
{
    for (size_t d = 0; d < rule->n_duties; d++) {
        const Term *term = &rule->duties[d].term;
        for (size_t i = 0; i < term->n; i++) {
            if (term->args[i].computed)
                visit(costing, term->args[i].computed, rule->subject_list);
        }
    }
}

static Poly total_cost(Costing *costing)
{
    const Core *core = costing->core;
    Poly total = {NULL, 0};
    for (size_t i = 0; i < core->n_rules; i++) {
        const CoreRule *rule = &core->rules[i];
        visit(costing, rule->act, rule->subject_list);
        if (rule->open)
            visit(costing, rule->open, rule->subject_list);
        visit_duties(costing, rule);
    }
    for (size_t i = 0; i < costing->visits.n; i++) {
        Visit at = costing->visits.items[i];
        bool once = at.list == UINT32_MAX;
        Poly cost = body_cost(costing, at.func, (Place){!once, at.list});
        if (!once) {
            const Expr *list = core->subject_lists[at.list].list;
            cost = poly_times(costing, length_of(costing, list), cost);
        }
        total = poly_add(costing, total, cost);
    }
    return costing->gathered ? poly_gather(costing, total) : total;
}

static Str formula_of(Costing *costing, Poly total)
{
    Buf text;
    buf_init(&text, costing->arena);
    for (size_t i = 0; i < total.n; i++) {
        const Mono *item = &total.items[i];
        bool one = item->n > 0 && rat_eq(item->factor, RAT_ONE);
        buf_text(&text, i ? " + " : "");
        if (!one)
            rat_print(&text, item->factor);
        for (size_t k = 0; k < item->n; k++) {
            buf_text(&text, k > 0 || !one ? "*" : "");
            buf_str(&text, item->names[k]);
        }
    }
    if (total.n == 0)
        buf_char(&text, '0');
    return buf_done(&text);
}

CostBound lint_cost(Arena *arena, const Core *core, uint32_t list_length)
{
    size_t columns = core->n_subject_lists + 1;
    Costing costing = {.arena = arena, .core = core,
                       .whole = arena_array(arena, const Poly *, core->n_funcs + 1),
                       .length = arena_array(arena, const Poly *, core->n_funcs + 1),
                       .visited = arena_array(arena, bool, columns * (core->n_funcs + 1))};
    Poly total = total_cost(&costing);
    CostBound bound = {formula_of(&costing, total), RAT_ZERO};
    for (size_t i = 0; i < total.n; i++) {
        Rat number = total.items[i].factor;
        for (size_t k = 0; k < total.items[i].n; k++)
            number = product_of(&costing, number, rat_int(list_length));
        bound.number = sum_of(&costing, bound.number, number);
    }
    return bound;
}
