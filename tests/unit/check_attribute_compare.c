/* SPDX-License-Identifier: MIT */
/* Comparing and copying attribute stores, of our own implementation and of others. */

#include "support/attribute_values.h"
#include "support/suite.h"
#include <stdio.h>
#include <mfapi.h>
#include <mferror.h>
#include <propvarutil.h>

START_TEST(compare_item_converts_nothing)
{
    PROPVARIANT value;
    BOOL equal;

    memset(&value, 0, sizeof(value));
    value.vt = VT_UI8;
    value.uhVal.QuadPart = 22;
    equal = TRUE;
    ck_assert_ok(IMFAttributes_CompareItem(store, &key_a, &value, &equal)); /* missing key */
    ck_assert(!equal);

    ck_assert_ok(IMFAttributes_SetDouble(store, &key_a, 22.0));
    equal = TRUE;
    ck_assert_ok(IMFAttributes_CompareItem(store, &key_a, &value, &equal));
    ck_assert(!equal);
    value.vt = VT_R8;
    value.dblVal = 22.0;
    ck_assert_ok(IMFAttributes_CompareItem(store, &key_a, &value, &equal));
    ck_assert(equal);
    value.dblVal = 23.0;
    ck_assert_ok(IMFAttributes_CompareItem(store, &key_a, &value, &equal));
    ck_assert(!equal);
}
END_TEST

START_TEST(compare_item_compares_contents)
{
    UINT8 other_blob[6] = {1, 2, 3, 4, 5, 7};
    PROPVARIANT value;
    BOOL equal = FALSE;

    test_object_init(&value_object);
    ck_assert_ok(set_value(store, &key_a, _i));
    make_propvariant(&value, _i);
    ck_assert_ok(IMFAttributes_CompareItem(store, &key_a, &value, &equal));
    ck_assert(equal);
    switch (_i)
    {
    case UINT32_VALUE:
        value.ulVal++;
        break;
    case UINT64_VALUE:
        value.uhVal.QuadPart ^= 1ull << 63;
        break;
    case DOUBLE_VALUE:
        value.dblVal = 22.5;
        break;
    case GUID_VALUE:
        value.puuid = (GUID *)&key_a;
        break;
    case STRING_VALUE:
        value.pwszVal = (WCHAR *)L"text";
        break;
    case BLOB_VALUE:
        value.caub.pElems = other_blob;
        break;
    default:
        value.punkVal = NULL;
        break;
    }
    ck_assert_ok(IMFAttributes_CompareItem(store, &key_a, &value, &equal));
    ck_assert(!equal);
    if (_i == STRING_VALUE || _i == BLOB_VALUE) /* a prefix is another value */
    {
        value.caub.cElems = 5;
        value.caub.pElems = (UCHAR *)value_blob;
        if (_i == STRING_VALUE)
            value.pwszVal = (WCHAR *)L"Tex";
        ck_assert_ok(IMFAttributes_CompareItem(store, &key_a, &value, &equal));
        ck_assert(!equal);
    }
}
END_TEST

#define OUR MF_ATTRIBUTES_MATCH_OUR_ITEMS
#define THEIR MF_ATTRIBUTES_MATCH_THEIR_ITEMS
#define ALL MF_ATTRIBUTES_MATCH_ALL_ITEMS
#define INTERSECTION MF_ATTRIBUTES_MATCH_INTERSECTION
#define SMALLER MF_ATTRIBUTES_MATCH_SMALLER

static const struct
{
    UINT32 ours[2], theirs[2]; /* values of key_a and key_b, 0: no such key */
    BOOL expected[5];
} compare_rows[] =
{
    {{0, 0}, {0, 0}, {1, 1, 1, 1, 1}},
    {{1, 0}, {0, 0}, {0, 1, 0, 1, 1}},
    {{0, 0}, {1, 0}, {1, 0, 0, 1, 1}},
    {{1, 0}, {2, 0}, {0, 0, 0, 0, 0}},
    {{2, 0}, {1, 0}, {0, 0, 0, 0, 0}},
    {{1, 0}, {1, 0}, {1, 1, 1, 1, 1}},
    {{1, 0}, {1, 2}, {1, 0, 0, 1, 1}},
    {{1, 2}, {1, 0}, {0, 1, 0, 1, 1}},
    {{1, 2}, {1, 2}, {1, 1, 1, 1, 1}},
    {{1, 0}, {0, 2}, {0, 0, 0, 1, 0}},
    {{1, 2}, {3, 0}, {0, 0, 0, 0, 0}},
};

