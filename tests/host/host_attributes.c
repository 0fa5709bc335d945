/* SPDX-License-Identifier: MIT */
/* Attribute stores under the sanitizers: every allocation fails once, and threads share one store.
 * Prints TAP. */

#include "base/memory.h"
#include "base/os.h"
#include "memory_stream.h"
#include <mfapi.h>
#include <mferror.h>
#include <stdio.h>

HRESULT WINAPI MFSerializeMediaTypeToStream(IMFMediaType *type, IStream *stream);
HRESULT WINAPI MFDeserializeMediaTypeFromStream(IStream *stream, IMFMediaType **type);

#define THREADS 4
#define ROUNDS 20000

static int cases, failures;

static void report(BOOL ok, const char *name)
{
    failures += !ok;
    printf("%sok %d - %s\n", ok ? "" : "not ", ++cases, name);
    fflush(stdout);
}

static GUID numbered_key(UINT32 n)
{
    GUID key = {n * 2654435761u, (USHORT)n, 0, {0}};
    return key;
}

/* Each step must succeed, or say E_OUTOFMEMORY and leave what it works on as it was. */
static HRESULT fill(IMFAttributes *attributes)
{
    UINT32 before, after;
    HRESULT hr = S_OK;
    UINT32 i;

    for (i = 0; SUCCEEDED(hr) && i < 40; i++)
    {
        GUID key = numbered_key(i);

        IMFAttributes_GetCount(attributes, &before);
        if (i % 4 == 0)
            hr = IMFAttributes_SetString(attributes, &key, L"some text");
        else if (i % 4 == 1)
            hr = IMFAttributes_SetBlob(attributes, &key, (UINT8 *)&key, 1 + i % 16);
        else
            hr = IMFAttributes_SetUINT32(attributes, &key, i);
        IMFAttributes_GetCount(attributes, &after);
        if (after != before + SUCCEEDED(hr))
            return E_UNEXPECTED;
    }
    return hr;
}

static HRESULT copy_and_compare(IMFAttributes *attributes)
{
    IMFAttributes *copy;
    UINT32 count = 0;
    BOOL equal = FALSE;
    PROPVARIANT value;
    HRESULT hr;
    GUID key;

    hr = MFCreateAttributes(&copy, 0);
    if (FAILED(hr))
        return hr;
    hr = IMFAttributes_SetUINT32(copy, &GUID_NULL, 7);
    if (SUCCEEDED(hr))
    {
        hr = IMFAttributes_CopyAllItems(attributes, copy);
        IMFAttributes_GetCount(copy, &count);
        if (FAILED(hr) && count != 1)
            hr = E_UNEXPECTED;
    }
    if (SUCCEEDED(hr))
        hr = IMFAttributes_Compare(attributes, copy, MF_ATTRIBUTES_MATCH_ALL_ITEMS, &equal);
    if (SUCCEEDED(hr) && !equal)
        hr = E_UNEXPECTED;
    if (SUCCEEDED(hr))
        hr = IMFAttributes_GetItemByIndex(copy, 3, &key, &value);
    if (SUCCEEDED(hr))
        PropVariantClear(&value);
    IMFAttributes_Release(copy);
    return hr;
}

static HRESULT through_stream_and_wrapper(IMFMediaType *type)
{
    static BYTE data[0x10000];
    IMFMediaType *other = NULL, *wrapped = NULL, *original = NULL;
    struct memory_stream stream;
    DWORD flags;
    HRESULT hr;

    memory_stream_init(&stream, data, 0, sizeof(data));
    hr = MFSerializeMediaTypeToStream(type, &stream.IStream_iface);
    if (SUCCEEDED(hr))
        hr = MFDeserializeMediaTypeFromStream(&stream.IStream_iface, &other);
    if (SUCCEEDED(hr))
        hr = MFWrapMediaType(other, &GUID_NULL, &GUID_NULL, &wrapped);
    if (SUCCEEDED(hr))
        hr = MFUnwrapMediaType(wrapped, &original);
    if (SUCCEEDED(hr))
        hr = IMFMediaType_IsEqual(original, type, &flags);
    if (hr == S_FALSE)
        hr = E_UNEXPECTED;
    if (other)
        IMFMediaType_Release(other);
    if (wrapped)
        IMFMediaType_Release(wrapped);
    if (original)
        IMFMediaType_Release(original);
    return hr;
}

