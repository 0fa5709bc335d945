/* SPDX-License-Identifier: MIT */
/* The public headers: layouts beside those of mingw-w64 and Wine, order of inclusion, C and C++, inline helpers. */

#include "support/suite.h"
#include "unit/headers/cxx.h"
#include "unit/headers/layout.h"
#include "unit/headers/orders.h"
#include <mfapi.h>
#include <mferror.h>
#include <mfplat_newer.h>
#include <rtworkq.h>
#include <stdint.h>

/* ---- layouts ------------------------------------------------------------------------------- */

static void check_row(const struct layout_row *ours, const struct layout_row *theirs, const char *whose)
{
    ck_assert_msg(ours->known, "our headers lack %s", ours->name);
    ck_assert_msg(!strcmp(ours->name, theirs->name), "row %s stands beside %s", ours->name, theirs->name);
    ck_assert_msg(!theirs->known || ours->value == theirs->value, "%s: %jd, in the headers of %s %jd", ours->name,
            (intmax_t)ours->value, whose, (intmax_t)theirs->value);
}

START_TEST(layout_equals_that_of_mingw_and_wine)
{
    unsigned int i;

    for (i = 0; i < layout_count; i++)
    {
        check_row(&layout_ours[i], &layout_mingw[i], "mingw-w64");
        check_row(&layout_ours[i], &layout_wine[i], "Wine");
    }
}
END_TEST

/* So that the comparison above cannot come to compare nothing: the numbers of mingw-w64 10 and Wine 8. */
START_TEST(most_of_the_layout_is_confirmed_by_others)
{
    unsigned int i, mingw = 0, wine = 0, nobody = 0;

    for (i = 0; i < layout_count; i++)
    {
        mingw += layout_mingw[i].known;
        wine += layout_wine[i].known;
        nobody += !layout_mingw[i].known && !layout_wine[i].known;
    }
    ck_assert_msg(layout_count >= 1240, "%u rows", layout_count);
    ck_assert_msg(mingw >= 1000, "%u rows of %u known to mingw-w64", mingw, layout_count);
    ck_assert_msg(wine >= 960, "%u rows of %u known to Wine", wine, layout_count);
    ck_assert_msg(nobody * 5 < layout_count, "%u rows of %u known to neither", nobody, layout_count);
}
END_TEST

/* Rows that later code leans on, with the literal numbers of the ABI. */
START_TEST(landmarks_have_their_documented_place)
{
    static const struct
    {
        const char *name;
        long long value64, value32;
    } landmarks[] =
    {
        {"IMFAttributes::GetItem", 3, 3},
        {"IMFAttributes::CopyAllItems", 32, 32},
        {"IMFSample::GetSampleFlags", 33, 33},
        {"IMFSample::CopyToBuffer", 46, 46},
        {"IMFMediaType::GetMajorType", 33, 33},
        {"IMFAsyncResult::GetStateNoAddRef", 7, 7},
        {"IRtwqAsyncResult::GetStateNoAddRef", 7, 7},
        {"IMFByteStream::Close", 17, 17},
        {"slots of IMFActivate", 36, 36},
        {"size of MFASYNCRESULT", 64, 40},
        {"MFASYNCRESULT.pCallback", 40, 24},
        {"MFASYNCRESULT.hEvent", 56, 36},
        {"RTWQASYNCRESULT.hEvent", 56, 36},
        {"size of MFVIDEOFORMAT", 176, 176},
    };
    unsigned int i, j;

    for (i = 0; i < ARRAYSIZE(landmarks); i++)
    {
        for (j = 0; j < layout_count && strcmp(layout_ours[j].name, landmarks[i].name); j++)
        {
        }
        ck_assert_msg(j < layout_count, "no row %s", landmarks[i].name);
        ck_assert_msg(layout_ours[j].value == (sizeof(void *) == 8 ? landmarks[i].value64 : landmarks[i].value32),
                "%s: %jd", landmarks[i].name, (intmax_t)layout_ours[j].value);
    }
}
END_TEST

/* ---- compiling ----------------------------------------------------------------------------- */

