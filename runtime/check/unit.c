// Units: what each measures, and its exact conversion to base units.
//
// In:  `unit` declarations, and spellings such as "GB/s" in types and amounts.
// Out: a Unit for each declaration, worked out on first use, so their order does not
// matter. A unit without a definition is a base unit: a dimension of its own, as each
// currency is. SPDX-License-Identifier: Apache-2.0
#include "runtime/check/unit.h"

#include "runtime/check/scope.h"

// A product of units and numbers on the way to a definition.
typedef struct Measure {
    Dim dim;
    Rat scale, offset;
    bool compare_only; // affine or logarithmic: must stand alone
} Measure;

static const Unit *work_out(Pass *pass, const Decl *decl, Span used_at);

// -- currencies

void unit_currencies(Pass *pass)
{
    static const struct {
        const char *code, *title;
    } CURRENCIES[] = {
#define X(code, title) {code, title},
#include "runtime/type/currency.def"
#undef X
    };
    for (size_t i = 0; i < countof(CURRENCIES); i++) {
        Decl *decl = arena_make(pass->arena, Decl);
        decl->kind = DECL_UNIT;
        decl->name = str_of(CURRENCIES[i].code);
        decl->title = str_of(CURRENCIES[i].title);
        decl->type = type_plain(TYPE_ERROR);
        decl->index = (uint32_t)pass->out->units.n;
        vec_push(pass->arena, &pass->out->units, decl);
        scope_add(pass, SPACE_UNIT, decl);
    }
}

// -- definitions

static bool find_unit(Pass *pass, size_t module, Str name, Span span, const Decl **decl,
                      const Unit **unit)
{
    const Decl *other = NULL;
    *decl = scope_find(pass, module, SPACE_UNIT, name, &other);
    if (!*decl) {
        const Decl *hidden = scope_hidden(pass, module, SPACE_UNIT, name);
        if (hidden) {
            return scope_report_hidden(pass, span, hidden);
        }
        Diag *diag = diag_report(pass->diags, DIAG_L0320, span, STR_ARG(name));
        if (str_is(name, "month") || str_is(name, "months") || str_is(name, "year") ||
            str_is(name, "years")) {
            diag_hint(pass->diags, diag,
                      "Months and years differ in length: write "
                      "'add_months(date, number, last_day)'.");
            return false;
        }
        Candidates units = {0};
        scope_candidates(pass, module, SPACE_UNIT, &units);
        scope_suggest(pass, diag, name, &units);
        return false;
    }
    if (other) {
        scope_ambiguous(pass, span, *decl, other);
    }
    *unit = work_out(pass, *decl, span);
    return *unit != NULL;
}

static bool times(Pass *pass, const Measure *a, const Measure *b, int sign, Span span,
                  Measure *out)
{
    if (a->compare_only || b->compare_only) {
        diag_report(pass->diags, DIAG_L0460, span);
        return false;
    }
    if (sign < 0 && rat_sign(b->scale) == 0) {
        diag_report(pass->diags, DIAG_L0458, span);
        return false;
    }
    Measure product = {.offset = RAT_ZERO};
    if (!dim_multiply(&a->dim, &b->dim, sign, &product.dim) ||
        !(sign > 0 ? rat_mul(pass->arena, a->scale, b->scale, &product.scale)
                   : rat_div(pass->arena, a->scale, b->scale, &product.scale))) {
        diag_report(pass->diags, DIAG_L0434, span);
        return false;
    }
    *out = product;
    return true;
}

// `K + 273.15`: the value in kelvin is the value plus 273.15.
static bool shift(Pass *pass, const Measure *a, const Measure *b, int sign, Span span,
                  Measure *out)
{
    bool fits = a->dim.n == 1 && a->dim.terms[0].power == 1 && b->dim.n == 0 &&
                !a->compare_only && !b->compare_only;
    *out = *a;
    out->compare_only = true;
    if (!fits || !(sign > 0 ? rat_add(pass->arena, a->offset, b->scale, &out->offset)
                            : rat_sub(pass->arena, a->offset, b->scale, &out->offset))) {
        diag_report(pass->diags, DIAG_L0458, span);
        return false;
    }
    return true;
}

static bool raise_to(Pass *pass, const Measure *base, const Node *node, Measure *out)
{
    const Node *exponent = node_kid(node, 1);
    Rat value = RAT_ZERO;
    int64_t power = 0;
    *out = *base;
    if (base->compare_only || !exponent || exponent->kind != NODE_NUMBER ||
        !rat_parse(pass->arena, exponent->text, false, &value) ||
        !rat_to_int64(value, &power) || power < 0 || power > 1000 ||
        !dim_power(&base->dim, (int)power, &out->dim) ||
        !rat_pow(pass->arena, base->scale, (int32_t)power, &out->scale)) {
        diag_report(pass->diags, DIAG_L0435, node->span);
        return false;
    }
    return true;
}

