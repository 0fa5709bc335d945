/* SPDX-License-Identifier: MIT */
/* MFSerializeEvent and MFDeserializeEvent. The bytes are private to each mfplat.dll, so only round trips are looked at. */

#include "support/suite.h"
#include "support/callback.h"
#include <mfapi.h>
#include <mferror.h>
#include <stdlib.h>

static HRESULT (WINAPI *serialize)(IMFMediaEvent *event, DWORD *size, BYTE **data);
static HRESULT (WINAPI *deserialize)(DWORD size, BYTE *data, IMFMediaEvent **event);

static const GUID key_number = {0x11111111, 1, 2, {3}}, key_string = {0x22222222, 1, 2, {3}};
static const GUID key_blob = {0x33333333, 1, 2, {3}}, key_object = {0x44444444, 1, 2, {3}};
static const GUID custom_type = {0x12345678, 0x1234, 0x1234, {0x21, 0x21, 0x21, 0x21, 0x21, 0x21, 0x21, 0x21}};

static void setup(void)
{
    serialize = mfplat_function("MFSerializeEvent");
    deserialize = mfplat_function("MFDeserializeEvent");
}

static IMFMediaEvent *create_event(const PROPVARIANT *value)
{
    IMFMediaEvent *event = NULL;

    ck_assert_ok(MFCreateMediaEvent(MEExtendedType, &custom_type, E_ACCESSDENIED, value, &event));
    return event;
}

static IMFMediaEvent *round_trip(IMFMediaEvent *event)
{
    IMFMediaEvent *copy = NULL;
    BYTE *data = NULL;
    DWORD size = 0;

    ck_assert_ok(serialize(event, &size, &data));
    ck_assert_ptr_nonnull(data);
    ck_assert(size > 0);
    ck_assert_ok(deserialize(size, data, &copy));
    CoTaskMemFree(data);
    ck_assert_ptr_nonnull(copy);
    ck_assert_refcount(copy, 1);
    return copy;
}

START_TEST(all_properties_survive)
{
    IMFMediaEvent *event = create_event(NULL), *copy;
    static const BYTE blob[] = {1, 2, 3};
    MediaEventType type = 0;
    GUID extended_type;
    HRESULT status = S_OK;
    BOOL equal = FALSE;
    PROPVARIANT value;
    UINT32 count;

    ck_assert_ok(IMFMediaEvent_SetUINT32(event, &key_number, 77));
    ck_assert_ok(IMFMediaEvent_SetString(event, &key_string, L"text"));
    ck_assert_ok(IMFMediaEvent_SetBlob(event, &key_blob, blob, sizeof(blob)));
    copy = round_trip(event);

    ck_assert_ok(IMFMediaEvent_GetType(copy, &type));
    ck_assert_uint_eq(type, MEExtendedType);
    ck_assert_ok(IMFMediaEvent_GetExtendedType(copy, &extended_type));
    ck_assert(IsEqualGUID(&extended_type, &custom_type));
    ck_assert_ok(IMFMediaEvent_GetStatus(copy, &status));
    ck_assert_hr(status, E_ACCESSDENIED);
    PropVariantInit(&value);
    ck_assert_ok(IMFMediaEvent_GetValue(copy, &value));
    ck_assert_uint_eq(value.vt, VT_EMPTY);
    ck_assert_ok(IMFMediaEvent_GetCount(copy, &count));
    ck_assert_uint_eq(count, 3);
    ck_assert_ok(IMFMediaEvent_Compare(event, (IMFAttributes *)copy, MF_ATTRIBUTES_MATCH_ALL_ITEMS, &equal));
    ck_assert(equal);
    ck_assert_uint_eq(IMFMediaEvent_Release(copy), 0);
    ck_assert_uint_eq(IMFMediaEvent_Release(event), 0);
}
END_TEST

START_TEST(number_values_survive)
{
    static const PROPVARIANT values[] =
    {
        {.vt = VT_NULL},
        {.vt = VT_UI1, .bVal = 0xfe},
        {.vt = VT_I2, .iVal = -2},
        {.vt = VT_BOOL, .boolVal = VARIANT_TRUE},
        {.vt = VT_I4, .lVal = -5},
        {.vt = VT_UI4, .ulVal = 0xfffffff0},
        {.vt = VT_R4, .fltVal = 1.5f},
        {.vt = VT_I8, .hVal = {.QuadPart = -50000000000}},
        {.vt = VT_UI8, .uhVal = {.QuadPart = 0xfedcba9876543210}},
        {.vt = VT_R8, .dblVal = -2.25},
        {.vt = VT_UNKNOWN, .punkVal = NULL},
    };
    unsigned int i;

    for (i = 0; i < ARRAYSIZE(values); i++)
    {
        IMFMediaEvent *event = create_event(&values[i]), *copy = round_trip(event);
        PROPVARIANT value;

        PropVariantInit(&value);
        ck_assert_ok(IMFMediaEvent_GetValue(copy, &value));
        ck_assert_msg(value.vt == values[i].vt, "vt %u", values[i].vt);
        ck_assert_msg(value.uhVal.QuadPart == values[i].uhVal.QuadPart, "vt %u", values[i].vt);
        IMFMediaEvent_Release(copy);
        IMFMediaEvent_Release(event);
    }
}
END_TEST

