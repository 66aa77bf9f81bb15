// Fuzz target: any bytes as an evidence pack. With '!' in front, its digests are put right first.
//
// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE // memfd_create, pwrite
#include "runtime/base/digest.h"
#include "runtime/base/json.h"
#include "tests/fuzz/cli.h"

static void put_digest(Arena *arena, Json *object, const char *name, const char *before, Str text)
{
    Digest digest = digest_of(text);
    json_set(object, str_of(name), json_string(arena, str_format(arena, "%s%s", before, digest.hex)));
}

static void repair(Arena *arena, Json *line)
{
    Json *sources = json_get(line, STR("sources")), *decision = json_get(line, STR("decision"));
    for (Json *at = sources != NULL ? sources->first : NULL; at != NULL; at = at->next) {
        const Json *text = json_get(at, STR("text"));
        if (at->kind == JSON_OBJECT && text != NULL && text->kind == JSON_STRING) {
            put_digest(arena, at, "sha256", "", text->text);
        }
    }
    const Json *statement = decision != NULL ? json_get(decision, STR("statement")) : NULL;
    if (statement != NULL && decision->kind == JSON_OBJECT) {
        Buf canonical;
        buf_init(&canonical, arena);
        json_canonical(&canonical, statement);
        put_digest(arena, decision, "id", "sha256:", buf_done(&canonical));
    }
}

static Str repaired(Arena *arena, Str text)
{
    Buf out;
    buf_init(&out, arena);
    for (size_t from = 0, to; from < text.len; from = to + 1) {
        JsonError error;
        for (to = from; to < text.len && text.at[to] != '\n'; to++) {
        }
        Json *line = json_parse(arena, str_sub(text, from, to), &error);
        if (line == NULL) {
            buf_str(&out, str_sub(text, from, to));
        } else {
            repair(arena, line);
            json_print(&out, line);
        }
        buf_char(&out, '\n');
    }
    return buf_done(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    Cli cli;
    Str text = {(const char *)bytes, n};
    fuzz_cli(&cli, &command_replay);
    if (n > 0 && bytes[0] == '!') {
        text = repaired(cli.arena, str_sub(text, 1, n));
    }
    const char *path = fuzz_file(text);
    vec_push(cli.arena, &cli.args.files, path);
    int status = command_replay.run(&cli);
    must(status == EXIT_OK || (status >= EXIT_USAGE && status <= EXIT_TEST));
    fuzz_cli_done(&cli);
    return 0;
}
