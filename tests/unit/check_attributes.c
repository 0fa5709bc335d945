/* SPDX-License-Identifier: MIT */
/* IMFAttributes, method by method: the contract of every object that is an attribute store. */

#include "support/attribute_values.h"
#include "support/suite.h"
#include <stdio.h>
#include <mfapi.h>
#include <mferror.h>
#include <propvarutil.h>

START_TEST(create_gives_empty_store_whatever_the_hint)
{
    static const UINT32 hints[] = {0, 1, 3, 100, 0x10000, 0xffffffff};
    IMFAttributes *attributes;

    attributes = NULL;
    ck_assert_hr_msg(MFCreateAttributes(&attributes, hints[_i]), S_OK, "hint %u", hints[_i]);
    ck_assert_refcount(attributes, 1);
    ck_assert_uint_eq(count_of(attributes), 0);
    ck_assert_ok(IMFAttributes_SetUINT32(attributes, &key_a, 1));
    ck_assert_uint_eq(count_of(attributes), 1);
    ck_assert_uint_eq(IMFAttributes_Release(attributes), 0);
}
END_TEST

START_TEST(create_with_null_pointer_is_refused)
{
    ck_assert_hr(MFCreateAttributes(NULL, 0), E_INVALIDARG); /* not observed on Windows */
}
END_TEST

START_TEST(store_answers_its_two_interfaces)
{
    IUnknown *unknown;
    IMFAttributes *attributes;

    ck_assert_interface(store, &IID_IUnknown, TRUE);
    ck_assert_interface(store, &IID_IMFAttributes, TRUE);
    ck_assert_interface(store, &IID_IStream, FALSE);
    ck_assert_ok(IMFAttributes_QueryInterface(store, &IID_IUnknown, (void **)&unknown));
    ck_assert_ok(IUnknown_QueryInterface(unknown, &IID_IMFAttributes, (void **)&attributes));
    ck_assert_ptr_eq(attributes, store);
    IMFAttributes_Release(attributes);
    IUnknown_Release(unknown);
    ck_assert_refcount(store, 1);
}
END_TEST

START_TEST(type_is_that_of_the_setter)
{
    MF_ATTRIBUTE_TYPE type = 0;

    test_object_init(&value_object);
    ck_assert_hr(IMFAttributes_GetItemType(store, &GUID_NULL, &type), MF_E_ATTRIBUTENOTFOUND);
    ck_assert_ok(set_value(store, &GUID_NULL, _i));
    ck_assert_ok(IMFAttributes_GetItemType(store, &GUID_NULL, &type));
    ck_assert_int_eq(type, value_types[_i]);
    ck_assert_hr(IMFAttributes_GetItemType(store, &key_a, &type), MF_E_ATTRIBUTENOTFOUND);
}
END_TEST

/* Calls the typed getter of `kind`; TRUE when its outputs are untouched. */
static HRESULT get_value(const GUID *key, enum value_kind kind, BOOL *untouched)
{
    union
    {
        UINT8 bytes[64];
        UINT32 uint32;
        UINT64 uint64;
        double number;
        GUID guid;
        WCHAR string[16];
        void *pointer;
    } value, before;
    UINT32 size = 0xdeadbeef;
    HRESULT hr;

    memset(&value, 0xcc, sizeof(value));
    before = value;
    switch (kind)
    {
    case UINT32_VALUE:
        hr = IMFAttributes_GetUINT32(store, key, &value.uint32);
        break;
    case UINT64_VALUE:
        hr = IMFAttributes_GetUINT64(store, key, &value.uint64);
        break;
    case DOUBLE_VALUE:
        hr = IMFAttributes_GetDouble(store, key, &value.number);
        break;
    case GUID_VALUE:
        hr = IMFAttributes_GetGUID(store, key, &value.guid);
        break;
    case STRING_VALUE:
        hr = IMFAttributes_GetString(store, key, value.string, ARRAYSIZE(value.string), &size);
        break;
    case BLOB_VALUE:
        hr = IMFAttributes_GetBlob(store, key, value.bytes, sizeof(value.bytes), &size);
        break;
    default:
        hr = IMFAttributes_GetUnknown(store, key, &IID_IUnknown, &value.pointer);
        if (SUCCEEDED(hr))
            IUnknown_Release((IUnknown *)value.pointer);
        break;
    }
    *untouched = size == 0xdeadbeef && !memcmp(&value, &before, sizeof(value));
    return hr;
}