START_TEST(string_values_survive)
{
    static const WCHAR *const texts[] = {L"", L"a", L"even", L"a longer text"};
    unsigned int i;

    for (i = 0; i < ARRAYSIZE(texts); i++)
    {
        IMFMediaEvent *event, *copy;
        PROPVARIANT value;

        value.vt = VT_LPWSTR;
        value.pwszVal = (WCHAR *)texts[i];
        event = create_event(&value);
        copy = round_trip(event);
        PropVariantInit(&value);
        ck_assert_ok(IMFMediaEvent_GetValue(copy, &value));
        ck_assert_uint_eq(value.vt, VT_LPWSTR);
        ck_assert_msg(!wcscmp(value.pwszVal, texts[i]), "text %u", i);
        PropVariantClear(&value);
        IMFMediaEvent_Release(copy);
        IMFMediaEvent_Release(event);

        value.vt = VT_BSTR;
        value.bstrVal = SysAllocString(texts[i]);
        event = create_event(&value);
        SysFreeString(value.bstrVal);
        copy = round_trip(event);
        PropVariantInit(&value);
        ck_assert_ok(IMFMediaEvent_GetValue(copy, &value));
        ck_assert_uint_eq(value.vt, VT_BSTR);
        ck_assert_msg(SysStringLen(value.bstrVal) == wcslen(texts[i]), "text %u", i);
        ck_assert_msg(!wcscmp(value.bstrVal, texts[i]), "text %u", i);
        PropVariantClear(&value);
        IMFMediaEvent_Release(copy);
        IMFMediaEvent_Release(event);
    }
}
END_TEST

START_TEST(other_values_survive)
{
    BYTE bytes[] = {1, 2, 3, 4, 5};
    GUID guid = custom_type;
    IMFMediaEvent *event, *copy;
    PROPVARIANT value;
    char text[] = "ansi";

    value.vt = VT_VECTOR | VT_UI1;
    value.caub.cElems = sizeof(bytes);
    value.caub.pElems = bytes;
    event = create_event(&value);
    copy = round_trip(event);
    PropVariantInit(&value);
    ck_assert_ok(IMFMediaEvent_GetValue(copy, &value));
    ck_assert_uint_eq(value.vt, VT_VECTOR | VT_UI1);
    ck_assert_uint_eq(value.caub.cElems, sizeof(bytes));
    ck_assert_mem_eq(value.caub.pElems, bytes, sizeof(bytes));
    PropVariantClear(&value);
    IMFMediaEvent_Release(copy);
    IMFMediaEvent_Release(event);

    value.vt = VT_CLSID;
    value.puuid = &guid;
    event = create_event(&value);
    copy = round_trip(event);
    PropVariantInit(&value);
    ck_assert_ok(IMFMediaEvent_GetValue(copy, &value));
    ck_assert_uint_eq(value.vt, VT_CLSID);
    ck_assert_mem_eq(value.puuid, &guid, sizeof(guid));
    PropVariantClear(&value);
    IMFMediaEvent_Release(copy);
    IMFMediaEvent_Release(event);

    value.vt = VT_LPSTR;
    value.pszVal = text;
    event = create_event(&value);
    copy = round_trip(event);
    PropVariantInit(&value);
    ck_assert_ok(IMFMediaEvent_GetValue(copy, &value));
    ck_assert_uint_eq(value.vt, VT_LPSTR);
    ck_assert_str_eq(value.pszVal, text);
    PropVariantClear(&value);
    IMFMediaEvent_Release(copy);
    IMFMediaEvent_Release(event);
}
END_TEST

START_TEST(interface_attributes_are_left_out)
{
    IMFMediaEvent *event = create_event(NULL), *copy;
    struct test_object object;
    UINT32 count;

    test_object_init(&object);
    ck_assert_ok(IMFMediaEvent_SetUnknown(event, &key_object, &object.IUnknown_iface));
    ck_assert_ok(IMFMediaEvent_SetUINT32(event, &key_number, 1));
    copy = round_trip(event);
    ck_assert_ok(IMFMediaEvent_GetCount(copy, &count));
    ck_assert_uint_eq(count, 1);
    IMFMediaEvent_Release(copy);
    IMFMediaEvent_Release(event);
    ck_assert_refcount(&object.IUnknown_iface, 1);
}
END_TEST

