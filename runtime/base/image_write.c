// Images, written: what the root of a work done twice reaches, unit by unit.
//
// In:  two runs with their logs. Out: bytes.
// A unit is one allocation. First all units that the root reaches are found, word by word;
// then each gets its place, those with pointers before those without; then they are copied,
// with pointers to the new places.
// SPDX-License-Identifier: Apache-2.0
#include <stdlib.h>

#include "runtime/base/image_head.h"
#include "runtime/base/map.h"

// Our own program or library, from its first byte to its last; set by the linker.
extern const char __ehdr_start[] __attribute__((visibility("hidden")));
extern const char _end[] __attribute__((visibility("hidden")));

enum {
    UNIT_ALIGNMENT = 16,
    NUMBERS_LIKE_ADDRESSES = 32, // bits below which a number may look like one of ours
};

// A unit that the root reaches, or a constant of the program.
typedef struct Piece {
    const unsigned char *one, *two; // two: NULL for constants
    size_t size;
    uint64_t offset;  // in the file
    bool points;      // some word of it is a pointer
} Piece;

// Units of one run by address.
typedef struct IndexEntry {
    Word at;
    size_t size;
    uint32_t unit;
} IndexEntry;

typedef struct Index {
    const ImageRun *run;
    IndexEntry *entries;
} Index;

typedef struct Writer {
    Arena *arena;
    Index one, two;
    const ImageConstant *constants;
    size_t n_constants;
    uint32_t *piece_of;   // by unit: number of its piece + 1
    Map of_constant;      // address -> number of its piece + 1, as bytes of a word
    VEC(Piece) pieces;    // in the order in which they were found
    const char *why;      // NULL while all is well
} Writer;

// What a word is.
typedef struct Target {
    bool points;    // to a piece
    bool nothing;   // to the arena itself, which the image does not have
    uint32_t piece;
    size_t within;
} Target;

// -- units by address -------------------------------------------------------------------

static int compare_entries(const void *a, const void *b)
{
    Word x = ((const IndexEntry *)a)->at, y = ((const IndexEntry *)b)->at;
    return (x > y) - (x < y);
}

static Index index_units(Arena *arena, const ImageRun *run)
{
    size_t n = run->log->n;
    Index index = {run, arena_array(arena, IndexEntry, n + 1)};
    for (size_t i = 0; i < n; i++) {
        const ArenaUnit *unit = &run->log->items[i];
        index.entries[i] = (IndexEntry){(Word)unit->at, unit->size, (uint32_t)i};
    }
    qsort(index.entries, n, sizeof *index.entries, compare_entries);
    return index;
}

// The unit that the address lies in; false when it lies in none.
static bool find_unit(const Index *index, Word address, uint32_t *unit, size_t *within)
{
    size_t low = 0, high = index->run->log->n;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (index->entries[middle].at <= address) {
            low = middle;
        } else {
            high = middle;
        }
    }
    const IndexEntry *entry = &index->entries[low];
    *unit = entry->unit;
    *within = address - entry->at;
    return high > 0 && address >= entry->at && *within < entry->size;
}

// -- pieces -----------------------------------------------------------------------------

static uint32_t add_piece(Writer *w, const unsigned char *one, const unsigned char *two, size_t size)
{
    vec_push(w->arena, &w->pieces, ((Piece){one, two, size, 0, false}));
    return (uint32_t)w->pieces.n;
}

static uint32_t piece_of_unit(Writer *w, uint32_t unit)
{
    if (w->piece_of[unit] == 0) {
        const ArenaUnit *one = &w->one.run->log->items[unit], *two = &w->two.run->log->items[unit];
        w->piece_of[unit] = add_piece(w, one->at, two->at, one->size);
    }
    return w->piece_of[unit] - 1;
}

static const ImageConstant *find_constant(const Writer *w, Word address)
{
    for (size_t i = 0; i < w->n_constants; i++) {
        Word start = (Word)w->constants[i].at;
        if (address >= start && address - start < w->constants[i].size) {
            return &w->constants[i];
        }
    }
    return NULL;
}

static Word word_at(const unsigned char *bytes, size_t at)
{
    Word word;
    memcpy(&word, bytes + at, sizeof word);
    return word;
}

// A string literal is followed by its length, as in a Str. What is not is a number, or two of
// 32 bits, that look like an address of ours: where the system puts programs, some do.
static bool is_literal(const Piece *piece, size_t at)
{
    if (at + 2 * sizeof(Word) > piece->size) {
        return false;
    }
    Word address = word_at(piece->one, at), n = word_at(piece->one, at + sizeof(Word));
    const char *text = (const char *)address;
    return n < (Word)_end - address && memchr(text, '\0', n) == NULL && text[n] == '\0';
}

static Target constant_target(Writer *w, const Piece *piece, size_t at)
{
    Word address = word_at(piece->one, at);
    const ImageConstant *known = find_constant(w, address);
    if (known == NULL && !is_literal(piece, at)) {
        return (Target){0};
    }
    Word start = known != NULL ? (Word)known->at : address;
    size_t size = known != NULL ? known->size : strlen((const char *)address) + 1;
    Str key = {arena_copy(w->arena, (const char *)&start, sizeof start), sizeof start};
    Word number = (Word)map_find(&w->of_constant, key);
    if (number == 0) {
        number = add_piece(w, (const unsigned char *)start, NULL, size);
        map_put(&w->of_constant, key, (void *)number);
    }
    return (Target){.points = true, .piece = (uint32_t)number - 1, .within = address - start};
}

