// Calls: built-in functions, definitions and natives, and functions over the elements of a
// list.
//
// In:  a call or comprehension. Out: its result type; refs of a comprehension is a built-in
//      of its own whose only parameter is the variable.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/check/infer.h"
#include "runtime/check/scope.h"
#include "runtime/check/unit.h"

static const Type *error_type(void)
{
    return type_plain(TYPE_ERROR);
}

// -- definitions and natives

static void note_use(Env *env, const Decl *decl, Span span)
{
    Uses *uses = env->uses;
    if (!uses || decl->kind != DECL_DEFINE) {
        return;
    }
    for (size_t i = 0; i < uses->n; i++) {
        if (uses->calls[i].decl == decl) {
            return;
        }
    }
    uses->calls =
        arena_grow(env->pass->arena, uses->calls, uses->n, &uses->cap, sizeof *uses->calls);
    uses->calls[uses->n].decl = decl;
    uses->calls[uses->n++].span = span;
}

static void report_count(Env *env, const Node *node, Str name, size_t want, uint32_t given,
                         const Node *declared)
{
    Diag *diag = diag_report(env->pass->diags, DIAG_L0442, node->span, STR_ARG(name), want,
                             want == 1 ? "" : "s", given);
    if (declared) {
        diag_label(env->pass->diags, diag, pass_place(declared), "declared here");
    }
}

const Type *infer_use(Env *env, const Node *node, const Decl *decl, uint32_t n_args)
{
    note_use(env, decl, node->span);
    if (n_args != decl->n_params) {
        report_count(env, node, decl->name, decl->n_params, n_args, decl->node);
        return error_type();
    }
    return decl->type;
}

static const Type *call_declared(Env *env, const Node *node, const Decl *decl)
{
    pass_ref(env->pass, node, decl);
    const Type *type = infer_use(env, node, decl, node->n);
    for (uint32_t i = 0; i < node->n; i++) {
        if (i < decl->n_params) {
            const Decl *param = decl->params[i];
            infer_as(env, node->kids[i], param->type,
                     (Role){"argument", param->name, pass_place(param->node)});
        } else {
            infer(env, node->kids[i], NULL);
        }
    }
    return type;
}

// -- built-in functions

// What sum, greatest, least, count and list give over values of a type.
static const Type *aggregate(Env *env, const Node *node, Builtin builtin, const Type *of)
{
    Pass *pass = env->pass;
    Type *type = pass_new_type(pass, TYPE_NUM);
    if (builtin == BUILTIN_COUNT) {
        type->whole = true;
        type->low = RAT_ZERO;
        return type;
    }
    if (of->kind == TYPE_ERROR) {
        return of;
    }
    if (builtin == BUILTIN_LIST) {
        if (of->optional) {
            diag_report(pass->diags, DIAG_L0451, node->span);
            return error_type();
        }
        return pass_list(pass, of, false);
    }
    bool dates = of->kind == TYPE_DATE && builtin != BUILTIN_SUM;
    if (of->kind != TYPE_NUM && !dates && of->kind != TYPE_UNKNOWN) {
        Str shown = pass_show(pass, of);
        diag_report(pass->diags, DIAG_L0443, node->span, STR_ARG(node->text),
                    builtin == BUILTIN_SUM ? "numbers" : "numbers or dates",
                    STR_ARG(shown));
        return error_type();
    }
    if (builtin != BUILTIN_SUM || of->kind == TYPE_UNKNOWN) {
        return of;
    }
    const char *why = unit_compare_only(of);
    if (why) {
        Str shown = pass_show(pass, of);
        diag_report(pass->diags, strcmp(why, "affine") == 0 ? DIAG_L0432 : DIAG_L0433,
                    node->span, STR_ARG(shown));
        return error_type();
    }
    *type = *of;
    type->low = rat_sign(of->low) >= 0 ? RAT_ZERO : RAT_NEG_INF;
    type->high = rat_sign(of->high) <= 0 ? RAT_ZERO : RAT_POS_INF;
    return type;
}

