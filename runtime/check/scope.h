// Scope: which declarations there are, and which of them a module sees.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_CHECK_SCOPE_H
#define LICET_CHECK_SCOPE_H

#include "runtime/check/pass.h"

// Sorts the modules and finds what each sees: itself, its imports' imports, licet.units.
void scope_open(Pass *pass, const Module *const *modules, size_t n);

size_t scope_index(const Pass *pass, const Module *module);
bool scope_sees(const Pass *pass, size_t from, const Module *module);
// Files a declaration under its name.
void scope_add(Pass *pass, Space space, Decl *decl);
Names *scope_names(const Pass *pass, Space space, Str name); // NULL when nobody has it
// The visible declaration; NULL when there is none. *other is a second one, or NULL.
const Decl *scope_find(const Pass *pass, size_t from, Space space, Str name,
                       const Decl **other);
// A declaration that exists but is not seen, or NULL.
const Decl *scope_hidden(const Pass *pass, size_t from, Space space, Str name);
// Visible names of a space are appended to the candidates for did-you-mean.
typedef struct Candidates {
    VEC(Str) list;
} Candidates;
void scope_candidates(Pass *pass, size_t from, Space space, Candidates *out);
// Adds "did you mean 'x'?" when some candidate is near; else false.
bool scope_suggest(Pass *pass, Diag *diag, Str word, const Candidates *candidates);
// Reports that two declarations compete.
void scope_ambiguous(Pass *pass, Span span, const Decl *a, const Decl *b);
// Says where a hidden declaration stands and how to import it. Always false.
bool scope_report_hidden(Pass *pass, Span span, const Decl *hidden);

// The regime of rules in the module; reports and returns NULL when there is not exactly
// one.
const Regime *scope_regime(Pass *pass, size_t module, Span span);
const Decl *scope_builtin(Pass *pass,
                          Str name); // NULL when no built-in function is so called
const Decl *scope_country(Pass *pass, Str code);   // NULL when no country
const char *scope_kind(const Decl *decl);          // "a fact", "an act", "a definition" ...
const char *scope_vocabulary(VocabularyKind kind); // "outcome", "reason" ...

#endif
