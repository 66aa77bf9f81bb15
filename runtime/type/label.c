// Labels as the regulation prints them: segments, covering, order.
//
// "742.6(a)(6)" has the segments 742.6, a, 6; "3A090.a.1" has 3A090, a, 1; a path of words
// is split at its dots. A label covers itself and every label below it.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/type/label.h"

// End of the segment that starts at `from`; *next is where the following one starts.
static size_t segment_end(Str label, size_t from, size_t *next)
{
    bool section = from == 0 && label.len && label.at[0] >= '0' && label.at[0] <= '9';
    size_t i = from;
    // The dot of a section number (742.6) belongs to its first segment.
    bool eccn = section && label.len >= 2 && label.at[1] >= 'A' && label.at[1] <= 'Z';
    bool dot_is_part = section && !eccn;
    for (; i < label.len; i++) {
        char c = label.at[i];
        if (c == '(' || c == ')')
            break;
        if (c == '.' && !dot_is_part)
            break;
        if (c == '.')
            dot_is_part = false;
    }
    size_t end = i;
    while (i < label.len && (label.at[i] == '(' || label.at[i] == ')' || label.at[i] == '.'))
        i++;
    *next = i;
    return end;
}

size_t label_segments(Arena *arena, Str label, Str **out)
{
    size_t n = 0, at = 0;
    Str *segments = arena_array(arena, Str, label.len + 1);
    while (at < label.len) {
        size_t next;
        size_t end = segment_end(label, at, &next);
        segments[n++] = str_sub(label, at, end);
        at = next;
    }
    *out = segments;
    return n;
}

bool label_covers(Str above, Str label)
{
    size_t a = 0, b = 0;
    while (a < above.len && b < label.len) {
        size_t next_a, next_b;
        size_t end_a = segment_end(above, a, &next_a);
        size_t end_b = segment_end(label, b, &next_b);
        if (!str_eq(str_sub(above, a, end_a), str_sub(label, b, end_b)))
            return false;
        a = next_a;
        b = next_b;
    }
    return a >= above.len;
}

int label_compare(Str a, Str b)
{
    size_t i = 0, j = 0;
    while (i < a.len && j < b.len) {
        size_t next_i, next_j;
        size_t end_i = segment_end(a, i, &next_i);
        size_t end_j = segment_end(b, j, &next_j);
        int order = str_cmp(str_sub(a, i, end_i), str_sub(b, j, end_j));
        if (order)
            return order;
        i = next_i;
        j = next_j;
    }
    return i < a.len ? 1 : j < b.len ? -1 : str_cmp(a, b);
}
