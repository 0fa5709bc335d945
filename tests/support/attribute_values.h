/* SPDX-License-Identifier: MIT */
/* Values of every kind for the tests of attribute stores, and the store that the checked fixture makes. */
#ifndef OPENMFPLAT_TESTS_ATTRIBUTE_VALUES_H
#define OPENMFPLAT_TESTS_ATTRIBUTE_VALUES_H

#include "support/callback.h"

extern const GUID key_a, key_b, key_c, key_d; /* in ascending order */
extern const GUID value_guid;
extern const UINT8 value_blob[6];

/* Seven kinds of value, one setter each. */
enum value_kind { UINT32_VALUE, UINT64_VALUE, DOUBLE_VALUE, GUID_VALUE, STRING_VALUE, BLOB_VALUE, UNKNOWN_VALUE, KINDS };

extern const MF_ATTRIBUTE_TYPE value_types[KINDS];
extern struct test_object value_object; /* the value of UNKNOWN_VALUE; tests initialise it */

/* The checked fixture: an empty store, whose last reference the teardown has. */
extern IMFAttributes *store;
void store_setup(void);
void store_teardown(void);

UINT32 count_of(IMFAttributes *attributes);
/* Keys that differ for different numbers. */
GUID numbered_key(UINT32 n);
HRESULT set_value(IMFAttributes *attributes, const GUID *key, enum value_kind kind);
/* The same value, in memory of the tests: not to be cleared. */
void make_propvariant(PROPVARIANT *value, enum value_kind kind);

#endif
