// Labels as the law prints them, compared by their segments.
//
// A segment ends before '.' and around brackets; "742.6" at the beginning is one segment,
// since a section's number is not a paragraph of its part.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/check/label.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

// The next segment from *at, which is advanced; empty at the end.
static Str next_segment(Str label, size_t *at)
{
    bool first = *at == 0;
    while (*at < label.len && strchr(".()", label.at[*at])) {
        (*at)++;
    }
    size_t start = *at;
    bool digits = true;
    while (*at < label.len && !strchr("()", label.at[*at])) {
        char c = label.at[*at];
        if (c == '.') {
            bool section = first && digits && *at > start && *at + 1 < label.len &&
                           is_digit(label.at[*at + 1]);
            if (!section) {
                break;
            }
            first = false;
        } else if (!is_digit(c)) {
            digits = false;
        }
        (*at)++;
    }
    return str_sub(label, start, *at);
}

bool label_is_under(Str label, Str above)
{
    size_t i = 0, j = 0;
    for (;;) {
        Str want = next_segment(above, &j);
        if (want.len == 0) {
            return true;
        }
        if (!str_eq(next_segment(label, &i), want)) {
            return false;
        }
    }
}

bool label_is_eccn(Str label)
{
    if (str_is(label, "EAR99")) {
        return true;
    }
    return label.len >= 5 && is_digit(label.at[0]) && is_upper(label.at[1]) &&
           is_digit(label.at[2]) && is_digit(label.at[3]) && is_digit(label.at[4]) &&
           (label.len == 5 || label.at[5] == '.');
}
