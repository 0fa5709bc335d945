/* SPDX-License-Identifier: MIT */
/* The media event object. */

#include "support/suite.h"
#include "support/callback.h"
#include <mfapi.h>
#include <mferror.h>

static const GUID custom_type = {0x12345678, 0x1234, 0x1234, {0x21, 0x21, 0x21, 0x21, 0x21, 0x21, 0x21, 0x21}};

static IMFMediaEvent *create_event(const PROPVARIANT *value)
{
    IMFMediaEvent *event = NULL;

    ck_assert_ok(MFCreateMediaEvent(MEUnknown, &GUID_NULL, S_OK, value, &event));
    ck_assert_ptr_nonnull(event);
    return event;
}

static const PROPVARIANT null_unknown = {.vt = VT_UNKNOWN};

static const struct
{
    const char *label;
    MediaEventType type;
    const GUID *extended_type;
    HRESULT status;
    const PROPVARIANT *value;
    VARTYPE vt;
} creations[] =
{
    {"error with a NULL interface", MEError, &GUID_NULL, E_FAIL, &null_unknown, VT_UNKNOWN},
    {"custom type without a value", MEUnknown, &custom_type, S_OK, NULL, VT_EMPTY},
    {"a type that there is not", 0xfffffffe, &custom_type, MF_E_SHUTDOWN, NULL, VT_EMPTY},
    {"a success that is not S_OK", MESourceStarted, &GUID_NULL, S_FALSE, NULL, VT_EMPTY},
};

START_TEST(properties_are_those_of_the_creation)
{
    IMFMediaEvent *event = NULL;
    MediaEventType type = 99;
    GUID extended_type;
    HRESULT status = 99;
    PROPVARIANT value;
    UINT32 count = 99;

    ck_assert_hr_msg(MFCreateMediaEvent(creations[_i].type, creations[_i].extended_type, creations[_i].status,
            creations[_i].value, &event), S_OK, "%s", creations[_i].label);
    ck_assert_refcount(event, 1);
    ck_assert_ok(IMFMediaEvent_GetType(event, &type));
    ck_assert_msg(type == creations[_i].type, "%s: type %lu", creations[_i].label, type);
    memset(&extended_type, 0xcc, sizeof(extended_type));
    ck_assert_ok(IMFMediaEvent_GetExtendedType(event, &extended_type));
    ck_assert_msg(IsEqualGUID(&extended_type, creations[_i].extended_type), "%s", creations[_i].label);
    ck_assert_ok(IMFMediaEvent_GetStatus(event, &status));
    ck_assert_hr_msg(status, creations[_i].status, "%s", creations[_i].label);
    PropVariantInit(&value);
    ck_assert_ok(IMFMediaEvent_GetValue(event, &value));
    ck_assert_msg(value.vt == creations[_i].vt, "%s: vt %u", creations[_i].label, value.vt);
    if (value.vt == VT_UNKNOWN)
        ck_assert_ptr_null(value.punkVal);
    ck_assert_ok(IMFMediaEvent_GetCount(event, &count));
    ck_assert_uint_eq(count, 0);
    ck_assert_uint_eq(IMFMediaEvent_Release(event), 0);
}
END_TEST

START_TEST(interfaces)
{
    IMFMediaEvent *event = create_event(NULL);
    IMFAttributes *attributes;

    ck_assert_interface(event, &IID_IMFMediaEvent, TRUE);
    ck_assert_interface(event, &IID_IMFAttributes, TRUE);
    ck_assert_interface(event, &IID_IUnknown, TRUE);
    ck_assert_interface(event, &IID_IMFMediaType, FALSE);
    ck_assert_ok(IMFMediaEvent_QueryInterface(event, &IID_IMFAttributes, (void **)&attributes));
    ck_assert_refcount(event, 2);
    IMFAttributes_Release(attributes);
    IMFMediaEvent_Release(event);
}
END_TEST

