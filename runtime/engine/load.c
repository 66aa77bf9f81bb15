// Modules: finds, reads and parses a policy's modules through the host's loader.
//
// In:  names of roots, and a function that gives texts by path.
// Out: all modules that the roots need, each parsed once, sorted by name; files of tables.
// A module is looked for below the folder where its importer's name begins, then by the
// host's loader alone. Nothing here touches the system.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/engine/load.h"

#include "grammar/parse.h"
#include "runtime/base/map.h"
#include "runtime/check/table.h"
#include "runtime/engine/embedded.h"

// A module while it is loaded: the public part is its first member.
typedef struct Loading {
    Module module;
    Str base;   // folder below which its name is a path; empty: the loader's own
    Str folder; // of its file
    bool open;  // on the path of imports
    const struct Loading *importer;
} Loading;

typedef struct Loader {
    Arena *arena;
    LoadFn load;
    void *host;
    Diags *diags;
    Loaded *out;
    Map by_name; // name -> Loading
    NodeId next_id;
} Loader;

static void load_imports(Loader *loader, Loading *loading);

// -- names and paths

static Str folder_of(Str path)
{
    size_t end = path.len;
    while (end > 0 && path.at[end - 1] != '/') {
        end--;
    }
    return str_sub(path, 0, end);
}

// "us.ear.category3" -> "us/ear/category3".
static Str path_of(Loader *loader, Str name)
{
    char *path = arena_copy(loader->arena, name.at, name.len);
    for (size_t i = 0; i < name.len; i++) {
        path[i] = path[i] == '.' ? '/' : path[i];
    }
    return (Str){path, name.len};
}

static Str without_ending(Str path)
{
    if (str_ends(path, STR(".licet"))) {
        return str_sub(path, 0, path.len - 6);
    }
    return str_ends(path, STR(".md")) ? str_sub(path, 0, path.len - 3) : path;
}

static bool is_path(Str root)
{
    return str_ends(root, STR(".licet")) || str_ends(root, STR(".md"));
}

// -- reading

static const Node *module_name(const Tree *tree)
{
    return node_kid(tree->root, MODULE_NAME);
}

static FileId keep_text(Loader *loader, Str path, Str text, Str shown, Str table)
{
    LoadedText kept = {.path = path, .table = table};
    kept.file = source_keep(&loader->out->sources, shown, text);
    source_set_digest(&loader->out->sources, kept.file, embedded_digest(text));
    vec_push(loader->arena, &loader->out->texts, kept);
    return kept.file;
}

static void load_tables(Loader *loader, const Loading *loading)
{
    const Node *decls = node_kid(loading->module.tree->root, MODULE_DECLS);
    for (uint32_t i = 0; i < node_count(decls); i++) {
        const Node *file = decls->kids[i]->kind == NODE_TABLE
                               ? node_kid(decls->kids[i], TABLE_FILE)
                               : NULL;
        Str text = STR_NONE, shown = STR_NONE;
        if (!file || !table_file_name_is_good(file->text)) {
            continue; // a bad name is reported by the checker
        }
        Str path = str_format(loader->arena, "%.*s%.*s", STR_ARG(loading->folder),
                              STR_ARG(file->text));
        if (loader->load(loader->host, loader->arena, path, &text, &shown)) {
            TableFile found = {.table = decls->kids[i]};
            found.file = keep_text(loader, path, text, shown, decls->kids[i]->text);
            vec_push(loader->arena, &loader->out->files, found);
        }
    }
}

static Loading *parse_module(Loader *loader, Str path, Str text, Str shown)
{
    Loading *loading = arena_make(loader->arena, Loading);
    FileId file = keep_text(loader, path, text, shown, STR_NONE);
    loading->module.tree = parse_file(loader->arena, &loader->out->sources, file,
                                      &loader->next_id, loader->diags);
    loading->folder = folder_of(path);
    return loading;
}

// Takes the module in under its name, with its tables and what it imports.
static void admit(Loader *loader, Loading *loading)
{
    map_put(&loader->by_name, loading->module.name, loading);
    vec_push(loader->arena, &loader->out->modules, &loading->module);
    load_tables(loader, loading);
    load_imports(loader, loading);
}

// -- modules by name

