// Types and units of every expression: logic, comparisons, choices; the rest is beside.
//
// In:  declarations with their types (resolve.c). Out: a type for each expression node and
//      what it refers to. An expression that makes no sense gets TYPE_ERROR, which fits
//      everything, so that one mistake gives one message.
// Nesting is bounded by the parser (PARSE_DEPTH_MAX), so recursion over the tree is safe.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/check/infer.h"

#include "runtime/check/scope.h"

static const Type *error_type(void)
{
    return type_plain(TYPE_ERROR);
}

static const Type *boolean(void)
{
    return type_plain(TYPE_BOOL);
}

// -- fitting

static bool is_money(const Type *type)
{
    return type->kind == TYPE_NUM && type->dim.n == 1 && type->dim.terms[0].base->currency;
}

void infer_advise(Pass *pass, Diag *diag, const Node *node, const Type *given,
                  const Type *want)
{
    bool literal = node->kind == NODE_NUMBER;
    if (given->kind == TYPE_TEXT && want->kind == TYPE_COUNTRY) {
        diag_hint(pass->diags, diag,
                  "Write the country's code without quotes, such as CN.");
    } else if (given->kind == TYPE_TEXT && want->kind == TYPE_ECCN) {
        diag_hint(pass->diags, diag, "Write the label without quotes, such as 3A090.a.");
    } else if (given->kind == TYPE_TEXT && want->kind == TYPE_DATE) {
        diag_hint(pass->diags, diag, "Write the date without quotes, such as 2024-03-15.");
    } else if (given->kind == TYPE_TEXT && want->kind == TYPE_ENUM) {
        diag_hint(pass->diags, diag, "Write the value without quotes.");
    } else if (literal && given->kind == TYPE_NUM && want->kind == TYPE_NUM &&
               given->dim.n == 0 && want->unit.len > 0) {
        diag_hint(pass->diags, diag, "Write the unit after the number: '%.*s %.*s'.",
                  STR_ARG(node->text), STR_ARG(want->unit));
    } else if (literal && given->kind == TYPE_NUM && want->kind == TYPE_NUM &&
               given->dim.n == 0 && want->dim.n > 0) {
        diag_hint(pass->diags, diag,
                  "The other side has units; give the number the same ones, as in '%.*s * 1 mm2' or '/ 1 mm2'.",
                  STR_ARG(node->text));
    } else if (given->kind == TYPE_RECORD && want->kind == TYPE_ECCN) {
        diag_hint(pass->diags, diag,
                  "A classification is asked with 'is': 'item is 3A090.a'.");
    } else if (want->kind == TYPE_LIST && type_fits(given, want->of)) {
        diag_hint(pass->diags, diag, "Put it into brackets to make a list of one: '[x]'.");
    } else if (is_money(given) && is_money(want)) {
        diag_hint(pass->diags, diag,
                  "There is no rate of exchange: multiply by a dated one of your own.");
    }
}

// "field 'share'" or "the condition".
static Str role_text(Pass *pass, Role role)
{
    if (role.name.len == 0) {
        return str_of(role.what);
    }
    return str_format(pass->arena, "%s '%.*s'", role.what, STR_ARG(role.name));
}

static bool within(const Type *given, const Type *want)
{
    return rat_cmp(given->low, want->low) >= 0 && rat_cmp(given->high, want->high) <= 0;
}

// Every value the expression can have must lie in the declared range.
static void check_range(Env *env, const Node *node, const Type *given, const Type *want,
                        Role role)
{
    while (given->kind == TYPE_LIST && want->kind == TYPE_LIST) {
        given = given->of;
        want = want->of;
    }
    if (given->kind != TYPE_NUM || want->kind != TYPE_NUM || within(given, want)) {
        return;
    }
    Pass *pass = env->pass;
    Str what = role_text(pass, role);
    Buf range;
    buf_init(&range, pass->arena);
    type_print(&range, want);
    Str text = str_copy(pass->arena, buf_done(&range));
    bool never = rat_cmp(given->low, want->high) > 0 || rat_cmp(given->high, want->low) < 0;
    Diag *diag = diag_report(pass->diags, never ? DIAG_L0404 : DIAG_L0405, node->span,
                             STR_ARG(what), STR_ARG(text));
    if (role.declared.file != 0) {
        diag_label(pass->diags, diag, role.declared, "declared here");
    }
}

