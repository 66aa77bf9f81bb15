// The door of this folder: runs scanner and parser over one file.
//
// In:  a file of the sources.
// Out: its tree, and diagnostics in the reader's words (report.c).
// The scanner reads a copy in which everything that is no rule is blank: a byte order mark,
// broken bytes, and the prose of a literate file. So offsets always count the whole file.
// SPDX-License-Identifier: Apache-2.0
#include "grammar/parse.h"

#include "grammar/scan.h"
#include "licet_parse.h"
#include "runtime/base/utf8.h"
#include "runtime/tree/fence.h"

enum { FILE_MAX = 1 << 30 };

static Span span_at(const Parser *p, size_t start, size_t end)
{
    return (Span){p->file, (uint32_t)start, (uint32_t)end};
}

// -- what the scanner reads

// Blanks bytes that are not UTF-8; only the first is reported.
static void blank_broken(Parser *p)
{
    size_t bad, from = 0;
    bool told = false;
    Str rest = p->source;
    while (!utf8_valid(rest, &bad)) {
        size_t at = from + bad;
        if (!told) {
            unsigned byte = (unsigned char)p->source.at[at];
            diag_report(p->diags, DIAG_L0122, span_at(p, at, at + 1), byte);
        }
        told = true;
        p->copy[at] = ' ';
        from = at + 1;
        rest = str_sub(p->source, from, p->source.len);
    }
}

static void replace_zeros(Parser *p)
{
    char *zero = memchr(p->copy, '\0', p->source.len);
    if (zero == NULL) {
        return;
    }
    size_t at = (size_t)(zero - p->copy);
    diag_report(p->diags, DIAG_L0123, span_at(p, at, at + 1));
    for (; at < p->source.len; at++) {
        if (p->copy[at] == '\0') {
            p->copy[at] = '_'; // a word around it stays one word
        }
    }
}

// What a reader of the source does not see or cannot tell apart, anywhere: in names, texts,
// comments and prose.
static void report_doubts(Parser *p)
{
    enum { MOST = 100 }; // messages
    size_t at = str_starts(p->source, STR("\xEF\xBB\xBF")) ? 3 : 0;
    Str text = {p->copy, p->source.len};
    uint32_t point;
    Utf8Doubt doubt;
    char *clean = NULL; // the source without them, from which words and texts are taken
    for (int n = 0; n < MOST && (doubt = utf8_doubt(text, &at, &point)) != UTF8_CLEAR; n++) {
        size_t len = utf8_step(str_sub(text, at, text.len));
        Str letter = str_sub(p->source, at, at + len);
        if (doubt == UTF8_ALIKE) {
            diag_report(p->diags, DIAG_L0130, span_at(p, at, at + len), STR_ARG(letter), point);
        } else {
            bool in_word = at > 0 && scan_is_word_byte(p->copy[at - 1]);
            diag_report(p->diags, DIAG_L0129, span_at(p, at, at + len), point);
            clean = clean != NULL ? clean : arena_copy(p->arena, p->source.at, p->source.len);
            memset(p->copy + at, in_word ? '_' : ' ', len); // a word around it stays one word
            memset(clean + at, in_word ? '_' : ' ', len);
        }
        at += len;
    }
    p->source.at = clean != NULL ? clean : p->source.at;
}

// Line ends of every kind become '\n' for the patterns; no byte moves.
static void plain_line_ends(Parser *p)
{
    char *at = p->copy, *end = p->copy + p->source.len;
    while ((at = memchr(at, '\r', (size_t)(end - at))) != NULL) {
        *at = at + 1 < end && at[1] == '\n' ? ' ' : '\n';
    }
}