START_TEST(an_event_is_an_attribute_store)
{
    IMFMediaEvent *event = create_event(NULL);
    UINT32 number = 0, count = 0;
    IMFAttributes *copy;

    ck_assert_ok(IMFMediaEvent_SetUINT32(event, &custom_type, 5));
    ck_assert_ok(IMFMediaEvent_GetUINT32(event, &custom_type, &number));
    ck_assert_uint_eq(number, 5);
    ck_assert_ok(IMFMediaEvent_GetCount(event, &count));
    ck_assert_uint_eq(count, 1);
    ck_assert_ok(MFCreateAttributes(&copy, 0));
    ck_assert_ok(IMFMediaEvent_CopyAllItems(event, copy));
    ck_assert_ok(IMFAttributes_GetUINT32(copy, &custom_type, &number));
    IMFAttributes_Release(copy);
    ck_assert_uint_eq(IMFMediaEvent_Release(event), 0);
}
END_TEST

START_TEST(numbers_come_back)
{
    static const PROPVARIANT values[] =
    {
        {.vt = VT_UI4, .ulVal = 0xfffffff0},
        {.vt = VT_I4, .lVal = -5},
        {.vt = VT_I8, .hVal = {.QuadPart = -50000000000}},
        {.vt = VT_UI8, .uhVal = {.QuadPart = 0xfedcba9876543210}},
        {.vt = VT_R4, .fltVal = 1.5f},
        {.vt = VT_R8, .dblVal = -2.25},
        {.vt = VT_BOOL, .boolVal = VARIANT_TRUE},
        {.vt = VT_UI2, .uiVal = 0xfffe},
        {.vt = VT_NULL},
    };
    unsigned int i;

    for (i = 0; i < ARRAYSIZE(values); i++)
    {
        IMFMediaEvent *event = create_event(&values[i]);
        PROPVARIANT value;

        PropVariantInit(&value);
        ck_assert_ok(IMFMediaEvent_GetValue(event, &value));
        ck_assert_msg(value.vt == values[i].vt, "vt %u", values[i].vt);
        ck_assert_msg(value.uhVal.QuadPart == values[i].uhVal.QuadPart, "vt %u", values[i].vt);
        IMFMediaEvent_Release(event);
    }
}
END_TEST

START_TEST(strings_are_copied_in_and_out)
{
    WCHAR text[] = L"progress";
    PROPVARIANT value, first, second;
    IMFMediaEvent *event;

    value.vt = VT_LPWSTR;
    value.pwszVal = text;
    event = create_event(&value);
    text[0] = 'X';

    PropVariantInit(&first);
    PropVariantInit(&second);
    ck_assert_ok(IMFMediaEvent_GetValue(event, &first));
    ck_assert_uint_eq(first.vt, VT_LPWSTR);
    ck_assert(!wcscmp(first.pwszVal, L"progress"));
    first.pwszVal[0] = 'Y';
    ck_assert_ok(IMFMediaEvent_GetValue(event, &second));
    ck_assert(!wcscmp(second.pwszVal, L"progress"));
    ck_assert_ok(PropVariantClear(&first));
    ck_assert_uint_eq(IMFMediaEvent_Release(event), 0);
    ck_assert(!wcscmp(second.pwszVal, L"progress"));
    ck_assert_ok(PropVariantClear(&second));
}
END_TEST

START_TEST(blobs_are_copied)
{
    BYTE bytes[] = {1, 2, 3, 4, 5};
    PROPVARIANT value, copy;
    IMFMediaEvent *event;

    value.vt = VT_VECTOR | VT_UI1;
    value.caub.cElems = sizeof(bytes);
    value.caub.pElems = bytes;
    event = create_event(&value);
    bytes[0] = 99;

    PropVariantInit(&copy);
    ck_assert_ok(IMFMediaEvent_GetValue(event, &copy));
    ck_assert_uint_eq(copy.vt, VT_VECTOR | VT_UI1);
    ck_assert_uint_eq(copy.caub.cElems, 5);
    ck_assert_uint_eq(copy.caub.pElems[0], 1);
    ck_assert_uint_eq(copy.caub.pElems[4], 5);
    PropVariantClear(&copy);
    IMFMediaEvent_Release(event);
}
END_TEST