// A single word or a compound spelling, as a measure.
static bool read_spelling(Pass *pass, size_t module, Str spelling, Span span, Measure *out,
                          const Decl **decl)
{
    *out = (Measure){.scale = RAT_ONE, .offset = RAT_ZERO};
    *decl = NULL;
    int sign = 1;
    for (size_t at = 0, words = 0; at <= spelling.len; words++) {
        size_t end = at;
        while (end < spelling.len && spelling.at[end] != '/' && spelling.at[end] != '*') {
            end++;
        }
        const Unit *unit = NULL;
        if (!find_unit(pass, module, str_sub(spelling, at, end), span, decl, &unit)) {
            return false;
        }
        // NOLINTNEXTLINE(clang-analyzer-core.NullDereference): found, it is set
        Measure factor = {unit->dim, unit->scale, unit->offset,
                          unit->affine || unit->logarithmic};
        if (words == 0 && end == spelling.len) {
            *out = factor;
            return true;
        }
        if (!times(pass, out, &factor, sign, span, out)) {
            return false;
        }
        sign = end < spelling.len && spelling.at[end] == '/' ? -1 : 1;
        at = end + 1;
    }
    *decl = NULL;
    return true;
}

static bool measure(Pass *pass, size_t module, const Node *node, Measure *out)
{
    Measure left, right;
    const Decl *decl = NULL;
    *out = (Measure){.scale = RAT_ONE, .offset = RAT_ZERO};
    switch ((int)node->kind) {
    case NODE_NUMBER:
        if (!rat_parse(pass->arena, node->text, false, &out->scale)) {
            diag_report(pass->diags, DIAG_L0436, node->span, RAT_DIGITS_MAX);
            return false;
        }
        return true;
    case NODE_NAME:
        if (!read_spelling(pass, module, node->text, node->span, out, &decl)) {
            return false;
        }
        pass_ref(pass, node, decl);
        return true;
    case NODE_QUANTITY:
        return measure(pass, module, node_kid(node, 0), &left) &&
               read_spelling(pass, module, node->text, node->span, &right, &decl) &&
               times(pass, &left, &right, 1, node->span, out);
    case NODE_POWER:
        return measure(pass, module, node_kid(node, 0), &left) &&
               raise_to(pass, &left, node, out);
    case NODE_ARITH:
        if (!measure(pass, module, node_kid(node, 0), &left) ||
            !measure(pass, module, node_kid(node, 1), &right)) {
            return false;
        }
        if (node->op == ARITH_ADD || node->op == ARITH_SUB) {
            return shift(pass, &left, &right, node->op == ARITH_ADD ? 1 : -1, node->span,
                         out);
        }
        return times(pass, &left, &right, node->op == ARITH_MUL ? 1 : -1, node->span, out);
    case NODE_ERROR: return false;
    default: diag_report(pass->diags, DIAG_L0458, node->span); return false;
    }
}

static void define_base(UnitSlot *slot)
{
    slot->unit.dim.n = 1;
    slot->unit.dim.terms[0].base = &slot->unit;
    slot->unit.dim.terms[0].power = 1;
    slot->unit.scale = RAT_ONE;
    slot->unit.offset = RAT_ZERO;
}

static void define_unit(Pass *pass, const Decl *decl, UnitSlot *slot)
{
    const Node *definition = decl->node ? node_kid(decl->node, UNIT_DEFINITION) : NULL;
    slot->unit.currency = decl->node == NULL;
    slot->unit.logarithmic = decl->node && decl->node->op == UNIT_LOGARITHMIC;
    slot->state = 2;
    if (!definition) {
        define_base(slot);
        return;
    }
    Measure found;
    slot->state = 1;
    bool good = measure(pass, scope_index(pass, decl->module), definition, &found);
    if (good && rat_sign(found.scale) <= 0) {
        diag_report(pass->diags, DIAG_L0458, definition->span);
        good = false;
    }
    if (good) {
        slot->unit.dim = found.dim;
        slot->unit.scale = found.scale;
        slot->unit.offset = found.offset;
        slot->unit.affine = rat_sign(found.offset) != 0;
    }
    slot->state = good ? 2 : 3;
}

// NULL when the unit cannot be used; that has been reported.
static const Unit *work_out(Pass *pass, const Decl *decl, Span used_at)
{
    UnitSlot *slot = pass->units.items[decl->index];
    if (slot->state == 1) {
        Diag *diag = diag_report(pass->diags, DIAG_L0459, used_at, STR_ARG(decl->name));
        diag_label(pass->diags, diag, pass_place(decl->node), "declared here");
        return NULL;
    }
    if (slot->state == 0) {
        define_unit(pass, decl, slot);
    }
    return slot->state == 2 ? &slot->unit : NULL;
}

