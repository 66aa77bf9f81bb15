// The public door, policies: loaded through the host, dumped, asked for their facts.
//
// In:  names of root modules and the configured loader.
// Out: licet_policy, immutable once loaded: everything asked of it later is written into
//      buffers of their own.
// SPDX-License-Identifier: Apache-2.0
#include <stdlib.h>

#include "grammar/parse.h"
#include "runtime/core/lint.h"
#include "runtime/engine/changes.h"
#include "runtime/engine/door.h"
#include "runtime/engine/programs.h"
#include "runtime/engine/embedded.h"
#include "runtime/engine/explain.h"
#include "runtime/source/render.h"
#include "runtime/tree/dump.h"
#include "runtime/tree/print.h"

// -- loading ----------------------------------------------------------------------------

static bool load_text(void *host, Arena *arena, Str path, Str *text, Str *shown)
{
    const licet_config *config = &((const licet_engine *)host)->config;
    licet_text given = {NULL, 0};
    const char *where = NULL;
    if (config->load != NULL &&
        config->load(config->load_host, str_copy(arena, path).at, &given, &where)) {
        *text = str_copy(arena, (Str){given.at, given.len});
        *shown = where != NULL ? str_copy(arena, str_of(where)) : path;
        return true;
    }
    Str found = embedded_find(path);
    if (found.at == NULL) {
        return false;
    }
    *text = found;
    *shown = str_format(arena, "stdlib/%.*s", STR_ARG(path));
    return true;
}

static void find_roots(licet_policy *policy)
{
    const Loaded *loaded = policy->pipeline->loaded;
    policy->roots = arena_array(policy->door.arena, Str, loaded->modules.n + 1);
    for (size_t i = 0; i < loaded->modules.n; i++) {
        if (loaded->modules.items[i]->root) {
            policy->roots[policy->n_roots++] = loaded->modules.items[i]->name;
        }
    }
    qsort(policy->roots, policy->n_roots, sizeof *policy->roots, str_order);
}

static void list_sources(licet_policy *policy)
{
    Arena *arena = policy->door.arena;
    const Loaded *loaded = policy->pipeline->loaded;
    policy->sources = arena_array(arena, licet_source, loaded->texts.n + 1);
    for (size_t i = 0; i < loaded->texts.n; i++) {
        const LoadedText *text = &loaded->texts.items[i];
        Str all = source_get(&loaded->sources, text->file)->text;
        policy->sources[policy->n_sources++] = (licet_source){
            .path = door_text(arena, text->path),
            .text = {all.len > 0 ? all.at : "", all.len},
            .table = door_text(arena, text->table),
        };
    }
}

static int compare_scenarios(const void *a, const void *b)
{
    Span x = (*(const CoreScenario *const *)a)->span;
    Span y = (*(const CoreScenario *const *)b)->span;
    if (x.file != y.file) {
        return x.file < y.file ? -1 : 1;
    }
    return (x.start > y.start) - (x.start < y.start);
}

static licet_scenario show_scenario(const licet_policy *policy, const CoreScenario *scenario)
{
    Arena *arena = policy->door.arena;
    const Sources *sources = &policy->pipeline->loaded->sources;
    const SourceFile *file = source_get(sources, scenario->span.file);
    licet_scenario out = {
        .title = door_text(arena, scenario->title),
        .case_id = door_text(arena, scenario->case_id),
        .source = door_text(arena, scenario->source),
        .note = door_text(arena, scenario->note),
        .certainty = door_text(arena, scenario->certainty),
        .unverified = door_text(arena, scenario->unverified),
        .file = file != NULL ? door_text(arena, file->path) : "",
        .as_of = scenario->has_date ? door_date(arena, scenario->date) : "",
        .group_count = scenario->n_groups,
    };
    uint32_t column;
    source_place(sources, scenario->span.file, scenario->span.start, &out.line, &column);
    return out;
}