/* Windows may marshal the interface, or refuse otherwise. */
START_TEST(interface_values_are_refused)
{
    struct test_object object;
    IMFMediaEvent *event;
    PROPVARIANT value;
    BYTE *data = (BYTE *)0xdeadbeef;
    DWORD size = 99;

    if (!mfplat_is_ours())
        return;
    test_object_init(&object);
    value.vt = VT_UNKNOWN;
    value.punkVal = &object.IUnknown_iface;
    event = create_event(&value);
    ck_assert_hr(serialize(event, &size, &data), MF_E_INVALIDTYPE);
    ck_assert_ptr_null(data);
    ck_assert_uint_eq(size, 0);
    IMFMediaEvent_Release(event);
    ck_assert_refcount(&object.IUnknown_iface, 1);
}
END_TEST

START_TEST(bad_arguments)
{
    IMFMediaEvent *event = create_event(NULL), *copy;
    BYTE *data, byte = 0;
    DWORD size;

    if (mfplat_is_ours())
    {
        ck_assert_hr(serialize(NULL, &size, &data), E_INVALIDARG);
        ck_assert_ptr_null(data);
        ck_assert_hr(serialize(event, NULL, &data), E_INVALIDARG);
        ck_assert_hr(serialize(event, &size, NULL), E_INVALIDARG);
        ck_assert_hr(deserialize(1, &byte, NULL), E_INVALIDARG);
        copy = (void *)0xdeadbeef;
        ck_assert_hr(deserialize(1, NULL, &copy), E_INVALIDARG);
        ck_assert_ptr_null(copy);
        ck_assert_hr(deserialize(0, &byte, &copy), E_INVALIDARG);
    }
    IMFMediaEvent_Release(event);
}
END_TEST

/* No cut, longer or changed block crashes, and what is accepted is an event. Blocks lie at odd addresses. */
START_TEST(damaged_bytes)
{
    BYTE *data, *odd, *changed;
    IMFMediaEvent *event, *copy;
    PROPVARIANT value;
    DWORD size, i, k;

    if (!mfplat_is_ours())
        return;
    value.vt = VT_LPWSTR;
    value.pwszVal = (WCHAR *)L"a value";
    event = create_event(&value);
    ck_assert_ok(IMFMediaEvent_SetUINT32(event, &key_number, 77));
    ck_assert_ok(IMFMediaEvent_SetString(event, &key_string, L"text"));
    ck_assert_ok(serialize(event, &size, &data));
    IMFMediaEvent_Release(event);

    odd = malloc(size + 5);
    changed = odd + 1;
    memcpy(changed, data, size);
    ck_assert_ok(deserialize(size, changed, &copy));
    IMFMediaEvent_Release(copy);
    for (i = 0; i < size; i++)
    {
        BYTE *cut = malloc(i + 1);

        memcpy(cut, data, i);
        copy = (void *)0xdeadbeef;
        ck_assert_hr_msg(deserialize(i, cut, &copy), E_INVALIDARG, "cut to %lu", i);
        ck_assert_ptr_null(copy);
        free(cut);
    }
    memset(changed + size, 0, 4);
    ck_assert_hr(deserialize(size + 4, changed, &copy), E_INVALIDARG);
    for (i = 0; i < size; i++)
    {
        static const BYTE with[] = {0, 1, 0x7f, 0x80, 0xff};

        for (k = 0; k < ARRAYSIZE(with); k++)
        {
            HRESULT hr;

            memcpy(changed, data, size);
            changed[i] = with[k];
            copy = (void *)0xdeadbeef;
            hr = deserialize(size, changed, &copy);
            ck_assert_msg(SUCCEEDED(hr) ? copy != NULL : copy == NULL, "byte %lu", i);
            if (SUCCEEDED(hr))
                IMFMediaEvent_Release(copy);
        }
    }
    free(odd);
    CoTaskMemFree(data);
}
END_TEST

static Suite *event_serialization_suite(void)
{
    Suite *suite = suite_create("event_serialization");
    TCase *tcase;

    tcase = tcase_create("contract");
    tcase_add_unchecked_fixture(tcase, setup, NULL);
    tcase_add_test(tcase, all_properties_survive);
    tcase_add_test(tcase, number_values_survive);
    tcase_add_test(tcase, string_values_survive);
    tcase_add_test(tcase, other_values_survive);
    tcase_add_test(tcase, interface_attributes_are_left_out);
    suite_add_tcase(suite, tcase);

    tcase = tcase_create("errors");
    tcase_add_unchecked_fixture(tcase, setup, NULL);
    tcase_add_test(tcase, interface_values_are_refused);
    tcase_add_test(tcase, bad_arguments);
    tcase_add_test(tcase, damaged_bytes);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return suite_main(event_serialization_suite());
}
