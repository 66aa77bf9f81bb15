// The public door, first room: engines, buffers, what the library carries, and the one
// recovery point for running out of memory.
//
// Guarded work holds nothing but arena memory, so leaving it by a jump loses nothing: the
// arena is freed with its object.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/base/os.h"
#include "runtime/base/utf8.h"
#include "runtime/engine/door.h"


#include "runtime/engine/embedded.h"

enum { MEMORY_LIMIT = 1 << 30 };

static const char *const STATUS_NAMES[] = {
    [LICET_OK] = "ok",
    [LICET_REJECTED] = "rejected",
    [LICET_LIMIT] = "memory limit reached",
    [LICET_NO_MEMORY] = "out of memory",
    [LICET_MISUSE] = "misuse",
    [LICET_NOT_FOUND] = "not found",
};

const char *licet_version(void)
{
    return LICET_VERSION;
}

const char *licet_status_name(licet_status status)
{
    return (size_t)status < countof(STATUS_NAMES) ? STATUS_NAMES[status] : "unknown";
}

void licet_config_init(licet_config *config)
{
    *config = (licet_config){.allocate = os_allocate, .memory_limit = MEMORY_LIMIT};
}

licet_status licet_engine_new(const licet_config *config, licet_engine **out)
{
    licet_config defaults;
    *out = NULL;
    if (config == NULL) {
        licet_config_init(&defaults);
        config = &defaults;
    }
    void *(*allocate)(void *, void *, size_t) =
        config->allocate != NULL ? config->allocate : os_allocate;
    licet_engine *engine = allocate(config->allocate_host, NULL, sizeof *engine);
    if (engine == NULL) {
        return LICET_NO_MEMORY;
    }
    engine->config = *config;
    engine->config.allocate = allocate;
    *out = engine;
    return LICET_OK;
}

void licet_engine_free(licet_engine *engine)
{
    if (engine != NULL) {
        engine->config.allocate(engine->config.allocate_host, engine, 0);
    }
}

// -- objects of the door ----------------------------------------------------------------

void *door_new(const licet_engine *engine, size_t size)
{
    const licet_config *config = &engine->config;
    Door *door = config->allocate(config->allocate_host, NULL, size);
    if (door == NULL) {
        return NULL;
    }
    memset(door, 0, size);
    guard_init(&door->guard);
    door->engine = engine;
    door->guard.allocate = config->allocate;
    door->guard.host = config->allocate_host;
    door->guard.limit = config->memory_limit;
    return door;
}

void door_free(void *object)
{
    Door *door = object;
    if (door != NULL) {
        const licet_config *config = &door->engine->config;
        arena_free(door->arena);
        config->allocate(config->allocate_host, door, 0);
    }
}

licet_status door_run(Door *door, void (*work)(void *job), void *job)
{
    if (setjmp(door->guard.recovery) != 0) {
        door->guard.armed = false;
        return door->guard.why == GUARD_LIMIT ? LICET_LIMIT : LICET_NO_MEMORY;
    }
    door->guard.armed = true;
    if (door->arena == NULL) {
        door->arena = arena_new(&door->guard);
    }
    work(job);
    door->guard.armed = false;
    return LICET_OK;
}

typedef struct WriteJob {
    licet_buffer *buffer;
    void (*work)(void *job, Buf *out);
    void *job;
} WriteJob;

static void write_buffer(void *job)
{
    WriteJob *write = job;
    Buf buf;
    buf_init(&buf, write->buffer->door.arena);
    write->work(write->job, &buf);
    write->buffer->text = buf_done(&buf);
}

licet_status door_write(const licet_engine *engine, void (*work)(void *job, Buf *out),
                        void *job, licet_buffer **out)
{
    *out = NULL;
    licet_buffer *buffer = door_new(engine, sizeof *buffer);
    if (buffer == NULL) {
        return LICET_NO_MEMORY;
    }
    WriteJob write = {buffer, work, job};
    licet_status status = door_run(&buffer->door, write_buffer, &write);
    if (status != LICET_OK) {
        door_free(buffer);
        return status;
    }
    *out = buffer;
    return LICET_OK;
}

licet_text licet_buffer_text(const licet_buffer *buffer)
{
    if (buffer == NULL || buffer->text.at == NULL) {
        return (licet_text){"", 0};
    }
    return (licet_text){buffer->text.at, buffer->text.len};
}

void licet_buffer_free(licet_buffer *buffer)
{
    door_free(buffer);
}

bool door_options_fit(const licet_options *options)
{
    if (options == NULL) {
        return true;
    }
    const char *const kept[] = {options->as_of_from, options->case_id, options->case_title,
                                options->decided_at};
    size_t bad;
    for (size_t i = 0; i < countof(kept); i++) {
        if (kept[i] != NULL && !utf8_valid(str_of(kept[i]), &bad)) {
            return false;
        }
    }
    for (size_t i = 0; i < options->assume_count; i++) {
        if (options->assume == NULL || options->assume[i] == NULL) {
            return false;
        }
    }
    return true;
}

const char *door_text(Arena *arena, Str s)
{
    return s.len == 0 ? "" : str_copy(arena, s).at;
}

const char *door_date(Arena *arena, Day day)
{
    return date_text(arena, day).at;
}

// -- what the library carries -----------------------------------------------------------

static bool is_library(const EmbeddedFile *file)
{
    return strstr(file->path, "decision.schema.json") == NULL;
}

licet_text licet_stdlib_find(const char *path)
{
    Str text = path != NULL ? embedded_find(str_of(path)) : STR_NONE;
    return (licet_text){text.at, text.len};
}

const char *licet_stdlib_path(size_t index)
{
    for (const EmbeddedFile *file = embedded_files; file->path != NULL; file++) {
        if (is_library(file) && index-- == 0) {
            return file->path;
        }
    }
    return NULL;
}

licet_text licet_decision_schema(void)
{
    for (const EmbeddedFile *file = embedded_files; file->path != NULL; file++) {
        if (!is_library(file)) {
            return (licet_text){file->at, (size_t)(file->end - file->at)};
        }
    }
    return (licet_text){"", 0};
}

static const licet_code CODES[] = {
#define X(code, meaning, gate, sap, aeb, oracle) {code, meaning, gate, sap, aeb, oracle},
#include "runtime/check/codes.def"
#undef X
};

bool licet_code_at(size_t index, licet_code *out)
{
    if (index >= countof(CODES)) {
        return false;
    }
    *out = CODES[index];
    return true;
}
