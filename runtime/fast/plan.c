// Plan: shapes of records, blank cells, and the table of words.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/fast/plan.h"

#include "runtime/type/country.h"

// ---- words

static size_t slots_for(size_t n)
{
    size_t slots = 16;
    while (slots < 2 * n + 2) {
        slots *= 2;
    }
    return slots;
}

static size_t word_slot(const Words *words, Str text)
{
    size_t at = str_hash(text) & (words->n_slots - 1);
    while (words->slots[at] != 0 && !str_eq(words->items[words->slots[at]], text)) {
        at = (at + 1) & (words->n_slots - 1);
    }
    return at;
}

uint32_t words_find(const Words *words, Str text)
{
    return words->slots[word_slot(words, text)];
}

typedef VEC(Str) WordList;

static void add_word(Plan *plan, WordList *list, Str text)
{
    Words *words = &plan->words;
    if (2 * (list->n + 1) >= words->n_slots) {
        words->n_slots = slots_for(2 * list->n + 16);
        words->slots = arena_array(plan->arena, uint32_t, words->n_slots);
        words->items = list->items;
        for (size_t i = 1; i < list->n; i++) {
            words->slots[word_slot(words, list->items[i])] = (uint32_t)i;
        }
    }
    words->items = list->items;
    size_t at = word_slot(words, text);
    if (words->slots[at] == 0) {
        words->slots[at] = (uint32_t)list->n;
        vec_push(plan->arena, list, text);
        words->items = list->items;
        words->n = list->n;
    }
}

static bool is_word_type(const Type *type)
{
    return type->kind == TYPE_TEXT || type->kind == TYPE_COUNTRY || type->kind == TYPE_ECCN ||
           type->kind == TYPE_ENUM;
}

static void add_fact_words(Plan *plan, WordList *list, const Fact *fact)
{
    if (fact->state != FACT_KNOWN) {
        return;
    }
    if (is_word_type(fact->type)) {
        add_word(plan, list, fact->text);
        plan->long_words = plan->long_words || fact->text.len > CELL_TEXT_MAX;
    }
    for (size_t i = 0; i < fact->n; i++) {
        if (fact->kids[i] != NULL) {
            add_fact_words(plan, list, fact->kids[i]);
        }
    }
}

static void add_type_words(Plan *plan, WordList *list, const Type *type)
{
    const Type *of = type->kind == TYPE_LIST ? type->of : type;
    for (size_t i = 0; of->kind == TYPE_ENUM && i < of->enumeration->n; i++) {
        add_word(plan, list, of->enumeration->values[i]);
    }
}

static void make_words(Plan *plan)
{
    const Core *core = plan->core;
    WordList list = {0};
    vec_push(plan->arena, &list, STR_NONE);
    for (size_t i = 0; i < country_count(); i++) {
        Str code = country_at(i);
        add_word(plan, &list, code);
        plan->country[(code.at[0] - 'A') * 26 + code.at[1] - 'A'] = words_find(&plan->words, code);
    }
    for (size_t i = 0; i < core->n_exprs; i++) {
        if (core->exprs[i]->op == CORE_CONST) {
            add_fact_words(plan, &list, core->exprs[i]->fact);
        }
    }
    for (size_t i = 0; core->schema->constants != NULL && i < core->schema->constants->n; i++) {
        add_fact_words(plan, &list, core->schema->constants->entries[i].value);
    }
    for (size_t i = 0; i < core->n_tables; i++) {
        for (size_t r = 0; core->tables[i].rows != NULL && r < core->tables[i].n; r++) {
            add_fact_words(plan, &list, core->tables[i].rows[r].record);
        }
    }
    for (size_t i = 0; i < plan->shapes.n; i++) {
        for (size_t k = 0; k < plan->shapes.items[i]->n; k++) {
            add_type_words(plan, &list, plan->shapes.items[i]->places[k].type);
        }
    }
    for (size_t i = 0; i < plan->top.n; i++) {
        add_type_words(plan, &list, plan->top.places[i].type);
    }
}

