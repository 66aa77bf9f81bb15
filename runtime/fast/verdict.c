// Verdicts of lines, regimes and the whole (GRAMMAR.md, sections 4.4 and 4.5).
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/fast/verdict.h"

#include "runtime/fast/grid.h"
#include "runtime/fast/scale.h"
#include "runtime/fast/leaf.h"

enum { PROCEED, HOLD, STOP };

// A line being decided.
typedef struct Work {
    Run *run;
    Answered *out;
    const RootSet *set;
    const Cell *subject; // NULL: the whole transaction
    uint32_t low, high;
    Tri excluded;
    bool demanded, holds, doubtful, conflict;
    Told told;           // by the grid, when the set has one
    size_t first_acted;
} Work;

static inline void put_code(Work *work, uint32_t code)
{
    if (code != UINT32_MAX) {
        work->out->code_bits[code / 64] |= (uint64_t)1 << code % 64;
    }
}

static void contribute(Work *work, size_t verdict, Tri tri)
{
    if (tri == TRI_T && verdict > work->low) {
        work->low = (uint32_t)verdict;
    }
    if (tri != TRI_F && verdict > work->high) {
        work->high = (uint32_t)verdict;
    }
}

// ---- one root

static bool names_policy(const Root *root, uint32_t i, const bool *acts)
{
    for (uint32_t k = 0; k < i; k++) {
        if (acts[k] && root->reviewers[k].rule->policy != root->reviewers[i].rule->policy) {
            return true;
        }
    }
    return false;
}

// Two different policies that surely review one demand.
static bool reviews_conflict(Work *work, const Root *root)
{
    bool *acts = arena_array(work->run->arena, bool, root->n_reviewers);
    for (uint32_t i = 0; i < root->n_reviewers; i++) {
        Cell act = run_func(work->run, root->reviewers[i].act, work->subject);
        acts[i] = cell_tri(&act) == TRI_T;
        if (acts[i] && names_policy(root, i, acts)) {
            return true;
        }
    }
    return false;
}

// What a rule does on the line: as the grid has found, or else asked.
static Tri act_of(Work *work, const FuncCode *act, uint32_t column)
{
    if (work->set->grid != NULL) {
        if ((work->told[TOLD_HOLD] >> column & 1) != 0) {
            return TRI_T;
        }
        if ((work->told[TOLD_MAY] >> column & 1) == 0) {
            return TRI_F;
        }
    }
    Cell cell = run_func(work->run, act, work->subject);
    return cell_tri(&cell);
}

static Tri authorized(Work *work, const Root *root, Tri act)
{
    Tri any = TRI_F;
    size_t before = work->out->authorizing.n;
    for (uint32_t i = 0; i < root->n_authorizers; i++) {
        Tri part = act_of(work, root->authorizers[i].act, root->authorizers[i].column);
        any = part > any ? part : any;
        if (part == TRI_T) {
            vec_push(work->out->keep, &work->out->authorizing, &root->authorizers[i]);
        }
    }
    if (act != TRI_T) {
        work->out->authorizing.n = before; // it met nothing that surely acts
    }
    return any;
}

static void take_demand(Work *work, const Root *root, Tri act)
{
    Tri met = root->n_authorizers > 0 ? (Tri)(TRI_T - authorized(work, root, act)) : TRI_T;
    Tri open = act < met ? act : met;
    work->demanded = true;
    contribute(work, work->set->regime->exception, act);
    contribute(work, root->rule->verdict, open);
    if (open == TRI_F) {
        return;
    }
    put_code(work, root->open_code);
    if (root->n_reviewers > 0) {
        work->conflict = work->conflict || reviews_conflict(work, root);
    }
}

static void take_root(Work *work, const Root *root, Tri act)
{
    if (act == TRI_T) {
        vec_push(work->out->keep, &work->out->acted, root->rule);
    }
    for (uint32_t i = 0; i < root->n_act_codes; i++) {
        put_code(work, root->act_codes[i]);
    }
    work->holds = work->holds || (act == TRI_T ? root->holds_true : root->holds_maybe);
    work->doubtful = work->doubtful || (act == TRI_U && root->rule->owes);
    if (root->n_note_codes > 0) {
        vec_push(work->out->keep, &work->out->noting, root);
    }
    if (root->demands) {
        take_demand(work, root, act);
    } else if (root->rule->effect == EFFECT_EXCLUDES) {
        work->excluded = act > work->excluded ? act : work->excluded;
    }
}

// ---- which roots

