// Facts, inner door: what the fact_*.c rooms share and nobody else needs.
//
// A FactReader goes along while values are read: it knows the units, where complaints go,
// and the way to the place being read, of which a pointer is made only to complain.
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_TYPE_FACT_INNER_H
#define LICET_TYPE_FACT_INNER_H

#include "runtime/type/fact.h"

// One step on the way to a place: a name, or the index of an element when key is empty.
typedef struct FactStep FactStep;
struct FactStep {
    const FactStep *up;
    Str key;
    size_t index;
};

typedef struct FactReader {
    Arena *arena;
    const FactSchema *schema; // for its units; NULL: the type's own unit only
    Diags *diags;
    const FactStep *step;     // NULL at the root
    FileId file;              // with json: the text it was read from, or 0
    Str source;               // that text
    const Json *json;         // being read, or NULL
    const Pack *pack;         // who attests what is read, or NULL
    bool extra_ok;
    bool act;                 // below an act nothing can be unknown
} FactReader;

// A value as written. `bare`: a JSON number or word, quoted as it stands in messages.
typedef struct FactGiven {
    Str text;
    bool bare;
} FactGiven;

// fact_say.c: the pointer of the reader's place, what was written there, shortened, as
// messages quote it, and the source span put on a complaint.
Str reader_pointer(const FactReader *reader);
Str reader_quote(const FactReader *reader, FactGiven given);
// Nothing in it that cannot be seen or told apart; false with a message.
bool reader_clear(const FactReader *reader, FactGiven given);
Str reader_quote_json(const FactReader *reader, const Json *json);
Diag *reader_mark(const FactReader *reader, Diag *diag);
Diag *reader_mark_key(const FactReader *reader, Diag *diag); // the member's name instead
Str reader_type(const FactReader *reader, const Type *type); // as a user writes it
// "'none' does not fit"
bool reader_refuse_none(const FactReader *reader, const Type *type);
// "did you mean 'x'?", when a candidate is near.
void reader_suggest(const FactReader *reader, Diag *diag, Str word, const Str *candidates,
                    size_t n);
// The way one step down to a member or element, undone by reader_leave.
typedef struct FactVisit {
    FactStep step;
    const Json *json;
} FactVisit;
void reader_enter(FactReader *reader, FactVisit *visit, const Json *json, size_t index);
void reader_leave(FactReader *reader, const FactVisit *visit);
// Whether the object has no members but these; each other is reported, with a suggestion.
bool reader_only(FactReader *reader, const Json *json, const char *const *names, size_t n,
                 DiagCode code);
// fact_read.c: a record of the policy by its name; false when there is none of that type.
bool reader_constant(FactReader *reader, Fact *place, Str name);
void reader_no_record(const FactReader *reader, const Type *type, Str quoted, Str name);
// Lays the value over the place. False when something was reported.
bool reader_place(FactReader *reader, Fact *place, const Json *json);

// fact_resolution.c: the list of resolutions, added to those of the facts.
bool reader_resolutions(FactReader *reader, Facts *facts, const Json *list);
Json *resolutions_schema(Arena *arena);

// fact_text.c: a value of any type but record and list into out->state and its value.
bool reader_scalar(const FactReader *reader, const Type *type, FactGiven given, Fact *out);
// Any value but a record, from text as in cells and --set. `out` is fresh.
bool reader_text(const FactReader *reader, const Type *type, Str text, Fact *out);

// fact_set.c: the place of a path "a.b[0].c", to be joined to the tree by fact_open_way; NULL
// when something was reported.
Fact *reader_find(FactReader *reader, const Facts *facts, Str text);
// fact_number.c: number, quantity or money in base units, from text; and from a number in
// the unit, the type's own when it is empty.
bool reader_number(const FactReader *reader, const Type *type, FactGiven given, Rat *out);
bool reader_measured(const FactReader *reader, const Type *type, Rat number, Str unit,
                     Rat *out);
// fact_label.c: countries, classifications and enum values.
bool reader_country(const FactReader *reader, FactGiven given, Str *out);
bool reader_eccn(const FactReader *reader, FactGiven given, Str *out);
bool reader_enum(const FactReader *reader, const Type *type, FactGiven given, Str *out);

// fact.c: a place that becomes known as record or list loses the places made while it was
// unknown; one that becomes unknown loses all.
void fact_make_known(const FactReader *reader, Fact *place);
void fact_make_unknown(const FactReader *reader, Fact *place, FactState state);
// Makes the records and lists around the place known, and the place theirs (again); an
// element whose index is the number of elements is added.
void fact_open_way(const FactReader *reader, Fact *place);
// Back to what it is when nobody says anything: unknown, or not done.
void fact_make_blank(Fact *fact, bool act);
// The elements of a list, taken over: parents and indexes are set.
void fact_set_elements(Fact *list, Fact **kids, size_t n, bool open);

// fact_units.c: a unit expression such as "TB/s" or "GB/s/mm2".
typedef struct Measure {
    Dim dim;
    Rat scale, offset;
} Measure;
typedef enum MeasureFault {
    MEASURE_GOOD,
    MEASURE_UNKNOWN, // *word is not a unit
    MEASURE_MIXED,   // an affine or logarithmic unit in a product, or too many factors
} MeasureFault;
MeasureFault measure_parse(Arena *arena, const FactSchema *schema, const Type *type,
                           Str text, Measure *out, Str *word);
// The unit nearest in spelling, or STR_NONE.
Str measure_nearest(Arena *arena, const FactSchema *schema, const Type *type, Str word);
bool measure_is_money(const Type *type);

#endif
