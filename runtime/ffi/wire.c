// Between the engine and the process that calls natives: messages and the values in them.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/ffi/wire.h"

#define NO_TEXT UINT64_MAX
enum { SHORT_BODY = 1024 };

void wire_put_number(Buf *buf, uint64_t number)
{
    buf_add(buf, (const char *)&number, sizeof number);
}

void wire_put_text(Buf *buf, const char *text, size_t len)
{
    wire_put_number(buf, text == NULL ? NO_TEXT : (uint64_t)len);
    if (text != NULL) {
        buf_add(buf, text, len);
    }
}

static void put_terminated(Buf *buf, const char *text)
{
    wire_put_text(buf, text, text == NULL ? 0 : strlen(text));
}

void wire_put_value(Buf *buf, FfiKind kind, const FfiSlot *value)
{
    uint64_t bits = 0;
    switch (kind) {
    case FFI_NUMBER:
        put_terminated(buf, value->number.num);
        put_terminated(buf, value->number.den);
        return;
    case FFI_TEXT: put_terminated(buf, value->text); return;
    case FFI_INTEGER: bits = (uint64_t)value->integer; break;
    case FFI_DOUBLE: memcpy(&bits, &value->real, sizeof bits); break;
    case FFI_BOOLEAN: bits = value->boolean != 0; break;
    case FFI_DATE: bits = (uint64_t)(int64_t)value->date; break;
    }
    wire_put_number(buf, bits);
}

uint64_t wire_get_number(WireReader *reader)
{
    uint64_t number = 0;
    if (reader->bad || reader->rest.len < sizeof number) {
        reader->bad = true;
        return 0;
    }
    memcpy(&number, reader->rest.at, sizeof number);
    reader->rest = str_sub(reader->rest, sizeof number, reader->rest.len);
    return number;
}

const char *wire_get_text(WireReader *reader)
{
    uint64_t len = wire_get_number(reader);
    if (reader->bad || len == NO_TEXT) {
        return NULL;
    }
    if (len > reader->rest.len || (len > 0 && memchr(reader->rest.at, 0, (size_t)len) != NULL)) {
        reader->bad = true;
        return NULL;
    }
    const char *text = arena_copy(reader->arena, reader->rest.at, (size_t)len);
    reader->rest = str_sub(reader->rest, (size_t)len, reader->rest.len);
    return text;
}

void wire_get_value(WireReader *reader, FfiKind kind, FfiSlot *out)
{
    uint64_t bits;
    *out = (FfiSlot){.number = {NULL, NULL}};
    switch (kind) {
    case FFI_NUMBER:
        out->number.num = wire_get_text(reader);
        out->number.den = wire_get_text(reader);
        return;
    case FFI_TEXT: out->text = wire_get_text(reader); return;
    case FFI_INTEGER: out->integer = (int64_t)wire_get_number(reader); return;
    case FFI_DOUBLE:
        bits = wire_get_number(reader);
        memcpy(&out->real, &bits, sizeof bits);
        return;
    case FFI_BOOLEAN: out->boolean = wire_get_number(reader) != 0; return;
    case FFI_DATE: out->date = (int32_t)wire_get_number(reader); return;
    }
    reader->bad = true; // the kind comes from outside
}

OsTransfer wire_send(int socket, WireKind kind, uint64_t call, Str body, OsPatience *patience)
{
    WireHead head = {.size = (uint32_t)body.len, .kind = kind, .call = call};
    char both[sizeof head + SHORT_BODY]; // mostly one call of the system is enough
    size_t joined = body.len <= SHORT_BODY ? body.len : 0;
    memcpy(both, &head, sizeof head);
    if (joined > 0) {
        memcpy(both + sizeof head, body.at, joined);
    }
    OsTransfer went = os_send(socket, both, sizeof head + joined, patience);
    if (went != OS_DONE || joined == body.len) {
        return went;
    }
    return os_send(socket, body.at, body.len, patience);
}

OsTransfer wire_receive(int socket, Arena *arena, size_t most, WireHead *head, Str *body,
                        OsPatience *patience)
{
    OsTransfer went = os_receive(socket, head, sizeof *head, patience);
    if (went != OS_DONE) {
        return went;
    }
    if (head->size > most) {
        return OS_BROKEN;
    }
    char *bytes = arena_alloc(arena, head->size + 1);
    *body = (Str){bytes, head->size};
    return os_receive(socket, bytes, head->size, patience);
}
