/* SPDX-License-Identifier: MIT */
/* Linear buffers: MFCreateMemoryBuffer, MFCreateAlignedMemoryBuffer, MFCreateMediaBufferWrapper. */

#include "support/suite.h"
#include <stdio.h>
#include <mfapi.h>
#include <mferror.h>
#include <mfidl.h>

#define assert_bad_argument(expression) \
    do { \
        HRESULT hr_bad_ = (expression); \
        ck_assert_msg(hr_bad_ == E_INVALIDARG || hr_bad_ == E_POINTER, "%s gave %s", #expression, \
                hresult_name(hr_bad_)); \
    } while (0)

static IMFMediaBuffer *create_buffer(DWORD size)
{
    IMFMediaBuffer *buffer = NULL;

    ck_assert_ok(MFCreateMemoryBuffer(size, &buffer));
    ck_assert_ptr_nonnull(buffer);
    return buffer;
}

static void assert_lengths(IMFMediaBuffer *buffer, DWORD max_length, DWORD current_length)
{
    DWORD lock_max = 0xdead, lock_current = 0xdead, length;
    BYTE *data;

    ck_assert_ok(IMFMediaBuffer_Lock(buffer, &data, &lock_max, &lock_current));
    ck_assert_uint_eq(lock_max, max_length);
    ck_assert_uint_eq(lock_current, current_length);
    ck_assert_ok(IMFMediaBuffer_Unlock(buffer));
    ck_assert_ok(IMFMediaBuffer_GetMaxLength(buffer, &length));
    ck_assert_uint_eq(length, max_length);
    ck_assert_ok(IMFMediaBuffer_GetCurrentLength(buffer, &length));
    ck_assert_uint_eq(length, current_length);
}

START_TEST(creation_refuses_a_null_pointer)
{
    assert_bad_argument(MFCreateMemoryBuffer(1024, NULL));
    ck_assert(FAILED(MFCreateAlignedMemoryBuffer(16, MF_1_BYTE_ALIGNMENT, NULL)));
}
END_TEST

START_TEST(a_buffer_of_no_bytes_is_a_buffer)
{
    IMFMediaBuffer *buffer = create_buffer(0);

    assert_lengths(buffer, 0, 0);
    ck_assert_hr(IMFMediaBuffer_SetCurrentLength(buffer, 1), E_INVALIDARG);
    ck_assert_uint_eq(IMFMediaBuffer_Release(buffer), 0);
}
END_TEST

START_TEST(a_linear_buffer_has_one_interface)
{
    IMFMediaBuffer *buffer = create_buffer(1024);

    ck_assert_interface(buffer, &IID_IUnknown, TRUE);
    ck_assert_interface(buffer, &IID_IMFMediaBuffer, TRUE);
    ck_assert_interface(buffer, &IID_IMFGetService, FALSE);
    ck_assert_interface(buffer, &IID_IMF2DBuffer, FALSE);
    ck_assert_interface(buffer, &IID_IMF2DBuffer2, FALSE);
    ck_assert_interface(buffer, &IID_IMFDXGIBuffer, FALSE);
    ck_assert_refcount(buffer, 1);
    ck_assert_uint_eq(IMFMediaBuffer_Release(buffer), 0);
}
END_TEST

START_TEST(current_length_stays_within_the_maximum)
{
    IMFMediaBuffer *buffer = create_buffer(1024);

    assert_lengths(buffer, 1024, 0);
    assert_bad_argument(IMFMediaBuffer_GetMaxLength(buffer, NULL));
    assert_bad_argument(IMFMediaBuffer_GetCurrentLength(buffer, NULL));
    ck_assert_hr(IMFMediaBuffer_SetCurrentLength(buffer, 1025), E_INVALIDARG);
    assert_lengths(buffer, 1024, 0);
    ck_assert_ok(IMFMediaBuffer_SetCurrentLength(buffer, 1024));
    assert_lengths(buffer, 1024, 1024);
    ck_assert_ok(IMFMediaBuffer_SetCurrentLength(buffer, 0));
    ck_assert_ok(IMFMediaBuffer_SetCurrentLength(buffer, 10));
    assert_lengths(buffer, 1024, 10);
    ck_assert_hr(IMFMediaBuffer_SetCurrentLength(buffer, ~0u), E_INVALIDARG);
    assert_lengths(buffer, 1024, 10);
    ck_assert_uint_eq(IMFMediaBuffer_Release(buffer), 0);
}
END_TEST