START_TEST(every_order_of_headers_gives_the_same_sizes)
{
    static unsigned int (* const orders[])(void) =
    {
        order_c_1, order_c_2, order_c_3, order_c_4, order_c_5, order_c_6, order_c_7, order_c_8, order_c_9,
        order_cxx_1, order_cxx_2, order_cxx_3, order_cxx_4, order_cxx_5, order_cxx_6, order_cxx_7, order_cxx_8,
        order_cxx_9,
    };
    unsigned int i, expected;

    expected = sizeof(MFASYNCRESULT) * 1000000 + sizeof(MFVIDEOFORMAT) * 1000 + sizeof(MFT_REGISTER_TYPE_INFO);
    ck_assert_uint_eq(ARRAYSIZE(orders), 2 * ORDER_COUNT);
    for (i = 0; i < ARRAYSIZE(orders); i++)
    {
        ck_assert_msg(orders[i]() == expected, "order %u in %s: %u, expected %u", i % ORDER_COUNT + 1,
                i < ORDER_COUNT ? "C" : "C++", orders[i](), expected);
    }
}
END_TEST

START_TEST(uuidof_in_cxx_is_the_iid)
{
    static const struct
    {
        const char *name;
        const GUID *iid;
    } rows[] =
    {
        {"IMF2DBuffer", &IID_IMF2DBuffer},
        {"IMF2DBuffer2", &IID_IMF2DBuffer2},
        {"IMFActivate", &IID_IMFActivate},
        {"IMFAsyncCallback", &IID_IMFAsyncCallback},
        {"IMFAsyncResult", &IID_IMFAsyncResult},
        {"IMFAttributes", &IID_IMFAttributes},
        {"IMFByteStream", &IID_IMFByteStream},
        {"IMFByteStreamHandler", &IID_IMFByteStreamHandler},
        {"IMFCollection", &IID_IMFCollection},
        {"IMFDXGIBuffer", &IID_IMFDXGIBuffer},
        {"IMFDXGIDeviceManager", &IID_IMFDXGIDeviceManager},
        {"IMFMediaBuffer", &IID_IMFMediaBuffer},
        {"IMFMediaEvent", &IID_IMFMediaEvent},
        {"IMFMediaEventQueue", &IID_IMFMediaEventQueue},
        {"IMFMediaType", &IID_IMFMediaType},
        {"IMFSample", &IID_IMFSample},
        {"IMFSchemeHandler", &IID_IMFSchemeHandler},
        {"IMFTrackedSample", &IID_IMFTrackedSample},
        {"IRtwqAsyncCallback", &IID_IMFAsyncCallback},
        {"IRtwqAsyncResult", &IID_IMFAsyncResult},
        {"IRtwqPlatformEvents", &IID_IRtwqPlatformEvents},
    };
    unsigned int i;

    for (i = 0; i < ARRAYSIZE(rows); i++)
    {
        ck_assert_msg(cxx_uuidof(rows[i].name) != NULL, "%s", rows[i].name);
        ck_assert_msg(IsEqualGUID(cxx_uuidof(rows[i].name), rows[i].iid), "%s", rows[i].name);
    }
}
END_TEST

START_TEST(async_result_in_cxx_has_the_layout_of_c)
{
    ck_assert_uint_eq(cxx_async_result_size(), sizeof(MFASYNCRESULT));
    ck_assert_uint_eq(cxx_async_result_callback_offset(), offsetof(MFASYNCRESULT, pCallback));
}
END_TEST

static IMFAsyncResult *invoked_with;

static HRESULT STDMETHODCALLTYPE recording_Invoke(IMFAsyncCallback *iface, IMFAsyncResult *result)
{
    (void)iface;
    invoked_with = result;
    return 0x1234;
}

START_TEST(cxx_call_reaches_the_slot_of_c)
{
    IMFAsyncCallbackVtbl vtbl = {.Invoke = recording_Invoke};
    IMFAsyncCallback callback = {.lpVtbl = &vtbl};
    int anything;

    invoked_with = NULL;
    ck_assert_int_eq(cxx_invoke(&callback, (IMFAsyncResult *)&anything), 0x1234);
    ck_assert_ptr_eq(invoked_with, &anything);
}
END_TEST

