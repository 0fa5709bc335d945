/* SPDX-License-Identifier: MIT */
/* The stream descriptor and its media type handler. */

#include "support/suite.h"
#include <mfapi.h>
#include <mfidl.h>
#include <mferror.h>

static IMFMediaType *types[2], *extra;
static IMFStreamDescriptor *descriptor;
static IMFMediaTypeHandler *handler;

static void setup(void)
{
    ck_assert_ok(MFCreateMediaType(&types[0]));
    ck_assert_ok(MFCreateMediaType(&types[1]));
    ck_assert_ok(MFCreateMediaType(&extra));
    ck_assert_ok(MFCreateStreamDescriptor(123, 2, types, &descriptor));
    ck_assert_ok(IMFStreamDescriptor_GetMediaTypeHandler(descriptor, &handler));
}

static void teardown(void)
{
    IMFMediaTypeHandler_Release(handler);
    IMFStreamDescriptor_Release(descriptor);
    IMFMediaType_Release(extra);
    IMFMediaType_Release(types[1]);
    IMFMediaType_Release(types[0]);
}

static void set_type(IMFMediaType *type, const GUID *major, const GUID *subtype)
{
    IMFMediaType_DeleteAllItems(type);
    if (major)
        ck_assert_ok(IMFMediaType_SetGUID(type, &MF_MT_MAJOR_TYPE, major));
    if (subtype)
        ck_assert_ok(IMFMediaType_SetGUID(type, &MF_MT_SUBTYPE, subtype));
}

START_TEST(a_descriptor_is_an_empty_attribute_store_with_an_identifier)
{
    IMFStreamDescriptor *fresh;
    UINT32 count = 99;
    DWORD id = 0;

    ck_assert_interface(descriptor, &IID_IUnknown, TRUE);
    ck_assert_interface(descriptor, &IID_IMFAttributes, TRUE);
    ck_assert_interface(descriptor, &IID_IMFStreamDescriptor, TRUE);
    ck_assert_ok(IMFStreamDescriptor_GetCount(descriptor, &count));
    ck_assert_uint_eq(count, 0);
    ck_assert_ok(IMFStreamDescriptor_GetStreamIdentifier(descriptor, &id));
    ck_assert_uint_eq(id, 123);
    ck_assert_ok(IMFStreamDescriptor_SetUINT32(descriptor, &MF_MT_COMPRESSED, 1));
    ck_assert_ok(IMFStreamDescriptor_GetCount(descriptor, &count));
    ck_assert_uint_eq(count, 1);

    ck_assert_ok(MFCreateStreamDescriptor(123, 1, types, &fresh));
    ck_assert_uint_eq(IMFStreamDescriptor_Release(fresh), 0);
}
END_TEST

START_TEST(the_handler_is_one_object)
{
    IMFMediaTypeHandler *again;
    IMFStreamDescriptor *fresh;

    ck_assert_interface(handler, &IID_IUnknown, TRUE);
    ck_assert_interface(handler, &IID_IMFMediaTypeHandler, TRUE);
    ck_assert_ok(IMFStreamDescriptor_GetMediaTypeHandler(descriptor, &again));
    ck_assert_ptr_eq(again, handler);
    IMFMediaTypeHandler_Release(again);

    /* It outlives the caller's reference on the descriptor. */
    ck_assert_ok(MFCreateStreamDescriptor(1, 2, types, &fresh));
    ck_assert_ok(IMFStreamDescriptor_GetMediaTypeHandler(fresh, &again));
    IMFStreamDescriptor_Release(fresh);
    ck_assert_ok(IMFMediaTypeHandler_SetCurrentMediaType(again, extra));
    ck_assert_uint_eq(IMFMediaTypeHandler_Release(again), 0);
    ck_assert_refcount(extra, 1);
}
END_TEST

START_TEST(the_list_holds_the_objects_themselves)
{
    IMFMediaType *type = (void *)0xdeadbeef;
    DWORD i, count = 0;

    ck_assert_ok(IMFMediaTypeHandler_GetMediaTypeCount(handler, &count));
    ck_assert_uint_eq(count, 2);
    for (i = 0; i < 2; i++)
    {
        ck_assert_refcount(types[i], 2);
        ck_assert_ok(IMFMediaTypeHandler_GetMediaTypeByIndex(handler, i, &type));
        ck_assert_ptr_eq(type, types[i]);
        ck_assert_refcount(types[i], 3);
        IMFMediaType_Release(type);
    }
    ck_assert_hr(IMFMediaTypeHandler_GetMediaTypeByIndex(handler, 2, &type), MF_E_NO_MORE_TYPES);
    ck_assert_hr(IMFMediaTypeHandler_GetMediaTypeByIndex(handler, 0xffffffff, &type), MF_E_NO_MORE_TYPES);
}
END_TEST

