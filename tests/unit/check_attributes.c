/* SPDX-License-Identifier: MIT */
/* IMFAttributes, method by method: the contract of every object that is an attribute store. */

#include "support/callback.h"
#include "support/suite.h"
#include <stdio.h>
#include <mfapi.h>
#include <mferror.h>
#include <propvarutil.h>

static const GUID key_a = {0x11111111, 0x1111, 0x1111, {1, 1, 1, 1, 1, 1, 1, 1}};
static const GUID key_b = {0x22222222, 0x1111, 0x1111, {1, 1, 1, 1, 1, 1, 1, 1}};
static const GUID key_c = {0x33333333, 0x1111, 0x1111, {1, 1, 1, 1, 1, 1, 1, 1}};
static const GUID key_d = {0x44444444, 0x1111, 0x1111, {1, 1, 1, 1, 1, 1, 1, 1}};
static const GUID value_guid = {0xdeadbeef, 0x1234, 0x5678, {1, 2, 3, 4, 5, 6, 7, 8}};
static const UINT8 value_blob[] = {1, 2, 3, 4, 5, 6};

static IMFAttributes *store;

static void setup(void)
{
    ck_assert_ok(MFCreateAttributes(&store, 3));
}

static void teardown(void)
{
    ULONG left = IMFAttributes_Release(store);
    ck_assert_uint_eq(left, 0);
}

static UINT32 count_of(IMFAttributes *attributes)
{
    UINT32 count = 0xdeadbeef;
    ck_assert_ok(IMFAttributes_GetCount(attributes, &count));
    return count;
}

static GUID numbered_key(UINT32 n)
{
    GUID key = {n * 2654435761u, (USHORT)n, (USHORT)(n >> 16), {0, 0, 0, 0, (BYTE)(n >> 8), (BYTE)n, 0, 0}};
    return key;
}

/* Seven kinds of value, one setter each. */
enum value_kind { UINT32_VALUE, UINT64_VALUE, DOUBLE_VALUE, GUID_VALUE, STRING_VALUE, BLOB_VALUE, UNKNOWN_VALUE, KINDS };

static struct test_object object;

static HRESULT set_value(IMFAttributes *attributes, const GUID *key, enum value_kind kind)
{
    switch (kind)
    {
    case UINT32_VALUE:
        return IMFAttributes_SetUINT32(attributes, key, 123);
    case UINT64_VALUE:
        return IMFAttributes_SetUINT64(attributes, key, 0x123456789abcdefull);
    case DOUBLE_VALUE:
        return IMFAttributes_SetDouble(attributes, key, 22.0);
    case GUID_VALUE:
        return IMFAttributes_SetGUID(attributes, key, &value_guid);
    case STRING_VALUE:
        return IMFAttributes_SetString(attributes, key, L"Text");
    case BLOB_VALUE:
        return IMFAttributes_SetBlob(attributes, key, value_blob, sizeof(value_blob));
    default:
        return IMFAttributes_SetUnknown(attributes, key, &object.IUnknown_iface);
    }
}

static const MF_ATTRIBUTE_TYPE types[KINDS] =
{
    MF_ATTRIBUTE_UINT32, MF_ATTRIBUTE_UINT64, MF_ATTRIBUTE_DOUBLE, MF_ATTRIBUTE_GUID, MF_ATTRIBUTE_STRING,
    MF_ATTRIBUTE_BLOB, MF_ATTRIBUTE_IUNKNOWN,
};

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

    test_object_init(&object);
    ck_assert_hr(IMFAttributes_GetItemType(store, &GUID_NULL, &type), MF_E_ATTRIBUTENOTFOUND);
    ck_assert_ok(set_value(store, &GUID_NULL, _i));
    ck_assert_ok(IMFAttributes_GetItemType(store, &GUID_NULL, &type));
    ck_assert_int_eq(type, types[_i]);
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

    test_object_init(&object);
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

    test_object_init(&object);
    ck_assert_ok(set_value(store, &key_a, first));
    ck_assert_ok(set_value(store, &key_a, second));
    ck_assert_uint_eq(count_of(store), 1);
    ck_assert_ok(IMFAttributes_GetItemType(store, &key_a, &type));
    ck_assert_int_eq(type, types[second]);
    ck_assert_int_eq(object.refcount, second == UNKNOWN_VALUE ? 2 : 1);
    ck_assert_ok(IMFAttributes_DeleteAllItems(store));
    ck_assert_int_eq(object.refcount, 1);
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

    test_object_init(&object);
    ck_assert_ok(IMFAttributes_SetUnknown(store, &key_a, &object.IUnknown_iface));
    ck_assert_int_eq(object.refcount, 2);
    ck_assert_ok(IMFAttributes_GetUnknown(store, &key_a, &IID_IUnknown, (void **)&unknown));
    ck_assert_ptr_eq(unknown, &object.IUnknown_iface);
    ck_assert_int_eq(object.refcount, 3);
    IUnknown_Release(unknown);
    ck_assert_hr(IMFAttributes_GetUnknown(store, &key_a, &IID_IStream, (void **)&unknown), E_NOINTERFACE);
    ck_assert_int_eq(object.refcount, 2);
    ck_assert_ok(IMFAttributes_SetUINT32(store, &key_a, 1));
    ck_assert_int_eq(object.refcount, 1);
    ck_assert_ok(IMFAttributes_SetUnknown(store, &key_a, &object.IUnknown_iface));
    ck_assert_ok(IMFAttributes_DeleteItem(store, &key_a));
    ck_assert_int_eq(object.refcount, 1);
}
END_TEST

