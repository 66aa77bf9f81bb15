// Core shown: one line an expression, for golden tests and for people who debug a policy.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/core/core.h"

const char *core_op_name(CoreOp op)
{
    static const char *const names[] = {
#define X(op, name, operands) name,
#include "runtime/core/core_op.def"
#undef X
    };
    return op < CORE_OP_COUNT ? names[op] : "?";
}

static void dump_detail(Buf *out, const Core *core, const Expr *expr)
{
    switch (expr->op) {
    case CORE_CONST:
        buf_char(out, ' ');
        fact_print(out, expr->fact);
        break;
    case CORE_FACT:
        buf_addf(out, " %.*s", STR_ARG(core->schema->decls[expr->index].name));
        break;
    case CORE_FIELD:
        if (expr->kids[0]->type->kind == TYPE_RECORD)
            buf_addf(out, " %.*s", STR_ARG(expr->kids[0]->type->record->fields[expr->index].name));
        break;
    case CORE_SLOT:
        buf_addf(out, " %u", expr->index);
        break;
    case CORE_SOME: case CORE_EVERY: case CORE_NO: case CORE_SUM: case CORE_GREATEST:
    case CORE_LEAST: case CORE_COUNT: case CORE_LIST:
        buf_addf(out, " slot %u%s", expr->slot, expr->op == CORE_SUM && expr->index ? " from 0" : "");
        break;
    case CORE_ELEMENTS:
        buf_text(out, expr->index ? " open" : "");
        break;
    case CORE_ADD_MONTHS:
        buf_text(out, expr->index == DATE_NEXT_MONTH ? " next_month" : " last_day");
        break;
    case CORE_NATIVE:
        buf_addf(out, " %.*s", STR_ARG(core->natives[expr->index].name));
        break;
    case CORE_IS:
        buf_addf(out, " %.*s by %zu rules", STR_ARG(expr->label), expr->n_rules);
        break;
    case CORE_CALL:
        buf_addf(out, " %.*s", STR_ARG(core->funcs[expr->index]->name));
        break;
    case CORE_ROWS: case CORE_LOOKUP:
        buf_addf(out, " %.*s", STR_ARG(core->tables[expr->index].name));
        break;
    case CORE_LIVE: case CORE_ACT:
        buf_addf(out, " %.*s", STR_ARG(core->rules[expr->index].label));
        break;
    case CORE_AT_LEAST:
        buf_addf(out, " %u", expr->index);
        break;
    case CORE_POW:
        buf_addf(out, " %d", (int)expr->index - 128);
        break;
    default:
        break;
    }
}

// Expressions nest no deeper than the parser's limit, so plain recursion is bounded.
static void dump_expr(Buf *out, const Core *core, const Expr *expr, size_t depth)
{
    buf_fill(out, ' ', depth * 2);
    if (!expr) {
        buf_text(out, "-\n");
        return;
    }
    if (expr->label.len && expr->op != CORE_IS)
        buf_addf(out, "%.*s ", STR_ARG(expr->label));
    buf_text(out, core_op_name(expr->op));
    dump_detail(out, core, expr);
    buf_char(out, '\n');
    for (uint32_t i = 0; i < expr->n; i++)
        dump_expr(out, core, expr->kids[i], depth + 1);
}

void core_dump_expr(Buf *out, const Core *core, const Expr *expr)
{
    dump_expr(out, core, expr, 1);
}

static void dump_span(Buf *out, Day from, Day until)
{
    if (from > DAY_MIN) {
        buf_text(out, " from ");
        date_print(out, from);
    }
    if (until <= DAY_MAX) {
        buf_text(out, " until ");
        date_print(out, until);
    }
}

static void dump_relation(Buf *out, const Core *core, const char *name, const RuleId *ids, size_t n)
{
    if (!n)
        return;
    buf_addf(out, "  %s", name);
    for (size_t i = 0; i < n; i++) {
        buf_addf(out, " %.*s", STR_ARG(core->rules[ids[i]].label));
        dump_span(out, core->rules[ids[i]].from, core->rules[ids[i]].until);
        if (i + 1 < n)
            buf_char(out, ',');
    }
    buf_char(out, '\n');
}

static const char *effect_name(EffectKind effect)
{
    static const char *const names[] = {"classifies", "requires", "prohibits", "excludes", "authorizes",
                                        "reviews", "obliges", "flags", "suspends", "unenforces"};
    return names[effect];
}

static void dump_rule(Buf *out, const Core *core, const CoreRule *rule)
{
    buf_addf(out, "rule %u %.*s %s", rule->id, STR_ARG(rule->label), effect_name(rule->effect));
    if (rule->subject_list != UINT32_MAX)
        buf_addf(out, " each %.*s", STR_ARG(core->subject_lists[rule->subject_list].path));
    dump_span(out, rule->from, rule->until);
    buf_char(out, '\n');
    core_dump_condition(out, core, rule);
}

void core_dump_condition(Buf *out, const Core *core, const CoreRule *rule)
{
    dump_relation(out, core, "beaten by", rule->beaten_by, rule->n_beaten_by);
    dump_relation(out, core, "authorized by", rule->authorized_by, rule->n_authorized_by);
    dump_relation(out, core, "reviewed by", rule->reviewed_by, rule->n_reviewed_by);
    if (rule->act)
        dump_expr(out, core, rule->act->versions[0].body, 1);
    if (rule->open)
        dump_expr(out, core, rule->open->versions[0].body, 1);
}

Day core_read_through(const Core *core)
{
    Day day = DAY_MAX;
    for (size_t i = 0; i < core->checked->regimes.n; i++) {
        Day read = core->checked->regimes.items[i]->read_through;
        day = read < day ? read : day;
    }
    return day;
}

void core_dump(Buf *out, const Core *core)
{
    for (size_t i = 0; i < core->n_rules; i++)
        dump_rule(out, core, &core->rules[i]);
    for (size_t i = 0; i < core->n_funcs; i++) {
        const Func *func = core->funcs[i];
        if (func->kind != FUNC_DEFINE)
            continue;
        buf_addf(out, "define %.*s/%u\n", STR_ARG(func->name), func->n_params);
        for (size_t v = 0; v < func->n_versions; v++) {
            buf_text(out, " version");
            dump_span(out, func->versions[v].from, func->versions[v].until);
            buf_char(out, '\n');
            dump_expr(out, core, func->versions[v].body, 1);
        }
    }
    for (size_t i = 0; i < core->n_tables; i++)
        buf_addf(out, "table %.*s %zu rows\n", STR_ARG(core->tables[i].name), core->tables[i].n);
    buf_text(out, "eras");
    for (size_t i = 0; i < core->breaks.n; i++) {
        buf_char(out, ' ');
        date_print(out, core->breaks.days[i]);
    }
    buf_char(out, '\n');
}

Str term_code(const Term *term)
{
    if (term->reason != NULL && term->reason->code.len > 0) {
        return term->reason->code;
    }
    return term->word != NULL ? term->word->code : STR_NONE;
}
