// Evaluation of a whole decision: lines, rules, verdicts; eras joined when the date is unknown.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/eval/again.h"

typedef struct Deciding {
    Vm vm;
    Evaluation *work;
    Tri *live;             // by rule, of the era at work
    const Causes *no_date; // the law date is not known
    uint32_t *calls;       // by line and rule: those of act and open, when decided again
} Deciding;

// ---- which rules live

bool rule_assumed(const EvalOptions *options, const CoreRule *rule)
{
    for (size_t i = 0; i < options->n_assumed; i++) {
        if (label_covers(options->assumed[i], rule->label))
            return true;
    }
    return false;
}

bool rule_barred(const EvalOptions *options, const CoreRule *rule)
{
    return rule->id == options->without || (rule->proposed.len && !rule_assumed(options, rule)) ||
           (rule->effect == EFFECT_UNENFORCES && options->world == WORLD_TEXT);
}

Tri rule_live_on(const EvalOptions *options, const CoreRule *rule, Day day)
{
    if (day < rule->from || day >= rule->until || rule_barred(options, rule))
        return TRI_F;
    for (size_t i = 0; i < rule->n_doubts; i++) {
        if (rule->doubts[i].from <= day && day < rule->doubts[i].until)
            return TRI_U;
    }
    return TRI_T;
}

// ---- lines

// The place that a subject list names: a fact, or a field of one.
static const Fact *subject_place(const Evaluation *work, const Expr *expr)
{
    if (expr->op == CORE_FACT)
        return work->facts->top[expr->index];
    const Fact *record = subject_place(work, expr->kids[0]);
    return fact_field(work->facts->arena, record, expr->index);
}

static bool list_is_open(const Fact *list)
{
    return fact_is_unknown(list) || (list->state == FACT_KNOWN && list->open);
}

static bool regime_uses(const Core *core, const Regime *regime, uint32_t list)
{
    for (size_t i = 0; i < core->n_rules; i++) {
        if (core->rules[i].regime == regime && core->rules[i].subject_list == list)
            return true;
    }
    return false;
}

static void add_line(Evaluation *work, const Regime *regime, const Fact *subject, uint32_t list, size_t *cap)
{
    work->lines = arena_grow(work->arena, work->lines, work->n_lines, cap, sizeof(Line));
    Line *line = &work->lines[work->n_lines++];
    *line = (Line){.regime = regime, .subject = subject, .subject_list = list, .id = STR("/")};
    if (subject) {
        Buf id;
        buf_init(&id, work->arena);
        fact_pointer(&id, subject);
        line->id = buf_done(&id);
    }
    line->rules = arena_array(work->arena, RuleState, work->core->n_rules + 1);
    for (size_t i = 0; i < work->core->n_rules; i++)
        line->rules[i].dead = true;
}

// Subject lists in the order of their names.
static size_t sorted_lists(Evaluation *work, uint32_t **out)
{
    size_t n = work->core->n_subject_lists;
    uint32_t *order = arena_array(work->arena, uint32_t, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        size_t at = i;
        for (; at > 0 && str_cmp(work->core->subject_lists[order[at - 1]].path,
                                 work->core->subject_lists[i].path) > 0; at--)
            order[at] = order[at - 1];
        order[at] = i;
    }
    *out = order;
    return n;
}

static void add_regime_lines(Deciding *deciding, RegimeResult *result, size_t *cap)
{
    Evaluation *work = deciding->work;
    uint32_t *lists;
    size_t n = sorted_lists(work, &lists);
    result->first_line = work->n_lines;
    for (size_t i = 0; i < n; i++) {
        if (!regime_uses(work->core, result->regime, lists[i]))
            continue;
        const Fact *list = subject_place(work, work->core->subject_lists[lists[i]].list);
        if (list_is_open(list)) {
            Cause cause = {.kind = CAUSE_OPEN_LIST, .fact = list};
            result->open_subjects = true;
            result->missing = causes_join(&deciding->vm, result->missing, causes_one(&deciding->vm, cause));
        }
        for (size_t k = 0; list->state == FACT_KNOWN && k < list->n; k++)
            add_line(work, result->regime, list->kids[k], lists[i], cap);
    }
    if (work->n_lines == result->first_line) {
        add_line(work, result->regime, NULL, UINT32_MAX, cap);
        work->lines[work->n_lines - 1].open_lists = result->missing;
    }
    result->n_lines = work->n_lines - result->first_line;
}

