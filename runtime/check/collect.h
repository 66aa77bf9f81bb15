// Collecting: makes a Decl of every declaration and files it under its name.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_CHECK_COLLECT_H
#define LICET_CHECK_COLLECT_H

#include "runtime/check/pass.h"

// Declarations of all modules, without types yet; reports names declared twice.
void collect_declarations(Pass *pass);

#endif