static Target target_of(Writer *w, const Piece *piece, size_t at)
{
    if (piece->two == NULL) {
        return (Target){0};
    }
    Word one = word_at(piece->one, at), two = word_at(piece->two, at);
    if (one == two) {
        bool own = one >= (Word)__ehdr_start && one < (Word)_end;
        return own ? constant_target(w, piece, at) : (Target){0};
    }
    if (one == (Word)w->one.run->arena && two == (Word)w->two.run->arena) {
        return (Target){.nothing = true};
    }
    uint32_t unit, other;
    size_t within, there;
    if (!find_unit(&w->one, one, &unit, &within) || !find_unit(&w->two, two, &other, &there) ||
        unit != other || within != there) {
        w->why = "two runs came to different words";
        return (Target){0};
    }
    return (Target){.points = true, .piece = piece_of_unit(w, unit), .within = within};
}

// -- the three passes -------------------------------------------------------------------

static bool logs_are_alike(const ImageRun *one, const ImageRun *two)
{
    bool alike = one->log->n == two->log->n;
    for (size_t i = 0; alike && i < one->log->n; i++) {
        alike = one->log->items[i].size == two->log->items[i].size;
    }
    return alike;
}

static void find_pieces(Writer *w, uint32_t root)
{
    piece_of_unit(w, root);
    for (size_t i = 0; i < w->pieces.n && w->why == NULL; i++) {
        Piece piece = w->pieces.items[i]; // the list may move
        for (size_t at = 0; at + sizeof(Word) <= piece.size; at += sizeof(Word)) {
            Target target = target_of(w, &piece, at);
            piece.points = piece.points || target.points || target.nothing;
        }
        w->pieces.items[i].points = piece.points;
    }
}

static uint64_t place_pieces(Writer *w, bool points, uint64_t offset)
{
    for (size_t i = 0; i < w->pieces.n; i++) {
        Piece *piece = &w->pieces.items[i];
        if (piece->points == points) {
            piece->offset = offset;
            offset += (piece->size + UNIT_ALIGNMENT - 1) / UNIT_ALIGNMENT * UNIT_ALIGNMENT;
        }
    }
    return offset;
}

static void set_word(char *bytes, const ImageHead *head, uint64_t offset, Word word)
{
    memcpy(bytes + offset, &word, sizeof word);
    uint64_t bits, nth = (offset - IMAGE_HEAD) / sizeof(Word);
    char *at = bytes + head->map + nth / WORD_BITS * sizeof bits;
    memcpy(&bits, at, sizeof bits);
    bits |= (uint64_t)1 << nth % WORD_BITS;
    memcpy(at, &bits, sizeof bits);
}

static void copy_piece(Writer *w, const Piece *piece, const ImageHead *head, char *bytes)
{
    memcpy(bytes + piece->offset, piece->one, piece->size);
    for (size_t at = 0; piece->points && at + sizeof(Word) <= piece->size; at += sizeof(Word)) {
        Target target = target_of(w, piece, at);
        if (target.nothing) {
            memset(bytes + piece->offset + at, 0, sizeof(Word));
        } else if (target.points) {
            uint64_t to = w->pieces.items[target.piece].offset + target.within;
            set_word(bytes, head, piece->offset + at, (Word)(head->address + to));
        }
    }
}

// Images lie apart from each other, far from where the system puts things by itself.
static uint64_t choose_address(const ImageHead *head)
{
    const uint64_t first = (uint64_t)0x2000 << 32, apart = (uint64_t)1 << 28;
    uint64_t salt = head->size / UNIT_ALIGNMENT ^ head->root;
    return sizeof(Word) == 8 ? first + salt % 4096 * apart : 0;
}

static void write_pieces(Writer *w, Buf *out, size_t root_within)
{
    ImageHead head = {.format = IMAGE_FORMAT, .word = sizeof(Word)};
    memcpy(head.magic, IMAGE_MAGIC, sizeof head.magic);
    memcpy(head.build, image_build(), IMAGE_BUILD);
    head.data = place_pieces(w, true, IMAGE_HEAD);
    head.map = place_pieces(w, false, head.data);
    uint64_t words = (head.data - IMAGE_HEAD) / sizeof(Word);
    head.size = head.map + (words / WORD_BITS + 1) * sizeof(uint64_t);
    head.root = w->pieces.items[0].offset + root_within;
    head.address = choose_address(&head);
    char *bytes = arena_alloc(w->arena, (size_t)head.size);
    for (size_t i = 0; i < w->pieces.n; i++) {
        copy_piece(w, &w->pieces.items[i], &head, bytes);
    }
    memcpy(bytes, &head, sizeof head);
    image_digest((Str){bytes, (size_t)head.size}, head.digest);
    memcpy(bytes, &head, sizeof head);
    buf_add(out, bytes, (size_t)head.size);
}

bool image_write(Buf *out, const ImageRun *one, const ImageRun *two,
                 const ImageConstant *constants, size_t n_constants, const char **why)
{
    Writer w = {.arena = out->arena, .constants = constants, .n_constants = n_constants};
    uint32_t root;
    size_t within;
    if ((uint64_t)(Word)__ehdr_start >> NUMBERS_LIKE_ADDRESSES == 0) {
        *why = "this program lies where its addresses look like numbers: "
               "link it as a position-independent executable of 64 bits";
        return false;
    }
    if (!logs_are_alike(one, two)) {
        *why = "two runs allocated differently";
        return false;
    }
    map_init(&w.of_constant, w.arena);
    w.one = index_units(w.arena, one);
    w.two = index_units(w.arena, two);
    w.piece_of = arena_array(w.arena, uint32_t, one->log->n + 1);
    if (!find_unit(&w.one, (Word)one->root, &root, &within)) {
        *why = "the root lies outside of its arena";
        return false;
    }
    find_pieces(&w, root);
    *why = w.why;
    if (w.why == NULL) {
        write_pieces(&w, out, within);
    }
    return w.why == NULL;
}
