/* SPDX-License-Identifier: MIT */
/* CreatePropertyStore: no public header declares it for mfplat. */

#include "support/callback.h"
#include "support/suite.h"
#include <stdio.h>
#include <propsys.h>

static const PROPERTYKEY key_a = {{0x11111111, 1, 1, {0}}, 5}, key_b = {{0x11111111, 1, 1, {0}}, 6},
        key_c = {{0x22222222, 1, 1, {0}}, 5};

static HRESULT (WINAPI *create)(IPropertyStore **store);
static IPropertyStore *store;

static void setup(void)
{
    create = mfplat_function("CreatePropertyStore");
    ck_assert_ptr_nonnull(create);
    ck_assert_ok(create(&store));
}

static void teardown(void)
{
    ULONG left = IPropertyStore_Release(store);
    ck_assert_uint_eq(left, 0);
}

static DWORD count_of(void)
{
    DWORD count = 0xdeadbeef;
    ck_assert_ok(IPropertyStore_GetCount(store, &count));
    return count;
}

static void set_i4(const PROPERTYKEY *key, LONG n)
{
    PROPVARIANT value;

    memset(&value, 0, sizeof(value));
    value.vt = VT_I4;
    value.lVal = n;
    ck_assert_ok(IPropertyStore_SetValue(store, key, &value));
}

static BOOL has_i4(const PROPERTYKEY *key, LONG n)
{
    PROPVARIANT value;

    memset(&value, 0xcc, sizeof(value));
    ck_assert_ok(IPropertyStore_GetValue(store, key, &value));
    return value.vt == VT_I4 && value.lVal == n;
}

START_TEST(each_call_makes_a_new_store)
{
    IPropertyStore *other;

    ck_assert_hr(create(NULL), E_INVALIDARG);
    ck_assert_ok(create(&other));
    ck_assert_ptr_ne(other, store);
    ck_assert_refcount(other, 1);
    ck_assert_uint_eq(IPropertyStore_Release(other), 0);
}
END_TEST

START_TEST(interfaces)
{
    static const IID cache = {0x3017056d, 0x9a91, 0x4e90, {0x93, 0x7d, 0x74, 0x6c, 0x72, 0xab, 0xbf, 0x4f}};
    static const IID serialized = {0xe318ad57, 0x0aa0, 0x450f, {0xac, 0xa5, 0x6f, 0xab, 0x71, 0x03, 0xd9, 0x17}};

    ck_assert_interface(store, &IID_IUnknown, TRUE);
    ck_assert_interface(store, &IID_IPropertyStore, TRUE);
    ck_assert_interface(store, &cache, FALSE);
    ck_assert_interface(store, &serialized, FALSE);
}
END_TEST

START_TEST(new_store_is_empty)
{
    PROPVARIANT value;
    PROPERTYKEY key;

    ck_assert_hr(IPropertyStore_GetCount(store, NULL), E_INVALIDARG);
    ck_assert_uint_eq(count_of(), 0);
    ck_assert_hr(IPropertyStore_Commit(store), E_NOTIMPL);
    ck_assert_hr(IPropertyStore_GetAt(store, 0, &key), E_INVALIDARG);
    ck_assert_hr(IPropertyStore_GetValue(store, &key_a, NULL), E_INVALIDARG);
    memset(&value, 0xcc, sizeof(value));
    ck_assert_hr(IPropertyStore_GetValue(store, NULL, &value), S_FALSE);
    memset(&value, 0xcc, sizeof(value));
    ck_assert_hr(IPropertyStore_GetValue(store, &key_a, &value), S_FALSE);
}
END_TEST

START_TEST(value_comes_back)
{
    PROPERTYKEY key;

    set_i4(&key_a, 0xdeadbeef);
    ck_assert_uint_eq(count_of(), 1);
    ck_assert_ok(IPropertyStore_GetAt(store, 0, &key));
    ck_assert_mem_eq(&key, &key_a, sizeof(key));
    ck_assert_hr(IPropertyStore_GetAt(store, 1, &key), E_INVALIDARG);
    ck_assert(has_i4(&key_a, 0xdeadbeef));
    ck_assert_hr(IPropertyStore_Commit(store), E_NOTIMPL);
    set_i4(&key_a, 7);
    ck_assert_uint_eq(count_of(), 1);
    ck_assert(has_i4(&key_a, 7));
}
END_TEST