/* ---- macros and inline helpers -------------------------------------------------------------- */

START_TEST(fourcc_macro_reads_characters_in_order)
{
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmultichar"
    ck_assert_uint_eq(FCC('NV12'), 0x3231564e);
#pragma GCC diagnostic pop
    ck_assert_uint_eq(MFVideoFormat_NV12.Data1, 0x3231564e);
    ck_assert_uint_eq(MFVideoFormat_DVC.Data1, 0x20637664);
    ck_assert_uint_eq(MFVideoFormat_RGB32.Data1, 22);
    ck_assert_uint_eq(MFAudioFormat_PCM.Data1, 1);
    ck_assert(IsEqualGUID(&MFVideoFormat_MPG2, &MFVideoFormat_MPEG2));
}
END_TEST

/* A store of one value, of which the helpers use five methods. */
struct one_value
{
    IMFAttributes IMFAttributes_iface;
    HRESULT hr;     /* what every method answers */
    UINT64 value;
    double number;
    const WCHAR *string;
};

static struct one_value *impl_from_IMFAttributes(IMFAttributes *iface)
{
    return CONTAINING_RECORD(iface, struct one_value, IMFAttributes_iface);
}

static HRESULT STDMETHODCALLTYPE one_value_GetUINT32(IMFAttributes *iface, REFGUID key, UINT32 *value)
{
    struct one_value *store = impl_from_IMFAttributes(iface);

    (void)key;
    if (SUCCEEDED(store->hr))
    {
        *value = (UINT32)store->value;
    }
    return store->hr;
}

static HRESULT STDMETHODCALLTYPE one_value_GetUINT64(IMFAttributes *iface, REFGUID key, UINT64 *value)
{
    struct one_value *store = impl_from_IMFAttributes(iface);

    (void)key;
    if (SUCCEEDED(store->hr))
    {
        *value = store->value;
    }
    return store->hr;
}

static HRESULT STDMETHODCALLTYPE one_value_GetDouble(IMFAttributes *iface, REFGUID key, double *value)
{
    struct one_value *store = impl_from_IMFAttributes(iface);

    (void)key;
    if (SUCCEEDED(store->hr))
    {
        *value = store->number;
    }
    return store->hr;
}

static HRESULT STDMETHODCALLTYPE one_value_GetAllocatedString(IMFAttributes *iface, REFGUID key, LPWSTR *string,
        UINT32 *length)
{
    struct one_value *store = impl_from_IMFAttributes(iface);

    (void)key;
    if (SUCCEEDED(store->hr))
    {
        *length = (UINT32)wcslen(store->string);
        *string = CoTaskMemAlloc((*length + 1) * sizeof(WCHAR));
        memcpy(*string, store->string, (*length + 1) * sizeof(WCHAR));
    }
    return store->hr;
}

static HRESULT STDMETHODCALLTYPE one_value_SetUINT64(IMFAttributes *iface, REFGUID key, UINT64 value)
{
    struct one_value *store = impl_from_IMFAttributes(iface);

    (void)key;
    store->value = value;
    return store->hr;
}

static IMFAttributesVtbl one_value_vtbl =
{
    .GetUINT32 = one_value_GetUINT32,
    .GetUINT64 = one_value_GetUINT64,
    .GetDouble = one_value_GetDouble,
    .GetAllocatedString = one_value_GetAllocatedString,
    .SetUINT64 = one_value_SetUINT64,
};