START_TEST(lock_without_data_pointer_writes_nothing)
{
    IMFMediaBuffer *buffer = create_buffer(1024);
    DWORD max_length = 0xdeadbeef, current_length = 0xdeadbeef;

    assert_bad_argument(IMFMediaBuffer_Lock(buffer, NULL, &max_length, &current_length));
    ck_assert_uint_eq(max_length, 0xdeadbeef);
    ck_assert_uint_eq(current_length, 0xdeadbeef);
    ck_assert_uint_eq(IMFMediaBuffer_Release(buffer), 0);
}
END_TEST

START_TEST(locks_of_a_linear_buffer_keep_no_state)
{
    IMFMediaBuffer *buffer = create_buffer(1024);
    DWORD max_length, current_length;
    BYTE *data, *data2;

    ck_assert_ok(IMFMediaBuffer_Unlock(buffer));
    ck_assert_ok(IMFMediaBuffer_Lock(buffer, &data, &max_length, &current_length));
    ck_assert_ok(IMFMediaBuffer_Lock(buffer, &data2, &max_length, &current_length));
    ck_assert_ptr_eq(data2, data);
    ck_assert_ok(IMFMediaBuffer_Unlock(buffer));
    ck_assert_ok(IMFMediaBuffer_Unlock(buffer));
    ck_assert_ok(IMFMediaBuffer_Unlock(buffer));
    ck_assert_ok(IMFMediaBuffer_Lock(buffer, &data2, NULL, NULL));
    ck_assert_ptr_eq(data2, data);
    ck_assert_ok(IMFMediaBuffer_Unlock(buffer));
    ck_assert_ok(IMFMediaBuffer_Unlock(buffer));
    ck_assert_uint_eq(IMFMediaBuffer_Release(buffer), 0);
}
END_TEST

static const DWORD sizes[] = {1, 4096, 0x1ffff, 0x20000, 0x20001, 8 << 20};

START_TEST(all_bytes_can_be_written_and_stay)
{
    DWORD size = sizes[_i], i;
    IMFMediaBuffer *buffer = create_buffer(size);
    BYTE *data;

    ck_assert_ok(IMFMediaBuffer_Lock(buffer, &data, NULL, NULL));
    for (i = 0; i < size; i++)
        data[i] = (BYTE)(i * 7 + i / 256);
    ck_assert_ok(IMFMediaBuffer_Unlock(buffer));
    assert_lengths(buffer, size, 0); /* writing is not a length */
    ck_assert_ok(IMFMediaBuffer_Lock(buffer, &data, NULL, NULL));
    for (i = 0; i < size && data[i] == (BYTE)(i * 7 + i / 256); i++)
        ;
    ck_assert_uint_eq(i, size);
    ck_assert_ok(IMFMediaBuffer_Unlock(buffer));
    ck_assert_uint_eq(IMFMediaBuffer_Release(buffer), 0);
}
END_TEST

/* Not promised by Windows, but by this library: nothing of an earlier user shows. */
START_TEST(new_memory_is_zero)
{
    DWORD size = sizes[_i], i, round;
    IMFMediaBuffer *buffer;
    BYTE *data;

    if (!mfplat_function("LFGetGlobalPool")) /* only our DLL still has it beside the newer names */
        return;
    for (round = 0; round < 3; round++)
    {
        buffer = create_buffer(size);
        ck_assert_ok(IMFMediaBuffer_Lock(buffer, &data, NULL, NULL));
        for (i = 0; i < size && !data[i]; i++)
            ;
        ck_assert_uint_eq(i, size);
        memset(data, 0xcc, size);
        ck_assert_ok(IMFMediaBuffer_Unlock(buffer));
        ck_assert_uint_eq(IMFMediaBuffer_Release(buffer), 0);
    }
}
END_TEST

static const DWORD alignments[] =
{
    MF_1_BYTE_ALIGNMENT, MF_2_BYTE_ALIGNMENT, MF_4_BYTE_ALIGNMENT, MF_8_BYTE_ALIGNMENT, MF_16_BYTE_ALIGNMENT,
    MF_32_BYTE_ALIGNMENT, MF_64_BYTE_ALIGNMENT, MF_128_BYTE_ALIGNMENT, MF_256_BYTE_ALIGNMENT, MF_512_BYTE_ALIGNMENT,
    MF_1024_BYTE_ALIGNMENT, MF_2048_BYTE_ALIGNMENT, MF_4096_BYTE_ALIGNMENT, MF_8192_BYTE_ALIGNMENT, 0x1ffff,
};

