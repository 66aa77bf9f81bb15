// Conditions in plain words, by the titles that the policy's declarations carry.
//
// In:  nodes of the tree, and what their names refer to. Out: text.
// A name is said by its title if it has one, else by itself with blanks for underscores.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/proof/words.h"

#include "runtime/base/utf8.h"

typedef struct Speaker {
    Buf *out;
    const Checked *checked;
} Speaker;

// What a part may be without brackets, from loose to tight.
typedef enum Level {
    LEVEL_LOOSE, LEVEL_JOINED, LEVEL_NOT, LEVEL_RELATION, LEVEL_SUM, LEVEL_PRODUCT, LEVEL_TIGHT,
    LEVEL_OF, LEVEL_WORD,
} Level;

static void say(const Speaker *s, const Node *node);
static void say_part(const Speaker *s, const Node *node, Level least);
static void say_block(const Speaker *s, const Node *node, size_t indent);

void words_name(Buf *out, Str name)
{
    for (size_t i = 0; i < name.len; i++) {
        buf_char(out, name.at[i] == '_' ? ' ' : name.at[i]);
    }
}

static const Decl *decl_of(const Speaker *s, const Node *node)
{
    return node->id < s->checked->n_nodes ? s->checked->refs[node->id] : NULL;
}

static bool is_boolean(const Speaker *s, const Node *node)
{
    const Type *type = node->id < s->checked->n_nodes ? s->checked->types[node->id] : NULL;
    return type != NULL && type->kind == TYPE_BOOL;
}

static bool is_variable(const Decl *decl)
{
    return decl->kind == DECL_LOCAL || decl->kind == DECL_PARAM;
}

// A title up to what it only adds: ": ...", "; ..." or " (...)".
static Str short_title(Str title)
{
    for (size_t i = 1; i < title.len; i++) {
        bool blank = i + 1 == title.len || title.at[i + 1] == ' ';
        bool ends = (title.at[i] == ':' && blank) || title.at[i] == ';' ||
                    (title.at[i] == '(' && title.at[i - 1] == ' ');
        if (ends) {
            return str_trim(str_sub(title, 0, i));
        }
    }
    return title;
}

static bool is_question(Str title)
{
    return title.len > 0 && title.at[title.len - 1] == '?';
}

// The title, unless it is a question: then the name says more.
static void say_name(const Speaker *s, const Decl *decl, Str name)
{
    Str title = decl == NULL || is_variable(decl) ? STR_NONE : short_title(decl->title);
    if (title.len > 0 && !is_question(title)) {
        buf_str(s->out, title);
    } else {
        words_name(s->out, name);
    }
}

// A variable of one letter says nothing to a reader.
static bool is_letter(const Speaker *s, const Node *node)
{
    const Decl *decl = node->kind == NODE_NAME ? decl_of(s, node) : NULL;
    return decl != NULL && is_variable(decl) && node->text.len == 1;
}

// What say_claim says, which leaves variables of one letter out.
static bool is_claim(const Speaker *s, const Node *node)
{
    const Decl *decl = decl_of(s, node);
    bool builtin = decl != NULL && decl->kind == DECL_BUILTIN;
    return (node->kind == NODE_CALL && !builtin) || node->kind == NODE_MEMBER;
}

// A boolean as a claim: "item: not for datacenters", "does a US person take part? yes".
static void say_claim(const Speaker *s, const Node *node)
{
    const Decl *decl = decl_of(s, node);
    Str title = decl == NULL || is_variable(decl) ? STR_NONE : short_title(decl->title);
    size_t said = 0;
    for (uint32_t i = 0; i < node->n; i++) {
        if (!is_letter(s, node->kids[i])) {
            buf_text(s->out, said++ == 0 ? "" : ", ");
            say_part(s, node->kids[i], LEVEL_SUM);
        }
    }
    buf_text(s->out, said > 0 ? ": " : "");
    if (title.len > 0) {
        buf_str(s->out, title);
    } else {
        words_name(s->out, node->text);
    }
    buf_text(s->out, is_question(title) ? " yes" : "");
}

