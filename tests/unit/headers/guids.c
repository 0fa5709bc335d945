/* SPDX-License-Identifier: MIT */
/* The table of identifiers, made of the symbols of the libraries; theirs are linked under other names. */

#include "guids.h"

#define GUID_DECLARE
#include "tests/unit/headers/guids.inc"
#undef GUID_DECLARE

const struct guid_row guid_rows[] =
{
#include "tests/unit/headers/guids.inc"
};

const unsigned int guid_count = ARRAYSIZE(guid_rows);
