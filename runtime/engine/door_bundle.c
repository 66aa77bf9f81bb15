// The public door, bundles: a checked policy as bytes, and back.
//
// In:  a loaded policy, or a bundle of one. Out: a bundle, or a policy ready to decide.
// A bundle is an image (base/image.h) of the passes' products without the trees: no decision
// asks them. The texts are in it, so that what needs trees loads them once more.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/base/image.h"
#include "runtime/engine/programs.h"
#include "runtime/proof/words.h"

// What an image holds.
typedef struct Bundle {
    const Pipeline *pipeline;
    const Str *given;
    size_t n_given;
    const MadePrograms *programs;
} Bundle;

// -- the same policy again --------------------------------------------------------------

static bool load_kept(void *host, Arena *arena, Str path, Str *text, Str *shown)
{
    const Loaded *loaded = host;
    for (size_t i = 0; i < loaded->texts.n; i++) {
        if (str_eq(loaded->texts.items[i].path, path)) {
            const SourceFile *file = source_get(&loaded->sources, loaded->texts.items[i].file);
            *text = str_copy(arena, file->text);
            *shown = str_copy(arena, file->path);
            return true;
        }
    }
    return false;
}

typedef struct RootsJob {
    const licet_policy *policy;
    const char **roots;
} RootsJob;

licet_status policy_again(const licet_policy *policy, ArenaLog *log, licet_policy **out)
{
    const licet_config *config = &policy->door.engine->config;
    size_t n = policy->n_given;
    const char **roots = config->allocate(config->allocate_host, NULL, n * sizeof *roots);
    *out = NULL;
    if (roots == NULL) {
        return LICET_NO_MEMORY;
    }
    for (size_t i = 0; i < n; i++) {
        roots[i] = policy->given[i].at;
    }
    // The loader only reads what was loaded.
    void *host = (void *)(uintptr_t)policy->pipeline->loaded;
    PolicyInput input = {roots, n, load_kept, host, log};
    licet_status status = policy_load(policy->door.engine, &input, out);
    config->allocate(config->allocate_host, roots, 0);
    return status;
}

// -- compiling --------------------------------------------------------------------------

// Leaves what a decision asks: the structures are ours alone, and gone when it is written.
static void strip_checked(Checked *checked)
{
    Checked whole = *checked;
    memset(checked, 0, sizeof *checked);
    checked->sources = whole.sources;
    checked->modules = whole.modules;
    checked->n_modules = whole.n_modules;
    checked->schema = whole.schema;
    checked->words.items = whole.words.items;
    checked->words.n = checked->words.cap = whole.words.n;
    checked->regimes.items = whole.regimes.items;
    checked->regimes.n = checked->regimes.cap = whole.regimes.n;
    for (size_t i = 0; i < whole.words.n; i++) {
        whole.words.items[i]->node = NULL;
    }
}

// The limbs of authorizations, or what within their `and` makes them fail, are said in words:
// said while they can be.
static void say_limb(Arena *arena, const Checked *checked, const Expr *expr)
{
    if (expr == NULL) {
        return;
    }
    if (expr->node != NULL) {
        ((Expr *)(uintptr_t)expr)->said = words_of(arena, checked, expr->node);
    }
    for (uint32_t i = 0; expr->op == CORE_ALL && i < expr->n; i++) {
        say_limb(arena, checked, expr->kids[i]);
    }
}

static void say_limbs(Arena *arena, const Core *core, const Checked *checked)
{
    for (size_t r = 0; r < core->n_rules; r++) {
        const CoreRule *rule = &core->rules[r];
        if (rule->effect != EFFECT_AUTHORIZES) {
            continue;
        }
        bool parts = rule->when != NULL && rule->when->op == CORE_ALL;
        say_limb(arena, checked, parts ? NULL : rule->when);
        for (uint32_t i = 0; parts && i < rule->when->n; i++) {
            say_limb(arena, checked, rule->when->kids[i]);
        }
        for (size_t e = 0; e < rule->n_exceptions; e++) {
            say_limb(arena, checked, rule->exceptions[e].when);
        }
    }
}

static void strip_core(Core *core)
{
    core->n_scenarios = 0;
    core->scenarios = NULL;
    for (size_t i = 0; i < core->n_exprs; i++) {
        ((Expr *)(uintptr_t)core->exprs[i])->node = NULL;
    }
    for (size_t i = 0; i < core->n_rules; i++) {
        core->rules[i].node = NULL;
    }
}

static const Bundle *strip(licet_policy *policy, const Day *days, size_t n_days)
{
    Pipeline *pipeline = policy->pipeline;
    Arena *arena = policy->door.arena;
    MadePrograms *programs = programs_beforehand(arena, pipeline->core, days, n_days);
    for (size_t i = 0; i < pipeline->loaded->modules.n; i++) {
        Module *module = pipeline->loaded->modules.items[i];
        module->tree = NULL;
        module->imports = NULL;
        module->n_imports = 0;
    }
    say_limbs(arena, pipeline->core, pipeline->checked);
    strip_checked(pipeline->checked);
    strip_core(pipeline->core);
    Bundle *bundle = arena_make(arena, Bundle);
    *bundle = (Bundle){pipeline, policy->given, policy->n_given, programs};
    return bundle;
}

// One of the two runs.
typedef struct Half {
    licet_policy *policy;
    ArenaLog log;
    const Day *days;
    size_t n_days;
    const Bundle *bundle;
} Half;

static void strip_half(void *job)
{
    Half *half = job;
    arena_log(half->policy->door.arena, &half->log);
    half->bundle = strip(half->policy, half->days, half->n_days);
    arena_log(half->policy->door.arena, NULL);
}

