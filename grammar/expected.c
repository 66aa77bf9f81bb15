// What may stand at a place, in at most five of the reader's words.
//
// In:  the names of all symbols the grammar accepts there (exact, by LAC).
// Out: "';', '}' or an operator". Symbols that together begin a construct are replaced by
//      the construct's name; words that are merely names in disguise are left out.
// SPDX-License-Identifier: Apache-2.0
#include "grammar/expected.h"

#include "runtime/base/buf.h"

enum { SHOWN_MAX = 5 };

typedef enum Class { RESERVED, CONTEXTUAL } Class;
typedef enum Group { DECLARATION, HEAD, EFFECT, CLAUSE, WORD } Group;

typedef struct Keyword {
    const char *spelling;
    Class class;
    Group group;
} Keyword;

static const Keyword KEYWORDS[] = {
#define K(token, spelling, class, group) {spelling, class, group},
#include "grammar/keywords.def"
#undef K
};

// A construct: shown when all its signs are expected; then its members are not shown.
typedef struct Construct {
    const char *name;
    const char *signs[3];
    const char *members[20];
} Construct;

static const Construct CONSTRUCTS[] = {
    {"an expression", {"a number", "'('", "a name"},
     {"a number", "a name", "a text in quotes", "a date", "a label", "true", "false",
      "unknown", "none", "not", "some", "every", "no", "if", "all", "any", "at", "'('",
      "'['",
      "'-'"}},
    {"a type", {"quantity", "optional"}, {"quantity", "optional", "a name"}},
    {"a label", {"a label", "a number", "a name"}, {"a label", "a number", "a name"}},
    {"an operator", {"'+'", "'*'"},
     {"'+'", "'-'", "'*'", "'/'", "'^'", "'.'", "'['", "'='", "!=", "'<'", "<=", "'>'",
      ">=",
      "at", "exceeding", "more", "less", "is", "in", "not"}},
    {"an operator", {"'*'", "'/'"}, {"'*'", "'/'", "'^'", "'.'", "'['", "'('", "'{'"}},
    {"an operator", {"and", "or"}, {"and", "or"}},
    {"an operator", {"an operator"}, {"and", "or", "'('", "'{'"}},
};

static const Keyword *keyword_of(const char *name)
{
    for (size_t i = 0; i < countof(KEYWORDS); i++) {
        if (strcmp(KEYWORDS[i].spelling, name) == 0) {
            return &KEYWORDS[i];
        }
    }
    return NULL;
}

bool expected_has(const Expected *expected, const char *name)
{
    for (size_t i = 0; i < expected->n; i++) {
        if (strcmp(expected->names[i], name) == 0) {
            return true;
        }
    }
    return false;
}

bool expected_is_declaration(const char *name)
{
    const Keyword *keyword = keyword_of(name);
    return (keyword != NULL && keyword->group == DECLARATION) ||
           strcmp(name, "duties {") == 0 || strcmp(name, "flags {") == 0 ||
           strcmp(name, "text read") == 0 || strcmp(name, "not checked") == 0;
}

bool expected_is_declaration_word(Str word)
{
    for (size_t i = 0; i < countof(KEYWORDS); i++) {
        if (KEYWORDS[i].group == DECLARATION && str_is(word, KEYWORDS[i].spelling)) {
            return true;
        }
    }
    return false;
}

bool expected_is_head(const char *name)
{
    const Keyword *keyword = keyword_of(name);
    return keyword != NULL && keyword->group == HEAD;
}

bool expected_is_effect(const char *name)
{
    const Keyword *keyword = keyword_of(name);
    return keyword != NULL && keyword->group == EFFECT;
}

bool expected_is_reserved(const char *name)
{
    const Keyword *keyword = keyword_of(name);
    return keyword != NULL && keyword->class == RESERVED;
}

Str expected_declaration_like(Str word)
{
    Str words[countof(KEYWORDS)];
    size_t n = 0;
    for (size_t i = 0; i < countof(KEYWORDS); i++) {
        if (KEYWORDS[i].group == DECLARATION) {
            words[n++] = str_of(KEYWORDS[i].spelling);
        }
    }
    return diag_nearest(word, words, n);
}

Str expected_word_like(const Expected *expected, Str word)
{
    Str words[EXPECTED_MAX];
    size_t n = 0;
    for (size_t i = 0; i < expected->n; i++) {
        const Keyword *keyword = keyword_of(expected->names[i]);
        bool hidden = keyword == NULL ||
                      (keyword->class == CONTEXTUAL && expected_has(expected, "a name"));
        if (!hidden) {
            words[n++] = str_of(expected->names[i]);
        }
    }
    return diag_nearest(word, words, n);
}