static void report_misfit(Env *env, const Node *node, const Type *given, const Type *want,
                          Role role)
{
    Pass *pass = env->pass;
    Str what = role_text(pass, role);
    Str need = pass_show(pass, want), have = pass_show(pass, given);
    DiagCode code = DIAG_L0401;
    if (given->optional && type_fits(pass_optional(pass, given, false), want)) {
        code = DIAG_L0402;
    } else if (given->kind == TYPE_NUM && want->kind == TYPE_NUM &&
               dim_same(&given->dim, &want->dim) && given->optional <= want->optional) {
        code = DIAG_L0406;
    }
    Diag *diag = diag_report(pass->diags, code, node->span, STR_ARG(what), STR_ARG(need),
                             STR_ARG(have));
    if (code == DIAG_L0401) {
        infer_advise(pass, diag, node, given, want);
    } else if (code == DIAG_L0402 && given->kind == TYPE_BOOL) {
        diag_hint(pass->diags, diag,
                  "Write '... = true': what may be none is not true then.");
    }
    if (role.declared.file != 0) {
        diag_label(pass->diags, diag, role.declared, "declared here");
    }
}

const Type *infer_as(Env *env, const Node *node, const Type *want, Role role)
{
    if (!node) {
        return error_type();
    }
    const Type *given = infer(env, node, want);
    if (node->kind == NODE_ELEMENTS && node->op == 1 && want->kind == TYPE_LIST &&
        !want->open) {
        Str shown = pass_show(env->pass, want);
        diag_report(env->pass->diags, DIAG_L0538, node->span, STR_ARG(shown));
    }
    if (type_fits(given, want)) {
        check_range(env, node, given, want, role);
    } else {
        report_misfit(env, node, given, want, role);
    }
    return given;
}

void infer_condition(Env *env, const Node *node, const char *what)
{
    if (node) {
        infer_as(env, node, boolean(), (Role){what, STR_NONE, {0}});
    }
}

static Rat lesser(Rat a, Rat b)
{
    return rat_cmp(a, b) <= 0 ? a : b;
}

static Rat greater(Rat a, Rat b)
{
    return rat_cmp(a, b) >= 0 ? a : b;
}

static const Type *unify_numbers(Pass *pass, const Type *a, const Type *b)
{
    if (!dim_same(&a->dim, &b->dim)) {
        return NULL;
    }
    Type *both = pass_new_type(pass, TYPE_NUM);
    *both = a->unit.len > 0 ? *a : *b;
    both->whole = a->whole && b->whole;
    both->optional = a->optional || b->optional;
    both->low = lesser(a->low, b->low);
    both->high = greater(a->high, b->high);
    return both;
}

const Type *infer_unify(Pass *pass, const Type *a, const Type *b)
{
    if (a == b || b->kind == TYPE_UNKNOWN || a->kind == TYPE_ERROR) {
        return a;
    }
    if (a->kind == TYPE_UNKNOWN || b->kind == TYPE_ERROR) {
        return b;
    }
    if (a->kind == TYPE_NONE || b->kind == TYPE_NONE) {
        return pass_optional(pass, a->kind == TYPE_NONE ? b : a, true);
    }
    if (a->kind != b->kind) {
        return NULL;
    }
    if (a->kind == TYPE_NUM) {
        return unify_numbers(pass, a, b);
    }
    if (a->kind == TYPE_LIST) {
        const Type *of = infer_unify(pass, a->of, b->of);
        if (!of) {
            return NULL;
        }
        const Type *list = pass_list(pass, of, a->open || b->open);
        return pass_optional(pass, list, a->optional || b->optional);
    }
    if ((a->kind == TYPE_ENUM && a->enumeration != b->enumeration) ||
        (a->kind == TYPE_RECORD && a->record != b->record)) {
        return NULL;
    }
    return a->optional ? a : b;
}

