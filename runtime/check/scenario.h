// Scenarios: what is given fits the facts, what is expected can be.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_CHECK_SCENARIO_H
#define LICET_CHECK_SCENARIO_H

#include "runtime/check/pass.h"

void scenario_check_all(Pass *pass);

#endif
