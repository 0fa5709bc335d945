/* SPDX-License-Identifier: MIT */
/* libFuzzer target: any bytes as a serialized event. */

#include "events/event_serialization.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    IMFMediaEvent *event = (void *)1, *again;
    BYTE *bytes;
    DWORD count;
    HRESULT hr;

    hr = MFDeserializeEvent(size, (BYTE *)data, &event);
    if (FAILED(hr) != !event)
        abort();
    if (!event)
        return 0;
    /* What was accepted can be written and read again. */
    if (FAILED(MFSerializeEvent(event, &count, &bytes)) || FAILED(MFDeserializeEvent(count, bytes, &again)))
        abort();
    CoTaskMemFree(bytes);
    if (IMFMediaEvent_Release(again) || IMFMediaEvent_Release(event))
        abort();
    return 0;
}