// -- variables

Env infer_bind(const Env *env, const Node *node, Str name, const Type *type,
               const Decl **decl)
{
    Pass *pass = env->pass;
    Env inner = *env;
    for (const Local *local = env->locals; local; local = local->up) {
        if (str_eq(local->decl->name, name) && name.len > 0) {
            Diag *diag = diag_report(pass->diags, DIAG_L0327, pass_place(node),
                                     STR_ARG(name), scope_kind(local->decl));
            diag_label(pass->diags, diag, pass_place(local->decl->node), "the outer one");
        }
    }
    Decl *made = arena_make(pass->arena, Decl);
    made->kind = DECL_LOCAL;
    made->name = name;
    made->node = node;
    made->module = pass->modules[env->module];
    made->type = type;
    made->index = env->n_locals;
    Local *local = arena_make(pass->arena, Local);
    local->decl = made;
    local->up = env->locals;
    inner.locals = local;
    inner.n_locals++;
    *decl = made;
    return inner;
}

// -- logic

// Each part is read knowing the parts before it: of an `and` that they hold, of an `or`
// that they do not, since otherwise its own answer does not matter.
static const Type *infer_logic(Env *env, const Node *node, const char *what)
{
    Env inner = *env;
    for (uint32_t i = 0; i < node->n; i++) {
        infer_condition(&inner, node->kids[i], what);
        infer_assume(&inner, node->kids[i], node->kind == NODE_AND);
    }
    return boolean();
}

static const Type *infer_paragraph(Env *env, const Node *node)
{
    int64_t least = 1;
    Rat number = RAT_ONE;
    if (node->op == PARAGRAPH_AT_LEAST &&
        (!rat_parse(env->pass->arena, node->text, false, &number) ||
         !rat_to_int64(number, &least) || least < 1 || least > node->n)) {
        diag_report(env->pass->diags, DIAG_L0450, pass_place(node), STR_ARG(node->text),
                    node->n, node->n == 1 ? "" : "s");
    }
    Env inner = *env;
    for (uint32_t i = 0; i < node->n; i++) {
        const Node *item = node->kids[i];
        infer_condition(&inner, item->kind == NODE_ITEM ? node_kid(item, 0) : item,
                        "an item of a paragraph");
        pass_type(env->pass, item, boolean());
        if (node->op != PARAGRAPH_AT_LEAST) {
            infer_assume(&inner, item, node->op == PARAGRAPH_ALL);
        }
    }
    return boolean();
}

// The element type of a list that a variable runs over.
static const Type *infer_list(Env *env, const Node *node, const char *what)
{
    const Type *list = node ? infer(env, node, NULL) : error_type();
    if (list->kind == TYPE_LIST && !list->optional) {
        return list->of;
    }
    if (list->kind != TYPE_ERROR) {
        Str shown = pass_show(env->pass, list);
        // NOLINTNEXTLINE(clang-analyzer-core.NullDereference): without a node the type is an error
        diag_report(env->pass->diags, DIAG_L0412, node->span, what, STR_ARG(shown));
    }
    return error_type();
}

static const Type *infer_quantified(Env *env, const Node *node)
{
    const char *word = node->op == QUANT_SOME    ? "some"
                       : node->op == QUANT_EVERY ? "every"
                                                 : "no";
    const Decl *variable = NULL;
    const Type *of = infer_list(env, node_kid(node, QUANTIFIED_LIST), word);
    Env inner = infer_bind(env, node, node->text, of, &variable);
    pass_ref(env->pass, node, variable);
    infer_condition(&inner, node_kid(node, QUANTIFIED_BODY), "what is to be satisfied");
    return boolean();
}

// -- choices

