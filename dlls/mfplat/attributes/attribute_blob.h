/* SPDX-License-Identifier: MIT */
/* The binary form of attributes that native writes to the registry: MFGetAttributesAsBlob and its relatives.
 *
 * Little-endian, no padding: a signature, the number of items, a record of 32 bytes for each item in ascending order of
 * keys, then the payloads in the same order. Interface pointers and keys without a value are left out.
 */
#ifndef OPENMFPLAT_ATTRIBUTES_ATTRIBUTE_BLOB_H
#define OPENMFPLAT_ATTRIBUTES_ATTRIBUTE_BLOB_H

#include "attributes/store_table.h"

/* HRESULT_FROM_WIN32(ERROR_ARITHMETIC_OVERFLOW) when it is more than a UINT32 can say. NULL: no items. */
HRESULT attribute_blob_size(const struct store_table *table, UINT32 *size);
/* Fills `blob`, which has the size that attribute_blob_size gave. Orders the table. */
void attribute_blob_write(struct store_table *table, BYTE *blob);
/* Makes a table of a blob that nobody vouches for; NULL for no items. Bytes behind the last payload, payloads that
 * overlap and any order of records are accepted; of two records with one key the later counts. E_INVALIDARG for
 * anything else that is not as described, E_OUTOFMEMORY. */
HRESULT attribute_blob_read(const BYTE *blob, UINT32 size, struct store_table **table);

#endif
