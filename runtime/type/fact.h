// Facts: what was given, typed by the policy's declarations, each knowing its path.
//
// A Fact is one place in the tree of facts: a scalar, a record or a list. Unknown is a
// state, not a value; none is a value. Places that nobody gave are made when they are first
// asked for (fact_field), so that every unknown has a path to name. They live in the arena
// of their Facts.
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_TYPE_FACT_H
#define LICET_TYPE_FACT_H

#include "runtime/base/json.h"
#include "runtime/base/map.h"
#include "runtime/source/diag.h"
#include "runtime/type/type.h"

typedef enum FactState {
    FACT_KNOWN,
    FACT_NONE,                   // a value: there is none
    FACT_NOT_SUPPLIED,           // the rest are unknown, with the reason
    FACT_REFUSED,
    FACT_COULD_NOT_DETERMINE,
    FACT_STALE,                  // the pack that attested it has ended
} FactState;

// Who attested a set of facts, and until when.
typedef struct Pack {
    Str id, by;
    Day on, until; // until inclusive; DAY_MAX when open
} Pack;

// Two persons looked at a flag, and what came of it, for the facts whose digest they quote.
typedef struct Resolution {
    Str code, flag;      // one of them names the flag, the other is empty
    Str line;            // empty: on every line
    Str outcome, by, second_by, evidence;
    Str facts;           // "sha256:…"
    Day on, until;       // both included
} Resolution;

typedef struct Fact Fact;
struct Fact {
    const Type *type;
    FactState state;
    bool truth;        // TYPE_BOOL
    bool open;         // TYPE_LIST: more elements may exist
    Rat number;        // TYPE_NUM in base units, TYPE_DATE as day number
    Str text;          // TYPE_TEXT, COUNTRY, ECCN, ENUM
    Fact **kids;       // record: one slot per field (NULL until asked for); list: elements
    size_t n;
    Fact *parent;      // NULL at the top
    Str key;           // name of the field or top fact; empty in a list
    size_t index;      // position in the parent
    const Pack *pack;  // who attested it, or NULL
    Str unverified, origin; // mark of the definition that the value comes from, and its name
};

typedef struct FactDecl {
    Str name, title;
    const Type *type;
    bool act;          // absent means not done
    uint8_t zero[3];   // no hole (base/image.h)
    Span span;
} FactDecl;

// The declared facts of a policy, and the values given for one decision.
typedef struct FactSchema {
    FactDecl *decls;
    size_t n;
    size_t law_date;   // index of the law date, or n when the policy declares none
    const Unit *const *units; // all declared units, so that "1.5 TB/s" is understood
    size_t n_units;
    const Map *constants; // records of the policy by name: const Fact *; NULL: none
} FactSchema;

// Longer texts are refused: a fact is a name, an address, a statement, not a document.
enum { FACT_TEXT_MAX = 16384 };

typedef struct Facts {
    Arena *arena;
    const FactSchema *schema;
    Fact **top;        // one per declaration, never NULL after facts_new
    VEC(const Pack *) packs;
    VEC(const Resolution *) resolutions; // in the order given
} Facts;

// All facts unknown, all acts none (a boolean act false, a list act empty and complete).
Facts *facts_new(Arena *arena, const FactSchema *schema);

// Lays a JSON object over the facts: later values replace earlier ones place by place
// (records merge, lists are replaced). `{"pack":{"id","by","on","until"},"facts":{…}}` is
// an attested pack; `{"resolutions":[…]}` adds resolutions. Unknown names are errors with a suggestion unless extra_ok. Values:
//   boolean true/false · number 12 or "12" or "1/3" · quantity "15832 TPP"
//   money "12.50 USD" · date "2024-03-15" · text · country "CN" or "CHN" · eccn "3A090.a"
//   enum "export" · record {…}, or the name of a constant of the policy
//   list […] or {"list":[…],"complete":false}
//   optional none: {"state":"none"}
//   unknown: null or {"state":"not_supplied"|"refused"|"could_not_determine"}
// null replaces what was given before by "not supplied"; null for an act: it was not done.
// Faulty places stay as they were and the rest is read. Texts are kept by reference: the
// document must live as long as the facts.
// Reports to diags by JSON pointer into the document (codes F01xx, F03xx). False when
// anything was reported as error.
bool facts_read(Facts *facts, const Json *json, bool extra_ok, Diags *diags);
// The same from the text of a source, syntax included: messages show the line as well.
bool facts_read_file(Facts *facts, const Sources *sources, FileId file, bool extra_ok,
                     Diags *diags);

