// Labels as the regulation prints them: segments, covering, order.
//
// "742.6(a)(6)" has the segments 742.6, a, 6; "3A090.a.1" has 3A090, a, 1; a path of words
// is split at its dots. A label covers itself and every label below it.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/type/label.h"

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

// The dot of a section number (742.6) belongs to its first segment.
static bool is_section_dot(Str label, size_t at)
{
    for (size_t i = 0; i < at; i++) {
        if (!is_digit(label.at[i]))
            return false;
    }
    return at > 0 && at + 1 < label.len && is_digit(label.at[at + 1]);
}

// End of the segment that starts at `from`; *next is where the following one starts.
static size_t segment_end(Str label, size_t from, size_t *next)
{
    size_t i = from;
    for (; i < label.len && label.at[i] != '(' && label.at[i] != ')'; i++) {
        if (label.at[i] == '.' && !is_section_dot(label, i))
            break;
    }
    size_t end = i;
    while (i < label.len && (label.at[i] == '(' || label.at[i] == ')' || label.at[i] == '.'))
        i++;
    *next = i;
    return end;
}

bool label_is_eccn(Str label)
{
    if (str_is(label, "EAR99"))
        return true;
    return label.len >= 5 && is_digit(label.at[0]) && is_upper(label.at[1]) && is_digit(label.at[2]) &&
           is_digit(label.at[3]) && is_digit(label.at[4]) && (label.len == 5 || label.at[5] == '.');
}

Str label_first(Str label)
{
    size_t next;
    return str_sub(label, 0, segment_end(label, 0, &next));
}

static bool parts(char c)
{
    return c == '.' || c == '(' || c == ')';
}

// Their order, when they differ before either has a mark that parts segments: most pairs do.
static int differ_at_once(Str a, Str b)
{
    for (size_t i = 0; i < a.len && i < b.len && !parts(a.at[i]) && !parts(b.at[i]); i++) {
        if (a.at[i] != b.at[i])
            return (unsigned char)a.at[i] < (unsigned char)b.at[i] ? -1 : 1;
    }
    return 0;
}

bool label_covers(Str above, Str label)
{
    size_t a = 0, b = 0;
    if (differ_at_once(above, label))
        return false;
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
    int at_once = differ_at_once(a, b);
    if (at_once)
        return at_once;
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