static Loading *try_file(Loader *loader, Str base, Str name, const char *ending)
{
    Str text = STR_NONE, shown = STR_NONE;
    Str stem = path_of(loader, name);
    Str path =
        str_format(loader->arena, "%.*s%.*s%s", STR_ARG(base), STR_ARG(stem), ending);
    if (!loader->load(loader->host, loader->arena, path, &text, &shown)) {
        return NULL;
    }
    Loading *loading = parse_module(loader, path, text, shown);
    const Node *own = module_name(loading->module.tree);
    Str said = own ? node_label(loader->arena, own) : STR_NONE;
    if (!own) {
        diag_report(loader->diags, DIAG_L0305, (Span){loading->module.tree->file, 0, 0},
                    STR_ARG(name));
    } else if (!str_eq(said, name)) {
        diag_report(loader->diags, DIAG_L0302, own->span, STR_ARG(said), STR_ARG(name));
    }
    loading->module.name = str_copy(loader->arena, name);
    loading->base = base;
    return loading;
}

static Loading *find_module(Loader *loader, Str base, Str name)
{
    Loading *found = try_file(loader, base, name, ".licet");
    if (!found) {
        found = try_file(loader, base, name, ".md");
    }
    if (!found && base.len > 0) {
        return find_module(loader, STR_NONE, name);
    }
    return found;
}

// The module of the library whose name comes nearest; empty when none is near.
static Str nearest_module(Loader *loader, Str name)
{
    VEC(Str) names = {0};
    for (const EmbeddedFile *file = embedded_files; file->path != NULL; file++) {
        Str path = str_of(file->path), stem = without_ending(path);
        if (stem.len < path.len) {
            char *dotted = arena_copy(loader->arena, stem.at, stem.len);
            for (size_t i = 0; i < stem.len; i++) {
                dotted[i] = dotted[i] == '/' ? '.' : dotted[i];
            }
            vec_push(loader->arena, &names, ((Str){dotted, stem.len}));
        }
    }
    return diag_nearest(name, names.items, names.n);
}

static void report_not_found(Loader *loader, Span span, Str base, Str name)
{
    Str stem = path_of(loader, name);
    Diag *diag = diag_report(loader->diags, DIAG_L0301, span, STR_ARG(name));
    if (base.len > 0) {
        diag_note(loader->diags, diag, "looked for '%.*s%.*s.licet' and '%.*s.licet'",
                  STR_ARG(base), STR_ARG(stem), STR_ARG(stem));
    } else {
        diag_note(loader->diags, diag, "looked for '%.*s.licet' and '%.*s.md'",
                  STR_ARG(stem), STR_ARG(stem));
    }
    Str near = nearest_module(loader, name);
    if (near.len > 0) {
        diag_hint(loader->diags, diag, "The library has '%.*s'. Else put its file below a source root, "
                  "at the path its name says.", STR_ARG(near));
    }
}

// -- imports

static void print_chain(Buf *out, const Loading *from, const Loading *to)
{
    if (from != to) {
        print_chain(out, from->importer, to);
        buf_text(out, " → ");
    }
    buf_str(out, from->module.name);
}

static void report_circle(Loader *loader, Span span, const Loading *from, const Loading *to)
{
    Buf text;
    buf_init(&text, loader->arena);
    print_chain(&text, from, to);
    buf_addf(&text, " → %.*s", STR_ARG(to->module.name));
    Str circle = str_copy(loader->arena, buf_done(&text));
    diag_report(loader->diags, DIAG_L0304, span, STR_ARG(circle));
}

static void load_import(Loader *loader, Loading *loading, const Node *path)
{
    Str name = node_label(loader->arena, path);
    Loading *found = map_find(&loader->by_name, name);
    if (found && found->open) {
        report_circle(loader, path->span, loading, found);
        return;
    }
    if (!found) {
        found = find_module(loader, loading->base, name);
        if (!found) {
            report_not_found(loader, path->span, loading->base, name);
            return;
        }
        found->importer = loading;
        admit(loader, found);
    }
    const Module **imports = loading->module.imports;
    for (size_t i = 0; i < loading->module.n_imports; i++) {
        if (imports[i] == &found->module) {
            diag_report(loader->diags, DIAG_L0306, path->span, STR_ARG(name));
            return;
        }
    }
    imports[loading->module.n_imports++] = &found->module;
}

