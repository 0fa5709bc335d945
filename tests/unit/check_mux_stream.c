/* SPDX-License-Identifier: MIT */
/* Multiplexed attributes, media types and samples: documented, not observed. Windows 10 1703. */

#include "support/suite.h"
#include <stdio.h>
#include <mfapi.h>
#include <mferror.h>

static IMFCollection *create_collection(IUnknown *first, IUnknown *second)
{
    IMFCollection *collection;

    ck_assert_ok(MFCreateCollection(&collection));
    ck_assert_ok(IMFCollection_AddElement(collection, first));
    ck_assert_ok(IMFCollection_AddElement(collection, second));
    return collection;
}

START_TEST(streams_of_media_types_and_their_configurations)
{
    IMFMuxStreamMediaTypeManager *manager;
    IMFMediaType *type, *outer, *got;
    IMFCollection *collection;
    IMFAttributes *attributes;
    ULONGLONG mask;
    DWORD count;

    ck_assert_ok(MFCreateMediaType(&type));
    ck_assert_ok(MFCreateAttributes(&attributes, 0));
    collection = create_collection((IUnknown *)type, (IUnknown *)attributes);
    ck_assert_hr(MFCreateMuxStreamMediaType(NULL, &outer), E_INVALIDARG);
    ck_assert_ok(MFCreateMuxStreamMediaType(collection, &outer));
    ck_assert_ok(IMFMediaType_GetUnknown(outer, &MF_MEDIATYPE_MULTIPLEXED_MANAGER, &IID_IMFMuxStreamMediaTypeManager,
            (void **)&manager));
    ck_assert_ok(IMFMuxStreamMediaTypeManager_GetStreamCount(manager, &count));
    ck_assert_uint_eq(count, 2);
    ck_assert_ok(IMFMuxStreamMediaTypeManager_GetMediaType(manager, 0, &got));
    ck_assert_ptr_eq(got, type);
    IMFMediaType_Release(got);
    ck_assert_hr(IMFMuxStreamMediaTypeManager_GetMediaType(manager, 1, &got), MF_E_INVALIDMEDIATYPE);
    ck_assert_hr(IMFMuxStreamMediaTypeManager_GetMediaType(manager, 2, &got), MF_E_INVALIDSTREAMNUMBER);

    ck_assert_ok(IMFMuxStreamMediaTypeManager_AddStreamConfiguration(manager, 3));
    ck_assert_ok(IMFMuxStreamMediaTypeManager_AddStreamConfiguration(manager, 1));
    ck_assert_hr(IMFMuxStreamMediaTypeManager_AddStreamConfiguration(manager, 3), S_FALSE);
    ck_assert_hr(IMFMuxStreamMediaTypeManager_AddStreamConfiguration(manager, 4), MF_E_INVALIDREQUEST);
    ck_assert_ok(IMFMuxStreamMediaTypeManager_GetStreamConfigurationCount(manager, &count));
    ck_assert_uint_eq(count, 2);
    ck_assert_ok(IMFMuxStreamMediaTypeManager_GetStreamConfiguration(manager, 0, &mask));
    ck_assert(mask == 1); /* by number, not by time */
    ck_assert_ok(IMFMuxStreamMediaTypeManager_GetStreamConfiguration(manager, 1, &mask));
    ck_assert(mask == 3);
    ck_assert_hr(IMFMuxStreamMediaTypeManager_GetStreamConfiguration(manager, 2, &mask), MF_E_INVALIDINDEX);
    ck_assert_hr(IMFMuxStreamMediaTypeManager_RemoveStreamConfiguration(manager, 2), S_FALSE);
    ck_assert_ok(IMFMuxStreamMediaTypeManager_RemoveStreamConfiguration(manager, 1));
    IMFMuxStreamMediaTypeManager_Release(manager);
    ck_assert_uint_eq(IMFMediaType_Release(outer), 0);
    ck_assert_uint_eq(IMFCollection_Release(collection), 0);
    ck_assert_uint_eq(IMFMediaType_Release(type), 0);
    ck_assert_uint_eq(IMFAttributes_Release(attributes), 0);
}
END_TEST

START_TEST(streams_of_samples_and_attributes)
{
    IMFMuxStreamAttributesManager *attributes_manager;
    IMFMuxStreamSampleManager *manager;
    IMFAttributes *attributes, *outer_attributes, *got_attributes;
    IMFSample *sample, *outer, *got;
    IMFCollection *collection;
    DWORD count;

    ck_assert_ok(MFCreateSample(&sample));
    ck_assert_ok(MFCreateAttributes(&attributes, 0));
    collection = create_collection((IUnknown *)attributes, (IUnknown *)sample);
    ck_assert_hr(MFCreateMuxStreamSample(NULL, &outer), E_INVALIDARG);
    ck_assert_ok(MFCreateMuxStreamSample(collection, &outer));
    ck_assert_ok(IMFSample_GetUnknown(outer, &MFSampleExtension_MULTIPLEXED_MANAGER, &IID_IMFMuxStreamSampleManager,
            (void **)&manager));
    ck_assert_ok(IMFMuxStreamSampleManager_GetStreamCount(manager, &count));
    ck_assert_uint_eq(count, 2);
    ck_assert(IMFMuxStreamSampleManager_GetStreamConfiguration(manager) == 2);
    ck_assert_ok(IMFMuxStreamSampleManager_GetSample(manager, 1, &got));
    ck_assert_ptr_eq(got, sample);
    IMFSample_Release(got);
    ck_assert_hr(IMFMuxStreamSampleManager_GetSample(manager, 0, &got), MF_E_INVALID_STREAM_DATA);
    ck_assert_hr(IMFMuxStreamSampleManager_GetSample(manager, 2, &got), MF_E_INVALIDSTREAMNUMBER);
    IMFMuxStreamSampleManager_Release(manager);
    ck_assert_uint_eq(IMFSample_Release(outer), 0);

    ck_assert_hr(MFCreateMuxStreamAttributes(NULL, &outer_attributes), E_INVALIDARG);
    ck_assert_ok(MFCreateMuxStreamAttributes(collection, &outer_attributes));
    ck_assert_ok(IMFAttributes_GetUnknown(outer_attributes, &MF_DEVICESTREAM_MULTIPLEXED_MANAGER,
            &IID_IMFMuxStreamAttributesManager, (void **)&attributes_manager));
    ck_assert_ok(IMFMuxStreamAttributesManager_GetAttributes(attributes_manager, 0, &got_attributes));
    ck_assert_ptr_eq(got_attributes, attributes);
    IMFAttributes_Release(got_attributes);
    ck_assert_hr(IMFMuxStreamAttributesManager_GetAttributes(attributes_manager, 2, &got_attributes),
            MF_E_INVALIDSTREAMNUMBER);
    IMFMuxStreamAttributesManager_Release(attributes_manager);
    ck_assert_uint_eq(IMFAttributes_Release(outer_attributes), 0);
    ck_assert_uint_eq(IMFCollection_Release(collection), 0);
    ck_assert_uint_eq(IMFSample_Release(sample), 0);
    ck_assert_uint_eq(IMFAttributes_Release(attributes), 0);
}
END_TEST

static Suite *mux_stream_suite(void)
{
    Suite *suite = suite_create("multiplexed streams");
    TCase *tcase = tcase_create("contract");

    tcase_add_test(tcase, streams_of_media_types_and_their_configurations);
    tcase_add_test(tcase, streams_of_samples_and_attributes);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return suite_main(mux_stream_suite());
}