static void add_regimes(Deciding *deciding)
{
    Evaluation *work = deciding->work;
    const Checked *checked = work->core->checked;
    size_t n = checked->regimes.n, cap = 0;
    work->regimes = arena_array(work->arena, RegimeResult, n + 1);
    work->n_regimes = n;
    for (size_t i = 0; i < n; i++) {
        size_t at = i;
        for (; at > 0 && str_cmp(work->regimes[at - 1].regime->name, checked->regimes.items[i]->name) > 0; at--)
            work->regimes[at] = work->regimes[at - 1];
        work->regimes[at] = (RegimeResult){.regime = checked->regimes.items[i]};
    }
    for (size_t i = 0; i < n; i++)
        add_regime_lines(deciding, &work->regimes[i], &cap);
}

// ---- the verdict of a line

typedef struct Chain {
    uint32_t low, high;
    const Causes *missing;
} Chain;

static bool requires_something(const CoreRule *rule)
{
    return rule->effect == EFFECT_REQUIRES || rule->effect == EFFECT_PROHIBITS;
}

static Tri tri_not(Tri tri)
{
    return (Tri)(TRI_T - tri);
}

// Calls `add` with every contribution of the line, in any order.
typedef void (*AddContribution)(void *to, Vm *vm, size_t verdict, Tri tri, const Causes *causes);

static void each_contribution(Vm *vm, const Line *line, AddContribution add, void *to)
{
    const Core *core = vm->core;
    Tri excluded = TRI_F;
    const Causes *why_excluded = NULL;
    for (size_t i = 0; i < core->n_rules; i++) {
        const CoreRule *rule = &core->rules[i];
        const RuleState *state = &line->rules[i];
        if (state->dead)
            continue;
        if (rule->effect == EFFECT_EXCLUDES) {
            excluded = state->act > excluded ? state->act : excluded;
            if (state->act == TRI_U)
                why_excluded = causes_join(vm, why_excluded, state->act_causes);
        }
        if (!requires_something(rule))
            continue;
        // An acting requirement is authorized or open, and open ranks above: so at least this.
        add(to, vm, line->regime->exception, state->act, state->act_causes);
        add(to, vm, rule->verdict, state->open, state->open_causes);
    }
    // While lines are unknown, each of them may be excluded.
    Tri fallback = line->open_lists && excluded == TRI_F ? TRI_U : tri_not(excluded);
    add(to, vm, line->regime->fallback, fallback, causes_join(vm, why_excluded, line->open_lists));
}

static void add_bounds(void *to, Vm *vm, size_t verdict, Tri tri, const Causes *causes)
{
    Chain *chain = to;
    (void)vm;
    (void)causes;
    if (tri == TRI_T && verdict > chain->low)
        chain->low = (uint32_t)verdict;
    if (tri != TRI_F && verdict > chain->high)
        chain->high = (uint32_t)verdict;
}

static void add_missing(void *to, Vm *vm, size_t verdict, Tri tri, const Causes *causes)
{
    Chain *chain = to;
    if (tri == TRI_U && verdict > chain->low)
        chain->missing = causes_join(vm, chain->missing, causes);
}

static Chain chain_of(Vm *vm, const Line *line)
{
    uint32_t floor = (uint32_t)line->regime->exclusion;
    Chain chain = {floor, floor, NULL};
    each_contribution(vm, line, add_bounds, &chain);
    if (line->open_lists)
        chain.high = (uint32_t)line->regime->n - 1; // any line may still come
    each_contribution(vm, line, add_missing, &chain);
    chain.missing = causes_join(vm, chain.missing, line->open_lists);
    return chain;
}

// A flag or duty that is only possible keeps the gate closed: what would settle it is
// missing too, unless the line is blocked anyway.
static const Causes *with_open_ends(Vm *vm, const Line *line, const Causes *missing)
{
    if (line->regime->chain[line->low].blocks)
        return missing;
    for (size_t i = 0; i < vm->core->n_rules; i++) {
        const CoreRule *rule = &vm->core->rules[i];
        bool weighs = rule->effect == EFFECT_FLAGS || rule->owes;
        if (weighs && !line->rules[i].dead && line->rules[i].act == TRI_U)
            missing = causes_join(vm, missing, line->rules[i].act_causes);
    }
    return missing;
}

