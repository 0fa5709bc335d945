/* SPDX-License-Identifier: MIT */
/* Finding items among many, and their order by index. */

#include "support/attribute_values.h"
#include "support/suite.h"
#include <stdio.h>
#include <mfapi.h>
#include <mferror.h>
#include <propvarutil.h>

START_TEST(index_runs_over_all_items)
{
    PROPVARIANT value;
    UINT32 i, j, found;
    GUID key, wanted;

    for (i = 0; i < (UINT32)_i; i++)
    {
        wanted = numbered_key(i);
        ck_assert_ok(IMFAttributes_SetUINT32(store, &wanted, i));
    }
    ck_assert_uint_eq(count_of(store), _i);
    for (i = 0, found = 0; i < (UINT32)_i; i++)
    {
        PropVariantInit(&value);
        ck_assert_ok(IMFAttributes_GetItemByIndex(store, i, &key, &value));
        ck_assert_int_eq(value.vt, VT_UI4);
        for (j = 0; j < (UINT32)_i; j++)
        {
            wanted = numbered_key(j);
            if (IsEqualGUID(&wanted, &key))
            {
                ck_assert_uint_eq(value.ulVal, j);
                found++;
            }
        }
        memset(&key, 0, sizeof(key));
        ck_assert_ok(IMFAttributes_GetItemByIndex(store, i, &key, NULL));
    }
    ck_assert_uint_eq(found, _i);

    memset(&key, 0, sizeof(key));
    PropVariantInit(&value);
    ck_assert_hr(IMFAttributes_GetItemByIndex(store, _i, &key, &value), E_INVALIDARG);
    ck_assert_hr(IMFAttributes_GetItemByIndex(store, 0xffffffff, &key, &value), E_INVALIDARG);
    ck_assert(IsEqualGUID(&key, &GUID_NULL));
    ck_assert_int_eq(value.vt, VT_EMPTY);
}
END_TEST

START_TEST(index_follows_ascending_data1)
{
    static const UINT32 starts[] = {0xfc358289, 0x206b4fc8, 0x9afa0209, 0x00000100, 0xfc35828b, 0x010000ff, 0x80000000,
            0x7fffffff, 0x4276c9b1, 0x53476a11, 0x6821c42b, 0x88a7cb15};
    UINT32 i, last = 0;
    GUID key = {0};

    if (!windows_at_least(6, 2)) /* Windows Vista and 7 have another order */
        return;
    for (i = 0; i < ARRAYSIZE(starts); i++)
    {
        key.Data1 = starts[i];
        ck_assert_ok(IMFAttributes_SetUINT32(store, &key, i));
        if (_i) /* looking in between changes nothing */
            ck_assert_ok(IMFAttributes_GetItemByIndex(store, 0, &key, NULL));
        memset(&key, 0, sizeof(key));
    }
    key.Data1 = 0x53476a11;
    ck_assert_ok(IMFAttributes_DeleteItem(store, &key));
    for (i = 0; i < ARRAYSIZE(starts) - 1; i++)
    {
        ck_assert_ok(IMFAttributes_GetItemByIndex(store, i, &key, NULL));
        ck_assert_msg(key.Data1 > last, "%08x stands after %08x", (UINT32)key.Data1, last);
        last = key.Data1;
    }
}
END_TEST

/* Many keys: what the store does when it grows and shrinks. */
START_TEST(many_items_stay_found)
{
    enum { COUNT = 2000 };
    BYTE present[COUNT] = {0};
    UINT32 i, n, value, expected = 0, seed = 12345 + _i;
    GUID key;

    for (i = 0; i < 6 * COUNT; i++)
    {
        seed = seed * 1664525 + 1013904223;
        n = (seed >> 8) % COUNT;
        key = numbered_key(n);
        if (i / COUNT % 2 && (seed & 0x80000000))
        {
            ck_assert_ok(IMFAttributes_DeleteItem(store, &key));
            expected -= present[n];
            present[n] = 0;
        }
        else
        {
            ck_assert_ok(IMFAttributes_SetUINT32(store, &key, n));
            expected += !present[n];
            present[n] = 1;
        }
        if (_i && !(i % 500)) /* the order is in use */
            ck_assert_ok(IMFAttributes_GetItemByIndex(store, expected / 2, &key, NULL));
    }
    ck_assert_uint_eq(count_of(store), expected);
    for (n = 0; n < COUNT; n++)
    {
        key = numbered_key(n);
        ck_assert_hr_msg(IMFAttributes_GetUINT32(store, &key, &value), present[n] ? S_OK : MF_E_ATTRIBUTENOTFOUND,
                "key %u", n);
        ck_assert(!present[n] || value == n);
    }
    for (i = 0; i < expected; i++)
    {
        PROPVARIANT item;
        ck_assert_ok(IMFAttributes_GetItemByIndex(store, i, &key, &item));
        ck_assert(item.vt == VT_UI4 && item.ulVal < COUNT && present[item.ulVal] == 1);
        present[item.ulVal] = 2;
    }
    ck_assert_ok(IMFAttributes_DeleteAllItems(store));
    ck_assert_uint_eq(count_of(store), 0);
    key = numbered_key(1);
    ck_assert_hr(IMFAttributes_GetUINT32(store, &key, &value), MF_E_ATTRIBUTENOTFOUND);
}
END_TEST

START_TEST(keys_differ_in_any_byte)
{
    UINT32 i, value;
    GUID key;

    for (i = 0; i < sizeof(GUID) * 8; i++)
    {
        key = value_guid;
        ((BYTE *)&key)[i / 8] ^= 1 << i % 8;
        ck_assert_ok(IMFAttributes_SetUINT32(store, &key, i));
    }
    ck_assert_uint_eq(count_of(store), sizeof(GUID) * 8);
    ck_assert_hr(IMFAttributes_GetUINT32(store, &value_guid, &value), MF_E_ATTRIBUTENOTFOUND);
    for (i = 0; i < sizeof(GUID) * 8; i++)
    {
        key = value_guid;
        ((BYTE *)&key)[i / 8] ^= 1 << i % 8;
        ck_assert_ok(IMFAttributes_GetUINT32(store, &key, &value));
        ck_assert_uint_eq(value, i);
    }
}
END_TEST

static Suite *attribute_lookup_suite(void)
{
    Suite *suite = suite_create("attribute_lookup");
    TCase *tcase = tcase_create("contract");

    tcase_add_checked_fixture(tcase, store_setup, store_teardown);
    tcase_add_loop_test(tcase, index_runs_over_all_items, 0, 30);
    tcase_add_loop_test(tcase, index_follows_ascending_data1, 0, 2);
    tcase_add_loop_test(tcase, many_items_stay_found, 0, 2);
    tcase_add_test(tcase, keys_differ_in_any_byte);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return suite_main(attribute_lookup_suite());
}
