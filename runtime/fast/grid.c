// Grids made: junctions become columns, what they look at becomes gauges and gates.
//
// In:  the acts of few roots. Out: a grid, or none when their logic is too large for one.
// `any of` is the denial of a column of denials.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/fast/grid.h"

#include "runtime/fast/scale.h"

// A condition of a column: what a gauge finds passes the leaf, or a gate holds; or not.
typedef struct Literal {
    uint32_t column;
    const Leaf *leaf;    // of a gauge
    bool want;
} Literal;

typedef VEC(Literal) Literals;

typedef struct GaugeDraft {
    Gauge gauge;
    ScaleKind kind;
    Literals literals;
} GaugeDraft;

typedef struct GateDraft {
    const Ask *node;     // the junction
    uint32_t column;
    Literals literals;   // of columns that look at it
} GateDraft;

typedef VEC(GateDraft) GateDrafts;

typedef struct Making {
    Compiler *c;
    RootSet *set;
    VEC(GaugeDraft) gauges;
    GateDrafts gates;
    Columns below[GRID_COLUMNS]; // gates that each column looks at, and theirs
    uint32_t level[GRID_COLUMNS]; // one more than that of the highest gate it looks at
    uint32_t place[GRID_COLUMNS]; // where each column lies in the end
    Told at_first;
    uint32_t n_columns, steps;
    bool subject, failed; // subject: slot 0 is the one of the line
} Making;

static inline Columns column_bit(uint32_t at)
{
    return (Columns)1 << at;
}

static void cannot_hold(Told *told, uint32_t column)
{
    (*told)[TOLD_HOLD] &= ~column_bit(column);
}

static void fails(Told *told, uint32_t column)
{
    *told &= ~(Told){column_bit(column), column_bit(column)};
}

// Functions are opened wherever they are used: a bound on what comes of that.
static bool step(Making *m)
{
    enum { STEPS_MAX = 20000 };
    m->failed = m->failed || ++m->steps > STEPS_MAX;
    return !m->failed;
}

static uint32_t new_column(Making *m)
{
    m->failed = m->failed || m->n_columns == GRID_COLUMNS;
    return m->failed ? 0 : m->n_columns++;
}

static void add_node(Making *m, uint32_t column, const Ask *node, bool want);

// ---- gauges

// Worked out, not looked up.
static bool is_value(const Gauge *gauge)
{
    return gauge->func != NULL || gauge->node != NULL;
}

static bool same_gauge(const GaugeDraft *draft, const Gauge *gauge, ScaleKind kind)
{
    const Gauge *known = &draft->gauge;
    return known->slot == gauge->slot && known->at == gauge->at && known->func == gauge->func &&
           known->node == gauge->node && scale_joins(draft->kind, kind);
}

static void look_at(Making *m, uint32_t column, Gauge gauge, const Leaf *leaf, bool want)
{
    ScaleKind kind = scale_kind(leaf);
    size_t at = 0;
    while (at < m->gauges.n && !same_gauge(&m->gauges.items[at], &gauge, kind)) {
        at++;
    }
    if (at == m->gauges.n) {
        GaugeDraft fresh = {.gauge = gauge, .kind = kind};
        vec_push(m->c->arena, &m->gauges, fresh);
    }
    GaugeDraft *draft = &m->gauges.items[at];
    Literal literal = {column, leaf, want};
    draft->kind = kind < draft->kind ? kind : draft->kind;
    vec_push(m->c->arena, &draft->literals, literal);
}

// A condition that is asked as a whole.
static void ask_whole(Making *m, uint32_t column, const Ask *node, bool want)
{
    static const Leaf true_leaf = {.op = LEAF_TRUE};
    look_at(m, column, (Gauge){.node = node}, &true_leaf, want);
}

// ---- gates

static void look_at_gate(Making *m, uint32_t column, size_t gate, bool want)
{
    GateDraft *draft = &m->gates.items[gate];
    Literal literal = {column, NULL, want};
    vec_push(m->c->arena, &draft->literals, literal);
    uint32_t level = m->level[draft->column] + 1;
    m->below[column] |= m->below[draft->column] | column_bit(draft->column);
    m->level[column] = level > m->level[column] ? level : m->level[column];
}

static void add_parts(Making *m, uint32_t column, const Ask *junction, bool want);

static bool same_leaf(const Leaf *a, const Leaf *b)
{
    if (a->op != b->op || !same_place(a, b) || a->arg != b->arg || a->num != b->num) {
        return false;
    }
    if (a->op == LEAF_IN || a->op == LEAF_NOT_IN) {
        const WordSet *one = a->to.set, *other = b->to.set;
        return one->first == other->first && one->n == other->n &&
               memcmp(one->bits, other->bits, (one->n + 63) / 64 * sizeof one->bits[0]) == 0;
    }
    return scale_kind(a) != SCALE_NUMBER || a->to.den == b->to.den;
}

