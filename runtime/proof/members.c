// Members that many parts of the document share: provision, citation, code, finding.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/proof/inner.h"

void put_provision(Making *m, Json *out, const CoreRule *rule)
{
    put_plain(m->arena, out, "provision", rule->label);
    put_day(m->arena, out, "version", rule->from);
    texts_rule(m, rule);
}

void put_cites(Making *m, Json *out, const CoreRule *rule)
{
    put_text(m->arena, out, "cite", rule->cites);
    put_text(m->arena, out, "fr", rule->source);
}

void put_code(Making *m, Json *out, Str code, TextSet *codes)
{
    put_text(m->arena, out, "code", code);
    if (code.len > 0 && codes != NULL) {
        set_add(m->arena, codes, code);
    }
}

void put_finding(Making *m, Json *out, const Regime *regime, bool undetermined,
                 uint32_t verdict, uint32_t low, uint32_t high)
{
    put_plain(m->arena, out, "finding",
              undetermined ? STR("undetermined") : regime->chain[verdict].name);
    put_plain(m->arena, out, "low", regime->chain[low].name);
    put_plain(m->arena, out, "high", regime->chain[high].name);
    for (size_t i = 0; i < regime->n; i++) {
        texts_set(m, "verdict:", regime->chain[i].name, regime->chain[i].title);
    }
    texts_set(m, "regime:", regime->name, regime->title);
}