// --set path=value: path is a.b[0].c; the value is text of the place's type, or JSON. The
// index after the last element of a list adds one.
bool facts_set(Facts *facts, Str assignment, Diags *diags);

// A value as a program gives it, without text to be read.
typedef enum FactValueKind {
    FACT_VALUE_BOOLEAN,
    FACT_VALUE_NUMBER, // number, quantity, money
    FACT_VALUE_DATE,
    FACT_VALUE_TEXT,   // text, country, ECCN, word of an enumeration
    FACT_VALUE_LIST,   // without elements yet
    FACT_VALUE_STATE,
} FactValueKind;

typedef struct FactValue {
    FactValueKind kind;
    bool truth;      // boolean; of a list: it is complete
    Rat number;      // in `unit`; date: the day number
    Str unit;        // empty: the declared one
    Str text;        // copied
    FactState state;
} FactValue;

// Puts the value in its place; paths, elements and complaints as facts_set.
bool facts_put(Facts *facts, Str path, const FactValue *value, Diags *diags);

// A deep copy with its packs and resolutions, which needs nothing of the original but types.
Facts *facts_copy(Arena *arena, const Facts *facts);

// Facts of packs that ended before `day` become FACT_STALE.
void facts_expire(Facts *facts, Day day);

// A value of the type from text as users and CSV cells write it ("15832 TPP", "CN",
// "2024-03-15", "none", "a;b;c" for lists, "a;b;..." for incomplete ones, "unknown" unless
// it is text). On failure false and *why is a message without place (`expected a number
// with a unit, such as "15832 TPP"`). Knows the type's own unit only; fact_from_text_in
// knows all units of the schema.
bool fact_from_text(Arena *arena, const Type *type, Str text, Fact *out, Str *why);
bool fact_from_text_in(Arena *arena, const FactSchema *schema, const Type *type, Str text,
                       Fact *out, Str *why);

Fact *fact_new(Arena *arena, const Type *type); // not supplied
// The field's place, made when absent. `record` may be unknown or none itself: so then is
// the field.
Fact *fact_field(Arena *arena, const Fact *record, size_t field);
// Makes all places below it (a record within itself is cut where unknown), for constants
// shared by many decisions; a deep copy has them too.
void fact_complete(Arena *arena, Fact *fact);
Fact *fact_copy(Arena *arena, const Fact *fact, Fact *parent, Str key, size_t index);
// A deep copy of the value takes the place's whole subtree; records that the place lies in
// become known.
void fact_replace(Arena *arena, Fact *place, const Fact *value);
bool fact_is_unknown(const Fact *fact);
void fact_pointer(Buf *out, const Fact *fact);  // "/items/0/die_area"
void fact_path(Buf *out, const Fact *fact);     // "items[0].die_area"
void fact_print(Buf *out, const Fact *fact);    // value for people
Json *fact_json(Arena *arena, const Fact *fact); // round trip of facts_read
Json *facts_json(Arena *arena, const Facts *facts); // only what was given
bool fact_is_eccn(Str text); // 3A090, 3A090.a, EAR99, as facts give them
const char *fact_state_name(FactState state);   // "not_supplied"
// By "a.b[0].c" or "/a/b/0/c"; NULL when there is no such place.
Fact *facts_find(const Facts *facts, Str path);

Json *facts_schema(Arena *arena, const FactSchema *schema);   // JSON Schema 2020-12
Json *facts_template(Arena *arena, const FactSchema *schema); // blank form

#endif