static inline Tri ask_test(Run *run, const RootTest *test)
{
    Tri act = TRI_T;
    for (uint32_t i = 0; i < test->n_leaves; i++) {
        Tri part = run_leaf(run, &test->leaves[i]);
        if (part == TRI_F) {
            return TRI_F;
        }
        act = part < act ? part : act;
    }
    if (test->rest != NULL) {
        Cell subject = run->frame[0];
        Tri part = run_tri(run, test->rest);
        act = part < act ? part : act;
        run->frame[0] = subject; // a rule without one has its own variable there
    }
    return act;
}

// `found`: by the index, so that its word need not be asked again.
static inline void ask_root(Work *work, uint32_t at, bool found)
{
    const RootTest *test = &work->set->tests[at];
    Tri act;
    if (test->remembered || !found) {
        Cell cell = run_func(work->run, work->set->roots[at].act, work->subject);
        act = cell_tri(&cell);
    } else {
        act = ask_test(work->run, test);
    }
    if (act != TRI_F) {
        take_root(work, &work->set->roots[at], act);
    }
}

// The numbers that a screen looks at; false when one is not known, or is no small whole number.
static bool screen_reads(const Work *work, const Screen *screen, Lanes *out)
{
    int32_t given[SCREEN_LANES] = {0};
    for (size_t i = 0; i < screen->n; i++) {
        const Cell *cell = leaf_place(work->run, work->subject, screen->lanes[i].slot, screen->lanes[i].at);
        // NOLINTNEXTLINE(clang-analyzer-core.NullDereference): where there are no lines all slots are the top
        if (cell->tag != CELL_NUM || cell->den != 1 || cell->as.num <= -SCREEN_LIMIT || cell->as.num >= SCREEN_LIMIT) {
            return false;
        }
        given[i] = (int32_t)(screen->lanes[i].negative ? -cell->as.num : cell->as.num);
    }
    memcpy(out, given, sizeof given);
    return screen->n > 0;
}

static inline bool passes(Lanes limits, Lanes given)
{
    Lanes short_of = limits > given;
    uint64_t halves[2];
    memcpy(halves, &short_of, sizeof halves);
    return (halves[0] | halves[1]) == 0;
}

static void ask_index(Work *work, const RootIndex *index)
{
    enum { AHEAD = 8 };
    const Cell *cell = leaf_place(work->run, work->subject, index->slot, index->at);
    // NOLINTNEXTLINE(clang-analyzer-core.NullDereference): as above
    if (cell->tag == CELL_NONE) {
        return; // is no word
    }
    if (cell->tag != CELL_WORD) {
        for (size_t i = 0; i < index->n_all; i++) {
            ask_root(work, index->all[i], false);
        }
        return;
    }
    uint32_t word = run_word(work->run, cell);
    if (word == WORD_NONE) {
        return;
    }
    const RootTest *tests = work->set->tests;
    uint32_t i = index->starts[word], end = index->starts[word + 1];
    Lanes given;
    if (screen_reads(work, &index->screen, &given)) {
        for (; i < end; i++) {
            if (passes(index->screen.limits[i], given)) {
                ask_root(work, index->roots[i], true);
            }
        }
    }
    for (; i < end; i++) {
        if (i + AHEAD < end) { // candidates lie apart: what they ask is fetched in time
            __builtin_prefetch(&tests[index->roots[i + AHEAD]]);
            const Leaf *leaves = tests[index->roots[i + AHEAD / 2]].leaves;
            __builtin_prefetch(leaves);
            __builtin_prefetch(leaves + 2);
        }
        ask_root(work, index->roots[i], true);
    }
}

// ---- sieves

// The roots that pass all sieves; `all_known`: then only the rest need be asked.
static bool sift(const Work *work, uint64_t *left)
{
    const RootSet *set = work->set;
    bool all_known = true;
    for (size_t i = 0; i < set->n_sieves; i++) {
        const Sieve *sieve = &set->sieves[i];
        const Cell *cell = leaf_place(work->run, work->subject, sieve->slot, sieve->at);
        int class = scale_class(work->run, &sieve->scale, (ScaleKind)sieve->scale.kind, cell);
        if (class == SCALE_UNKNOWN) {
            all_known = false;
            continue;
        }
        if (set->n_masks == 1) {
            left[0] &= sieve->masks[class];
            continue;
        }
        const uint64_t *mask = sieve->masks + (size_t)class * set->n_masks;
        for (size_t w = 0; w < set->n_masks; w++) {
            left[w] &= mask[w];
        }
    }
    return all_known;
}