START_TEST(compare_matches_as_asked)
{
    IMFAttributes *theirs;
    unsigned int match;
    BOOL result;

    ck_assert_ok(MFCreateAttributes(&theirs, 0));
    if (compare_rows[_i].ours[0])
        ck_assert_ok(IMFAttributes_SetUINT32(store, &key_a, compare_rows[_i].ours[0]));
    if (compare_rows[_i].ours[1])
        ck_assert_ok(IMFAttributes_SetUINT32(store, &key_b, compare_rows[_i].ours[1]));
    if (compare_rows[_i].theirs[0])
        ck_assert_ok(IMFAttributes_SetUINT32(theirs, &key_a, compare_rows[_i].theirs[0]));
    if (compare_rows[_i].theirs[1])
        ck_assert_ok(IMFAttributes_SetUINT32(theirs, &key_b, compare_rows[_i].theirs[1]));
    for (match = OUR; match <= SMALLER; match++)
    {
        result = !compare_rows[_i].expected[match];
        ck_assert_hr_msg(IMFAttributes_Compare(store, theirs, match, &result), S_OK, "row %d, match %u", _i, match);
        ck_assert_msg(result == compare_rows[_i].expected[match], "row %d, match %u gave %d", _i, match, result);
        result = FALSE;
        ck_assert_ok(IMFAttributes_Compare(store, store, match, &result));
        ck_assert_msg(result, "row %d, match %u with itself", _i, match);
    }
    IMFAttributes_Release(theirs);
}
END_TEST

START_TEST(compare_refuses_unknown_match_types)
{
    BOOL result = FALSE;

    ck_assert_hr(IMFAttributes_Compare(store, store, SMALLER + 1, &result), E_INVALIDARG);
    ck_assert_hr(IMFAttributes_Compare(store, store, (MF_ATTRIBUTES_MATCH_TYPE)-1, &result), E_INVALIDARG);
}
END_TEST

START_TEST(compare_looks_at_types_and_contents)
{
    enum value_kind ours = _i / KINDS, theirs = _i % KINDS;
    IMFAttributes *other;
    BOOL result;

    test_object_init(&value_object);
    ck_assert_ok(MFCreateAttributes(&other, 0));
    ck_assert_ok(set_value(store, &key_a, ours));
    ck_assert_ok(set_value(other, &key_a, theirs));
    ck_assert_ok(IMFAttributes_Compare(store, other, ALL, &result));
    ck_assert(result == (ours == theirs));
    IMFAttributes_Release(other);
    ck_assert_ok(IMFAttributes_DeleteAllItems(store));
    ck_assert_int_eq(value_object.refcount, 1);
}
END_TEST

START_TEST(copy_all_items_replaces_the_destination)
{
    IMFAttributes *destination;
    IUnknown *unknown;
    double number = 0;
    WCHAR text[8];

    test_object_init(&value_object);
    ck_assert_ok(MFCreateAttributes(&destination, 0));
    ck_assert_ok(IMFAttributes_SetUINT32(destination, &value_guid, 1));
    ck_assert_ok(IMFAttributes_SetDouble(store, &GUID_NULL, 22.0));
    ck_assert_ok(IMFAttributes_SetString(store, &key_a, L"Text"));
    ck_assert_ok(IMFAttributes_SetUINT32(store, &key_b, 123));
    ck_assert_ok(IMFAttributes_SetUnknown(store, &key_c, &value_object.IUnknown_iface));
    ck_assert_ok(IMFAttributes_SetUnknown(store, &key_d, NULL));

    ck_assert_ok(IMFAttributes_CopyAllItems(store, destination));
    ck_assert_uint_eq(count_of(store), 5);
    ck_assert_uint_eq(count_of(destination), 5);
    ck_assert_int_eq(value_object.refcount, 3);
    ck_assert_ok(IMFAttributes_GetDouble(destination, &GUID_NULL, &number));
    ck_assert(number == 22.0);
    ck_assert_ok(IMFAttributes_GetString(destination, &key_a, text, ARRAYSIZE(text), NULL));
    ck_assert(!wcscmp(text, L"Text"));
    ck_assert_ok(IMFAttributes_GetUnknown(destination, &key_c, &IID_IUnknown, (void **)&unknown));
    ck_assert_ptr_eq(unknown, &value_object.IUnknown_iface);
    IUnknown_Release(unknown);
    ck_assert_hr(IMFAttributes_GetUnknown(destination, &key_d, &IID_IUnknown, (void **)&unknown), MF_E_INVALIDTYPE);

    /* The copies have lives of their own. */
    ck_assert_ok(IMFAttributes_DeleteAllItems(store));
    ck_assert_ok(IMFAttributes_GetString(destination, &key_a, text, ARRAYSIZE(text), NULL));
    ck_assert_int_eq(value_object.refcount, 2);

    ck_assert_ok(IMFAttributes_CopyAllItems(store, destination));
    ck_assert_uint_eq(count_of(destination), 0);
    ck_assert_int_eq(value_object.refcount, 1);
    IMFAttributes_Release(destination);
}
END_TEST

