// The stack machine: runs the code of one function to its result, with explicit stacks.
//
// Every operand is evaluated and every operation leaves a step in the trace when one is kept.
// Calls are remembered by function and arguments, so shared definitions cost once.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/eval/again.h"

void vm_init(Vm *vm, Evaluation *work, const Code *code)
{
    *vm = (Vm){.arena = work->arena, .work = work, .core = work->core, .code = code, .facts = work->facts};
}

void vm_start_era(Vm *vm, const Tri *live)
{
    vm->live = live;
    vm->memos.n = 0;
    if (vm->memo_slots)
        memset(vm->memo_slots, 0, vm->n_memo_slots * sizeof(uint32_t));
}

// ---- trace

static StepId add_step(Vm *vm, const Expr *expr, const Func *call, const Value *value, const StepId *kids,
                       size_t n)
{
    Trace *trace = &vm->work->trace;
    if (!vm->work->options.trace)
        return 0;
    if (trace->n == 0) { // step 0 is "none"
        trace->steps = arena_grow(vm->arena, trace->steps, 0, &trace->cap_steps, sizeof(Step));
        trace->n = 1;
    }
    size_t first = trace->n_kids;
    for (size_t i = 0; i < n; i++) {
        trace->kids = arena_grow(vm->arena, trace->kids, trace->n_kids, &trace->cap_kids, sizeof(StepId));
        trace->kids[trace->n_kids++] = kids[i];
    }
    trace->steps = arena_grow(vm->arena, trace->steps, trace->n, &trace->cap_steps, sizeof(Step));
    trace->steps[trace->n] = (Step){.expr = expr, .call = call, .value = *value, .first_kid = (uint32_t)first,
                                    .n_kids = (uint32_t)n};
    return (StepId)trace->n++;
}

// A step over the operands on top of the stack; those not to be mentioned are left out.
static StepId step_over(Vm *vm, const Expr *expr, const Value *value, uint32_t n)
{
    if (!vm->work->options.trace)
        return 0;
    size_t base = vm->kid_stack.n;
    for (uint32_t i = 0; i < n; i++) {
        StepId step = vm->stack.items[vm->stack.n - n + i].step;
        if (step)
            vec_push(vm->arena, &vm->kid_stack, step);
    }
    StepId id = add_step(vm, expr, NULL, value, vm->kid_stack.items + base, vm->kid_stack.n - base);
    vm->kid_stack.n = base;
    return id;
}

// ---- stack

// Values are large: each is written where it stays.
static inline void push(Vm *vm, const Value *value, StepId step)
{
    if (vm->stack.n == vm->stack.cap)
        vm->stack.items = arena_grow(vm->arena, vm->stack.items, vm->stack.n, &vm->stack.cap, sizeof(Entry));
    Entry *entry = &vm->stack.items[vm->stack.n++];
    entry->value = *value;
    entry->step = step;
}

static inline void replace(Vm *vm, const Expr *expr, uint32_t n, const Value *value)
{
    StepId step = step_over(vm, expr, value, n);
    vm->stack.n -= n;
    push(vm, value, step);
}

// ---- memory of calls

static uint32_t hash_value(const Value *value)
{
    uint32_t hash = (uint32_t)value->kind * 31u + value->tri;
    switch ((ValueKind)value->kind) {
    case VALUE_NUM:
        return hash * 31u + rat_hash(value->as.num.lo) * 7u + rat_hash(value->as.num.hi);
    case VALUE_WORD:
        return hash * 31u + str_hash(value->as.word);
    case VALUE_RECORD:
        return hash * 31u + (uint32_t)((uintptr_t)value->as.record >> 4);
    case VALUE_LIST:
        return hash * 31u + (uint32_t)((uintptr_t)value->as.list >> 4);
    case VALUE_BOOL: case VALUE_NONE: case VALUE_TOP:
        return hash;
    }
    return hash;
}