static licet_group show_group(const licet_policy *policy, const CoreScenario *scenario,
                              const CoreGroup *group)
{
    Arena *arena = policy->door.arena;
    const char **assume = arena_array(arena, const char *, group->n_assume + 1);
    for (size_t i = 0; i < group->n_assume; i++) {
        assume[i] = door_text(arena, group->assume[i]);
    }
    const char *as_of = scenario->has_date ? door_date(arena, scenario->date) : "";
    return (licet_group){
        .as_of = group->has_date ? door_date(arena, group->date) : as_of,
        .assume = assume,
        .assume_count = group->n_assume,
        .changes_facts = group->n_givens > 0,
        .expects = group->n_expects > 0 ? door_text(arena, group->expects[0].low) : "",
    };
}

static licet_group *show_groups(const licet_policy *policy, const CoreScenario *scenario)
{
    size_t n = scenario->n_groups;
    licet_group *groups = arena_array(policy->door.arena, licet_group, n + 1);
    for (size_t i = 0; i < scenario->n_groups; i++) {
        groups[i] = show_group(policy, scenario, &scenario->groups[i]);
    }
    return groups;
}

static void find_scenarios(licet_policy *policy)
{
    const Core *core = policy->pipeline->core;
    Arena *arena = policy->door.arena;
    policy->of = arena_array(arena, const CoreScenario *, core->n_scenarios + 1);
    for (size_t i = 0; i < core->n_scenarios; i++) {
        if (core->scenarios[i].module->root) {
            policy->of[policy->n_scenarios++] = &core->scenarios[i];
        }
    }
    qsort(policy->of, policy->n_scenarios, sizeof *policy->of, compare_scenarios);
    policy->scenarios = arena_array(arena, licet_scenario, policy->n_scenarios + 1);
    policy->groups = arena_array(arena, licet_group *, policy->n_scenarios + 1);
    for (size_t i = 0; i < policy->n_scenarios; i++) {
        policy->groups[i] = show_groups(policy, policy->of[i]);
        policy->scenarios[i] = show_scenario(policy, policy->of[i]);
    }
}

typedef struct LoadJob {
    licet_policy *policy;
    const PolicyInput *input;
} LoadJob;

static void bind_natives(licet_policy *policy)
{
    const licet_config *config = &policy->door.engine->config;
    Pipeline *pipeline = policy->pipeline;
    policy->natives = natives_bind(policy->door.arena, pipeline->core, config->native_libraries,
                                   config->native_library_count, config->native_milliseconds,
                                   &pipeline->diags);
    pipeline->clean = pipeline->diags.n_errors == 0;
}

static void find_law_date(licet_policy *policy)
{
    const Checked *checked = policy->pipeline->checked;
    if (checked != NULL && checked->schema.law_date < checked->schema.n) {
        Str name = checked->schema.decls[checked->schema.law_date].name;
        policy->law_date = door_text(policy->door.arena, name);
    }
}

static void find_read_through(licet_policy *policy, const Core *core)
{
    Arena *arena = policy->door.arena;
    policy->read_through = core_read_through(core);
    policy->read_text = policy->read_through < DAY_MAX ? door_text(arena, date_text(arena, policy->read_through)) : "";
}

void policy_ready(licet_policy *policy, bool natives)
{
    Pipeline *pipeline = policy->pipeline;
    find_roots(policy);
    list_sources(policy);
    find_law_date(policy);
    if (pipeline->clean) {
        find_read_through(policy, pipeline->core);
        policy->decides = decision_is_possible(pipeline->core);
        programs_init(policy);
        find_scenarios(policy);
        if (natives) {
            bind_natives(policy);
        }
    }
    report_make(&policy->report, policy->door.engine, policy->door.arena,
                &pipeline->loaded->sources, &pipeline->diags);
}

