/* SPDX-License-Identifier: MIT */
/* MFCreateSample: flags, times, buffers, copies; MFCombineSamples, MFSplitSample. */

#include "support/suite.h"
#include <stdio.h>
#include <mfapi.h>
#include <mferror.h>
#include <mfidl.h>
#include <mfplat_newer.h>
#include <d3d9types.h>

static IMFSample *create_sample(void)
{
    IMFSample *sample = NULL;

    ck_assert_ok(MFCreateSample(&sample));
    return sample;
}

static IMFMediaBuffer *create_buffer(DWORD size, DWORD current, BYTE fill)
{
    IMFMediaBuffer *buffer;
    BYTE *data;

    ck_assert_ok(MFCreateMemoryBuffer(size, &buffer));
    ck_assert_ok(IMFMediaBuffer_Lock(buffer, &data, NULL, NULL));
    memset(data, fill, size);
    ck_assert_ok(IMFMediaBuffer_Unlock(buffer));
    ck_assert_ok(IMFMediaBuffer_SetCurrentLength(buffer, current));
    return buffer;
}

static DWORD current_length(IMFMediaBuffer *buffer)
{
    DWORD length;

    ck_assert_ok(IMFMediaBuffer_GetCurrentLength(buffer, &length));
    return length;
}

static DWORD buffer_count(IMFSample *sample)
{
    DWORD count;

    ck_assert_ok(IMFSample_GetBufferCount(sample, &count));
    return count;
}

static BYTE byte_at(IMFMediaBuffer *buffer, DWORD offset)
{
    BYTE *data, byte;

    ck_assert_ok(IMFMediaBuffer_Lock(buffer, &data, NULL, NULL));
    byte = data[offset];
    ck_assert_ok(IMFMediaBuffer_Unlock(buffer));
    return byte;
}

START_TEST(a_new_sample_has_nothing)
{
    IMFSample *sample = create_sample();
    UINT32 attributes = 1;
    DWORD value = 1;
    LONGLONG time = 7;

    ck_assert_ok(IMFSample_GetCount(sample, &attributes));
    ck_assert_uint_eq(attributes, 0);
    ck_assert_uint_eq(buffer_count(sample), 0);
    ck_assert_ok(IMFSample_GetSampleFlags(sample, &value));
    ck_assert_uint_eq(value, 0);
    ck_assert_hr(IMFSample_GetSampleTime(sample, &time), MF_E_NO_SAMPLE_TIMESTAMP);
    ck_assert_hr(IMFSample_GetSampleDuration(sample, &time), MF_E_NO_SAMPLE_DURATION);
    value = 1;
    ck_assert_ok(IMFSample_GetTotalLength(sample, &value));
    ck_assert_uint_eq(value, 0);
    ck_assert_hr(IMFSample_ConvertToContiguousBuffer(sample, NULL), E_UNEXPECTED);
    ck_assert_interface(sample, &IID_IUnknown, TRUE);
    ck_assert_interface(sample, &IID_IMFAttributes, TRUE);
    ck_assert_interface(sample, &IID_IMFSample, TRUE);
    ck_assert_interface(sample, &IID_IMFTrackedSample, FALSE);
    ck_assert_interface(sample, &IID_IMFMediaBuffer, FALSE);
    ck_assert_refcount(sample, 1);
    ck_assert_uint_eq(IMFSample_Release(sample), 0);
}
END_TEST

