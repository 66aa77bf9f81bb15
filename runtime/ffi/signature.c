// Signatures of natives: what crosses to C for each type, and how it is written down.
//
// In:  the types of a declaration. Out: kinds, and texts such as "integer(date,date)" that
//      a library may export beside a native to have its declaration checked.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/ffi/inner.h"

bool ffi_kind(const Type *type, FfiKind *out)
{
    if (type->optional) {
        return false;
    }
    switch (type->kind) {
    case TYPE_BOOL: *out = FFI_BOOLEAN; return true;
    case TYPE_NUM: *out = type->whole ? FFI_INTEGER : FFI_NUMBER; return type->dim.n == 0;
    case TYPE_DATE: *out = FFI_DATE; return true;
    case TYPE_TEXT: *out = FFI_TEXT; return true;
    case TYPE_DOUBLE: *out = FFI_DOUBLE; return true;
    case TYPE_ERROR:
    case TYPE_COUNTRY:
    case TYPE_ECCN:
    case TYPE_ENUM:
    case TYPE_RECORD:
    case TYPE_LIST:
    case TYPE_NONE:
    case TYPE_UNKNOWN: break; // refused by check/ already
    }
    return false;
}

static const char *kind_name(FfiKind kind)
{
    switch (kind) {
    case FFI_NUMBER: return "number";
    case FFI_INTEGER: return "integer";
    case FFI_DOUBLE: return "double";
    case FFI_TEXT: return "text";
    case FFI_BOOLEAN: return "boolean";
    case FFI_DATE: return "date";
    }
    return "";
}

Str signature_text(Arena *arena, const FfiNative *native)
{
    Buf buf;
    buf_init(&buf, arena);
    buf_addf(&buf, "%s(", kind_name(native->result));
    for (size_t i = 0; i < native->signature.n_params; i++) {
        buf_addf(&buf, "%s%s", i == 0 ? "" : ",", kind_name(native->kinds[i]));
    }
    buf_char(&buf, ')');
    return buf_done(&buf);
}

// Blanks do not count.
bool signature_agrees(Str declared, Str described)
{
    size_t at = 0;
    for (size_t i = 0; i < described.len; i++) {
        if (described.at[i] == ' ') {
            continue;
        }
        if (at == declared.len || declared.at[at] != described.at[i]) {
            return false;
        }
        at++;
    }
    return at == declared.len;
}
