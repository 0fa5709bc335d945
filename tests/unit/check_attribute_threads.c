/* SPDX-License-Identifier: MIT */
/* Attribute stores and several threads: the lock, whole values, objects that use the store they are in. */

#include "support/attribute_values.h"
#include "support/suite.h"
#include <stdio.h>
#include <mfapi.h>
#include <mferror.h>
#include <propvarutil.h>

/* Threads. */
START_TEST(lock_store_is_recursive)
{
    UINT32 value;

    ck_assert_ok(IMFAttributes_LockStore(store));
    ck_assert_ok(IMFAttributes_LockStore(store));
    ck_assert_ok(IMFAttributes_SetUINT32(store, &key_a, 1));
    ck_assert_ok(IMFAttributes_GetUINT32(store, &key_a, &value));
    ck_assert_uint_eq(count_of(store), 1);
    ck_assert_ok(IMFAttributes_UnlockStore(store));
    ck_assert_ok(IMFAttributes_SetString(store, &key_b, L"Text"));
    ck_assert_ok(IMFAttributes_DeleteAllItems(store));
    ck_assert_ok(IMFAttributes_UnlockStore(store));
}
END_TEST

struct contender
{
    HANDLE started;
    LONG finished;
    UINT32 operation;
    HRESULT hr;
};

static DWORD WINAPI contender_thread(void *argument)
{
    struct contender *contender = argument;
    UINT32 value;

    SetEvent(contender->started);
    switch (contender->operation)
    {
    case 0:
        contender->hr = IMFAttributes_GetUINT32(store, &key_a, &value);
        break;
    case 1:
        contender->hr = IMFAttributes_SetUINT32(store, &key_a, 2);
        break;
    case 2:
        contender->hr = IMFAttributes_GetCount(store, &value);
        break;
    default:
        contender->hr = IMFAttributes_LockStore(store);
        IMFAttributes_UnlockStore(store);
        break;
    }
    InterlockedExchange(&contender->finished, 1);
    return 0;
}

START_TEST(lock_store_keeps_other_threads_out)
{
    struct contender contender = {CreateEventW(NULL, FALSE, FALSE, NULL), 0, _i, E_FAIL};
    HANDLE thread;

    ck_assert_ok(IMFAttributes_SetUINT32(store, &key_a, 1));
    ck_assert_ok(IMFAttributes_LockStore(store));
    thread = CreateThread(NULL, 0, contender_thread, &contender, 0, NULL);
    WaitForSingleObject(contender.started, INFINITE);
    WaitForSingleObject(thread, 50); /* give it a chance to do it wrong */
    ck_assert_int_eq(InterlockedCompareExchange(&contender.finished, 0, 0), 0);
    ck_assert_ok(IMFAttributes_UnlockStore(store));
    ck_assert_uint_eq(WaitForSingleObject(thread, 10000), WAIT_OBJECT_0);
    ck_assert_hr(contender.hr, S_OK);
    ck_assert_int_eq(contender.finished, 1);
    CloseHandle(thread);
    CloseHandle(contender.started);
}
END_TEST

/* Every value has equal halves; a torn read has not. */
static LONG torn, stop;

static DWORD WINAPI writer_thread(void *argument)
{
    UINT32 n = (UINT32)(ULONG_PTR)argument, i;
    GUID key;

    for (i = 0; i < 20000; i++)
    {
        IMFAttributes_SetUINT64(store, &key_a, (UINT64)i << 32 | i);
        key = numbered_key(n * 1000 + i % 50);
        if (i & 1)
            IMFAttributes_SetString(store, &key, L"some text");
        else
            IMFAttributes_DeleteItem(store, &key);
        if (!(i % 1000))
            IMFAttributes_CopyAllItems(store, store);
    }
    return 0;
}

static DWORD WINAPI reader_thread(void *argument)
{
    UINT64 value;
    GUID key;
    UINT32 count;
    WCHAR text[16];

    (void)argument;
    while (!InterlockedCompareExchange(&stop, 0, 0))
    {
        if (FAILED(IMFAttributes_GetUINT64(store, &key_a, &value)) || (UINT32)value != (UINT32)(value >> 32))
            InterlockedIncrement(&torn);
        IMFAttributes_GetCount(store, &count);
        key = numbered_key(1000 + (UINT32)value % 50);
        if (SUCCEEDED(IMFAttributes_GetString(store, &key, text, ARRAYSIZE(text), NULL)) && wcscmp(text, L"some text"))
            InterlockedIncrement(&torn);
        IMFAttributes_GetItemByIndex(store, count / 2, &key, NULL);
    }
    return 0;
}

