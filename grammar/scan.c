// The scanner's decisions about words, brackets and comments; the parser's token stream.
//
// In:  raw tokens of licet.l.
// Out: to the parser, tokens with balanced brackets: a bracket left open is closed here,
//      with a message that points at it, so that one slip costs one message. While the
//      parser recovers from an error, brackets opened after it are skipped whole.
// Numbers, texts and stray characters are decided in literal.c. Keywords: keywords.def.
// SPDX-License-Identifier: Apache-2.0
#include "grammar/scan.h"

#include "licet_parse.h"
#include "runtime/base/utf8.h"

// -- small helpers

size_t scan_errors(const Parser *p)
{
    return p->diags->n_errors - p->first_error;
}

static size_t end_of_line(const Parser *p, size_t at)
{
    while (at < p->source.len && p->copy[at] != '\n') {
        at++;
    }
    return at;
}

// Offset of what follows blanks, line ends and comments.
static size_t skip_blanks(const Parser *p, size_t at)
{
    for (;;) {
        while (at < p->source.len && is_blank(p->copy[at])) {
            at++;
        }
        if (scan_byte(p, at) != '-' || scan_byte(p, at + 1) != '-') {
            return at;
        }
        at = end_of_line(p, at);
    }
}

char scan_peek(const Parser *p, uint32_t at)
{
    return scan_byte(p, skip_blanks(p, at));
}

bool scan_begins_line(const Parser *p, uint32_t at)
{
    while (at > 0 && (p->copy[at - 1] == ' ' || p->copy[at - 1] == '\t')) {
        at--;
    }
    return at == 0 || p->copy[at - 1] == '\n';
}

void scan_too_deep(Parser *p, Span at)
{
    if (!p->told_depth) {
        diag_report(p->diags, DIAG_L0116, at, PARSE_DEPTH_MAX);
    }
    p->told_depth = true;
    p->stopped = true;
}

// -- memory for flex

enum { ALIGNMENT = 16 };

// Flex wants realloc: the size stands before the block.
void *scan_memory(Parser *p, void *old, size_t n)
{
    char *block = arena_alloc(p->arena, n + ALIGNMENT);
    memcpy(block, &n, sizeof n);
    if (old != NULL) {
        size_t had;
        memcpy(&had, (char *)old - ALIGNMENT, sizeof had);
        memcpy(block + ALIGNMENT, old, had < n ? had : n);
    }
    return block + ALIGNMENT;
}

// Flex calls this only when its buffers are damaged. The one way to the recovery point is
// the arena's: ask for memory that no budget allows.
void scan_fatal(Parser *p)
{
    for (;;) {
        arena_alloc(p->arena, SIZE_MAX / 4);
    }
}

// -- words

// The word that follows offset `at`, or nothing.
static Str next_word(const Parser *p, size_t at)
{
    size_t from = skip_blanks(p, at), to = from;
    while (scan_is_word_byte(scan_byte(p, to))) {
        to++;
    }
    return (Str){p->copy + from, to - from};
}

// Four words begin a construct only in company.
static int in_company(const Parser *p, int token, size_t end)
{
    if (token == TOK_FLAGS || token == TOK_DUTIES) {
        if (scan_peek(p, (uint32_t)end) == '{') {
            return token == TOK_FLAGS ? TOK_FLAGS_LIST : TOK_DUTIES_LIST;
        }
    } else if (token == TOK_TEXT) {
        return str_is(next_word(p, end), "read") ? TOK_TEXT_READ : token;
    } else if (token == TOK_AS) {
        return str_is(next_word(p, end), "of") ? TOK_AS_OF : token;
    } else if (token == TOK_NOT) {
        Str word = next_word(p, end);
        size_t after = (size_t)(word.at - p->copy) + word.len;
        if (str_is(word, "checked") && scan_peek(p, (uint32_t)after) == '{') {
            return TOK_NOT_CHECKED;
        }
    }
    return token;
}

// The length of the part of `text` that may stand in a name.
static size_t word_length(Str text)
{
    size_t i = 0;
    while (i < text.len) {
        if ((unsigned char)text.at[i] < 0x80) {
            i++;
            continue;
        }
        Str point = {text.at + i, utf8_step((Str){text.at + i, text.len - i})};
        if (!utf8_is_word(point)) {
            break;
        }
        i += point.len;
    }
    return i;
}

int scan_word(Parser *p, Str text, int *keep)
{
    size_t n = word_length(text);
    if (n == 0) {
        return scan_odd(p, text, keep);
    }
    *keep = (int)n;
    int before = p->kept[0].kind;
    if (before == '.' || before == TOK_MODULE || before == TOK_IMPORT) {
        return TOK_IDENT;
    }
    int token = scan_keyword(p, (Str){text.at, n});
    size_t end = (size_t)(text.at - p->source.at) + n;
    return token < 0 ? TOK_IDENT : in_company(p, token, end);
}

// '(a)' is a paragraph label directly after '{' or ';', elsewhere a bracket.
int scan_item(Parser *p, Str text, int *keep)
{
    int before = p->kept[0].kind;
    if ((before == '{' || before == ';') && text.at[text.len - 1] == ')') {
        return TOK_ITEM;
    }
    *keep = 1;
    return '(';
}