static void load_imports(Loader *loader, Loading *loading)
{
    const Node *decls = node_kid(loading->module.tree->root, MODULE_DECLS);
    loading->module.imports =
        arena_array(loader->arena, const Module *, node_count(decls) + 1);
    loading->open = true;
    for (uint32_t i = 0; i < node_count(decls); i++) {
        const Node *path =
            decls->kids[i]->kind == NODE_IMPORT ? node_kid(decls->kids[i], 0) : NULL;
        if (path) {
            load_import(loader, loading, path);
        }
    }
    loading->open = false;
}

// -- roots

// A file's own name tells where its source root is: "x/us/ear/category3.licet" says
// "module us.ear.category3", so imports of it are looked for below "x/".
static void name_root_file(Loader *loader, Loading *loading, Str path)
{
    const Node *own = module_name(loading->module.tree);
    Str stem = without_ending(path);
    Str file_name = str_sub(stem, folder_of(stem).len, stem.len);
    loading->base = loading->folder;
    if (!own) {
        loading->module.name = str_copy(loader->arena, file_name);
        return;
    }
    Str name = node_label(loader->arena, own), as_path = path_of(loader, name);
    loading->module.name = str_copy(loader->arena, name);
    if (!str_ends(stem, as_path) ||
        (stem.len > as_path.len && stem.at[stem.len - as_path.len - 1] != '/')) {
        diag_report(loader->diags, DIAG_L0302, own->span, STR_ARG(name),
                    STR_ARG(file_name));
        return;
    }
    loading->base = str_copy(loader->arena, str_sub(stem, 0, stem.len - as_path.len));
}

static void load_root_file(Loader *loader, Str path)
{
    Str text = STR_NONE, shown = STR_NONE;
    if (!loader->load(loader->host, loader->arena, path, &text, &shown)) {
        diag_report(loader->diags, DIAG_L0303, (Span){0}, STR_ARG(path));
        return;
    }
    Loading *loading = parse_module(loader, path, text, shown);
    name_root_file(loader, loading, path);
    Loading *known = map_find(&loader->by_name, loading->module.name);
    if (known) {
        const SourceFile *file =
            source_get(&loader->out->sources, known->module.tree->file);
        known->module.root = true;
        if (!str_eq(file->path, shown)) {
            Diag *diag =
                diag_report(loader->diags, DIAG_L0307, loading->module.tree->root->span,
                            STR_ARG(loading->module.name));
            diag_label(loader->diags, diag, known->module.tree->root->span,
                       "the other one");
        }
        return;
    }
    loading->module.root = true;
    admit(loader, loading);
}

static void load_name(Loader *loader, Str name, bool root)
{
    Loading *found = map_find(&loader->by_name, name);
    if (!found) {
        found = find_module(loader, STR_NONE, name);
        if (!found) {
            report_not_found(loader, (Span){0}, STR_NONE, name);
            return;
        }
        admit(loader, found);
    }
    found->module.root = found->module.root || root;
}

static void sort_modules(Loaded *loaded)
{
    for (size_t i = 1; i < loaded->modules.n; i++) {
        Module *module = loaded->modules.items[i];
        size_t at = i;
        while (at > 0 && str_cmp(module->name, loaded->modules.items[at - 1]->name) < 0) {
            loaded->modules.items[at] = loaded->modules.items[at - 1];
            at--;
        }
        loaded->modules.items[at] = module;
    }
}

Loaded *load_modules(Arena *arena, LoadFn load, void *host, const Str *roots, size_t n,
                     Diags *diags)
{
    Loaded *loaded = arena_make(arena, Loaded);
    Loader loader = {.arena = arena, .load = load, .host = host, .diags = diags};
    loader.out = loaded;
    loader.next_id = 1;
    source_init(&loaded->sources, arena);
    map_init(&loader.by_name, arena);
    load_name(&loader, STR("licet.units"), false);
    for (size_t i = 0; i < n; i++) {
        if (is_path(roots[i])) {
            load_root_file(&loader, roots[i]);
        } else {
            load_name(&loader, roots[i], true);
        }
    }
    sort_modules(loaded);
    return loaded;
}