bool vm_same(const Value *a, const Value *b)
{
    if (a->kind != b->kind || a->tri != b->tri)
        return false;
    switch ((ValueKind)a->kind) {
    case VALUE_NUM:
        return a->grows[0] == b->grows[0] && a->grows[1] == b->grows[1] && a->months == b->months &&
               rat_eq(a->as.num.lo, b->as.num.lo) && rat_eq(a->as.num.hi, b->as.num.hi);
    case VALUE_WORD:
        return str_eq(a->as.word, b->as.word);
    case VALUE_RECORD:
        return a->as.record == b->as.record;
    case VALUE_LIST:
        return a->as.list == b->as.list;
    case VALUE_BOOL: case VALUE_NONE: case VALUE_TOP:
        return true;
    }
    return false;
}

static bool memo_is(const MemoEntry *memo, uint32_t func, const Value *args, uint32_t n)
{
    if (memo->key.func != func || memo->key.n != n)
        return false;
    for (uint32_t i = 0; i < n; i++) {
        if (memo->key.args[i].causes != args[i].causes || !vm_same(&memo->key.args[i], &args[i]))
            return false;
    }
    return true;
}

static void memo_rehash(Vm *vm)
{
    vm->n_memo_slots = vm->n_memo_slots ? vm->n_memo_slots * 2 : 256;
    vm->memo_slots = arena_array(vm->arena, uint32_t, vm->n_memo_slots);
    for (size_t i = 0; i < vm->memos.n; i++) {
        size_t at = vm->memos.items[i].hash & (vm->n_memo_slots - 1);
        while (vm->memo_slots[at])
            at = (at + 1) & (vm->n_memo_slots - 1);
        vm->memo_slots[at] = (uint32_t)i + 1;
    }
}

uint32_t vm_memo(Vm *vm, uint32_t func, const Value *args, uint32_t n)
{
    if ((vm->memos.n + 1) * 2 > vm->n_memo_slots)
        memo_rehash(vm);
    uint32_t hash = func * 2654435761u;
    for (uint32_t i = 0; i < n; i++)
        hash = hash * 31u + hash_value(&args[i]);
    hash ^= hash >> 15;
    size_t mask = vm->n_memo_slots - 1, at = hash & mask;
    for (; vm->memo_slots[at]; at = (at + 1) & mask) {
        MemoEntry *memo = &vm->memos.items[vm->memo_slots[at] - 1];
        if (memo->hash == hash && memo_is(memo, func, args, n))
            return vm->memo_slots[at] - 1;
    }
    Value *kept = arena_array(vm->arena, Value, n + 1);
    if (n)
        memcpy(kept, args, n * sizeof(Value));
    MemoEntry memo = {.key = {func, n, kept}, .hash = hash};
    vec_push(vm->arena, &vm->memos, memo);
    vm->memo_slots[at] = (uint32_t)vm->memos.n;
    return (uint32_t)vm->memos.n - 1;
}

// ---- functions

// The result of a call at its place: the arguments' steps, then the body's.
static Entry finish_call(Vm *vm, const Expr *call, const Func *func, size_t kid_base, Entry body)
{
    Entry result = body;
    if (call && call->op == CORE_CALL && vm->work->options.trace) {
        vec_push(vm->arena, &vm->kid_stack, body.step);
        result.step = add_step(vm, call, func, &body.value, vm->kid_stack.items + kid_base,
                               vm->kid_stack.n - kid_base);
    }
    vm->kid_stack.n = kid_base;
    return result;
}

// What is remembered of an act is its own step; of a define, its body's.
static Entry body_result(Vm *vm, const Frame *frame, Entry body)
{
    if (frame->func->kind != FUNC_ACT || !vm->work->options.trace)
        return body;
    body.step = add_step(vm, frame->func->site, frame->func, &body.value, &body.step, 1);
    if (frame->func->n_params)
        vm->work->trace.steps[body.step].subject = vm->slots.items[frame->slot_base].as.record;
    return body;
}