START_TEST(flags_and_times_read_back)
{
    static const LONGLONG times[] = {1, 0, -1, 0x7fffffffffffffffll, -0x7fffffffffffffffll - 1};
    IMFSample *sample = create_sample();
    UINT32 attributes;
    LONGLONG time;
    unsigned int i;
    DWORD flags;

    ck_assert_ok(IMFSample_SetSampleFlags(sample, 0x123));
    ck_assert_ok(IMFSample_GetSampleFlags(sample, &flags));
    ck_assert_uint_eq(flags, 0x123);
    for (i = 0; i < ARRAYSIZE(times); i++)
    {
        ck_assert_ok(IMFSample_SetSampleTime(sample, times[i]));
        ck_assert_ok(IMFSample_GetSampleTime(sample, &time));
        ck_assert(time == times[i]);
        ck_assert_ok(IMFSample_SetSampleDuration(sample, times[i]));
        ck_assert_ok(IMFSample_GetSampleDuration(sample, &time));
        ck_assert(time == times[i]);
    }
    ck_assert_ok(IMFSample_GetCount(sample, &attributes));
    ck_assert_uint_eq(attributes, 0); /* none of these is an attribute */
    ck_assert_ok(IMFSample_SetUINT32(sample, &MFSampleExtension_CleanPoint, 1));
    ck_assert_ok(IMFSample_GetCount(sample, &attributes));
    ck_assert_uint_eq(attributes, 1);
    ck_assert_uint_eq(IMFSample_Release(sample), 0);
}
END_TEST

START_TEST(null_and_bad_arguments_are_errors)
{
    IMFSample *sample = create_sample();
    IMFMediaBuffer *buffer;

    ck_assert(FAILED(MFCreateSample(NULL)));
    ck_assert_hr(IMFSample_GetBufferCount(sample, NULL), E_INVALIDARG);
    ck_assert_hr(IMFSample_GetBufferByIndex(sample, 0, &buffer), E_INVALIDARG);
    ck_assert_hr(IMFSample_AddBuffer(sample, NULL), E_INVALIDARG);
    ck_assert_hr(IMFSample_RemoveBufferByIndex(sample, 0), E_INVALIDARG);
    ck_assert_hr(IMFSample_CopyToBuffer(sample, NULL), E_INVALIDARG);
    ck_assert(FAILED(IMFSample_GetSampleFlags(sample, NULL)));
    ck_assert(FAILED(IMFSample_GetSampleTime(sample, NULL)));
    ck_assert(FAILED(IMFSample_GetSampleDuration(sample, NULL)));
    ck_assert(FAILED(IMFSample_GetTotalLength(sample, NULL)));
    ck_assert_ok(IMFSample_RemoveAllBuffers(sample));
    ck_assert_uint_eq(IMFSample_Release(sample), 0);
}
END_TEST

START_TEST(buffers_form_a_list)
{
    IMFSample *sample = create_sample();
    IMFMediaBuffer *a = create_buffer(16, 2, 0), *b = create_buffer(16, 3, 0), *got;
    DWORD length, i;

    ck_assert_ok(IMFSample_AddBuffer(sample, a));
    ck_assert_ok(IMFSample_AddBuffer(sample, a)); /* counts each time */
    ck_assert_refcount(a, 3);
    ck_assert_uint_eq(buffer_count(sample), 2);
    ck_assert_ok(IMFSample_GetTotalLength(sample, &length));
    ck_assert_uint_eq(length, 4);
    ck_assert_hr(IMFSample_GetBufferByIndex(sample, 2, &got), E_INVALIDARG);
    ck_assert(FAILED(IMFSample_GetBufferByIndex(sample, 0, NULL)));
    ck_assert_hr(IMFSample_RemoveBufferByIndex(sample, 2), E_INVALIDARG);
    ck_assert_ok(IMFSample_RemoveBufferByIndex(sample, 1));
    ck_assert_refcount(a, 2);
    ck_assert_ok(IMFSample_GetTotalLength(sample, &length));
    ck_assert_uint_eq(length, 2);

    /* More than fit the sample itself; removing from the middle closes up. */
    for (i = 0; i < 20; i++)
        ck_assert_ok(IMFSample_AddBuffer(sample, i == 10 ? b : a));
    ck_assert_uint_eq(buffer_count(sample), 21);
    ck_assert_ok(IMFSample_RemoveBufferByIndex(sample, 3));
    ck_assert_ok(IMFSample_GetBufferByIndex(sample, 10, &got));
    ck_assert_ptr_eq(got, b);
    ck_assert_uint_eq(IMFMediaBuffer_Release(got), 2);
    ck_assert_ok(IMFSample_GetTotalLength(sample, &length));
    ck_assert_uint_eq(length, 19 * 2 + 3);
    ck_assert_ok(IMFMediaBuffer_SetCurrentLength(a, 0)); /* counted when asked */
    ck_assert_ok(IMFSample_GetTotalLength(sample, &length));
    ck_assert_uint_eq(length, 3);
    ck_assert_ok(IMFSample_RemoveAllBuffers(sample));
    ck_assert_uint_eq(buffer_count(sample), 0);
    ck_assert_refcount(a, 1);
    ck_assert_ok(IMFSample_AddBuffer(sample, a));
    ck_assert_uint_eq(IMFSample_Release(sample), 0);
    ck_assert_uint_eq(IMFMediaBuffer_Release(a), 0);
    ck_assert_uint_eq(IMFMediaBuffer_Release(b), 0);
}
END_TEST

