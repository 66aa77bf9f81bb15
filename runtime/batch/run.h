// Many lines: read in blocks, answered by workers, written in order; what all of it knows.
//
// A block is whole lines of input and the answers to them. There are a fixed number of blocks,
// and none is read while all are in use: a slow reader of the output makes reading wait, and
// memory does not grow with the input. Whoever finishes a block writes it if its turn has
// come, with those behind it that are finished; so one thread at a time reads, one writes.
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_BATCH_RUN_H
#define LICET_BATCH_RUN_H

#include <pthread.h>

#include "runtime/base/digest.h"
#include "runtime/base/os_stop.h"
#include "runtime/batch/batch.h"

enum { ANSWERS, PACK, OUTPUTS }; // PACK: the evidence pack

typedef struct Block {
    Guard guard;
    Arena *arena;      // of all that is below; reset when lines are read into it
    Str text;          // lines as they came, whole
    size_t first;      // number of the first line
    size_t n_lines;    // read; after answering: answered
    uint64_t taken;    // bytes of input it stands for: more than text.len of an overlong line
    bool overlong;     // one line that is too long to be kept
    bool cut;          // a stop came before its last line: what follows is not written
    bool done;
    Buf made[OUTPUTS];
    Tally tally;
    Digest in, out[OUTPUTS]; // of the text and of what was made, when a journal is kept
} Block;

// -- read.c: lines of input, in blocks ----------------------------------------------------

typedef struct Reader {
    int file, wake; // wake: see os_read_some
    bool csv;       // within quotation marks a record goes on behind the end of the line
    Arena *arena;
    char *hold;     // read, and not yet given out
    size_t n, cap, scanned;
    bool quoted, end, stopped;
    size_t lines;     // given out so far
    uint64_t offset;  // bytes given out so far
    const char *why;  // it could not be read to its end
} Reader;

void reader_init(Reader *reader, Arena *arena, int file, int wake, bool csv);
// The next lines, at most `most`; false at the end, at a stop, or with `why`.
bool reader_block(Reader *reader, Block *block, size_t most);
// The first record, which names the columns.
Str reader_header(Reader *reader, Arena *arena);
// The next line of a block from *at on, without its end; false behind the last.
bool block_line(const Block *block, bool csv, size_t *at, Str *line);
// Passes over `taken` bytes; the digest of the first `kept` of them. False when there are
// fewer.
bool reader_skip(Reader *reader, uint64_t taken, uint64_t kept, Digest *digest);

// -- journal.c: how far an output has come, beside it ------------------------------------

// What one block came to, as one line of the journal.
typedef struct Record {
    size_t line;                         // last one answered
    uint64_t taken, kept, out[OUTPUTS];  // bytes
    Str in_digest, out_digest[OUTPUTS];
    const Json *tally;
    uint64_t end; // of the line, in the journal
} Record;

typedef struct Journal {
    const char *path; // NULL: none is kept
    bool there;       // of a batch that was interrupted
    int file;
    const Json *header;  // what the batch was begun with
    uint64_t header_end; // bytes of its line
    VEC(Record) records; // read back
} Journal;

bool journal_create(Journal *journal, Arena *arena, const Json *header, const char **why);
// `header` stays NULL when not even that was written to its end.
bool journal_read(Journal *journal, Arena *arena, const char **why);
bool journal_add(Journal *journal, const Block *block, const char **why);
void tally_read(Tally *tally, Arena *arena, const Json *json);

// -- the whole ---------------------------------------------------------------------------

typedef struct Output {
    const char *path; // NULL: standard output, or no pack
    int file;         // -1: none
} Output;

typedef struct Batch {
    Cli *cli;
    BatchPlan plan;
    Columns columns;
    unsigned fail_on; // CAME_ bits
    const char *at;   // --at, of the log

    Reader reader;
    const char *input; // shown
    Output outputs[OUTPUTS];
    Journal journal;
    OsStop *stop;

    size_t jobs, n_blocks;
    Worker *workers;
    Block *blocks;
    pthread_mutex_t lock; // of what follows, but for `total`, which belongs to the writer
    pthread_cond_t moved;
    size_t taken, written; // blocks
    bool reading, writing, ended;
    bool cut;              // nothing more is written
    const char *failed, *failed_why; // an output that could not be written
    Tally total;
    size_t answered_lines; // last line whose answer is written

    bool progress;
    Arena *progress_room;    // of the writer
    uint64_t started, shown; // microseconds
    size_t begun_lines;      // that an earlier run had answered
    uint64_t written_bytes;  // of input, answered by this run
    int64_t size;            // of the input that this run has to answer; -1: not known
} Batch;

// run.c: from the first line to the last one, or to where it was stopped.
bool batch_lines(Batch *batch);
// resume.c: opens the outputs, to begin or to go on. False with *status after a message.
bool batch_open(Batch *batch, Str csv_header, int *status);
// Puts them down; the journal goes when all was answered. False after a message.
bool batch_close(Batch *batch, bool whole);
// Whether what was written can be gone on with.
bool batch_can_resume(const Batch *batch);
// summary.c: what it came to, to standard error; how far it is, at a terminal.
void batch_progress(Batch *batch);
void batch_summarize(const Batch *batch);

#endif