START_TEST(the_address_is_aligned_and_the_length_exact)
{
    static const DWORD lengths[] = {200, 201, 0x20001};
    IMFMediaBuffer *buffer;
    DWORD i, max_length, current_length;
    BYTE *data;

    for (i = 0; i < ARRAYSIZE(lengths); i++)
    {
        ck_assert_ok(MFCreateAlignedMemoryBuffer(lengths[i], alignments[_i], &buffer));
        ck_assert_ok(IMFMediaBuffer_Lock(buffer, &data, &max_length, &current_length));
        ck_assert_uint_eq((ULONG_PTR)data & alignments[_i], 0);
        ck_assert_uint_eq(max_length, lengths[i]);
        ck_assert_uint_eq(current_length, 0);
        memset(data, 0x55, max_length);
        ck_assert_ok(IMFMediaBuffer_Unlock(buffer));

        ck_assert_ok(IMFMediaBuffer_SetCurrentLength(buffer, 1));
        assert_lengths(buffer, lengths[i], 1);
        ck_assert_hr(IMFMediaBuffer_SetCurrentLength(buffer, lengths[i] + 1), E_INVALIDARG);
        ck_assert_ok(IMFMediaBuffer_SetCurrentLength(buffer, 10));
        assert_lengths(buffer, lengths[i], 10);
        ck_assert_interface(buffer, &IID_IMFGetService, FALSE);
        ck_assert_uint_eq(IMFMediaBuffer_Release(buffer), 0);
    }
}
END_TEST

START_TEST(an_absurd_size_or_alignment_fails_cleanly)
{
    IMFMediaBuffer *buffer = (void *)0xdead;
    HRESULT hr;

    hr = MFCreateAlignedMemoryBuffer(16, 0xffffffff, &buffer);
    ck_assert(hr == E_INVALIDARG || hr == E_OUTOFMEMORY);
    if (sizeof(void *) == 4) /* no 32-bit process has that much in one piece */
    {
        ck_assert_hr(MFCreateMemoryBuffer(0xfffffff0, &buffer), E_OUTOFMEMORY);
        ck_assert_hr(MFCreateAlignedMemoryBuffer(0xfffffff0, MF_16_BYTE_ALIGNMENT, &buffer), E_OUTOFMEMORY);
    }
}
END_TEST

START_TEST(minimum_alignment_holds_for_later_buffers)
{
    HRESULT (WINAPI *set_minimum_alignment)(DWORD) = mfplat_function("MFSetMinimumMemoryAlignment");
    IMFMediaBuffer *buffer;
    BYTE *data;

    if (!set_minimum_alignment || !mfplat_function("LFGetGlobalPool")) /* undocumented: ours only */
        return;
    ck_assert_ok(set_minimum_alignment(MF_4096_BYTE_ALIGNMENT));
    buffer = create_buffer(100);
    ck_assert_ok(IMFMediaBuffer_Lock(buffer, &data, NULL, NULL));
    ck_assert_uint_eq((ULONG_PTR)data & MF_4096_BYTE_ALIGNMENT, 0);
    ck_assert_uint_eq(IMFMediaBuffer_Release(buffer), 0);
    ck_assert_hr(set_minimum_alignment(0xffffffff), E_INVALIDARG);
    ck_assert_ok(set_minimum_alignment(0));
}
END_TEST

/* ---- wrappers */

START_TEST(a_wrapper_takes_only_valid_data)
{
    static const struct
    {
        DWORD current, offset, length;
        HRESULT hr;
    } rows[] =
    {
        {0, 0, 0, S_OK},
        {0, 0, 1, E_INVALIDARG},
        {0, 1, 0, E_INVALIDARG},
        {100, 40, 60, S_OK},
        {100, 40, 61, E_INVALIDARG},
        {100, 100, 0, S_OK},
        {100, 101, 0, E_INVALIDARG},
        {100, 0xffffffff, 2, E_INVALIDARG}, /* the sum wraps to 1 */
        {100, 2, 0xffffffff, E_INVALIDARG},
        {1024, 0, 1024, S_OK},
    };
    IMFMediaBuffer *buffer = create_buffer(1024), *wrapper = NULL;

    ck_assert_ok(IMFMediaBuffer_SetCurrentLength(buffer, rows[_i].current));
    ck_assert_hr_msg(MFCreateMediaBufferWrapper(buffer, rows[_i].offset, rows[_i].length, &wrapper), rows[_i].hr,
            "%lu bytes from %lu of %lu", rows[_i].length, rows[_i].offset, rows[_i].current);
    if (SUCCEEDED(rows[_i].hr))
    {
        ck_assert_refcount(buffer, 2);
        assert_lengths(wrapper, rows[_i].length, 0);
        ck_assert_uint_eq(IMFMediaBuffer_Release(wrapper), 0);
    }
    ck_assert_uint_eq(IMFMediaBuffer_Release(buffer), 0);
}
END_TEST