static void load_policy(void *job)
{
    LoadJob *load = job;
    const PolicyInput *input = load->input;
    Arena *arena = load->policy->door.arena;
    if (input->log != NULL) {
        input->log->keeper = arena_new(&load->policy->door.guard);
        arena_log(arena, input->log);
    }
    Str *roots = arena_array(arena, Str, input->n_roots + 1);
    for (size_t i = 0; i < input->n_roots; i++) {
        roots[i] = str_copy(arena, str_of(input->roots[i]));
    }
    load->policy->given = roots;
    load->policy->n_given = input->n_roots;
    load->policy->pipeline = pipeline_run(arena, input->load, input->host, roots, input->n_roots);
    arena_log(arena, NULL);
    policy_ready(load->policy, input->log == NULL); // only an image is made of a logged one
}

licet_status policy_load(const licet_engine *engine, const PolicyInput *input, licet_policy **out)
{
    *out = NULL;
    licet_policy *policy = door_new(engine, sizeof *policy);
    if (policy == NULL) {
        return LICET_NO_MEMORY;
    }
    LoadJob job = {policy, input};
    licet_status status = door_run(&policy->door, load_policy, &job);
    if (status != LICET_OK) {
        arena_free(input->log != NULL ? input->log->keeper : NULL);
        ffi_close(policy->natives);
        door_free(policy);
        return status;
    }
    *out = policy;
    return policy->pipeline->clean ? LICET_OK : LICET_REJECTED;
}

licet_status licet_policy_load(const licet_engine *engine, const char *const *roots,
                               size_t root_count, licet_policy **out)
{
    *out = NULL;
    if (engine == NULL || root_count == 0 || roots == NULL) {
        return LICET_MISUSE;
    }
    // The loader only reads the configuration.
    PolicyInput input = {roots, root_count, load_text, (void *)(uintptr_t)engine, NULL};
    return policy_load(engine, &input, out);
}

void licet_policy_free(licet_policy *policy)
{
    if (policy != NULL) {
        programs_free(policy);
        ffi_close(policy->natives);
    }
    door_free(policy);
}

const licet_report *licet_policy_report(const licet_policy *policy)
{
    return policy == NULL ? NULL : &policy->report;
}

bool licet_policy_source(const licet_policy *policy, size_t index, licet_source *out)
{
    if (policy == NULL || index >= policy->n_sources) {
        return false;
    }
    *out = policy->sources[index];
    return true;
}

const char *licet_policy_root(const licet_policy *policy, size_t index)
{
    return policy == NULL || index >= policy->n_given ? NULL : policy->given[index].at;
}

bool licet_policy_decides(const licet_policy *policy)
{
    return policy != NULL && policy->decides;
}

const char *licet_policy_law_date(const licet_policy *policy)
{
    return policy == NULL || policy->law_date == NULL ? "" : policy->law_date;
}

// -- products as text -------------------------------------------------------------------

typedef struct PolicyJob {
    const licet_policy *policy;
    licet_stage stage;
    licet_facts_form form;
    uint32_t length;
    Str label;
    bool has_day, found;
    Day day;
} PolicyJob;

static void dump_breaks(Buf *out, const Core *core)
{
    for (size_t i = 0; i < core->breaks.n; i++) {
        buf_addf(out, "%4zu  ", i);
        if (core->breaks.days[i] <= DAY_MIN) {
            buf_text(out, "from the beginning");
        } else {
            buf_text(out, "from ");
            date_print(out, core->breaks.days[i]);
        }
        buf_char(out, '\n');
    }
}

static void dump_module(Buf *out, const Pipeline *p, const Module *module, licet_stage stage)
{
    switch (stage) {
    case LICET_STAGE_TREE: dump_tree(out, module->tree); return;
    case LICET_STAGE_NAMES: check_dump_names(out, p->checked, module); return;
    case LICET_STAGE_TYPES: check_dump_types(out, p->checked, module); return;
    case LICET_STAGE_CORE:
    case LICET_STAGE_CODE:
    case LICET_STAGE_ERAS:
    case LICET_STAGE_PROVISIONS: return;
    }
}