// greatest([0, x]) is at least 0, whatever x is: of a list written out, every element
// counts.
static const Type *extreme_of(Env *env, const Node *list, Builtin builtin, const Type *of)
{
    bool greatest = builtin == BUILTIN_GREATEST;
    if ((!greatest && builtin != BUILTIN_LEAST) || of->kind != TYPE_NUM ||
        list->kind != NODE_ELEMENTS || list->op == 1) {
        return of;
    }
    Type *type = pass_new_type(env->pass, TYPE_NUM);
    *type = *of;
    for (uint32_t i = 0; i < list->n; i++) {
        const Type *each = env->pass->types[list->kids[i]->id];
        if (greatest && rat_cmp(each->low, type->low) > 0) {
            type->low = each->low;
        } else if (!greatest && rat_cmp(each->high, type->high) < 0) {
            type->high = each->high;
        }
    }
    return type;
}

static const Type *list_argument(Env *env, const Node *node, uint32_t index,
                                 const Type *want)
{
    const Node *argument = node->kids[index];
    const Type *list = infer(env, argument, want);
    if (list->kind == TYPE_LIST && !list->optional) {
        return list;
    }
    if (list->kind != TYPE_ERROR) {
        Str shown = pass_show(env->pass, list);
        diag_report(env->pass->diags, DIAG_L0412, argument->span,
                    scope_builtin(env->pass, node->text)->name.at, STR_ARG(shown));
    }
    return error_type();
}

static const Type *call_union(Env *env, const Node *node, const Type *want)
{
    const Type *all = pass_list(env->pass, type_plain(TYPE_UNKNOWN), false);
    for (uint32_t i = 0; i < node->n; i++) {
        const Type *list = list_argument(env, node, i, want);
        if (list->kind == TYPE_ERROR || all->kind == TYPE_ERROR) {
            all = error_type();
            continue;
        }
        const Type *both = infer_unify(env->pass, all, list);
        if (!both) {
            Str left = pass_show(env->pass, all), right = pass_show(env->pass, list);
            Diag *diag = diag_report(env->pass->diags, DIAG_L0410, node->kids[i]->span,
                                     STR_ARG(left), STR_ARG(right));
            diag_label(env->pass->diags, diag, node->kids[0]->span, "'%.*s'",
                       STR_ARG(left));
            both = error_type();
        }
        all = both;
    }
    return all;
}

static const Type *call_round(Env *env, const Node *node)
{
    const Type *value = infer(env, node->kids[0], NULL);
    if (value->kind != TYPE_NUM) {
        infer_as(env, node->kids[0], type_plain(TYPE_NUM),
                 (Role){"what is rounded", STR_NONE, {0}});
        return error_type();
    }
    Type *step = pass_new_type(env->pass, TYPE_NUM);
    *step = *value;
    step->whole = false;
    step->optional = false;
    step->low = RAT_NEG_INF;
    step->high = RAT_POS_INF;
    infer_as(env, node->kids[1], step, (Role){"the step", STR_NONE, {0}});
    const Type *by = env->pass->types[node->kids[1]->id];
    if (by->kind == TYPE_NUM && rat_sign(by->high) <= 0) {
        diag_report(env->pass->diags, DIAG_L0449, node->kids[1]->span);
    }
    // Rounding to whole numbers gives whole numbers; the range may widen by a step.
    Type *rounded = pass_new_type(env->pass, TYPE_NUM);
    *rounded = *step;
    rounded->optional = value->optional;
    rounded->whole = value->dim.n == 0 && by->kind == TYPE_NUM && by->whole;
    if (rat_sign(value->low) >= 0) {
        rounded->low = RAT_ZERO;
    }
    return rounded;
}

static const Type *call_absolute(Env *env, const Node *node)
{
    const Type *value = infer(env, node->kids[0], NULL);
    if (value->kind == TYPE_ERROR) {
        return value;
    }
    if (value->kind != TYPE_NUM || unit_compare_only(value)) {
        Str shown = pass_show(env->pass, value);
        diag_report(env->pass->diags, DIAG_L0441, node->kids[0]->span, "absolute",
                    STR_ARG(shown));
        return error_type();
    }
    Type *type = pass_new_type(env->pass, TYPE_NUM);
    *type = *value;
    bool positive = rat_sign(value->low) >= 0;
    type->low = positive ? value->low : RAT_ZERO;
    type->high = positive ? value->high : RAT_POS_INF;
    return type;
}