static void ask_sifted(Work *work)
{
    const RootSet *set = work->set;
    uint64_t left[SIEVE_ROOTS_MAX / 64];
    if (set->n_masks == 0) {
        return; // none, or found by indexes
    }
    for (size_t w = 0; w < set->n_masks; w++) {
        left[w] = UINT64_MAX;
    }
    if (set->n % 64 != 0) {
        left[set->n_masks - 1] = ((uint64_t)1 << set->n % 64) - 1;
    }
    bool all_known = sift(work, left);
    for (size_t w = 0; w < set->n_masks; w++) {
        for (uint64_t bits = left[w]; bits != 0; bits &= bits - 1) {
            ask_root(work, (uint32_t)(64 * w) + (uint32_t)__builtin_ctzll(bits), all_known);
        }
    }
}

// ---- grids

static void ask_grid(Work *work)
{
    const RootSet *set = work->set;
    work->told = grid_ask(work->run, set->grid, work->subject);
    for (Columns left = set->grid->roots & work->told[TOLD_MAY]; left != 0; left &= left - 1) {
        uint32_t at = (uint32_t)__builtin_ctzll(left);
        Tri act = act_of(work, set->roots[at].act, at);
        if (act != TRI_F) {
            take_root(work, &set->roots[at], act);
        }
    }
}

// ---- one line

static void sort_acted(Work *work)
{
    const CoreRule **acted = work->out->acted.items;
    for (size_t i = work->first_acted + 1; i < work->out->acted.n; i++) {
        const CoreRule *rule = acted[i];
        size_t at = i;
        for (; at > work->first_acted && acted[at - 1]->id > rule->id; at--) {
            acted[at] = acted[at - 1];
        }
        acted[at] = rule;
    }
}

static void add_authorizing(Work *work)
{
    Answered *out = work->out;
    for (size_t i = 0; i < out->authorizing.n; i++) {
        bool known = false;
        for (size_t k = work->first_acted; k < out->acted.n; k++) {
            known = known || out->acted.items[k] == out->authorizing.items[i]->rule;
        }
        if (!known) {
            vec_push(out->keep, &out->acted, out->authorizing.items[i]->rule);
        }
    }
}

// The codes of exclusions that act are given only where nothing blocks.
static void put_exclusions(Work *work)
{
    for (size_t i = 0; i < work->set->n_exclusions; i++) {
        const Root *root = &work->set->roots[work->set->exclusions[i]];
        for (size_t k = work->first_acted; k < work->out->acted.n; k++) {
            if (work->out->acted.items[k] == root->rule) {
                put_code(work, root->open_code);
            }
        }
    }
}

static void put_allowances(Work *work)
{
    const Program *program = work->run->program;
    if (work->excluded == TRI_T) {
        put_exclusions(work);
    }
    for (size_t i = 0; i < work->out->authorizing.n; i++) {
        put_code(work, work->out->authorizing.items[i]->code);
    }
    if (!work->demanded && work->excluded != TRI_T) {
        put_code(work, program->ok_nlr);
    }
}

static void put_notes(Work *work)
{
    for (size_t i = 0; i < work->out->noting.n; i++) {
        const Root *root = work->out->noting.items[i];
        for (uint32_t k = 0; k < root->n_note_codes; k++) {
            put_code(work, root->note_codes[k]);
        }
    }
}

static void list_codes(Work *work, VerdictLine *line)
{
    Answered *out = work->out;
    size_t words = work->run->program->n_codes / 64 + 1;
    line->first_code = out->codes.n;
    for (size_t i = 0; i < words; i++) {
        for (uint64_t left = out->code_bits[i]; left != 0; left &= left - 1) {
            vec_push(out->keep, &out->codes, (uint32_t)(64 * i) + (uint32_t)__builtin_ctzll(left));
        }
        out->code_bits[i] = 0;
    }
    line->n_codes = out->codes.n - line->first_code;
}

// False when the finding is not determined, or provisions conflict.
static bool settle(Work *work, VerdictLine *line)
{
    const Regime *regime = work->set->regime;
    bool blocks = regime->chain[work->low].blocks;
    if (work->conflict || work->run->declined ||
        (!blocks && (regime->chain[work->high].blocks || work->doubtful))) {
        return false;
    }
    if (!blocks) {
        put_allowances(work);
    }
    if (regime->chain[work->high].blocks) {
        put_notes(work);
    }
    line->low = work->low;
    line->high = work->high;
    line->verdict = blocks ? work->low : work->high;
    line->gate = blocks ? STOP : work->holds ? HOLD : PROCEED;
    list_codes(work, line);
    add_authorizing(work);
    sort_acted(work);
    line->first_acted = work->first_acted;
    line->n_acted = work->out->acted.n - work->first_acted;
    return true;
}

