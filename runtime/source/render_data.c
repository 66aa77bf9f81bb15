// Diagnostics for machines: JSON, SARIF 2.1.0, and lines for GitHub's log.
//
// In:  the queue and the sources. Out: trees in the arena, all records, sorted by place.
// Lines and columns count from 1, columns in code points; ends are exclusive.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/source/render.h"

#include "runtime/base/digest.h"
#include "runtime/base/map.h"

typedef struct Writer {
    Arena *arena;
    const Sources *sources;
} Writer;

static Json *text_of(const Writer *writer, Str text)
{
    return json_string(writer->arena, text);
}

static void set_text(const Writer *writer, Json *object, const char *key, Str text)
{
    json_set(object, str_of(key), text_of(writer, text));
}

static void set_number(const Writer *writer, Json *object, const char *key, size_t n)
{
    Str literal = str_format(writer->arena, "%zu", n);
    json_set(object, str_of(key), json_number(writer->arena, literal));
}

static Str word_of(Severity severity)
{
    switch (severity) {
    case SEVERITY_NOTE: return STR("note");
    case SEVERITY_WARNING: return STR("warning");
    case SEVERITY_ERROR: return STR("error");
    }
    return STR_NONE;
}

typedef struct RegionKeys {
    const char *line, *column, *end_line, *end_column;
} RegionKeys;

static void set_region(const Writer *writer, Json *object, Span span,
                       const RegionKeys *keys)
{
    uint32_t line, column;
    source_place(writer->sources, span.file, span.start, &line, &column);
    set_number(writer, object, keys->line, line);
    set_number(writer, object, keys->column, column);
    source_place(writer->sources, span.file, span.end, &line, &column);
    set_number(writer, object, keys->end_line, line);
    set_number(writer, object, keys->end_column, column);
}

static void set_place(const Writer *writer, Json *object, Span span)
{
    static const RegionKeys keys = {"line", "column", "end_line", "end_column"};
    const SourceFile *file = source_get(writer->sources, span.file);
    if (file != NULL) {
        set_text(writer, object, "file", file->path);
        set_region(writer, object, span, &keys);
    }
}

static Json *diag_json(const Writer *writer, const Diag *diag)
{
    Json *object = json_object(writer->arena);
    set_text(writer, object, "code", str_of(diag_name(diag->code)));
    set_text(writer, object, "severity", word_of(diag->severity));
    set_text(writer, object, "message", diag->message);
    set_place(writer, object, diag->span);
    if (diag->pointer.len > 0) {
        set_text(writer, object, "pointer", diag->pointer);
    }
    if (diag->note.len > 0) {
        set_text(writer, object, "note", diag->note);
    }
    if (diag->hint.len > 0) {
        set_text(writer, object, "hint", diag->hint);
    }
    if (diag->n_labels > 0) {
        Json *labels = json_list(writer->arena);
        for (size_t i = 0; i < diag->n_labels; i++) {
            Json *label = json_object(writer->arena);
            set_place(writer, label, diag->labels[i].span);
            set_text(writer, label, "text", diag->labels[i].text);
            json_push(labels, label);
        }
        json_set(object, STR("labels"), labels);
    }
    return object;
}

Json *render_json(Arena *arena, const Sources *sources, const Diags *diags)
{
    Writer writer = {arena, sources};
    Json *list = json_list(arena);
    Diag **sorted = diag_sorted(diags, arena);
    for (size_t i = 0; i < diags->list.n; i++) {
        json_push(list, diag_json(&writer, sorted[i]));
    }
    return list;
}

static Json *sarif_message(const Writer *writer, Str text)
{
    Json *message = json_object(writer->arena);
    set_text(writer, message, "text", text);
    return message;
}

// A path as the URI SARIF wants: relative stays relative, other bytes as %XX.
static Str uri_of(const Writer *writer, Str path)
{
    Buf buf;
    buf_init(&buf, writer->arena);
    buf_text(&buf, path.len > 0 && path.at[0] == '/' ? "file://" : "");
    for (size_t i = 0; i < path.len; i++) {
        char c = path.at[i];
        bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                        (c >= '0' && c <= '9') || (c != '\0' && strchr("-._~/", c) != NULL);
        if (is_plain) {
            buf_char(&buf, c);
        } else {
            buf_addf(&buf, "%%%02X", (unsigned)(unsigned char)c);
        }
    }
    return buf_done(&buf);
}