START_TEST(packing_keeps_both_numbers)
{
    static const struct
    {
        UINT32 high, low;
        UINT64 packed;
    } rows[] =
    {
        {0, 0, 0},
        {1920, 1080, 0x0000078000000438ull},
        {0xffffffff, 1, 0xffffffff00000001ull},
        {1, 0xffffffff, 0x00000001ffffffffull},
    };
    unsigned int i;

    for (i = 0; i < ARRAYSIZE(rows); i++)
    {
        UINT32 high = 7, low = 7, denominator = 7;
        INT32 numerator = 7;

        ck_assert_msg(Pack2UINT32AsUINT64(rows[i].high, rows[i].low) == rows[i].packed, "row %u", i);
        ck_assert_msg(PackSize(rows[i].high, rows[i].low) == rows[i].packed, "row %u", i);
        ck_assert_msg(PackRatio((INT32)rows[i].high, rows[i].low) == rows[i].packed, "row %u", i);
        ck_assert_msg(cxx_pack_size(rows[i].high, rows[i].low) == rows[i].packed, "row %u", i);
        ck_assert_msg(cxx_pack_ratio((INT32)rows[i].high, rows[i].low) == rows[i].packed, "row %u", i);
        ck_assert_uint_eq(HI32(rows[i].packed), rows[i].high);
        ck_assert_uint_eq(LO32(rows[i].packed), rows[i].low);
        UnpackSize(rows[i].packed, &high, &low);
        ck_assert_uint_eq(high, rows[i].high);
        ck_assert_uint_eq(low, rows[i].low);
        UnpackRatio(rows[i].packed, &numerator, &denominator);
        ck_assert_int_eq(numerator, (INT32)rows[i].high);
        ck_assert_uint_eq(denominator, rows[i].low);
    }
}
END_TEST

START_TEST(pairs_go_through_one_64_bit_attribute)
{
    struct one_value store = {.IMFAttributes_iface.lpVtbl = &one_value_vtbl, .hr = S_OK};
    IMFAttributes *attributes = &store.IMFAttributes_iface;
    UINT32 first = 0, second = 0;

    ck_assert_ok(MFSetAttributeSize(attributes, &MF_MT_FRAME_SIZE, 1920, 1080));
    ck_assert(store.value == 0x0000078000000438ull);
    ck_assert_ok(MFGetAttributeSize(attributes, &MF_MT_FRAME_SIZE, &first, &second));
    ck_assert_uint_eq(first, 1920);
    ck_assert_uint_eq(second, 1080);
    ck_assert_ok(cxx_set_size(attributes, &MF_MT_FRAME_SIZE, 3, 4));
    ck_assert_ok(cxx_get_size(attributes, &MF_MT_FRAME_SIZE, &first, &second));
    ck_assert_uint_eq(first, 3);
    ck_assert_uint_eq(second, 4);
    ck_assert_ok(MFSetAttributeRatio(attributes, &MF_MT_FRAME_RATE, 30000, 1001));
    ck_assert_ok(cxx_get_ratio(attributes, &MF_MT_FRAME_RATE, &first, &second));
    ck_assert_uint_eq(first, 30000);
    ck_assert_uint_eq(second, 1001);
    ck_assert_ok(cxx_set_ratio(attributes, &MF_MT_FRAME_RATE, 25, 1));
    ck_assert_ok(MFGetAttributeRatio(attributes, &MF_MT_FRAME_RATE, &first, &second));
    ck_assert_uint_eq(first, 25);
    ck_assert_uint_eq(second, 1);
}
END_TEST