/* Lengths of the source's entries (one buffer several times), and what becomes of a destination of 16 bytes. */
static const struct
{
    DWORD entries, source_current, before;
    HRESULT hr;
    DWORD after;
} copies[] =
{
    {0, 0, 1, S_OK, 0},
    {1, 4, 8, S_OK, 4},
    {2, 8, 0, S_OK, 16},
    {3, 8, 1, MF_E_BUFFERTOOSMALL, 0},
    {1, 16, 16, S_OK, 16},
    {1, 0, 16, S_OK, 0},
};

START_TEST(copy_to_a_linear_buffer)
{
    IMFSample *sample = create_sample();
    IMFMediaBuffer *source = create_buffer(16, copies[_i].source_current, 0x11);
    IMFMediaBuffer *dest = create_buffer(16, copies[_i].before, 0x22);
    DWORD i;

    for (i = 0; i < copies[_i].entries; i++)
        ck_assert_ok(IMFSample_AddBuffer(sample, source));
    ck_assert_hr(IMFSample_CopyToBuffer(sample, dest), copies[_i].hr);
    ck_assert_uint_eq(current_length(dest), copies[_i].after);
    for (i = 0; i < 16; i++)
        ck_assert_uint_eq(byte_at(dest, i), i < copies[_i].after ? 0x11 : 0x22);
    ck_assert_uint_eq(IMFSample_Release(sample), 0);
    ck_assert_uint_eq(IMFMediaBuffer_Release(source), 0);
    ck_assert_uint_eq(IMFMediaBuffer_Release(dest), 0);
}
END_TEST

START_TEST(copy_to_a_picture_goes_through_its_linear_view)
{
    static const struct
    {
        DWORD current;
        HRESULT hr;
        DWORD written;
    } rows[] = {{1, S_OK, 1}, {16, S_OK, 16}, {17, MF_E_BUFFERTOOSMALL, 0}, {8, S_OK, 8}};
    IMFSample *sample = create_sample();
    IMFMediaBuffer *source = create_buffer(32, 0, 0), *dest;
    BYTE *data, *scanline0, *start;
    unsigned int bottom_up, i, j;
    IMF2DBuffer2 *surface;
    DWORD length, current;
    LONG pitch;

    ck_assert_ok(IMFSample_AddBuffer(sample, source));
    ck_assert_ok(IMFMediaBuffer_Lock(source, &data, NULL, NULL));
    for (i = 0; i < 32; i++)
        data[i] = (BYTE)(i + 1);
    ck_assert_ok(IMFMediaBuffer_Unlock(source));
    for (bottom_up = 0; bottom_up < 2; bottom_up++)
    {
        ck_assert_ok(MFCreate2DMediaBuffer(2, 2, D3DFMT_A8R8G8B8, bottom_up, &dest));
        ck_assert_ok(IMFMediaBuffer_QueryInterface(dest, &IID_IMF2DBuffer2, (void **)&surface));
        for (i = 0; i < ARRAYSIZE(rows); i++)
        {
            ck_assert_ok(IMFMediaBuffer_Lock(dest, &data, NULL, NULL));
            memset(data, 0xcc, 16);
            ck_assert_ok(IMFMediaBuffer_Unlock(dest));
            ck_assert_ok(IMFMediaBuffer_SetCurrentLength(source, rows[i].current));
            ck_assert_hr(IMFSample_CopyToBuffer(sample, dest), rows[i].hr);

            ck_assert_ok(IMF2DBuffer2_Lock2DSize(surface, MF2DBuffer_LockFlags_Read, &scanline0, &pitch, &start,
                    &length));
            ck_assert_int_eq(pitch, bottom_up ? -64 : 64);
            for (j = 0; j < 16; j++)
                ck_assert_uint_eq(start[j / 8 * 64 + j % 8], j < rows[i].written ? j + 1 : 0xcc);
            ck_assert_ok(IMF2DBuffer2_Unlock2D(surface));
            ck_assert_ok(IMFMediaBuffer_Lock(dest, &data, &length, &current));
            ck_assert_uint_eq(length, 16);
            ck_assert_uint_eq(current, 16);
            for (j = 0; j < 16; j++)
                ck_assert_uint_eq(data[j], j < rows[i].written ? j + 1 : 0xcc);
            ck_assert_ok(IMFMediaBuffer_Unlock(dest));
        }
        IMF2DBuffer2_Release(surface);
        ck_assert_uint_eq(IMFMediaBuffer_Release(dest), 0);
    }
    ck_assert_uint_eq(IMFSample_Release(sample), 0);
    ck_assert_uint_eq(IMFMediaBuffer_Release(source), 0);
}
END_TEST

