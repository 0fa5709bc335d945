/* SPDX-License-Identifier: MIT */
/* Attribute stores inside packed blocks: the size, and the blob of MFGetAttributesAsBlob. */

#include "events/packed_attributes.h"
#include <mfapi.h>

void packed_attributes_put(struct packer *packer, IMFAttributes *attributes)
{
    UINT32 size = 0;
    void *place;
    HRESULT hr;

    hr = IMFAttributes_LockStore(attributes);
    if (FAILED(hr))
    {
        packer_fail(packer, hr);
        return;
    }
    hr = MFGetAttributesAsBlobSize(attributes, &size);
    packer_fail(packer, hr);
    packer_put_uint32(packer, size);
    place = packer_reserve(packer, size);
    if (place)
        packer_fail(packer, MFGetAttributesAsBlob(attributes, place, size));
    IMFAttributes_UnlockStore(attributes);
}

HRESULT packed_attributes_get(struct unpacker *unpacker, IMFAttributes *attributes)
{
    const void *data;
    UINT32 size;

    if (!unpacker_get_block(unpacker, &data, &size))
        return E_INVALIDARG;
    return MFInitAttributesFromBlob(attributes, data, size);
}