START_TEST(destroying_the_store_releases_everything)
{
    IMFAttributes *attributes;

    test_object_init(&object);
    ck_assert_ok(MFCreateAttributes(&attributes, 0));
    ck_assert_ok(IMFAttributes_SetUnknown(attributes, &key_a, &object.IUnknown_iface));
    ck_assert_ok(IMFAttributes_SetUnknown(attributes, &key_b, &object.IUnknown_iface));
    ck_assert_int_eq(object.refcount, 3);
    ck_assert_uint_eq(IMFAttributes_Release(attributes), 0);
    ck_assert_int_eq(object.refcount, 1);
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

/* PROPVARIANTs of the seven types. */
static void make_propvariant(PROPVARIANT *value, enum value_kind kind)
{
    memset(value, 0, sizeof(*value));
    value->vt = (VARTYPE)types[kind];
    switch (kind)
    {
    case UINT32_VALUE:
        value->ulVal = 123;
        break;
    case UINT64_VALUE:
        value->uhVal.QuadPart = 0x123456789abcdefull;
        break;
    case DOUBLE_VALUE:
        value->dblVal = 22.0;
        break;
    case GUID_VALUE:
        value->puuid = (GUID *)&value_guid;
        break;
    case STRING_VALUE:
        value->pwszVal = (WCHAR *)L"Text";
        break;
    case BLOB_VALUE:
        value->caub.cElems = sizeof(value_blob);
        value->caub.pElems = (UCHAR *)value_blob;
        break;
    default:
        value->punkVal = &object.IUnknown_iface;
        break;
    }
}

static BOOL propvariant_is(const PROPVARIANT *value, enum value_kind kind)
{
    if (value->vt != types[kind])
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
        return value->punkVal == &object.IUnknown_iface;
    }
}

START_TEST(set_item_and_get_item_copy_every_type)
{
    PROPVARIANT value, copy;
    BOOL untouched, equal = FALSE;

    test_object_init(&object);
    make_propvariant(&value, _i);
    ck_assert_ok(IMFAttributes_SetItem(store, &key_a, &value));
    ck_assert_ok(get_value(&key_a, _i, &untouched));
    ck_assert_int_eq(object.refcount, _i == UNKNOWN_VALUE ? 2 : 1);

    /* What the PROPVARIANT held before is not looked at. */
    memset(&copy, 0xcc, sizeof(copy));
    copy.vt = VT_LPWSTR;
    ck_assert_ok(IMFAttributes_GetItem(store, &key_a, &copy));
    ck_assert(propvariant_is(&copy, _i));
    ck_assert_ok(IMFAttributes_CompareItem(store, &key_a, &copy, &equal));
    ck_assert(equal);
    ck_assert_int_eq(object.refcount, _i == UNKNOWN_VALUE ? 3 : 1);
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

    test_object_init(&object);
    ck_assert_ok(IMFAttributes_SetUnknown(store, &key_a, &object.IUnknown_iface));
    memset(&value, 0, sizeof(value));
    value.vt = VT_I4;
    ck_assert_hr(IMFAttributes_SetItem(store, &key_a, &value), MF_E_INVALIDTYPE);
    ck_assert_uint_eq(count_of(store), 1);
    ck_assert_int_eq(object.refcount, 1);
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

    test_object_init(&object);
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

    test_object_init(&object);
    ck_assert_ok(MFCreateAttributes(&other, 0));
    ck_assert_ok(set_value(store, &key_a, ours));
    ck_assert_ok(set_value(other, &key_a, theirs));
    ck_assert_ok(IMFAttributes_Compare(store, other, ALL, &result));
    ck_assert(result == (ours == theirs));
    IMFAttributes_Release(other);
    ck_assert_ok(IMFAttributes_DeleteAllItems(store));
    ck_assert_int_eq(object.refcount, 1);
}
END_TEST

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

