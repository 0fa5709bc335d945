/* SPDX-License-Identifier: MIT */
/* The presentation descriptor and its serialization, whose bytes are private to each mfplat.dll. */

#include "support/suite.h"
#include <stdlib.h>
#include <mfapi.h>
#include <mfidl.h>
#include <mferror.h>

static const GUID key = {0x11111111, 1, 2, {3}};

static IMFMediaType *types[2];
static IMFStreamDescriptor *streams[2];
static IMFPresentationDescriptor *descriptor;
static HRESULT (WINAPI *deserialize)(DWORD size, BYTE *data, IMFPresentationDescriptor **descriptor);

static void setup(void)
{
    deserialize = mfplat_function("MFDeserializePresentationDescriptor");
    ck_assert_ok(MFCreateMediaType(&types[0]));
    ck_assert_ok(MFCreateMediaType(&types[1]));
    ck_assert_ok(MFCreateStreamDescriptor(7, 2, types, &streams[0]));
    ck_assert_ok(MFCreateStreamDescriptor(7, 1, types, &streams[1]));
    ck_assert_ok(MFCreatePresentationDescriptor(2, streams, &descriptor));
}

static void teardown(void)
{
    IMFPresentationDescriptor_Release(descriptor);
    IMFStreamDescriptor_Release(streams[1]);
    IMFStreamDescriptor_Release(streams[0]);
    IMFMediaType_Release(types[1]);
    IMFMediaType_Release(types[0]);
}

static BOOL is_selected(IMFPresentationDescriptor *of, DWORD index)
{
    IMFStreamDescriptor *stream;
    BOOL selected = 99;

    ck_assert_ok(IMFPresentationDescriptor_GetStreamDescriptorByIndex(of, index, &selected, &stream));
    IMFStreamDescriptor_Release(stream);
    return selected;
}

START_TEST(a_new_descriptor_has_its_streams_deselected)
{
    IMFStreamDescriptor *stream;
    DWORD i, count = 0;
    UINT32 items = 99;
    BOOL selected;

    ck_assert_interface(descriptor, &IID_IUnknown, TRUE);
    ck_assert_interface(descriptor, &IID_IMFAttributes, TRUE);
    ck_assert_interface(descriptor, &IID_IMFPresentationDescriptor, TRUE);
    ck_assert_ok(IMFPresentationDescriptor_GetCount(descriptor, &items));
    ck_assert_uint_eq(items, 0);
    ck_assert_ok(IMFPresentationDescriptor_GetStreamDescriptorCount(descriptor, &count));
    ck_assert_uint_eq(count, 2);
    for (i = 0; i < 2; i++)
    {
        ck_assert_refcount(streams[i], 2);
        selected = 99;
        ck_assert_ok(IMFPresentationDescriptor_GetStreamDescriptorByIndex(descriptor, i, &selected, &stream));
        ck_assert_ptr_eq(stream, streams[i]);
        ck_assert(!selected);
        ck_assert_refcount(streams[i], 3);
        IMFStreamDescriptor_Release(stream);
    }
    ck_assert_hr(IMFPresentationDescriptor_GetStreamDescriptorByIndex(descriptor, 2, &selected, &stream),
            E_INVALIDARG);
}
END_TEST

START_TEST(streams_are_selected_by_index)
{
    ck_assert_hr(IMFPresentationDescriptor_SelectStream(descriptor, 2), E_INVALIDARG);
    ck_assert_hr(IMFPresentationDescriptor_DeselectStream(descriptor, 2), E_INVALIDARG);
    ck_assert_ok(IMFPresentationDescriptor_SelectStream(descriptor, 1));
    ck_assert(!is_selected(descriptor, 0));
    ck_assert(is_selected(descriptor, 1));
    ck_assert_ok(IMFPresentationDescriptor_SelectStream(descriptor, 1));
    ck_assert(is_selected(descriptor, 1));
    ck_assert_ok(IMFPresentationDescriptor_DeselectStream(descriptor, 1));
    ck_assert_ok(IMFPresentationDescriptor_DeselectStream(descriptor, 1));
    ck_assert(!is_selected(descriptor, 1));
}
END_TEST

