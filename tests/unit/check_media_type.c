/* SPDX-License-Identifier: MIT */
/* Media types as objects: interfaces, comparison, wrapping. */

#include "support/suite.h"
#include <stdio.h>
#include <mfapi.h>
#include <mferror.h>
#include <mfplat_newer.h>

static const GUID some_guid = {0xdeadbeef, 0x1234, 0x5678, {1, 2, 3, 4, 5, 6, 7, 8}};

static IMFMediaType *type;

static void setup(void)
{
    ck_assert_ok(MFCreateMediaType(&type));
}

static void teardown(void)
{
    ULONG left = IMFMediaType_Release(type);
    ck_assert_uint_eq(left, 0);
}

static UINT32 count_of(void *attributes)
{
    UINT32 count = 0xdeadbeef;
    ck_assert_ok(IMFAttributes_GetCount((IMFAttributes *)attributes, &count));
    return count;
}

START_TEST(new_type_is_an_empty_store)
{
    GUID major;

    ck_assert_refcount(type, 1);
    ck_assert_uint_eq(count_of(type), 0);
    ck_assert_hr(IMFMediaType_GetMajorType(type, &major), MF_E_ATTRIBUTENOTFOUND);
    if (windows_at_least(6, 2)) /* Windows Vista and 7 crash */
        ck_assert_hr(MFCreateMediaType(NULL), E_INVALIDARG);
}
END_TEST

START_TEST(identity_is_the_media_type)
{
    static const IID *const iids[] = {&IID_IUnknown, &IID_IMFAttributes, &IID_IMFMediaType};
    IUnknown *video, *audio, *found;
    unsigned int i;

    for (i = 0; i < ARRAYSIZE(iids); i++)
    {
        ck_assert_ok(IMFMediaType_QueryInterface(type, iids[i], (void **)&found));
        ck_assert_ptr_eq(found, (IUnknown *)type);
        IUnknown_Release(found);
    }
    ck_assert_ok(IMFMediaType_SetGUID(type, &MF_MT_MAJOR_TYPE, &MFMediaType_Video));
    ck_assert_ok(IMFMediaType_QueryInterface(type, &IID_IMFVideoMediaType, (void **)&video));
    ck_assert_ok(IMFMediaType_SetGUID(type, &MF_MT_MAJOR_TYPE, &MFMediaType_Audio));
    ck_assert_ok(IUnknown_QueryInterface(video, &IID_IMFAudioMediaType, (void **)&audio));
    for (i = 0; i < ARRAYSIZE(iids); i++)
    {
        ck_assert_ok(IUnknown_QueryInterface(video, iids[i], (void **)&found));
        ck_assert_ptr_eq(found, (IUnknown *)type);
        IUnknown_Release(found);
        ck_assert_ok(IUnknown_QueryInterface(audio, iids[i], (void **)&found));
        ck_assert_ptr_eq(found, (IUnknown *)type);
        IUnknown_Release(found);
    }
    ck_assert_refcount(type, 3);
    IUnknown_Release(audio);
    IUnknown_Release(video);
}
END_TEST

START_TEST(derived_interfaces_follow_the_major_type)
{
    static const struct
    {
        const GUID *major;
        BOOL video, audio;
    } rows[] =
    {
        {NULL, FALSE, FALSE}, {&MFMediaType_Video, TRUE, FALSE}, {&MFMediaType_Audio, FALSE, TRUE},
        {&GUID_NULL, FALSE, FALSE}, {&MFMediaType_Stream, FALSE, FALSE}, {NULL, FALSE, FALSE},
    };
    unsigned int i;

    for (i = 0; i < ARRAYSIZE(rows); i++)
    {
        if (rows[i].major)
            ck_assert_ok(IMFMediaType_SetGUID(type, &MF_MT_MAJOR_TYPE, rows[i].major));
        else
            ck_assert_ok(IMFMediaType_DeleteItem(type, &MF_MT_MAJOR_TYPE));
        ck_assert_interface(type, &IID_IMFVideoMediaType, rows[i].video);
        ck_assert_interface(type, &IID_IMFAudioMediaType, rows[i].audio);
    }
    ck_assert_ok(IMFMediaType_SetUINT32(type, &MF_MT_MAJOR_TYPE, 1));
    ck_assert_interface(type, &IID_IMFVideoMediaType, FALSE);
    ck_assert_interface(type, &IID_IStream, FALSE);
}
END_TEST