START_TEST(copy_all_items_keeps_empty_keys_and_itself)
{
    IMFAttributes *destination;
    PROPVARIANT value;

    memset(&value, 0, sizeof(value));
    value.vt = VT_I4;
    ck_assert_ok(MFCreateAttributes(&destination, 0));
    ck_assert_hr(IMFAttributes_SetItem(store, &key_a, &value), MF_E_INVALIDTYPE);
    ck_assert_ok(IMFAttributes_SetUINT32(store, &key_b, 1));
    ck_assert_ok(IMFAttributes_CopyAllItems(store, destination));
    ck_assert_uint_eq(count_of(destination), 2);
    IMFAttributes_Release(destination);
    ck_assert_ok(IMFAttributes_CopyAllItems(store, store)); /* not observed on Windows */
    ck_assert_uint_eq(count_of(store), 2);
}
END_TEST

/* Another implementation of IMFAttributes: a store whose vtable is not the DLL's own. */
static IMFAttributesVtbl foreign_vtbl;

static HRESULT WINAPI foreign_CopyAllItems(IMFAttributes *iface, IMFAttributes *destination)
{
    (void)iface;
    (void)destination;
    return E_NOTIMPL;
}

static IMFAttributes *create_foreign(void)
{
    IMFAttributes *attributes;

    ck_assert_ok(MFCreateAttributes(&attributes, 0));
    foreign_vtbl = *attributes->lpVtbl;
    foreign_vtbl.CopyAllItems = foreign_CopyAllItems;
    attributes->lpVtbl = &foreign_vtbl;
    return attributes;
}

START_TEST(foreign_store_can_be_copied_to_and_compared)
{
    IMFAttributes *foreign = create_foreign();
    PROPVARIANT value;
    unsigned int match;
    UINT8 blob[1024];
    UINT32 size;
    BOOL equal;
    int i;

    test_object_init(&value_object);
    for (i = 0; i < KINDS; i++)
    {
        GUID key = numbered_key(i);
        ck_assert_ok(set_value(store, &key, i));
    }
    ck_assert_ok(IMFAttributes_SetUnknown(store, &key_d, NULL));
    memset(&value, 0, sizeof(value));
    value.vt = VT_I4;
    ck_assert_hr(IMFAttributes_SetItem(store, &key_c, &value), MF_E_INVALIDTYPE);

    ck_assert_ok(IMFAttributes_SetUINT32(foreign, &key_a, 1));
    ck_assert_ok(IMFAttributes_CopyAllItems(store, foreign));
    ck_assert_uint_eq(count_of(foreign), KINDS + 2);
    ck_assert_int_eq(value_object.refcount, 3);
    ck_assert_ok(IMFAttributes_DeleteItem(store, &key_d)); /* how a copy shows a NULL object may differ */
    ck_assert_ok(IMFAttributes_DeleteItem(foreign, &key_d));
    for (match = OUR; match <= SMALLER; match++)
    {
        equal = FALSE;
        ck_assert_ok(IMFAttributes_Compare(store, foreign, match, &equal));
        ck_assert_msg(equal, "match %u", match);
    }
    ck_assert_ok(IMFAttributes_SetUINT32(foreign, &key_b, 5));
    ck_assert_ok(IMFAttributes_Compare(store, foreign, OUR, &equal));
    ck_assert(equal);
    ck_assert_ok(IMFAttributes_Compare(store, foreign, THEIR, &equal));
    ck_assert(!equal);

    ck_assert_ok(MFGetAttributesAsBlobSize(foreign, &size));
    ck_assert_uint_le(size, sizeof(blob));
    ck_assert_ok(MFGetAttributesAsBlob(foreign, blob, size));
    ck_assert_ok(IMFAttributes_SetUINT32(foreign, &key_a, 1));
    ck_assert_ok(MFInitAttributesFromBlob(foreign, blob, size));
    ck_assert_uint_eq(count_of(foreign), KINDS); /* six values and key_b */
    ck_assert_int_eq(value_object.refcount, 2);
    IMFAttributes_Release(foreign);
    ck_assert_ok(IMFAttributes_DeleteAllItems(store));
}
END_TEST

static Suite *attribute_compare_suite(void)
{
    Suite *suite = suite_create("attribute_compare");
    TCase *tcase = tcase_create("contract");

    tcase_add_checked_fixture(tcase, store_setup, store_teardown);
    tcase_add_test(tcase, compare_item_converts_nothing);
    tcase_add_loop_test(tcase, compare_item_compares_contents, 0, KINDS);
    tcase_add_loop_test(tcase, compare_matches_as_asked, 0, ARRAYSIZE(compare_rows));
    tcase_add_loop_test(tcase, compare_looks_at_types_and_contents, 0, KINDS * KINDS);
    tcase_add_test(tcase, copy_all_items_replaces_the_destination);
    tcase_add_test(tcase, copy_all_items_keeps_empty_keys_and_itself);
    tcase_add_test(tcase, foreign_store_can_be_copied_to_and_compared);
    suite_add_tcase(suite, tcase);

    tcase = tcase_create("errors");
    tcase_add_checked_fixture(tcase, store_setup, store_teardown);
    tcase_add_test(tcase, compare_refuses_unknown_match_types);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return suite_main(attribute_compare_suite());
}
