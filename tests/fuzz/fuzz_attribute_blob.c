/* SPDX-License-Identifier: MIT */
/* libFuzzer target: any bytes as an attribute blob. What is accepted must come back the same from its own blob. */

#include <windows.h>
#include <mfapi.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    IMFAttributes *attributes, *copy;
    UINT32 blob_size, value;
    BOOL equal = FALSE;
    BYTE *blob;
    HRESULT hr;

    if (FAILED(MFCreateAttributes(&attributes, 0)) || FAILED(MFCreateAttributes(&copy, 0)))
        abort();
    IMFAttributes_SetUINT32(attributes, &IID_IUnknown, 7);
    hr = MFInitAttributesFromBlob(attributes, data, (UINT)size);
    if (FAILED(hr))
    {
        /* Unchanged. */
        if (hr != E_INVALIDARG || FAILED(IMFAttributes_GetUINT32(attributes, &IID_IUnknown, &value)) || value != 7)
            abort();
    }
    else
    {
        /* Overlapping payloads may say more than fits. */
        if (SUCCEEDED(MFGetAttributesAsBlobSize(attributes, &blob_size)) && blob_size < 0x1000000)
        {
            blob = malloc(blob_size);
            if (MFGetAttributesAsBlob(attributes, blob, blob_size) != S_OK
                    || MFInitAttributesFromBlob(copy, blob, blob_size) != S_OK
                    || IMFAttributes_GetCount(attributes, &value) != S_OK || value > size / 32
                    || IMFAttributes_Compare(attributes, copy, MF_ATTRIBUTES_MATCH_ALL_ITEMS, &equal) != S_OK)
                abort();
            (void)equal; /* a NaN differs from itself */
            free(blob);
        }
    }
    if (IMFAttributes_Release(attributes) || IMFAttributes_Release(copy))
        abort();
    return 0;
}