START_TEST(derived_pointer_stays_valid)
{
    IMFVideoMediaType *video;
    UINT32 value = 0;

    ck_assert_ok(IMFMediaType_SetGUID(type, &MF_MT_MAJOR_TYPE, &MFMediaType_Video));
    ck_assert_ok(IMFMediaType_QueryInterface(type, &IID_IMFVideoMediaType, (void **)&video));
    ck_assert_interface(video, &IID_IMFVideoMediaType, TRUE);

    /* The same attributes through both pointers. */
    ck_assert_ok(IMFVideoMediaType_SetUINT32(video, &some_guid, 7));
    ck_assert_ok(IMFMediaType_GetUINT32(type, &some_guid, &value));
    ck_assert_uint_eq(value, 7);
    ck_assert_uint_eq(count_of(video), 2);

    ck_assert_ok(IMFVideoMediaType_DeleteAllItems(video));
    ck_assert_uint_eq(count_of(type), 0);
    ck_assert_interface(video, &IID_IMFVideoMediaType, FALSE);
    ck_assert_uint_eq(count_of(video), 0);
    IMFVideoMediaType_Release(video);
}
END_TEST

START_TEST(type_and_derived_pointer_are_one_store)
{
    IMFAttributes *video;
    UINT32 value;
    BOOL equal;

    ck_assert_ok(IMFMediaType_SetGUID(type, &MF_MT_MAJOR_TYPE, &MFMediaType_Video));
    ck_assert_ok(IMFMediaType_QueryInterface(type, &IID_IMFVideoMediaType, (void **)&video));
    ck_assert_ok(IMFMediaType_Compare(type, video, MF_ATTRIBUTES_MATCH_ALL_ITEMS, &equal));
    ck_assert(equal);
    ck_assert_ok(IMFMediaType_CopyAllItems(type, video));
    ck_assert_uint_eq(count_of(type), 1);
    ck_assert_ok(IMFMediaType_LockStore(type));
    ck_assert_hr(IMFAttributes_GetUINT32(video, &some_guid, &value), MF_E_ATTRIBUTENOTFOUND);
    ck_assert_ok(IMFAttributes_UnlockStore(video));
    IMFAttributes_Release(video);
}
END_TEST

START_TEST(major_type_is_the_attribute)
{
    GUID major;

    ck_assert_ok(IMFMediaType_SetGUID(type, &MF_MT_MAJOR_TYPE, &MFMediaType_Audio));
    ck_assert_ok(IMFMediaType_GetMajorType(type, &major));
    ck_assert(IsEqualGUID(&major, &MFMediaType_Audio));
    ck_assert_ok(IMFMediaType_SetUINT32(type, &MF_MT_MAJOR_TYPE, 1));
    ck_assert_hr(IMFMediaType_GetMajorType(type, &major), MF_E_INVALIDTYPE); /* not observed on Windows */
    ck_assert_hr(IMFMediaType_GetMajorType(type, NULL), E_POINTER);
}
END_TEST

START_TEST(compressed_means_dependent_samples)
{
    static const struct
    {
        int independent, compressed; /* -1: absent */
        BOOL expected;
    } rows[] = {{-1, -1, TRUE}, {0, -1, TRUE}, {0, 0, TRUE}, {1, 1, FALSE}, {1, -1, FALSE}, {2, 0, FALSE}, {-1, 0, TRUE}};
    BOOL compressed;
    unsigned int i;

    for (i = 0; i < ARRAYSIZE(rows); i++)
    {
        ck_assert_ok(IMFMediaType_DeleteAllItems(type));
        if (rows[i].independent >= 0)
            ck_assert_ok(IMFMediaType_SetUINT32(type, &MF_MT_ALL_SAMPLES_INDEPENDENT, rows[i].independent));
        if (rows[i].compressed >= 0)
            ck_assert_ok(IMFMediaType_SetUINT32(type, &MF_MT_COMPRESSED, rows[i].compressed));
        compressed = !rows[i].expected;
        ck_assert_ok(IMFMediaType_IsCompressedFormat(type, &compressed));
        ck_assert_msg(compressed == rows[i].expected, "row %u", i);
    }
    ck_assert_hr(IMFMediaType_IsCompressedFormat(type, NULL), E_POINTER);
}
END_TEST