// The same, or written alike: of leaves alone.
static bool same_junction(const Ask *a, const Ask *b)
{
    bool same = a->op == b->op && a->n == 0 && b->n == 0 && a->n_leaves == b->n_leaves;
    for (uint32_t i = 0; same && i < a->n_leaves; i++) {
        same = same_leaf(&a->leaves[i], &b->leaves[i]);
    }
    return a == b || same;
}

static void add_gate(Making *m, uint32_t column, const Ask *junction, bool want)
{
    size_t at = 0;
    while (at < m->gates.n && !same_junction(m->gates.items[at].node, junction)) {
        at++;
    }
    if (at == m->gates.n) {
        GateDraft fresh = {.node = junction, .column = new_column(m)};
        if (m->failed) {
            return;
        }
        add_parts(m, fresh.column, junction, junction->op == ASK_ALL);
        at = m->gates.n; // others may have come first
        vec_push(m->c->arena, &m->gates, fresh);
    }
    look_at_gate(m, column, at, want == (junction->op == ASK_ALL));
}

// ---- conditions

// A function, or a limit of one.
static void add_call(Making *m, uint32_t column, const Leaf *leaf, bool want)
{
    const FuncCode *func = m->c->program->memos.items[leaf->at];
    bool flag = leaf->op == LEAF_TRUE || leaf->op == LEAF_FALSE, outer = m->subject;
    bool fits = leaf->arg == NO_ARG ? func->n_params == 0 : leaf->arg == 0 && m->subject && func->n_params == 1;
    if (!fits) {
        m->failed = true;
    } else if (flag && (func->body->op == ASK_ALL || func->body->op == ASK_ANY)) {
        m->subject = func->n_params == 1;
        m->set->n_slots = func->n_slots > m->set->n_slots ? func->n_slots : m->set->n_slots;
        add_node(m, column, func->body, want == (leaf->op == LEAF_TRUE));
        m->subject = outer;
    } else {
        look_at(m, column, (Gauge){.slot = CALL_SLOT, .at = leaf->at, .func = func}, leaf, want);
    }
}

static void add_leaf(Making *m, uint32_t column, const Leaf *leaf, bool want)
{
    if (leaf->slot == CALL_SLOT) {
        add_call(m, column, leaf, want);
    } else if (leaf->slot == TOP_SLOT || (leaf->slot == 0 && m->subject)) {
        look_at(m, column, (Gauge){.slot = leaf->slot, .at = leaf->at}, leaf, want);
    } else {
        m->failed = true;
    }
}

static void add_parts(Making *m, uint32_t column, const Ask *junction, bool want)
{
    for (uint32_t i = 0; i < junction->n_leaves && step(m); i++) {
        add_leaf(m, column, &junction->leaves[i], want);
    }
    for (uint32_t i = 0; i < junction->n && step(m); i++) {
        add_node(m, column, junction->kids[i], want);
    }
}

static void add_node(Making *m, uint32_t column, const Ask *node, bool want)
{
    Leaf *leaf = arena_make(m->c->arena, Leaf);
    bool all = node->op == ASK_ALL, any = node->op == ASK_ANY;
    if (node->op == ASK_CONST) {
        Tri tri = cell_tri(&node->value);
        if (tri == TRI_U) {
            cannot_hold(&m->at_first, column);
        } else if ((tri == TRI_T) != want) {
            fails(&m->at_first, column);
        }
    } else if (node->op == ASK_NOT) {
        add_node(m, column, node->kids[0], !want);
    } else if ((all && want) || (any && !want)) {
        add_parts(m, column, node, want);
    } else if (all || any) {
        add_gate(m, column, node, want);
    } else if (leaf_of(m->c, node, leaf)) {
        add_leaf(m, column, leaf, want);
    } else {
        ask_whole(m, column, node, want);
    }
}

static void add_act(Making *m, uint32_t column, const FuncCode *act)
{
    m->subject = act->n_params == 1;
    if (step(m)) {
        add_node(m, column, act->body, true);
    }
}

// ---- where columns lie

static Columns columns_of_gates(const Making *m)
{
    Columns columns = 0;
    for (size_t i = 0; i < m->gates.n; i++) {
        columns |= column_bit(m->gates.items[i].column);
    }
    return columns;
}

// The gates of a level as the next ones, and their columns side by side from `column` on.
static uint32_t place_level(Making *m, uint32_t level, uint32_t column, GateDrafts *sorted)
{
    for (size_t i = 0; i < m->gates.n; i++) {
        const GateDraft *draft = &m->gates.items[i];
        if (m->level[draft->column] == level) {
            m->place[draft->column] = column++;
            vec_push(m->c->arena, sorted, *draft);
        }
    }
    return column;
}

