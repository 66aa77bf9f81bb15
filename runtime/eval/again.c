// Evaluating again: keeps what another day leaves as it was, and computes the rest.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/eval/again.h"

static const Grounds ALWAYS = {.from = DAY_MIN, .until = DAY_MAX + 1, .next_row = DAY_MAX + 1};

Again *again_new(Vm *vm)
{
    Again *again = arena_make(vm->arena, Again);
    again->barred = arena_array(vm->arena, bool, vm->core->n_rules + 1);
    again->toggled = arena_array(vm->arena, bool, vm->core->n_rules + 1);
    again->law_date = NO_DAY;
    return again;
}

// ---- what the function at work reads

static Watch *watch_of(const Vm *vm)
{
    const Again *again = vm->again;
    return again && again->watches.n ? &again->watches.items[again->watches.n - 1] : NULL;
}

static void narrow(Grounds *grounds, Day from, Day until)
{
    grounds->from = from > grounds->from ? from : grounds->from;
    grounds->until = until < grounds->until ? until : grounds->until;
}

void again_days(Vm *vm, Day from, Day until)
{
    Watch *watch = watch_of(vm);
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
    Watch *watch = watch_of(vm);
    if (watch) {
        mind_row(&watch->own, vm->day, from);
        mind_row(&watch->own, vm->day, until);
    }
}

// The law date was read, so the function is computed again on any other day.
void again_turn(Vm *vm, Day day)
{
    Watch *watch = watch_of(vm);
    if (watch && day < watch->own.next_row)
        watch->own.next_row = day;
}

void again_rule(Vm *vm, RuleId id)
{
    Watch *watch = watch_of(vm);
    if (!watch)
        return;
    const CoreRule *rule = &vm->core->rules[id];
    narrow_at(&watch->own, vm->day, rule->from);
    narrow_at(&watch->own, vm->day, rule->until);
    for (size_t i = 0; i < rule->n_doubts; i++) {
        narrow_at(&watch->own, vm->day, rule->doubts[i].from);
        narrow_at(&watch->own, vm->day, rule->doubts[i].until);
    }
    watch->own.rules = true;
    vec_push(vm->arena, &vm->again->uses, id | USES_RULE);
}

void again_law_date(Vm *vm)
{
    Watch *watch = watch_of(vm);
    if (watch)
        watch->own.law_date = true;
}

void again_call(Vm *vm, uint32_t memo)
{
    Again *again = vm->again;
    Watch *watch = watch_of(vm);
    if (!watch)
        return;
    uint32_t depth = again->marks.items[memo].depth + 1;
    watch->depth = depth > watch->depth ? depth : watch->depth;
    bool repeated = again->uses.n > watch->uses && again->uses.items[again->uses.n - 1] == memo;
    if (!repeated)
        vec_push(vm->arena, &again->uses, memo);
}

// ---- what is to be computed

static void wait_for(Vm *vm, uint32_t memo)
{
    Again *again = vm->again;
    size_t depth = again->marks.items[memo].depth;
    while (again->waiting.n <= depth) {
        Numbers none = {0};
        vec_push(vm->arena, &again->waiting, none);
    }
    vec_push(vm->arena, &again->waiting.items[depth], memo);
}

static void spoil(Vm *vm, uint32_t memo)
{
    Mark *mark = &vm->again->marks.items[memo];
    if (!mark->dirty)
        wait_for(vm, memo);
    mark->dirty = true;
}

static void spoil_users(Vm *vm, uint32_t memo)
{
    for (size_t i = 0; i < vm->again->marks.items[memo].users.n; i++)
        spoil(vm, vm->again->marks.items[memo].users.items[i]);
}

// Opens no frame where no version is in force: then whoever asks is told so.
static void compute(Vm *vm, uint32_t memo)
{
    MemoKey key = vm->memos.items[memo].key;
    vm_run(vm, vm->core->funcs[key.func], key.args, key.n);
    if (vm->again->marks.items[memo].dirty)
        spoil_users(vm, memo);
}