START_TEST(failure_of_the_store_is_handed_through)
{
    struct one_value store = {.IMFAttributes_iface.lpVtbl = &one_value_vtbl, .hr = MF_E_ATTRIBUTENOTFOUND};
    IMFAttributes *attributes = &store.IMFAttributes_iface;
    UINT32 first = 5, second = 6;
    WCHAR *string = (WCHAR *)&store;

    ck_assert_hr(MFGetAttributeSize(attributes, &MF_MT_FRAME_SIZE, &first, &second), MF_E_ATTRIBUTENOTFOUND);
    ck_assert_hr(MFGetAttributeRatio(attributes, &MF_MT_FRAME_RATE, &first, &second), MF_E_ATTRIBUTENOTFOUND);
    ck_assert_hr(cxx_get_size(attributes, &MF_MT_FRAME_SIZE, &first, &second), MF_E_ATTRIBUTENOTFOUND);
    ck_assert_uint_eq(first, 5);
    ck_assert_uint_eq(second, 6);
    ck_assert_hr(MFSetAttributeSize(attributes, &MF_MT_FRAME_SIZE, 1, 2), MF_E_ATTRIBUTENOTFOUND);
    ck_assert_uint_eq(MFGetAttributeUINT32(attributes, &MF_MT_FRAME_SIZE, 11), 11);
    ck_assert(MFGetAttributeUINT64(attributes, &MF_MT_FRAME_SIZE, 12) == 12);
    ck_assert(MFGetAttributeDouble(attributes, &MF_MT_FRAME_SIZE, 1.5) == 1.5);
    ck_assert_uint_eq(cxx_get_uint32(attributes, &MF_MT_FRAME_SIZE, 13), 13);
    ck_assert(cxx_get_uint64(attributes, &MF_MT_FRAME_SIZE, 14) == 14);
    ck_assert(cxx_get_double(attributes, &MF_MT_FRAME_SIZE, 2.5) == 2.5);
    ck_assert_hr(MFGetAttributeString(attributes, &MF_MT_FRAME_SIZE, &string), MF_E_ATTRIBUTENOTFOUND);
    ck_assert_ptr_eq(string, NULL);
}
END_TEST

START_TEST(values_win_over_fallbacks)
{
    struct one_value store = {.IMFAttributes_iface.lpVtbl = &one_value_vtbl, .hr = S_OK, .value = 0x500000007ull,
            .number = 0.25, .string = L"text"};
    IMFAttributes *attributes = &store.IMFAttributes_iface;
    WCHAR *string = NULL;

    ck_assert_uint_eq(MFGetAttributeUINT32(attributes, &MF_MT_FRAME_SIZE, 11), 7);
    ck_assert(MFGetAttributeUINT64(attributes, &MF_MT_FRAME_SIZE, 12) == 0x500000007ull);
    ck_assert(MFGetAttributeDouble(attributes, &MF_MT_FRAME_SIZE, 1.5) == 0.25);
    ck_assert_uint_eq(cxx_get_uint32(attributes, &MF_MT_FRAME_SIZE, 11), 7);
    ck_assert(cxx_get_uint64(attributes, &MF_MT_FRAME_SIZE, 12) == 0x500000007ull);
    ck_assert(cxx_get_double(attributes, &MF_MT_FRAME_SIZE, 1.5) == 0.25);
    ck_assert_ok(MFGetAttributeString(attributes, &MF_MT_FRAME_SIZE, &string));
    ck_assert(!wcscmp(string, L"text"));
    CoTaskMemFree(string);
    string = NULL;
    ck_assert_ok(cxx_get_string(attributes, &MF_MT_FRAME_SIZE, &string));
    ck_assert(!wcscmp(string, L"text"));
    CoTaskMemFree(string);
}
END_TEST

static Suite *headers_suite(void)
{
    Suite *suite = suite_create("headers");
    TCase *tcase;

    tcase = tcase_create("layout");
    tcase_add_test(tcase, layout_equals_that_of_mingw_and_wine);
    tcase_add_test(tcase, most_of_the_layout_is_confirmed_by_others);
    tcase_add_test(tcase, landmarks_have_their_documented_place);
    suite_add_tcase(suite, tcase);

    tcase = tcase_create("compiling");
    tcase_add_test(tcase, every_order_of_headers_gives_the_same_sizes);
    tcase_add_test(tcase, uuidof_in_cxx_is_the_iid);
    tcase_add_test(tcase, async_result_in_cxx_has_the_layout_of_c);
    tcase_add_test(tcase, cxx_call_reaches_the_slot_of_c);
    suite_add_tcase(suite, tcase);

    tcase = tcase_create("helpers");
    tcase_add_test(tcase, fourcc_macro_reads_characters_in_order);
    tcase_add_test(tcase, packing_keeps_both_numbers);
    tcase_add_test(tcase, pairs_go_through_one_64_bit_attribute);
    tcase_add_test(tcase, failure_of_the_store_is_handed_through);
    tcase_add_test(tcase, values_win_over_fallbacks);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return suite_main(headers_suite());
}