START_TEST(a_picture_is_copied_out_whole)
{
    IMFSample *sample = create_sample();
    IMFMediaBuffer *picture, *dest = create_buffer(64, 0, 0xee);
    BYTE *data;
    DWORD i;

    ck_assert_ok(MFCreate2DMediaBuffer(2, 2, D3DFMT_A8R8G8B8, FALSE, &picture));
    ck_assert_ok(IMFMediaBuffer_Lock(picture, &data, NULL, NULL));
    for (i = 0; i < 16; i++)
        data[i] = (BYTE)(i + 1);
    ck_assert_ok(IMFMediaBuffer_Unlock(picture));
    ck_assert_ok(IMFMediaBuffer_SetCurrentLength(picture, 16));
    ck_assert_ok(IMFSample_AddBuffer(sample, picture));
    ck_assert_ok(IMFSample_AddBuffer(sample, picture));
    ck_assert_ok(IMFSample_CopyToBuffer(sample, dest));
    ck_assert_uint_eq(current_length(dest), 32);
    for (i = 0; i < 32; i++)
        ck_assert_uint_eq(byte_at(dest, i), i % 16 + 1);
    ck_assert_uint_eq(byte_at(dest, 32), 0xee);
    ck_assert_uint_eq(IMFSample_Release(sample), 0);
    ck_assert_uint_eq(IMFMediaBuffer_Release(picture), 0);
    ck_assert_uint_eq(IMFMediaBuffer_Release(dest), 0);
}
END_TEST

START_TEST(one_buffer_is_contiguous_as_it_is)
{
    IMFSample *sample = create_sample();
    IMFMediaBuffer *buffer = create_buffer(16, 3, 0), *got;

    ck_assert_ok(IMFSample_AddBuffer(sample, buffer));
    ck_assert_ok(IMFSample_ConvertToContiguousBuffer(sample, NULL));
    ck_assert_ok(IMFSample_ConvertToContiguousBuffer(sample, &got));
    ck_assert_ptr_eq(got, buffer);
    ck_assert_uint_eq(IMFMediaBuffer_Release(got), 2);
    ck_assert_uint_eq(buffer_count(sample), 1);
    ck_assert_uint_eq(IMFSample_Release(sample), 0);
    ck_assert_uint_eq(IMFMediaBuffer_Release(buffer), 0);
}
END_TEST

