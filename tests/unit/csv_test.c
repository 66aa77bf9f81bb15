// Tests of CSV: cells as RFC 4180 has them, their places, and what is said of faulty files.
//
// Cells are shown joined by '|', rows by line ends.
// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "runtime/source/render.h"
#include "runtime/type/csv.h"

static Guard guard;

static void show_row(Buf *buf, const CsvRow *row)
{
    for (size_t i = 0; i < row->n; i++) {
        buf_text(buf, i == 0 ? "" : "|");
        buf_str(buf, row->cells[i].text);
    }
    buf_char(buf, '\n');
}

typedef struct Read {
    Arena *arena;
    Sources sources;
    Diags diags;
    Csv *csv;
    Str shown, said;
} Read;

static Read read_bytes(Str text)
{
    Read read = {0};
    guard_init(&guard);
    read.arena = arena_new(&guard);
    source_init(&read.sources, read.arena);
    diag_init(&read.diags, read.arena);
    FileId file = source_add(&read.sources, STR("t.csv"), text);
    read.csv = csv_parse(read.arena, &read.sources, file, &read.diags);
    Buf shown, said;
    buf_init(&shown, read.arena);
    show_row(&shown, &read.csv->header);
    for (size_t i = 0; i < read.csv->n; i++) {
        show_row(&shown, &read.csv->rows[i]);
    }
    buf_init(&said, read.arena);
    render_text(&said, &read.sources, &read.diags, false);
    read.shown = buf_done(&shown);
    read.said = buf_done(&said);
    return read;
}

static void test_good_files(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *text, *want;
    } rows[] = {
        {__LINE__, "a,b\n1,2\n", "a|b\n1|2\n"},
        {__LINE__, "a,b\r\n1,2\r\n", "a|b\n1|2\n"},
        {__LINE__, "a,b\r1,2", "a|b\n1|2\n"},
        {__LINE__, "\xEF\xBB\xBF" "a,b\n1,2", "a|b\n1|2\n"},
        {__LINE__, "\n\na,b\n\n1,2\n\n", "a|b\n1|2\n"},
        {__LINE__, " a , b \n 1 , 2 \n", "a|b\n 1 | 2 \n"},
        {__LINE__, "a,b\n,\n", "a|b\n|\n"},
        {__LINE__, "a\n\"\"\n", "a\n\n"},
        {__LINE__, "a,b\n\"x, y\",\"say \"\"no\"\"\"\n", "a|b\nx, y|say \"no\"\n"},
        {__LINE__, "a,b\n\"two\nlines\",\"\"\"\"\n", "a|b\ntwo\nlines|\"\n"},
        {__LINE__, "name\nMüller\n", "name\nMüller\n"},
        {__LINE__, "a,b\n1;2,3\t4\n", "a|b\n1;2|3\t4\n"},
        {__LINE__, "a", "a\n"},
    };
    for (size_t i = 0; i < countof(rows); i++) {
        Read read = read_bytes(str_of(rows[i].text));
        if (!str_is(read.shown, rows[i].want) || read.said.len > 0) {
            fail_msg("line %d: %.*s%.*s", rows[i].line, STR_ARG(read.shown),
                     STR_ARG(read.said));
        }
        arena_free(read.arena);
    }
}

static void test_places(void **state)
{
    (void)state;
    Read read = read_bytes(STR("a,b\n\"x\",yz\n"));
    const CsvRow *row = &read.csv->rows[0];
    assert_true(str_is(source_text(&read.sources, row->cells[0].span), "\"x\""));
    assert_true(str_is(source_text(&read.sources, row->cells[1].span), "yz"));
    assert_true(str_is(source_text(&read.sources, row->span), "\"x\",yz"));
    assert_true(str_is(source_text(&read.sources, read.csv->header.span), "a,b"));
    arena_free(read.arena);
}

