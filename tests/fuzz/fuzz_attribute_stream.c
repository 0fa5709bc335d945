/* SPDX-License-Identifier: MIT */
/* libFuzzer target: any bytes as attributes on a stream; the first byte is the options. */

#include "memory_stream.h"
#include <mfapi.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct memory_stream stream;
    IMFAttributes *attributes;
    UINT32 value;

    if (!size)
        return 0;
    if (FAILED(MFCreateAttributes(&attributes, 0)))
        abort();
    IMFAttributes_SetUINT32(attributes, &IID_IUnknown, 7);
    memory_stream_init(&stream, (void *)(data + 1), size - 1, size - 1);
    if (FAILED(MFDeserializeAttributesFromStream(attributes, data[0] & 1, &stream.IStream_iface))
            && (FAILED(IMFAttributes_GetUINT32(attributes, &IID_IUnknown, &value)) || value != 7))
        abort();
    if (stream.position > stream.size || IMFAttributes_Release(attributes))
        abort();
    return 0;
}