static void dump(void *job, Buf *out)
{
    const PolicyJob *dump = job;
    const Pipeline *p = dump->policy->pipeline;
    switch (dump->stage) {
    case LICET_STAGE_CORE: core_dump(out, p->core); return;
    case LICET_STAGE_CODE: code_dump(out, p->core, p->code); return;
    case LICET_STAGE_ERAS: dump_breaks(out, p->core); return;
    case LICET_STAGE_PROVISIONS: core_provisions(out, p->core); return;
    case LICET_STAGE_TREE:
    case LICET_STAGE_NAMES:
    case LICET_STAGE_TYPES: break;
    }
    for (size_t i = 0; i < p->loaded->modules.n; i++) {
        if (p->loaded->modules.items[i]->root) {
            dump_module(out, p, p->loaded->modules.items[i], dump->stage);
        }
    }
}

static bool has_stage(const Pipeline *p, licet_stage stage)
{
    switch (stage) {
    case LICET_STAGE_TREE: return true;
    case LICET_STAGE_NAMES:
    case LICET_STAGE_TYPES: return p->checked != NULL;
    case LICET_STAGE_CORE:
    case LICET_STAGE_ERAS:
    case LICET_STAGE_PROVISIONS: return p->core != NULL;
    case LICET_STAGE_CODE: return p->code != NULL;
    }
    return false;
}

licet_status licet_policy_dump(const licet_policy *policy, licet_stage stage,
                               licet_buffer **out)
{
    *out = NULL;
    if (policy == NULL) {
        return LICET_MISUSE;
    }
    if (policy->bundled && policy->pipeline->clean) {
        licet_policy *whole;
        licet_status status = policy_again(policy, NULL, &whole);
        status = status == LICET_OK ? licet_policy_dump(whole, stage, out) : status;
        licet_policy_free(whole);
        return status;
    }
    if (!has_stage(policy->pipeline, stage)) {
        return LICET_NOT_FOUND;
    }
    PolicyJob job = {.policy = policy, .stage = stage};
    return door_write(policy->door.engine, dump, &job, out);
}

static void write_cost(void *job, Buf *out)
{
    const PolicyJob *cost = job;
    CostBound bound = lint_cost(out->arena, cost->policy->pipeline->core, cost->length);
    buf_str(out, bound.formula);
    buf_addf(out, " operations at most: ");
    rat_print_human(out, bound.number, 0);
    buf_addf(out, " when every list has %u elements\n", cost->length);
}

licet_status licet_policy_cost(const licet_policy *policy, uint32_t list_length,
                               licet_buffer **out)
{
    *out = NULL;
    if (policy == NULL || !policy->pipeline->clean) {
        return LICET_MISUSE;
    }
    PolicyJob job = {.policy = policy, .length = list_length};
    return door_write(policy->door.engine, write_cost, &job, out);
}

static void list_facts(Buf *out, const FactSchema *schema)
{
    for (size_t i = 0; i < schema->n; i++) {
        const FactDecl *decl = &schema->decls[i];
        size_t start = out->len;
        buf_addf(out, "%s %.*s: ", decl->act ? "act " : "fact", STR_ARG(decl->name));
        type_print(out, decl->type);
        if (i == schema->law_date) {
            buf_text(out, " (law date)");
        }
        if (decl->title.len > 0) {
            size_t width = out->len - start;
            buf_fill(out, ' ', width < 44 ? 44 - width : 2);
            buf_str(out, decl->title);
        }
        buf_char(out, '\n');
    }
}

static void write_facts(void *job, Buf *out)
{
    const PolicyJob *facts = job;
    const FactSchema *schema = &facts->policy->pipeline->checked->schema;
    switch (facts->form) {
    case LICET_FACTS_SCHEMA:
        json_pretty(out, facts_schema(out->arena, schema), 92);
        buf_char(out, '\n');
        return;
    case LICET_FACTS_TEMPLATE:
        json_pretty(out, facts_template(out->arena, schema), 92);
        buf_char(out, '\n');
        return;
    case LICET_FACTS_LIST:
        list_facts(out, schema);
        return;
    }
}