START_TEST(any_type_may_be_current)
{
    IMFMediaType *type;
    DWORD count;

    ck_assert_hr(IMFMediaTypeHandler_GetCurrentMediaType(handler, &type), MF_E_NOT_INITIALIZED);
    ck_assert_hr(IMFMediaTypeHandler_SetCurrentMediaType(handler, NULL), E_POINTER);
    ck_assert_ok(IMFMediaTypeHandler_SetCurrentMediaType(handler, extra));
    ck_assert_refcount(extra, 2);
    ck_assert_ok(IMFMediaTypeHandler_GetCurrentMediaType(handler, &type));
    ck_assert_ptr_eq(type, extra);
    ck_assert_refcount(extra, 3);
    IMFMediaType_Release(type);
    ck_assert_ok(IMFMediaTypeHandler_GetMediaTypeCount(handler, &count));
    ck_assert_uint_eq(count, 2);
    ck_assert_ok(IMFMediaTypeHandler_SetCurrentMediaType(handler, types[1]));
    ck_assert_refcount(extra, 1);
    ck_assert_refcount(types[1], 3);
    ck_assert_hr(IMFMediaTypeHandler_SetCurrentMediaType(handler, NULL), E_POINTER);
    ck_assert_ok(IMFMediaTypeHandler_GetCurrentMediaType(handler, &type));
    ck_assert_ptr_eq(type, types[1]);
    IMFMediaType_Release(type);
}
END_TEST

START_TEST(the_major_type_is_read_from_the_object)
{
    GUID major;

    ck_assert_hr(IMFMediaTypeHandler_GetMajorType(handler, &major), MF_E_ATTRIBUTENOTFOUND);
    set_type(types[0], &MFMediaType_Audio, NULL);
    set_type(types[1], &MFMediaType_Video, NULL);
    ck_assert_ok(IMFMediaTypeHandler_GetMajorType(handler, &major));
    ck_assert(IsEqualGUID(&major, &MFMediaType_Audio));
    set_type(types[0], &MFMediaType_Video, NULL);
    set_type(types[1], &MFMediaType_Audio, NULL);
    ck_assert_ok(IMFMediaTypeHandler_GetMajorType(handler, &major));
    ck_assert(IsEqualGUID(&major, &MFMediaType_Video));

    set_type(types[0], NULL, NULL);
    ck_assert_ok(IMFMediaTypeHandler_SetCurrentMediaType(handler, extra));
    ck_assert_hr(IMFMediaTypeHandler_GetMajorType(handler, &major), MF_E_ATTRIBUTENOTFOUND);
    set_type(extra, &MFMediaType_Audio, NULL);
    ck_assert_ok(IMFMediaTypeHandler_GetMajorType(handler, &major));
    ck_assert(IsEqualGUID(&major, &MFMediaType_Audio));
}
END_TEST

struct named_type
{
    const GUID *major, *subtype;
};

#define NOTHING {NULL, NULL}
#define AUDIO(subtype) {&MFMediaType_Audio, subtype}
#define VIDEO(subtype) {&MFMediaType_Video, subtype}

static const struct
{
    BOOL has_current, is_current; /* is_current: the question is the current object itself */
    BOOL no_out;
    struct named_type question, current, first;
    HRESULT hr;
} questions[] =
{
    {FALSE, FALSE, FALSE, NOTHING, NOTHING, NOTHING, MF_E_INVALIDMEDIATYPE},
    {TRUE, TRUE, FALSE, NOTHING, NOTHING, NOTHING, MF_E_INVALIDMEDIATYPE},
    {TRUE, FALSE, FALSE, VIDEO(NULL), AUDIO(NULL), NOTHING, MF_E_INVALIDMEDIATYPE},
    {TRUE, FALSE, FALSE, AUDIO(NULL), AUDIO(&MFAudioFormat_PCM), NOTHING, MF_E_INVALIDMEDIATYPE},
    {TRUE, FALSE, FALSE, AUDIO(&MFAudioFormat_PCM), AUDIO(&MFAudioFormat_PCM), NOTHING, S_OK},
    {TRUE, FALSE, FALSE, AUDIO(&MFAudioFormat_MP3), AUDIO(&MFAudioFormat_PCM), NOTHING, MF_E_INVALIDMEDIATYPE},
    {FALSE, FALSE, TRUE, AUDIO(&MFAudioFormat_MP3), NOTHING, NOTHING, MF_E_INVALIDMEDIATYPE},
    {FALSE, FALSE, FALSE, AUDIO(&MFAudioFormat_MP3), NOTHING, AUDIO(&MFAudioFormat_MP3), S_OK},
    {FALSE, FALSE, TRUE, AUDIO(&MFAudioFormat_MP3), NOTHING, AUDIO(&MFAudioFormat_MP3), S_OK},
    {FALSE, FALSE, FALSE, AUDIO(&MFAudioFormat_PCM), NOTHING, AUDIO(&MFAudioFormat_MP3), MF_E_INVALIDMEDIATYPE},
    {TRUE, FALSE, FALSE, VIDEO(&MFVideoFormat_RGB8), VIDEO(&MFVideoFormat_RGB8), AUDIO(&MFAudioFormat_MP3), S_OK},
    {TRUE, FALSE, FALSE, AUDIO(&MFAudioFormat_MP3), VIDEO(&MFVideoFormat_RGB8), AUDIO(&MFAudioFormat_MP3), S_OK},
};

