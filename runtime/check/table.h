// Tables: rows in the source and in CSV files, against their columns.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_CHECK_TABLE_H
#define LICET_CHECK_TABLE_H

#include "runtime/check/pass.h"

// Fills the rows of all tables; reports cells that do not fit and rows that collide.
void table_check_all(Pass *pass);
// Whether a table may name the file: beside its module or below, never elsewhere.
bool table_file_name_is_good(Str name);

#endif
