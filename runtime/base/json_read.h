// Where the tokens of a JSON text start: the door to simdjson. For base and fast.
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

// The same for many texts, one after the other: keeps its memory. `text` must be readable for
// JSON_PADDING bytes behind its end; *out lives until the next text, and behind the last offset
// stand two more, at the end of the text. 0 as above.
typedef struct JsonIndexer JsonIndexer;
enum { JSON_PADDING = 64, JSON_INDEXED_MAX = 1 << 22 };
JsonIndexer *json_indexer_new(void); // NULL without memory
void json_indexer_free(JsonIndexer *indexer);
size_t json_indexer_run(JsonIndexer *indexer, const char *text, size_t len, const uint32_t **out);

#ifdef __cplusplus
}
#endif

#endif