/* What a media type of the comparison rows has. */
enum
{
    VIDEO = 1, AUDIO = 2, INDEPENDENT = 4, USER_DATA = 8, OTHER_USER_DATA = 16, RGB32 = 32, RGB24 = 64, RATE_MIN = 128,
    RATE_MAX = 256, OTHER_RATE = 512, DEPENDENT = 1024
};

static void build(IMFMediaType *media_type, unsigned int parts)
{
    static const UINT8 data[] = {1, 2, 3, 4}, other_data[] = {1, 2, 3, 5};

    if (parts & (VIDEO | AUDIO))
        ck_assert_ok(IMFMediaType_SetGUID(media_type, &MF_MT_MAJOR_TYPE,
                parts & VIDEO ? &MFMediaType_Video : &MFMediaType_Audio));
    if (parts & (INDEPENDENT | DEPENDENT))
        ck_assert_ok(IMFMediaType_SetUINT32(media_type, &MF_MT_ALL_SAMPLES_INDEPENDENT, !(parts & DEPENDENT)));
    if (parts & (USER_DATA | OTHER_USER_DATA))
        ck_assert_ok(IMFMediaType_SetBlob(media_type, &MF_MT_USER_DATA, parts & USER_DATA ? data : other_data, 4));
    if (parts & (RGB32 | RGB24))
        ck_assert_ok(IMFMediaType_SetGUID(media_type, &MF_MT_SUBTYPE,
                parts & RGB32 ? &MFVideoFormat_RGB32 : &MFVideoFormat_RGB24));
    if (parts & RATE_MIN)
        ck_assert_ok(IMFMediaType_SetUINT64(media_type, &MF_MT_FRAME_RATE_RANGE_MIN, !!(parts & OTHER_RATE)));
    if (parts & RATE_MAX)
        ck_assert_ok(IMFMediaType_SetUINT64(media_type, &MF_MT_FRAME_RATE_RANGE_MAX, !!(parts & OTHER_RATE)));
}

static const struct
{
    unsigned int ours, theirs;
    HRESULT hr;
    DWORD flags;
} equal_rows[] =
{
    {0, 0, E_INVALIDARG, 0},
    {INDEPENDENT | VIDEO, 0, E_INVALIDARG, 0},
    {0, INDEPENDENT | VIDEO, E_INVALIDARG, 0},
    {INDEPENDENT | VIDEO, AUDIO, S_FALSE, 0xa},
    {INDEPENDENT | VIDEO, VIDEO, S_OK, 0xf},
    {VIDEO, INDEPENDENT | VIDEO, S_OK, 0xf},
    {INDEPENDENT | VIDEO | USER_DATA, VIDEO, S_FALSE, 0x7},
    {INDEPENDENT | VIDEO | RGB32, VIDEO, S_FALSE, 0xd},
    {VIDEO | RGB32, VIDEO | RGB32, S_OK, 0xf},
    {VIDEO | RGB32, VIDEO | RGB24, S_FALSE, 0x9},
    {VIDEO | USER_DATA, VIDEO | USER_DATA, S_OK, 0xf},
    {VIDEO | USER_DATA, VIDEO | OTHER_USER_DATA, S_FALSE, 0x7},
    {VIDEO | INDEPENDENT, VIDEO | DEPENDENT, S_FALSE, 0xb},
    {VIDEO | INDEPENDENT, VIDEO | RGB32, S_FALSE, 0x9},
    /* Documented: the frame rate range is no format data. */
    {VIDEO | RATE_MIN, VIDEO | RATE_MIN | OTHER_RATE, S_OK, 0xf},
    {VIDEO | RATE_MAX, VIDEO | RATE_MAX | OTHER_RATE, S_OK, 0xf},
    {VIDEO | RATE_MIN | RATE_MAX, VIDEO | RGB32 | INDEPENDENT, S_FALSE, 0xd},
};