licet_status licet_policy_facts(const licet_policy *policy, licet_facts_form form,
                                licet_buffer **out)
{
    *out = NULL;
    if (policy == NULL || policy->pipeline->checked == NULL) {
        return LICET_MISUSE;
    }
    PolicyJob job = {.policy = policy, .form = form};
    return door_write(policy->door.engine, write_facts, &job, out);
}

static void explain(void *job, Buf *out)
{
    PolicyJob *explain = job;
    const Day *day = explain->has_day ? &explain->day : NULL;
    explain->found = explain_label(out, explain->policy->pipeline->core, explain->label, day);
}

licet_status licet_policy_explain(const licet_policy *policy, const char *label,
                                  const char *as_of, licet_buffer **out)
{
    *out = NULL;
    if (policy == NULL || label == NULL || !policy->pipeline->clean) {
        return LICET_MISUSE;
    }
    if (policy->bundled) {
        licet_policy *whole;
        licet_status again = policy_again(policy, NULL, &whole);
        again = again == LICET_OK ? licet_policy_explain(whole, label, as_of, out) : again;
        licet_policy_free(whole);
        return again;
    }
    PolicyJob job = {.policy = policy, .label = str_of(label), .has_day = as_of != NULL};
    if (as_of != NULL && !date_parse(str_of(as_of), &job.day)) {
        return LICET_MISUSE;
    }
    licet_status status = door_write(policy->door.engine, explain, &job, out);
    return status == LICET_OK && !job.found ? LICET_NOT_FOUND : status;
}

typedef struct ChangesJob {
    const Core *then, *now;
} ChangesJob;

static void write_changes(void *job, Buf *out)
{
    const ChangesJob *changes = job;
    changes_put(out, changes->then, changes->now);
}

licet_status licet_policy_changes(const licet_policy *then, const licet_policy *now,
                                  licet_buffer **out)
{
    *out = NULL;
    if (then == NULL || now == NULL || !then->pipeline->clean || !now->pipeline->clean) {
        return LICET_MISUSE;
    }
    if (then->bundled || now->bundled) {
        licet_policy *whole = NULL;
        licet_status again = policy_again(then->bundled ? then : now, NULL, &whole);
        if (again == LICET_OK) {
            again = then->bundled ? licet_policy_changes(whole, now, out)
                                  : licet_policy_changes(then, whole, out);
        }
        licet_policy_free(whole);
        return again;
    }
    ChangesJob job = {then->pipeline->core, now->pipeline->core};
    return door_write(now->door.engine, write_changes, &job, out);
}

// -- layout -----------------------------------------------------------------------------

typedef struct FormatJob {
    const char *name;
    licet_text text;
    bool good;
} FormatJob;

static void format_source(void *job, Buf *out)
{
    FormatJob *format = job;
    Sources sources;
    Diags diags;
    NodeId next_id = 1;
    source_init(&sources, out->arena);
    diag_init(&diags, out->arena);
    FileId file = source_add(&sources, str_of(format->name),
                             (Str){format->text.at, format->text.len});
    const Tree *tree = parse_file(out->arena, &sources, file, &next_id, &diags);
    format->good = diags.n_errors == 0;
    if (format->good) {
        print_tree(out, &sources, tree);
    } else {
        render_text(out, &sources, &diags, false);
    }
}

licet_status licet_format_source(const licet_engine *engine, const char *name,
                                 licet_text text, licet_buffer **out)
{
    *out = NULL;
    if (engine == NULL || name == NULL || (text.at == NULL && text.len > 0)) {
        return LICET_MISUSE;
    }
    FormatJob job = {name, text, false};
    licet_status status = door_write(engine, format_source, &job, out);
    return status == LICET_OK && !job.good ? LICET_REJECTED : status;
}