START_TEST(typed_getters_convert_nothing)
{
    enum value_kind stored = _i / KINDS, asked = _i % KINDS;
    BOOL untouched;

    test_object_init(&value_object);
    ck_assert_hr_msg(get_value(&key_a, asked, &untouched), MF_E_ATTRIBUTENOTFOUND, "empty store, getter %d", asked);
    ck_assert(untouched);
    ck_assert_ok(set_value(store, &key_a, stored));
    ck_assert_hr_msg(get_value(&key_b, asked, &untouched), MF_E_ATTRIBUTENOTFOUND, "other key, getter %d", asked);
    ck_assert(untouched);
    ck_assert_hr_msg(get_value(&key_a, asked, &untouched), stored == asked ? S_OK : MF_E_INVALIDTYPE,
            "value %d, getter %d", stored, asked);
    ck_assert(untouched == (stored != asked));
}
END_TEST

START_TEST(set_replaces_value_and_type)
{
    enum value_kind first = _i / KINDS, second = _i % KINDS;
    MF_ATTRIBUTE_TYPE type = 0;

    test_object_init(&value_object);
    ck_assert_ok(set_value(store, &key_a, first));
    ck_assert_ok(set_value(store, &key_a, second));
    ck_assert_uint_eq(count_of(store), 1);
    ck_assert_ok(IMFAttributes_GetItemType(store, &key_a, &type));
    ck_assert_int_eq(type, value_types[second]);
    ck_assert_int_eq(value_object.refcount, second == UNKNOWN_VALUE ? 2 : 1);
    ck_assert_ok(IMFAttributes_DeleteAllItems(store));
    ck_assert_int_eq(value_object.refcount, 1);
}
END_TEST

START_TEST(numbers_and_guids_come_back)
{
    UINT32 uint32 = 0xdeadbeef;
    UINT64 uint64 = 0xdeadbeef;
    double number = 0;
    GUID guid = {0};

    ck_assert_ok(IMFAttributes_SetUINT32(store, &key_a, 123));
    ck_assert_ok(IMFAttributes_GetUINT32(store, &key_a, &uint32));
    ck_assert_uint_eq(uint32, 123);
    ck_assert_hr(IMFAttributes_GetUINT64(store, &key_a, &uint64), MF_E_INVALIDTYPE);
    ck_assert(uint64 == 0xdeadbeef);

    ck_assert_ok(IMFAttributes_SetUINT64(store, &key_a, 65536));
    ck_assert_ok(IMFAttributes_GetUINT64(store, &key_a, &uint64));
    ck_assert(uint64 == 65536);
    ck_assert_hr(IMFAttributes_GetUINT32(store, &key_a, &uint32), MF_E_INVALIDTYPE);
    ck_assert_uint_eq(uint32, 123);
    ck_assert_ok(IMFAttributes_SetUINT64(store, &key_a, ~(UINT64)1));
    ck_assert_ok(IMFAttributes_GetUINT64(store, &key_a, &uint64));
    ck_assert(uint64 == ~(UINT64)1);

    ck_assert_ok(IMFAttributes_SetDouble(store, &GUID_NULL, 22.0));
    ck_assert_ok(IMFAttributes_GetDouble(store, &GUID_NULL, &number));
    ck_assert(number == 22.0);

    ck_assert_ok(IMFAttributes_SetGUID(store, &key_b, &value_guid));
    ck_assert_ok(IMFAttributes_GetGUID(store, &key_b, &guid));
    ck_assert(IsEqualGUID(&guid, &value_guid));
    ck_assert_uint_eq(count_of(store), 3);
}
END_TEST

