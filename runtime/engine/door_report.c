// The public door, reports: diagnostics by index and rendered.
//
// In:  the queue of diagnostics of a policy, of facts or of a decision.
// Out: records for the host, terminated texts in the arena of what they belong to.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/base/utf8.h"
#include "runtime/engine/door.h"
#include "runtime/source/render.h"

static licet_severity severity_of(Severity severity)
{
    switch (severity) {
    case SEVERITY_NOTE: return LICET_NOTE;
    case SEVERITY_WARNING: return LICET_WARNING;
    case SEVERITY_ERROR: return LICET_ERROR;
    }
    return LICET_ERROR;
}

// Counted on from the message before when that stands in the same line: facts may come as
// one long line, and each count from its begin would take long.
static void place(const Sources *sources, const Diag *diag, const Diag *before,
                  licet_diagnostic *out)
{
    Span between = {diag->span.file, before->span.start, diag->span.start};
    Str text = source_text(sources, between);
    if (before != diag && before->span.file == diag->span.file && out[-1].line > 0 &&
        between.start <= between.end && (text.len == 0 || memchr(text.at, '\n', text.len) == NULL)) {
        out->line = out[-1].line;
        out->column = out[-1].column + (uint32_t)utf8_count(text);
        return;
    }
    source_place(sources, diag->span.file, diag->span.start, &out->line, &out->column);
}

static licet_diagnostic show(Arena *arena, const Sources *sources, const Diag *diag)
{
    licet_diagnostic out = {
        .code = diag_name(diag->code),
        .severity = severity_of(diag->severity),
        .file = "",
        .pointer = door_text(arena, diag->pointer),
        .message = door_text(arena, diag->message),
        .note = door_text(arena, diag->note),
        .hint = door_text(arena, diag->hint),
    };
    const SourceFile *file = source_get(sources, diag->span.file);
    if (file != NULL) {
        out.file = door_text(arena, file->path);
        out.start = diag->span.start;
        out.end = diag->span.end;
    }
    return out;
}

void report_make(licet_report *report, const licet_engine *engine, Arena *arena,
                 const Sources *sources, const Diags *diags)
{
    report->engine = engine;
    report->sources = sources;
    report->diags = diags;
    report->n = diags->list.n;
    report->shown = arena_array(arena, licet_diagnostic, report->n + 1);
    Diag **sorted = diag_sorted(diags, arena);
    for (size_t i = 0; i < report->n; i++) {
        report->shown[i] = show(arena, sources, sorted[i]);
        place(sources, sorted[i], sorted[i > 0 ? i - 1 : 0], &report->shown[i]);
    }
}

size_t licet_report_count(const licet_report *report)
{
    return report == NULL ? 0 : report->n;
}

size_t licet_report_errors(const licet_report *report)
{
    return report == NULL || report->diags == NULL ? 0 : report->diags->n_errors;
}

size_t licet_report_warnings(const licet_report *report)
{
    return report == NULL || report->diags == NULL ? 0 : report->diags->n_warnings;
}

bool licet_report_at(const licet_report *report, size_t index, licet_diagnostic *out)
{
    if (report == NULL || index >= report->n) {
        return false;
    }
    *out = report->shown[index];
    return true;
}

// Workflow commands end at the line; '%' and line ends are escaped.
static void put_escaped(Buf *out, const char *text, bool property)
{
    for (; *text != 0; text++) {
        if (*text == '%' || *text == '\n' || *text == '\r' ||
            (property && (*text == ':' || *text == ','))) {
            buf_addf(out, "%%%02X", (unsigned)(unsigned char)*text);
        } else {
            buf_char(out, *text);
        }
    }
}

static void put_github(Buf *out, const licet_report *report)
{
    static const char *const LEVELS[] = {"notice", "warning", "error"};
    for (size_t i = 0; i < report->n; i++) {
        const licet_diagnostic *diag = &report->shown[i];
        buf_addf(out, "::%s ", LEVELS[diag->severity]);
        if (diag->line != 0) {
            buf_text(out, "file=");
            put_escaped(out, diag->file, true);
            buf_addf(out, ",line=%u,col=%u,", diag->line, diag->column);
        }
        buf_addf(out, "title=%s::", diag->code);
        put_escaped(out, diag->message, false);
        if (diag->hint[0] != 0) {
            buf_char(out, ' ');
            put_escaped(out, diag->hint, false);
        }
        buf_char(out, '\n');
    }
}

typedef struct RenderJob {
    const licet_report *report;
    licet_format format;
} RenderJob;

static void render(void *job, Buf *out)
{
    const RenderJob *render = job;
    const licet_report *report = render->report;
    switch (render->format) {
    case LICET_FORMAT_TEXT:
    case LICET_FORMAT_COLOR:
        render_text(out, report->sources, report->diags,
                    render->format == LICET_FORMAT_COLOR);
        return;
    case LICET_FORMAT_JSON:
        json_pretty(out, render_json(out->arena, report->sources, report->diags), 92);
        buf_char(out, '\n');
        return;
    case LICET_FORMAT_SARIF:
        json_pretty(out, render_sarif(out->arena, report->sources, report->diags), 92);
        buf_char(out, '\n');
        return;
    case LICET_FORMAT_GITHUB:
        put_github(out, report);
        return;
    }
}

licet_status licet_report_render(const licet_report *report, licet_format format,
                                 licet_buffer **out)
{
    if (report == NULL || report->diags == NULL) {
        *out = NULL;
        return LICET_MISUSE;
    }
    RenderJob job = {report, format};
    return door_write(report->engine, render, &job, out);
}