// Takes n arguments from the stack; either their result is there at once, or a frame is
// opened and *pc moves to its code.
static void enter(Vm *vm, const Func *func, const Expr *call, uint32_t n, uint32_t *pc)
{
    size_t kid_base = vm->kid_stack.n;
    const Entry *args = n > 0 ? vm->stack.items + vm->stack.n - n : NULL;
    Value values[16];
    Value *list = n <= countof(values) ? values : arena_array(vm->arena, Value, n);
    for (uint32_t i = 0; i < n; i++) {
        list[i] = args[i].value;
        if (call && call->op == CORE_CALL && vm->work->options.trace && args[i].step)
            vec_push(vm->arena, &vm->kid_stack, args[i].step);
    }
    vm->stack.n -= n;
    uint32_t memo = vm_memo(vm, func->id, list, n);
    if (vm->memos.items[memo].done && again_holds(vm, memo)) {
        again_call(vm, memo);
        Entry result = finish_call(vm, call, func, kid_base, vm->memos.items[memo].result);
        push(vm, &result.value, result.step);
        return;
    }
    const FuncVersion *version = func_on(func, vm->day);
    if (!version) {
        const Expr *place = call ? call : func->versions[0].body; // nobody called: it was asked
        Value value = value_top(cause_fault(vm, place, "no version of the definition is in force on that day"));
        vm->kid_stack.n = kid_base;
        again_days(vm, vm->day, vm->day + 1);
        push(vm, &value, add_step(vm, call, NULL, &value, NULL, 0));
        return;
    }
    again_enter(vm, version);
    Frame frame = {func, call, *pc, (uint32_t)vm->slots.n, (uint32_t)kid_base, memo};
    vec_push(vm->arena, &vm->frames, frame);
    for (uint32_t i = 0; i < n; i++) {
        vec_push(vm->arena, &vm->slots, list[i]);
    }
    for (uint32_t i = n; i < func->n_slots; i++) {
        vec_push(vm->arena, &vm->slots, (Value){.kind = VALUE_TOP});
    }
    *pc = vm->code->entries[func->id][version - func->versions];
}

static void leave(Vm *vm, uint32_t *pc)
{
    Frame frame = vm->frames.items[--vm->frames.n];
    Entry body = body_result(vm, &frame, vm->stack.items[--vm->stack.n]);
    body = again_leave(vm, frame.memo, body);
    vm->memos.items[frame.memo].done = true;
    vm->memos.items[frame.memo].result = body;
    vm->slots.n = frame.slot_base;
    Entry result = finish_call(vm, frame.call, frame.func, frame.kid_base, body);
    push(vm, &result.value, result.step);
    *pc = frame.return_to;
}

// ---- loops

static void begin_loop(Vm *vm, const Expr *expr)
{
    Loop loop;
    Entry list = vm->stack.items[--vm->stack.n];
    loop_begin(vm, &loop, expr, &list);
    loop.slot_base = vm->frames.items[vm->frames.n - 1].slot_base;
    loop.kid_base = (uint32_t)vm->kid_stack.n;
    vec_push(vm->arena, &vm->kid_stack, list.step);
    vec_push(vm->arena, &vm->loops, loop);
}

// False when there is no further element.
static bool next_element(Vm *vm)
{
    Loop *loop = &vm->loops.items[vm->loops.n - 1];
    if (!loop->list || loop->next >= loop->list->n)
        return false;
    vm->slots.items[loop->slot_base + loop->expr->slot] = loop->list->items[loop->next++].value;
    return true;
}

static void take_element(Vm *vm)
{
    Loop *loop = &vm->loops.items[vm->loops.n - 1];
    Entry value = vm->stack.items[--vm->stack.n], where = {{0}, 0};
    bool aggregate = loop->expr->n == 3;
    bool filtered = aggregate && loop->expr->kids[1];
    if (filtered)
        where = vm->stack.items[--vm->stack.n];
    if (aggregate)
        vec_push(vm->arena, &vm->kid_stack, where.step);
    vec_push(vm->arena, &vm->kid_stack, value.step);
    loop_take(vm, loop, filtered ? &where : NULL, &value);
}