START_TEST(supported_types_match_the_current_one_or_the_list)
{
    IMFMediaType *out = (void *)0xdeadbeef, *current;

    ck_assert_ok(MFCreateMediaType(&current));
    set_type(extra, questions[_i].question.major, questions[_i].question.subtype);
    set_type(current, questions[_i].current.major, questions[_i].current.subtype);
    set_type(types[0], questions[_i].first.major, questions[_i].first.subtype);
    if (questions[_i].has_current)
        ck_assert_ok(IMFMediaTypeHandler_SetCurrentMediaType(handler, questions[_i].is_current ? extra : current));
    ck_assert_hr_msg(IMFMediaTypeHandler_IsMediaTypeSupported(handler, extra, questions[_i].no_out ? NULL : &out),
            questions[_i].hr, "row %d", _i);
    if (!questions[_i].no_out)
        ck_assert_ptr_null(out);
    IMFMediaType_Release(current);
}
END_TEST

START_TEST(no_type_is_no_question)
{
    IMFMediaType *out = (void *)0xdeadbeef;

    ck_assert_hr(IMFMediaTypeHandler_IsMediaTypeSupported(handler, NULL, NULL), E_POINTER);
    ck_assert_hr(IMFMediaTypeHandler_IsMediaTypeSupported(handler, NULL, &out), E_POINTER);
    ck_assert_ptr_null(out);
}
END_TEST

START_TEST(bad_arguments)
{
    IMFMediaType *with_null[2] = {types[0], NULL};
    IMFStreamDescriptor *out = NULL;

    ck_assert_hr(MFCreateStreamDescriptor(1, 0, NULL, &out), E_INVALIDARG);
    ck_assert_hr(MFCreateStreamDescriptor(1, 0, types, &out), E_INVALIDARG);
    if (!mfplat_is_ours())
        return;
    ck_assert_hr(MFCreateStreamDescriptor(1, 2, NULL, &out), E_INVALIDARG);
    ck_assert_hr(MFCreateStreamDescriptor(1, 2, with_null, &out), E_INVALIDARG);
    ck_assert_refcount(types[0], 2);
    ck_assert_hr(MFCreateStreamDescriptor(1, 2, types, NULL), E_POINTER);
    ck_assert_hr(IMFStreamDescriptor_GetStreamIdentifier(descriptor, NULL), E_POINTER);
    ck_assert_hr(IMFStreamDescriptor_GetMediaTypeHandler(descriptor, NULL), E_POINTER);
    ck_assert_hr(IMFMediaTypeHandler_GetMediaTypeCount(handler, NULL), E_POINTER);
    ck_assert_hr(IMFMediaTypeHandler_GetMediaTypeByIndex(handler, 0, NULL), E_POINTER);
    ck_assert_hr(IMFMediaTypeHandler_GetCurrentMediaType(handler, NULL), E_POINTER);
    ck_assert_hr(IMFMediaTypeHandler_GetMajorType(handler, NULL), E_POINTER);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("stream_descriptor");
    TCase *tcase = tcase_create("contract");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, a_descriptor_is_an_empty_attribute_store_with_an_identifier);
    tcase_add_test(tcase, the_handler_is_one_object);
    tcase_add_test(tcase, the_list_holds_the_objects_themselves);
    tcase_add_test(tcase, any_type_may_be_current);
    tcase_add_test(tcase, the_major_type_is_read_from_the_object);
    tcase_add_loop_test(tcase, supported_types_match_the_current_one_or_the_list, 0, ARRAYSIZE(questions));
    tcase_add_test(tcase, no_type_is_no_question);
    tcase_add_test(tcase, bad_arguments);
    suite_add_tcase(suite, tcase);
    return suite_main(suite);
}
