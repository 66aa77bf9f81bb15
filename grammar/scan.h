// The scanner's door: a parser's state, and tokens with every lexical decision taken.
//
// licet.l cuts the text into raw tokens; scan.c decides what they are (labels, units,
// words), balances brackets and remembers what messages need. licet_yylex, declared by
// Bison's header, is the function that the parser calls.
// All memory is the arena's; the parser state lives for one call of parse.h.
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_GRAMMAR_SCAN_H
#define LICET_GRAMMAR_SCAN_H

#include "grammar/parse.h"

// A token as read, kept for the messages about what follows it.
typedef struct Token {
    int kind; // of licet_parse.h
    Span span;
    Str text;
    bool synthetic; // a closing bracket the scanner supplied
} Token;

typedef struct Bracket {
    int kind; // '(', '[' or '{'
    Span span;
} Bracket;

enum { TOKENS_KEPT = 4, WORD_SLOTS = 512 };

typedef struct Parser {
    Arena *arena;
    const Sources *sources;
    Diags *diags;
    Tree *tree;
    FileId file;
    Str source;        // the file's text; tokens are slices of it
    char *copy;        // what is scanned: prose, bad bytes, byte order mark blanked
    size_t first_error; // diags->n_errors at the start
    const Node *root;  // the result

    // scanning
    uint32_t at;       // offset of the next byte
    int begin;         // token to deliver first, then 0
    bool stopped;      // nothing more is read or reported
    uint32_t ignored_from, ignored_to; // tokens between are part of an error already told
    uint32_t told_open; // 1 + offset of the token that found brackets open
    bool has_held;     // a token waits until synthetic brackets are delivered
    Token held;
    bool synthetic;    // the newest token delivered is a supplied bracket
    Token kept[TOKENS_KEPT]; // [0] is the newest
    Bracket brackets[PARSE_DEPTH_MAX];
    size_t depth;
    bool recovering;   // an error is reported and no error production is reduced yet
    size_t error_depth; // brackets open at the error
    bool in_except;     // the rule being read has come to an 'except'
    uint8_t words[WORD_SLOTS]; // hash table of keywords: index + 1

    // building
    NodeId next_id;
    VEC(uint8_t) heights; // by node id - tree->first_id
    bool told_depth;      // the message about nesting is given once
} Parser;

// -- for parse.c

void scan_init(Parser *p);
// Reports that something nests too deep, and ends the input.
void scan_too_deep(Parser *p, Span at);
// What follows offset `at`, after blanks and line ends; '\0' at the end.
char scan_peek(const Parser *p, uint32_t at);
// Nothing but blanks stands before offset `at` on its line.
bool scan_begins_line(const Parser *p, uint32_t at);
// A word that begins a declaration, at the beginning of a line and not used as a name.
bool scan_begins_declaration(const Parser *p, const Token *token);
// Errors reported for this file so far.
size_t scan_errors(const Parser *p);

// -- between scan.c and literal.c

// Byte `at` of what is scanned; '\0' behind the end.
char scan_byte(const Parser *p, size_t at);
bool scan_is_word_byte(char c);
// The token of a keyword, or -1.
int scan_keyword(const Parser *p, Str word);
// Bytes [from, to) of the match at the current place, as a span of the file.
Span scan_part(const Parser *p, Str text, size_t from, size_t to);

// -- for licet.l: what an action calls. `text` is the match. A function with `keep` sets it
// to the number of bytes that belong to the token; the rest is given back.

// Generated functions that the generated headers do not declare.
Parser *licet_yyget_extra(void *scanner);
int licet_yylex_destroy(void *scanner);

int scan_raw(void *value, Span *span, void *scanner); // flex's function
void *scan_open(Parser *p);                           // a scanner on a copy of p->copy
void *scan_memory(Parser *p, void *old, size_t n);    // arena memory that can grow
void scan_fatal(Parser *p) __attribute__((noreturn)); // to the recovery point
int scan_word(Parser *p, Str text, int *keep);
int scan_number(Parser *p, Str text, int *keep);
int scan_dated(Parser *p, Str text, int *keep);
int scan_unit(Parser *p, Str text, int *keep);
int scan_item(Parser *p, Str text, int *keep);
int scan_string(Parser *p, Str text, int *keep, Str *decoded);
int scan_quoted(Parser *p, Str text, int *keep, Str *decoded);
int scan_dashes(Parser *p, Str text, int *keep);
int scan_foreign(Parser *p, Str text, int *keep);
int scan_odd(Parser *p, Str text, int *keep);

#endif