START_TEST(a_clone_shares_the_streams_only)
{
    IMFPresentationDescriptor *clone;
    IMFStreamDescriptor *stream;
    UINT64 number = 0;
    BOOL selected;

    ck_assert_ok(IMFPresentationDescriptor_SelectStream(descriptor, 0));
    ck_assert_ok(IMFPresentationDescriptor_SetUINT64(descriptor, &key, 1));
    ck_assert_ok(IMFPresentationDescriptor_Clone(descriptor, &clone));
    ck_assert_refcount(clone, 1);
    ck_assert_ok(IMFPresentationDescriptor_GetStreamDescriptorByIndex(clone, 0, &selected, &stream));
    ck_assert_ptr_eq(stream, streams[0]);
    ck_assert(selected);
    IMFStreamDescriptor_Release(stream);
    ck_assert(!is_selected(clone, 1));
    ck_assert_ok(IMFPresentationDescriptor_GetUINT64(clone, &key, &number));
    ck_assert(number == 1);

    ck_assert_ok(IMFPresentationDescriptor_DeselectStream(descriptor, 0));
    ck_assert(is_selected(clone, 0));
    ck_assert_ok(IMFPresentationDescriptor_SetUINT64(clone, &key, 2));
    ck_assert_ok(IMFPresentationDescriptor_GetUINT64(descriptor, &key, &number));
    ck_assert(number == 1);
    ck_assert_uint_eq(IMFPresentationDescriptor_Release(clone), 0);
    ck_assert_refcount(streams[0], 2);
}
END_TEST

START_TEST(null_streams_are_refused)
{
    IMFStreamDescriptor *with_null[2] = {NULL, streams[1]}, *stream;
    IMFPresentationDescriptor *out = NULL;
    BOOL selected;

    ck_assert_hr(MFCreatePresentationDescriptor(2, with_null, &out), E_INVALIDARG);
    ck_assert_refcount(streams[1], 2);
    if (!mfplat_is_ours())
        return;
    ck_assert_hr(MFCreatePresentationDescriptor(2, NULL, &out), E_INVALIDARG);
    ck_assert_hr(MFCreatePresentationDescriptor(0, NULL, &out), E_INVALIDARG);
    ck_assert_hr(MFCreatePresentationDescriptor(2, streams, NULL), E_POINTER);
    ck_assert_hr(IMFPresentationDescriptor_GetStreamDescriptorCount(descriptor, NULL), E_POINTER);
    ck_assert_hr(IMFPresentationDescriptor_GetStreamDescriptorByIndex(descriptor, 0, NULL, &stream), E_POINTER);
    ck_assert_hr(IMFPresentationDescriptor_GetStreamDescriptorByIndex(descriptor, 0, &selected, NULL), E_POINTER);
    ck_assert_hr(IMFPresentationDescriptor_Clone(descriptor, NULL), E_POINTER);
}
END_TEST

static IMFMediaTypeHandler *get_handler(IMFPresentationDescriptor *of, DWORD index)
{
    IMFMediaTypeHandler *handler;
    IMFStreamDescriptor *stream;
    BOOL selected;

    ck_assert_ok(IMFPresentationDescriptor_GetStreamDescriptorByIndex(of, index, &selected, &stream));
    ck_assert_ok(IMFStreamDescriptor_GetMediaTypeHandler(stream, &handler));
    IMFStreamDescriptor_Release(stream);
    return handler;
}

static void fill(void)
{
    IMFMediaTypeHandler *handler;

    ck_assert_ok(IMFMediaType_SetGUID(types[0], &MF_MT_MAJOR_TYPE, &MFMediaType_Video));
    ck_assert_ok(IMFMediaType_SetGUID(types[1], &MF_MT_MAJOR_TYPE, &MFMediaType_Audio));
    ck_assert_ok(IMFPresentationDescriptor_SetString(descriptor, &key, L"presentation"));
    ck_assert_ok(IMFStreamDescriptor_SetUINT32(streams[0], &key, 5));
    ck_assert_ok(IMFPresentationDescriptor_SelectStream(descriptor, 1));
    handler = get_handler(descriptor, 0); /* current: in the list */
    ck_assert_ok(IMFMediaTypeHandler_SetCurrentMediaType(handler, types[1]));
    IMFMediaTypeHandler_Release(handler);
    handler = get_handler(descriptor, 1); /* current: another one */
    ck_assert_ok(IMFMediaTypeHandler_SetCurrentMediaType(handler, types[1]));
    IMFMediaTypeHandler_Release(handler);
}