// -- comments

static void add_comment(Parser *p, Str text)
{
    Span span = scan_part(p, text, 0, str_trim(text).len);
    Comment comment = {.span = span, .own_line = scan_begins_line(p, span.start)};
    vec_push(p->arena, &p->tree->comments, comment);
}

int scan_dashes(Parser *p, Str text, int *keep)
{
    size_t start = (size_t)(text.at - p->source.at);
    char before = start == 0 ? '\n' : p->copy[start - 1];
    if (!is_blank(before)) {
        diag_report(p->diags, DIAG_L0114, scan_part(p, text, 0, 2));
        if (scan_is_word_byte(before) || before == ')' || before == ']') {
            *keep = 1;
            return '-';
        }
    }
    add_comment(p, text);
    return -1;
}

// -- brackets

static bool is_opener(int kind)
{
    return kind == '(' || kind == '[' || kind == '{';
}

static int closer_of(int opener)
{
    return opener == '(' ? ')' : opener == '[' ? ']' : '}';
}

static bool is_closer(int kind)
{
    return kind == ')' || kind == ']' || kind == '}';
}

// A bracket that `closer` closes is open somewhere.
static bool has_opener(const Parser *p, int closer)
{
    for (size_t i = p->depth; i-- > 0;) {
        if (closer_of(p->brackets[i].kind) == closer) {
            return true;
        }
    }
    return false;
}

static bool is_declaration(int kind)
{
    switch (kind) {
    case TOK_MODULE: case TOK_IMPORT: case TOK_LAW: case TOK_FACT: case TOK_ACT:
    case TOK_ENUM: case TOK_RECORD: case TOK_UNIT_WORD: case TOK_VERDICTS:
    case TOK_OUTCOMES: case TOK_REASONS: case TOK_POLICIES: case TOK_EXCLUSIONS:
    case TOK_DEFINE: case TOK_NATIVE: case TOK_TABLE: case TOK_RULE: case TOK_SCENARIO:
    case TOK_DUTIES_LIST: case TOK_FLAGS_LIST: case TOK_TEXT_READ: case TOK_NOT_CHECKED:
        return true;
    default: // tokens are an open set: characters, too, are tokens
        return false;
    }
}

// At the beginning of its line, and not used as a name.
static bool begins_part(const Parser *p, const Token *token)
{
    char after = scan_peek(p, token->span.end);
    return scan_begins_line(p, token->span.start) &&
           (after == '\0' || strchr(":=,;.)]", after) == NULL);
}

bool scan_begins_declaration(const Parser *p, const Token *token)
{
    // 'module' only begins a file: reading cannot go on at a second one.
    return is_declaration(token->kind) && token->kind != TOK_MODULE &&
           begins_part(p, token);
}

// What no bracket can contain.
static bool begins_section(const Parser *p, const Token *token)
{
    int kind = token->kind;
    bool section = is_declaration(kind) || kind == TOK_EXCEPT || kind == TOK_WITH ||
                   kind == TOK_GIVEN || kind == TOK_EXPECT || kind == TOK_ASSUMING;
    return section && begins_part(p, token);
}

// After a ';' inside '(' or '[': is that bracket closed before an enclosing one is?
static bool closes_later(const Parser *p, int opener, size_t at)
{
    size_t depth = 0;
    for (; at < p->source.len; at++) {
        char c = p->copy[at];
        if (is_opener(c)) {
            depth++;
        } else if (is_closer(c)) {
            if (depth == 0) {
                return c == closer_of(opener);
            }
            depth--;
        } else if (c == '-' && scan_byte(p, at + 1) == '-') {
            at = end_of_line(p, at);
        }
    }
    return false;
}

// The innermost bracket must be closed before this token can be delivered.
static bool needs_closing(const Parser *p, const Token *token)
{
    if (p->depth == 0) {
        return false;
    }
    int opener = p->brackets[p->depth - 1].kind;
    if (is_closer(token->kind)) {
        return token->kind != closer_of(opener) && has_opener(p, token->kind);
    }
    if (token->kind == ';' && opener != '{') {
        return !closes_later(p, opener, token->span.end);
    }
    return token->kind == TOK_YYEOF || begins_section(p, token);
}

static void tell_open(Parser *p, const Token *token)
{
    if (p->stopped || p->told_open == token->span.start + 1) {
        return;
    }
    p->told_open = token->span.start + 1;
    const Bracket *bracket = &p->brackets[p->depth - 1];
    Diag *diag = diag_report(p->diags, DIAG_L0117, bracket->span, bracket->kind);
    char closer = (char)closer_of(bracket->kind);
    if (token->kind == TOK_YYEOF) {
        diag_hint(p->diags, diag, "Write '%c' where it ends; the file ends first.", closer);
    } else {
        diag_label(p->diags, diag, token->span, "'%c' is missing before this", closer);
    }
}

// -- the token stream

