// SQLite, in memory, a database for each thread: W1 as one SELECT, W2 as rows of an indexed table.
// From JSON, a line is bound to the SELECT and read by its JSON operators. In memory, facts are
// typed rows, and one SELECT goes over many of them.
// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include <malloc.h>
#include <sqlite3.h>
#include <stdarg.h>

#include "serve.h"

typedef struct Room {
    sqlite3 *db;
    sqlite3_stmt *one, *all, *key;
    char *base;
} Room;

static bool many_rules;
static const char *rules_path;

static const char *peer_version(void)
{
    return sqlite3_libversion();
}

static void peer_load(bool w2, const char *rules)
{
    many_rules = w2;
    rules_path = rules;
}

__attribute__((noreturn)) static void fail(const Room *room, const char *what)
{
    fprintf(stderr, "%.60s: %s\n", what, sqlite3_errmsg(room->db));
    exit(2);
}

static void run(const Room *room, const char *sql)
{
    if (sqlite3_exec(room->db, sql, NULL, NULL, NULL) != SQLITE_OK) {
        fail(room, sql);
    }
}

static sqlite3_stmt *prepare(const Room *room, const char *sql)
{
    sqlite3_stmt *out;
    if (sqlite3_prepare_v2(room->db, sql, -1, &out, NULL) != SQLITE_OK) {
        fail(room, sql);
    }
    return out;
}

static void run_with(const Room *room, const char *sql, const char *text, size_t len)
{
    sqlite3_stmt *statement = prepare(room, sql);
    sqlite3_bind_text(statement, 1, text, (int)len, SQLITE_STATIC);
    if (sqlite3_step(statement) != SQLITE_DONE) {
        fail(room, sql);
    }
    sqlite3_finalize(statement);
}

__attribute__((format(printf, 1, 2))) static char *form(const char *format, ...)
{
    char *out;
    va_list args;
    va_start(args, format);
    if (vasprintf(&out, format, args) < 0) {
        serve_die("memory");
    }
    va_end(args);
    return out;
}

static char *read_text(const char *name, size_t *len)
{
    char *path = form("%s/%s", rules_path, name), *text = serve_file(path, len);
    free(path);
    return text;
}

// RULES of W1 is the folder of w1.sql, w1.base.sql and countries.json.
static void open_w1(Room *room)
{
    size_t len;
    char *groups = read_text("countries.json", &len);
    run(room, "CREATE TABLE grp(g TEXT, c TEXT)");
    run_with(room, "INSERT INTO grp SELECT k.key, v.value FROM json_each(?1) k, json_each(k.value) v",
             groups, len);
    run(room,
        "CREATE TABLE cc(code TEXT PRIMARY KEY, d1, d4, d5, a5, a6, b, e, ruby, meu) WITHOUT ROWID;"
        "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 675),"
        "every(c) AS (SELECT char(65 + i / 26, 65 + i % 26) FROM n) INSERT INTO cc SELECT every.c,"
        "count(*) FILTER (WHERE g = 'D1'), count(*) FILTER (WHERE g = 'D4'),"
        "count(*) FILTER (WHERE g = 'D5'), count(*) FILTER (WHERE g = 'A5'),"
        "count(*) FILTER (WHERE g = 'A6'), count(*) FILTER (WHERE g = 'B'),"
        "count(*) FILTER (WHERE g = 'E'), count(*) FILTER (WHERE g = 'RUBY'),"
        "count(*) FILTER (WHERE g = 'MEU') FROM every LEFT JOIN grp ON grp.c = every.c GROUP BY 1");
    char *rules = read_text("w1.sql", &len);
    room->base = read_text("w1.base.sql", &len);
    char *create = form("CREATE TABLE kept AS %s FROM (SELECT '{}' AS doc) WHERE 0", room->base);
    run(room, create);
    char *one = form("WITH base AS MATERIALIZED (%s FROM (SELECT ?1 AS doc)),%s", room->base,
                     strstr(rules, "\nd1 AS"));
    char *all = form("WITH base AS (SELECT * FROM kept WHERE rowid BETWEEN ?1 AND ?2),%s",
                     strstr(rules, "\nd1 AS"));
    room->one = prepare(room, one);
    room->all = prepare(room, all);
    free(groups);
    free(rules);
    free(create);
    free(one);
    free(all);
}

static const char columns_w2[] =
    "?1->>'id' AS id, ?1->>'$.product.interconnect_gbps' AS link,"
    "?1->>'$.product.die_area_mm2' AS die, ?1->>'value_usd' AS value, ?1->>'destination' AS dest";