static Json *sarif_location(const Writer *writer, Span span)
{
    static const RegionKeys keys = {"startLine", "startColumn", "endLine", "endColumn"};
    const SourceFile *file = source_get(writer->sources, span.file);
    Json *artifact = json_object(writer->arena), *region = json_object(writer->arena);
    Json *physical = json_object(writer->arena), *location = json_object(writer->arena);
    set_text(writer, artifact, "uri", uri_of(writer, file->path));
    set_region(writer, region, span, &keys);
    json_set(physical, STR("artifactLocation"), artifact);
    json_set(physical, STR("region"), region);
    json_set(location, STR("physicalLocation"), physical);
    return location;
}

static void set_locations(const Writer *writer, Json *result, const Diag *diag)
{
    Json *locations = json_list(writer->arena);
    if (source_get(writer->sources, diag->span.file) != NULL) {
        json_push(locations, sarif_location(writer, diag->span));
    } else if (diag->pointer.len > 0) {
        Json *location = json_object(writer->arena), *places = json_list(writer->arena);
        Json *place = json_object(writer->arena);
        set_text(writer, place, "fullyQualifiedName", diag->pointer);
        json_push(places, place);
        json_set(location, STR("logicalLocations"), places);
        json_push(locations, location);
    }
    json_set(result, STR("locations"), locations);
}

static void set_related(const Writer *writer, Json *result, const Diag *diag)
{
    Json *related = json_list(writer->arena);
    for (size_t i = 0; i < diag->n_labels; i++) {
        const DiagLabel *label = &diag->labels[i];
        if (source_get(writer->sources, label->span.file) != NULL) {
            Json *location = sarif_location(writer, label->span);
            set_number(writer, location, "id", i + 1);
            json_set(location, STR("message"), sarif_message(writer, label->text));
            json_push(related, location);
        }
    }
    if (related->n > 0) {
        json_set(result, STR("relatedLocations"), related);
    }
}

// Hash of code, path or pointer, and trimmed line, so that it survives lines inserted
// above; the count tells equal ones apart.
static void set_fingerprint(const Writer *writer, Json *result, const Diag *diag, Map *seen)
{
    const SourceFile *file = source_get(writer->sources, diag->span.file);
    uint32_t line, column;
    source_place(writer->sources, diag->span.file, diag->span.start, &line, &column);
    Str text = file == NULL
                   ? diag->pointer
                   : str_trim(source_line(writer->sources, diag->span.file, line));
    Str path = file == NULL ? STR_NONE : file->path;
    Str all = str_format(writer->arena, "%s\n%.*s\n%.*s", diag_name(diag->code),
                         STR_ARG(path), STR_ARG(text));
    Digest digest = digest_of(all);
    Str hash = {digest.hex, 32};
    Json *fingerprints = json_object(writer->arena);
    Str value = str_format(writer->arena, "%.*s:%zu", STR_ARG(hash), ++*map_count(seen, hash));
    set_text(writer, fingerprints, "licetLine/1", value);
    json_set(result, STR("partialFingerprints"), fingerprints);
}

// Message, note and hint as one text: SARIF has no further places for them.
static Str whole_message(const Writer *writer, const Diag *diag)
{
    Buf buf;
    buf_init(&buf, writer->arena);
    buf_str(&buf, diag->message);
    if (diag->note.len > 0) {
        buf_char(&buf, '\n');
        buf_str(&buf, diag->note);
    }
    if (diag->hint.len > 0) {
        buf_char(&buf, '\n');
        buf_str(&buf, diag->hint);
    }
    return buf_done(&buf);
}

static Json *sarif_result(const Writer *writer, const Diag *diag, size_t rule, Map *seen)
{
    Json *result = json_object(writer->arena);
    set_text(writer, result, "ruleId", str_of(diag_name(diag->code)));
    set_number(writer, result, "ruleIndex", rule);
    set_text(writer, result, "level", word_of(diag->severity));
    json_set(result, STR("message"), sarif_message(writer, whole_message(writer, diag)));
    set_locations(writer, result, diag);
    set_related(writer, result, diag);
    set_fingerprint(writer, result, diag, seen);
    return result;
}