// ---- shapes

static bool is_record(const Type *type)
{
    return type->kind == TYPE_RECORD;
}

static void prepare_name(Plan *plan, Place *place)
{
    size_t len = place->name.len + 3, first = len < sizeof place->start ? len : sizeof place->start;
    const char *written = str_format(plan->arena, "\"%.*s\":", STR_ARG(place->name)).at;
    memcpy(place->start, written, first);
    memset(place->mask, 0xff, first);
    place->tail = written + first;
    place->n_tail = (uint32_t)(len - first);
}

static void index_names(Plan *plan, Shape *shape)
{
    for (size_t i = 0; i < shape->n; i++) {
        prepare_name(plan, &shape->places[i]);
    }
    shape->places[shape->n].mask[0] = shape->places[shape->n + 1].mask[0] = UINT64_MAX; // are no name
    shape->n_slots = slots_for(shape->n);
    shape->slots = arena_array(plan->arena, uint16_t, shape->n_slots);
    for (size_t i = 0; i < shape->n; i++) {
        size_t at = str_hash(shape->places[i].name) & (shape->n_slots - 1);
        while (shape->slots[at] != 0) {
            at = (at + 1) & (shape->n_slots - 1);
        }
        shape->slots[at] = (uint16_t)(i + 1);
    }
}

const Place *shape_find(const Shape *shape, Str name)
{
    size_t at = str_hash(name) & (shape->n_slots - 1);
    for (; shape->slots[at] != 0; at = (at + 1) & (shape->n_slots - 1)) {
        const Place *place = &shape->places[shape->slots[at] - 1];
        if (str_eq(place->name, name)) {
            return place;
        }
    }
    return NULL;
}

bool plan_holds_facts(Str name)
{
    return str_is(name, "facts") || str_is(name, "pack") || str_is(name, "resolutions");
}

const Shape *plan_shape(const Plan *plan, const RecordType *record)
{
    for (size_t i = 0; i < plan->shapes.n; i++) {
        if (plan->shapes.items[i]->record == record) {
            return plan->shapes.items[i];
        }
    }
    return NULL;
}

// The shape of a record, to be laid out later; NULL when it has too many fields.
static Shape *shape_of(Plan *plan, const RecordType *record)
{
    Shape *shape = (Shape *)(uintptr_t)plan_shape(plan, record);
    if (shape != NULL || record->n > SHAPE_FIELDS_MAX) {
        return shape;
    }
    shape = arena_make(plan->arena, Shape);
    shape->record = record;
    shape->n = record->n;
    shape->places = arena_array(plan->arena, Place, record->n + 2);
    for (size_t i = 0; i < record->n; i++) {
        shape->places[i].name = record->fields[i].name;
        shape->places[i].type = record->fields[i].type;
    }
    if (record->asserted < record->n) {
        shape->places[record->asserted].asked = true;
    }
    vec_push(plan->arena, &plan->shapes, shape);
    return shape;
}

// ---- what is asked

static void ask_field(Plan *plan, const Expr *expr)
{
    const Type *type = expr->kids[0]->type;
    Shape *shape = type->kind == TYPE_RECORD ? shape_of(plan, type->record) : NULL;
    if (shape != NULL && expr->index < shape->n) {
        shape->places[expr->index].asked = true;
    }
}

// Keys of tables are compared; the rest is seen by expressions alone.
static void ask_keys(Plan *plan, const CoreTable *table)
{
    Shape *shape = table->row->kind == TYPE_RECORD ? shape_of(plan, table->row->record) : NULL;
    for (size_t i = 0; shape != NULL && i < shape->n; i++) {
        shape->places[i].asked = shape->places[i].asked || table->key[i];
    }
}

static void mark_asked(Plan *plan)
{
    const Core *core = plan->core;
    for (size_t i = 0; i < core->n_exprs; i++) {
        const Expr *expr = core->exprs[i];
        if (expr->op == CORE_FACT) {
            plan->top.places[expr->index].asked = true;
        } else if (expr->op == CORE_FIELD) {
            ask_field(plan, expr);
        }
    }
    if (core->schema->law_date < plan->top.n) {
        plan->top.places[core->schema->law_date].asked = true;
    }
    for (size_t t = 0; t < core->n_tables; t++) {
        ask_keys(plan, &core->tables[t]);
    }
}