static const Type *infer_if(Env *env, const Node *node, const Type *want)
{
    infer_condition(env, node_kid(node, 0), "the condition after 'if'");
    const Node *first = node_kid(node, 1), *second = node_kid(node, 2);
    if (!first || !second) {
        return error_type();
    }
    Env then = *env, otherwise = *env;
    infer_assume(&then, node_kid(node, 0), true);
    infer_assume(&otherwise, node_kid(node, 0), false);
    const Type *a = infer(&then, first, want);
    const Type *b = infer(&otherwise, second, want ? want : a);
    const Type *both = infer_unify(env->pass, a, b);
    if (!both) {
        Str left = pass_show(env->pass, a), right = pass_show(env->pass, b);
        Diag *diag = diag_report(env->pass->diags, DIAG_L0411, second->span, STR_ARG(left),
                                 STR_ARG(right));
        diag_label(env->pass->diags, diag, first->span, "'%.*s'", STR_ARG(left));
        return error_type();
    }
    return both;
}

// Each case fits the declared result by itself, so that the message is about that case.
static void infer_body(Env *env, const Node *body, const Type *want, Role role)
{
    if (!body || body->kind != NODE_CASES) {
        infer_as(env, body, want, role);
        return;
    }
    const Node *cases = node_kid(body, CASES_LIST);
    Env left = *env; // what the cases before leave
    for (uint32_t i = 0; i < node_count(cases); i++) {
        const Node *when = node_kid(cases->kids[i], CASE_WHEN);
        Env then = *env;
        infer_condition(env, when, "the condition of a case");
        infer_assume(&then, when, true);
        infer_assume(&left, when, false);
        infer_as(&then, node_kid(cases->kids[i], CASE_THEN), want, role);
        pass_type(env->pass, cases->kids[i], want);
    }
    infer_as(&left, node_kid(body, CASES_OTHERWISE), want, role);
    pass_type(env->pass, body, want);
}

// -- comparisons

bool infer_comparable(const Type *a, const Type *b)
{
    if (a->kind == TYPE_ERROR || b->kind == TYPE_ERROR || a->kind == TYPE_UNKNOWN ||
        b->kind == TYPE_UNKNOWN) {
        return true;
    }
    if (a->kind != b->kind) {
        return false;
    }
    if (a->kind == TYPE_NUM) {
        return dim_same(&a->dim, &b->dim);
    }
    return a->kind != TYPE_ENUM || a->enumeration == b->enumeration;
}

static bool is_equality(const Node *node)
{
    return node->op == COMPARE_EQ || node->op == COMPARE_NE;
}

// Comparing with the words none and unknown. True when that was it.
static bool compare_words(Env *env, const Node *node, const Type *a, const Type *b)
{
    const Node *left = node_kid(node, 0), *right = node_kid(node, 1);
    bool none = left->kind == NODE_NONE || right->kind == NODE_NONE;
    if (left->kind == NODE_UNKNOWN || right->kind == NODE_UNKNOWN) {
        diag_report(env->pass->diags, DIAG_L0426, node->span);
        return true;
    }
    if (!none) {
        return false;
    }
    const Type *other = left->kind == NODE_NONE ? b : a;
    const Node *value = left->kind == NODE_NONE ? right : left;
    if (!is_equality(node)) {
        diag_report(env->pass->diags, DIAG_L0428, node->span);
    } else if (!other->optional && other->kind != TYPE_ERROR && other->kind != TYPE_NONE &&
               !infer_is_present(env, value)) { // said twice is no mistake
        Str shown = pass_show(env->pass, other);
        diag_report(env->pass->diags, DIAG_L0425, value->span, STR_ARG(shown));
    }
    return true;
}

static void report_compare(Env *env, const Node *node, const Type *a, const Type *b)
{
    Pass *pass = env->pass;
    const Node *left = node_kid(node, 0), *right = node_kid(node, 1);
    Str first = pass_show(pass, a), second = pass_show(pass, b);
    Diag *diag =
        diag_report(pass->diags, DIAG_L0421, node->span, STR_ARG(first), STR_ARG(second));
    diag_label(pass->diags, diag, left->span, "'%.*s'", STR_ARG(first));
    diag_label(pass->diags, diag, right->span, "'%.*s'", STR_ARG(second));
    infer_advise(pass, diag, right, b, a);
    infer_advise(pass, diag, left, a, b);
}