static void end_loop(Vm *vm)
{
    Loop *loop = &vm->loops.items[--vm->loops.n];
    Value value = loop_result(vm, loop);
    StepId step = add_step(vm, loop->expr, NULL, &value, vm->kid_stack.items + loop->kid_base,
                           vm->kid_stack.n - loop->kid_base);
    vm->kid_stack.n = loop->kid_base;
    push(vm, &value, step);
}

// ---- operations

static Value law_date_value(Vm *vm, const Fact *fact)
{
    again_law_date(vm);
    if (vm->work->options.move_law_date && vm->date_known)
        return grow_date(vm, value_number(rat_int(vm->day)));
    if (!fact_is_unknown(fact) || vm->date_known)
        return grow_date(vm, value_of_fact(vm, fact));
    Value value = value_of_fact(vm, fact);
    value.as.num.lo = rat_int(vm->era_first);
    value.as.num.hi = rat_int(vm->era_last);
    if (vm->era_first == vm->era_last)
        value.causes = NULL;
    return value;
}

static Value fact_value(Vm *vm, uint32_t index)
{
    const Fact *fact = vm->facts->top[index];
    return index == vm->core->schema->law_date ? law_date_value(vm, fact) : value_of_fact(vm, fact);
}

static Value live_value(Vm *vm, RuleId rule)
{
    Tri live = vm->live[rule];
    again_rule(vm, rule);
    if (live != TRI_U)
        return value_bool(live, NULL);
    const CoreRule *doubtful = &vm->core->rules[rule];
    Str text = STR_NONE;
    for (size_t i = 0; i < doubtful->n_doubts; i++) {
        if (doubtful->doubts[i].from <= vm->day && vm->day < doubtful->doubts[i].until)
            text = doubtful->doubts[i].text;
    }
    return value_bool(TRI_U, causes_one(vm, (Cause){.kind = CAUSE_DOUBT, .rule = rule, .text = text}));
}

static Value native_range(const Expr *expr, const Causes *causes)
{
    if (expr->type->kind != TYPE_NUM || expr->type->optional)
        return expr->type->kind == TYPE_BOOL ? value_bool(TRI_U, causes) : value_top(causes);
    return (Value){.kind = VALUE_NUM, .causes = causes, .as.num = {expr->type->low, expr->type->high}};
}

static Value call_native(Vm *vm, const Expr *expr, const Entry *args)
{
    const Causes *unknown = NULL;
    bool exact = true;
    const Fact **facts = arena_array(vm->arena, const Fact *, expr->n + 1);
    for (uint32_t i = 0; i < expr->n; i++) {
        vm->work->untold = vm->work->untold || value_moves(&args[i].value);
        exact = exact && value_is_exact(&args[i].value);
        unknown = causes_join(vm, unknown, args[i].value.causes);
        facts[i] = fact_of_value(vm, expr->kids[i]->type, &args[i].value);
    }
    if (!exact)
        return native_range(expr, unknown);
    const EvalOptions *options = &vm->work->options;
    Fact *result = fact_new(vm->arena, expr->type);
    NativeBack back = {native_ask, vm, vm->native_depth};
    Str why = STR("native functions are not allowed here");
    bool called = options->native &&
                  options->native(options->native_host, expr->index, vm->arena, facts, &back, result, &why);
    vm->work->untold = vm->work->untold || (options->native && !called);
    if (!called)
        return value_top(cause_fault(vm, expr, arena_copy(vm->arena, why.at, why.len)));
    return value_of_fact(vm, result);
}

static void run_is(Vm *vm, const Expr *expr, uint32_t n)
{
    const Entry *acts = vm->stack.items + vm->stack.n - n;
    const Fact *asserted = NULL;
    Value record = acts[-1].value;
    Value value = op_is(vm, expr, &record, acts, n, &asserted);
    replace(vm, expr, n + 1, &value);
}

static void run_not(Vm *vm, const Expr *expr)
{
    Entry *top = &vm->stack.items[vm->stack.n - 1];
    Value value = op_not(top->value);
    if (top->step || !vm->work->options.trace) {
        replace(vm, expr, 1, &value);
        return;
    }
    top->value = value; // not a dead rule: not to be mentioned
}

