/* SPDX-License-Identifier: MIT */
/* The items of any IMFAttributes, ours or foreign, as a table of one's own, and the way back. */
#ifndef OPENMFPLAT_ATTRIBUTES_ATTRIBUTE_SNAPSHOT_H
#define OPENMFPLAT_ATTRIBUTES_ATTRIBUTE_SNAPSHOT_H

#include "attributes/store_table.h"

/* NULL for no items. A foreign store is read by its public methods between LockStore and UnlockStore; items of types
 * that attributes do not have become empty ones. The caller destroys the table. E_OUTOFMEMORY, or a foreign error. */
HRESULT attribute_snapshot_read(IMFAttributes *attributes, struct store_table **snapshot);
/* Makes a store hold exactly the items of the table and consumes the table. A store of ours changes in one step and
 * never fails; a foreign one is emptied and filled by its public methods, its errors come through. */
HRESULT attribute_snapshot_write(IMFAttributes *attributes, struct store_table *snapshot);

#endif
