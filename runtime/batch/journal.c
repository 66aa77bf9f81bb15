// The journal of a batch: how far an output has come, a line for each block that was written.
//
// The file lies beside the output, as OUT.resume, while the batch is under way. Its first line
// says what the batch was begun with; each further one which input a block stood for, which
// output came of it, by length and digest, and what was counted. A torn or damaged line ends
// what is believed; so nothing depends on what the disk had put down first.
// SPDX-License-Identifier: Apache-2.0
#include <stdlib.h>

#include "runtime/base/os.h"
#include "runtime/base/os_stream.h"
#include "runtime/batch/run.h"

enum { JOURNAL_MOST = 1 << 30 };

static const char *const NAMES[OUTPUTS] = {[ANSWERS] = "answers", [PACK] = "pack"};

// -- counts -------------------------------------------------------------------------------

typedef struct Count {
    const char *name;
    size_t at; // in a Tally
} Count;

#define COUNT(name) {#name, offsetof(Tally, name)}
static const Count COUNTS[] = {
    COUNT(lines),   COUNT(answered), COUNT(unreadable), COUNT(undetermined),
    COUNT(stopped), COUNT(held),     COUNT(items),      COUNT(differ),
};

static void print_map(Buf *out, const char *name, const Map *map)
{
    buf_addf(out, ",\"%s\":{", name);
    for (size_t i = 0; i < map->n; i++) {
        buf_text(out, i > 0 ? "," : "");
        json_quote(out, map->entries[i].key);
        buf_addf(out, ":%zu", *(const size_t *)map->entries[i].value);
    }
    buf_char(out, '}');
}

static void print_tally(Buf *out, const Tally *tally)
{
    buf_addf(out, "{\"limit\":%s", tally->limit ? "true" : "false");
    for (size_t i = 0; i < countof(COUNTS); i++) {
        size_t n;
        memcpy(&n, (const char *)tally + COUNTS[i].at, sizeof n);
        buf_addf(out, ",\"%s\":%zu", COUNTS[i].name, n);
    }
    print_map(out, "findings", &tally->findings);
    print_map(out, "causes", &tally->causes);
    buf_char(out, '}');
}

static size_t number(const Json *json)
{
    bool good = json != NULL && json->kind == JSON_NUMBER;
    return good ? (size_t)strtoull(json->text.at, NULL, 10) : 0;
}

static void read_map(Map *map, Arena *arena, const Json *json)
{
    map_init(map, arena);
    for (const Json *at = json != NULL ? json->first : NULL; at != NULL; at = at->next) {
        *map_count(map, at->key) = number(at);
    }
}

void tally_read(Tally *tally, Arena *arena, const Json *json)
{
    *tally = (Tally){.limit = json_true(json, STR("limit"))};
    for (size_t i = 0; i < countof(COUNTS); i++) {
        size_t n = number(json_get(json, str_of(COUNTS[i].name)));
        memcpy((char *)tally + COUNTS[i].at, &n, sizeof n);
    }
    read_map(&tally->findings, arena, json_get(json, STR("findings")));
    read_map(&tally->causes, arena, json_get(json, STR("causes")));
}

// -- writing ------------------------------------------------------------------------------

bool journal_create(Journal *journal, Arena *arena, const Json *header, const char **why)
{
    Buf line;
    buf_init(&line, arena);
    json_print(&line, header);
    buf_char(&line, '\n');
    journal->file = os_open(journal->path, OS_NEW, why);
    if (journal->file < 0) {
        return false;
    }
    (void)os_lock(journal->file);
    return os_write_all(journal->file, buf_done(&line), why);
}

bool journal_add(Journal *journal, const Block *block, const char **why)
{
    Buf out;
    buf_init(&out, block->arena);
    buf_addf(&out, "{\"line\":%zu,\"input\":[%llu,%zu,\"%s\"]", block->first + block->n_lines - 1,
             (unsigned long long)block->taken, block->text.len, block->in.hex);
    for (size_t i = 0; i < OUTPUTS; i++) {
        buf_addf(&out, ",\"%s\":[%zu,\"%s\"]", NAMES[i], block->made[i].len, block->out[i].hex);
    }
    buf_text(&out, ",\"counts\":");
    print_tally(&out, &block->tally);
    buf_text(&out, "}\n");
    return os_write_all(journal->file, buf_done(&out), why);
}

// -- reading ------------------------------------------------------------------------------

static bool is_list(const Json *json, size_t n)
{
    return json != NULL && json->kind == JSON_LIST && json->n == n &&
           json->last->kind == JSON_STRING;
}

static bool read_record(const Json *json, Record *out)
{
    const Json *input = json_get(json, STR("input")), *counts = json_get(json, STR("counts"));
    if (!is_list(input, 3) || counts == NULL || counts->kind != JSON_OBJECT) {
        return false;
    }
    *out = (Record){
        .line = number(json_get(json, STR("line"))),
        .taken = number(input->first),
        .kept = number(input->first->next),
        .in_digest = input->last->text,
        .tally = counts,
    };
    for (size_t i = 0; i < OUTPUTS; i++) {
        const Json *made = json_get(json, str_of(NAMES[i]));
        if (!is_list(made, 2)) {
            return false;
        }
        out->out[i] = number(made->first);
        out->out_digest[i] = made->last->text;
    }
    return out->line > 0;
}

bool journal_read(Journal *journal, Arena *arena, const char **why)
{
    Str text;
    JsonError error;
    if (!os_read(arena, journal->path, JOURNAL_MOST, &text, why)) {
        return false;
    }
    journal->header = NULL;
    for (size_t from = 0, to; from < text.len; from = to + 1) {
        for (to = from; to < text.len && text.at[to] != '\n'; to++) {
        }
        const Json *json = to < text.len ? json_parse(arena, str_sub(text, from, to), &error)
                                         : NULL;
        Record record;
        if (json == NULL || (journal->header != NULL && !read_record(json, &record))) {
            break; // torn
        }
        if (journal->header == NULL) {
            journal->header = json;
            journal->header_end = to + 1;
        } else {
            record.end = to + 1;
            vec_push(arena, &journal->records, record);
        }
    }
    *why = "its first line is not that of a journal";
    bool torn = text.len == 0 || memchr(text.at, '\n', text.len) == NULL;
    return torn || (journal->header != NULL && journal->header->kind == JSON_OBJECT);
}
