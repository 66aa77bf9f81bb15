// Dependency order: finds circles among rules and definitions, and shows them as circles.
//
// In:  Core. A node is a rule or one version of a definition, with its days.
// Out: one diagnostic a circle, with the place of each step. All of a circle's nodes must
//      live on one day; such days begin where one of them begins, so only those are tried.
// Runs before code is made: without circles the acts of rules have one solution.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/core/order.h"

#include <stdlib.h>

enum { STEPS_SHOWN = 12 }; // of a circle, in its message

typedef enum StepKind { STEP_BEATEN, STEP_ASKS, STEP_CALLS } StepKind;

typedef struct Edge {
    uint32_t to;
    StepKind kind;
    const Expr *by; // what asks or calls
} Edge;

typedef struct OrderNode {
    Day from, until;
    const CoreRule *rule; // NULL: a version of a definition
    const Func *func;
    VEC(Edge) edges;
    VEC(uint32_t) readers;
    uint32_t left;        // edges to nodes not yet put in order
    bool settled, shown;
    uint32_t came_from;   // of the search: node and its edge; UINT32_MAX: not seen
    size_t came_by;
} OrderNode;

typedef struct Order {
    Lint *lint;
    OrderNode *nodes;
    size_t n;
    uint32_t *first_version; // by function: its first node
    uint32_t at;             // node whose edges are being found
    uint32_t *queue;
} Order;

// -- nodes and edges

static void add_edge(Order *order, uint32_t to, StepKind kind, const Expr *by)
{
    OrderNode *from = &order->nodes[order->at], *read = &order->nodes[to];
    if (from->from >= read->until || read->from >= from->until)
        return;
    Edge edge = {to, kind, by};
    vec_push(order->lint->arena, &from->edges, edge);
    vec_push(order->lint->arena, &read->readers, order->at);
}

static void find_edges(void *to, const Expr *expr)
{
    Order *order = to;
    const Core *core = order->lint->core;
    if (expr->op == CORE_IS) {
        for (size_t i = 0; i < expr->n_rules; i++)
            add_edge(order, expr->rules[i], STEP_ASKS, expr);
    } else if (expr->op == CORE_CALL) {
        const Func *func = core->funcs[expr->index];
        for (size_t v = 0; v < func->n_versions; v++)
            add_edge(order, order->first_version[func->id] + (uint32_t)v, STEP_CALLS, expr);
    }
}

static void find_rule_edges(Order *order, const CoreRule *rule)
{
    order->at = rule->id;
    for (size_t i = 0; i < rule->n_beaten_by; i++)
        add_edge(order, rule->beaten_by[i], STEP_BEATEN, NULL);
    lint_walk(rule->when, find_edges, order);
    for (size_t i = 0; i < rule->n_exceptions; i++)
        lint_walk(rule->exceptions[i].when, find_edges, order);
}

static void make_nodes(Order *order)
{
    const Core *core = order->lint->core;
    Arena *arena = order->lint->arena;
    size_t n = core->n_rules;
    for (size_t i = 0; i < core->n_funcs; i++)
        n += core->funcs[i]->n_versions;
    order->nodes = arena_array(arena, OrderNode, n + 1);
    order->queue = arena_array(arena, uint32_t, n + 1);
    order->first_version = arena_array(arena, uint32_t, core->n_funcs + 1);
    for (size_t i = 0; i < core->n_rules; i++) {
        const CoreRule *rule = &core->rules[i];
        order->nodes[order->n++] = (OrderNode){.from = rule->from, .until = rule->until,
                                               .rule = rule};
    }
    for (size_t i = 0; i < core->n_funcs; i++) {
        const Func *func = core->funcs[i];
        order->first_version[i] = (uint32_t)order->n;
        for (size_t v = 0; func->kind == FUNC_DEFINE && v < func->n_versions; v++) {
            const FuncVersion *version = &func->versions[v];
            order->nodes[order->n++] = (OrderNode){.from = version->from,
                                                   .until = version->until, .func = func};
        }
    }
    for (size_t i = 0; i < core->n_rules; i++)
        find_rule_edges(order, &core->rules[i]);
    for (size_t i = 0; i < core->n_funcs; i++) {
        const Func *func = core->funcs[i];
        for (size_t v = 0; func->kind == FUNC_DEFINE && v < func->n_versions; v++) {
            order->at = order->first_version[i] + (uint32_t)v;
            lint_walk(func->versions[v].body, find_edges, order);
        }
    }
}