// Gates by level, their columns behind all others. Roots stay the first.
static void place_columns(Making *m, Grid *grid)
{
    Columns gates = columns_of_gates(m);
    GateDrafts sorted = {0};
    uint32_t n = 0;
    for (uint32_t i = 0; i < m->n_columns; i++) {
        if ((gates & column_bit(i)) == 0) {
            m->place[i] = n++;
        }
    }
    grid->levels = arena_array(m->c->arena, Level, m->gates.n + 1);
    for (uint32_t level = 0; sorted.n < m->gates.n; level++) {
        uint32_t first = n;
        n = place_level(m, level, first, &sorted);
        uint32_t n_pairs = (n - first + PAIR - 1) / PAIR;
        grid->levels[grid->n_levels++] = (Level){first, n - first, n_pairs};
        grid->n_pairs += n_pairs;
    }
    m->gates = sorted;
}

static Columns placed(const Making *m, Columns columns)
{
    Columns out = 0;
    for (; columns != 0; columns &= columns - 1) {
        out |= column_bit(m->place[__builtin_ctzll(columns)]);
    }
    return out;
}

// ---- what is told

static const Told ALL_HOLD = {UINT64_MAX, UINT64_MAX};

static bool holds(const Scale *scale, const Literal *literal, size_t class)
{
    return scale_passes(scale, literal->leaf, class) == literal->want;
}

// The columns that look at the value, and the roots above them.
static void place_users(const Making *m, const GaugeDraft *draft, Gauge *out)
{
    Columns users = 0;
    for (size_t i = 0; i < draft->literals.n; i++) {
        users |= column_bit(draft->literals.items[i].column);
    }
    for (uint32_t i = 0; i < m->set->n; i++) {
        if (((m->below[i] | column_bit(i)) & users) != 0) {
            out->roots |= column_bit(i);
        }
    }
    out->users = placed(m, users);
}

static bool finish_gauge(Making *m, GaugeDraft *draft, Gauge *out)
{
    size_t n = draft->literals.n;
    const Leaf **leaves = arena_array(m->c->arena, const Leaf *, n);
    for (size_t i = 0; i < n; i++) {
        leaves[i] = draft->literals.items[i].leaf;
    }
    *out = draft->gauge;
    if (!scale_make(m->c, draft->kind, leaves, n, &out->scale)) {
        return false;
    }
    Told *told = arena_array(m->c->arena, Told, out->scale.n_classes + 1) + 1;
    told[SCALE_UNKNOWN] = ALL_HOLD;
    for (size_t class = 0; class < out->scale.n_classes; class++) {
        told[class] = ALL_HOLD;
        for (size_t i = 0; i < n; i++) {
            uint32_t column = m->place[draft->literals.items[i].column];
            cannot_hold(&told[SCALE_UNKNOWN], column);
            if (!holds(&out->scale, &draft->literals.items[i], class)) {
                fails(&told[class], column);
            }
        }
    }
    out->told = told;
    place_users(m, draft, out);
    return true;
}

// By kind.
static void sort_gauges(Making *m)
{
    GaugeDraft *drafts = m->gauges.items;
    for (size_t i = 1; i < m->gauges.n; i++) {
        GaugeDraft draft = drafts[i];
        size_t at = i;
        for (; at > 0 && drafts[at - 1].kind > draft.kind; at--) {
            drafts[at] = drafts[at - 1];
        }
        drafts[at] = draft;
    }
}

static bool finish_gauges(Making *m, Grid *grid)
{
    grid->places = arena_array(m->c->arena, Gauge, m->gauges.n + 1);
    grid->values = arena_array(m->c->arena, Gauge, m->gauges.n + 1);
    sort_gauges(m);
    for (size_t i = 0; i < m->gauges.n; i++) {
        GaugeDraft *draft = &m->gauges.items[i];
        bool value = is_value(&draft->gauge);
        Gauge *gauge = value ? &grid->values[grid->n_values] : &grid->places[grid->n_places];
        if (!finish_gauge(m, draft, gauge)) {
            return false;
        }
        grid->n_places += !value;
        grid->n_words += !value && draft->kind == SCALE_WORD;
        grid->n_flags += !value && draft->kind == SCALE_FLAG;
        grid->n_values += value;
    }
    return true;
}

// What the gate at one side of a pair tells.
static void finish_gate(const Making *m, const GateDraft *draft, uint32_t side, GatePair *out)
{
    for (size_t i = 0; i < draft->literals.n; i++) {
        const Literal *literal = &draft->literals.items[i];
        uint32_t column = m->place[literal->column];
        for (uint32_t state = 0; state < PAIR_STATES; state++) {
            bool holds = (state >> side & 1) != 0, failing = (state >> (PAIR + side) & 1) != 0;
            if (holds == failing) { // open
                cannot_hold(&out->told[state], column);
            } else if (holds != literal->want) {
                fails(&out->told[state], column);
            }
        }
    }
}

