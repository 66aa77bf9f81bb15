// From the first line to the last one: workers take blocks, answer them, and write in order.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/batch/run.h"

#include "runtime/base/os_stream.h"

// Fewer lines a block where an answer is a whole document: blocks wait in memory. A worker may
// be that many blocks ahead of the one whose turn it is to be written.
enum { BLOCK_LINES = 256, BLOCK_DOCUMENTS = 8, BLOCKS_AHEAD = 4 };

typedef struct Job {
    Batch *batch;
    Worker *worker;
} Job;

// -- answering ----------------------------------------------------------------------------

static void begin(const Batch *batch, Block *block, Worker *worker)
{
    for (size_t i = 0; i < OUTPUTS; i++) {
        buf_init(&block->made[i], block->arena);
    }
    worker_begin(worker, block->arena);
    worker->pack = batch->plan.pack ? &block->made[PACK] : NULL;
}

static void finish(const Batch *batch, Block *block, const Worker *worker)
{
    block->tally = worker->tally;
    if (batch->journal.path == NULL) {
        return;
    }
    block->in = digest_of(block->text);
    for (size_t i = 0; i < OUTPUTS; i++) {
        block->out[i] = digest_of(buf_done(&block->made[i]));
    }
}

// Line by line; a stop ends it behind the line under way.
static void answer_block(Batch *batch, Block *block, Worker *worker)
{
    Str line, said;
    size_t at = 0, n = 0;
    begin(batch, block, worker);
    while (block_line(block, batch->plan.columns != NULL, &at, &line)) {
        arena_reset(worker->arena);
        said = block->overlong ? worker_refuse(worker, line, block->first)
                               : worker_answer(worker, line, block->first + n);
        if (said.len > 0) {
            buf_str(&block->made[ANSWERS], said);
            buf_char(&block->made[ANSWERS], '\n');
        }
        n++;
        if (os_stop_asked(batch->stop) && at < block->text.len) {
            block->text.len = at;
            block->taken = at;
            block->n_lines = n;
            block->cut = true;
        }
    }
    finish(batch, block, worker);
}

// -- writing ------------------------------------------------------------------------------

static bool write_outputs(Batch *batch, Block *block)
{
    for (size_t i = 0; i < OUTPUTS; i++) {
        Output *output = &batch->outputs[i];
        if (output->file >= 0 &&
            !os_write_all(output->file, buf_done(&block->made[i]), &batch->failed_why)) {
            batch->failed = output->path == NULL
                                ? "standard output"
                                : str_format(batch->cli->arena, "'%s'", output->path).at;
            return false;
        }
    }
    if (batch->journal.path != NULL &&
        !journal_add(&batch->journal, block, &batch->failed_why)) {
        batch->failed = str_format(batch->cli->arena, "'%s'", batch->journal.path).at;
        return false;
    }
    return true;
}

static void write_block(Batch *batch, Block *block)
{
    if (batch->cut) {
        return; // answered beyond the line at which it stops: they will be again
    }
    if (!write_outputs(batch, block)) {
        batch->cut = true;
        os_stop_ask(batch->stop);
        return;
    }
    tally_add(&batch->total, &block->tally);
    batch->answered_lines = block->first + block->n_lines - 1;
    batch->written_bytes += block->taken;
    batch->cut = block->cut;
    if (batch->progress) {
        batch_progress(batch);
    }
}

// With the lock, which is given up while something is written.
static void write_finished(Batch *batch)
{
    if (batch->writing) {
        return; // who writes will find this block too
    }
    batch->writing = true;
    for (;;) {
        Block *block = &batch->blocks[batch->written % batch->n_blocks];
        if (batch->written == batch->taken || !block->done) {
            break;
        }
        pthread_mutex_unlock(&batch->lock);
        write_block(batch, block);
        pthread_mutex_lock(&batch->lock);
        block->done = false;
        batch->written++;
        pthread_cond_broadcast(&batch->moved);
    }
    batch->writing = false;
}

// -- taking turns -------------------------------------------------------------------------

// The next block, read; NULL when there is none.
static Block *take(Batch *batch)
{
    size_t most = batch->plan.full || batch->plan.pack ? BLOCK_DOCUMENTS : BLOCK_LINES;
    pthread_mutex_lock(&batch->lock);
    while (!batch->ended &&
           (batch->reading || batch->taken - batch->written == batch->n_blocks)) {
        pthread_cond_wait(&batch->moved, &batch->lock);
    }
    Block *block = NULL;
    if (!batch->ended) {
        block = &batch->blocks[batch->taken % batch->n_blocks];
        batch->reading = true;
        pthread_mutex_unlock(&batch->lock);
        bool got = !os_stop_asked(batch->stop) && reader_block(&batch->reader, block, most);
        pthread_mutex_lock(&batch->lock);
        batch->reading = false;
        batch->ended = !got;
        batch->taken += got;
        block = got ? block : NULL;
        pthread_cond_broadcast(&batch->moved);
    }
    pthread_mutex_unlock(&batch->lock);
    return block;
}

static void *work(void *host)
{
    Job *job = host;
    Batch *batch = job->batch;
    for (Block *block; (block = take(batch)) != NULL;) {
        answer_block(batch, block, job->worker);
        pthread_mutex_lock(&batch->lock);
        block->done = true;
        write_finished(batch);
        pthread_mutex_unlock(&batch->lock);
    }
    return NULL;
}

static void run_jobs(Batch *batch)
{
    Arena *arena = batch->cli->arena;
    pthread_t *threads = arena_array(arena, pthread_t, batch->jobs);
    Job *jobs = arena_array(arena, Job, batch->jobs);
    size_t started = 1;
    for (size_t i = 0; i < batch->jobs; i++) {
        jobs[i] = (Job){batch, &batch->workers[i]};
    }
    while (started < batch->jobs &&
           pthread_create(&threads[started], NULL, work, &jobs[started]) == 0) {
        started++;
    }
    work(&jobs[0]);
    for (size_t i = 1; i < started; i++) {
        pthread_join(threads[i], NULL);
    }
}

bool batch_lines(Batch *batch)
{
    Arena *arena = batch->cli->arena;
    batch->n_blocks = batch->jobs == 1 ? 1 : batch->jobs * BLOCKS_AHEAD;
    batch->workers = arena_array(arena, Worker, batch->jobs);
    batch->blocks = arena_array(arena, Block, batch->n_blocks);
    pthread_mutex_init(&batch->lock, NULL);
    pthread_cond_init(&batch->moved, NULL);
    for (size_t i = 0; i < batch->jobs; i++) {
        worker_init(&batch->workers[i], &batch->plan);
    }
    for (size_t i = 0; i < batch->n_blocks; i++) {
        cli_guard(&batch->blocks[i].guard);
        batch->blocks[i].arena = arena_new(&batch->blocks[i].guard);
    }
    run_jobs(batch);
    for (size_t i = 0; i < batch->jobs; i++) {
        worker_free(&batch->workers[i]);
    }
    for (size_t i = 0; i < batch->n_blocks; i++) {
        arena_free(batch->blocks[i].arena);
    }
    pthread_cond_destroy(&batch->moved);
    pthread_mutex_destroy(&batch->lock);
    return !batch->cut && !batch->reader.stopped && !os_stop_asked(batch->stop) &&
           batch->reader.why == NULL;
}