// ---- one era

// `known`: of a call that is made once more when the lines are decided again; else NULL.
static Entry ask(Vm *vm, const Func *func, const Value *subject, uint32_t n, uint32_t *known)
{
    return known ? again_run(vm, func, subject, n, known) : vm_run(vm, func, subject, n);
}

static Tri truth_of(const Entry *entry)
{
    return entry->value.kind == VALUE_BOOL ? (Tri)entry->value.tri : TRI_U;
}

// `calls`: of its act and its open, when the lines are decided again; else NULL.
static RuleState state_of(Vm *vm, const CoreRule *rule, const Line *line, uint32_t *calls)
{
    Value subject = {.kind = VALUE_RECORD, .as.record = line->subject};
    uint32_t n = rule->subject_list != UINT32_MAX;
    RuleState state = {.dead = false};
    Entry act = ask(vm, rule->act, &subject, n, calls);
    state.act = truth_of(&act);
    state.act_causes = act.value.causes;
    state.act_step = act.step;
    if (rule->open && vm->work->status == EVAL_OK) {
        Entry open = ask(vm, rule->open, &subject, n, calls ? calls + 1 : NULL);
        state.open = truth_of(&open);
        state.open_causes = open.value.causes;
        state.open_step = open.step;
    }
    return state;
}

static void decide_line(Deciding *deciding, Line *line, RuleState *states)
{
    size_t index = (size_t)(line - deciding->work->lines);
    uint32_t *calls = deciding->calls ? deciding->calls + 2 * index * deciding->work->core->n_rules : NULL;
    const Core *core = deciding->work->core;
    for (size_t i = 0; i < core->n_rules; i++) {
        const CoreRule *rule = &core->rules[i];
        bool about = rule->subject_list == UINT32_MAX || rule->subject_list == line->subject_list;
        states[i] = (RuleState){.dead = true};
        bool asked = !deciding->work->options.classes_only || rule->effect == EFFECT_CLASSIFIES;
        if (rule->regime != line->regime || !about || !asked || deciding->live[i] == TRI_F)
            continue;
        states[i] = state_of(&deciding->vm, rule, line, calls ? calls + 2 * i : NULL);
        if (deciding->work->status != EVAL_OK)
            return;
    }
}

static void find_live(const Deciding *deciding, Day day, Tri *live)
{
    const Core *core = deciding->work->core;
    for (size_t i = 0; i < core->n_rules; i++)
        live[i] = rule_live_on(&deciding->work->options, &core->rules[i], day);
}

static void start_era(Deciding *deciding, Day day)
{
    deciding->vm.day = day;
    find_live(deciding, day, deciding->live);
    vm_start_era(&deciding->vm, deciding->live);
}

// Every rule of every line, and what they come to.
static void decide_lines(Deciding *deciding)
{
    Evaluation *work = deciding->work;
    for (size_t i = 0; i < work->n_lines && work->status == EVAL_OK; i++) {
        Line *line = &work->lines[i];
        decide_line(deciding, line, line->rules);
        Chain chain = chain_of(&deciding->vm, line);
        line->low = chain.low;
        line->high = chain.high;
        line->missing = with_open_ends(&deciding->vm, line, chain.missing);
    }
}

static void decide_day(Deciding *deciding, Day day)
{
    deciding->vm.date_known = true;
    start_era(deciding, day);
    decide_lines(deciding);
}

// ---- all eras

static void join_tri(Tri *into, const Causes **causes, Tri more, const Causes *why, Deciding *deciding)
{
    if (*into != more || more == TRI_U) {
        *causes = causes_join(&deciding->vm, *causes, why);
        *causes = causes_join(&deciding->vm, *causes, deciding->no_date);
        *into = TRI_U;
    }
}

// The steps of every era: what the joined answer rests on.
static void keep_steps(Deciding *deciding, RuleState *into, const RuleState *era)
{
    if (era->dead || !deciding->work->options.trace)
        return;
    StepId *all = arena_array(deciding->work->arena, StepId, 2 * (into->n_eras + 1));
    if (into->n_eras)
        memcpy(all, into->eras, 2 * into->n_eras * sizeof(StepId));
    all[2 * into->n_eras] = era->act_step;
    all[2 * into->n_eras + 1] = era->open_step;
    into->eras = all;
    into->n_eras++;
}