void unit_define_all(Pass *pass)
{
    for (size_t i = 0; i < pass->out->units.n; i++) {
        Decl *decl = pass->out->units.items[i];
        UnitSlot *slot = arena_make(pass->arena, UnitSlot);
        slot->unit.name = decl->name;
        slot->unit.title = decl->title;
        slot->unit.order = (uint32_t)i;
        define_base(slot);
        decl->unit = &slot->unit;
        vec_push(pass->arena, &pass->units, slot);
    }
    for (size_t i = 0; i < pass->out->units.n; i++) {
        (void)work_out(pass, pass->out->units.items[i],
                       pass_place(pass->out->units.items[i]->node));
    }
    const Names *day = scope_names(pass, SPACE_UNIT, STR("day"));
    for (size_t i = 0; day && i < day->list.n; i++) {
        const Decl *decl = day->list.items[i];
        if (decl->module && str_is(decl->module->name, "licet.units")) {
            Type *days = pass_new_type(pass, TYPE_NUM);
            days->dim = decl->unit->dim;
            days->unit = STR("days");
            days->unit_scale = decl->unit->scale;
            pass->days = days;
        }
    }
    if (!pass->days) {
        pass->days = type_plain(TYPE_NUM);
    }
}

// -- amounts

bool unit_read(Pass *pass, size_t module, Str spelling, Span span, Type *type,
               const Decl **decl)
{
    Measure found;
    if (!read_spelling(pass, module, spelling, span, &found, decl)) {
        return false;
    }
    type->dim = found.dim;
    type->unit = spelling;
    type->unit_scale = found.scale;
    type->unit_offset = found.offset;
    return true;
}

const char *unit_compare_only(const Type *type)
{
    if (rat_sign(type->unit_offset) != 0) {
        return "affine";
    }
    for (size_t i = 0; i < type->dim.n; i++) {
        if (type->dim.terms[i].base->logarithmic) {
            return "logarithmic";
        }
    }
    return NULL;
}

static bool constant_pair(Pass *pass, size_t module, const Node *node, Type *type,
                          Rat *value)
{
    Type right = *type_plain(TYPE_NUM);
    Rat a, b;
    if (!unit_constant(pass, module, node_kid(node, 0), type, &a) ||
        !unit_constant(pass, module, node_kid(node, 1), &right, &b)) {
        return false;
    }
    int sign = node->op == ARITH_DIV ? -1 : 1;
    switch ((ArithOp)node->op) {
    case ARITH_ADD:
        return dim_same(&type->dim, &right.dim) && rat_add(pass->arena, a, b, value);
    case ARITH_SUB:
        return dim_same(&type->dim, &right.dim) && rat_sub(pass->arena, a, b, value);
    case ARITH_MUL:
    case ARITH_DIV:
        return dim_multiply(&type->dim, &right.dim, sign, &type->dim) &&
               (sign > 0 ? rat_mul(pass->arena, a, b, value)
                         : rat_div(pass->arena, a, b, value));
    }
    return false;
}

bool unit_constant(Pass *pass, size_t module, const Node *node, Type *type, Rat *value)
{
    const Decl *decl = NULL;
    Rat exponent = RAT_ZERO;
    int64_t power = 0;
    if (!node) {
        return false;
    }
    switch ((int)node->kind) {
    case NODE_NUMBER:
        *type = *type_plain(TYPE_NUM);
        return rat_parse(pass->arena, node->text, false, value);
    case NODE_QUANTITY:
        *type = *type_plain(TYPE_NUM);
        return rat_parse(pass->arena, node_kid(node, 0)->text, false, value) &&
               unit_read(pass, module, node->text, node->span, type, &decl) &&
               rat_mul(pass->arena, *value, type->unit_scale, value) &&
               rat_add(pass->arena, *value, type->unit_offset, value);
    case NODE_NEGATE:
        if (node_kid(node, 0)->kind == NODE_QUANTITY) { // the reading, not what it is in base units
            const Node *amount = node_kid(node, 0);
            *type = *type_plain(TYPE_NUM);
            return unit_read(pass, module, amount->text, amount->span, type, &decl) &&
                   rat_parse(pass->arena, node_kid(amount, 0)->text, false, value) &&
                   rat_mul(pass->arena, *value, type->unit_scale, value) &&
                   rat_sub(pass->arena, type->unit_offset, *value, value);
        }
        return unit_constant(pass, module, node_kid(node, 0), type, value) &&
               rat_neg(pass->arena, *value, value);
    case NODE_POWER:
        return unit_constant(pass, module, node_kid(node, 0), type, value) &&
               rat_parse(pass->arena, node_kid(node, 1)->text, false, &exponent) &&
               rat_to_int64(exponent, &power) && power <= 1000 &&
               dim_power(&type->dim, (int)power, &type->dim) &&
               rat_pow(pass->arena, *value, (int32_t)power, value);
    case NODE_ARITH: return constant_pair(pass, module, node, type, value);
    default: return false;
    }
}