// -- what is left when everything that can be ordered is taken away

static bool is_live(const OrderNode *node, Day day)
{
    return node->from <= day && day < node->until;
}

// Settles what reads only settled nodes; without `all`, among those that live on the day.
// Returns how many are left.
static size_t settle(Order *order, bool all, Day day)
{
    size_t head = 0, tail = 0, left = 0;
    for (uint32_t i = 0; i < order->n; i++) {
        OrderNode *node = &order->nodes[i];
        node->settled = !all && !is_live(node, day);
        node->left = 0;
    }
    for (uint32_t i = 0; i < order->n; i++) {
        OrderNode *node = &order->nodes[i];
        for (size_t e = 0; e < node->edges.n; e++)
            node->left += !order->nodes[node->edges.items[e].to].settled;
        if (node->settled)
            continue;
        left++;
        if (node->left == 0)
            order->queue[tail++] = i;
    }
    while (head < tail) {
        OrderNode *node = &order->nodes[order->queue[head++]];
        node->settled = true;
        left--;
        for (size_t r = 0; r < node->readers.n; r++) {
            OrderNode *reader = &order->nodes[node->readers.items[r]];
            if (--reader->left == 0 && !reader->settled)
                order->queue[tail++] = node->readers.items[r];
        }
    }
    return left;
}

// -- the shortest circle through a node

static bool search(Order *order, uint32_t start)
{
    size_t head = 0, tail = 0;
    for (size_t i = 0; i < order->n; i++)
        order->nodes[i].came_from = UINT32_MAX;
    order->queue[tail++] = start;
    while (head < tail) {
        uint32_t at = order->queue[head++];
        const OrderNode *node = &order->nodes[at];
        for (size_t e = 0; e < node->edges.n; e++) {
            uint32_t to = node->edges.items[e].to;
            OrderNode *next = &order->nodes[to];
            if (next->settled || (next->came_from != UINT32_MAX && to != start))
                continue;
            next->came_from = at;
            next->came_by = e;
            if (to == start)
                return true;
            order->queue[tail++] = to;
        }
    }
    return false;
}

// -- showing

static Str node_text(const OrderNode *node)
{
    return node->rule ? node->rule->label : node->func->name;
}

static Str step_text(const Order *order, const Edge *edge)
{
    Arena *arena = order->lint->arena;
    Str to = node_text(&order->nodes[edge->to]);
    switch (edge->kind) {
    case STEP_BEATEN:
        return str_format(arena, "is beaten by '%.*s'", STR_ARG(to));
    case STEP_ASKS:
        return str_format(arena, "asks 'is %.*s', answered by '%.*s'",
                          STR_ARG(edge->by->label), STR_ARG(to));
    case STEP_CALLS:
        return str_format(arena, "calls '%.*s'", STR_ARG(to));
    }
    return STR_NONE;
}

static bool find_name(const Str *labels, size_t n, Str covered, size_t *index)
{
    for (size_t i = 0; i < n; i++) {
        if (label_covers(labels[i], covered)) {
            *index = i;
            return true;
        }
    }
    return false;
}

// Where s says that it beats r, or r that it yields to s.
static Span beaten_site(const CoreRule *r, const CoreRule *s)
{
    size_t index;
    if (find_name(s->over, s->n_over, r->label, &index))
        return lint_name_site(s, NAME_OVER, index);
    if (find_name(r->under, r->n_under, s->label, &index))
        return lint_name_site(r, NAME_UNDER, index);
    if (find_name(s->targets, s->n_targets, r->label, &index))
        return lint_name_site(s, NAME_TARGET, index);
    return node_kid(s->node, RULE_EFFECT)->span;
}

static Span step_site(const Order *order, const OrderNode *from, const Edge *edge)
{
    if (edge->kind == STEP_BEATEN)
        return beaten_site(from->rule, order->nodes[edge->to].rule);
    return edge->by->span;
}

typedef struct Circle {
    VEC(uint32_t) nodes; // in the order of reading
    VEC(const Edge *) steps;
} Circle;

