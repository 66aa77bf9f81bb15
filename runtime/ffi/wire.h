// Between the engine and the process that calls natives: messages and the values in them.
//
// A message is a head and its body, in the byte order of the machine. The engine believes
// nothing that comes back: sizes, kinds and texts are checked. Conversation:
//
//     engine                                  worker
//     WIRE_BIND   limits, natives             WIRE_BOUND for each: how it went, a text
//     WIRE_CALL   native, arguments           any number of WIRE_REPORT (a reason to fail) and
//     WIRE_ANSWER or WIRE_NO_ANSWER           WIRE_ASK (a definition, arguments); at last
//                                             WIRE_RESULT, WIRE_TOO_LONG or WIRE_NO_MEMORY
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_FFI_WIRE_H
#define LICET_FFI_WIRE_H

#include "runtime/base/buf.h"
#include "runtime/base/os.h"
#include "runtime/include/licet_native.h"

// What crosses to C for a type; see ffi_kind. The kinds of licet_value keep their numbers.
typedef enum FfiKind {
    FFI_NUMBER = LICET_NUMBER,
    FFI_INTEGER = LICET_INTEGER,
    FFI_TEXT = LICET_TEXT,
    FFI_BOOLEAN = LICET_BOOLEAN,
    FFI_DATE = LICET_DATE,
    FFI_DOUBLE, // an argument of a native only
} FfiKind;

// A C value of any kind, with the members of licet_value. A number's num or a text may be
// NULL: there is none.
typedef union FfiSlot {
    licet_number number;
    int64_t integer;
    double real;
    const char *text;
    int boolean;
    int32_t date;
} FfiSlot;

typedef enum WireKind {
    WIRE_BIND = 1,
    WIRE_BOUND,
    WIRE_CALL,
    WIRE_REPORT,
    WIRE_ASK,
    WIRE_ANSWER,
    WIRE_NO_ANSWER,
    WIRE_RESULT,
    WIRE_TOO_LONG,
    WIRE_NO_MEMORY,
} WireKind;

// How binding one native went; what the text of WIRE_BOUND then says.
typedef enum WireBound {
    WIRE_IS_BOUND,     // the library's own description, or ""
    WIRE_NO_LIBRARY,   // why it cannot be opened
    WIRE_NO_SYMBOL,    // ""
    WIRE_NOT_CALLABLE, // ""
} WireBound;

typedef struct WireHead {
    uint32_t size, kind; // of the body
    uint64_t call;       // which call it belongs to
} WireHead;

enum {
    WIRE_MOST = 1 << 20,      // bytes of a message to the engine
    WIRE_TEXT_MOST = 64 << 10, // of one text in it
    WIRE_ARGUMENTS_MOST = 64, // of a question
    WIRE_BIND_TIME = 10000,    // milliseconds to open the libraries (of processor time)
    WIRE_MEMORY = 512 << 20,   // bytes of the process
};

void wire_put_number(Buf *buf, uint64_t number);
void wire_put_text(Buf *buf, const char *text, size_t len); // NULL is kept
void wire_put_value(Buf *buf, FfiKind kind, const FfiSlot *value);

// A body that is read from front to back. Once something is missing or wrong `bad` stays set
// and all that follows is 0 or NULL.
typedef struct WireReader {
    Arena *arena;
    Str rest;
    bool bad;
} WireReader;

uint64_t wire_get_number(WireReader *reader);
const char *wire_get_text(WireReader *reader); // terminated, without a zero byte within
void wire_get_value(WireReader *reader, FfiKind kind, FfiSlot *out);

// One message; its body is the arena's.
OsTransfer wire_send(int socket, WireKind kind, uint64_t call, Str body, OsPatience *patience);
// OS_BROKEN when the body would be longer than `most`.
OsTransfer wire_receive(int socket, Arena *arena, size_t most, WireHead *head, Str *body,
                        OsPatience *patience);

#endif