static Json *sarif_rule(const Writer *writer, const Diag *diag)
{
    Json *rule = json_object(writer->arena), *settings = json_object(writer->arena);
    set_text(writer, rule, "id", str_of(diag_name(diag->code)));
    set_text(writer, settings, "level", word_of(diag->severity));
    json_set(rule, STR("defaultConfiguration"), settings);
    return rule;
}

// The rules that occur, in order of code; index_of[code] is a rule's place in the list.
static Json *sarif_rules(const Writer *writer, const Diags *diags, size_t *index_of)
{
    const Diag **first = arena_array(writer->arena, const Diag *, DIAG_COUNT + 1);
    for (size_t i = diags->list.n; i-- > 0;) {
        first[diags->list.items[i]->code] = diags->list.items[i];
    }
    Json *rules = json_list(writer->arena);
    for (size_t code = 0; code < DIAG_COUNT; code++) {
        if (first[code] != NULL) {
            index_of[code] = rules->n;
            json_push(rules, sarif_rule(writer, first[code]));
        }
    }
    return rules;
}

Json *render_sarif(Arena *arena, const Sources *sources, const Diags *diags)
{
    Writer writer = {arena, sources};
    size_t *index_of = arena_array(arena, size_t, DIAG_COUNT + 1);
    Json *driver = json_object(arena), *tool = json_object(arena);
    Json *run = json_object(arena);
    set_text(&writer, driver, "name", STR("licet"));
    json_set(driver, STR("rules"), sarif_rules(&writer, diags, index_of));
    json_set(tool, STR("driver"), driver);
    json_set(run, STR("tool"), tool);
    set_text(&writer, run, "columnKind", STR("unicodeCodePoints"));
    Json *results = json_list(arena), *runs = json_list(arena), *log = json_object(arena);
    Diag **sorted = diag_sorted(diags, arena);
    Map seen;
    map_init(&seen, arena);
    for (size_t i = 0; i < diags->list.n; i++) {
        size_t rule = index_of[sorted[i]->code];
        json_push(results, sarif_result(&writer, sorted[i], rule, &seen));
    }
    json_set(run, STR("results"), results);
    json_push(runs, run);
    set_text(&writer, log, "$schema", STR("https://json.schemastore.org/sarif-2.1.0.json"));
    set_text(&writer, log, "version", STR("2.1.0"));
    json_set(log, STR("runs"), runs);
    return log;
}

// A runner cuts commands at line ends, and properties also at ':' and ','.
static void put_escaped(Buf *out, Str text, bool is_property)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        bool escaped = c == '%' || c == '\r' || c == '\n' ||
                       (is_property && (c == ':' || c == ','));
        if (escaped) {
            buf_addf(out, "%%%02X", (unsigned)(unsigned char)c);
        } else {
            buf_char(out, c);
        }
    }
}

void render_github(Buf *out, const Sources *sources, const Diags *diags)
{
    Writer writer = {out->arena, sources};
    Diag **sorted = diag_sorted(diags, out->arena);
    for (size_t i = 0; i < diags->list.n; i++) {
        const Diag *diag = sorted[i];
        const SourceFile *file = source_get(sources, diag->span.file);
        bool is_note = diag->severity == SEVERITY_NOTE;
        buf_text(out, "::");
        buf_str(out, is_note ? STR("notice") : word_of(diag->severity));
        buf_char(out, ' ');
        if (file != NULL) {
            uint32_t line, column;
            source_place(sources, diag->span.file, diag->span.start, &line, &column);
            buf_text(out, "file=");
            put_escaped(out, file->path, true);
            buf_addf(out, ",line=%u,col=%u,", line, column);
        }
        buf_addf(out, "title=%s::", diag_name(diag->code));
        if (diag->pointer.len > 0) {
            put_escaped(out, diag->pointer, false);
            buf_text(out, ": ");
        }
        put_escaped(out, whole_message(&writer, diag), false);
        buf_char(out, '\n');
    }
}
