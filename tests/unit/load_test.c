// Tests of loading and checking: where modules are looked for, and that order means
// nothing.
//
// The files stand in a table in memory; what messages look like is tested by tests/wrong.
// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "runtime/type/label.h"
#include "runtime/engine/load.h"

typedef struct File {
    const char *path, *text;
} File;

// A host whose files are a table that ends with an empty row.
static bool give(void *host, Arena *arena, Str path, Str *text, Str *shown)
{
    (void)arena;
    for (const File *file = host; file->path; file++) {
        if (str_is(path, file->path)) {
            *text = str_of(file->text);
            *shown = str_of(file->path);
            return true;
        }
    }
    return false;
}

static const File FILES[] = {
    {"licet/units.licet",
     "module licet.units\nunit s\nunit h = 3600 * s\nunit day = 24 * h\n"},
    {"us/ear/words.licet",
     "module us.ear.words\nverdicts us { a; b; c; d blocks; e blocks }\n"
     "fact place: country\nexclusions { out }\n"},
    {"us/ear/rules.md", "# Rules\n\n```licet\nmodule us.ear.rules\nimport us.ear.words\n"
                        "rule 734.13 excludes out when place = CN\n```\n"},
    {"law/us/ear/words.licet", "module us.ear.words\nfact other: boolean\n"},
    {"law/us/ear/case.licet",
     "module us.ear.case\nimport us.ear.words\nimport us.ear.rules\n"},
    {"case.licet", "import us.ear.rules\nscenario \"x\" given { place = CN } expect a\n"},
    {"lists.licet",
     "module lists\ntable t columns key name: text hit unique from \"l/names.csv\"\n"},
    {"l/names.csv", "name\none\ntwo\n"},
    {NULL, NULL},
};

typedef struct Run {
    Guard guard;
    Arena *arena;
    Diags diags;
    Loaded *loaded;
} Run;

static void load(Run *run, const char *const *roots, size_t n)
{
    Str names[4];
    for (size_t i = 0; i < n; i++) {
        names[i] = str_of(roots[i]);
    }
    guard_init(&run->guard);
    run->arena = arena_new(&run->guard);
    diag_init(&run->diags, run->arena);
    run->loaded =
        load_modules(run->arena, give, (void *)(uintptr_t)FILES, names, n, &run->diags);
}

static const Module *find(const Run *run, const char *name)
{
    for (size_t i = 0; i < run->loaded->modules.n; i++) {
        if (str_is(run->loaded->modules.items[i]->name, name)) {
            return run->loaded->modules.items[i];
        }
    }
    return NULL;
}

static Str path_of(const Run *run, const Module *module)
{
    return source_get(&run->loaded->sources, module->tree->file)->path;
}

static void test_names_are_paths(void **state)
{
    (void)state;
    Run run;
    load(&run, (const char *const[]){"us.ear.rules"}, 1);
    assert_int_equal(run.diags.n_errors, 0);
    assert_int_equal(run.loaded->modules.n, 3);
    assert_true(find(&run, "us.ear.rules")->root);
    assert_false(find(&run, "us.ear.words")->root);
    assert_true(str_is(path_of(&run, find(&run, "us.ear.words")), "us/ear/words.licet"));
    assert_true(str_is(path_of(&run, find(&run, "us.ear.rules")), "us/ear/rules.md"));
    for (size_t i = 1; i < run.loaded->modules.n; i++) {
        assert_true(str_cmp(run.loaded->modules.items[i - 1]->name,
                            run.loaded->modules.items[i]->name) < 0);
    }
    arena_free(run.arena);
}

// A file's own source root comes before the loader's.
static void test_siblings_come_first(void **state)
{
    (void)state;
    Run run;
    load(&run, (const char *const[]){"law/us/ear/case.licet"}, 1);
    assert_int_equal(run.diags.n_errors, 0);
    assert_true(
        str_is(path_of(&run, find(&run, "us.ear.words")), "law/us/ear/words.licet"));
    assert_true(str_is(path_of(&run, find(&run, "us.ear.rules")), "us/ear/rules.md"));
    arena_free(run.arena);
}

static void test_bare_files_are_named_after_themselves(void **state)
{
    (void)state;
    Run run;
    load(&run, (const char *const[]){"case.licet", "us.ear.words"}, 2);
    assert_int_equal(run.diags.n_errors, 0);
    assert_non_null(find(&run, "case"));
    assert_int_equal(find(&run, "case")->n_imports, 1);
    assert_true(find(&run, "us.ear.words")->root);
    arena_free(run.arena);
}