// An open list says that it may have further members.
static void say_list(const Speaker *s, const Node *list, const char *joint)
{
    uint32_t n = node_count(list);
    bool open = list->kind == NODE_ELEMENTS && list->op == 1;
    for (uint32_t i = 0; i < n; i++) {
        if (i > 0) {
            buf_text(s->out, i + 1 < n || open ? ", " : joint);
        }
        say_part(s, list->kids[i], LEVEL_SUM);
    }
    if (open) {
        buf_text(s->out, n > 0 ? joint : "");
        buf_text(s->out, "others that are not named");
    }
}

// Digits in groups of three before the point.
static void say_number(const Speaker *s, Str text)
{
    size_t whole = 0;
    while (whole < text.len && text.at[whole] != '.') {
        whole++;
    }
    size_t digits = 0;
    for (size_t i = 0; i < whole; i++) {
        digits += text.at[i] != '_';
    }
    for (size_t i = 0, seen = 0; i < whole; i++) {
        if (text.at[i] == '_') {
            continue;
        }
        if (seen > 0 && (digits - seen) % 3 == 0) {
            buf_char(s->out, ',');
        }
        buf_char(s->out, text.at[i]);
        seen++;
    }
    buf_add(s->out, text.at + whole, text.len - whole);
}

static void say_call(const Speaker *s, const Node *node)
{
    const Decl *decl = decl_of(s, node);
    bool builtin = decl != NULL && decl->kind == DECL_BUILTIN;
    if (builtin && decl->index == BUILTIN_WITHIN) {
        say_part(s, node->kids[0], LEVEL_SUM);
        buf_text(s->out, " is ");
        say_part(s, node->kids[1], LEVEL_SUM);
        buf_text(s->out, " or stands below it");
        return;
    }
    if (is_boolean(s, node)) {
        say_claim(s, node);
        return;
    }
    if (builtin && decl->index == BUILTIN_UNION) {
        for (uint32_t i = 0; i < node->n; i++) {
            buf_text(s->out, i == 0 ? "" : i + 1 < node->n ? ", " : " or ");
            say_part(s, node->kids[i], LEVEL_TIGHT);
        }
        return;
    }
    say_name(s, decl, node->text);
    buf_text(s->out, node->n > 0 ? " of " : "");
    for (uint32_t i = 0; i < node->n; i++) {
        buf_text(s->out, i == 0 ? "" : i + 1 < node->n ? ", " : " and ");
        say_part(s, node->kids[i], LEVEL_TIGHT);
    }
}

static void say_comprehension(const Speaker *s, const Node *node)
{
    buf_addf(s->out, "%.*s of ", STR_ARG(node->text));
    say_part(s, node->kids[COMPREHEND_VALUE], LEVEL_SUM);
    buf_addf(s->out, " for each %.*s in ", STR_ARG(node->text2));
    say_part(s, node->kids[COMPREHEND_LIST], LEVEL_TIGHT);
    const Node *where = node_kid(node, COMPREHEND_WHERE);
    if (where != NULL) {
        buf_text(s->out, " where ");
        say(s, where);
    }
}

static void say_plain(const Speaker *s, const Node *node)
{
    const Decl *decl = decl_of(s, node);
    bool claim = decl != NULL && !is_variable(decl) && is_boolean(s, node);
    if (claim) {
        say_claim(s, node);
    } else {
        say_name(s, decl, node->text);
    }
}

static void say_member(const Speaker *s, const Node *node)
{
    if (is_boolean(s, node)) {
        say_claim(s, node);
        return;
    }
    say_name(s, decl_of(s, node), node->text);
    buf_text(s->out, " of ");
    say_part(s, node->kids[0], LEVEL_TIGHT);
}

static const char *relation(const Node *node)
{
    switch ((CompareOp)node->op) {
    case COMPARE_EQ: return " is ";
    case COMPARE_NE: return " is not ";
    case COMPARE_LT: return " is less than ";
    case COMPARE_LE: return " is at most ";
    case COMPARE_GT: return " is more than ";
    case COMPARE_GE: return " is at least ";
    }
    return " is ";
}

static void say_is(const Speaker *s, const Node *node)
{
    static const char *const WORDS[] = {" is ", " is not ", " is ", " is none of "};
    say_part(s, node->kids[0], LEVEL_SUM);
    buf_text(s->out, WORDS[node->op]);
    say_list(s, node->kids[1], node->op == IS_NONE_OF ? " and " : " or ");
}

