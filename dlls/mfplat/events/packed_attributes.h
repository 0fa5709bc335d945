/* SPDX-License-Identifier: MIT */
/* Attribute stores inside packed blocks. */
#ifndef OPENMFPLAT_EVENTS_PACKED_ATTRIBUTES_H
#define OPENMFPLAT_EVENTS_PACKED_ATTRIBUTES_H

#include "base/pack.h"
#include <mfobjects.h>

/* Appends the items of any store, consistent while others write to it. Items that hold interfaces are left out, as
 * MFGetAttributesAsBlob does. */
void packed_attributes_put(struct packer *packer, IMFAttributes *attributes);
/* Fills a store from the next block. E_INVALIDARG for bytes that are no such block, E_OUTOFMEMORY. */
HRESULT packed_attributes_get(struct unpacker *unpacker, IMFAttributes *attributes);

#endif