static void test_what_is_missing_is_reported(void **state)
{
    (void)state;
    Run run;
    load(&run, (const char *const[]){"us.ear.nothing", "nothing.licet"}, 2);
    assert_int_equal(run.diags.n_errors, 2);
    assert_true(diag_has(&run.diags, DIAG_L0301));
    assert_true(diag_has(&run.diags, DIAG_L0303));
    arena_free(run.arena);
}

static Checked *check(Run *run, bool reversed)
{
    size_t n = run->loaded->modules.n;
    const Module **modules = arena_array(run->arena, const Module *, n);
    for (size_t i = 0; i < n; i++) {
        modules[reversed ? n - 1 - i : i] = run->loaded->modules.items[i];
    }
    return check_modules(run->arena, &run->loaded->sources, modules, n,
                         run->loaded->files.items, run->loaded->files.n, &run->diags);
}

static void test_tables_find_their_files(void **state)
{
    (void)state;
    Run run;
    load(&run, (const char *const[]){"lists"}, 1);
    assert_int_equal(run.loaded->files.n, 1);
    Checked *checked = check(&run, false);
    assert_int_equal(run.diags.n_errors, 0);
    assert_int_equal(checked->tables.n, 1);
    assert_int_equal(checked->tables.items[0]->n, 2);
    assert_true(str_is(checked->tables.items[0]->rows[1].texts[0].text, "two"));
    assert_int_equal(checked->tables.items[0]->rows[0].from, DAY_MIN);
    assert_int_equal(checked->tables.items[0]->rows[0].until, DAY_MAX + 1);
    arena_free(run.arena);
}

static void test_order_of_modules_means_nothing(void **state)
{
    (void)state;
    Run run;
    load(&run, (const char *const[]){"case.licet"}, 1);
    Buf texts[2];
    for (size_t i = 0; i < 2; i++) {
        Checked *checked = check(&run, i == 1);
        assert_int_equal(run.diags.n_errors, 0);
        assert_int_equal(checked->regimes.n, 1);
        buf_init(&texts[i], run.arena);
        for (size_t j = 0; j < checked->n_modules; j++) {
            check_dump_names(&texts[i], checked, checked->modules[j]);
            check_dump_types(&texts[i], checked, checked->modules[j]);
        }
    }
    assert_true(texts[0].len > 100);
    assert_true(str_eq(buf_done(&texts[0]), buf_done(&texts[1])));
    arena_free(run.arena);
}

static void test_labels_are_compared_by_segments(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *label, *above;
        bool under;
    } ROWS[] = {
        {__LINE__, "742.6(a)(6)(iii)", "742.6", true},
        {__LINE__, "742.6(a)(6)(iii)", "742.6(a)(6)", true},
        {__LINE__, "742.6(a)", "742.6(a)", true},
        {__LINE__, "742.6(a)", "742.6(b)", false},
        {__LINE__, "742.6(a)", "742.6(a)(6)", false},
        {__LINE__, "742.6", "742", false},
        {__LINE__, "742.61", "742.6", false},
        {__LINE__, "3A090.a.1", "3A090.a", true},
        {__LINE__, "3A090.a", "3A090", true},
        {__LINE__, "3A090", "3A09", false},
        {__LINE__, "supp_3_732.red_flag_29", "supp_3_732", true},
        {__LINE__, "hr2683", "hr26", false},
    };
    for (size_t i = 0; i < countof(ROWS); i++) {
        if (label_covers(str_of(ROWS[i].above), str_of(ROWS[i].label)) != ROWS[i].under) {
            fail_msg("line %d: under should be %d", ROWS[i].line, ROWS[i].under);
        }
    }
    static const char *const ECCNS[] = {"3A090", "5E002.a", "EAR99", "0A998"};
    static const char *const OTHERS[] = {"742.6", "3a090", "EAR98", "3A09", "3A0901", ""};
    for (size_t i = 0; i < countof(ECCNS); i++) {
        assert_true(label_is_eccn(str_of(ECCNS[i])));
    }
    for (size_t i = 0; i < countof(OTHERS); i++) {
        assert_false(label_is_eccn(str_of(OTHERS[i])));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names_are_paths),
        cmocka_unit_test(test_siblings_come_first),
        cmocka_unit_test(test_bare_files_are_named_after_themselves),
        cmocka_unit_test(test_what_is_missing_is_reported),
        cmocka_unit_test(test_tables_find_their_files),
        cmocka_unit_test(test_order_of_modules_means_nothing),
        cmocka_unit_test(test_labels_are_compared_by_segments),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