static void say_in(const Speaker *s, const Node *node)
{
    say_part(s, node->kids[0], LEVEL_SUM);
    buf_text(s->out, node->op == 1 ? " is not " : " is ");
    const Node *list = node->kids[1];
    const Decl *decl = decl_of(s, list);
    if (list->kind == NODE_ELEMENTS) {
        say_list(s, list, " or ");
    } else {
        bool told = decl != NULL && decl->kind == DECL_FACT;
        buf_text(s->out, told ? "among " : "in ");
        say_part(s, list, LEVEL_SUM);
    }
}

static void say_joined(const Speaker *s, const Node *node, const char *joint)
{
    for (uint32_t i = 0; i < node->n; i++) {
        const Node *kid = node->kids[i];
        buf_text(s->out, i > 0 ? joint : "");
        say_part(s, kid, kid->kind == node->kind ? LEVEL_JOINED : LEVEL_RELATION);
    }
}

static void say_quantified(const Speaker *s, const Node *node)
{
    static const char *const WORDS[] = {"some", "every", "no"};
    const Node *body = node->kids[QUANTIFIED_BODY];
    bool bare = node->text.len == 1 && is_claim(s, body);
    buf_addf(s->out, "%s ", WORDS[node->op]);
    buf_addf(s->out, bare ? "of " : "%.*s in ", STR_ARG(node->text));
    say_part(s, node->kids[QUANTIFIED_LIST], LEVEL_TIGHT);
    buf_text(s->out, bare ? ": " : " is such that ");
    say(s, body);
}

static const char *paragraph_words(const Node *node)
{
    switch ((ParagraphKind)node->op) {
    case PARAGRAPH_ALL: return "all of these hold";
    case PARAGRAPH_ANY: return "any of these holds";
    case PARAGRAPH_NONE: return "none of these holds";
    case PARAGRAPH_AT_LEAST: break;
    }
    return " of these hold";
}

static void say_paragraph_head(const Speaker *s, const Node *node)
{
    if (node->op == PARAGRAPH_AT_LEAST) {
        buf_addf(s->out, "at least %.*s", STR_ARG(node->text));
    }
    buf_text(s->out, paragraph_words(node));
}

static void say_paragraph_inline(const Speaker *s, const Node *node)
{
    buf_char(s->out, '(');
    say_paragraph_head(s, node);
    buf_text(s->out, ": ");
    for (uint32_t i = 0; i < node->n; i++) {
        buf_text(s->out, i > 0 ? "; " : "");
        if (node->kids[i]->text.len > 0) {
            buf_addf(s->out, "%.*s ", STR_ARG(node->kids[i]->text));
        }
        say(s, node->kids[i]->kids[0]);
    }
    buf_char(s->out, ')');
}

static void say_not(const Speaker *s, const Node *node)
{
    const Node *of = node->kids[0];
    buf_text(s->out, of->kind == NODE_IS || of->kind == NODE_IN ? "not so: " : "not the case: ");
    say_part(s, of, LEVEL_NOT);
}

static void say_if(const Speaker *s, const Node *node)
{
    say_part(s, node->kids[1], LEVEL_JOINED);
    buf_text(s->out, " if ");
    say_part(s, node->kids[0], LEVEL_JOINED);
    buf_text(s->out, ", otherwise ");
    say_part(s, node->kids[2], node->kids[2]->kind == NODE_IF ? LEVEL_LOOSE : LEVEL_JOINED);
}

static void say_make(const Speaker *s, const Node *node)
{
    buf_addf(s->out, "a %.*s", STR_ARG(node->text));
    const Node *binds = node->kids[0];
    for (uint32_t i = 0; i < node_count(binds); i++) {
        buf_text(s->out, i == 0 ? " with " : ", ");
        say(s, binds->kids[i]->kids[BIND_PATH]);
        buf_char(s->out, ' ');
        say_part(s, binds->kids[i]->kids[BIND_VALUE], LEVEL_SUM);
    }
}