START_TEST(several_buffers_become_one)
{
    DWORD sizes[][2] = {{3, 4}, {1 << 20, (1 << 20) - 1}};
    unsigned int i, with_out;

    for (i = 0; i < ARRAYSIZE(sizes); i++)
    {
        for (with_out = 0; with_out < 2; with_out++)
        {
            IMFSample *sample = create_sample();
            IMFMediaBuffer *a = create_buffer(sizes[i][0] + 16, sizes[i][0], 0xaa), *got = NULL, *first;
            IMFMediaBuffer *b = create_buffer(sizes[i][1] + 16, sizes[i][1], 0xbb);
            DWORD total = sizes[i][0] + sizes[i][1], length;

            ck_assert_ok(IMFSample_AddBuffer(sample, a));
            ck_assert_ok(IMFSample_AddBuffer(sample, b));
            ck_assert_ok(IMFSample_ConvertToContiguousBuffer(sample, with_out ? &got : NULL));
            ck_assert_refcount(a, 1);
            ck_assert_refcount(b, 1);
            ck_assert_uint_eq(buffer_count(sample), 1);
            ck_assert_ok(IMFSample_GetBufferByIndex(sample, 0, &first));
            ck_assert_ptr_ne(first, a);
            if (with_out)
            {
                ck_assert_ptr_eq(first, got);
                ck_assert_uint_eq(IMFMediaBuffer_Release(got), 2);
            }
            ck_assert_ok(IMFMediaBuffer_GetMaxLength(first, &length));
            ck_assert_uint_eq(length, total);
            ck_assert_uint_eq(current_length(first), total);
            ck_assert_uint_eq(byte_at(first, 0), 0xaa);
            ck_assert_uint_eq(byte_at(first, sizes[i][0] - 1), 0xaa);
            ck_assert_uint_eq(byte_at(first, sizes[i][0]), 0xbb);
            ck_assert_uint_eq(byte_at(first, total - 1), 0xbb);
            ck_assert_interface(first, &IID_IMF2DBuffer, FALSE);
            ck_assert_uint_eq(IMFSample_Release(sample), 0);
            ck_assert_uint_eq(IMFMediaBuffer_Release(first), 0);
            ck_assert_uint_eq(IMFMediaBuffer_Release(a), 0);
            ck_assert_uint_eq(IMFMediaBuffer_Release(b), 0);
        }
    }
}
END_TEST

/* ---- combine and split: documented, not observed */

static HRESULT (WINAPI *combine)(IMFSample *, IMFSample *, DWORD, BOOL *);
static HRESULT (WINAPI *split)(IMFSample *, IMFSample **, DWORD, DWORD *);

static IMFSample *create_timed(LONGLONG time, LONGLONG duration, UINT32 attribute, IMFMediaBuffer *buffer)
{
    IMFSample *sample = create_sample();

    ck_assert_ok(IMFSample_SetSampleTime(sample, time));
    ck_assert_ok(IMFSample_SetSampleDuration(sample, duration));
    ck_assert_ok(IMFSample_SetUINT32(sample, &MFSampleExtension_CleanPoint, attribute));
    ck_assert_ok(IMFSample_AddBuffer(sample, buffer));
    return sample;
}

START_TEST(combined_samples_split_into_what_they_were)
{
    IMFMediaBuffer *buffers[3] = {create_buffer(4, 1, 1), create_buffer(4, 2, 2), create_buffer(4, 3, 3)}, *got;
    IMFSample *samples[3], *outputs[3] = {NULL};
    LONGLONG time, duration;
    BOOL merged = FALSE;
    UINT32 attribute;
    DWORD count, i;

    for (i = 0; i < 3; i++)
        samples[i] = create_timed(i * 100, 10000 * (i + 1), i + 5, buffers[i]);
    ck_assert_ok(combine(samples[0], samples[1], 3, &merged)); /* exactly the limit */
    ck_assert_int_eq(merged, TRUE);
    ck_assert_uint_eq(buffer_count(samples[0]), 2);
    ck_assert_uint_eq(buffer_count(samples[1]), 1);
    ck_assert_ok(combine(samples[0], samples[2], 5, &merged)); /* one millisecond too long */
    ck_assert_int_eq(merged, FALSE);
    ck_assert_uint_eq(buffer_count(samples[0]), 2);
    ck_assert_ok(combine(samples[0], samples[2], 6, &merged));
    ck_assert_int_eq(merged, TRUE);
    ck_assert_ok(IMFSample_GetSampleDuration(samples[0], &duration));
    ck_assert(duration == 60000);

    ck_assert(FAILED(split(samples[0], outputs, 2, &count)));
    ck_assert_ok(split(samples[0], outputs, 3, &count));
    ck_assert_uint_eq(count, 3);
    for (i = 0; i < 3; i++)
    {
        ck_assert_uint_eq(buffer_count(outputs[i]), 1);
        ck_assert_ok(IMFSample_GetBufferByIndex(outputs[i], 0, &got));
        ck_assert_ptr_eq(got, buffers[i]);
        IMFMediaBuffer_Release(got);
        ck_assert_ok(IMFSample_GetSampleTime(outputs[i], &time));
        ck_assert_ok(IMFSample_GetSampleDuration(outputs[i], &duration));
        ck_assert(time == i * 100 && duration == 10000 * (i + 1));
        ck_assert_ok(IMFSample_GetUINT32(outputs[i], &MFSampleExtension_CleanPoint, &attribute));
        ck_assert_uint_eq(attribute, i + 5);
        ck_assert_uint_eq(IMFSample_Release(outputs[i]), 0);
        ck_assert_uint_eq(IMFSample_Release(samples[i]), 0);
    }
    for (i = 0; i < 3; i++)
        ck_assert_uint_eq(IMFMediaBuffer_Release(buffers[i]), 0);
}
END_TEST

