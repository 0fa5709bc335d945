/* SPDX-License-Identifier: MIT */
/* Comparing whole attribute stores. */
#ifndef OPENMFPLAT_ATTRIBUTES_ATTRIBUTE_COMPARE_H
#define OPENMFPLAT_ATTRIBUTES_ATTRIBUTE_COMPARE_H

#include "attributes/attribute_snapshot.h"

/* IMFAttributes::Compare for two stores of any make. E_INVALIDARG for an unknown kind of match, E_POINTER for a NULL
 * argument, E_OUTOFMEMORY. */
HRESULT attribute_compare(IMFAttributes *ours, IMFAttributes *theirs, MF_ATTRIBUTES_MATCH_TYPE match, BOOL *result);

/* TRUE when every item of `a` is in `b` with equal type and value; keys among the `except_count` are passed over. NULL
 * tables are empty. */
BOOL attribute_tables_contained(const struct store_table *a, const struct store_table *b, const GUID *const *except,
        unsigned int except_count);

#endif