START_TEST(interfaces_are_referenced)
{
    struct test_object object;
    PROPVARIANT value, copy;
    IMFMediaEvent *event;

    test_object_init(&object);
    value.vt = VT_UNKNOWN;
    value.punkVal = &object.IUnknown_iface;
    event = create_event(&value);
    ck_assert_refcount(&object.IUnknown_iface, 2);

    PropVariantInit(&copy);
    ck_assert_ok(IMFMediaEvent_GetValue(event, &copy));
    ck_assert_uint_eq(copy.vt, VT_UNKNOWN);
    ck_assert_ptr_eq(copy.punkVal, &object.IUnknown_iface);
    ck_assert_refcount(&object.IUnknown_iface, 3);
    ck_assert_uint_eq(IMFMediaEvent_Release(event), 0);
    ck_assert_refcount(&object.IUnknown_iface, 2);
    ck_assert_ok(PropVariantClear(&copy));
    ck_assert_refcount(&object.IUnknown_iface, 1);
}
END_TEST

/* Not pinned on Windows. */
START_TEST(bad_arguments)
{
    IMFMediaEvent *event;
    PROPVARIANT value;

    if (!mfplat_is_ours())
        return;
    event = create_event(NULL);
    ck_assert_hr(IMFMediaEvent_GetType(event, NULL), E_POINTER);
    ck_assert_hr(IMFMediaEvent_GetExtendedType(event, NULL), E_POINTER);
    ck_assert_hr(IMFMediaEvent_GetStatus(event, NULL), E_POINTER);
    ck_assert_hr(IMFMediaEvent_GetValue(event, NULL), E_POINTER);
    IMFMediaEvent_Release(event);

    ck_assert_hr(MFCreateMediaEvent(MEUnknown, &GUID_NULL, S_OK, NULL, NULL), E_POINTER);
    event = (void *)0xdeadbeef;
    ck_assert_hr(MFCreateMediaEvent(MEUnknown, NULL, S_OK, NULL, &event), E_INVALIDARG);
    ck_assert_ptr_null(event);
    memset(&value, 0, sizeof(value));
    value.vt = 0xfff;
    event = (void *)0xdeadbeef;
    ck_assert_hr(MFCreateMediaEvent(MEUnknown, &GUID_NULL, S_OK, &value, &event), DISP_E_BADVARTYPE);
    ck_assert_ptr_null(event);
}
END_TEST

/* What Windows does is not known. */
START_TEST(media_event_result)
{
    HRESULT (WINAPI *create)(IMFMediaEvent *, IMFAsyncResult **) = mfplat_function("MFCreateMediaEventResult");
    IMFAsyncResult *result;
    IMFMediaEvent *event;
    IUnknown *object;

    if (!mfplat_is_ours())
        return;
    ck_assert_ok(MFCreateMediaEvent(MEError, &GUID_NULL, MF_E_SHUTDOWN, NULL, &event));
    result = (void *)0xdeadbeef;
    ck_assert_hr(create(NULL, &result), E_INVALIDARG);
    ck_assert_ptr_null(result);
    ck_assert_hr(create(event, NULL), E_INVALIDARG);

    ck_assert_ok(create(event, &result));
    ck_assert_refcount(event, 2);
    ck_assert_hr(IMFAsyncResult_GetStatus(result), MF_E_SHUTDOWN);
    ck_assert_ok(IMFAsyncResult_GetObject(result, &object));
    ck_assert_ptr_eq(object, event);
    IUnknown_Release(object);
    ck_assert_ptr_null(IMFAsyncResult_GetStateNoAddRef(result));
    ck_assert_uint_eq(IMFAsyncResult_Release(result), 0);
    ck_assert_uint_eq(IMFMediaEvent_Release(event), 0);
}
END_TEST

static Suite *event_suite(void)
{
    Suite *suite = suite_create("event");
    TCase *tcase;

    tcase = tcase_create("contract");
    tcase_add_loop_test(tcase, properties_are_those_of_the_creation, 0, ARRAYSIZE(creations));
    tcase_add_test(tcase, interfaces);
    tcase_add_test(tcase, an_event_is_an_attribute_store);
    tcase_add_test(tcase, numbers_come_back);
    tcase_add_test(tcase, strings_are_copied_in_and_out);
    tcase_add_test(tcase, blobs_are_copied);
    tcase_add_test(tcase, interfaces_are_referenced);
    tcase_add_test(tcase, media_event_result);
    suite_add_tcase(suite, tcase);

    tcase = tcase_create("errors");
    tcase_add_test(tcase, bad_arguments);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return suite_main(event_suite());
}
