// Named records: definitions that hold a record of constants, so that facts can name them.
//
// In:  the definitions of the policy. Out: Core.schema with its map of constants, each a
//      whole copy shared by all decisions.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/core/lower.h"

static const Node *record_of(const Decl *decl)
{
    if (decl->n_params > 0 || decl->n_versions != 1 || decl->type->kind != TYPE_RECORD) {
        return NULL;
    }
    const Node *body = node_kid(decl->versions[0], DEFINE_BODY);
    return body != NULL && body->kind == NODE_MAKE ? body : NULL;
}

static Fact *fold(Lowering *low, const Decl *decl)
{
    const Node *body = record_of(decl), *where;
    Fact *fact = body != NULL ? constant_fold(low, body, decl->type, &where) : NULL;
    if (fact == NULL) {
        return NULL;
    }
    fact = fact_copy(low->arena, fact, NULL, decl->name, 0);
    fact->unverified = head_text(node_kid(decl->versions[0], DEFINE_HEADS), HEAD_UNVERIFIED);
    fact->origin = fact->unverified.len > 0 ? decl->name : STR_NONE;
    return fact;
}

void name_constants(Lowering *low)
{
    Map *constants = arena_make(low->arena, Map);
    map_init(constants, low->arena);
    for (size_t i = 0; i < low->checked->defines.n; i++) {
        const Decl *decl = low->checked->defines.items[i];
        Fact *fact = fold(low, decl);
        if (fact != NULL) {
            map_put(constants, decl->name, fact);
        }
    }
    FactSchema *schema = arena_make(low->arena, FactSchema);
    *schema = low->checked->schema;
    schema->constants = constants;
    low->core->schema = schema;
}