START_TEST(strings_come_back)
{
    WCHAR buffer[16], source[] = L"Text", *allocated;
    UINT32 length;

    ck_assert_ok(IMFAttributes_SetString(store, &key_a, source));
    source[0] = 'X'; /* the store has a copy */

    length = 0xdeadbeef;
    ck_assert_ok(IMFAttributes_GetStringLength(store, &key_a, &length));
    ck_assert_uint_eq(length, 4);
    memset(buffer, 0xcc, sizeof(buffer));
    length = 0xdeadbeef;
    ck_assert_ok(IMFAttributes_GetString(store, &key_a, buffer, ARRAYSIZE(buffer), &length));
    ck_assert_uint_eq(length, 4);
    ck_assert(!wcscmp(buffer, L"Text"));
    ck_assert_int_eq(buffer[5], 0xcccc);
    memset(buffer, 0xcc, sizeof(buffer));
    ck_assert_ok(IMFAttributes_GetString(store, &key_a, buffer, 5, NULL));
    ck_assert(!wcscmp(buffer, L"Text"));

    length = 0xdeadbeef;
    ck_assert_ok(IMFAttributes_GetAllocatedString(store, &key_a, &allocated, &length));
    ck_assert_uint_eq(length, 4);
    ck_assert(!wcscmp(allocated, L"Text"));
    CoTaskMemFree(allocated);
    ck_assert_ok(IMFAttributes_GetAllocatedString(store, &key_a, &allocated, NULL));
    ck_assert(!wcscmp(allocated, L"Text"));
    CoTaskMemFree(allocated);

    ck_assert_ok(IMFAttributes_SetString(store, &key_a, L""));
    ck_assert_ok(IMFAttributes_GetStringLength(store, &key_a, &length));
    ck_assert_uint_eq(length, 0);
    ck_assert_ok(IMFAttributes_GetString(store, &key_a, buffer, 1, &length));
    ck_assert_int_eq(buffer[0], 0);
}
END_TEST

START_TEST(short_string_buffer_is_reported)
{
    static const struct
    {
        UINT32 size;
        const WCHAR *left;
    } rows[] = {{1, L""}, {2, L"T"}, {4, L"Tex"}};
    WCHAR buffer[16];
    UINT32 length, i;

    ck_assert_ok(IMFAttributes_SetString(store, &key_a, L"Text"));
    for (i = 0; i < ARRAYSIZE(rows); i++)
    {
        memset(buffer, 0xcc, sizeof(buffer));
        length = 0;
        ck_assert_hr_msg(IMFAttributes_GetString(store, &key_a, buffer, rows[i].size, &length),
                (HRESULT)0x8007007a, "%u characters", rows[i].size);
        ck_assert_uint_eq(length, 4);
        ck_assert_msg(buffer[0] == rows[i].left[0], "%u characters: not a string", rows[i].size);
        ck_assert_int_eq(buffer[rows[i].size], 0xcccc);
        if (i) /* only the shortest buffer was observed on Windows */
            ck_assert_msg(!wcscmp(buffer, rows[i].left), "%u characters", rows[i].size);
    }
    ck_assert_hr(IMFAttributes_GetString(store, &key_a, buffer, 4, NULL), (HRESULT)0x8007007a);

    memset(buffer, 0xcc, sizeof(buffer));
    ck_assert_hr(IMFAttributes_GetString(store, &key_a, buffer, 0, &length), (HRESULT)0x8007007a);
    ck_assert_int_eq(buffer[0], 0xcccc);
}
END_TEST

START_TEST(length_of_a_double_is_refused)
{
    UINT32 length = 0xdeadbeef;

    ck_assert_ok(IMFAttributes_SetDouble(store, &key_a, 22.0));
    ck_assert_hr(IMFAttributes_GetStringLength(store, &key_a, &length), MF_E_INVALIDTYPE);
    ck_assert_uint_eq(length, 0xdeadbeef);
}
END_TEST