static void join_states(Deciding *deciding, Line *line, const RuleState *era, bool first)
{
    for (size_t i = 0; i < deciding->work->core->n_rules; i++) {
        RuleState *into = &line->rules[i];
        bool both_dead = era[i].dead && (first || into->dead);
        if (both_dead)
            continue;
        if (first) {
            *into = era[i];
            if (into->act == TRI_U)
                into->act_causes = causes_join(&deciding->vm, into->act_causes, deciding->no_date);
            if (into->open == TRI_U)
                into->open_causes = causes_join(&deciding->vm, into->open_causes, deciding->no_date);
            continue;
        }
        if (into->dead)
            *into = (RuleState){.dead = false};
        join_tri(&into->act, &into->act_causes, era[i].act, era[i].act_causes, deciding);
        join_tri(&into->open, &into->open_causes, era[i].open, era[i].open_causes, deciding);
        into->act_step = era[i].act_step ? era[i].act_step : into->act_step;
        into->open_step = era[i].open_step ? era[i].open_step : into->open_step;
    }
    for (size_t i = 0; i < deciding->work->core->n_rules; i++)
        keep_steps(deciding, &line->rules[i], &era[i]);
}

static void join_line(Deciding *deciding, Line *line, const RuleState *states, bool first)
{
    Line alone = *line;
    alone.rules = (RuleState *)(uintptr_t)states;
    Chain chain = chain_of(&deciding->vm, &alone);
    if (first || chain.low < line->low)
        line->low = chain.low;
    if (first || chain.high > line->high)
        line->high = chain.high;
    line->missing = causes_join(&deciding->vm, line->missing, chain.missing);
    join_states(deciding, line, states, first);
}

static void decide_all_eras(Deciding *deciding)
{
    Evaluation *work = deciding->work;
    const Core *core = work->core;
    RuleState *states = arena_array(work->arena, RuleState, core->n_rules + 1);
    if (core->schema->law_date < core->schema->n) {
        Cause cause = {.kind = CAUSE_FACT, .fact = work->facts->top[core->schema->law_date]};
        deciding->no_date = causes_one(&deciding->vm, cause);
    }
    for (size_t era = 0; era < core->breaks.n && work->status == EVAL_OK; era++) {
        deciding->vm.era_first = core->breaks.days[era];
        deciding->vm.era_last = era + 1 < core->breaks.n ? core->breaks.days[era + 1] - 1 : DAY_MAX;
        start_era(deciding, core->breaks.days[era]);
        for (size_t i = 0; i < work->n_lines && work->status == EVAL_OK; i++) {
            decide_line(deciding, &work->lines[i], states);
            join_line(deciding, &work->lines[i], states, era == 0);
        }
    }
    for (size_t i = 0; i < work->n_lines; i++) {
        Line *line = &work->lines[i];
        line->missing = line->low == line->high ? NULL
                            : causes_join(&deciding->vm, line->missing, deciding->no_date);
        line->missing = causes_join(&deciding->vm, line->missing, line->open_lists);
        line->missing = with_open_ends(&deciding->vm, line, line->missing);
    }
}

static void join_regimes(Deciding *deciding)
{
    Evaluation *work = deciding->work;
    for (size_t i = 0; i < work->n_regimes; i++) {
        RegimeResult *result = &work->regimes[i];
        for (size_t k = 0; k < result->n_lines; k++) {
            const Line *line = &work->lines[result->first_line + k];
            result->low = line->low > result->low ? line->low : result->low;
            result->high = line->high > result->high ? line->high : result->high;
            result->missing = causes_join(&deciding->vm, result->missing, line->missing);
        }
        if (result->open_subjects)
            result->high = (uint32_t)result->regime->n - 1;
    }
}

static Deciding *prepare(Arena *arena, const Core *core, const Facts *facts, const EvalOptions *options)
{
    Evaluation *work = arena_make(arena, Evaluation);
    *work = (Evaluation){.arena = arena, .core = core, .facts = facts, .options = *options,
                         .next_row_day = DAY_MAX + 1};
    const Code *code = options->code ? options->code : code_emit(arena, core);
    Deciding *deciding = arena_make(arena, Deciding);
    *deciding = (Deciding){.work = work, .live = arena_array(arena, Tri, core->n_rules + 1)};
    vm_init(&deciding->vm, work, code);
    add_regimes(deciding);
    return deciding;
}

