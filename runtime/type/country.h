// ISO 3166-1 countries: codes and names.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_TYPE_COUNTRY_H
#define LICET_TYPE_COUNTRY_H

#include "runtime/base/str.h"

bool country_exists(Str alpha2);
Str country_name(Str alpha2);        // "China"; empty when unknown
Str country_from_alpha3(Str alpha3); // "CN"; empty when unknown
size_t country_count(void);
Str country_at(size_t index);        // alpha-2, sorted
Str country_alpha3_at(size_t index); // of the same

#endif
