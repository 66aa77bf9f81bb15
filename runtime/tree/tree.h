// Syntax tree: every node kind, and where its children are.
//
// Made by grammar/, immutable afterwards. Nodes have dense ids, so that later passes keep
// what they find in side tables. Everything lives in the tree's arena.
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_TREE_TREE_H
#define LICET_TREE_TREE_H

#include "runtime/source/source.h"

typedef enum NodeKind {
#define N(kind, name, kids) NODE_##kind,
#include "runtime/tree/node.def"
#undef N
    NODE_COUNT
} NodeKind;

typedef uint32_t NodeId; // dense over all trees of one Forest, from 1

typedef struct Node Node;
struct Node {
    NodeKind kind;
    uint8_t op, op2;   // meaning by kind, enums below
    NodeId id;
    Span span;         // of the whole construct
    Span name_span;    // of `text` when it names something, else nowhere
    Str text, text2;   // spelling kept letter by letter
    uint32_t n;        // number of children (fixed slots count even when NULL)
    const Node **kids;
};

// Slots of the fixed kinds: KID_RULE_LABEL and so on are written as node_kid(n, 0..); these
// names keep readers from counting.
enum { MODULE_NAME, MODULE_TITLE, MODULE_HEADS, MODULE_DECLS };
enum { VERDICTS_NAME, VERDICTS_TITLE, VERDICTS_LIST };
enum { VERDICT_TITLE, VERDICT_ROLES };
enum { WORD_TITLE, WORD_CODE, WORD_RAISES, WORD_FROM };
enum { FIELD_TYPE, FIELD_TITLE };              // also FACT
enum { DEFINE_PARAMS, DEFINE_TYPE, DEFINE_TITLE, DEFINE_HEADS, DEFINE_BODY };
enum { CASES_LIST, CASES_OTHERWISE };
enum { CASE_WHEN, CASE_THEN };
enum { NATIVE_PARAMS, NATIVE_TYPE, NATIVE_TITLE, NATIVE_HEADS, NATIVE_SYMBOL, NATIVE_LIBRARY };
enum { TABLE_TITLE, TABLE_HEADS, TABLE_COLUMNS, TABLE_ROWS, TABLE_FILE, TABLE_THROUGH };
enum { ROW_CELLS, ROW_FROM, ROW_UNTIL, ROW_UNVERIFIED };
enum { RULE_LABEL, RULE_TITLE, RULE_SUBJECT, RULE_LIST, RULE_HEADS, RULE_EFFECT, RULE_WHEN,
       RULE_EXCEPTS, RULE_DUTIES };
enum { EXCEPT_LABEL, EXCEPT_WHEN };
enum { DUTY_TERM, DUTY_AMOUNT, DUTY_ANCHOR };
enum { SCENARIO_TITLE, SCENARIO_HEADS, SCENARIO_DATE, SCENARIO_GIVEN, SCENARIO_GROUPS };
enum { GROUP_ASSUME, GROUP_DATE, GROUP_GIVEN, GROUP_EXPECTS };
enum { EXPECT_LOW, EXPECT_HIGH, EXPECT_CLAUSES };
enum { BIND_PATH, BIND_VALUE };
enum { SPAN_FROM, SPAN_UNTIL, SPAN_TEXT };
enum { EFFECT_WHAT, EFFECT_AS };
enum { UNIT_TITLE, UNIT_DEFINITION };
enum { RECORD_TITLE, RECORD_FIELDS };          // also ENUM
enum { COMPREHEND_VALUE, COMPREHEND_LIST, COMPREHEND_WHERE };
enum { QUANTIFIED_LIST, QUANTIFIED_BODY };
enum { TYPE_LOW, TYPE_HIGH };

typedef enum VocabularyKind { VOCABULARY_OUTCOMES, VOCABULARY_REASONS, VOCABULARY_POLICIES, VOCABULARY_DUTIES, VOCABULARY_FLAGS, VOCABULARY_EXCLUSIONS } VocabularyKind;
typedef enum UnitKind { UNIT_LINEAR, UNIT_LOGARITHMIC } UnitKind; // affine is read off the definition (`K + 273.15`)
typedef enum HitPolicy { HIT_UNIQUE, HIT_COLLECT } HitPolicy;
typedef enum HeadKind { HEAD_CITES, HEAD_SOURCE, HEAD_NOTE, HEAD_PROPOSED, HEAD_UNVERIFIED, HEAD_CASE, HEAD_CERTAINTY, HEAD_LAPSES } HeadKind;
typedef enum EffectKind { EFFECT_CLASSIFIES, EFFECT_REQUIRES, EFFECT_PROHIBITS, EFFECT_EXCLUDES, EFFECT_AUTHORIZES, EFFECT_REVIEWS, EFFECT_OBLIGES, EFFECT_FLAGS, EFFECT_SUSPENDS, EFFECT_UNENFORCES } EffectKind;
typedef enum DutyWhen { DUTY_PLAIN, DUTY_BEFORE, DUTY_AFTER } DutyWhen;
typedef enum World { WORLD_ENFORCED, WORLD_TEXT } World;
typedef enum ClauseKind { CLAUSE_BECAUSE, CLAUSE_REVIEW, CLAUSE_MISSING, CLAUSE_FLAGS, CLAUSE_DUTIES, CLAUSE_GATE, CLAUSE_CLASS, CLAUSE_OF } ClauseKind;
typedef enum ArithOp { ARITH_ADD, ARITH_SUB, ARITH_MUL, ARITH_DIV } ArithOp;
typedef enum CompareOp { COMPARE_EQ, COMPARE_NE, COMPARE_LT, COMPARE_LE, COMPARE_GT, COMPARE_GE } CompareOp;
// op2 of COMPARE: how it was written, for fmt.
typedef enum CompareSpelling { SPELL_SYMBOL, SPELL_WORDS, SPELL_EXCEEDING } CompareSpelling; // words: at least, at most, more than, less than
typedef enum IsKind { IS, IS_NOT, IS_ANY_OF, IS_NONE_OF } IsKind;
typedef enum Quantifier { QUANT_SOME, QUANT_EVERY, QUANT_NO } Quantifier;
typedef enum ParagraphKind { PARAGRAPH_ALL, PARAGRAPH_ANY, PARAGRAPH_NONE, PARAGRAPH_AT_LEAST } ParagraphKind;

// A comment kept aside for the formatter.
typedef struct Comment {
    Span span;    // from "--" to the end of the line, without it
    bool own_line; // nothing but blanks before it
} Comment;

typedef struct Tree {
    FileId file;
    const Node *root; // MODULE; never NULL after parse (perhaps with ERROR nodes inside)
    VEC(Comment) comments;
    NodeId first_id, end_id; // ids of this tree are in [first_id, end_id)
} Tree;

// Child in a slot; NULL when absent.
static inline const Node *node_kid(const Node *node, uint32_t slot)
{
    return slot < node->n ? node->kids[slot] : NULL;
}

// Number of children of a LIST-like node; 0 for NULL.
static inline uint32_t node_count(const Node *list)
{
    return list ? list->n : 0;
}

const char *node_name(NodeKind kind);     // "rule"
const char *node_op_word(NodeKind kind, uint8_t op); // "reasons"; empty when the op has no word
Str node_kid_name(NodeKind kind, uint32_t slot); // "label"; empty for members of lists

// The text of a label, path, name or number node used as a label: "742.6(a)(6)(iii)",
// "hr2683", "a.b". Allocates only for paths of several names.
Str node_label(Arena *arena, const Node *node);

#endif