static Circle circle_of(Order *order, uint32_t start)
{
    Circle back = {0}, circle = {0};
    uint32_t at = start;
    do {
        OrderNode *node = &order->nodes[at];
        const OrderNode *before = &order->nodes[node->came_from];
        vec_push(order->lint->arena, &back.steps, &before->edges.items[node->came_by]);
        vec_push(order->lint->arena, &back.nodes, node->came_from);
        at = node->came_from;
    } while (at != start);
    for (size_t i = back.nodes.n; i-- > 0;) {
        vec_push(order->lint->arena, &circle.nodes, back.nodes.items[i]);
        vec_push(order->lint->arena, &circle.steps, back.steps.items[i]);
    }
    return circle;
}

// The places of steps beyond those that can be labeled.
static void note_rest(Order *order, Diag *diag, const Circle *circle)
{
    const Sources *sources = order->lint->core->checked->sources;
    Buf text;
    buf_init(&text, order->lint->arena);
    for (size_t i = 1 + DIAG_LABELS_MAX; i < circle->nodes.n && i < STEPS_SHOWN; i++) {
        const OrderNode *from = &order->nodes[circle->nodes.items[i]];
        Span site = step_site(order, from, circle->steps.items[i]);
        const SourceFile *file = source_get(sources, site.file);
        uint32_t line, column;
        source_place(sources, site.file, site.start, &line, &column);
        Str name = node_text(from), step = step_text(order, circle->steps.items[i]);
        buf_addf(&text, "%s'%.*s' %.*s at %.*s:%u:%u", text.len ? "; " : "", STR_ARG(name),
                 STR_ARG(step), STR_ARG(file->path), line, column);
    }
    if (text.len)
        diag_note(order->lint->diags, diag, "further steps: %s", buf_done(&text).at);
}

static Str steps_text(const Order *order, const Circle *circle)
{
    Buf text;
    buf_init(&text, order->lint->arena);
    for (size_t i = 0; i < circle->nodes.n && i < STEPS_SHOWN; i++) {
        buf_text(&text, i ? ", which " : "");
        buf_str(&text, step_text(order, circle->steps.items[i]));
    }
    if (circle->nodes.n > STEPS_SHOWN)
        buf_addf(&text, ", and back after %zu more steps", circle->nodes.n - STEPS_SHOWN);
    return buf_done(&text);
}

static void report_circle(Order *order, uint32_t start)
{
    Circle circle = circle_of(order, start);
    Diags *diags = order->lint->diags;
    const OrderNode *first = &order->nodes[start];
    Str name = node_text(first), steps = steps_text(order, &circle);
    // NOLINTNEXTLINE(clang-analyzer-core.NullDereference): a circle has a step
    Span site = step_site(order, first, circle.steps.items[0]);
    Diag *diag = diag_report(diags, DIAG_L0610, site, STR_ARG(name), STR_ARG(steps));
    for (size_t i = 0; i < circle.nodes.n; i++)
        order->nodes[circle.nodes.items[i]].shown = true;
    for (size_t i = 1; i < circle.nodes.n && i <= DIAG_LABELS_MAX; i++) {
        const OrderNode *from = &order->nodes[circle.nodes.items[i]];
        Str reader = node_text(from), step = step_text(order, circle.steps.items[i]);
        diag_label(diags, diag, step_site(order, from, circle.steps.items[i]),
                   "'%.*s' %.*s", STR_ARG(reader), STR_ARG(step));
    }
    note_rest(order, diag, &circle);
}

static int day_order(const void *a, const void *b)
{
    const Day *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

void order_check(Lint *lint)
{
    Order order = {.lint = lint};
    make_nodes(&order);
    size_t left = settle(&order, true, 0), n = 0;
    if (left == 0)
        return;
    Day *days = arena_array(lint->arena, Day, left + 1);
    for (size_t i = 0; i < order.n; i++) {
        if (!order.nodes[i].settled)
            days[n++] = order.nodes[i].from;
    }
    qsort(days, n, sizeof *days, day_order);
    for (size_t d = 0; d < n; d++) {
        if ((d > 0 && days[d] == days[d - 1]) || settle(&order, false, days[d]) == 0)
            continue;
        for (uint32_t i = 0; i < order.n; i++) {
            const OrderNode *node = &order.nodes[i];
            if (!node->settled && !node->shown && search(&order, i))
                report_circle(&order, i);
        }
    }
}
