// Where the tokens of a JSON text start: the only file that speaks to simdjson.
//
// Only simdjson's first stage is used: it checks UTF-8 and finds the tokens with vector
// instructions. The tree is built in C (json_parse.c), which keeps number literals as text
// and says where an error is; simdjson's own second stage does neither. Nothing is thrown
// and no arena is touched here, so no jump crosses a C++ frame. simdjson takes its memory
// from malloc and gives it back before the return. Written against simdjson 3.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/base/json_read.h"

#include <algorithm>
#include <memory>
#include <new>

#include <simdjson.h>

// Chosen when the program or library is loaded: simdjson allocates for the choice, and would
// end the process if that failed within a call.
// NOLINTNEXTLINE(cert-err58-cpp): a program that cannot even be loaded may end so
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