static void say_cases(const Speaker *s, const Node *node)
{
    const Node *cases = node->kids[CASES_LIST];
    for (uint32_t i = 0; i < node_count(cases); i++) {
        say(s, cases->kids[i]->kids[CASE_THEN]);
        buf_text(s->out, " when ");
        say(s, cases->kids[i]->kids[CASE_WHEN]);
        buf_text(s->out, "; ");
    }
    buf_text(s->out, "otherwise ");
    say(s, node->kids[CASES_OTHERWISE]);
}

static void say_path(const Speaker *s, const Node *node)
{
    for (uint32_t i = 0; i < node->n; i++) {
        buf_text(s->out, i > 0 ? ", " : "");
        say_name(s, decl_of(s, node->kids[i]), node->kids[i]->text);
    }
}

static void say_arith(const Speaker *s, const Node *node)
{
    static const char *const SIGNS[] = {" + ", " − ", " × ", " / "};
    static const Level RIGHT[] = {LEVEL_SUM, LEVEL_PRODUCT, LEVEL_TIGHT, LEVEL_TIGHT};
    bool product = node->op == ARITH_MUL || node->op == ARITH_DIV;
    say_part(s, node->kids[0], product ? LEVEL_PRODUCT : LEVEL_SUM);
    buf_text(s->out, SIGNS[node->op]);
    say_part(s, node->kids[1], RIGHT[node->op]);
}

static void say_literal(const Speaker *s, const Node *node)
{
    if (node->kind == NODE_NUMBER) {
        say_number(s, node->text);
    } else if (node->kind == NODE_QUANTITY) {
        say_number(s, node->kids[0]->text);
        buf_addf(s->out, " %.*s", STR_ARG(node->text));
    } else {
        buf_str(s->out, node->text);
    }
}

// How tightly the words of a part hold together. A comprehension ends nowhere by itself.
static Level level_of(const Node *node)
{
    switch (node->kind) {
    case NODE_QUANTIFIED: case NODE_IF: case NODE_CASES: return LEVEL_LOOSE;
    case NODE_AND: case NODE_OR: return LEVEL_JOINED;
    case NODE_NOT: return LEVEL_NOT;
    case NODE_COMPARE: case NODE_IN: case NODE_IS: case NODE_COMPREHEND: return LEVEL_RELATION;
    case NODE_ARITH:
        return node->op == ARITH_MUL || node->op == ARITH_DIV ? LEVEL_PRODUCT : LEVEL_SUM;
    case NODE_NEGATE: case NODE_POWER: return LEVEL_TIGHT;
    case NODE_MEMBER: case NODE_CALL: case NODE_LOOKUP: case NODE_QUANTITY: return LEVEL_OF;
    default: return LEVEL_WORD;
    }
}

static void say_part(const Speaker *s, const Node *node, Level least)
{
    bool brackets = level_of(node) < least;
    buf_text(s->out, brackets ? "(" : "");
    say(s, node);
    buf_text(s->out, brackets ? ")" : "");
}

static void say_operand(const Speaker *s, const char *before, const Node *node, Level least)
{
    buf_text(s->out, before);
    say_part(s, node, least);
}

static void say(const Speaker *s, const Node *node)
{
    switch (node->kind) {
    case NODE_NAME: say_plain(s, node); return;
    case NODE_PATH: say_path(s, node); return;
    case NODE_TRUE: buf_text(s->out, "yes"); return;
    case NODE_FALSE: buf_text(s->out, "no"); return;
    case NODE_UNKNOWN: buf_text(s->out, "unknown"); return;
    case NODE_NONE: buf_text(s->out, "none"); return;
    case NODE_CALL: say_call(s, node); return;
    case NODE_COMPREHEND: say_comprehension(s, node); return;
    case NODE_MAKE: say_make(s, node); return;
    case NODE_ELEMENTS: say_list(s, node, " and "); return;
    case NODE_LOOKUP:
        say(s, node->kids[0]);
        buf_text(s->out, " for ");
        say_list(s, node->kids[1], " and ");
        return;
    case NODE_MEMBER: say_member(s, node); return;
    case NODE_NEGATE: say_operand(s, "−", node->kids[0], LEVEL_TIGHT); return;
    case NODE_POWER:
        say_part(s, node->kids[0], LEVEL_WORD);
        say_operand(s, "^", node->kids[1], LEVEL_WORD);
        return;
    case NODE_ARITH: say_arith(s, node); return;
    case NODE_COMPARE:
        say_part(s, node->kids[0], LEVEL_SUM);
        say_operand(s, relation(node), node->kids[1], LEVEL_SUM);
        return;
    case NODE_IN: say_in(s, node); return;
    case NODE_IS: say_is(s, node); return;
    case NODE_NOT: say_not(s, node); return;
    case NODE_AND: say_joined(s, node, " and "); return;
    case NODE_OR: say_joined(s, node, " or "); return;
    case NODE_QUANTIFIED: say_quantified(s, node); return;
    case NODE_IF: say_if(s, node); return;
    case NODE_PARAGRAPH: say_paragraph_inline(s, node); return;
    case NODE_CASES: say_cases(s, node); return;
    default: say_literal(s, node); return;
    }
}

