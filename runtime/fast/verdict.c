// Verdicts of lines, regimes and the whole (GRAMMAR.md, sections 4.4 and 4.5).
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/fast/verdict.h"

enum { PROCEED, HOLD, STOP };

// A line being decided.
typedef struct Work {
    Run *run;
    const RootSet *set;
    const Cell *subject; // NULL: the whole transaction
    uint32_t low, high;
    Tri excluded;
    bool demanded, authorized, holds, doubtful, conflict;
    uint64_t *codes;     // by number
    VEC(const CoreRule *) acted, authorizing;
    VEC(uint32_t) excluding; // codes of exclusions that act
} Work;

static void put_code(Work *work, uint32_t code)
{
    if (code != UINT32_MAX) {
        work->codes[code / 64] |= (uint64_t)1 << code % 64;
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

static Tri authorized(Work *work, const Root *root, Tri act)
{
    Tri any = TRI_F;
    size_t before = work->authorizing.n;
    for (uint32_t i = 0; i < root->n_authorizers; i++) {
        Cell cell = run_func(work->run, root->authorizers[i].act, work->subject);
        Tri part = cell_tri(&cell);
        any = part > any ? part : any;
        if (part == TRI_T) {
            vec_push(work->run->arena, &work->authorizing, root->authorizers[i].rule);
        }
    }
    if (act != TRI_T) {
        work->authorizing.n = before; // it met nothing that surely acts
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
        work->authorized = work->authorized || act == TRI_T;
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
        vec_push(work->run->arena, &work->acted, root->rule);
    }
    for (uint32_t i = 0; i < root->n_act_codes; i++) {
        put_code(work, root->act_codes[i]);
    }
    work->holds = work->holds || (act == TRI_T ? root->holds_true : root->holds_maybe);
    work->doubtful = work->doubtful || (act == TRI_U && root->rule->n_duties > 0);
    if (root->demands) {
        take_demand(work, root, act);
    } else if (root->rule->effect == EFFECT_EXCLUDES) {
        work->excluded = act > work->excluded ? act : work->excluded;
        if (act == TRI_T) {
            vec_push(work->run->arena, &work->excluding, root->open_code);
        }
    }
}

// ---- which roots

static Tri ask_rest(Work *work, const Root *root, const RootTest *test)
{
    Run *run = work->run;
    Tri act = TRI_T;
    run->frame = run->slots;
    run->n_slots = root->act->n_slots;
    if (root->act->n_params > 0) {
        run->frame[0] = (Cell){.tag = CELL_RECORD, .as.record = work->subject};
    }
    for (const Leaf *leaf = test->leaves, *end = leaf + test->n_leaves; leaf < end && act != TRI_F; leaf++) {
        Tri part = run_leaf(run, leaf);
        act = part < act ? part : act;
    }
    if (test->rest != NULL && act != TRI_F) {
        Tri part = run_tri(run, test->rest);
        act = part < act ? part : act;
    }
    return act;
}

static void ask_root(Work *work, uint32_t at, bool found)
{
    const Root *root = &work->set->roots[at];
    const RootTest *test = &work->set->tests[at];
    Tri act;
    if (root->act->called || !found) { // others ask it, too: kept
        Cell cell = run_func(work->run, root->act, work->subject);
        act = cell_tri(&cell);
    } else {
        act = ask_rest(work, root, test);
    }
    if (act != TRI_F) {
        take_root(work, root, act);
    }
}

static void ask_index(Work *work, const RootIndex *index)
{
    const Cell *base = index->slot == TOP_SLOT ? work->run->top : work->subject;
    const Cell *cell = base + index->at;
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
    for (uint32_t i = index->starts[word]; word != WORD_NONE && i < index->starts[word + 1]; i++) {
        ask_root(work, index->roots[i], true);
    }
}

// ---- one line

static void sort_acted(Work *work)
{
    for (size_t i = 1; i < work->acted.n; i++) {
        const CoreRule *rule = work->acted.items[i];
        size_t at = i;
        for (; at > 0 && work->acted.items[at - 1]->id > rule->id; at--) {
            work->acted.items[at] = work->acted.items[at - 1];
        }
        work->acted.items[at] = rule;
    }
}

static void add_authorizing(Work *work)
{
    for (size_t i = 0; i < work->authorizing.n; i++) {
        const CoreRule *rule = work->authorizing.items[i];
        bool known = false;
        for (size_t k = 0; k < work->acted.n; k++) {
            known = known || work->acted.items[k] == rule;
        }
        if (!known) {
            vec_push(work->run->arena, &work->acted, rule);
        }
    }
}

static void put_allowances(Work *work)
{
    const Program *program = work->run->program;
    for (size_t i = 0; i < work->excluding.n; i++) {
        put_code(work, work->excluding.items[i]);
    }
    if (work->authorized) {
        put_code(work, program->ok_exc);
    }
    if (!work->demanded && work->excluded != TRI_T) {
        put_code(work, program->ok_nlr);
    }
}

static void list_codes(Work *work, VerdictLine *line)
{
    size_t words = work->run->program->n_codes / 64 + 1;
    uint32_t *codes = arena_array(work->run->arena, uint32_t, work->run->program->n_codes + 1);
    for (size_t i = 0; i < words; i++) {
        for (uint64_t left = work->codes[i]; left != 0; left &= left - 1) {
            codes[line->n_codes++] = (uint32_t)(64 * i) + (uint32_t)__builtin_ctzll(left);
        }
    }
    line->codes = codes;
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
    line->low = work->low;
    line->high = work->high;
    line->verdict = blocks ? work->low : work->high;
    line->gate = blocks ? STOP : work->holds ? HOLD : PROCEED;
    list_codes(work, line);
    add_authorizing(work);
    sort_acted(work);
    line->acted = work->acted.items;
    line->n_acted = work->acted.n;
    return true;
}

static bool decide_line(Run *run, const RootSet *set, const Cell *subject, VerdictLine *line)
{
    uint32_t floor = (uint32_t)set->regime->exclusion;
    Work work = {.run = run, .set = set, .subject = subject, .low = floor, .high = floor, .excluded = TRI_F};
    work.codes = arena_array(run->arena, uint64_t, run->program->n_codes / 64 + 1);
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
        if (item->value.tag != CELL_RECORD || !decide_line(run, list->roots, item->value.as.record, &line)) {
            return false;
        }
        vec_push(run->arena, &out->lines, line);
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
        if (!decide_line(run, plan->whole, NULL, &line)) {
            return false;
        }
        vec_push(run->arena, &out->lines, line);
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
    vec_push(run->arena, &out->regimes, regime);
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

bool verdict_decide(Run *run, const Cell *top, Answered *out)
{
    *out = (Answered){.gate = PROCEED};
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