static const Type *infer_compare(Env *env, const Node *node)
{
    const Node *left = node_kid(node, 0), *right = node_kid(node, 1);
    if (!left || !right) {
        return error_type();
    }
    const Type *a = NULL, *b = NULL;
    if (infer_is_word(env, left) && !infer_is_word(env, right)) {
        b = infer(env, right, NULL);
        a = infer(env, left, b);
    } else {
        a = infer(env, left, NULL);
        // What a word means beside something not understood is not asked.
        b = a->kind == TYPE_ERROR && infer_is_word(env, right) ? a : infer(env, right, a);
    }
    if (compare_words(env, node, a, b)) {
        return boolean();
    }
    if (!infer_comparable(a, b)) {
        report_compare(env, node, a, b);
        return boolean();
    }
    TypeKind kind = a->kind == TYPE_ERROR || a->kind == TYPE_UNKNOWN ? b->kind : a->kind;
    bool whole = kind == TYPE_RECORD || kind == TYPE_LIST;
    bool ordered = is_equality(node) || kind == TYPE_NUM || kind == TYPE_DATE || kind == TYPE_ERROR;
    if (whole || !ordered) {
        Str shown = pass_show(env->pass, a);
        diag_report(env->pass->diags, whole ? DIAG_L0424 : DIAG_L0423, node->span, STR_ARG(shown));
    }
    return boolean();
}

static void report_in(Pass *pass, const Node *node, const Type *given, const Type *of)
{
    const Node *value = node_kid(node, 0), *list = node_kid(node, 1);
    Str shown = pass_show(pass, of), have = pass_show(pass, given);
    if (of->kind != TYPE_LIST || of->optional) {
        diag_report(pass->diags, DIAG_L0413, list->span, STR_ARG(shown));
    } else if (given->kind == TYPE_RECORD || given->kind == TYPE_LIST) {
        diag_report(pass->diags, DIAG_L0414, node->span, STR_ARG(have));
    } else {
        Diag *diag =
            diag_report(pass->diags, DIAG_L0422, node->span, STR_ARG(have), STR_ARG(shown));
        diag_label(pass->diags, diag, value->span, "'%.*s'", STR_ARG(have));
        diag_label(pass->diags, diag, list->span, "'%.*s'", STR_ARG(shown));
        infer_advise(pass, diag, value, given, of->of);
    }
}

static const Type *infer_in(Env *env, const Node *node)
{
    const Node *value = node_kid(node, 0), *list = node_kid(node, 1);
    if (!value || !list) {
        return error_type();
    }
    Pass *pass = env->pass;
    const Type *given = NULL, *of = NULL;
    if (infer_is_word(env, value)) {
        of = infer(env, list, NULL);
        given = infer(env, value, of->kind == TYPE_LIST ? of->of : NULL);
    } else {
        given = infer(env, value, NULL);
        of = infer(env, list,
                   given->kind == TYPE_ERROR ? NULL : pass_list(pass, given, false));
    }
    if (of->kind == TYPE_ERROR || given->kind == TYPE_ERROR) {
        return boolean();
    }
    bool fits = of->kind == TYPE_LIST && !of->optional && given->kind != TYPE_RECORD &&
                given->kind != TYPE_LIST && infer_comparable(given, of->of);
    if (!fits) {
        report_in(pass, node, given, of);
    }
    return boolean();
}

// -- classifications

// Nothing classifies, and there is no asserted field: which label may have been meant.
static void report_unclassified(Pass *pass, const Node *label, Str text, const Type *given)
{
    Candidates known = {0};
    for (size_t i = 0; i < pass->classified.n; i++) {
        vec_push(pass->arena, &known.list, pass->classified.items[i].label);
    }
    Diag *diag = diag_report(pass->diags, DIAG_L0416, label->span, STR_ARG(text),
                             STR_ARG(given->record->name));
    scope_suggest(pass, diag, text, &known);
}

