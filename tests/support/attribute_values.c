/* SPDX-License-Identifier: MIT */
/* Values of every kind for the tests of attribute stores. */

#include "support/attribute_values.h"
#include "support/suite.h"
#include <mfapi.h>

const GUID key_a = {0x11111111, 0x1111, 0x1111, {1, 1, 1, 1, 1, 1, 1, 1}};
const GUID key_b = {0x22222222, 0x1111, 0x1111, {1, 1, 1, 1, 1, 1, 1, 1}};
const GUID key_c = {0x33333333, 0x1111, 0x1111, {1, 1, 1, 1, 1, 1, 1, 1}};
const GUID key_d = {0x44444444, 0x1111, 0x1111, {1, 1, 1, 1, 1, 1, 1, 1}};
const GUID value_guid = {0xdeadbeef, 0x1234, 0x5678, {1, 2, 3, 4, 5, 6, 7, 8}};
const UINT8 value_blob[6] = {1, 2, 3, 4, 5, 6};

IMFAttributes *store;

void store_setup(void)
{
    ck_assert_ok(MFCreateAttributes(&store, 3));
}

void store_teardown(void)
{
    ULONG left = IMFAttributes_Release(store);
    ck_assert_uint_eq(left, 0);
}

UINT32 count_of(IMFAttributes *attributes)
{
    UINT32 count = 0xdeadbeef;
    ck_assert_ok(IMFAttributes_GetCount(attributes, &count));
    return count;
}

GUID numbered_key(UINT32 n)
{
    GUID key = {n * 2654435761u, (USHORT)n, (USHORT)(n >> 16), {0, 0, 0, 0, (BYTE)(n >> 8), (BYTE)n, 0, 0}};
    return key;
}

struct test_object value_object;

HRESULT set_value(IMFAttributes *attributes, const GUID *key, enum value_kind kind)
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
        return IMFAttributes_SetUnknown(attributes, key, &value_object.IUnknown_iface);
    }
}

const MF_ATTRIBUTE_TYPE value_types[KINDS] =
{
    MF_ATTRIBUTE_UINT32, MF_ATTRIBUTE_UINT64, MF_ATTRIBUTE_DOUBLE, MF_ATTRIBUTE_GUID, MF_ATTRIBUTE_STRING,
    MF_ATTRIBUTE_BLOB, MF_ATTRIBUTE_IUNKNOWN,
};

void make_propvariant(PROPVARIANT *value, enum value_kind kind)
{
    memset(value, 0, sizeof(*value));
    value->vt = (VARTYPE)value_types[kind];
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
        value->punkVal = &value_object.IUnknown_iface;
        break;
    }
}
