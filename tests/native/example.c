// A library of native functions for the tests: good ones, and one for each way to be wrong.
//
// Written as a stranger would write it: only licet_native.h is included, nothing is linked.
// SPDX-License-Identifier: Apache-2.0
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/include/licet_native.h"

#define EXPORT __attribute__((visibility("default")))
#define NATIVE(result, name, parameters) \
    EXPORT result name parameters; \
    EXPORT result name parameters

// -- good ones

EXPORT extern const char days_between_signature[];
const char days_between_signature[] = "integer(date, date)";

NATIVE(int64_t, days_between, (licet_call *call, int32_t from, int32_t to))
{
    (void)call;
    return (int64_t)to - from;
}

NATIVE(int32_t, day_after, (licet_call *call, int32_t day))
{
    (void)call;
    return day + 1;
}

NATIVE(int, is_leap_year, (licet_call *call, int64_t year))
{
    (void)call;
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

NATIVE(int, not_so, (licet_call *call, int so))
{
    (void)call;
    return !so;
}

EXPORT extern const char share_through_signature[];
const char share_through_signature[] = "number(number,number)";

// The product of two shares; good for the few digits that the tests give it.
NATIVE(void, share_through, (licet_call *call, const licet_number *a,
                             const licet_number *b, licet_number *out))
{
    char *num = call->allocate(call, 64), *den = call->allocate(call, 64);
    snprintf(num, 64, "%lld", atoll(a->num) * atoll(b->num));
    snprintf(den, 64, "%lld", atoll(a->den) * atoll(b->den));
    out->num = num;
    out->den = den;
}

// As it came, of any length.
NATIVE(void, same_number, (licet_call *call, const licet_number *a, licet_number *out))
{
    (void)call;
    *out = *a;
}

NATIVE(void, end_use_class, (licet_call *call, const char *text, const char **out))
{
    (void)call;
    *out = strstr(text, "missile") != NULL || strstr(text, "Rakete") != NULL ? "military"
           : text[0] == '\0'                                               ? ""
                                                                           : "civil";
}

NATIVE(int64_t, mixed, (licet_call *call, int yes, double real, const char *text,
                        int32_t day, const licet_number *number, int64_t integer))
{
    (void)call;
    return yes + (int64_t)(real * 4) + (int64_t)strlen(text) + day + atoll(number->num) +
           integer;
}

NATIVE(int64_t, nothing_taken, (licet_call *call))
{
    return call->version == LICET_NATIVE_VERSION ? 42 : 0;
}

// -- asking back

NATIVE(void, twice_of, (licet_call *call, const char *define, licet_number *out))
{
    licet_value three = {.kind = LICET_INTEGER, .as.integer = 3}, got;
    if (call->call_back(call, define, &three, 1, &got) != LICET_ANSWERED ||
        got.kind != LICET_NUMBER) {
        out->num = "0"; // must not count
        return;
    }
    char *num = call->allocate(call, 64);
    snprintf(num, 64, "%lld", 2 * atoll(got.as.number.num));
    out->num = num;
    out->den = got.as.number.den;
}

NATIVE(int, asks_with_all_kinds, (licet_call *call, int32_t day))
{
    licet_number half = {"1", "2"};
    licet_value got, args[] = {
        {.kind = LICET_NUMBER, .as.number = half},
        {.kind = LICET_INTEGER, .as.integer = -7},
        {.kind = LICET_TEXT, .as.text = "x"},
        {.kind = LICET_BOOLEAN, .as.boolean = 1},
        {.kind = LICET_DATE, .as.date = day},
    };
    return call->call_back(call, "five", args, 5, &got) == LICET_ANSWERED &&
           got.kind == LICET_BOOLEAN && got.as.boolean;
}

NATIVE(int, asks_nobody, (licet_call *call))
{
    licet_value got;
    return call->call_back(call, NULL, NULL, 0, &got) == LICET_FAILED;
}

NATIVE(int, asks_badly, (licet_call *call))
{
    licet_value got, bad = {.kind = LICET_NUMBER, .as.number = {"1", "0"}};
    return call->call_back(call, "any", &bad, 1, &got) == LICET_FAILED;
}

// -- wrong ones

NATIVE(int64_t, always_fails, (licet_call *call, int64_t code))
{
    if (code == 1) {
        call->fail(call, "\xFF");
    }
    call->fail(call, code == 2 ? NULL : "register 7 is closed\n");
    call->fail(call, "the second reason does not count");
    return 0;
}

EXPORT extern const char described_otherwise_signature[];
const char described_otherwise_signature[] = "number(number,text)";

NATIVE(int64_t, described_otherwise, (licet_call *call, int64_t a))
{
    (void)call;
    return a;
}

NATIVE(void, null_text, (licet_call *call, const char **out))
{
    (void)call;
    *out = NULL;
}

NATIVE(void, bad_text, (licet_call *call, const char **out))
{
    (void)call;
    *out = "a\xC3(";
}

NATIVE(void, long_text, (licet_call *call, const char **out))
{
    char *text = call->allocate(call, 20001);
    memset(text, 'x', 20000);
    *out = text;
}

NATIVE(void, no_number, (licet_call *call, int64_t how, licet_number *out))
{
    (void)call;
    static const char *const nums[] = {NULL, "", "-", "1.5", "12a", "1", "1", "--1", "+1"};
    static const char *const dens[] = {"1", "1", "1", "1", "1", "0", "-2", "1", "1"};
    out->num = nums[how];
    out->den = dens[how];
}

NATIVE(int64_t, too_much, (licet_call *call))
{
    (void)call;
    return 101;
}

NATIVE(int32_t, no_day, (licet_call *call))
{
    (void)call;
    return INT32_MAX;
}