START_TEST(copy_all_items_replaces_the_destination)
{
    IMFAttributes *destination;
    IUnknown *unknown;
    double number = 0;
    WCHAR text[8];

    test_object_init(&object);
    ck_assert_ok(MFCreateAttributes(&destination, 0));
    ck_assert_ok(IMFAttributes_SetUINT32(destination, &value_guid, 1));
    ck_assert_ok(IMFAttributes_SetDouble(store, &GUID_NULL, 22.0));
    ck_assert_ok(IMFAttributes_SetString(store, &key_a, L"Text"));
    ck_assert_ok(IMFAttributes_SetUINT32(store, &key_b, 123));
    ck_assert_ok(IMFAttributes_SetUnknown(store, &key_c, &object.IUnknown_iface));
    ck_assert_ok(IMFAttributes_SetUnknown(store, &key_d, NULL));

    ck_assert_ok(IMFAttributes_CopyAllItems(store, destination));
    ck_assert_uint_eq(count_of(store), 5);
    ck_assert_uint_eq(count_of(destination), 5);
    ck_assert_int_eq(object.refcount, 3);
    ck_assert_ok(IMFAttributes_GetDouble(destination, &GUID_NULL, &number));
    ck_assert(number == 22.0);
    ck_assert_ok(IMFAttributes_GetString(destination, &key_a, text, ARRAYSIZE(text), NULL));
    ck_assert(!wcscmp(text, L"Text"));
    ck_assert_ok(IMFAttributes_GetUnknown(destination, &key_c, &IID_IUnknown, (void **)&unknown));
    ck_assert_ptr_eq(unknown, &object.IUnknown_iface);
    IUnknown_Release(unknown);
    ck_assert_hr(IMFAttributes_GetUnknown(destination, &key_d, &IID_IUnknown, (void **)&unknown), MF_E_INVALIDTYPE);

    /* The copies have lives of their own. */
    ck_assert_ok(IMFAttributes_DeleteAllItems(store));
    ck_assert_ok(IMFAttributes_GetString(destination, &key_a, text, ARRAYSIZE(text), NULL));
    ck_assert_int_eq(object.refcount, 2);

    ck_assert_ok(IMFAttributes_CopyAllItems(store, destination));
    ck_assert_uint_eq(count_of(destination), 0);
    ck_assert_int_eq(object.refcount, 1);
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

    test_object_init(&object);
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
    ck_assert_int_eq(object.refcount, 3);
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
    ck_assert_int_eq(object.refcount, 2);
    IMFAttributes_Release(foreign);
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
    ck_assert_hr(IMFAttributes_Compare(store, NULL, ALL, NULL), E_POINTER);
    ck_assert_hr(IMFAttributes_CopyAllItems(store, NULL), E_POINTER);
    ck_assert_hr(IMFAttributes_SetString(store, &key_a, NULL), E_INVALIDARG);
    ck_assert_hr(IMFAttributes_SetBlob(store, &key_a, NULL, 1), E_INVALIDARG);
    ck_assert_uint_eq(count_of(store), 1);
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

static Suite *attributes_suite(void)
{
    Suite *suite = suite_create("attributes");
    TCase *tcase = tcase_create("contract");

    tcase_add_checked_fixture(tcase, setup, teardown);
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
    tcase_add_test(tcase, compare_item_converts_nothing);
    tcase_add_loop_test(tcase, compare_item_compares_contents, 0, KINDS);
    tcase_add_loop_test(tcase, compare_matches_as_asked, 0, ARRAYSIZE(compare_rows));
    tcase_add_loop_test(tcase, compare_looks_at_types_and_contents, 0, KINDS * KINDS);
    tcase_add_loop_test(tcase, index_runs_over_all_items, 0, 30);
    tcase_add_loop_test(tcase, index_follows_ascending_data1, 0, 2);
    tcase_add_test(tcase, copy_all_items_replaces_the_destination);
    tcase_add_test(tcase, copy_all_items_keeps_empty_keys_and_itself);
    tcase_add_test(tcase, foreign_store_can_be_copied_to_and_compared);
    tcase_add_loop_test(tcase, many_items_stay_found, 0, 2);
    tcase_add_test(tcase, keys_differ_in_any_byte);
    suite_add_tcase(suite, tcase);

    tcase = tcase_create("errors");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, create_with_null_pointer_is_refused);
    tcase_add_test(tcase, compare_refuses_unknown_match_types);
    tcase_add_test(tcase, null_outputs_do_not_crash);
    suite_add_tcase(suite, tcase);

    tcase = tcase_create("lifetime");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, destroying_the_store_releases_everything);
    tcase_add_test(tcase, stored_object_may_use_the_store);
    suite_add_tcase(suite, tcase);

    tcase = tcase_create("threads");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, lock_store_is_recursive);
    tcase_add_loop_test(tcase, lock_store_keeps_other_threads_out, 0, 4);
    tcase_add_test(tcase, threads_never_see_half_a_value);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return suite_main(attributes_suite());
}
