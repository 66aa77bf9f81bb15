// Where the tokens of a JSON text start: the only file that speaks to simdjson.
//
// Only simdjson's first stage is used: it checks UTF-8 and finds the tokens with vector
// instructions. The tree is built in C (json_parse.c), which keeps number literals as text
// and says where an error is; simdjson's own second stage does neither. Nothing is thrown
// and no arena is touched here, so no jump crosses a C++ frame. simdjson takes its memory
// from malloc; json_index gives it back before the return, an indexer when it is freed. Written against simdjson 3.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/base/json_read.h"

#include <algorithm>
#include <memory>
#include <new>

#include <simdjson.h>

// Chosen when the program or library is loaded: simdjson allocates for the choice, and would
// end the process if that failed within a call.
static const simdjson::implementation *const machine =
    simdjson::get_available_implementations().detect_best_supported();

extern "C" size_t json_index(const char *text, size_t len, uint32_t *out, size_t cap)
{
    std::unique_ptr<simdjson::internal::dom_parser_implementation> parser;
    if (machine->create_dom_parser_implementation(len, 1, parser) != simdjson::SUCCESS) {
        return 0;
    }
    const uint8_t *bytes = reinterpret_cast<const uint8_t *>(text);
    if (parser->stage1(bytes, len, simdjson::stage1_mode::regular) != simdjson::SUCCESS) {
        return 0;
    }
    size_t n = parser->n_structural_indexes;
    std::copy_n(parser->structural_indexes.get(), std::min(n, cap), out);
    return n;
}

struct JsonIndexer {
    std::unique_ptr<simdjson::internal::dom_parser_implementation> parser;
    size_t capacity = 0;
};

extern "C" JsonIndexer *json_indexer_new(void)
{
    return new (std::nothrow) JsonIndexer;
}

extern "C" void json_indexer_free(JsonIndexer *indexer)
{
    delete indexer;
}

extern "C" size_t json_indexer_run(JsonIndexer *indexer, const char *text, size_t len,
                                   const uint32_t **out)
{
    if (len == 0 || len > JSON_INDEXED_MAX) {
        return 0;
    }
    if (len > indexer->capacity) {
        size_t capacity = std::max(2 * len, size_t{4096});
        if (machine->create_dom_parser_implementation(capacity, 1, indexer->parser) !=
            simdjson::SUCCESS) {
            indexer->capacity = 0;
            return 0;
        }
        indexer->capacity = capacity;
    }
    const uint8_t *bytes = reinterpret_cast<const uint8_t *>(text);
    if (indexer->parser->stage1(bytes, len, simdjson::stage1_mode::regular) !=
        simdjson::SUCCESS) {
        return 0;
    }
    uint32_t *tokens = indexer->parser->structural_indexes.get();
    size_t n = indexer->parser->n_structural_indexes;
    tokens[n] = tokens[n + 1] = static_cast<uint32_t>(len); // simdjson keeps room for three
    *out = tokens;
    return n;
}