static void open_w2(Room *room)
{
    size_t len;
    char *rules = serve_file(rules_path, &len);
    run(room, "CREATE TABLE rd(cc TEXT, id TEXT, link INT, die INT, value INT)");
    run_with(room,
             "INSERT INTO rd SELECT d.value, r.value->>'id', r.value->>'link', r.value->>'die', "
             "r.value->>'value' FROM json_each(?1) r, json_each(r.value, '$.dest') d", rules, len);
    run(room, "CREATE INDEX rdi ON rd(cc, link, die, value, id);"
              "CREATE TABLE kept(id TEXT, link INT, die INT, value INT, dest TEXT)");
    char *one = form("SELECT rd.id FROM (SELECT %s) f JOIN rd ON rd.cc = f.dest AND f.link >= rd.link "
                     "AND f.die < rd.die AND f.value >= rd.value ORDER BY 1", columns_w2);
    room->one = prepare(room, one);
    room->all = prepare(room, "SELECT f.id, rd.id FROM kept f JOIN rd ON rd.cc = f.dest "
                              "AND f.link >= rd.link AND f.die < rd.die AND f.value >= rd.value "
                              "WHERE f.rowid BETWEEN ?1 AND ?2");
    free(rules);
    free(one);
}

static void *peer_room(void)
{
    Room *room = calloc(1, sizeof *room);
    sqlite3_open(":memory:", &room->db);
    (many_rules ? open_w2 : open_w1)(room);
    room->key = prepare(room, "SELECT ?1->>'id'");
    return room;
}

static void peer_keep(void *of, const Line *lines, size_t n)
{
    const Room *room = of;
    char *insert = many_rules ? form("INSERT INTO kept SELECT %s", columns_w2)
                              : form("INSERT INTO kept %s FROM (SELECT ?1 AS doc)", room->base);
    sqlite3_stmt *statement = prepare(room, insert);
    run(room, "BEGIN");
    for (size_t i = 0; i < n; i++) {
        sqlite3_bind_text(statement, 1, lines[i].at, (int)lines[i].len, SQLITE_STATIC);
        if (sqlite3_step(statement) != SQLITE_DONE) {
            fail(room, insert);
        }
        sqlite3_reset(statement);
    }
    run(room, "COMMIT");
    sqlite3_finalize(statement);
    free(insert);
}

// Rules in the row of an answer: one of W2; of W1 ",R01,R02".
static size_t count(sqlite3_stmt *statement)
{
    return many_rules ? 1 : (size_t)sqlite3_column_bytes(statement, 2) / 4;
}

static size_t peer_memory(void *of, size_t from, size_t to)
{
    const Room *room = of;
    size_t fired = 0;
    sqlite3_bind_int64(room->all, 1, (sqlite3_int64)from + 1);
    sqlite3_bind_int64(room->all, 2, (sqlite3_int64)to);
    while (sqlite3_step(room->all) == SQLITE_ROW) {
        fired += count(room->all);
    }
    sqlite3_reset(room->all);
    return fired;
}

static size_t peer_json(void *of, const Line *lines, size_t from, size_t to)
{
    const Room *room = of;
    size_t fired = 0;
    for (size_t i = from; i < to; i++) {
        sqlite3_bind_text(room->one, 1, lines[i].at, (int)lines[i].len, SQLITE_STATIC);
        while (sqlite3_step(room->one) == SQLITE_ROW) {
            fired += count(room->one);
        }
        sqlite3_reset(room->one);
    }
    return fired;
}

static const char *text(sqlite3_stmt *statement, int column)
{
    return (const char *)sqlite3_column_text(statement, column);
}

static void peer_answer(void *of, Line line, FILE *out)
{
    const Room *room = of;
    const char *before = "";
    sqlite3_bind_text(room->one, 1, line.at, (int)line.len, SQLITE_STATIC);
    if (many_rules) {
        sqlite3_bind_text(room->key, 1, line.at, (int)line.len, SQLITE_STATIC);
        sqlite3_step(room->key);
        fprintf(out, "%s\t", text(room->key, 0));
        sqlite3_reset(room->key);
        while (sqlite3_step(room->one) == SQLITE_ROW) {
            fprintf(out, "%s%s", before, text(room->one, 0));
            before = ",";
        }
        putc('\n', out);
    } else if (sqlite3_step(room->one) == SQLITE_ROW) {
        const char *fired = text(room->one, 2);
        fprintf(out, "%s\t%s\t%s\n", text(room->one, 0), text(room->one, 1), fired + (*fired != 0));
    }
    sqlite3_reset(room->one);
}

int main(int argc, char **argv)
{
    mallopt(M_TRIM_THRESHOLD, 1 << 28); // otherwise the heap shrinks and grows with each answer
    mallopt(M_MMAP_THRESHOLD, 1 << 25);
    return serve(argc, argv);
}
