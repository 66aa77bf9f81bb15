// Cells: values laid flat, for deciding without a proof.
//
// A Cell is what eval/ calls a Value, without the causes of what is not known: 16 bytes (two
// registers), numbers as fractions of 64 over 32 bits, words as numbers of the policy's table
// of words. What does not fit (an interval, a large number) is a Value of its own behind a
// pointer, and is worked on by eval/, so that both ways compute with the same functions.
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_FAST_CELL_H
#define LICET_FAST_CELL_H

#include "runtime/eval/value.h"

typedef enum CellTag {
    CELL_BLANK,  // a place that nobody gave; never the value of an expression
    CELL_BOOL,   // tri
    CELL_NUM,    // num/den, den > 0, not always in lowest terms
    CELL_WORD,   // word; at, len
    CELL_NONE,
    CELL_RECORD, // record: its first cell
    CELL_LIST,   // list
    CELL_SPAN,   // span: an interval, or a number that is too large for num/den
    CELL_TOP,
} CellTag;

typedef struct Cell Cell;
typedef struct CellList CellList;

struct Cell {
    uint8_t tag, tri;
    uint16_t len;      // of the text of a word
    union {
        uint32_t word; // WORD_NONE: in no constant of the policy; WORD_ASK: not looked up yet
        uint32_t den;
    };
    union {
        int64_t num;
        const char *at;
        const Cell *record;
        const CellList *list;
        const Value *span;
    } as;
};

#define WORD_NONE 0u
#define WORD_ASK  UINT32_MAX

enum { CELL_TEXT_MAX = UINT16_MAX };

typedef struct CellItem {
    Cell value;
    Tri member;
    uint32_t zero; // no hole (base/image.h)
} CellItem;

struct CellList {
    CellItem *items;
    size_t n;
    bool open;
};

static inline Cell cell_bool(Tri tri)
{
    return (Cell){.tag = CELL_BOOL, .tri = (uint8_t)tri};
}

static inline Cell cell_int(int64_t num)
{
    return (Cell){.tag = CELL_NUM, .as.num = num, .den = 1};
}

static inline Cell cell_word(uint32_t word, Str text)
{
    return (Cell){.tag = CELL_WORD, .len = (uint16_t)text.len, .word = word, .as.at = text.at};
}

static inline Cell cell_of(CellTag tag)
{
    return (Cell){.tag = (uint8_t)tag};
}

static inline Str cell_text(const Cell *cell)
{
    return (Str){cell->as.at, cell->len};
}

// As a condition: what is no boolean counts as unknown, none as false.
static inline Tri cell_tri(const Cell *cell)
{
    return cell->tag == CELL_BOOL ? (Tri)cell->tri : cell->tag == CELL_NONE ? TRI_F : TRI_U;
}

#endif