// -- wording

// The phrases still to show.
typedef struct Phrases {
    const char *names[EXPECTED_MAX];
    size_t n;
} Phrases;

static void drop(Phrases *phrases, const char *name)
{
    size_t n = 0;
    for (size_t i = 0; i < phrases->n; i++) {
        if (strcmp(phrases->names[i], name) != 0) {
            phrases->names[n++] = phrases->names[i];
        }
    }
    phrases->n = n;
}

static bool shows(const Phrases *phrases, const char *name)
{
    Expected as = {phrases->names, phrases->n};
    return expected_has(&as, name);
}

static void add(Phrases *phrases, const char *name)
{
    if (!shows(phrases, name)) {
        phrases->names[phrases->n++] = name;
    }
}

static void use_construct(Phrases *phrases, const Construct *construct)
{
    for (size_t i = 0; i < countof(construct->signs) && construct->signs[i] != NULL; i++) {
        if (!shows(phrases, construct->signs[i])) {
            return;
        }
    }
    for (size_t i = 0; i < countof(construct->members) && construct->members[i]; i++) {
        drop(phrases, construct->members[i]);
    }
    add(phrases, construct->name);
}

// Replaces all words of one group by a phrase, when both signs are there.
static void use_group(Phrases *phrases, Group group, const char *sign, const char *other,
                      const char *phrase)
{
    if (!shows(phrases, sign) || !shows(phrases, other)) {
        return;
    }
    for (size_t i = 0; i < countof(KEYWORDS); i++) {
        if (KEYWORDS[i].group == group) {
            drop(phrases, KEYWORDS[i].spelling);
        }
    }
    if (group == DECLARATION) {
        drop(phrases, "duties {");
        drop(phrases, "flags {");
        drop(phrases, "text read");
        drop(phrases, "not checked");
    }
    if (group == HEAD) {
        drop(phrases, "in");
    }
    add(phrases, phrase);
}

static void drop_disguised(Phrases *phrases)
{
    if (!shows(phrases, "a name")) {
        return;
    }
    for (size_t i = 0; i < countof(KEYWORDS); i++) {
        if (KEYWORDS[i].class == CONTEXTUAL) {
            drop(phrases, KEYWORDS[i].spelling);
        }
    }
}

// Words are shown in quotes; characters have theirs, phrases need none.
static void put_phrase(Buf *out, const char *name)
{
    bool phrase = name[0] == '\'' || strncmp(name, "a ", 2) == 0 ||
                  strncmp(name, "an ", 3) == 0 || strncmp(name, "the ", 4) == 0;
    buf_addf(out, phrase ? "%s" : "'%s'", name);
}

// Signs come first, then words, then phrases.
static int rank(const char *name)
{
    bool phrase = name[0] == 'a' && (name[1] == ' ' || (name[1] == 'n' && name[2] == ' '));
    return name[0] == '\'' ? 0 : phrase ? 2 : 1;
}

Str expected_words(Arena *arena, const Expected *expected)
{
    Phrases phrases = {.n = 0};
    for (size_t i = 0; i < expected->n && i < EXPECTED_MAX; i++) {
        phrases.names[phrases.n++] = expected->names[i];
    }
    drop_disguised(&phrases);
    for (size_t i = 0; i < countof(CONSTRUCTS); i++) {
        use_construct(&phrases, &CONSTRUCTS[i]);
    }
    use_group(&phrases, DECLARATION, "rule", "define", "a declaration");
    use_group(&phrases, HEAD, "cites", "source", "a head such as 'cites'");
    use_group(&phrases, EFFECT, "requires", "suspends", "an effect such as 'requires'");
    use_group(&phrases, CLAUSE, "because", "missing", "a clause such as 'because'");
    if (phrases.n > 1) {
        drop(&phrases, "the end of the file");
    }
    Buf out;
    buf_init(&out, arena);
    size_t shown = 0, most = phrases.n < SHOWN_MAX ? phrases.n : SHOWN_MAX;
    for (int turn = 0; turn < 3; turn++) {
        for (size_t i = 0; i < phrases.n && shown < most; i++) {
            if (rank(phrases.names[i]) == turn) {
                buf_text(&out, shown == 0 ? "" : shown + 1 == most ? " or " : ", ");
                put_phrase(&out, phrases.names[i]);
                shown++;
            }
        }
    }
    return buf_done(&out);
}
