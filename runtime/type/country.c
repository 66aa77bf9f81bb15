// ISO 3166-1 countries: codes and names, from country.def.
//
// In:  a code as a policy, a fact or a CSV cell writes it.
// Out: whether it exists, its name, its other spelling. Constant data only; no allocation.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/type/country.h"

typedef struct Country {
    const char alpha2[3], alpha3[4];
    const char *name;
} Country;

static const Country COUNTRIES[] = {
#define X(two, three, title) {two, three, title},
#include "runtime/type/country.def"
#undef X
};

// Binary search: the list is sorted by alpha-2.
static const Country *find(Str alpha2)
{
    if (alpha2.len != 2) {
        return NULL;
    }
    size_t low = 0, high = countof(COUNTRIES);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = memcmp(alpha2.at, COUNTRIES[middle].alpha2, 2);
        if (order == 0) {
            return &COUNTRIES[middle];
        }
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return NULL;
}

bool country_exists(Str alpha2)
{
    return find(alpha2) != NULL;
}

Str country_name(Str alpha2)
{
    const Country *country = find(alpha2);
    return country ? str_of(country->name) : STR_NONE;
}

Str country_from_alpha3(Str alpha3)
{
    for (size_t i = 0; alpha3.len == 3 && i < countof(COUNTRIES); i++) {
        if (memcmp(alpha3.at, COUNTRIES[i].alpha3, 3) == 0) {
            return str_of(COUNTRIES[i].alpha2);
        }
    }
    return STR_NONE;
}

size_t country_count(void)
{
    return countof(COUNTRIES);
}

Str country_at(size_t index)
{
    return str_of(COUNTRIES[index].alpha2);
}

Str country_alpha3_at(size_t index)
{
    return str_of(COUNTRIES[index].alpha3);
}