static void test_faulty_files(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *text, *rows, *said;
    } rows[] = {
        {__LINE__, "", "\n",
         "error[F0401]: the file has no header line\n"
         "  t.csv:1:1\n"
         "    1 |\n"
         "      | ^\n"
         "  hint: Name the columns in the first line.\n"},
        {__LINE__, "a,b\n1\n2,3\n4,5,6\n", "a|b\n2|3\n",
         "error[F0402]: the row has 1 cell, the header has 2\n"
         "  t.csv:2:1\n"
         "    2 | 1\n"
         "      | ^\n"
         "\n"
         "error[F0402]: the row has 3 cells, the header has 2\n"
         "  t.csv:4:1\n"
         "    4 | 4,5,6\n"
         "      | ^^^^^\n"},
        {__LINE__, "a,b\n1,\"2\n3,4\n", "a|b\n",
         "error[F0403]: the quotation mark is not closed\n"
         "  t.csv:2:3\n"
         "    2 | 1,\"2\n"
         "      |   ^\n"},
        {__LINE__, "a,b\n\"1\" x,2\n3,4\n", "a|b\n3|4\n",
         "error[F0404]: text stands after the closing quotation mark\n"
         "  t.csv:2:4\n"
         "    2 | \"1\" x,2\n"
         "      |    ^^\n"
         "  hint: Write a quotation mark inside a quoted cell twice.\n"},
        {__LINE__, "a,b\n1\"2\",2\n3,4\n", "a|b\n3|4\n",
         "error[F0405]: a quotation mark stands inside an unquoted cell\n"
         "  t.csv:2:2\n"
         "    2 | 1\"2\",2\n"
         "      |  ^\n"
         "  hint: Quote the whole cell and write the mark inside twice.\n"},
        {__LINE__, "a,b,a\n1,2,3\n", "a|b|a\n1|2|3\n",
         "error[F0406]: the column 'a' is named twice\n"
         "  t.csv:1:5\n"
         "    1 | a,b,a\n"
         "      | ~   ^\n"
         "      | named here\n"},
        {__LINE__, "a, ,c\n", "a||c\n",
         "error[F0407]: column 2 has no name\n"
         "  t.csv:1:3\n"
         "    1 | a, ,c\n"
         "      |   ^\n"},
        {__LINE__, "a,b\n\xFF,2\n", "\n",
         "error[F0408]: the file is not UTF-8\n"
         "  t.csv:2:1\n"
         "    2 | \xEF\xBF\xBD,2\n"
         "      | ^\n"
         "  hint: Save it as UTF-8.\n"},
        {__LINE__, "a;b\n1;2\n", "a;b\n",
         "error[F0410]: the columns are separated by semicolons\n"
         "  t.csv:1:1\n"
         "    1 | a;b\n"
         "      | ^^^\n"
         "  hint: Separate them by commas.\n"},
        {__LINE__, "a\tb\n1\t2\n", "a\tb\n",
         "error[F0410]: the columns are separated by tabs\n"
         "  t.csv:1:1\n"
         "    1 | a b\n"
         "      | ^^^\n"
         "  hint: Separate them by commas.\n"},
    };
    for (size_t i = 0; i < countof(rows); i++) {
        Read read = read_bytes(str_of(rows[i].text));
        if (!str_is(read.shown, rows[i].rows) || !str_is(read.said, rows[i].said)) {
            fail_msg("line %d:\n%.*s%.*s", rows[i].line, STR_ARG(read.shown),
                     STR_ARG(read.said));
        }
        arena_free(read.arena);
    }
}

static void test_zero_byte(void **state)
{
    (void)state;
    Read read = read_bytes((Str){"a,b\n1,\0\n", 8});
    assert_int_equal(read.csv->n, 0);
    assert_true(diag_has(&read.diags, DIAG_F0409));
    arena_free(read.arena);
}

// Every way of cutting and spoiling a file ends in rows or in messages.
static void test_spoiled(void **state)
{
    (void)state;
    char text[] = "a,\"b\"\r\n\"x\"\"y\",2\n3,\"4\n5\"\n";
    static const char bytes[] = "\",\n\rx";
    for (size_t at = 0; at < sizeof text - 1; at++) {
        arena_free(read_bytes((Str){text, at}).arena);
        for (size_t i = 0; i < sizeof bytes - 1; i++) {
            char kept = text[at];
            text[at] = bytes[i];
            arena_free(read_bytes((Str){text, sizeof text - 1}).arena);
            text[at] = kept;
        }
    }
}