START_TEST(serialization_keeps_everything)
{
    IMFPresentationDescriptor *copy;
    IMFMediaTypeHandler *handler;
    IMFStreamDescriptor *stream;
    IMFMediaType *type, *current;
    BYTE *data = NULL;
    DWORD size = 0, count, id = 0;
    UINT32 number;
    BOOL selected, equal = FALSE;
    GUID major;

    fill();
    ck_assert_ok(MFSerializePresentationDescriptor(descriptor, &size, &data));
    ck_assert_ok(deserialize(size, data, &copy));
    CoTaskMemFree(data);
    ck_assert_refcount(copy, 1);

    ck_assert_ok(IMFPresentationDescriptor_Compare(descriptor, (IMFAttributes *)copy, MF_ATTRIBUTES_MATCH_ALL_ITEMS,
            &equal));
    ck_assert(equal);
    ck_assert_ok(IMFPresentationDescriptor_GetStreamDescriptorCount(copy, &count));
    ck_assert_uint_eq(count, 2);
    ck_assert(!is_selected(copy, 0));
    ck_assert(is_selected(copy, 1));
    ck_assert_ok(IMFPresentationDescriptor_GetStreamDescriptorByIndex(copy, 0, &selected, &stream));
    ck_assert_ptr_ne(stream, streams[0]);
    ck_assert_ok(IMFStreamDescriptor_GetStreamIdentifier(stream, &id));
    ck_assert_uint_eq(id, 7);
    ck_assert_ok(IMFStreamDescriptor_GetUINT32(stream, &key, &number));
    ck_assert_uint_eq(number, 5);
    IMFStreamDescriptor_Release(stream);

    handler = get_handler(copy, 0);
    ck_assert_ok(IMFMediaTypeHandler_GetMediaTypeCount(handler, &count));
    ck_assert_uint_eq(count, 2);
    ck_assert_ok(IMFMediaTypeHandler_GetMediaTypeByIndex(handler, 0, &type));
    ck_assert_ok(IMFMediaType_GetMajorType(type, &major));
    ck_assert(IsEqualGUID(&major, &MFMediaType_Video));
    IMFMediaType_Release(type);
    ck_assert_ok(IMFMediaTypeHandler_GetMediaTypeByIndex(handler, 1, &type));
    ck_assert_ok(IMFMediaTypeHandler_GetCurrentMediaType(handler, &current));
    if (mfplat_is_ours())
        ck_assert_ptr_eq(type, current);
    IMFMediaType_Release(current);
    IMFMediaType_Release(type);
    IMFMediaTypeHandler_Release(handler);

    handler = get_handler(copy, 1);
    ck_assert_ok(IMFMediaTypeHandler_GetMajorType(handler, &major));
    ck_assert(IsEqualGUID(&major, &MFMediaType_Audio));
    IMFMediaTypeHandler_Release(handler);
    ck_assert_uint_eq(IMFPresentationDescriptor_Release(copy), 0);
}
END_TEST

START_TEST(damaged_bytes)
{
    IMFPresentationDescriptor *copy;
    BYTE *data, *changed;
    DWORD size, i, k;

    if (!mfplat_is_ours())
        return;
    fill();
    ck_assert_hr(MFSerializePresentationDescriptor(NULL, &size, &data), E_INVALIDARG);
    ck_assert_hr(MFSerializePresentationDescriptor(descriptor, NULL, &data), E_INVALIDARG);
    ck_assert_hr(MFSerializePresentationDescriptor(descriptor, &size, NULL), E_INVALIDARG);
    ck_assert_ok(MFSerializePresentationDescriptor(descriptor, &size, &data));
    ck_assert_hr(deserialize(size, NULL, &copy), E_INVALIDARG);
    ck_assert_hr(deserialize(size, data, NULL), E_INVALIDARG);
    for (i = 0; i < size; i++)
    {
        BYTE *cut = malloc(i + 1);

        memcpy(cut, data, i);
        copy = (void *)0xdeadbeef;
        ck_assert_hr_msg(deserialize(i, cut, &copy), E_INVALIDARG, "cut to %lu", i);
        ck_assert_ptr_null(copy);
        free(cut);
    }
    changed = malloc(size);
    for (i = 0; i < size; i++)
    {
        static const BYTE with[] = {0, 1, 0x7f, 0xff};

        for (k = 0; k < ARRAYSIZE(with); k++)
        {
            HRESULT hr;

            memcpy(changed, data, size);
            changed[i] = with[k];
            copy = (void *)0xdeadbeef;
            hr = deserialize(size, changed, &copy);
            ck_assert_msg(SUCCEEDED(hr) ? copy != NULL : copy == NULL, "byte %lu", i);
            if (SUCCEEDED(hr))
                IMFPresentationDescriptor_Release(copy);
        }
    }
    free(changed);
    CoTaskMemFree(data);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("presentation_descriptor");
    TCase *tcase = tcase_create("contract");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, a_new_descriptor_has_its_streams_deselected);
    tcase_add_test(tcase, streams_are_selected_by_index);
    tcase_add_test(tcase, a_clone_shares_the_streams_only);
    tcase_add_test(tcase, null_streams_are_refused);
    tcase_add_test(tcase, serialization_keeps_everything);
    tcase_add_test(tcase, damaged_bytes);
    suite_add_tcase(suite, tcase);
    return suite_main(suite);
}