static bool decide_line(Run *run, const RootSet *set, const Cell *subject, Answered *out, VerdictLine *line)
{
    uint32_t floor = (uint32_t)set->regime->exclusion;
    Work work = {.run = run, .out = out, .set = set, .subject = subject, .low = floor, .high = floor,
                 .excluded = TRI_F, .first_acted = out->acted.n};
    out->authorizing.n = out->noting.n = 0;
    run->frame = run->slots;
    run->n_slots = set->n_slots + 1;
    run->frame[0] = subject != NULL ? (Cell){.tag = CELL_RECORD, .as.record = subject} : cell_of(CELL_TOP);
    if (set->grid != NULL) {
        ask_grid(&work);
    }
    ask_sifted(&work);
    for (size_t i = 0; i < set->n_always; i++) {
        ask_root(&work, set->always[i], true);
    }
    for (size_t i = 0; i < set->n_indexes; i++) {
        ask_index(&work, &set->indexes[i]);
    }
    contribute(&work, set->regime->fallback, (Tri)(TRI_T - work.excluded));
    return settle(&work, line);
}

// ---- the whole

static bool decide_list(Run *run, const RegimePlan *plan, const LineList *list, Answered *out)
{
    Cell cell = run_cell(run, list->place);
    if (cell.tag != CELL_LIST || cell.as.list->open) {
        return false;
    }
    for (size_t i = 0; i < cell.as.list->n; i++) {
        const CellItem *item = &cell.as.list->items[i];
        VerdictLine line = {.regime = plan->regime, .pointer = list->pointer, .element = i};
        if (item->value.tag != CELL_RECORD || !decide_line(run, list->roots, item->value.as.record, out, &line)) {
            return false;
        }
        vec_push(out->keep, &out->lines, line);
    }
    return true;
}

static bool decide_regime(Run *run, const RegimePlan *plan, Answered *out)
{
    size_t first = out->lines.n;
    for (size_t i = 0; i < plan->n_lists; i++) {
        if (!decide_list(run, plan, &plan->lists[i], out)) {
            return false;
        }
    }
    if (out->lines.n == first) {
        VerdictLine line = {.regime = plan->regime, .pointer = STR("/"), .element = SIZE_MAX};
        if (!decide_line(run, plan->whole, NULL, out, &line)) {
            return false;
        }
        vec_push(out->keep, &out->lines, line);
    }
    VerdictRegime regime = {.regime = plan->regime, .gate = PROCEED};
    for (size_t i = first; i < out->lines.n; i++) {
        const VerdictLine *line = &out->lines.items[i];
        regime.low = line->low > regime.low ? line->low : regime.low;
        regime.high = line->high > regime.high ? line->high : regime.high;
        regime.gate = line->gate > regime.gate ? line->gate : regime.gate;
    }
    bool blocks = plan->regime->chain[regime.low].blocks;
    regime.verdict = blocks ? regime.low : regime.high;
    vec_push(out->keep, &out->regimes, regime);
    return true;
}

// The exit status: the first that fits.
static int exit_of(const Answered *out)
{
    bool blocked = false;
    for (size_t i = 0; i < out->regimes.n; i++) {
        const VerdictRegime *result = &out->regimes.items[i];
        const Regime *regime = result->regime;
        if (result->low >= regime->prohibition && regime->prohibition > regime->requirement &&
            regime->chain[regime->prohibition].blocks) {
            return 12;
        }
        blocked = blocked || regime->chain[result->low].blocks;
    }
    return blocked ? 10 : out->gate == HOLD ? 11 : 0;
}

static void begin(const Run *run, Answered *out)
{
    size_t words = run->program->n_codes / 64 + 1;
    if (out->cap_code_bits < words) {
        out->code_bits = arena_array(out->keep, uint64_t, words);
        out->cap_code_bits = words;
    }
    memset(out->code_bits, 0, words * sizeof(uint64_t));
    out->lines.n = out->regimes.n = out->codes.n = out->acted.n = 0;
    out->gate = PROCEED;
}

bool verdict_decide(Run *run, const Cell *top, Answered *out)
{
    begin(run, out);
    run->top = top;
    run->generation++;
    run->steps = 0;
    run->declined = false;
    run->made.n = run->made.cap = 0;
    run->made.items = NULL;
    for (size_t i = 0; i < run->program->n_regimes; i++) {
        if (!decide_regime(run, &run->program->regimes[i], out)) {
            return false;
        }
    }
    for (size_t i = 0; i < out->regimes.n; i++) {
        out->gate = out->regimes.items[i].gate > out->gate ? out->regimes.items[i].gate : out->gate;
    }
    out->exit = exit_of(out);
    return !run->declined;
}