// What rules classify must be what is asked about; without rules, the asserted field
// answers.
static void check_label(Env *env, const Node *node, const Node *label, const Type *given)
{
    Pass *pass = env->pass;
    Str text = node_label(pass->arena, label);
    Str first = label_first(text); // what is covered begins with it
    bool any = false;
    for (size_t i = 0; i < pass->classified.n; i++) {
        const Classified *rule = &pass->classified.items[i];
        if (!str_starts(rule->label, first) || !label_covers(text, rule->label) ||
            rule->record == NULL) {
            continue;
        }
        any = true;
        if (rule->record != given->record) {
            Diag *diag =
                diag_report(pass->diags, DIAG_L0417, node->span, STR_ARG(text),
                            STR_ARG(rule->record->name), STR_ARG(given->record->name));
            diag_label(pass->diags, diag, rule->rule->span, "classified by this rule");
            return;
        }
    }
    if (!any && given->record->asserted == given->record->n) {
        report_unclassified(pass, label, text, given);
    }
}

static const Type *infer_is(Env *env, const Node *node)
{
    const Node *value = node_kid(node, 0), *labels = node_kid(node, 1);
    const Type *given = value ? infer(env, value, NULL) : error_type();
    if (given->kind == TYPE_ERROR) {
        return boolean();
    }
    if (given->kind != TYPE_RECORD || given->optional) {
        Str shown = pass_show(env->pass, given);
        // NOLINTNEXTLINE(clang-analyzer-core.NullDereference): as above
        Diag *diag = diag_report(env->pass->diags, DIAG_L0415, value->span, STR_ARG(shown));
        if (given->kind == TYPE_LIST) {
            diag_hint(env->pass->diags, diag,
                      "Say of which element: 'some x in list satisfies x is 3A090.a'.");
        } else if (given->optional) {
            diag_hint(env->pass->diags, diag,
                      "Without a record there is no classification.");
        }
        return boolean();
    }
    for (uint32_t i = 0; i < node_count(labels); i++) {
        if (labels->kids[i]->kind != NODE_ERROR) {
            check_label(env, node, labels->kids[i], given);
        }
    }
    return boolean();
}

// -- constants and the dispatch

static const Type *infer_label(Env *env, const Node *node)
{
    if (label_is_eccn(node->text)) {
        return type_plain(TYPE_ECCN);
    }
    // 5.92(2): a number, and a bracket without a blank before it.
    size_t at = 0;
    while (at < node->text.len && node->text.at[at] != '(') {
        at++;
    }
    Rat number = RAT_ZERO;
    bool digits = at + 2 < node->text.len && node->text.at[at + 1] >= '0' &&
                  node->text.at[at + 1] <= '9';
    if (digits && rat_parse(env->pass->arena, str_sub(node->text, 0, at), false, &number)) {
        diag_report(env->pass->diags, DIAG_L0440, node->span, STR_ARG(node->text));
    } else {
        diag_report(env->pass->diags, DIAG_L0439, node->span, STR_ARG(node->text));
    }
    return error_type();
}

static const Type *infer_none(const Type *want)
{
    return want && want->optional ? want : type_plain(TYPE_NONE);
}

static const Type *infer_kind(Env *env, const Node *node, const Type *want)
{
    switch ((int)node->kind) {
    case NODE_NUMBER:
    case NODE_QUANTITY: return infer_number(env, node);
    case NODE_DATE: return type_plain(TYPE_DATE); // the scanner knows the calendar
    case NODE_STRING: return type_plain(TYPE_TEXT);
    case NODE_LABEL: return infer_label(env, node);
    case NODE_NAME: return infer_name(env, node, want);
    case NODE_TRUE:
    case NODE_FALSE: return boolean();
    case NODE_UNKNOWN: return want ? want : type_plain(TYPE_UNKNOWN);
    case NODE_NONE: return infer_none(want);
    case NODE_CALL: return infer_call(env, node, want);
    case NODE_COMPREHEND: return infer_comprehend(env, node, want);
    case NODE_MAKE: return infer_make(env, node);
    case NODE_ELEMENTS: return infer_elements(env, node, want);
    case NODE_LOOKUP: return infer_lookup(env, node);
    case NODE_MEMBER: return infer_member(env, node);
    case NODE_NEGATE: return infer_negate(env, node);
    case NODE_POWER: return infer_power(env, node);
    case NODE_ARITH: return infer_arith(env, node);
    case NODE_COMPARE: return infer_compare(env, node);
    case NODE_IN: return infer_in(env, node);
    case NODE_IS: return infer_is(env, node);
    case NODE_NOT: return infer_logic(env, node, "what 'not' denies");
    case NODE_AND: return infer_logic(env, node, "what 'and' joins");
    case NODE_OR: return infer_logic(env, node, "what 'or' joins");
    case NODE_QUANTIFIED: return infer_quantified(env, node);
    case NODE_IF: return infer_if(env, node, want);
    case NODE_PARAGRAPH: return infer_paragraph(env, node);
    default: // what recovery left has its message already
        return error_type();
    }
}