START_TEST(blobs_come_back)
{
    UINT8 buffer[256], source[6] = {1, 2, 3, 4, 5, 6}, *allocated;
    UINT32 size = 0xdeadbeef;

    ck_assert_hr(IMFAttributes_GetBlobSize(store, &key_a, &size), MF_E_ATTRIBUTENOTFOUND);
    ck_assert_hr(IMFAttributes_GetBlob(store, &key_a, buffer, sizeof(buffer), &size), MF_E_ATTRIBUTENOTFOUND);
    ck_assert_hr(IMFAttributes_GetAllocatedBlob(store, &key_a, &allocated, &size), MF_E_ATTRIBUTENOTFOUND);
    ck_assert_uint_eq(size, 0xdeadbeef);

    ck_assert_ok(IMFAttributes_SetBlob(store, &key_a, source, sizeof(source)));
    memset(source, 0, sizeof(source)); /* the store has a copy */
    ck_assert_ok(IMFAttributes_GetBlobSize(store, &key_a, &size));
    ck_assert_uint_eq(size, 6);
    memset(buffer, 0xcc, sizeof(buffer));
    size = 0xdeadbeef;
    ck_assert_ok(IMFAttributes_GetBlob(store, &key_a, buffer, sizeof(buffer), &size));
    ck_assert_uint_eq(size, 6);
    ck_assert_mem_eq(buffer, value_blob, 6);
    ck_assert_uint_eq(buffer[6], 0xcc);
    ck_assert_ok(IMFAttributes_GetBlob(store, &key_a, buffer, 6, NULL));

    ck_assert_hr(IMFAttributes_GetBlob(store, &key_a, buffer, 5, NULL), (HRESULT)0x8007007a);
    ck_assert_hr(IMFAttributes_GetBlob(store, &key_a, buffer, 5, &size), (HRESULT)0x8007007a);

    size = 0;
    ck_assert_ok(IMFAttributes_GetAllocatedBlob(store, &key_a, &allocated, &size));
    ck_assert_uint_eq(size, 6);
    ck_assert_mem_eq(allocated, value_blob, 6);
    CoTaskMemFree(allocated);
    ck_assert_ok(IMFAttributes_GetAllocatedBlob(store, &key_a, &allocated, NULL));
    ck_assert_mem_eq(allocated, value_blob, 6);
    CoTaskMemFree(allocated);
}
END_TEST

START_TEST(blob_of_no_bytes_is_a_value) /* not observed on Windows */
{
    UINT8 *allocated = NULL;
    UINT32 size = 0xdeadbeef;

    ck_assert_ok(IMFAttributes_SetBlob(store, &key_a, value_blob, 0));
    ck_assert_ok(IMFAttributes_GetBlobSize(store, &key_a, &size));
    ck_assert_uint_eq(size, 0);
    ck_assert_ok(IMFAttributes_GetAllocatedBlob(store, &key_a, &allocated, &size));
    ck_assert_uint_eq(size, 0);
    CoTaskMemFree(allocated);
}
END_TEST

START_TEST(unknown_is_referenced_once)
{
    IUnknown *unknown = (IUnknown *)0xdeadbeef;

    test_object_init(&value_object);
    ck_assert_ok(IMFAttributes_SetUnknown(store, &key_a, &value_object.IUnknown_iface));
    ck_assert_int_eq(value_object.refcount, 2);
    ck_assert_ok(IMFAttributes_GetUnknown(store, &key_a, &IID_IUnknown, (void **)&unknown));
    ck_assert_ptr_eq(unknown, &value_object.IUnknown_iface);
    ck_assert_int_eq(value_object.refcount, 3);
    IUnknown_Release(unknown);
    ck_assert_hr(IMFAttributes_GetUnknown(store, &key_a, &IID_IStream, (void **)&unknown), E_NOINTERFACE);
    ck_assert_int_eq(value_object.refcount, 2);
    ck_assert_ok(IMFAttributes_SetUINT32(store, &key_a, 1));
    ck_assert_int_eq(value_object.refcount, 1);
    ck_assert_ok(IMFAttributes_SetUnknown(store, &key_a, &value_object.IUnknown_iface));
    ck_assert_ok(IMFAttributes_DeleteItem(store, &key_a));
    ck_assert_int_eq(value_object.refcount, 1);
}
END_TEST