static void compute_waiting(Vm *vm)
{
    Again *again = vm->again;
    for (size_t depth = 0; depth < again->waiting.n && vm->work->status == EVAL_OK;) {
        Numbers *level = &again->waiting.items[depth];
        if (level->n == 0) {
            depth++;
            continue;
        }
        uint32_t memo = level->items[--level->n];
        if (again->marks.items[memo].dirty) {
            compute(vm, memo);
            depth = 0; // a user may be waiting at any depth
        }
    }
    for (size_t i = 0; i < again->waiting.n; i++)
        again->waiting.items[i].n = 0; // left over after a limit
}

static bool is_toggled(const Again *again, const Mark *mark)
{
    for (size_t i = 0; i < mark->uses.n; i++) {
        uint32_t use = mark->uses.items[i];
        if ((use & USES_RULE) && again->toggled[use & ~USES_RULE])
            return true;
    }
    return false;
}

static bool toggle(Vm *vm, const EvalOptions *options)
{
    Again *again = vm->again;
    bool any = false;
    for (size_t i = 0; i < vm->core->n_rules; i++) {
        bool barred = rule_barred(options, &vm->core->rules[i]);
        again->toggled[i] = barred != again->barred[i];
        again->barred[i] = barred;
        any = any || again->toggled[i];
    }
    return any;
}

void again_start(Vm *vm, const EvalOptions *options, const Tri *live)
{
    Again *again = vm->again;
    Day law_date = options->move_law_date ? options->date : NO_DAY;
    bool moved = law_date != again->law_date, toggled = toggle(vm, options);
    again->asked.n = 0;
    again->first_n = again->first_n ? again->first_n : again->marks.n;
    again->law_date = law_date;
    vm->live = live;
    vm->day = options->date;
    for (size_t i = 0; i < again->marks.n; i++) {
        const Mark *mark = &again->marks.items[i];
        bool stands = mark->own.from <= vm->day && vm->day < mark->own.until &&
                      !(moved && mark->own.law_date) &&
                      !(toggled && mark->own.rules && is_toggled(again, mark));
        if (!stands)
            spoil(vm, (uint32_t)i);
    }
    compute_waiting(vm);
}

// ---- functions

void again_enter(Vm *vm, const FuncVersion *version)
{
    if (!vm->again)
        return;
    Watch watch = {.own = ALWAYS, .uses = vm->again->uses.n, .begun = vm->work->steps_run};
    narrow(&watch.own, version->from, version->until);
    vec_push(vm->arena, &vm->again->watches, watch);
}

static bool same_causes(const Causes *a, const Causes *b)
{
    if (a == b)
        return true;
    return a && b && a->n == b->n && memcmp(a->ids, b->ids, a->n * sizeof *a->ids) == 0;
}

static bool same_result(const Value *a, const Value *b);

// Element by element.
static bool same_list(const List *x, const List *y)
{
    bool same = x->n == y->n && x->open == y->open && same_causes(x->why_open, y->why_open);
    for (size_t i = 0; i < x->n && same; i++)
        same = x->items[i].member == y->items[i].member &&
               same_causes(x->items[i].doubt, y->items[i].doubt) &&
               same_result(&x->items[i].value, &y->items[i].value);
    return same;
}

// Nobody can tell them apart.
static bool same_result(const Value *a, const Value *b)
{
    bool lists = a->kind == VALUE_LIST && b->kind == VALUE_LIST;
    return same_causes(a->causes, b->causes) &&
           (vm_same(a, b) || (lists && a->tri == b->tri && same_list(a->as.list, b->as.list)));
}

static Mark *mark_of(Vm *vm, uint32_t memo)
{
    while (vm->again->marks.n <= memo) {
        Mark none = {.dirty = true};
        vec_push(vm->arena, &vm->again->marks, none);
    }
    return &vm->again->marks.items[memo];
}