static licet_status make_half(const licet_policy *policy, Half *half)
{
    licet_status status = policy_again(policy, &half->log, &half->policy);
    return status == LICET_OK ? door_run(&half->policy->door, strip_half, half) : status;
}

static void free_half(Half *half)
{
    if (half->policy != NULL) {
        arena_free(half->log.keeper);
        licet_policy_free(half->policy);
    }
}

typedef struct BundleJob {
    Half halves[2];
    const char *why;
} BundleJob;

static void write_bundle(void *job, Buf *out)
{
    BundleJob *bundle = job;
    ImageRun runs[2];
    for (int i = 0; i < 2; i++) {
        const Half *half = &bundle->halves[i];
        runs[i] = (ImageRun){half->policy->door.arena, &half->log, half->bundle};
    }
    ImageConstant plain = {type_plain(0), TYPE_KINDS * sizeof(Type)};
    if (!image_write(out, &runs[0], &runs[1], &plain, 1, &bundle->why)) {
        buf_text(out, bundle->why);
    }
}

static licet_status make_bundle(const licet_policy *policy, const Day *days, size_t n_days,
                                licet_buffer **out)
{
    BundleJob job = {.halves = {{.days = days, .n_days = n_days}, {.days = days, .n_days = n_days}}};
    licet_status status = make_half(policy, &job.halves[0]);
    if (status == LICET_OK) {
        status = make_half(policy, &job.halves[1]);
    }
    if (status == LICET_OK) {
        status = door_write(policy->door.engine, write_bundle, &job, out);
    }
    free_half(&job.halves[0]);
    free_half(&job.halves[1]);
    return status == LICET_OK && job.why != NULL ? LICET_REJECTED : status;
}

licet_status licet_policy_bundle(const licet_policy *policy, const char *const *as_of, size_t n,
                                 licet_buffer **out)
{
    Day days[LICET_BUNDLE_DAYS];
    *out = NULL;
    if (policy == NULL || !policy->pipeline->clean || n > LICET_BUNDLE_DAYS ||
        (as_of == NULL && n > 0)) {
        return LICET_MISUSE;
    }
    for (size_t i = 0; i < n; i++) {
        if (as_of[i] == NULL || !date_parse(str_of(as_of[i]), &days[i])) {
            return LICET_MISUSE;
        }
    }
    return make_bundle(policy, days, n, out);
}

// -- opening ----------------------------------------------------------------------------

typedef struct OpenJob {
    licet_policy *policy;
    Str bytes;
} OpenJob;

// The pipeline of a policy of which nothing is there but a message.
static Pipeline *no_pipeline(Arena *arena)
{
    Pipeline *pipeline = arena_make(arena, Pipeline);
    pipeline->arena = arena;
    pipeline->loaded = arena_make(arena, Loaded);
    source_init(&pipeline->loaded->sources, arena);
    diag_init(&pipeline->diags, arena);
    return pipeline;
}

static void report_fault(Diags *diags, ImageFault fault)
{
    Span nowhere = {0};
    switch (fault) {
    case IMAGE_FOREIGN: diag_report(diags, DIAG_R0901, nowhere); return;
    case IMAGE_OTHER_BUILD: diag_report(diags, DIAG_R0902, nowhere, LICET_VERSION); return;
    case IMAGE_SHORT: diag_report(diags, DIAG_R0903, nowhere); return;
    case IMAGE_DAMAGED: diag_report(diags, DIAG_R0904, nowhere); return;
    case IMAGE_GOOD: return;
    }
}

// What the image holds is not written to: the pipeline is copied, its lists grow elsewhere.
static Pipeline *copy_pipeline(Arena *arena, const Pipeline *from)
{
    Pipeline *pipeline = arena_make(arena, Pipeline);
    *pipeline = *from;
    pipeline->arena = arena;
    pipeline->diags.arena = arena;
    pipeline->diags.list.cap = pipeline->diags.list.n;
    return pipeline;
}

static void open_bundle(void *job)
{
    OpenJob *open = job;
    licet_policy *policy = open->policy;
    Arena *arena = policy->door.arena;
    const void *root = NULL;
    ImageFault fault = image_open(arena, open->bytes, &root);
    policy->bundled = true;
    if (fault != IMAGE_GOOD) {
        policy->pipeline = no_pipeline(arena);
        report_fault(&policy->pipeline->diags, fault);
    } else {
        const Bundle *bundle = root;
        policy->pipeline = copy_pipeline(arena, bundle->pipeline);
        policy->given = bundle->given;
        policy->n_given = bundle->n_given;
    }
    policy_ready(policy, true);
    if (policy->pipeline->clean) {
        programs_adopt(policy, ((const Bundle *)root)->programs);
    }
}

licet_status licet_policy_open(const licet_engine *engine, licet_text bundle, licet_policy **out)
{
    *out = NULL;
    if (engine == NULL || (bundle.at == NULL && bundle.len > 0)) {
        return LICET_MISUSE;
    }
    licet_policy *policy = door_new(engine, sizeof *policy);
    if (policy == NULL) {
        return LICET_NO_MEMORY;
    }
    OpenJob job = {policy, {bundle.at, bundle.len}};
    licet_status status = door_run(&policy->door, open_bundle, &job);
    if (status != LICET_OK) {
        ffi_close(policy->natives);
        door_free(policy);
        return status;
    }
    *out = policy;
    return policy->pipeline->clean ? LICET_OK : LICET_REJECTED;
}

void *licet_bundle_address(licet_text head)
{
    return head.at != NULL ? image_address((Str){head.at, head.len}) : NULL;
}