// ---- layout

static bool lay_out(Plan *plan, Shape *shape);

// A record within needs its size now; one in a list, or that may be none, has it later.
static bool lay_out_inner(Plan *plan, Place *place, const Type *inner)
{
    Shape *shape = shape_of(plan, inner->record);
    place->shape = shape;
    return shape != NULL && (!place->within || lay_out(plan, shape));
}

static Form form_of(const Type *type)
{
    switch (type->kind) {
    case TYPE_BOOL: return FORM_BOOL;
    case TYPE_NUM:
        return type->dim.n == 0 && type->unit.len == 0 && rat_is_inf(type->low) && rat_is_inf(type->high)
                   ? FORM_WHOLE : FORM_NUMBER;
    case TYPE_DATE: return FORM_DATE;
    case TYPE_TEXT: return FORM_TEXT;
    case TYPE_COUNTRY: return FORM_COUNTRY;
    case TYPE_ECCN: return FORM_ECCN;
    case TYPE_ENUM: return FORM_ENUM;
    case TYPE_RECORD: return FORM_RECORD;
    case TYPE_LIST: return FORM_LIST;
    case TYPE_ERROR: case TYPE_NONE: case TYPE_UNKNOWN: case TYPE_DOUBLE: break;
    }
    return FORM_OTHER;
}

// False for a record that lies within itself, and other forms that are rare.
static bool lay_out(Plan *plan, Shape *shape)
{
    if (shape->ready || shape->begun) {
        return shape->ready;
    }
    shape->begun = true;
    for (size_t i = 0; i < shape->n; i++) {
        Place *place = &shape->places[i];
        const Type *type = place->type, *inner = type->kind == TYPE_LIST ? type->of : type;
        place->number = (uint8_t)i;
        place->at = (uint32_t)shape->n_cells;
        place->within = is_record(type) && !type->optional;
        bool odd = (place->act && is_record(type)) || // not done is none: there is no cell for that
                   inner->kind == TYPE_LIST;
        if (odd || (is_record(inner) && !lay_out_inner(plan, place, inner))) {
            return false;
        }
        place->form = (uint8_t)form_of(type);
        place->inner = (uint8_t)form_of(inner);
        shape->n_cells += place->within ? place->shape->n_cells : place->asked;
        if (!place->within) {
            Cell *blank = arena_make(plan->arena, Cell);
            *blank = plan_unknown(plan->arena, type);
            place->blank = blank;
        }
    }
    index_names(plan, shape);
    shape->ready = true;
    return true;
}

static bool shape_facts(Plan *plan)
{
    const FactSchema *schema = plan->core->schema;
    Shape *top = &plan->top;
    if (schema->n > SHAPE_FIELDS_MAX) {
        return false;
    }
    top->n = schema->n;
    top->places = arena_array(plan->arena, Place, schema->n + 2);
    for (size_t i = 0; i < schema->n; i++) {
        top->places[i].name = schema->decls[i].name;
        top->places[i].type = schema->decls[i].type;
        top->places[i].act = schema->decls[i].act;
    }
    mark_asked(plan);
    return lay_out(plan, top);
}

static void number_enums(Plan *plan, Shape *shape)
{
    for (size_t i = 0; i < shape->n; i++) {
        const Type *type = shape->places[i].type;
        const Type *of = type->kind == TYPE_LIST ? type->of : type;
        if (of->kind != TYPE_ENUM) {
            continue;
        }
        EnumWord *words = arena_array(plan->arena, EnumWord, of->enumeration->n + 1);
        for (size_t k = 0; k < of->enumeration->n; k++) {
            Str value = of->enumeration->values[k];
            memcpy(&words[k].start, value.at, value.len < 8 ? value.len : 8);
            memset(&words[k].mask, 0xff, value.len < 8 ? value.len : 8);
            words[k].rest = value.len > 8 ? value.at + 8 : NULL;
            words[k].len = (uint32_t)value.len;
            words[k].word = words_find(&plan->words, value);
        }
        shape->places[i].words = words;
    }
}