// Those of the frame that ends, with the way back.
static void keep_uses(Vm *vm, uint32_t memo, const uint32_t *uses, size_t n)
{
    Again *again = vm->again;
    Numbers *kept = &again->marks.items[memo].uses;
    bool same = kept->n == n && (n == 0 || memcmp(kept->items, uses, n * sizeof *uses) == 0);
    if (same)
        return;
    kept->n = 0;
    for (size_t i = 0; i < n; i++) {
        vec_push(vm->arena, kept, uses[i]);
        Numbers *users = uses[i] & USES_RULE ? NULL : &again->marks.items[uses[i]].users;
        if (users && (users->n == 0 || users->items[users->n - 1] != memo))
            vec_push(vm->arena, users, memo);
    }
}

Entry again_leave(Vm *vm, uint32_t memo, Entry result)
{
    Again *again = vm->again;
    if (!again)
        return result;
    const MemoEntry *entry = &vm->memos.items[memo];
    Mark *mark = mark_of(vm, memo);
    Watch watch = again->watches.items[--again->watches.n];
    uint64_t all = vm->work->steps_run - watch.begun;
    if (again->watches.n)
        watch_of(vm)->beneath += all;
    bool same = entry->done && watch.depth <= mark->depth &&
                same_result(&entry->result.value, &result.value);
    mark->dirty = false;
    mark->own = watch.own;
    mark->depth = watch.depth;
    again->depth = watch.depth > again->depth ? watch.depth : again->depth;
    again->operations += all - watch.beneath - mark->operations;
    mark->operations = (uint32_t)(all - watch.beneath);
    keep_uses(vm, memo, again->uses.items + watch.uses, again->uses.n - watch.uses);
    again->uses.n = watch.uses;
    if (!same)
        spoil_users(vm, memo);
    again_call(vm, memo);
    return same ? entry->result : result;
}

Entry again_run(Vm *vm, const Func *func, const Value *args, uint32_t n, uint32_t *known)
{
    Again *again = vm->again;
    if (*known == 0)
        *known = vm_memo(vm, func->id, args, n) + 1;
    if (mark_of(vm, *known - 1)->dirty && vm->work->status == EVAL_OK)
        vm_run(vm, func, args, n);
    if (vm->work->status != EVAL_OK)
        return (Entry){{.kind = VALUE_TOP}, 0};
    vec_push(vm->arena, &again->asked, *known - 1);
    return vm->memos.items[*known - 1].result;
}

// ---- what the answer rests on

bool again_is_full(const Vm *vm)
{
    const Again *again = vm->again;
    return again->first_n && again->marks.n > 2 * again->first_n + 1000;
}

void again_forget(Vm *vm)
{
    for (size_t i = 0; i < vm->again->marks.n; i++)
        vm->again->marks.items[i].dirty = true;
    vm->again->watches.n = vm->again->uses.n = 0;
}

// A call that nobody makes any more may have asked for a row; so the walk below is over those
// that the answer rests on, and most days there is nothing to walk for.
static bool any_row_before(const Again *again, Day before)
{
    for (size_t i = 0; i < again->marks.n; i++) {
        if (again->marks.items[i].own.next_row < before)
            return true;
    }
    return false;
}

Day again_next_row(Vm *vm, Day before)
{
    Again *again = vm->again;
    Day next = before;
    if (!any_row_before(again, before))
        return before;
    again->walk++;
    again->walking.n = 0;
    for (size_t i = 0; i < again->asked.n; i++)
        vec_push(vm->arena, &again->walking, again->asked.items[i]);
    while (again->walking.n > 0) {
        Mark *mark = &again->marks.items[again->walking.items[--again->walking.n]];
        if (mark->seen == again->walk)
            continue;
        mark->seen = again->walk;
        next = mark->own.next_row < next ? mark->own.next_row : next;
        for (size_t i = 0; i < mark->uses.n; i++) {
            if (!(mark->uses.items[i] & USES_RULE))
                vec_push(vm->arena, &again->walking, mark->uses.items[i]);
        }
    }
    return next;
}