START_TEST(threads_never_see_half_a_value)
{
    HANDLE threads[4];
    DWORD i;

    torn = stop = 0;
    ck_assert_ok(IMFAttributes_SetUINT64(store, &key_a, 0));
    for (i = 0; i < 4; i++)
        threads[i] = CreateThread(NULL, 0, i < 2 ? writer_thread : reader_thread, (void *)(ULONG_PTR)i, 0, NULL);
    ck_assert_uint_eq(WaitForMultipleObjects(2, threads, TRUE, 60000), WAIT_OBJECT_0);
    InterlockedExchange(&stop, 1);
    ck_assert_uint_eq(WaitForMultipleObjects(2, threads + 2, TRUE, 60000), WAIT_OBJECT_0);
    ck_assert_int_eq(torn, 0);
    for (i = 0; i < 4; i++)
        CloseHandle(threads[i]);
}
END_TEST

/* An object that uses the store it is in, from its own AddRef and Release. */
struct nosy
{
    IUnknown IUnknown_iface;
    LONG refcount, calls;
};

static struct nosy *impl_from_IUnknown(IUnknown *iface)
{
    return CONTAINING_RECORD(iface, struct nosy, IUnknown_iface);
}

static HRESULT WINAPI nosy_QueryInterface(IUnknown *iface, REFIID iid, void **out)
{
    UINT32 count;

    IMFAttributes_GetCount(store, &count);
    if (!IsEqualGUID(iid, &IID_IUnknown))
        return E_NOINTERFACE;
    *out = iface;
    IUnknown_AddRef(iface);
    return S_OK;
}

static ULONG WINAPI nosy_AddRef(IUnknown *iface)
{
    struct nosy *nosy = impl_from_IUnknown(iface);

    nosy->calls++;
    IMFAttributes_SetUINT32(store, &key_b, ++nosy->refcount);
    return nosy->refcount;
}

static ULONG WINAPI nosy_Release(IUnknown *iface)
{
    struct nosy *nosy = impl_from_IUnknown(iface);

    nosy->calls++;
    IMFAttributes_SetUINT32(store, &key_c, --nosy->refcount);
    return nosy->refcount;
}

static const IUnknownVtbl nosy_vtbl = {nosy_QueryInterface, nosy_AddRef, nosy_Release};

START_TEST(stored_object_may_use_the_store)
{
    struct nosy nosy = {{(IUnknownVtbl *)&nosy_vtbl}, 1, 0};
    PROPVARIANT value;
    IUnknown *unknown;
    IMFAttributes *copy;

    ck_assert_ok(MFCreateAttributes(&copy, 0));
    ck_assert_ok(IMFAttributes_SetUnknown(store, &key_a, &nosy.IUnknown_iface));
    ck_assert_ok(IMFAttributes_GetUnknown(store, &key_a, &IID_IUnknown, (void **)&unknown));
    IUnknown_Release(unknown);
    ck_assert_ok(IMFAttributes_GetItem(store, &key_a, &value));
    PropVariantClear(&value);
    ck_assert_ok(IMFAttributes_CopyAllItems(store, copy));
    ck_assert_ok(IMFAttributes_DeleteAllItems(copy));
    ck_assert_ok(IMFAttributes_SetUnknown(store, &key_a, NULL));
    ck_assert_int_eq(nosy.refcount, 1);
    ck_assert_int_ge(nosy.calls, 6);
    IMFAttributes_Release(copy);
}
END_TEST

static Suite *attribute_threads_suite(void)
{
    Suite *suite = suite_create("attribute_threads");
    TCase *tcase = tcase_create("threads");

    tcase_add_checked_fixture(tcase, store_setup, store_teardown);
    tcase_add_test(tcase, lock_store_is_recursive);
    tcase_add_loop_test(tcase, lock_store_keeps_other_threads_out, 0, 4);
    tcase_add_test(tcase, threads_never_see_half_a_value);
    suite_add_tcase(suite, tcase);

    tcase = tcase_create("lifetime");
    tcase_add_checked_fixture(tcase, store_setup, store_teardown);
    tcase_add_test(tcase, stored_object_may_use_the_store);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return suite_main(attribute_threads_suite());
}
