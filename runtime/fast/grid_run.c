// Grids at work.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/fast/grid.h"

#include "runtime/fast/leaf.h"
#include "runtime/fast/scale.h"

static inline __attribute__((always_inline)) Told look(const Run *run, const Gauge *gauge, ScaleKind kind,
                                                        const Cell *cell)
{
    return gauge->told[scale_class(run, &gauge->scale, kind, cell)];
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
        all &= look(run, gauge, SCALE_WORD, place_of(run, gauge, subject));
    }
    for (; gauge < flags; gauge++) {
        all &= look(run, gauge, SCALE_FLAG, place_of(run, gauge, subject));
    }
    for (const Gauge *end = grid->places + grid->n_places; gauge < end; gauge++) {
        all &= look(run, gauge, (ScaleKind)gauge->scale.kind, place_of(run, gauge, subject));
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

// Whether a column that looks at it may still hold, and a root above one.
static inline bool is_needed(const Gauge *gauge, Columns may)
{
    return (gauge->users & may) != 0 && (gauge->roots & may) != 0;
}

static Told ask_values(Run *run, const Grid *grid, const Cell *subject, Told all)
{
    Columns may = all[TOLD_MAY];
    for (const Gauge *gauge = grid->values, *end = gauge + grid->n_values; gauge < end; gauge++) {
        Cell value = is_needed(gauge, may) ? value_of(run, gauge, subject) : cell_of(CELL_TOP);
        all &= look(run, gauge, (ScaleKind)gauge->scale.kind, &value);
    }
    return all;
}

static Told ask_gates(const Grid *grid, Told all)
{
    enum { BOTH = (1 << PAIR) - 1 };
    const GatePair *pair = grid->pairs;
    for (const Level *level = grid->levels, *end = level + grid->n_levels; level < end; level++) {
        Columns holds = all[TOLD_HOLD] >> level->column, fails = ~all[TOLD_MAY] >> level->column;
        for (const GatePair *next = pair + level->n_pairs; pair < next; pair++, holds >>= PAIR, fails >>= PAIR) {
            all &= pair->told[(holds & BOTH) | (fails & BOTH) << PAIR];
        }
    }
    return all;
}

Told grid_ask(Run *run, const Grid *grid, const Cell *subject)
{
    return ask_gates(grid, ask_values(run, grid, subject, look_at_places(run, grid, subject)));
}
