/* SPDX-License-Identifier: MIT */
/* libFuzzer target: any bytes as a serialized presentation descriptor. */

#include "descriptor/presentation_descriptor.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    IMFPresentationDescriptor *descriptor = (void *)1, *again;
    BYTE *bytes;
    DWORD count;
    HRESULT hr;

    hr = MFDeserializePresentationDescriptor(size, (BYTE *)data, &descriptor);
    if (FAILED(hr) != !descriptor)
        abort();
    if (!descriptor)
        return 0;
    /* What was accepted can be written and read again. */
    if (FAILED(MFSerializePresentationDescriptor(descriptor, &count, &bytes)) ||
            FAILED(MFDeserializePresentationDescriptor(count, bytes, &again)))
        abort();
    CoTaskMemFree(bytes);
    if (IMFPresentationDescriptor_Release(again) || IMFPresentationDescriptor_Release(descriptor))
        abort();
    return 0;
}