START_TEST(is_equal_sets_flags)
{
    IMFMediaType *other;
    DWORD flags = 0xdeadbeef;

    ck_assert_ok(MFCreateMediaType(&other));
    build(type, equal_rows[_i].ours);
    build(other, equal_rows[_i].theirs);
    ck_assert_hr_msg(IMFMediaType_IsEqual(type, other, &flags), equal_rows[_i].hr, "row %d", _i);
    ck_assert_msg(flags == equal_rows[_i].flags, "row %d: flags %#lx", _i, flags);
    IMFMediaType_Release(other);
}
END_TEST

START_TEST(is_equal_refuses_null) /* not observed on Windows */
{
    DWORD flags = 0xdeadbeef;

    build(type, VIDEO);
    ck_assert_hr(IMFMediaType_IsEqual(type, NULL, &flags), E_INVALIDARG);
    ck_assert_uint_eq(flags, 0);
    ck_assert_hr(IMFMediaType_IsEqual(type, type, NULL), E_POINTER);
    ck_assert_hr(IMFMediaType_IsEqual(type, type, &flags), S_OK);
    ck_assert_uint_eq(flags, 0xf);
}
END_TEST

static const struct
{
    unsigned int full, partial;
    BOOL expected;
} partial_rows[] =
{
    {0, 0, FALSE},
    {AUDIO, AUDIO, TRUE},
    {AUDIO | RGB32, AUDIO, TRUE},
    {AUDIO | RGB32, AUDIO | RGB24, FALSE},
    {AUDIO, AUDIO | RGB24, FALSE},
    {AUDIO, VIDEO, FALSE},
    {AUDIO | RGB32, RGB32, FALSE},
    {AUDIO, 0, FALSE},
};

START_TEST(full_matches_partial)
{
    IMFMediaType *partial;

    ck_assert_ok(MFCreateMediaType(&partial));
    build(type, partial_rows[_i].full);
    build(partial, partial_rows[_i].partial);
    ck_assert_msg(MFCompareFullToPartialMediaType(type, partial) == partial_rows[_i].expected, "row %d", _i);
    IMFMediaType_Release(partial);
}
END_TEST

START_TEST(wrapped_type_has_three_items_and_gives_back_the_original)
{
    static const GUID other_key = {0x12345678, 1, 1, {0}};
    IMFMediaType *wrapped, *original;
    MF_ATTRIBUTE_TYPE attribute_type;
    UINT32 value = 0;
    GUID guid;

    ck_assert_ok(IMFMediaType_SetUINT32(type, &GUID_NULL, 1));
    ck_assert_ok(IMFMediaType_SetUINT32(type, &other_key, 2));
    ck_assert_ok(IMFMediaType_SetGUID(type, &MF_MT_MAJOR_TYPE, &MFMediaType_Video));
    ck_assert_ok(MFWrapMediaType(type, &MFMediaType_Audio, &some_guid, &wrapped));
    ck_assert_ok(IMFMediaType_DeleteAllItems(type)); /* the wrapper is a snapshot */

    ck_assert_uint_eq(count_of(wrapped), 3);
    ck_assert_ok(IMFMediaType_GetGUID(wrapped, &MF_MT_MAJOR_TYPE, &guid));
    ck_assert(IsEqualGUID(&guid, &MFMediaType_Audio));
    ck_assert_ok(IMFMediaType_GetGUID(wrapped, &MF_MT_SUBTYPE, &guid));
    ck_assert(IsEqualGUID(&guid, &some_guid));
    ck_assert_ok(IMFMediaType_GetItemType(wrapped, &MF_MT_WRAPPED_TYPE, &attribute_type));
    ck_assert_int_eq(attribute_type, MF_ATTRIBUTE_BLOB);

    ck_assert_ok(MFUnwrapMediaType(wrapped, &original));
    ck_assert_uint_eq(count_of(wrapped), 3);
    ck_assert_ptr_ne(original, wrapped);
    ck_assert_uint_eq(count_of(original), 3);
    ck_assert_ok(IMFMediaType_GetMajorType(original, &guid));
    ck_assert(IsEqualGUID(&guid, &MFMediaType_Video));
    ck_assert_hr(IMFMediaType_GetGUID(original, &MF_MT_SUBTYPE, &guid), MF_E_ATTRIBUTENOTFOUND);
    ck_assert_ok(IMFMediaType_GetUINT32(original, &other_key, &value));
    ck_assert_uint_eq(value, 2);
    ck_assert_uint_eq(IMFMediaType_Release(original), 0);
    ck_assert_uint_eq(IMFMediaType_Release(wrapped), 0);
}
END_TEST

