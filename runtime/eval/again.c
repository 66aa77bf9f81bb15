// Evaluating again: keeps what another day leaves as it was, and computes the rest.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/eval/again.h"

Again *again_new(Vm *vm)
{
    Again *again = arena_make(vm->arena, Again);
    again->barred = arena_array(vm->arena, bool, vm->core->n_rules + 1);
    again->toggled = arena_array(vm->arena, uint32_t, vm->core->n_rules + 1);
    again->law_date = NO_DAY;
    return again;
}

static uint64_t bit_of(RuleId rule)
{
    return (uint64_t)1 << (rule % 64);
}

void again_start(Vm *vm, const EvalOptions *options, const Tri *live)
{
    Again *again = vm->again;
    uint64_t toggled = 0;
    again->run++;
    again->depth = 0;
    again->next_row = DAY_MAX + 1;
    vm->live = live;
    vm->day = options->date;
    for (size_t i = 0; i < vm->core->n_rules; i++) {
        bool barred = rule_barred(options, &vm->core->rules[i]);
        if (barred != again->barred[i]) {
            again->barred[i] = barred;
            again->toggled[i] = again->run;
            toggled |= bit_of((RuleId)i);
        }
    }
    vec_push(vm->arena, &again->since, 0);
    for (size_t i = 0; toggled && i < again->since.n; i++)
        again->since.items[i] |= toggled;
    Day law_date = options->move_law_date ? options->date : NO_DAY;
    if (law_date != again->law_date)
        again->law_date_moved = again->run;
    again->law_date = law_date;
}

// ---- what the function at work reads

static Watch *watch_of(const Again *again)
{
    return again->watches.n ? &again->watches.items[again->watches.n - 1] : NULL;
}

static void narrow(Grounds *grounds, Day from, Day until)
{
    grounds->from = from > grounds->from ? from : grounds->from;
    grounds->until = until < grounds->until ? until : grounds->until;
}

void again_days(Vm *vm, Day from, Day until)
{
    Watch *watch = vm->again ? watch_of(vm->again) : NULL;
    if (watch)
        narrow(&watch->own, from, until);
}

// A day on which something changes, seen from today.
static void narrow_at(Grounds *grounds, Day today, Day day)
{
    if (day > today)
        narrow(grounds, DAY_MIN, day);
    else
        narrow(grounds, day, DAY_MAX + 1);
}

static void mind_row(Grounds *grounds, Day today, Day day)
{
    narrow_at(grounds, today, day);
    if (day > today && day < grounds->next_row)
        grounds->next_row = day;
}

void again_row(Vm *vm, Day from, Day until)
{
    Watch *watch = vm->again ? watch_of(vm->again) : NULL;
    if (watch) {
        mind_row(&watch->own, vm->day, from);
        mind_row(&watch->own, vm->day, until);
    }
}

void again_rule(Vm *vm, RuleId id)
{
    Watch *watch = vm->again ? watch_of(vm->again) : NULL;
    if (!watch)
        return;
    const CoreRule *rule = &vm->core->rules[id];
    narrow_at(&watch->own, vm->day, rule->from);
    narrow_at(&watch->own, vm->day, rule->until);
    for (size_t i = 0; i < rule->n_doubts; i++) {
        narrow_at(&watch->own, vm->day, rule->doubts[i].from);
        narrow_at(&watch->own, vm->day, rule->doubts[i].until);
    }
    watch->own.rules |= bit_of(id);
    vec_push(vm->arena, &vm->again->uses, id | USES_RULE);
}

void again_law_date(Vm *vm)
{
    Watch *watch = vm->again ? watch_of(vm->again) : NULL;
    if (watch)
        watch->own.law_date = true;
}

// `all` rests on what a call rests on, too.
static void rest_on(Grounds *all, const Grounds *call)
{
    narrow(all, call->from, call->until);
    all->depth = call->depth + 1 > all->depth ? call->depth + 1 : all->depth;
    all->next_row = call->next_row < all->next_row ? call->next_row : all->next_row;
    all->rules |= call->rules;
    all->law_date |= call->law_date;
}

// With its own reads.
static Grounds joined(const Grounds *own, Grounds all)
{
    narrow(&all, own->from, own->until);
    all.next_row = own->next_row < all.next_row ? own->next_row : all.next_row;
    all.rules |= own->rules;
    all.law_date |= own->law_date;
    return all;
}

void again_call(Vm *vm, uint32_t memo)
{
    Again *again = vm->again;
    Watch *watch = again ? watch_of(again) : NULL;
    if (!watch)
        return;
    rest_on(&watch->all, &again->marks.items[memo].all);
    bool repeated = again->uses.n > watch->uses && again->uses.items[again->uses.n - 1] == memo;
    if (!repeated)
        vec_push(vm->arena, &again->uses, memo);
}

// ---- functions

static const Grounds ALWAYS = {.from = DAY_MIN, .until = DAY_MAX + 1, .next_row = DAY_MAX + 1};

bool again_holds(const Vm *vm, uint32_t memo)
{
    const Again *again = vm->again;
    return !again || again->marks.items[memo].verified == again->run;
}

void again_enter(Vm *vm, const FuncVersion *version)
{
    if (!vm->again)
        return;
    Watch watch = {.own = ALWAYS, .all = ALWAYS, .uses = vm->again->uses.n,
                   .begun = vm->work->steps_run};
    narrow(&watch.own, version->from, version->until);
    vec_push(vm->arena, &vm->again->watches, watch);
}

