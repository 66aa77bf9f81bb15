// What a batch came to: counted by each worker, added up at the end.
//
// In:  answers, one at a time. Out: a Tally.
// Memory: names live with the counts.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/base/json.h"
#include "runtime/batch/batch.h"

static void add_map(Map *to, const Map *from)
{
    for (size_t i = 0; i < from->n; i++) {
        *map_count(to, from->entries[i].key) += *(const size_t *)from->entries[i].value;
    }
}

void tally_add(Tally *to, const Tally *from)
{
    add_map(&to->findings, &from->findings);
    add_map(&to->causes, &from->causes);
    to->lines += from->lines;
    to->answered += from->answered;
    to->unreadable += from->unreadable;
    to->undetermined += from->undetermined;
    to->stopped += from->stopped;
    to->held += from->held;
    to->items += from->items;
    to->differ += from->differ;
    to->limit = to->limit || from->limit;
}

// "/items/0/die_area" -> "/items/*/die_area"
Str batch_without_indexes(Arena *arena, Str pointer)
{
    Buf out;
    buf_init(&out, arena);
    for (size_t i = 0; i < pointer.len; i++) {
        bool digit = pointer.at[i] >= '0' && pointer.at[i] <= '9';
        if (!(digit && i > 0 && out.at[out.len - 1] == '*')) {
            buf_char(&out, digit && i > 0 && out.at[out.len - 1] == '/' ? '*' : pointer.at[i]);
        }
    }
    return buf_done(&out);
}

static void count_causes(Worker *worker, const licet_decision *decision)
{
    licet_buffer *buffer = NULL;
    cli_must(licet_decision_json(decision, "/statement/missing", false, &buffer));
    const Json *missing = cli_json(worker->arena, buffer);
    Map once;
    map_init(&once, worker->arena);
    for (const Json *at = missing ? missing->first : NULL; at != NULL; at = at->next) {
        const Json *fact = json_get(at, STR("fact"));
        Str name = batch_without_indexes(worker->arena, fact->text);
        if (map_find(&once, name) == NULL) {
            map_put(&once, name, worker);
            ++*map_count(&worker->tally.causes, name);
        }
    }
}

void batch_count_answer(Worker *worker, Answered answered)
{
    Tally *tally = &worker->tally;
    const licet_decision *decision =
        answered.decider != NULL ? licet_decider_decision(answered.decider) : answered.decision;
    licet_regime regime;
    bool undetermined = false;
    for (size_t i = 0; short_regime(answered, i, &regime); i++) {
        ++*map_count(&tally->findings, str_of(regime.finding));
        undetermined = undetermined || strcmp(regime.finding, "undetermined") == 0;
    }
    tally->answered++;
    tally->undetermined += undetermined;
    tally->stopped += short_gate(answered) == LICET_STOP;
    tally->held += short_gate(answered) == LICET_HOLD;
    if (decision != NULL) { // what a decider settles is neither undetermined nor at a limit
        tally->limit = tally->limit || licet_decision_exit(decision) == EXIT_FAULT;
        if (undetermined) {
            count_causes(worker, decision);
        }
    }
}

unsigned batch_came_to(const Tally *before, const Tally *after)
{
    bool stopped = after->stopped > before->stopped, held = after->held > before->held;
    bool open = after->undetermined > before->undetermined;
    return (stopped ? CAME_STOP : held ? CAME_HOLD : CAME_PROCEED) |
           (open ? CAME_UNDETERMINED : 0u);
}