static HRESULT everything(void)
{
    IMFCollection *collection;
    IMFMediaType *type;
    HRESULT hr;
    int i;

    hr = MFCreateMediaType(&type);
    if (FAILED(hr))
        return hr;
    hr = IMFMediaType_SetGUID(type, &MF_MT_MAJOR_TYPE, &MFMediaType_Video);
    if (SUCCEEDED(hr))
        hr = fill((IMFAttributes *)type);
    if (SUCCEEDED(hr))
        hr = copy_and_compare((IMFAttributes *)type);
    if (SUCCEEDED(hr))
        hr = through_stream_and_wrapper(type);
    if (SUCCEEDED(hr))
        hr = MFCreateCollection(&collection);
    if (SUCCEEDED(hr))
    {
        for (i = 0; SUCCEEDED(hr) && i < 20; i++)
            hr = IMFCollection_AddElement(collection, (IUnknown *)type);
        IMFCollection_Release(collection);
    }
    if (IMFMediaType_Release(type))
        hr = E_UNEXPECTED;
    return hr;
}

static void fail_every_allocation(void)
{
    HRESULT hr = E_OUTOFMEMORY;
    LONG n;

    for (n = 1; hr == E_OUTOFMEMORY && n < 10000; n++)
    {
        memory_fail_after(n);
        hr = everything();
        memory_fail_after(0);
    }
    printf("# %d allocations failed one by one\n", (int)n - 2);
    report(hr == S_OK && n > 20, "every allocation can fail");
}

static IMFAttributes *shared;
static LONG torn;

static void hammer(void *argument)
{
    UINT32 n = (UINT32)(ULONG_PTR)argument, i, count;
    WCHAR text[16];
    UINT64 value;
    GUID key;

    for (i = 0; i < ROUNDS; i++)
    {
        if (n & 1)
            IMFAttributes_SetUINT64(shared, &GUID_NULL, (UINT64)i << 32 | i);
        if (SUCCEEDED(IMFAttributes_GetUINT64(shared, &GUID_NULL, &value)) && (UINT32)value != value >> 32)
            __atomic_add_fetch(&torn, 1, __ATOMIC_SEQ_CST);
        key = numbered_key((n & 1) * 20 + i % 30);
        if (i % 3 == 0)
            IMFAttributes_SetString(shared, &key, L"some text");
        else if (i % 3 == 1)
            IMFAttributes_DeleteItem(shared, &key);
        if (SUCCEEDED(IMFAttributes_GetString(shared, &key, text, 16, &count)) && count != 9)
            __atomic_add_fetch(&torn, 1, __ATOMIC_SEQ_CST);
        IMFAttributes_GetCount(shared, &count);
        IMFAttributes_GetItemByIndex(shared, count / 2, &key, NULL);
        if (i % 100 == 0)
            IMFAttributes_DeleteAllItems(shared);
        if (i % 500 == 0)
        {
            IMFAttributes_LockStore(shared);
            IMFAttributes_SetUINT32(shared, &key, i);
            IMFAttributes_UnlockStore(shared);
        }
    }
}

static void share_one_store(void)
{
    struct os_thread *threads[THREADS];
    ULONG left;
    int i;

    MFCreateAttributes(&shared, 0);
    for (i = 0; i < THREADS; i++)
        threads[i] = os_thread_create(hammer, (void *)(ULONG_PTR)i, "hammer");
    for (i = 0; i < THREADS; i++)
    {
        os_thread_join(threads[i], OS_INFINITE);
        os_thread_close(threads[i]);
    }
    left = IMFAttributes_Release(shared);
    report(!torn && !left, "threads share one store");
}

int main(void)
{
    fail_every_allocation();
    share_one_store();
    printf("1..%d\n", cases);
    return failures != 0;
}
