// Scenarios to Core: given values as constants, expectations as plain words.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/core/lower.h"

// The type of a place a.b.c of the facts; TYPE_ERROR when there is none (already reported).
static const Type *place_type(const Lowering *low, const Node *path)
{
    const Node *first = path->kind == NODE_PATH ? path->kids[0] : path;
    const Type *type = type_plain(TYPE_ERROR);
    for (size_t i = 0; i < low->core->schema->n; i++) {
        if (str_eq(low->core->schema->decls[i].name, first->text))
            type = low->core->schema->decls[i].type;
    }
    for (uint32_t i = 1; path->kind == NODE_PATH && i < path->n; i++) {
        size_t index;
        const Field *field = type->kind == TYPE_RECORD ? type_field(type, path->kids[i]->text, &index) : NULL;
        type = field ? field->type : type_plain(TYPE_ERROR);
    }
    return type;
}

static CoreGiven *lower_givens(Lowering *low, const Node *binds, size_t *n)
{
    *n = 0;
    CoreGiven *givens = arena_array(low->arena, CoreGiven, node_count(binds) + 1);
    for (uint32_t i = 0; i < node_count(binds); i++) {
        const Node *bind = binds->kids[i], *where = NULL;
        const Node *path = node_kid(bind, BIND_PATH), *value = node_kid(bind, BIND_VALUE);
        Fact *fact = constant_fold(low, value, place_type(low, path), &where);
        if (!fact) {
            diag_report(low->diags, DIAG_L0532, where ? where->span : value->span);
            continue;
        }
        givens[(*n)++] = (CoreGiven){node_label(low->arena, path), fact};
    }
    return givens;
}

static Str *lower_words(Lowering *low, const Node *list, size_t *n)
{
    *n = node_count(list);
    Str *words = arena_array(low->arena, Str, *n + 1);
    for (size_t i = 0; i < *n; i++)
        words[i] = node_label(low->arena, list->kids[i]);
    return words;
}

static CoreExpect lower_expect(Lowering *low, const Node *node)
{
    CoreExpect expect = {.world = (World)node->op, .span = node->span};
    const Node *high = node_kid(node, EXPECT_HIGH), *clauses = node_kid(node, EXPECT_CLAUSES);
    expect.low = node_kid(node, EXPECT_LOW)->text;
    expect.high = high ? high->text : STR_NONE;
    expect.clauses = arena_alloc(low->arena, sizeof *expect.clauses * (node_count(clauses) + 1));
    for (uint32_t i = 0; i < node_count(clauses); i++) {
        const Node *clause = clauses->kids[i];
        size_t n;
        Str *items = lower_words(low, node_kid(clause, 0), &n);
        if (clause->op == CLAUSE_OF) {
            expect.regime = n ? items[0] : STR_NONE;
            continue;
        }
        expect.clauses[expect.n_clauses].kind = (ClauseKind)clause->op;
        expect.clauses[expect.n_clauses].items = items;
        expect.clauses[expect.n_clauses++].n = n;
    }
    return expect;
}

static bool lower_date(const Node *node, Day *day)
{
    return node && date_parse(node->text, day);
}

static CoreGroup lower_group(Lowering *low, const Node *node)
{
    CoreGroup group = {0};
    const Node *expects = node_kid(node, GROUP_EXPECTS);
    group.assume = lower_words(low, node_kid(node, GROUP_ASSUME), &group.n_assume);
    group.has_date = lower_date(node_kid(node, GROUP_DATE), &group.date);
    group.givens = lower_givens(low, node_kid(node, GROUP_GIVEN), &group.n_givens);
    group.n_expects = node_count(expects);
    group.expects = arena_array(low->arena, CoreExpect, group.n_expects + 1);
    for (size_t i = 0; i < group.n_expects; i++)
        group.expects[i] = lower_expect(low, expects->kids[i]);
    return group;
}

static void lower_scenario_head(CoreScenario *scenario, const Node *head)
{
    const Node *arg = node_kid(head, 0);
    if (head->kind != NODE_HEAD || !arg)
        return;
    switch ((HeadKind)head->op) {
    case HEAD_CASE: scenario->case_id = arg->text; break;
    case HEAD_SOURCE: scenario->source = arg->text; break;
    case HEAD_NOTE: scenario->note = arg->text; break;
    case HEAD_CERTAINTY: scenario->certainty = arg->text; break;
    case HEAD_UNVERIFIED: scenario->unverified = arg->text; break;
    case HEAD_CITES: case HEAD_PROPOSED: case HEAD_LAPSES: break;
    }
}

static CoreScenario lower_scenario(Lowering *low, const Decl *decl)
{
    const Node *node = decl->node;
    CoreScenario scenario = {.module = decl->module, .span = node->span};
    scenario.title = node_kid(node, SCENARIO_TITLE)->text;
    const Node *heads = node_kid(node, SCENARIO_HEADS), *groups = node_kid(node, SCENARIO_GROUPS);
    for (uint32_t i = 0; i < node_count(heads); i++)
        lower_scenario_head(&scenario, heads->kids[i]);
    scenario.has_date = lower_date(node_kid(node, SCENARIO_DATE), &scenario.date);
    scenario.givens = lower_givens(low, node_kid(node, SCENARIO_GIVEN), &scenario.n_givens);
    scenario.n_groups = node_count(groups);
    scenario.groups = arena_array(low->arena, CoreGroup, scenario.n_groups + 1);
    for (size_t i = 0; i < scenario.n_groups; i++)
        scenario.groups[i] = lower_group(low, groups->kids[i]);
    return scenario;
}

void lower_scenarios(Lowering *low)
{
    Core *core = low->core;
    core->n_scenarios = low->checked->scenarios.n;
    core->scenarios = arena_array(low->arena, CoreScenario, core->n_scenarios + 1);
    for (size_t i = 0; i < core->n_scenarios; i++)
        core->scenarios[i] = lower_scenario(low, low->checked->scenarios.items[i]);
}
