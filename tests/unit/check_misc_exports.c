/* SPDX-License-Identifier: MIT */
/* Random numbers, what the platform tells about itself, content protection, diagnostic entries. */

#include "support/suite.h"
#include <string.h>
#include <mfapi.h>
#include <mferror.h>
#include <mfplat_newer.h>

static BOOL ours; /* the DLL under test is this project's: it has a name that Windows dropped */

static void setup(void)
{
    ours = mfplat_function("LFGetGlobalPool") != NULL;
}

START_TEST(random_numbers_fill_the_buffer)
{
    HRESULT (WINAPI *get_random)(BYTE *, DWORD) = mfplat_function("MFGetRandomNumber");
    BYTE buffer[80], again[64];
    unsigned int i;

    memset(buffer, 0xcc, sizeof(buffer));
    ck_assert_ok(get_random(buffer, 64));
    ck_assert_ok(get_random(again, 64));
    ck_assert_mem_ne(buffer, again, 64); /* equal once in 2^512 runs */
    for (i = 64; i < sizeof(buffer); i++)
        ck_assert_uint_eq(buffer[i], 0xcc);
    if (ours)
    {
        ck_assert_hr(get_random(NULL, 1), E_POINTER);
        ck_assert_ok(get_random(NULL, 0));
    }
}
END_TEST

/* Windows 7 and before. */
START_TEST(created_identifiers_differ)
{
    HRESULT (WINAPI *create_guid)(GUID *) = mfplat_function("MFCreateGuid");
    GUID a, b;

    if (!create_guid)
        return;
    ck_assert_ok(create_guid(&a));
    ck_assert_ok(create_guid(&b));
    ck_assert(!IsEqualGUID(&a, &b));
    ck_assert_uint_eq(a.Data3 >> 12, 4); /* a random one, as RFC 4122 marks it */
    if (ours)
        ck_assert_hr(create_guid(NULL), E_POINTER);
}
END_TEST

/* The return values of Windows are not known. */
START_TEST(the_platform_describes_itself)
{
    DWORD (WINAPI *version)(void) = mfplat_function("MFGetPlatformVersion");
    BOOL (WINAPI *big_endian)(void) = mfplat_function("MFPlatformBigEndian");
    BOOL (WINAPI *little_endian)(void) = mfplat_function("MFPlatformLittleEndian");
    BOOL (WINAPI *feature)(DWORD) = mfplat_function("MFIsFeatureEnabled");
    DWORD n;

    if (!ours)
        return;
    ck_assert_uint_eq(version(), MF_VERSION);
    ck_assert(!big_endian());
    ck_assert(little_endian());
    for (n = 0; n < 40; n++)
        ck_assert(!feature(n));
    ck_assert(!feature(0xffffffff));
}
END_TEST

START_TEST(the_platform_knows_its_startup_flags)
{
    DWORD (WINAPI *flags)(void) = mfplat_function("MFGetPlatformFlags");

    if (!ours)
        return;
    ck_assert_uint_eq(flags(), 0);
    ck_assert_ok(MFStartup(MF_VERSION, MFSTARTUP_NOSOCKET));
    ck_assert_uint_eq(flags(), MFSTARTUP_NOSOCKET);
    ck_assert_ok(MFShutdown());
    ck_assert_uint_eq(flags(), 0);
    ck_assert_ok(MFStartup(MF_VERSION, MFSTARTUP_FULL));
    ck_assert_uint_eq(flags(), MFSTARTUP_FULL);
    ck_assert_ok(MFShutdown());
}
END_TEST

static const GUID unknown_system = {0x5b1f3f3a, 0x3b6f, 0x4d0e, {0xa1, 0x10, 0x5e, 0x37, 0x51, 0x2c, 0x06, 0x00}};

typedef HRESULT (WINAPI *is_supported_function)(REFGUID, BOOL *);
typedef HRESULT (WINAPI *create_device_function)(REFGUID, IMFContentProtectionDevice **);
typedef HRESULT (WINAPI *create_context_function)(REFGUID, IMFDXGIDeviceManager *, IMFContentProtectionDevice *,
        IMFContentDecryptorContext **);
typedef HRESULT (WINAPI *get_clsid_function)(REFGUID, CLSID *);

START_TEST(an_unknown_protection_system_has_no_device)
{
    is_supported_function is_supported = mfplat_function("MFIsContentProtectionDeviceSupported"); /* Windows 10 */
    create_device_function create_device = mfplat_function("MFCreateContentProtectionDevice");
    IMFContentProtectionDevice *device = (void *)0xdeadbeef;
    BOOL supported = TRUE;

    if (!is_supported)
        return;
    if (ours)
    {
        ck_assert_ok(is_supported(&unknown_system, &supported));
        ck_assert(!supported);
        ck_assert_hr(is_supported(&unknown_system, NULL), E_POINTER);
        ck_assert_hr(is_supported(NULL, &supported), E_POINTER);
        ck_assert_hr(create_device(&unknown_system, NULL), E_POINTER);
        ck_assert_hr(create_device(&unknown_system, &device), MF_E_UNSUPPORTED_CONTENT_PROTECTION_SYSTEM);
        ck_assert_ptr_null(device);
        return;
    }
    /* Which code Windows answers is not documented. */
    ck_assert(FAILED(create_device(&unknown_system, &device)));
}
END_TEST