// -- blocks -----------------------------------------------------------------------------

static void say_items(const Speaker *s, const Node *node, size_t indent)
{
    const char *joint = node->op == PARAGRAPH_ALL   ? "; and"
                        : node->op == PARAGRAPH_ANY ? "; or"
                                                    : ";";
    for (uint32_t i = 0; i < node->n; i++) {
        const Node *item = node->kids[i];
        buf_char(s->out, '\n');
        buf_fill(s->out, ' ', indent);
        if (item->text.len > 0) {
            buf_addf(s->out, "%.*s ", STR_ARG(item->text));
        } else {
            buf_text(s->out, "- ");
        }
        say_block(s, item->kids[0], indent + 4);
        if (i + 1 < node->n) {
            buf_text(s->out, i + 2 == node->n ? joint : ";");
        }
    }
}

static void say_block(const Speaker *s, const Node *node, size_t indent)
{
    if (node->kind == NODE_PARAGRAPH) {
        say_paragraph_head(s, node);
        buf_char(s->out, ':');
        say_items(s, node, indent);
    } else if (node->kind == NODE_QUANTIFIED &&
               node->kids[QUANTIFIED_BODY]->kind == NODE_PARAGRAPH) {
        static const char *const WORDS[] = {"for some", "for every", "for no"};
        buf_addf(s->out, "%s %.*s in ", WORDS[node->op], STR_ARG(node->text));
        say_part(s, node->kids[QUANTIFIED_LIST], LEVEL_TIGHT);
        buf_char(s->out, ' ');
        say_block(s, node->kids[QUANTIFIED_BODY], indent);
    } else {
        say(s, node);
    }
}

void words_condition(Buf *out, const Checked *checked, const Node *node, size_t indent)
{
    Speaker speaker = {out, checked};
    say_block(&speaker, node, indent);
}

Str words_of(Arena *arena, const Checked *checked, const Node *node)
{
    Buf buf;
    buf_init(&buf, arena);
    Speaker speaker = {&buf, checked};
    say(&speaker, node);
    return buf_done(&buf);
}

// -- wrapping ---------------------------------------------------------------------------

// Where to break the line so that it has at most `columns`; its end when it fits.
static size_t break_point(Str line, size_t start, size_t columns)
{
    size_t width = 0, last = line.len, at = 0;
    while (at < line.len) {
        size_t step = utf8_step(str_sub(line, at, line.len));
        if (line.at[at] == ' ' && at > start) {
            last = at;
        }
        width++;
        if (width > columns && last < line.len) {
            return last;
        }
        at += step;
    }
    return line.len;
}

static void wrap_line(Buf *out, Str line, size_t columns)
{
    size_t indent = 0;
    while (indent < line.len && line.at[indent] == ' ') {
        indent++;
    }
    bool first = true;
    while (true) {
        size_t end = first ? break_point(line, indent, columns)
                           : break_point(line, 0, columns - indent - 4);
        buf_fill(out, ' ', first ? 0 : indent + 4);
        buf_str(out, str_sub(line, 0, end));
        buf_char(out, '\n');
        if (end >= line.len) {
            return;
        }
        line = str_sub(line, end + 1, line.len);
        first = false;
    }
}

void words_wrap(Buf *out, Str text, size_t columns)
{
    size_t start = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == '\n') {
            wrap_line(out, str_sub(text, start, i), columns);
            start = i + 1;
        }
    }
    if (start < text.len) {
        wrap_line(out, str_sub(text, start, text.len), columns);
    }
}