static void remember(Parser *p, const Token *token)
{
    if (token->kind == TOK_EXCEPT || token->kind == TOK_RULE) {
        p->in_except = token->kind == TOK_EXCEPT;
    }
    memmove(p->kept + 1, p->kept, (TOKENS_KEPT - 1) * sizeof *p->kept);
    p->kept[0] = *token;
}

// Names and texts that look alike are the same: facts are read so, too.
static Str composed(const Parser *p, Str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if ((unsigned char)text.at[i] >= 0x80) {
            return utf8_nfc(p->arena, text);
        }
    }
    return text;
}

static Token end_token(const Parser *p)
{
    uint32_t end = p->kept[0].span.end;
    return (Token){.kind = TOK_YYEOF, .span = {p->file, end, end}};
}

// A name or text that reads as Latin and is not. A single letter may be a sign: α, ρ.
static void report_mask(Parser *p, const Token *token)
{
    bool compared = token->kind == TOK_IDENT || token->kind == TOK_STRING;
    if (compared && utf8_masked(token->text) > 1) {
        diag_report(p->diags, DIAG_L0131, token->span, STR_ARG(token->text));
    }
}

static Token read_token(Parser *p, void *scanner)
{
    if (p->has_held) {
        p->has_held = false;
        return p->held;
    }
    Token token = {.kind = p->begin, .span = {p->file, 0, 0}};
    if (p->begin != 0) {
        p->begin = 0;
        return token;
    }
    if (p->stopped || scan_errors(p) >= DIAG_SHOWN_MAX) {
        p->stopped = true;
        return end_token(p);
    }
    LICET_YYSTYPE value = {.text = STR_NONE};
    do {
        token.kind = scan_raw(&value, &token.span, scanner);
    } while (token.kind != TOK_YYEOF && token.span.start > p->ignored_from &&
             token.span.start < p->ignored_to);
    bool compared = token.kind == TOK_IDENT || token.kind == TOK_STRING;
    token.text = compared ? composed(p, value.text) : value.text;
    if (token.kind == TOK_YYEOF) {
        token = end_token(p);
    }
    report_mask(p, &token);
    remember(p, &token);
    return token;
}

// A token of ours that is delivered before the given one.
static Token supply(Parser *p, int kind, const Token *before)
{
    p->held = *before;
    p->has_held = true;
    Span at = {p->file, p->kept[1].span.end, p->kept[1].span.end};
    return (Token){.kind = kind, .span = at, .synthetic = true};
}

// A closing bracket of another kind where the right one never comes: it is meant.
static void mend_closer(Parser *p, Token *token)
{
    if (!is_closer(token->kind) || p->depth == 0) {
        return;
    }
    const Bracket *bracket = &p->brackets[p->depth - 1];
    int closer = closer_of(bracket->kind);
    if (token->kind == closer || bracket->kind == '{' || token->kind == '}' ||
        has_opener(p, token->kind) || closes_later(p, bracket->kind, token->span.end)) {
        return;
    }
    Diag *diag = diag_report(p->diags, DIAG_L0126, token->span, closer, token->kind);
    diag_label(p->diags, diag, bracket->span, "opened here");
    token->kind = closer;
}

// The parser waits for the next declaration, and this token begins it.
static bool needs_restart(const Parser *p, const Token *token)
{
    return p->recovering && p->depth == 0 && p->error_depth == 0 &&
           scan_begins_declaration(p, token);
}

static void tell_unopened(Parser *p, const Token *token)
{
    Diag *diag = diag_report(p->diags, DIAG_L0118, token->span, token->kind);
    int before = p->kept[2].kind;
    if (token->kind == ')' && (before == '{' || before == ';')) {
        diag_hint(p->diags, diag,
                  "A paragraph label stands between two brackets: '(%.*s)'.",
                  STR_ARG(p->kept[1].text));
    }
}

// Counts brackets. False when the token must not be delivered.
static bool count_bracket(Parser *p, const Token *token)
{
    if (is_opener(token->kind)) {
        if (p->depth == PARSE_DEPTH_MAX) {
            scan_too_deep(p, token->span);
            return false;
        }
        p->brackets[p->depth++] = (Bracket){token->kind, token->span};
        return !p->recovering || p->depth - 1 < p->error_depth;
    }
    if (is_closer(token->kind)) {
        if (p->depth == 0 || closer_of(p->brackets[p->depth - 1].kind) != token->kind) {
            tell_unopened(p, token);
            return false;
        }
        p->depth--;
    }
    return !p->recovering || p->depth < p->error_depth ||
           (p->depth == p->error_depth && !is_closer(token->kind));
}

int licet_yylex(LICET_YYSTYPE *value, Span *span, void *scanner)
{
    Parser *p = licet_yyget_extra(scanner);
    Token token;
    do {
        token = read_token(p, scanner);
        mend_closer(p, &token);
        if (needs_closing(p, &token)) {
            tell_open(p, &token);
            token = supply(p, closer_of(p->brackets[p->depth - 1].kind), &token);
        } else if (needs_restart(p, &token)) {
            p->recovering = false;
            token = supply(p, TOK_RESTART, &token);
        }
    } while (!count_bracket(p, &token));
    p->synthetic = token.synthetic;
    *span = token.span;
    value->text = token.text;
    return token.kind;
}