// add_months(date, number, last_day): the third says what becomes of 31 January plus one.
static const Type *call_add_months(Env *env, const Node *node)
{
    Type *whole = pass_new_type(env->pass, TYPE_NUM);
    whole->whole = true;
    const Type *date =
        infer_as(env, node->kids[0], pass_optional(env->pass, type_plain(TYPE_DATE), true),
                 (Role){"the first argument of 'add_months'", STR_NONE, {0}});
    infer_as(env, node->kids[1], whole, (Role){"the number of months", STR_NONE, {0}});
    const Node *rounding = node->kids[2];
    if (rounding->kind != NODE_NAME ||
        (!str_is(rounding->text, "last_day") && !str_is(rounding->text, "next_month"))) {
        diag_report(env->pass->diags, DIAG_L0445, rounding->span);
    }
    pass_type(env->pass, rounding, type_plain(TYPE_TEXT));
    return pass_optional(env->pass, type_plain(TYPE_DATE), date->optional);
}

// within(x, y) and entry(x): of classifications.
static const Type *call_label(Env *env, const Node *node, const char *what)
{
    const Type *eccn = pass_optional(env->pass, type_plain(TYPE_ECCN), true), *first = eccn;
    for (uint32_t i = 0; i < node->n; i++) {
        const Type *type = infer_as(env, node->kids[i], eccn, (Role){what, STR_NONE, {0}});
        first = i == 0 ? type : first;
    }
    return first;
}

static const Type *call_folded(Env *env, const Node *node)
{
    const Type *text = type_plain(TYPE_TEXT);
    const Type *of = infer_as(env, node->kids[0], pass_optional(env->pass, text, true),
                              (Role){"the argument of 'folded'", STR_NONE, {0}});
    return pass_optional(env->pass, text, of->optional);
}

static const Type *call_builtin(Env *env, const Node *node, const Decl *decl,
                                const Type *want_type)
{
    static const uint32_t COUNTS[] = {
#define X(function, name, arguments) [BUILTIN_##function] = arguments,
#include "runtime/check/builtin.def"
#undef X
    };
    uint32_t want = COUNTS[decl->index];
    pass_ref(env->pass, node, decl);
    if (decl->index == BUILTIN_UNION) {
        return call_union(env, node, want_type);
    }
    if (node->n != want) {
        report_count(env, node, decl->name, want, node->n, NULL);
        return error_type();
    }
    switch ((Builtin)decl->index) {
    case BUILTIN_SUM:
    case BUILTIN_GREATEST:
    case BUILTIN_LEAST:
    case BUILTIN_LIST: {
        const Type *list = list_argument(env, node, 0, want_type);
        const Type *result = aggregate(env, node, (Builtin)decl->index,
                                       list->kind == TYPE_LIST ? list->of : list);
        return extreme_of(env, node->kids[0], (Builtin)decl->index, result);
    }
    case BUILTIN_COUNT:
    case BUILTIN_LENGTH:
        list_argument(env, node, 0, NULL);
        return aggregate(env, node, BUILTIN_COUNT, error_type());
    case BUILTIN_ROUND_DOWN:
    case BUILTIN_ROUND_UP: return call_round(env, node);
    case BUILTIN_ABSOLUTE: return call_absolute(env, node);
    case BUILTIN_ADD_MONTHS: return call_add_months(env, node);
    case BUILTIN_WITHIN:
        call_label(env, node, "an argument of 'within'");
        return type_plain(TYPE_BOOL);
    case BUILTIN_ENTRY:
        return pass_optional(env->pass, type_plain(TYPE_ECCN),
                             call_label(env, node, "the argument of 'entry'")->optional);
    case BUILTIN_FOLDED: return call_folded(env, node);
    case BUILTIN_UNION: break;
    }
    return error_type();
}

// -- calls by name

// The names of built-in functions and of what the module sees.
static void suggest_function(Env *env, Diag *diag, Str name)
{
    Candidates names = {0};
#define X(function, name, arguments) vec_push(env->pass->arena, &names.list, STR(name));
#include "runtime/check/builtin.def"
#undef X
    scope_candidates(env->pass, env->module, SPACE_VALUE, &names);
    scope_suggest(env->pass, diag, name, &names);
}