START_TEST(a_wrapper_refuses_null_pointers)
{
    IMFMediaBuffer *buffer = create_buffer(16), *wrapper;

    ck_assert(FAILED(MFCreateMediaBufferWrapper(NULL, 0, 0, &wrapper)));
    ck_assert(FAILED(MFCreateMediaBufferWrapper(buffer, 0, 0, NULL)));
    ck_assert_uint_eq(IMFMediaBuffer_Release(buffer), 0);
}
END_TEST

START_TEST(a_wrapper_shows_the_memory_of_the_original)
{
    IMFMediaBuffer *buffer = create_buffer(1024), *wrapper;
    BYTE *data, *part;
    DWORD length;

    ck_assert_ok(IMFMediaBuffer_SetCurrentLength(buffer, 100));
    ck_assert_ok(MFCreateMediaBufferWrapper(buffer, 40, 60, &wrapper));
    ck_assert_interface(wrapper, &IID_IMFMediaBuffer, TRUE);
    ck_assert_interface(wrapper, &IID_IMF2DBuffer, FALSE);
    ck_assert_ok(IMFMediaBuffer_Lock(buffer, &data, NULL, NULL));
    ck_assert_ok(IMFMediaBuffer_Lock(wrapper, &part, NULL, NULL));
    ck_assert_ptr_eq(part, data + 40);
    ck_assert_ok(IMFMediaBuffer_Unlock(wrapper));
    ck_assert_ok(IMFMediaBuffer_Unlock(buffer));

    /* The check was made once. */
    ck_assert_ok(IMFMediaBuffer_SetCurrentLength(buffer, 0));
    ck_assert_ok(IMFMediaBuffer_SetCurrentLength(wrapper, 60));
    ck_assert_hr(IMFMediaBuffer_SetCurrentLength(wrapper, 61), E_INVALIDARG);
    assert_lengths(wrapper, 60, 60);
    ck_assert_ok(IMFMediaBuffer_GetCurrentLength(buffer, &length));
    ck_assert_uint_eq(length, 0);

    assert_bad_argument(IMFMediaBuffer_Lock(wrapper, NULL, NULL, NULL));
    assert_bad_argument(IMFMediaBuffer_GetCurrentLength(wrapper, NULL));
    assert_bad_argument(IMFMediaBuffer_GetMaxLength(wrapper, NULL));

    ck_assert_uint_eq(IMFMediaBuffer_Release(buffer), 1);
    ck_assert_ok(IMFMediaBuffer_Lock(wrapper, &part, NULL, NULL));
    part[59] = 1;
    ck_assert_ok(IMFMediaBuffer_Unlock(wrapper));
    ck_assert_uint_eq(IMFMediaBuffer_Release(wrapper), 0);
}
END_TEST

static Suite *memory_buffer_suite(void)
{
    Suite *suite = suite_create("memory buffer");
    TCase *tcase = tcase_create("contract");

    tcase_add_test(tcase, a_buffer_of_no_bytes_is_a_buffer);
    tcase_add_test(tcase, a_linear_buffer_has_one_interface);
    tcase_add_test(tcase, current_length_stays_within_the_maximum);
    tcase_add_test(tcase, locks_of_a_linear_buffer_keep_no_state);
    tcase_add_loop_test(tcase, all_bytes_can_be_written_and_stay, 0, ARRAYSIZE(sizes));
    tcase_add_loop_test(tcase, new_memory_is_zero, 0, ARRAYSIZE(sizes));
    tcase_add_loop_test(tcase, the_address_is_aligned_and_the_length_exact, 0, ARRAYSIZE(alignments));
    tcase_add_test(tcase, minimum_alignment_holds_for_later_buffers);
    suite_add_tcase(suite, tcase);

    tcase = tcase_create("errors");
    tcase_add_test(tcase, creation_refuses_a_null_pointer);
    tcase_add_test(tcase, lock_without_data_pointer_writes_nothing);
    tcase_add_test(tcase, an_absurd_size_or_alignment_fails_cleanly);
    suite_add_tcase(suite, tcase);

    tcase = tcase_create("wrapper");
    tcase_add_loop_test(tcase, a_wrapper_takes_only_valid_data, 0, 10);
    tcase_add_test(tcase, a_wrapper_refuses_null_pointers);
    tcase_add_test(tcase, a_wrapper_shows_the_memory_of_the_original);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return suite_main(memory_buffer_suite());
}
