// Where the tokens of a JSON text start: the door to simdjson, for json_parse.c.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_BASE_JSON_READ_H
#define LICET_BASE_JSON_READ_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// Writes up to `cap` offsets of '{', '}', '[', ']', ':', ',', opening quotes and first
// bytes of other scalars, in order, and returns how many there are. 0 when the text is
// empty, is not UTF-8, or has a string that is unclosed or holds control characters, and
// when simdjson cannot run here: json_parse.c then looks for itself.
size_t json_index(const char *text, size_t len, uint32_t *out, size_t cap);

#ifdef __cplusplus
}
#endif

#endif