START_TEST(a_sample_that_was_never_combined_is_its_only_part)
{
    IMFMediaBuffer *buffer = create_buffer(4, 1, 1);
    IMFSample *sample = create_timed(0, 1, 0, buffer), *outputs[1];
    DWORD count;

    ck_assert_ok(split(sample, outputs, 1, &count));
    ck_assert_uint_eq(count, 1);
    ck_assert_uint_eq(buffer_count(outputs[0]), 1);
    IMFSample_Release(outputs[0]);
    ck_assert_uint_eq(IMFSample_Release(sample), 0);
    ck_assert_uint_eq(IMFMediaBuffer_Release(buffer), 0);
}
END_TEST

START_TEST(combine_and_split_refuse_null)
{
    IMFSample *sample = create_sample(), *other = create_sample(), *outputs[1];
    BOOL merged;
    DWORD count;

    ck_assert(FAILED(combine(NULL, sample, 1, &merged)));
    ck_assert(FAILED(combine(sample, NULL, 1, &merged)));
    ck_assert(FAILED(combine(sample, other, 1, NULL)));
    ck_assert(FAILED(split(NULL, outputs, 1, &count)));
    ck_assert(FAILED(split(sample, NULL, 1, &count)));
    ck_assert(FAILED(split(sample, outputs, 1, NULL)));
    ck_assert_uint_eq(IMFSample_Release(sample), 0);
    ck_assert_uint_eq(IMFSample_Release(other), 0);
}
END_TEST

static Suite *sample_suite(void)
{
    Suite *suite = suite_create("sample");
    TCase *tcase = tcase_create("contract");

    tcase_add_test(tcase, a_new_sample_has_nothing);
    tcase_add_test(tcase, flags_and_times_read_back);
    tcase_add_test(tcase, null_and_bad_arguments_are_errors);
    tcase_add_test(tcase, buffers_form_a_list);
    suite_add_tcase(suite, tcase);

    tcase = tcase_create("copies");
    tcase_add_loop_test(tcase, copy_to_a_linear_buffer, 0, ARRAYSIZE(copies));
    tcase_add_test(tcase, copy_to_a_picture_goes_through_its_linear_view);
    tcase_add_test(tcase, a_picture_is_copied_out_whole);
    tcase_add_test(tcase, one_buffer_is_contiguous_as_it_is);
    tcase_add_test(tcase, several_buffers_become_one);
    suite_add_tcase(suite, tcase);

    combine = mfplat_function("MFCombineSamples");
    split = mfplat_function("MFSplitSample");
    if (combine && split) /* Windows 10 2004 */
    {
        tcase = tcase_create("combine");
        tcase_add_test(tcase, combined_samples_split_into_what_they_were);
        tcase_add_test(tcase, a_sample_that_was_never_combined_is_its_only_part);
        tcase_add_test(tcase, combine_and_split_refuse_null);
        suite_add_tcase(suite, tcase);
    }
    return suite;
}

int main(void)
{
    return suite_main(sample_suite());
}
