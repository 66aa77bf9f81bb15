// Grids at work.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/fast/grid.h"

#include "runtime/fast/leaf.h"
#include "runtime/fast/scale.h"

static inline void tell(Told *all, const Told *told)
{
    all->ok &= told->ok;
    all->no |= told->no;
}

static inline __attribute__((always_inline)) const Told *look(const Run *run, const Gauge *gauge, ScaleKind kind,
                                                               const Cell *cell)
{
    int class = scale_class(run, &gauge->scale, kind, cell);
    return class != SCALE_UNKNOWN ? &gauge->told[class] : &gauge->untold;
}

static inline __attribute__((always_inline)) const Cell *place_of(const Run *run, const Gauge *gauge,
                                                                   const Cell *subject)
{
    return leaf_place(run, subject, gauge->slot, gauge->at);
}

// Kind by kind: then the same is done several times.
static Told look_at_places(const Run *run, const Grid *grid, const Cell *subject)
{
    Told all = grid->at_first;
    const Gauge *gauge = grid->places, *words = gauge + grid->n_words, *flags = words + grid->n_flags;
    for (; gauge < words; gauge++) {
        tell(&all, look(run, gauge, SCALE_WORD, place_of(run, gauge, subject)));
    }
    for (; gauge < flags; gauge++) {
        tell(&all, look(run, gauge, SCALE_FLAG, place_of(run, gauge, subject)));
    }
    for (const Gauge *end = grid->places + grid->n_places; gauge < end; gauge++) {
        tell(&all, look(run, gauge, (ScaleKind)gauge->scale.kind, place_of(run, gauge, subject)));
    }
    return all;
}

static Cell value_of(Run *run, const Gauge *gauge, const Cell *subject)
{
    if (gauge->func != NULL) {
        return run_func(run, gauge->func, subject);
    }
    Cell before = run->frame[0];
    Tri tri = run_tri(run, gauge->node);
    run->frame[0] = before; // without a subject it may be a variable
    return cell_bool(tri);
}

// The values that roots which are left depend on.
static uint64_t needed(const Grid *grid, Columns no)
{
    uint64_t values = 0;
    Columns roots = grid->roots & ~no, left = roots;
    for (; roots != 0; roots &= roots - 1) {
        left |= grid->depends[__builtin_ctzll(roots)];
    }
    for (left &= ~no; left != 0; left &= left - 1) {
        values |= grid->values_of[__builtin_ctzll(left)];
    }
    return values;
}

static Told ask_gates(const Grid *grid, Told all)
{
    const Gate *gate = grid->gates;
    for (size_t level = 0; level < grid->n_levels; level++) {
        Told before = all; // of lower levels
        for (const Gate *end = grid->gates + grid->levels[level]; gate < end; gate++) {
            size_t tri = TRI_U + (before.ok >> gate->column & 1) - (before.no >> gate->column & 1);
            tell(&all, &gate->told[tri]);
        }
    }
    return all;
}

Told grid_ask(Run *run, const Grid *grid, const Cell *subject)
{
    Told all = look_at_places(run, grid, subject);
    uint64_t values = needed(grid, all.no);
    const Gauge *gauge = grid->values;
    for (size_t i = 0; i < grid->n_values; i++, gauge++) {
        const Told *told = &gauge->untold;
        if ((values >> i & 1) != 0) {
            Cell value = value_of(run, gauge, subject);
            told = look(run, gauge, (ScaleKind)gauge->scale.kind, &value);
        }
        tell(&all, told);
    }
    return ask_gates(grid, all);
}