START_TEST(destroying_the_store_releases_everything)
{
    IMFAttributes *attributes;

    test_object_init(&value_object);
    ck_assert_ok(MFCreateAttributes(&attributes, 0));
    ck_assert_ok(IMFAttributes_SetUnknown(attributes, &key_a, &value_object.IUnknown_iface));
    ck_assert_ok(IMFAttributes_SetUnknown(attributes, &key_b, &value_object.IUnknown_iface));
    ck_assert_int_eq(value_object.refcount, 3);
    ck_assert_uint_eq(IMFAttributes_Release(attributes), 0);
    ck_assert_int_eq(value_object.refcount, 1);
}
END_TEST

START_TEST(null_unknown_counts_and_cannot_be_read)
{
    IUnknown *unknown = (IUnknown *)0xdeadbeef;
    PROPVARIANT value;

    ck_assert_ok(IMFAttributes_SetUnknown(store, &key_a, NULL));
    ck_assert_uint_eq(count_of(store), 1);
    ck_assert_hr(IMFAttributes_GetUnknown(store, &key_a, &IID_IUnknown, (void **)&unknown), MF_E_INVALIDTYPE);
    ck_assert_ok(IMFAttributes_GetItem(store, &key_a, NULL));
    ck_assert_ok(IMFAttributes_GetItem(store, &key_a, &value));
    ck_assert(value.vt == VT_EMPTY || (value.vt == VT_UNKNOWN && !value.punkVal));
    ck_assert_ok(IMFAttributes_DeleteItem(store, &key_a));
    ck_assert_uint_eq(count_of(store), 0);
}
END_TEST

START_TEST(store_may_hold_itself)
{
    ck_assert_ok(IMFAttributes_SetUnknown(store, &key_a, (IUnknown *)store));
    ck_assert_refcount(store, 2);
    ck_assert_ok(IMFAttributes_DeleteAllItems(store));
    ck_assert_refcount(store, 1);
}
END_TEST

static BOOL propvariant_is(const PROPVARIANT *value, enum value_kind kind)
{
    if (value->vt != value_types[kind])
        return FALSE;
    switch (kind)
    {
    case UINT32_VALUE:
        return value->ulVal == 123;
    case UINT64_VALUE:
        return value->uhVal.QuadPart == 0x123456789abcdefull;
    case DOUBLE_VALUE:
        return value->dblVal == 22.0;
    case GUID_VALUE:
        return value->puuid != &value_guid && IsEqualGUID(value->puuid, &value_guid);
    case STRING_VALUE:
        return !wcscmp(value->pwszVal, L"Text");
    case BLOB_VALUE:
        return value->caub.cElems == sizeof(value_blob) && value->caub.pElems != value_blob
                && !memcmp(value->caub.pElems, value_blob, sizeof(value_blob));
    default:
        return value->punkVal == &value_object.IUnknown_iface;
    }
}

START_TEST(set_item_and_get_item_copy_every_type)
{
    PROPVARIANT value, copy;
    BOOL untouched, equal = FALSE;

    test_object_init(&value_object);
    make_propvariant(&value, _i);
    ck_assert_ok(IMFAttributes_SetItem(store, &key_a, &value));
    ck_assert_ok(get_value(&key_a, _i, &untouched));
    ck_assert_int_eq(value_object.refcount, _i == UNKNOWN_VALUE ? 2 : 1);

    /* What the PROPVARIANT held before is not looked at. */
    memset(&copy, 0xcc, sizeof(copy));
    copy.vt = VT_LPWSTR;
    ck_assert_ok(IMFAttributes_GetItem(store, &key_a, &copy));
    ck_assert(propvariant_is(&copy, _i));
    ck_assert_ok(IMFAttributes_CompareItem(store, &key_a, &copy, &equal));
    ck_assert(equal);
    ck_assert_int_eq(value_object.refcount, _i == UNKNOWN_VALUE ? 3 : 1);
    ck_assert_ok(PropVariantClear(&copy));

    ck_assert_ok(IMFAttributes_GetItem(store, &key_a, NULL));
    ck_assert_hr(IMFAttributes_GetItem(store, &key_b, NULL), MF_E_ATTRIBUTENOTFOUND);
    memset(&copy, 0xcc, sizeof(copy));
    ck_assert_hr(IMFAttributes_GetItem(store, &key_b, &copy), MF_E_ATTRIBUTENOTFOUND);
}
END_TEST