static bool same_causes(const Causes *a, const Causes *b)
{
    if (a == b)
        return true;
    return a && b && a->n == b->n && memcmp(a->ids, b->ids, a->n * sizeof *a->ids) == 0;
}

// Nobody can tell them apart.
static bool same_result(const Value *a, const Value *b)
{
    if (a->kind != b->kind || a->tri != b->tri || !same_causes(a->causes, b->causes))
        return false;
    switch ((ValueKind)a->kind) {
    case VALUE_NUM:
        return rat_eq(a->as.num.lo, b->as.num.lo) && rat_eq(a->as.num.hi, b->as.num.hi);
    case VALUE_WORD:
        return str_eq(a->as.word, b->as.word);
    case VALUE_RECORD:
        return a->as.record == b->as.record;
    case VALUE_BOOL: case VALUE_NONE: case VALUE_TOP:
        return true;
    case VALUE_LIST:
        break;
    }
    const List *x = a->as.list, *y = b->as.list;
    bool same = x->n == y->n && x->open == y->open && same_causes(x->why_open, y->why_open);
    for (size_t i = 0; i < x->n && same; i++)
        same = x->items[i].member == y->items[i].member &&
               same_causes(x->items[i].doubt, y->items[i].doubt) &&
               same_result(&x->items[i].value, &y->items[i].value);
    return same;
}

static Mark *mark_of(Vm *vm, uint32_t memo)
{
    while (vm->again->marks.n <= memo) {
        Mark none = {0};
        vec_push(vm->arena, &vm->again->marks, none);
    }
    return &vm->again->marks.items[memo];
}

static void keep_uses(Vm *vm, Mark *mark, const uint32_t *uses, size_t n)
{
    if (n > mark->n_uses)
        mark->uses = arena_alloc_raw(vm->arena, n * sizeof *uses);
    if (n)
        memcpy((uint32_t *)(uintptr_t)mark->uses, uses, n * sizeof *uses);
    mark->n_uses = n;
}

void again_leave(Vm *vm, uint32_t memo, Entry result)
{
    Again *again = vm->again;
    if (!again)
        return;
    MemoEntry *entry = &vm->memos.items[memo];
    Mark *mark = mark_of(vm, memo);
    Watch watch = again->watches.items[--again->watches.n];
    uint64_t all = vm->work->steps_run - watch.begun;
    if (again->watches.n)
        watch_of(again)->beneath += all;
    if (!mark->verified || !same_result(&entry->result.value, &result.value)) {
        entry->result = result;
        mark->changed = again->run;
    }
    mark->verified = again->run;
    mark->own = watch.own;
    mark->all = joined(&watch.own, watch.all);
    again->operations += all - watch.beneath - mark->operations;
    mark->operations = all - watch.beneath;
    keep_uses(vm, mark, again->uses.items + watch.uses, again->uses.n - watch.uses);
    again->uses.n = watch.uses;
}

// ---- settling

static void settle(Vm *vm, uint32_t memo);

// Nothing that bears on it, or on what is beneath it, can have changed since it was verified.
static bool is_untouched(const Vm *vm, const Mark *mark)
{
    const Again *again = vm->again;
    return mark->all.from <= vm->day && vm->day < mark->all.until &&
           !(mark->all.rules & again->since.items[mark->verified - 1]) &&
           (!mark->all.law_date || again->law_date_moved <= mark->verified);
}

// Settles what the call rests on, then says whether its result stands.
static bool stands(Vm *vm, uint32_t memo)
{
    Again *again = vm->again;
    Mark mark = again->marks.items[memo];
    Grounds all = ALWAYS;
    bool good = mark.own.from <= vm->day && vm->day < mark.own.until &&
                (!mark.own.law_date || again->law_date_moved <= mark.verified);
    for (size_t i = 0; i < mark.n_uses; i++) {
        uint32_t use = mark.uses[i];
        if (use & USES_RULE) {
            good = good && again->toggled[use & ~USES_RULE] <= mark.verified;
            continue;
        }
        settle(vm, use);
        if (vm->work->status != EVAL_OK)
            return false;
        const Mark *used = &again->marks.items[use];
        // One that did not settle has no version on that day.
        good = good && used->verified == again->run && used->changed <= mark.verified;
        rest_on(&all, &used->all);
    }
    if (good) {
        mark.verified = again->run;
        mark.all = joined(&mark.own, all);
        again->marks.items[memo] = mark;
    }
    return good;
}

static void settle(Vm *vm, uint32_t memo)
{
    Mark *mark = mark_of(vm, memo);
    if (mark->verified == vm->again->run)
        return;
    if (mark->verified && is_untouched(vm, mark)) {
        mark->verified = vm->again->run;
        return;
    }
    if ((mark->verified && stands(vm, memo)) || vm->work->status != EVAL_OK)
        return;
    MemoKey key = vm->memos.items[memo].key;
    vm_run(vm, vm->core->funcs[key.func], key.args, key.n);
}

Entry again_run(Vm *vm, const Func *func, const Value *args, uint32_t n)
{
    Again *again = vm->again;
    uint32_t memo = vm_memo(vm, func->id, args, n);
    settle(vm, memo);
    if (vm->work->status != EVAL_OK) {
        again->watches.n = again->uses.n = 0;
        return (Entry){{.kind = VALUE_TOP}, 0};
    }
    const Grounds *all = &again->marks.items[memo].all;
    again->depth = all->depth > again->depth ? all->depth : again->depth;
    again->next_row = all->next_row < again->next_row ? all->next_row : again->next_row;
    return vm->memos.items[memo].result;
}
