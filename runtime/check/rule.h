// Rules: subjects, effects and their words, conditions, duties.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_CHECK_RULE_H
#define LICET_CHECK_RULE_H

#include "runtime/check/pass.h"

// What each rule is about, and what is classified; before any expression is looked at.
void rule_subjects(Pass *pass);
// Everything else about rules.
void rule_check_all(Pass *pass);
// The word of a vocabulary that a name or term stands for; reports and returns NULL.
const Decl *rule_word(Pass *pass, size_t module, const Node *node, VocabularyKind kind);

#endif