START_TEST(unwrap_wants_a_wrapped_type)
{
    static const UINT8 damaged[] = {1, 2, 3, 4, 5, 6, 7, 8};
    IMFMediaType *original = NULL;

    ck_assert_hr(MFUnwrapMediaType(type, &original), MF_E_ATTRIBUTENOTFOUND);
    build(type, VIDEO | RGB32);
    ck_assert_hr(MFUnwrapMediaType(type, &original), MF_E_ATTRIBUTENOTFOUND);
    /* Not observed on Windows. */
    ck_assert_ok(IMFMediaType_SetUINT32(type, &MF_MT_WRAPPED_TYPE, 1));
    ck_assert_hr(MFUnwrapMediaType(type, &original), MF_E_INVALIDTYPE);
    ck_assert_ok(IMFMediaType_SetBlob(type, &MF_MT_WRAPPED_TYPE, damaged, sizeof(damaged)));
    ck_assert_hr(MFUnwrapMediaType(type, &original), E_INVALIDARG);
    ck_assert_ptr_null(original);
}
END_TEST

START_TEST(wrapped_types_can_be_wrapped)
{
    IMFMediaType *inner, *outer, *back;
    DWORD flags;

    build(type, VIDEO | RGB32 | USER_DATA);
    ck_assert_ok(MFWrapMediaType(type, &MFMediaType_Protected, &some_guid, &inner));
    ck_assert_ok(MFWrapMediaType(inner, &MFMediaType_Protected, &some_guid, &outer));
    ck_assert_ok(MFUnwrapMediaType(outer, &back));
    ck_assert_hr(IMFMediaType_IsEqual(inner, back, &flags), S_OK);
    IMFMediaType_Release(outer);
    IMFMediaType_Release(inner);
    ck_assert_ok(MFUnwrapMediaType(back, &inner));
    ck_assert_hr(IMFMediaType_IsEqual(inner, type, &flags), S_OK);
    IMFMediaType_Release(inner);
    IMFMediaType_Release(back);
}
END_TEST

START_TEST(old_format_methods_give_structures) /* deprecated; Windows 7 and later may answer NULL */
{
    const WAVEFORMATEX *wave;
    IMFAudioMediaType *audio;

    if (!mfplat_function("LFGetGlobalPool"))
        return;
    build(type, AUDIO);
    ck_assert_ok(IMFMediaType_QueryInterface(type, &IID_IMFAudioMediaType, (void **)&audio));
    ck_assert_ok(IMFMediaType_SetGUID(type, &MF_MT_SUBTYPE, &MFAudioFormat_PCM));
    ck_assert_ok(IMFMediaType_SetUINT32(type, &MF_MT_AUDIO_NUM_CHANNELS, 2));
    ck_assert_ok(IMFMediaType_SetUINT32(type, &MF_MT_AUDIO_BITS_PER_SAMPLE, 16));
    ck_assert_ok(IMFMediaType_SetUINT32(type, &MF_MT_AUDIO_SAMPLES_PER_SECOND, 48000));
    wave = IMFAudioMediaType_GetAudioFormat(audio);
    ck_assert_ptr_nonnull(wave);
    ck_assert_uint_eq(wave->wFormatTag, 1);
    ck_assert_uint_eq(wave->nChannels, 2);
    ck_assert_uint_eq(wave->nSamplesPerSec, 48000);
    ck_assert_ok(IMFMediaType_SetUINT32(type, &MF_MT_AUDIO_NUM_CHANNELS, 1));
    wave = IMFAudioMediaType_GetAudioFormat(audio);
    ck_assert_uint_eq(wave->nChannels, 1);
    IMFAudioMediaType_Release(audio);
}
END_TEST