START_TEST(an_unknown_protection_system_has_no_class)
{
    get_clsid_function get_clsid = mfplat_function("MFGetContentProtectionSystemCLSID"); /* Windows 8 */
    CLSID clsid;
    HRESULT hr;

    if (!get_clsid)
        return;
    hr = get_clsid(&unknown_system, &clsid);
    ck_assert_msg(FAILED(hr), "an unknown system gave %s", hresult_name(hr));
    if (ours)
    {
        ck_assert_hr(hr, MF_E_UNSUPPORTED_CONTENT_PROTECTION_SYSTEM);
        ck_assert_hr(get_clsid(&unknown_system, NULL), E_POINTER);
        ck_assert_hr(get_clsid(NULL, &clsid), E_POINTER);
    }
}
END_TEST

START_TEST(there_is_no_decryptor)
{
    create_context_function create[] =
    {
        mfplat_function("MFCreateContentDecryptorContext"), mfplat_function("MFCreateVideoDecryptorContext"),
    };
    IMFContentDecryptorContext *context = (void *)0xdeadbeef;
    IMFContentProtectionDevice *device = (void *)&context; /* not looked at */

    ck_assert_ptr_eq((void *)create[0], (void *)create[1]); /* one entry, observed in Windows 11's export table */
    if (!ours)
        return;
    ck_assert_hr(create[0](&unknown_system, NULL, device, &context), MF_E_UNSUPPORTED_CONTENT_PROTECTION_SYSTEM);
    ck_assert_ptr_null(context);
    ck_assert_hr(create[0](&unknown_system, NULL, device, NULL), E_POINTER);
    ck_assert_hr(create[0](&unknown_system, NULL, NULL, &context), E_POINTER);
    ck_assert_hr(create[0](NULL, NULL, device, &context), E_POINTER);
}
END_TEST

/* The parameters are not known; with the right size of them on 32 bit a call comes back with the stack as it was. */
START_TEST(diagnostic_entries_return_zero)
{
    DWORD_PTR (WINAPI *trace_error)(DWORD_PTR, DWORD_PTR, DWORD_PTR, DWORD_PTR, DWORD_PTR, DWORD_PTR) =
            mfplat_function("MFTraceError");
    DWORD_PTR (WINAPI *enter)(DWORD_PTR, DWORD_PTR, DWORD_PTR, DWORD_PTR) = mfplat_function("MFTraceFuncEnter");
    DWORD_PTR (WINAPI *log_errors)(DWORD_PTR, DWORD_PTR, DWORD_PTR, DWORD_PTR, DWORD_PTR, DWORD_PTR, DWORD_PTR) =
            mfplat_function("MFCallStackTracingLogSessionErrors");
    static const char *const one[] =
    {
        "MFRecordError", "MFCallStackTracingClearSnapshot", "MFCallStackTracingTakeSnapshot",
        "MFCallStackTracingRestoreSnapshot",
    };
    void *(WINAPI *reference)(void) = mfplat_function("MFGetCallStackTracingWeakReference");
    unsigned int i;

    if (!ours)
        return;
    ck_assert_uint_eq(trace_error(1, 2, 3, 4, 5, 6), 0);
    ck_assert_uint_eq(enter(1, 2, 3, 4), 0);
    ck_assert_uint_eq(log_errors(1, 2, 3, 4, 5, 6, 7), 0);
    for (i = 0; i < ARRAYSIZE(one); i++)
        ck_assert_uint_eq(((DWORD_PTR (WINAPI *)(DWORD_PTR))mfplat_function(one[i]))(1), 0);
    ck_assert_ptr_null(reference());
}
END_TEST

static Suite *misc_exports_suite(void)
{
    Suite *suite = suite_create("misc_exports");
    TCase *tcase = tcase_create("contract");

    tcase_add_checked_fixture(tcase, setup, NULL);
    tcase_add_test(tcase, random_numbers_fill_the_buffer);
    tcase_add_test(tcase, created_identifiers_differ);
    tcase_add_test(tcase, the_platform_describes_itself);
    tcase_add_test(tcase, the_platform_knows_its_startup_flags);
    tcase_add_test(tcase, an_unknown_protection_system_has_no_device);
    tcase_add_test(tcase, an_unknown_protection_system_has_no_class);
    tcase_add_test(tcase, there_is_no_decryptor);
    tcase_add_test(tcase, diagnostic_entries_return_zero);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return suite_main(misc_exports_suite());
}