START_TEST(set_item_of_foreign_type_leaves_an_empty_key)
{
    static const VARTYPE foreign[] = {VT_I4, VT_EMPTY, VT_BSTR, VT_BOOL, VT_LPSTR, VT_R4, VT_I8, VT_BLOB};
    PROPVARIANT value, copy;
    BOOL equal;

    ck_assert_ok(IMFAttributes_SetUINT32(store, &key_b, 1));
    ck_assert_ok(IMFAttributes_SetUINT32(store, &key_c, 2));
    memset(&value, 0, sizeof(value));
    value.vt = foreign[_i];
    ck_assert_hr_msg(IMFAttributes_SetItem(store, &key_a, &value), MF_E_INVALIDTYPE, "type %d", foreign[_i]);

    memset(&copy, 0xcc, sizeof(copy));
    ck_assert_ok(IMFAttributes_GetItem(store, &key_a, &copy));
    ck_assert_int_eq(copy.vt, VT_EMPTY);
    PropVariantInit(&value);
    ck_assert_ok(IMFAttributes_CompareItem(store, &key_a, &value, &equal));
    ck_assert(equal);
    ck_assert_ok(IMFAttributes_DeleteItem(store, &key_a));
    ck_assert_uint_eq(count_of(store), 2);
    ck_assert_hr(IMFAttributes_GetItem(store, &key_a, NULL), MF_E_ATTRIBUTENOTFOUND);
}
END_TEST

START_TEST(set_item_of_foreign_type_empties_an_existing_key) /* not observed on Windows */
{
    PROPVARIANT value;
    UINT32 number;

    test_object_init(&value_object);
    ck_assert_ok(IMFAttributes_SetUnknown(store, &key_a, &value_object.IUnknown_iface));
    memset(&value, 0, sizeof(value));
    value.vt = VT_I4;
    ck_assert_hr(IMFAttributes_SetItem(store, &key_a, &value), MF_E_INVALIDTYPE);
    ck_assert_uint_eq(count_of(store), 1);
    ck_assert_int_eq(value_object.refcount, 1);
    ck_assert_hr(IMFAttributes_GetUINT32(store, &key_a, &number), MF_E_INVALIDTYPE);
}
END_TEST

START_TEST(delete_of_a_missing_key_succeeds)
{
    ck_assert_ok(IMFAttributes_DeleteItem(store, &key_a));
    ck_assert_ok(IMFAttributes_SetUINT32(store, &key_a, 1));
    ck_assert_ok(IMFAttributes_SetUINT32(store, &key_b, 1));
    ck_assert_ok(IMFAttributes_DeleteItem(store, &key_a));
    ck_assert_uint_eq(count_of(store), 1);
    ck_assert_ok(IMFAttributes_DeleteItem(store, &key_a));
    ck_assert_uint_eq(count_of(store), 1);
    ck_assert_ok(IMFAttributes_DeleteAllItems(store));
    ck_assert_uint_eq(count_of(store), 0);
    ck_assert_ok(IMFAttributes_DeleteAllItems(store));
}
END_TEST