Evaluation *evaluate(Arena *arena, const Core *core, const Facts *facts, const EvalOptions *options)
{
    Deciding *deciding = prepare(arena, core, facts, options);
    Evaluation *work = deciding->work;
    if (options->has_date) {
        decide_day(deciding, options->date);
        work->machine = &deciding->vm;
    } else {
        decide_all_eras(deciding);
    }
    join_regimes(deciding);
    return work;
}

Day evaluation_next_row(const Evaluation *eval, Day before)
{
    Vm *vm = eval->machine;
    if (vm && vm->again)
        return again_next_row(vm, before);
    return eval->next_row_day < before ? eval->next_row_day : before;
}

// ---- once more

struct Repeated {
    Deciding *deciding;
    const Causes **why_open;    // of each regime: its open subject lists
};

Repeated *repeated_new(Arena *arena, const Core *core, const Facts *facts, const EvalOptions *options)
{
    EvalOptions plain = *options;
    Repeated *repeated = arena_make(arena, Repeated);
    if (!plain.code)
        plain.code = code_emit(arena, core);
    plain.trace = false;
    repeated->deciding = prepare(arena, core, facts, &plain);
    repeated->why_open = arena_array(arena, const Causes *, repeated->deciding->work->n_regimes + 1);
    for (size_t i = 0; i < repeated->deciding->work->n_regimes; i++)
        repeated->why_open[i] = repeated->deciding->work->regimes[i].missing;
    Vm *vm = &repeated->deciding->vm;
    vm->again = again_new(vm);
    size_t n_states = repeated->deciding->work->n_lines * core->n_rules;
    repeated->deciding->calls = arena_array(arena, uint32_t, 2 * n_states + 1);
    vm->only_conflicts = true;
    vm->date_known = true;
    repeated->deciding->work->machine = vm;
    return repeated;
}

static void forget_answer(Repeated *repeated)
{
    Evaluation *work = repeated->deciding->work;
    work->status = EVAL_OK;
    work->steps_run = 0;
    for (size_t i = 0; i < work->n_regimes; i++) {
        work->regimes[i].low = work->regimes[i].high = 0;
        work->regimes[i].missing = repeated->why_open[i];
    }
}

// Calls that nobody makes any more have piled up.
static void begin_afresh(Deciding *deciding)
{
    Vm *vm = &deciding->vm;
    size_t n_states = deciding->work->n_lines * deciding->work->core->n_rules;
    memset(deciding->calls, 0, 2 * n_states * sizeof *deciding->calls);
    vm_start_era(vm, deciding->live);
    vm->again = again_new(vm);
}

static void take_options(Evaluation *work, const EvalOptions *options)
{
    const Code *code = work->options.code;
    work->options = *options;
    work->options.code = code;
    work->options.trace = false;
}

// A limit that computing all afresh might pass: then it is.
static bool is_near_limit(const Evaluation *work, const Again *again)
{
    return work->status != EVAL_OK || again->operations > steps_most(&work->options) || again->depth + 1 >= EVAL_DEPTH_MAX;
}

const Evaluation *repeated_run(Repeated *repeated, const EvalOptions *options, Arena *room)
{
    Deciding *deciding = repeated->deciding;
    Evaluation *work = deciding->work;
    take_options(work, options);
    if (!options->has_date || options->trace || work->core->n_natives > 0) {
        EvalOptions afresh = work->options;
        afresh.trace = options->trace;
        return evaluate(room, work->core, work->facts, &afresh);
    }
    forget_answer(repeated);
    if (again_is_full(&deciding->vm))
        begin_afresh(deciding);
    find_live(deciding, options->date, deciding->live);
    again_start(&deciding->vm, &work->options, deciding->live);
    decide_lines(deciding);
    if (is_near_limit(work, deciding->vm.again)) {
        again_forget(&deciding->vm);
        return evaluate(room, work->core, work->facts, &work->options);
    }
    join_regimes(deciding);
    return work;
}