static void run_act(Vm *vm, const Expr *expr, RuleId rule, uint32_t *pc)
{
    const CoreRule *asked = &vm->core->rules[rule];
    uint32_t n = asked->subject_list != UINT32_MAX;
    const Value *subject = &vm->stack.items[vm->stack.n - n].value;
    again_rule(vm, rule);
    if (vm->live[rule] == TRI_F || (n && subject->kind != VALUE_RECORD)) {
        vm->stack.n -= n;
        Value never = value_bool(TRI_F, NULL);
        push(vm, &never, 0);
        return;
    }
    enter(vm, asked->act, expr, n, pc);
}

static void run_unary(Vm *vm, const Instr *instr)
{
    const Expr *expr = instr->expr;
    const Value *a = &vm->stack.items[vm->stack.n - 1].value;
    Value value;
    switch (instr->op) {
    case CODE_FIELD: value = value_of_field(vm, a, expr); break;
    case CODE_NEG: value = op_negate(vm, a); break;
    case CODE_POW: value = op_power(vm, expr, a, (int32_t)expr->index - 128); break;
    case CODE_WHOLE: value = op_whole(vm, expr, a); break;
    case CODE_ENTRY: value = op_entry(a); break;
    case CODE_FOLDED: value = op_folded(vm, a); break;
    default: value = op_absolute(vm, a); break;
    }
    replace(vm, expr, 1, &value);
}

static void run_binary(Vm *vm, const Instr *instr)
{
    const Expr *expr = instr->expr;
    const Value *a = &vm->stack.items[vm->stack.n - 2].value, *b = &vm->stack.items[vm->stack.n - 1].value;
    Value value;
    switch (instr->op) {
    case CODE_EQ: value = op_equal(vm, a, b); break;
    case CODE_NE: value = op_not(op_equal(vm, a, b)); break;
    case CODE_IN: value = op_in(vm, a, b); break;
    case CODE_ADD: case CODE_SUB: case CODE_MUL: case CODE_DIV: value = op_arith(vm, expr, a, b); break;
    case CODE_ROUND_DOWN: value = op_round(vm, expr, a, b, false); break;
    case CODE_ROUND_UP: value = op_round(vm, expr, a, b, true); break;
    case CODE_ADD_MONTHS: value = op_add_months(vm, expr, a, b); break;
    case CODE_WITHIN: value = op_within(vm, a, b); break;
    default: value = op_compare(vm, expr->op, a, b); break;
    }
    if (expr->op >= CORE_EQ && expr->op <= CORE_GE)
        note_turn(vm, a, b);
    replace(vm, expr, 2, &value);
}

static void run_nary(Vm *vm, const Instr *instr)
{
    const Expr *expr = instr->expr;
    uint32_t n = instr->a;
    const Entry *parts = vm->stack.items + vm->stack.n - n;
    Value value;
    switch (instr->op) {
    case CODE_ALL: value = op_all(vm, parts, n); break;
    case CODE_ANY: value = op_any(vm, parts, n); break;
    case CODE_NONE_OF: value = op_not(op_any(vm, parts, n)); break;
    case CODE_AT_LEAST: value = op_at_least(vm, parts, n, expr->index); break;
    case CODE_CASES: value = op_cases(vm, expr, parts, n); break;
    case CODE_UNION: value = op_union(vm, parts, n); break;
    case CODE_ELEMENTS: value = op_elements(vm, parts, n, expr->index == 1); break;
    case CODE_LOOKUP: value = value_lookup(vm, expr, parts); break;
    default: value = call_native(vm, expr, parts); break;
    }
    replace(vm, expr, n, &value);
}

