// What a batch came to, in words to standard error; and how far it is, at a terminal.
//
// No escape sequences: a line of progress is overwritten by the next one, or by blanks.
// SPDX-License-Identifier: Apache-2.0
#include <stdlib.h>

#include "runtime/base/os.h"
#include "runtime/batch/run.h"

enum { CAUSES_SHOWN = 5, PROGRESS_MICROS = 200000, PROGRESS_WIDTH = 60 };

// -- progress -----------------------------------------------------------------------------

static void add_time(Buf *out, uint64_t seconds)
{
    if (seconds >= 3600) {
        buf_addf(out, "%llu h %llu min", (unsigned long long)(seconds / 3600),
                 (unsigned long long)(seconds / 60 % 60));
    } else if (seconds >= 60) {
        buf_addf(out, "%llu min %llu s", (unsigned long long)(seconds / 60),
                 (unsigned long long)(seconds % 60));
    } else {
        buf_addf(out, "%llu s", (unsigned long long)seconds);
    }
}

void batch_progress(Batch *batch)
{
    uint64_t now = os_micros(), took = now - batch->started + 1;
    if (now - batch->shown < PROGRESS_MICROS) {
        return;
    }
    char line[PROGRESS_WIDTH + 1];
    Buf text;
    buf_init(&text, batch->progress_room);
    arena_reset(batch->progress_room);
    size_t answered = batch->answered_lines - batch->begun_lines;
    buf_addf(&text, "%zu line%s, %llu a second", batch->answered_lines, batch->answered_lines == 1 ? "" : "s",
             (unsigned long long)(answered * 1000000ull / took));
    double bytes = (double)batch->written_bytes, left = (double)batch->size - bytes;
    if (left > 0 && bytes > 0) {
        buf_text(&text, ", ");
        add_time(&text, (uint64_t)((double)took / bytes * left / 1e6));
        buf_text(&text, " left");
    }
    snprintf(line, sizeof line, "%.*s", STR_ARG(buf_done(&text)));
    fprintf(stderr, "\r%-*s", PROGRESS_WIDTH, line);
    fflush(stderr);
    batch->shown = now;
}

static void clear_progress(const Batch *batch)
{
    if (batch->shown > 0) {
        fprintf(stderr, "\r%-*s\r", PROGRESS_WIDTH, "");
    }
}

// -- the summary ------------------------------------------------------------------------

static int compare_counts(const void *a, const void *b)
{
    const MapEntry *x = a, *y = b;
    size_t n = *(const size_t *)x->value, m = *(const size_t *)y->value;
    return n != m ? (n < m ? 1 : -1) : str_cmp(x->key, y->key);
}

static void list_counts(Arena *arena, const Map *map, size_t most, const char *lead)
{
    MapEntry *sorted = arena_array(arena, MapEntry, map->n + 1);
    for (size_t i = 0; i < map->n; i++) {
        sorted[i] = map->entries[i];
    }
    qsort(sorted, map->n, sizeof *sorted, compare_counts);
    for (size_t i = 0; i < map->n && i < most; i++) {
        fprintf(stderr, "%s%zu %.*s", i == 0 ? lead : ", ", *(const size_t *)sorted[i].value,
                STR_ARG(sorted[i].key));
    }
}

static size_t counted(const Map *map, const char *name)
{
    const size_t *n = map_find(map, str_of(name));
    return n != NULL ? *n : 0;
}

static void summarize_classes(const Batch *batch, const Tally *tally)
{
    fprintf(stderr,
            "%zu item%s: %zu outside the encoded entries (not said to be EAR99), %zu "
            "classified, %zu cannot say",
            tally->items, tally->items == 1 ? "" : "s",
            counted(&tally->findings, "outside"), counted(&tally->findings, "classified"),
            counted(&tally->findings, "cannot_say"));
    if (tally->unreadable > 0) {
        fprintf(stderr, "; %zu could not be read", tally->unreadable);
    }
    list_counts(batch->cli->arena, &tally->causes, SIZE_MAX, "\nask suppliers: ");
    fprintf(stderr, "\n%zu differ%s from the stated classification\n", tally->differ, tally->differ == 1 ? "s" : "");
}

static void summarize_decisions(const Batch *batch, const Tally *tally)
{
    Arena *arena = batch->cli->arena;
    fprintf(stderr, "%zu line%s", tally->lines, tally->lines == 1 ? "" : "s");
    list_counts(arena, &tally->findings, SIZE_MAX, ": ");
    if (tally->unreadable > 0) {
        fprintf(stderr, "; %zu could not be read", tally->unreadable);
    }
    if (tally->undetermined > 0) {
        size_t tenths = (tally->undetermined * 1000 + tally->answered / 2) / tally->answered;
        fprintf(stderr, "\nundetermined: %zu of %zu (%zu.%zu %%)", tally->undetermined,
                tally->answered, tenths / 10, tenths % 10);
        list_counts(arena, &tally->causes, CAUSES_SHOWN, "; missing: ");
    }
    fputc('\n', stderr);
}

void batch_summarize(const Batch *batch)
{
    clear_progress(batch);
    if (batch->plan.list != NULL) {
        summarize_classes(batch, &batch->total);
    } else {
        summarize_decisions(batch, &batch->total);
    }
}
