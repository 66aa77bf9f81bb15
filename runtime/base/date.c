// Civil dates as day numbers: the proleptic Gregorian calendar by its 400-year circle.
//
// Years are counted from 1 March, so that the leap day is the last day of a year.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/base/date.h"

enum {
    YEAR_MIN = 1,
    YEAR_MAX = 9999,
    DAYS_PER_400_YEARS = 146097,
    DAYS_BEFORE_1970 = 719468, // from 0000-03-01
};

static bool is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int month_length(int year, int month)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : lengths[month - 1];
}

bool date_make(int year, int month, int day, Day *out)
{
    if (year < YEAR_MIN || year > YEAR_MAX || month < 1 || month > 12 || day < 1 ||
        day > month_length(year, month)) {
        return false;
    }
    int march_year = month > 2 ? year : year - 1;
    int march_month = month > 2 ? month - 3 : month + 9;
    int circle = march_year / 400, in_circle = march_year % 400;
    int in_year = (153 * march_month + 2) / 5 + day - 1;
    int in_days = in_circle * 365 + in_circle / 4 - in_circle / 100 + in_year;
    *out = circle * DAYS_PER_400_YEARS + in_days - DAYS_BEFORE_1970;
    return true;
}

void date_split(Day day, int *year, int *month, int *day_of_month)
{
    int days = day + DAYS_BEFORE_1970;
    int circle = days / DAYS_PER_400_YEARS, in_days = days % DAYS_PER_400_YEARS;
    // Takes away the leap days passed so far: one in 4 years, none in 100, one in 400.
    int in_circle = (in_days - in_days / 1460 + in_days / 36524 - in_days / 146096) / 365;
    int in_year = in_days - (in_circle * 365 + in_circle / 4 - in_circle / 100);
    int march_month = (5 * in_year + 2) / 153;
    *day_of_month = in_year - (153 * march_month + 2) / 5 + 1;
    *month = march_month < 10 ? march_month + 3 : march_month - 9;
    *year = circle * 400 + in_circle + (*month <= 2);
}

static bool parse_digits(Str text, size_t from, size_t n, int *out)
{
    *out = 0;
    for (size_t i = from; i < from + n; i++) {
        if (text.at[i] < '0' || text.at[i] > '9') {
            return false;
        }
        *out = *out * 10 + (text.at[i] - '0');
    }
    return true;
}

bool date_parse(Str text, Day *out)
{
    int year, month, day;
    return text.len == 10 && text.at[4] == '-' && text.at[7] == '-' &&
           parse_digits(text, 0, 4, &year) && parse_digits(text, 5, 2, &month) &&
           parse_digits(text, 8, 2, &day) && date_make(year, month, day, out);
}

static void print_digits(char *at, size_t n, int number)
{
    for (; n > 0; n--, number /= 10) {
        at[n - 1] = (char)('0' + number % 10);
    }
}

void date_print(Buf *buf, Day day)
{
    int year, month, day_of_month;
    date_split(day, &year, &month, &day_of_month);
    if (year < 0 || year > YEAR_MAX) {
        buf_addf(buf, "%04d-%02d-%02d", year, month, day_of_month);
        return;
    }
    char text[] = "0000-00-00";
    print_digits(text, 4, year);
    print_digits(text + 5, 2, month);
    print_digits(text + 8, 2, day_of_month);
    buf_add(buf, text, 10);
}

Str date_text(Arena *arena, Day day)
{
    Buf buf;
    buf_init(&buf, arena);
    date_print(&buf, day);
    return buf_done(&buf);
}

int date_order(const void *a, const void *b)
{
    const Day *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

bool date_add_months(Day day, int64_t months, DateRounding rounding, Day *out)
{
    const int64_t most = 12 * YEAR_MAX;
    if (months > most || months < -most) {
        return false;
    }
    int year, month, day_of_month;
    date_split(day, &year, &month, &day_of_month);
    int64_t count = (int64_t)year * 12 + (month - 1) + months;
    if (count < 12 * YEAR_MIN || count > 12 * YEAR_MAX + 11) {
        return false;
    }
    year = (int)(count / 12);
    month = (int)(count % 12) + 1;
    int last = month_length(year, month);
    if (day_of_month <= last) {
        return date_make(year, month, day_of_month, out);
    }
    switch (rounding) {
    case DATE_LAST_DAY:
        return date_make(year, month, last, out);
    case DATE_NEXT_MONTH: // never December, which has 31 days
        return date_make(year, month + 1, 1, out);
    }
    return false;
}