static void test_spreadsheet(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
    } rows[] = {
        {"5.00E+02", "5E002"}, {"5E+02", "5E002"},   {"3.00E+01", "3E001"},
        {"4e+91", "4E091"},    {"5E+002", "5E002"},  {"1.00E+03", "1E003"},
        {"5,00E+02", "5E002"}, {" 5E+02 ", "5E002"}, {"5E+101", "5E101"},
        {"5E002", ""},         {"5.10E+02", ""},     {"0.00E+00", ""},
        {"500", ""},           {"5E-02", ""},        {"55E+02", ""},
        {"5E+", ""},           {"5E+1234", ""},      {"", ""},
        {"3A090.a", ""},       {"5E+x2", ""},        {"5.", ""},
    };
    guard_init(&guard);
    Arena *arena = arena_new(&guard);
    for (size_t i = 0; i < countof(rows); i++) {
        Str got = csv_spreadsheet_eccn(arena, str_of(rows[i].text));
        if (!str_is(got, rows[i].want)) {
            fail_msg("%s: got '%.*s'", rows[i].text, STR_ARG(got));
        }
    }
    arena_free(arena);
}

// The row that a sorted file gives for a key, its cells joined by '|'; "-" when there is
// none, "left" when the file is not one whose rows may stay.
static Str sorted_row(Arena *arena, Str text, Str key)
{
    Sources sources;
    source_init(&sources, arena);
    FileId file = source_add(&sources, STR("t.csv"), text);
    Str header[] = {STR("name"), STR("list")};
    const CsvSorted *csv = csv_sorted(arena, &sources, file, header, 2);
    if (csv == NULL) {
        return STR("left");
    }
    size_t row = csv_sorted_find(csv, key);
    if (row == csv->n) {
        return STR("-");
    }
    Str *cells = csv_sorted_cells(arena, csv, row);
    return str_format(arena, "%.*s|%.*s", STR_ARG(cells[0]), STR_ARG(cells[1]));
}

static void test_sorted_files(void **state)
{
    (void)state;
    static const char names[] = "name,list\n\"A \"\"x\"\" B\",1\n\"A, Ltd.\",2\nB,\"3,4\"\nB C,\n"
                                "\xc3\x84,\"\"\"5\"\"\"\n";
    static const struct {
        const char *text, *key, *row;
    } cases[] = {
        {names, "A \"x\" B", "A \"x\" B|1"},
        {names, "A, Ltd.", "A, Ltd.|2"},
        {names, "B", "B|3,4"},
        {names, "B C", "B C|"},
        {names, "\xc3\x84", "\xc3\x84|\"5\""},
        {names, "A", "-"},
        {names, "", "-"},
        {names, "B C D", "-"},
        {names, "\xc3\x85", "-"},
        {"name,list\nA,1", "A", "A|1"},
        {"name,list\nB,1\nA,2\n", "A", "left"},         // not sorted
        {"name,list\nA,1\nA,2\n", "A", "left"},         // twice
        {"name,list\n\"A\"\"B\",1\n\"A\"\"B\",2\n", "A", "left"},
        {"name,list\nA,1\n\nB,2\n", "A", "left"},       // an empty line
        {"name,list\nA,1,2\n", "A", "left"},            // too many cells
        {"name,list\nA\n", "A", "left"},                // too few
        {"name,list\nA,1\r\n", "A", "left"},            // another line end
        {"name,list\n A,1\n", "A", "left"},             // blanks beside the key
        {"name,list\n\"A,1\n", "A", "left"},            // an open quote
        {"name,list\nA\"B,1\n", "A", "left"},           // a stray quote
        {"name,list\n\"A\"B,1\n", "A", "left"},
        {"name,list\n\xff,1\n", "A", "left"},           // no UTF-8
        {"list,name\nA,1\n", "A", "left"},              // another header
        {"name,list,more\nA,1\n", "A", "left"},
        {"name\nA\n", "A", "left"},
        {"name,list\n", "A", "left"},                   // no rows: nothing is gained
        {"", "A", "left"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        guard_init(&guard);
        Arena *arena = arena_new(&guard);
        Str row = sorted_row(arena, str_of(cases[i].text), str_of(cases[i].key));
        assert_string_equal(str_copy(arena, row).at, cases[i].row);
        arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_good_files),
        cmocka_unit_test(test_sorted_files),   cmocka_unit_test(test_places),
        cmocka_unit_test(test_faulty_files), cmocka_unit_test(test_zero_byte),
        cmocka_unit_test(test_spoiled),      cmocka_unit_test(test_spreadsheet),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