START_TEST(null_arguments_are_refused) /* not observed on Windows */
{
    IMFMediaType *other = NULL;

    if (!mfplat_function("LFGetGlobalPool"))
        return;
    ck_assert_hr(MFWrapMediaType(NULL, &GUID_NULL, &GUID_NULL, &other), E_INVALIDARG);
    ck_assert_hr(MFWrapMediaType(type, NULL, &GUID_NULL, &other), E_INVALIDARG);
    ck_assert_hr(MFWrapMediaType(type, &GUID_NULL, &GUID_NULL, NULL), E_POINTER);
    ck_assert_hr(MFUnwrapMediaType(NULL, &other), E_INVALIDARG);
    ck_assert_hr(MFUnwrapMediaType(type, NULL), E_POINTER);
    ck_assert(!MFCompareFullToPartialMediaType(NULL, type));
    ck_assert(!MFCompareFullToPartialMediaType(type, NULL));
}
END_TEST

START_TEST(properties_need_the_windows_runtime)
{
    HRESULT (WINAPI *to_properties)(IMFMediaType *type, REFIID iid, void **object) =
            mfplat_function("MFCreatePropertiesFromMediaType");
    HRESULT (WINAPI *from_properties)(IUnknown *properties, IMFMediaType **type) =
            mfplat_function("MFCreateMediaTypeFromProperties");
    IMFMediaType *other = (IMFMediaType *)0xdeadbeef;
    void *object = (void *)0xdeadbeef;

    if (!mfplat_function("LFGetGlobalPool"))
        return;
    build(type, VIDEO | RGB32);
    ck_assert_hr(to_properties(type, &IID_IUnknown, &object), E_NOTIMPL);
    ck_assert_ptr_null(object);
    ck_assert_hr(to_properties(NULL, &IID_IUnknown, &object), E_INVALIDARG);
    ck_assert_hr(to_properties(type, &IID_IUnknown, NULL), E_POINTER);
    ck_assert_hr(from_properties((IUnknown *)type, &other), E_NOTIMPL);
    ck_assert_ptr_null(other);
    ck_assert_hr(from_properties(NULL, &other), E_INVALIDARG);
    ck_assert_hr(from_properties((IUnknown *)type, NULL), E_POINTER);
}
END_TEST

static Suite *media_type_suite(void)
{
    Suite *suite = suite_create("media_type");
    TCase *tcase = tcase_create("contract");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, new_type_is_an_empty_store);
    tcase_add_test(tcase, identity_is_the_media_type);
    tcase_add_test(tcase, derived_interfaces_follow_the_major_type);
    tcase_add_test(tcase, derived_pointer_stays_valid);
    tcase_add_test(tcase, type_and_derived_pointer_are_one_store);
    tcase_add_test(tcase, major_type_is_the_attribute);
    tcase_add_test(tcase, compressed_means_dependent_samples);
    tcase_add_loop_test(tcase, is_equal_sets_flags, 0, ARRAYSIZE(equal_rows));
    tcase_add_loop_test(tcase, full_matches_partial, 0, ARRAYSIZE(partial_rows));
    tcase_add_test(tcase, wrapped_type_has_three_items_and_gives_back_the_original);
    tcase_add_test(tcase, wrapped_types_can_be_wrapped);
    tcase_add_test(tcase, old_format_methods_give_structures);
    suite_add_tcase(suite, tcase);

    tcase = tcase_create("errors");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, is_equal_refuses_null);
    tcase_add_test(tcase, unwrap_wants_a_wrapped_type);
    tcase_add_test(tcase, null_arguments_are_refused);
    tcase_add_test(tcase, properties_need_the_windows_runtime);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return suite_main(media_type_suite());
}