static void run_leaf(Vm *vm, const Instr *instr)
{
    const Expr *expr = instr->expr;
    Value value;
    switch (instr->op) {
    case CODE_CONST: value = value_of_fact(vm, expr->fact); break;
    case CODE_FACT: value = fact_value(vm, expr->index); break;
    case CODE_SLOT: value = vm->slots.items[vm->frames.items[vm->frames.n - 1].slot_base + expr->index]; break;
    case CODE_ROWS: value = value_of_rows(vm, expr->index); break;
    default: value = live_value(vm, expr->index); break;
    }
    push(vm, &value, add_step(vm, expr, NULL, &value, NULL, 0));
}

static void run_instr(Vm *vm, const Instr *instr, uint32_t *pc)
{
    switch (instr->op) {
    case CODE_CONST: case CODE_FACT: case CODE_SLOT: case CODE_ROWS: case CODE_LIVE:
        run_leaf(vm, instr);
        break;
    case CODE_FIELD: case CODE_NEG: case CODE_POW: case CODE_WHOLE: case CODE_ABSOLUTE:
    case CODE_ENTRY: case CODE_FOLDED:
        run_unary(vm, instr);
        break;
    case CODE_EQ: case CODE_NE: case CODE_LT: case CODE_LE: case CODE_GT: case CODE_GE: case CODE_ADD:
    case CODE_SUB: case CODE_MUL: case CODE_DIV: case CODE_IN: case CODE_ROUND_DOWN: case CODE_ROUND_UP:
    case CODE_ADD_MONTHS: case CODE_WITHIN:
        run_binary(vm, instr);
        break;
    case CODE_ALL: case CODE_ANY: case CODE_NONE_OF: case CODE_AT_LEAST: case CODE_CASES: case CODE_UNION:
    case CODE_ELEMENTS: case CODE_LOOKUP: case CODE_NATIVE:
        run_nary(vm, instr);
        break;
    case CODE_NOT: run_not(vm, instr->expr); break;
    case CODE_IS: run_is(vm, instr->expr, instr->a); break;
    case CODE_CALL: enter(vm, vm->core->funcs[instr->expr->index], instr->expr, instr->a, pc); break;
    case CODE_ACT: run_act(vm, instr->expr, instr->a, pc); break;
    case CODE_COPY: {
        Value below = vm->stack.items[vm->stack.n - 1 - instr->a].value; // the stack may move
        push(vm, &below, 0);
        break;
    }
    case CODE_LOOP: begin_loop(vm, instr->expr); break;
    case CODE_NEXT:
        if (!next_element(vm))
            *pc = instr->a;
        break;
    case CODE_TAKE:
        take_element(vm);
        *pc = instr->a;
        break;
    case CODE_DONE: end_loop(vm); break;
    case CODE_RETURN: leave(vm, pc); break;
    case CODE_SOME: case CODE_EVERY: case CODE_NO: case CODE_SUM: case CODE_GREATEST: case CODE_LEAST:
    case CODE_COUNT: case CODE_LIST: case CODE_OP_COUNT:
        break; // loops are emitted as LOOP ... DONE
    }
}

// True when a limit is passed; the evaluation then says which.
static bool is_over_limit(Vm *vm, uint64_t most)
{
    Evaluation *work = vm->work;
    if (++work->steps_run > most)
        work->status = EVAL_STEP_LIMIT;
    if (vm->frames.n > EVAL_DEPTH_MAX)
        work->status = EVAL_DEPTH_LIMIT;
    return work->status != EVAL_OK;
}

Entry vm_run(Vm *vm, const Func *func, const Value *args, uint32_t n)
{
    uint32_t pc = 0;
    uint64_t most = steps_most(&vm->work->options);
    for (uint32_t i = 0; i < n; i++)
        push(vm, &args[i], 0);
    enter(vm, func, NULL, n, &pc);
    while (vm->frames.n > 0) {
        if (is_over_limit(vm, most)) {
            vm->frames.n = vm->loops.n = vm->stack.n = vm->slots.n = vm->kid_stack.n = 0;
            return (Entry){value_top(NULL), 0};
        }
        const Instr *instr = &vm->code->instrs[pc++];
        run_instr(vm, instr, &pc);
    }
    return vm->stack.items[--vm->stack.n];
}