static void report_no_function(Env *env, const Node *node)
{
    Pass *pass = env->pass;
    const Decl *other = NULL;
    Span span = pass_place(node);
    const Decl *hidden = scope_hidden(pass, env->module, SPACE_VALUE, node->text);
    const Decl *type = scope_find(pass, env->module, SPACE_TYPE, node->text, &other);
    if (type) {
        Diag *diag = diag_report(pass->diags, DIAG_L0322, span, STR_ARG(node->text),
                                 scope_kind(type));
        if (type->kind == DECL_RECORD) {
            diag_hint(pass->diags, diag, "A record is written '%.*s { field = value }'.",
                      STR_ARG(node->text));
        }
    } else if (hidden) {
        scope_report_hidden(pass, span, hidden);
    } else {
        Diag *diag = diag_report(pass->diags, DIAG_L0321, span, STR_ARG(node->text));
        suggest_function(env, diag, node->text);
    }
}

const Type *infer_call(Env *env, const Node *node, const Type *want)
{
    Pass *pass = env->pass;
    const Decl *other = NULL;
    const Decl *builtin = scope_builtin(pass, node->text);
    if (builtin) {
        return call_builtin(env, node, builtin, want);
    }
    const Decl *decl = scope_find(pass, env->module, SPACE_VALUE, node->text, &other);
    if (decl && (decl->kind == DECL_DEFINE || decl->kind == DECL_NATIVE)) {
        if (other) {
            scope_ambiguous(pass, pass_place(node), decl, other);
        }
        return call_declared(env, node, decl);
    }
    if (decl) {
        Diag *diag = diag_report(pass->diags, DIAG_L0322, pass_place(node),
                                 STR_ARG(node->text), scope_kind(decl));
        diag_label(pass->diags, diag, pass_place(decl->node), "declared here");
        if (decl->kind == DECL_TABLE) {
            diag_hint(pass->diags, diag,
                      "A table is asked with its keys in brackets: '%.*s[…]'.",
                      STR_ARG(node->text));
        }
    } else {
        report_no_function(env, node);
    }
    for (uint32_t i = 0; i < node->n; i++) {
        infer(env, node->kids[i], NULL);
    }
    return error_type();
}

// -- functions over the elements of a list

const Type *infer_comprehend(Env *env, const Node *node, const Type *want)
{
    Pass *pass = env->pass;
    const Node *value = node_kid(node, COMPREHEND_VALUE);
    const Node *list = node_kid(node, COMPREHEND_LIST);
    const Decl *known = scope_builtin(pass, node->text);
    bool good = known && known->index <= BUILTIN_LIST;
    if (!known && !scope_names(pass, SPACE_VALUE, node->text)) {
        Diag *diag =
            diag_report(pass->diags, DIAG_L0321, pass_place(node), STR_ARG(node->text));
        suggest_function(env, diag, node->text);
    } else if (!good) {
        diag_report(pass->diags, DIAG_L0444, pass_place(node), STR_ARG(node->text));
    }
    const Type *of = infer(env, list, NULL);
    if (of->kind == TYPE_LIST && !of->optional) {
        of = of->of;
    } else if (of->kind != TYPE_ERROR) {
        Str shown = pass_show(pass, of);
        diag_report(pass->diags, DIAG_L0412, list->span, "for", STR_ARG(shown));
        of = error_type();
    }
    const Decl **params = arena_array(pass->arena, const Decl *, 1);
    Env inner = infer_bind(env, node, node->text2, of, &params[0]);
    infer_condition(&inner, node_kid(node, COMPREHEND_WHERE),
                    "the condition after 'where'");
    infer_assume(&inner, node_kid(node, COMPREHEND_WHERE), true);
    bool lists = good && known->index == BUILTIN_LIST && want && want->kind == TYPE_LIST;
    const Type *each = infer(&inner, value, lists ? want->of : NULL);
    if (!good) {
        return error_type();
    }
    Decl *builtin = arena_make(pass->arena, Decl);
    *builtin = *known;
    builtin->params = params;
    builtin->n_params = 1;
    pass_ref(pass, node, builtin);
    return aggregate(env, node, (Builtin)known->index, each);
}