START_TEST(null_outputs_do_not_crash) /* not observed on Windows */
{
    PROPVARIANT value;

    PropVariantInit(&value);
    ck_assert_ok(IMFAttributes_SetUINT32(store, &key_a, 1));
    ck_assert_hr(IMFAttributes_GetCount(store, NULL), E_POINTER);
    ck_assert_hr(IMFAttributes_GetItemType(store, &key_a, NULL), E_POINTER);
    ck_assert_hr(IMFAttributes_GetUINT32(store, &key_a, NULL), E_POINTER);
    ck_assert_hr(IMFAttributes_GetUINT64(store, &key_a, NULL), E_POINTER);
    ck_assert_hr(IMFAttributes_GetDouble(store, &key_a, NULL), E_POINTER);
    ck_assert_hr(IMFAttributes_GetGUID(store, &key_a, NULL), E_POINTER);
    ck_assert_hr(IMFAttributes_GetStringLength(store, &key_a, NULL), E_POINTER);
    ck_assert_hr(IMFAttributes_GetString(store, &key_a, NULL, 0, NULL), E_POINTER);
    ck_assert_hr(IMFAttributes_GetAllocatedString(store, &key_a, NULL, NULL), E_POINTER);
    ck_assert_hr(IMFAttributes_GetBlobSize(store, &key_a, NULL), E_POINTER);
    ck_assert_hr(IMFAttributes_GetBlob(store, &key_a, NULL, 1, NULL), E_POINTER);
    ck_assert_hr(IMFAttributes_GetAllocatedBlob(store, &key_a, NULL, NULL), E_POINTER);
    ck_assert_hr(IMFAttributes_GetUnknown(store, &key_a, &IID_IUnknown, NULL), E_POINTER);
    ck_assert_hr(IMFAttributes_GetItemByIndex(store, 0, NULL, NULL), E_POINTER);
    ck_assert_hr(IMFAttributes_SetItem(store, &key_a, NULL), E_POINTER);
    ck_assert_hr(IMFAttributes_CompareItem(store, &key_a, &value, NULL), E_POINTER);
    ck_assert_hr(IMFAttributes_Compare(store, NULL, MF_ATTRIBUTES_MATCH_ALL_ITEMS, NULL), E_POINTER);
    ck_assert_hr(IMFAttributes_CopyAllItems(store, NULL), E_POINTER);
    ck_assert_hr(IMFAttributes_SetString(store, &key_a, NULL), E_INVALIDARG);
    ck_assert_hr(IMFAttributes_SetBlob(store, &key_a, NULL, 1), E_INVALIDARG);
    ck_assert_uint_eq(count_of(store), 1);
}
END_TEST

static Suite *attributes_suite(void)
{
    Suite *suite = suite_create("attributes");
    TCase *tcase = tcase_create("contract");

    tcase_add_checked_fixture(tcase, store_setup, store_teardown);
    tcase_add_loop_test(tcase, create_gives_empty_store_whatever_the_hint, 0, 6);
    tcase_add_test(tcase, store_answers_its_two_interfaces);
    tcase_add_loop_test(tcase, type_is_that_of_the_setter, 0, KINDS);
    tcase_add_loop_test(tcase, typed_getters_convert_nothing, 0, KINDS * KINDS);
    tcase_add_loop_test(tcase, set_replaces_value_and_type, 0, KINDS * KINDS);
    tcase_add_test(tcase, numbers_and_guids_come_back);
    tcase_add_test(tcase, strings_come_back);
    tcase_add_test(tcase, short_string_buffer_is_reported);
    tcase_add_test(tcase, length_of_a_double_is_refused);
    tcase_add_test(tcase, blobs_come_back);
    tcase_add_test(tcase, blob_of_no_bytes_is_a_value);
    tcase_add_test(tcase, unknown_is_referenced_once);
    tcase_add_test(tcase, null_unknown_counts_and_cannot_be_read);
    tcase_add_test(tcase, store_may_hold_itself);
    tcase_add_loop_test(tcase, set_item_and_get_item_copy_every_type, 0, KINDS);
    tcase_add_loop_test(tcase, set_item_of_foreign_type_leaves_an_empty_key, 0, 8);
    tcase_add_test(tcase, set_item_of_foreign_type_empties_an_existing_key);
    tcase_add_test(tcase, delete_of_a_missing_key_succeeds);
    suite_add_tcase(suite, tcase);

    tcase = tcase_create("errors");
    tcase_add_checked_fixture(tcase, store_setup, store_teardown);
    tcase_add_test(tcase, create_with_null_pointer_is_refused);
    tcase_add_test(tcase, null_outputs_do_not_crash);
    suite_add_tcase(suite, tcase);

    tcase = tcase_create("lifetime");
    tcase_add_checked_fixture(tcase, store_setup, store_teardown);
    tcase_add_test(tcase, destroying_the_store_releases_everything);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return suite_main(attributes_suite());
}