const Type *infer(Env *env, const Node *node, const Type *want)
{
    if (!node) {
        return error_type();
    }
    const Type *type = infer_kind(env, node, want);
    if (type->optional && node->kind != NODE_NONE && infer_is_present(env, node)) {
        type = pass_optional(env->pass, type, false);
    }
    return pass_type(env->pass, node, type);
}

// -- definitions

static void infer_version(Pass *pass, const Decl *decl, const Node *node)
{
    Env env = {.pass = pass, .module = scope_index(pass, decl->module)};
    env.uses = pass->uses.items[decl->index];
    const Node *params = node_kid(node, DEFINE_PARAMS);
    for (uint32_t i = 0; i < node_count(params); i++) {
        Local *local = arena_make(pass->arena, Local);
        local->decl = pass->refs[params->kids[i]->id];
        local->up = env.locals;
        env.locals = local;
        env.n_locals++;
    }
    const Node *type = node_kid(node, DEFINE_TYPE);
    if (type) {
        const Type *want = pass->types[type->id];
        infer_body(&env, node_kid(node, DEFINE_BODY), want,
                   (Role){"the result of", decl->name, type->span});
    }
}

static void report_circle(Pass *pass, const Uses *const *path, size_t n, Span closing)
{
    Buf text;
    buf_init(&text, pass->arena);
    for (size_t i = 0; i < n; i++) {
        buf_str(&text, path[i]->owner->name);
        buf_text(&text, " → ");
    }
    buf_str(&text, path[0]->owner->name);
    Str circle = str_copy(pass->arena, buf_done(&text));
    Diag *diag = diag_report(pass->diags, DIAG_L0340, closing, STR_ARG(circle));
    for (size_t i = 0; i < n && i < DIAG_LABELS_MAX; i++) {
        diag_label(pass->diags, diag, pass_place(path[i]->owner->node), "'%.*s'",
                   STR_ARG(path[i]->owner->name));
    }
}

// Depth first; a definition met again on the path closes a circle.
static void search_circle(Pass *pass, Uses *uses, const Uses **path, size_t depth)
{
    uses->state = 1;
    path[depth] = uses;
    for (size_t i = 0; i < uses->n; i++) {
        Uses *next = pass->uses.items[uses->calls[i].decl->index];
        if (next->state == 1) {
            size_t from = 0;
            while (path[from] != next) {
                from++;
            }
            report_circle(pass, path + from, depth + 1 - from, uses->calls[i].span);
        } else if (next->state == 0) {
            search_circle(pass, next, path, depth + 1);
        }
    }
    uses->state = 2;
}

void infer_defines(Pass *pass)
{
    for (size_t i = 0; i < pass->out->defines.n; i++) {
        const Decl *decl = pass->out->defines.items[i];
        for (size_t j = 0; j < decl->n_versions; j++) {
            infer_version(pass, decl, decl->versions[j]);
        }
    }
    const Uses **path = arena_array(pass->arena, const Uses *, pass->uses.n + 1);
    for (size_t i = 0; i < pass->uses.n; i++) {
        if (pass->uses.items[i]->state == 0) {
            search_circle(pass, pass->uses.items[i], path, 0);
        }
    }
}
