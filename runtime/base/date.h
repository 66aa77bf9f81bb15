// Civil dates as day numbers, proleptic Gregorian, without clock or zone.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_BASE_DATE_H
#define LICET_BASE_DATE_H

#include "runtime/base/buf.h"

// Days since 1970-01-01. Valid dates are 0001-01-01 to 9999-12-31.
typedef int32_t Day;
enum { DAY_MIN = -719162, DAY_MAX = 2932896 };

bool date_parse(Str text, Day *out); // "2023-11-17" exactly; false for 2023-02-29
bool date_make(int year, int month, int day, Day *out);
void date_split(Day day, int *year, int *month, int *day_of_month);
void date_print(Buf *buf, Day day);
Str date_text(Arena *arena, Day day);
int date_order(const void *a, const void *b); // of two Days, for qsort
// Month arithmetic: a day the target month lacks becomes its last day, or the first of the
// next month. False when out of range.
typedef enum DateRounding { DATE_LAST_DAY, DATE_NEXT_MONTH } DateRounding;
bool date_add_months(Day day, int64_t months, DateRounding rounding, Day *out);

#endif