// An act that nobody gave was not done.
static Cell not_done(Arena *arena, const Type *type)
{
    if (type->kind == TYPE_BOOL) {
        return cell_bool(TRI_F);
    }
    Cell cell = cell_of(type->kind == TYPE_LIST ? CELL_LIST : CELL_NONE);
    cell.as.list = type->kind == TYPE_LIST ? arena_make(arena, CellList) : NULL;
    return cell;
}

static void make_blank(Plan *plan)
{
    plan->blank = arena_array(plan->arena, Cell, plan->top.n_cells + 1);
    for (size_t i = 0; i < plan->top.n; i++) {
        const Place *place = &plan->top.places[i];
        if (place->act && place->asked) {
            plan->blank[place->at] = not_done(plan->arena, place->type);
        }
    }
}

// Records that facts may name.
static void make_constants(Plan *plan)
{
    const Map *from = plan->core->schema->constants;
    map_init(&plan->constants, plan->arena);
    for (size_t i = 0; from != NULL && i < from->n; i++) {
        const Fact *fact = from->entries[i].value;
        if (plan_shape(plan, fact->type->record) != NULL) {
            NamedCells *named = arena_make(plan->arena, NamedCells);
            *named = (NamedCells){plan_shape(plan, fact->type->record), plan_cell(plan, plan->arena, fact)};
            map_put(&plan->constants, from->entries[i].key, named);
        }
    }
}

static void make_rows(Plan *plan)
{
    const Core *core = plan->core;
    plan->rows = arena_array(plan->arena, Cell *, core->n_tables + 1);
    for (size_t t = 0; t < core->n_tables; t++) {
        const CoreTable *table = &core->tables[t];
        plan->rows[t] = arena_array(plan->arena, Cell, table->rows != NULL ? table->n + 1 : 1);
        for (size_t r = 0; table->rows != NULL && r < table->n; r++) {
            plan->rows[t][r] = plan_cell(plan, plan->arena, table->rows[r].record);
        }
    }
}

// Records of tables and of constants need shapes, too.
static bool shape_others(Plan *plan)
{
    const Core *core = plan->core;
    for (size_t t = 0; t < core->n_tables; t++) {
        if (core->tables[t].row->kind == TYPE_RECORD && shape_of(plan, core->tables[t].row->record) == NULL) {
            return false;
        }
    }
    for (size_t i = 0; i < core->n_exprs; i++) {
        const Type *type = core->exprs[i]->type;
        const Type *of = type != NULL && type->kind == TYPE_LIST ? type->of : type;
        if (of != NULL && of->kind == TYPE_RECORD && shape_of(plan, of->record) == NULL) {
            return false;
        }
    }
    for (size_t i = 0; i < plan->shapes.n; i++) { // more may come on the way
        if (!lay_out(plan, plan->shapes.items[i])) {
            return false;
        }
    }
    return true;
}

Plan *plan_make(Arena *arena, const Core *core)
{
    Plan *plan = arena_make(arena, Plan);
    plan->arena = arena;
    plan->core = core;
    if (!shape_facts(plan) || !shape_others(plan)) {
        return NULL;
    }
    make_words(plan);
    if (plan->long_words) {
        return NULL;
    }
    number_enums(plan, &plan->top);
    for (size_t i = 0; i < plan->shapes.n; i++) {
        number_enums(plan, plan->shapes.items[i]);
    }
    plan->id = shape_find(&plan->top, STR("id"));
    for (size_t i = 0; i < plan->top.n; i++) {
        plan->odd_names = plan->odd_names || plan_holds_facts(plan->top.places[i].name);
    }
    make_blank(plan);
    make_rows(plan);
    make_constants(plan);
    return plan;
}