static void finish_gates(const Making *m, Grid *grid)
{
    size_t gate = 0, pair = 0;
    grid->pairs = arena_array(m->c->arena, GatePair, grid->n_pairs);
    for (size_t i = 0; i < grid->n_pairs * PAIR_STATES; i++) {
        grid->pairs[i / PAIR_STATES].told[i % PAIR_STATES] = ALL_HOLD;
    }
    for (const Level *level = grid->levels; gate < m->gates.n; pair += level++->n_pairs) {
        for (uint32_t i = 0; i < level->n_gates; i++) {
            finish_gate(m, &m->gates.items[gate++], i % PAIR, &grid->pairs[pair + i / PAIR]);
        }
    }
}

// What authorizes a root is asked with it.
static void add_authorizers(Making *m, uint32_t at, Root *root)
{
    for (uint32_t i = 0; i < root->n_authorizers && !m->failed; i++) {
        Helper *helper = &root->authorizers[i];
        helper->column = new_column(m);
        add_act(m, helper->column, helper->act);
        m->below[at] |= m->below[helper->column] | column_bit(helper->column);
    }
}

static void finish_helpers(const Making *m)
{
    for (size_t i = 0; i < m->set->n; i++) {
        Root *root = &m->set->roots[i];
        for (uint32_t k = 0; k < root->n_authorizers; k++) {
            root->authorizers[k].column = m->place[root->authorizers[k].column];
        }
    }
}

// ---- where it lies

// What a grid looks at is copied to one place, in the order it is looked at: programs of several
// eras share the nearest cache. First measured (at NULL), then put.
typedef struct Packing {
    unsigned char *at;
    size_t n;
} Packing;

static void *put_away(Packing *packing, void *from, size_t bytes)
{
    enum { ALIGNMENT = 16 };
    void *to = from;
    if (packing->at != NULL) {
        to = memcpy(packing->at + packing->n, from, bytes);
    }
    packing->n += (bytes + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
    return to;
}

static void put_gauges_away(Packing *packing, Gauge *gauges, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        Gauge *gauge = &gauges[i];
        Scale *scale = &gauge->scale;
        Told *told = (Told *)(uintptr_t)gauge->told - 1;
        told = put_away(packing, told, (scale->n_classes + 1) * sizeof *told);
        gauge->told = told + 1;
        if (scale->class_of != NULL) {
            scale->class_of = put_away(packing, (void *)(uintptr_t)scale->class_of,
                                       (scale->n_words + 1) * sizeof *scale->class_of);
        }
        if (scale->limits != NULL) {
            scale->limits = put_away(packing, (void *)(uintptr_t)scale->limits,
                                     scale->n_limits * sizeof *scale->limits);
        }
    }
}

static void put_grid_away(Packing *packing, Grid *grid)
{
    grid->places = put_away(packing, grid->places, grid->n_places * sizeof(Gauge));
    put_gauges_away(packing, grid->places, grid->n_places);
    grid->values = put_away(packing, grid->values, grid->n_values * sizeof(Gauge));
    put_gauges_away(packing, grid->values, grid->n_values);
    grid->levels = put_away(packing, grid->levels, grid->n_levels * sizeof(Level));
    grid->pairs = put_away(packing, grid->pairs, grid->n_pairs * sizeof(GatePair));
}

const Grid *grid_make(Compiler *c, RootSet *set)
{
    Making *m = arena_make(c->arena, Making);
    Grid *grid = arena_make(c->arena, Grid);
    *m = (Making){.c = c, .set = set, .at_first = ALL_HOLD, .n_columns = (uint32_t)set->n};
    if (set->n == 0 || set->n >= GRID_COLUMNS) {
        return NULL;
    }
    for (uint32_t i = 0; i < set->n; i++) { // the first columns are theirs
        grid->roots |= column_bit(i);
        add_act(m, i, set->roots[i].act);
        add_authorizers(m, i, &set->roots[i]);
    }
    if (m->failed) {
        return NULL;
    }
    place_columns(m, grid);
    if (!finish_gauges(m, grid)) {
        return NULL;
    }
    finish_gates(m, grid);
    finish_helpers(m);
    Packing packing = {0};
    put_grid_away(&packing, grid);
    packing = (Packing){arena_array(c->arena, unsigned char, packing.n), 0};
    put_grid_away(&packing, grid);
    grid->at_first = ~(Told){placed(m, ~m->at_first[TOLD_HOLD]), placed(m, ~m->at_first[TOLD_MAY])};
    return grid;
}