static void blank_prose(Parser *p)
{
    char *copy = p->copy;
    size_t at = 0, from = 0;
    Fence fence;
    bool more = true;
    while (more) {
        more = fence_next(p->source, &at, &fence);
        size_t to = more ? fence.start : p->source.len;
        for (size_t i = from; i < to; i++) {
            copy[i] = copy[i] == '\n' ? '\n' : ' ';
        }
        from = more ? fence.end : to;
        if (more && !fence.closed) {
            diag_report(p->diags, DIAG_L0124, span_at(p, fence.open, fence.open + 3));
        }
    }
    at = 0;
    for (size_t missed; fence_missed(p->source, &at, &missed);) {
        diag_report(p->diags, DIAG_L0132, span_at(p, missed, missed + 3));
    }
}

static void prepare(Parser *p, const SourceFile *file)
{
    p->source = file->text;
    if (file->text.len > FILE_MAX) {
        diag_report(p->diags, DIAG_L0125, span_at(p, 0, 0));
        p->source.len = 0;
    }
    p->copy = arena_alloc(p->arena, p->source.len + 2);
    if (p->source.len > 0) {
        memcpy(p->copy, p->source.at, p->source.len);
    }
    if (file->digest.len == 0) {
        blank_broken(p);
        replace_zeros(p);
        report_doubts(p);
    }
    if (str_starts(p->source, STR("\xEF\xBB\xBF"))) {
        memset(p->copy, ' ', 3);
    }
    plain_line_ends(p);
    if (file->literate) {
        blank_prose(p);
    }
}

// -- after parsing

// A declaration that begins in one block of a literate file must end there.
static void check_blocks(Parser *p, const Node *decls)
{
    size_t at = 0;
    Fence fence;
    uint32_t i = 0;
    while (i < node_count(decls) && fence_next(p->source, &at, &fence)) {
        for (; i < decls->n && decls->kids[i]->span.start < fence.end; i++) {
            const Node *decl = decls->kids[i];
            if (decl->span.end > fence.end && decl->kind != NODE_ERROR) {
                diag_report(p->diags, DIAG_L0218, span_at(p, decl->span.start, fence.end));
            }
        }
    }
}

static const Node *empty_module(Parser *p)
{
    Node *nodes = arena_array(p->arena, Node, 2);
    nodes[0] = (Node){.kind = NODE_LIST, .id = p->next_id++, .span = span_at(p, 0, 0)};
    nodes[1] = (Node){.kind = NODE_MODULE, .id = p->next_id++, .span = span_at(p, 0, 0)};
    nodes[1].n = MODULE_DECLS + 1;
    nodes[1].kids = arena_array(p->arena, const Node *, MODULE_DECLS + 1);
    nodes[1].kids[MODULE_DECLS] = &nodes[0];
    return &nodes[1];
}

static Parser *run(Arena *arena, const Sources *sources, FileId file, NodeId next_id,
                   Diags *diags, int begin)
{
    Parser *p = arena_make(arena, Parser);
    Tree *tree = arena_make(arena, Tree);
    tree->file = file;
    tree->first_id = next_id;
    *p = (Parser){
        .arena = arena,
        .sources = sources,
        .diags = diags,
        .tree = tree,
        .file = file,
        .first_error = diags->n_errors,
        .begin = begin,
        .next_id = next_id,
    };
    prepare(p, source_get(sources, file));
    scan_init(p);
    void *scanner = scan_open(p);
    licet_yyparse(scanner, p);
    return p;
}

Tree *parse_file(Arena *arena, const Sources *sources, FileId file, NodeId *next_id,
                 Diags *diags)
{
    Parser *p = run(arena, sources, file, *next_id, diags, TOK_START_FILE);
    if (p->root == NULL) {
        p->root = empty_module(p);
    }
    if (source_get(sources, file)->literate) {
        check_blocks(p, node_kid(p->root, MODULE_DECLS));
    }
    p->tree->root = p->root;
    p->tree->end_id = *next_id = p->next_id;
    return p->tree;
}

const Node *parse_expression(Arena *arena, const Sources *sources, FileId file,
                             NodeId *next_id, Diags *diags)
{
    Parser *p = run(arena, sources, file, *next_id, diags, TOK_START_EXPRESSION);
    *next_id = p->next_id;
    return scan_errors(p) == 0 ? p->root : NULL;
}