START_TEST(empty_is_a_value)
{
    PROPVARIANT value;

    PropVariantInit(&value);
    if (_i)
        set_i4(&key_a, 0xdeadbeef);
    ck_assert_ok(IPropertyStore_SetValue(store, &key_a, &value));
    ck_assert_uint_eq(count_of(), 1);
    memset(&value, 0xcc, sizeof(value));
    ck_assert_ok(IPropertyStore_GetValue(store, &key_a, &value));
    ck_assert_int_eq(value.vt, VT_EMPTY);
    ck_assert_int_eq(value.lVal, 0);
}
END_TEST

START_TEST(keys_differ_by_format_and_number)
{
    PROPERTYKEY key;

    set_i4(&key_a, 1);
    set_i4(&key_b, 2);
    set_i4(&key_c, 3);
    ck_assert_uint_eq(count_of(), 3);
    ck_assert(has_i4(&key_a, 1) && has_i4(&key_b, 2) && has_i4(&key_c, 3));
    ck_assert_ok(IPropertyStore_GetAt(store, 1, &key));
    if (mfplat_function("LFGetGlobalPool")) /* the order is not known of Windows */
        ck_assert_mem_eq(&key, &key_b, sizeof(key));
}
END_TEST

START_TEST(many_values_come_back)
{
    PROPERTYKEY key = key_a;

    for (key.pid = 2; key.pid < 100; key.pid++)
        set_i4(&key, key.pid);
    ck_assert_uint_eq(count_of(), 98);
    for (key.pid = 2; key.pid < 100; key.pid++)
        ck_assert(has_i4(&key, key.pid));
}
END_TEST

START_TEST(values_are_copies)
{
    static struct test_object object;
    WCHAR text[] = L"Text";
    PROPVARIANT value;

    memset(&value, 0, sizeof(value));
    value.vt = VT_LPWSTR;
    value.pwszVal = text;
    ck_assert_ok(IPropertyStore_SetValue(store, &key_a, &value));
    text[0] = 'X';
    ck_assert_ok(IPropertyStore_GetValue(store, &key_a, &value));
    ck_assert(!wcscmp(value.pwszVal, L"Text"));
    PropVariantClear(&value);

    test_object_init(&object);
    value.vt = VT_UNKNOWN;
    value.punkVal = &object.IUnknown_iface;
    ck_assert_ok(IPropertyStore_SetValue(store, &key_b, &value));
    ck_assert_int_eq(object.refcount, 2);
    ck_assert_ok(IPropertyStore_GetValue(store, &key_b, &value));
    ck_assert_int_eq(object.refcount, 3);
    PropVariantClear(&value);
    ck_assert_ok(IPropertyStore_SetValue(store, &key_b, &value)); /* empty now */
    ck_assert_int_eq(object.refcount, 1);
}
END_TEST

START_TEST(null_arguments_do_not_crash) /* Windows crashes in SetValue */
{
    PROPVARIANT value;

    if (!mfplat_function("LFGetGlobalPool"))
        return;
    PropVariantInit(&value);
    ck_assert_hr(IPropertyStore_SetValue(store, NULL, &value), E_INVALIDARG);
    ck_assert_hr(IPropertyStore_SetValue(store, &key_a, NULL), E_INVALIDARG);
    set_i4(&key_a, 1);
    ck_assert_hr(IPropertyStore_GetAt(store, 0, NULL), E_INVALIDARG);
    ck_assert_hr(IPropertyStore_GetValue(store, &key_a, NULL), E_INVALIDARG);
    ck_assert_uint_eq(count_of(), 1);
}
END_TEST

static Suite *property_store_suite(void)
{
    Suite *suite = suite_create("property_store");
    TCase *tcase = tcase_create("contract");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, each_call_makes_a_new_store);
    tcase_add_test(tcase, interfaces);
    tcase_add_test(tcase, new_store_is_empty);
    tcase_add_test(tcase, value_comes_back);
    tcase_add_loop_test(tcase, empty_is_a_value, 0, 2);
    tcase_add_test(tcase, keys_differ_by_format_and_number);
    tcase_add_test(tcase, many_values_come_back);
    tcase_add_test(tcase, values_are_copies);
    tcase_add_test(tcase, null_arguments_do_not_crash);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return suite_main(property_store_suite());
}
