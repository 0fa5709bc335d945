/* SPDX-License-Identifier: MIT */
/* MFTRegister, MFTUnregister, MFTGetInfo and the registry keys they share with installers. */

#include "support/suite.h"
#include <stdio.h>
#include <wchar.h>
#include <mfapi.h>
#include <mferror.h>
#include <mftransform.h>

#define ROOT L"Software\\Classes\\MediaFoundation\\Transforms\\"

static const GUID test_class = {0x5b1f3f3a, 0x3b6f, 0x4d0e, {0xa1, 0x10, 0x5e, 0x37, 0x51, 0x2c, 0x01, 0x01}};
static const WCHAR test_class_key[] = ROOT L"5b1f3f3a-3b6f-4d0e-a110-5e37512c0101";
static const GUID test_category = {0x5b1f3f3a, 0x3b6f, 0x4d0e, {0xa1, 0x10, 0x5e, 0x37, 0x51, 0x2c, 0x02, 0x01}};
static const WCHAR test_category_key[] = ROOT L"Categories\\5b1f3f3a-3b6f-4d0e-a110-5e37512c0201";
static const WCHAR test_member_key[] = ROOT L"Categories\\5b1f3f3a-3b6f-4d0e-a110-5e37512c0201"
        L"\\5b1f3f3a-3b6f-4d0e-a110-5e37512c0101";
static const WCHAR braced_category_key[] = ROOT L"Categories\\{5B1F3F3A-3B6F-4D0E-A110-5E37512C0201}";
static const WCHAR braced_member_key[] = ROOT L"Categories\\{5B1F3F3A-3B6F-4D0E-A110-5E37512C0201}"
        L"\\{5B1F3F3A-3B6F-4D0E-A110-5E37512C0101}";
static const WCHAR braced_class_key[] = ROOT L"{5B1F3F3A-3B6F-4D0E-A110-5E37512C0101}";
static const GUID subtype_a = {0x41414141, 0, 0x10, {0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71}};
static const GUID subtype_b = {0x42424242, 0, 0x10, {0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71}};

static MFT_REGISTER_TYPE_INFO input_type, output_type;
static WCHAR test_name[] = L"Check transform";
static BOOL may_write; /* the registry of the machine */

static void remove_everything(void)
{
    static const WCHAR *const keys[] =
    {
        test_member_key, test_category_key, test_class_key, braced_member_key, braced_category_key, braced_class_key,
    };
    unsigned int i;

    for (i = 0; i < ARRAYSIZE(keys); i++)
        RegDeleteKeyW(HKEY_LOCAL_MACHINE, keys[i]);
}

static void setup(void)
{
    HKEY key;

    input_type.guidMajorType = output_type.guidMajorType = MFMediaType_Video;
    input_type.guidSubtype = subtype_a;
    output_type.guidSubtype = subtype_b;
    remove_everything();
    may_write = !RegCreateKeyExW(HKEY_LOCAL_MACHINE, test_class_key, 0, NULL, 0, KEY_WRITE, NULL, &key, NULL);
    if (may_write)
        RegCloseKey(key);
    else
        printf("# skip: the registry of this machine must not be written\n");
    remove_everything();
}

static HRESULT register_test_class(UINT32 inputs, MFT_REGISTER_TYPE_INFO *input, UINT32 outputs,
        MFT_REGISTER_TYPE_INFO *output)
{
    return MFTRegister(test_class, test_category, test_name, 0, inputs, input, outputs, output, NULL);
}

/* Fails unless the class is registered with these counts of types. */
static void check_info(UINT32 inputs, UINT32 outputs)
{
    MFT_REGISTER_TYPE_INFO *in, *out;
    IMFAttributes *attributes;
    UINT32 in_count, out_count;
    WCHAR *name;

    ck_assert_ok(MFTGetInfo(test_class, &name, &in, &in_count, &out, &out_count, &attributes));
    ck_assert_msg(!wcscmp(name, test_name), "the name is \"%ls\"", name);
    ck_assert_uint_eq(in_count, inputs);
    ck_assert_uint_eq(out_count, outputs);
    ck_assert_int_eq(in != NULL, inputs != 0);
    ck_assert_int_eq(out != NULL, outputs != 0);
    if (inputs)
        ck_assert_mem_eq(in, &input_type, sizeof(input_type));
    if (outputs)
        ck_assert_mem_eq(out, &output_type, sizeof(output_type));
    ck_assert_ptr_nonnull(attributes);
    CoTaskMemFree(name);
    CoTaskMemFree(in);
    CoTaskMemFree(out);
    IMFAttributes_Release(attributes);
}

START_TEST(info_of_an_unknown_class_is_file_not_found)
{
    IMFAttributes *attributes = (void *)1;
    MFT_REGISTER_TYPE_INFO *in, *out;
    UINT32 in_count, out_count;
    WCHAR *name;

    ck_assert_hr(MFTGetInfo(test_class, &name, &in, &in_count, &out, &out_count, &attributes),
            HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND));
    ck_assert_hr(MFTGetInfo(test_class, NULL, NULL, NULL, NULL, NULL, NULL), HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND));
}
END_TEST

START_TEST(local_registrations_have_no_info)
{
    WCHAR *name;

    ck_assert_ok(MFTRegisterLocalByCLSID(&test_class, &test_category, L"", MFT_ENUM_FLAG_SYNCMFT, 0, NULL, 0, NULL));
    ck_assert_hr(MFTGetInfo(test_class, &name, NULL, NULL, NULL, NULL, NULL), HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND));
    ck_assert_ok(MFTUnregisterLocalByCLSID(test_class));
}
END_TEST

static const struct
{
    const char *label;
    UINT32 inputs;
    BOOL input;
    UINT32 outputs;
    BOOL output;
    UINT32 stored_inputs, stored_outputs;
}
combinations[] =
{
    {"both lists", 1, TRUE, 1, TRUE, 1, 1},
    {"no lists", 0, FALSE, 0, FALSE, 0, 0},
    {"an input count without a list", 1, FALSE, 0, FALSE, 0, 0},
    {"an output count without a list", 0, FALSE, 1, FALSE, 0, 0},
    {"lists without counts", 0, TRUE, 0, TRUE, 0, 0},
    {"inputs only", 1, TRUE, 0, FALSE, 1, 0},
    {"outputs only", 0, FALSE, 1, TRUE, 0, 1},
};

START_TEST(any_combination_of_counts_and_lists_registers)
{
    if (!may_write)
        return;
    ck_assert_hr_msg(register_test_class(combinations[_i].inputs, combinations[_i].input ? &input_type : NULL,
            combinations[_i].outputs, combinations[_i].output ? &output_type : NULL), S_OK, "%s",
            combinations[_i].label);
    check_info(combinations[_i].stored_inputs, combinations[_i].stored_outputs);
}
END_TEST

START_TEST(registering_again_keeps_the_types)
{
    if (!may_write)
        return;
    ck_assert_ok(register_test_class(1, &input_type, 1, &output_type));
    ck_assert_ok(register_test_class(0, NULL, 0, NULL));
    ck_assert_ok(register_test_class(1, NULL, 0, NULL));
    ck_assert_ok(register_test_class(0, NULL, 1, NULL));
    check_info(1, 1);
}
END_TEST

START_TEST(counts_without_lists_are_zeroed)
{
    UINT32 in_count = 7, out_count = 7;

    if (!may_write)
        return;
    ck_assert_ok(register_test_class(1, &input_type, 1, &output_type));
    ck_assert_ok(MFTGetInfo(test_class, NULL, NULL, &in_count, NULL, &out_count, NULL));
    ck_assert_uint_eq(in_count, 0);
    ck_assert_uint_eq(out_count, 0);
    ck_assert_ok(MFTGetInfo(test_class, NULL, NULL, NULL, NULL, NULL, NULL));
}
END_TEST

START_TEST(registered_attributes_come_back)
{
    IMFAttributes *attributes, *stored;
    UINT32 count = 7, value;

    if (!may_write)
        return;
    ck_assert_ok(register_test_class(0, NULL, 0, NULL));
    ck_assert_ok(MFTGetInfo(test_class, NULL, NULL, NULL, NULL, NULL, &stored));
    ck_assert_ok(IMFAttributes_GetCount(stored, &count));
    ck_assert_uint_eq(count, 0);
    IMFAttributes_Release(stored);

    ck_assert_ok(MFCreateAttributes(&attributes, 1));
    ck_assert_ok(IMFAttributes_SetUINT32(attributes, &MFT_CODEC_MERIT_Attribute, 12345));
    ck_assert_ok(MFTRegister(test_class, test_category, test_name, 0, 0, NULL, 0, NULL, attributes));
    IMFAttributes_Release(attributes);
    /* A registration without attributes leaves them. */
    ck_assert_ok(register_test_class(0, NULL, 0, NULL));

    ck_assert_ok(MFTGetInfo(test_class, NULL, NULL, NULL, NULL, NULL, &stored));
    ck_assert_ok(IMFAttributes_GetCount(stored, &count));
    ck_assert_uint_eq(count, 1);
    ck_assert_ok(IMFAttributes_GetUINT32(stored, &MFT_CODEC_MERIT_Attribute, &value));
    ck_assert_uint_eq(value, 12345);
    ck_assert_refcount(stored, 1);
    IMFAttributes_Release(stored);
}
END_TEST

START_TEST(unregistering_removes_from_everywhere)
{
    HRESULT hr;
    HKEY key;

    if (!may_write)
        return;
    ck_assert_ok(register_test_class(1, &input_type, 1, &output_type));
    hr = MFTUnregister(test_class);
    /* Windows 7 x64 answers so even though it does the work. */
    if (windows_at_least(6, 2))
        ck_assert_hr(hr, S_OK);
    else
        ck_assert_msg(hr == S_OK || hr == HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND), "%s", hresult_name(hr));
    ck_assert_hr(MFTGetInfo(test_class, NULL, NULL, NULL, NULL, NULL, NULL), HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND));
    ck_assert_int_eq(RegOpenKeyExW(HKEY_LOCAL_MACHINE, test_member_key, 0, KEY_READ, &key), ERROR_FILE_NOT_FOUND);
}
END_TEST

START_TEST(unregistering_twice_succeeds)
{
    HRESULT hr;

    if (!may_write)
        return;
    ck_assert_ok(register_test_class(0, NULL, 0, NULL));
    MFTUnregister(test_class);
    hr = MFTUnregister(test_class);
    if (windows_at_least(6, 2))
        ck_assert_hr(hr, S_OK);
    else
        ck_assert_msg(hr == S_OK || hr == HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND), "%s", hresult_name(hr));
}
END_TEST

/* Ours alone: Windows crashes. */
START_TEST(registering_without_a_name_is_refused)
{
    if (!mfplat_function("LFGetGlobalPool"))
        return;
    ck_assert_hr(MFTRegister(test_class, test_category, NULL, 0, 0, NULL, 0, NULL, NULL), E_INVALIDARG);
}
END_TEST

static void check_value(HKEY key, const WCHAR *name, DWORD wanted_type, const void *wanted, DWORD wanted_size)
{
    BYTE data[256];
    DWORD type, size = sizeof(data);

    ck_assert_msg(!RegQueryValueExW(key, name, NULL, &type, data, &size), "value %ls is missing", name);
    ck_assert_uint_eq(type, wanted_type);
    ck_assert_uint_eq(size, wanted_size);
    ck_assert_mem_eq(data, wanted, size);
}

START_TEST(the_keys_are_those_that_others_read)
{
    static const BYTE type_bytes[32] =
    {
        0x76, 0x69, 0x64, 0x73, 0x00, 0x00, 0x10, 0x00, 0x80, 0x00, 0x00, 0xaa, 0x00, 0x38, 0x9b, 0x71,
        0x41, 0x41, 0x41, 0x41, 0x00, 0x00, 0x10, 0x00, 0x80, 0x00, 0x00, 0xaa, 0x00, 0x38, 0x9b, 0x71,
    };
    DWORD flags = MFT_ENUM_FLAG_ASYNCMFT;
    HKEY key;

    if (!may_write)
        return;
    ck_assert_ok(MFTRegister(test_class, test_category, test_name, flags, 1, &input_type, 1, &output_type, NULL));
    ck_assert_int_eq(RegOpenKeyExW(HKEY_LOCAL_MACHINE, test_class_key, 0, KEY_READ, &key), ERROR_SUCCESS);
    check_value(key, NULL, REG_SZ, test_name, sizeof(test_name));
    check_value(key, L"MFTFlags", REG_DWORD, &flags, sizeof(flags));
    check_value(key, L"InputTypes", REG_BINARY, type_bytes, sizeof(type_bytes));
    check_value(key, L"OutputTypes", REG_BINARY, &output_type, sizeof(output_type));
    ck_assert_int_eq(RegQueryValueExW(key, L"Attributes", NULL, NULL, NULL, NULL), ERROR_FILE_NOT_FOUND);
    RegCloseKey(key);
    ck_assert_int_eq(RegOpenKeyExW(HKEY_LOCAL_MACHINE, test_member_key, 0, KEY_READ, &key), ERROR_SUCCESS);
    RegCloseKey(key);
}
END_TEST

static void write_key(const WCHAR *path, HKEY *key)
{
    ck_assert_int_eq(RegCreateKeyExW(HKEY_LOCAL_MACHINE, path, 0, NULL, 0, KEY_WRITE, NULL, key, NULL), ERROR_SUCCESS);
}

/* How many transforms MFTEnum lists in the category. */
static UINT32 listed(MFT_REGISTER_TYPE_INFO *input)
{
    UINT32 count = 7;
    CLSID *clsids;

    ck_assert_ok(MFTEnum(test_category, 0, input, NULL, NULL, &clsids, &count));
    ck_assert_int_eq(clsids != NULL, count != 0);
    if (count)
        ck_assert_mem_eq(clsids, &test_class, sizeof(test_class));
    CoTaskMemFree(clsids);
    return count;
}

/* What others write is seen without any call that says so. */
START_TEST(keys_that_others_write_are_found)
{
    HKEY key;

    if (!may_write)
        return;
    ck_assert_uint_eq(listed(NULL), 0);
    write_key(test_class_key, &key);
    RegSetValueExW(key, NULL, 0, REG_SZ, (BYTE *)test_name, sizeof(test_name));
    ck_assert_uint_eq(listed(NULL), 0);
    RegSetValueExW(key, L"InputTypes", 0, REG_BINARY, (BYTE *)&input_type, sizeof(input_type));
    check_info(1, 0);
    RegCloseKey(key);
    write_key(test_member_key, &key);
    RegCloseKey(key);
    ck_assert_uint_eq(listed(NULL), 1);
    ck_assert_uint_eq(listed(&input_type), 1);
    ck_assert_uint_eq(listed(&output_type), 0);

    write_key(test_class_key, &key);
    RegSetValueExW(key, L"InputTypes", 0, REG_BINARY, (BYTE *)&output_type, sizeof(output_type));
    RegCloseKey(key);
    ck_assert_uint_eq(listed(&input_type), 0);
    ck_assert_uint_eq(listed(&output_type), 1);

    RegDeleteKeyW(HKEY_LOCAL_MACHINE, test_member_key);
    ck_assert_uint_eq(listed(NULL), 0);
}
END_TEST

static DWORD WINAPI enumerate_once(void *unused)
{
    UINT32 count;
    CLSID *clsids;

    (void)unused;
    MFTEnum(test_category, 0, NULL, NULL, NULL, &clsids, &count);
    CoTaskMemFree(clsids);
    return 0;
}

/* The first enumeration is another thread's, and that thread is gone when the registry changes. */
START_TEST(changes_are_seen_after_the_thread_that_enumerated_has_ended)
{
    HANDLE thread;
    HKEY key;

    if (!may_write)
        return;
    ck_assert_ok(register_test_class(1, &input_type, 0, NULL));
    thread = CreateThread(NULL, 0, enumerate_once, NULL, 0, NULL);
    ck_assert_int_eq(WaitForSingleObject(thread, 20000), WAIT_OBJECT_0);
    CloseHandle(thread);
    ck_assert_uint_eq(listed(&input_type), 1);
    write_key(test_class_key, &key);
    RegDeleteValueW(key, L"InputTypes");
    RegCloseKey(key);
    ck_assert_uint_eq(listed(&input_type), 0);
    ck_assert_uint_eq(listed(NULL), 1);
}
END_TEST

/* Ours alone: Windows is not known to read this spelling. */
START_TEST(keys_with_braces_are_read_and_removed)
{
    HKEY key;

    if (!may_write || !mfplat_function("LFGetGlobalPool"))
        return;
    write_key(braced_class_key, &key);
    RegSetValueExW(key, NULL, 0, REG_SZ, (BYTE *)test_name, sizeof(test_name));
    RegCloseKey(key);
    write_key(braced_member_key, &key);
    RegCloseKey(key);
    ck_assert_uint_eq(listed(NULL), 1);
    check_info(0, 0);
    ck_assert_ok(MFTUnregister(test_class));
    ck_assert_uint_eq(listed(NULL), 0);
}
END_TEST

static const struct
{
    const char *label;
    const WCHAR *value;
    DWORD type, size;
}
malformed[] =
{
    {"half an input type", L"InputTypes", REG_BINARY, 16},
    {"an input type and a byte", L"InputTypes", REG_BINARY, 33},
    {"an input type less a byte", L"InputTypes", REG_BINARY, 31},
    {"a byte of output type", L"OutputTypes", REG_BINARY, 1},
    {"no bytes of output types", L"OutputTypes", REG_BINARY, 0},
    {"types in a string", L"InputTypes", REG_SZ, 32},
    {"a byte of attributes", L"Attributes", REG_BINARY, 1},
    {"zeroed attributes", L"Attributes", REG_BINARY, 64},
    {"attributes in a string", L"Attributes", REG_SZ, 32},
    {"flags of two bytes", L"MFTFlags", REG_BINARY, 2},
    {"flags in a string", L"MFTFlags", REG_SZ, 8},
};

/* Ours alone: what Windows makes of them is not known. */
START_TEST(malformed_values_count_as_missing)
{
    static BYTE zeros[64];
    HKEY key;

    if (!may_write || !mfplat_function("LFGetGlobalPool"))
        return;
    ck_assert_ok(register_test_class(0, NULL, 0, NULL));
    write_key(test_class_key, &key);
    ck_assert_int_eq(RegSetValueExW(key, malformed[_i].value, 0, malformed[_i].type, zeros, malformed[_i].size), 0);
    RegCloseKey(key);
    check_info(0, 0);
    ck_assert_msg(listed(NULL) == 1, "%s", malformed[_i].label);
    ck_assert_msg(listed(&input_type) == 0, "%s", malformed[_i].label);
}
END_TEST

START_TEST(a_name_without_terminator_ends_with_its_value)
{
    static const BYTE half[] = {'a', 0, 'b', 0, 'c'};
    WCHAR *name;
    HKEY key;

    if (!may_write || !mfplat_function("LFGetGlobalPool"))
        return;
    write_key(test_class_key, &key);
    ck_assert_int_eq(RegSetValueExW(key, NULL, 0, REG_SZ, half, sizeof(half)), 0);
    ck_assert_ok(MFTGetInfo(test_class, &name, NULL, NULL, NULL, NULL, NULL));
    ck_assert_msg(!wcsncmp(name, L"ab", 2), "the name is \"%ls\"", name);
    CoTaskMemFree(name);
    /* No name at all. */
    RegDeleteValueW(key, L"");
    RegCloseKey(key);
    ck_assert_ok(MFTGetInfo(test_class, &name, NULL, NULL, NULL, NULL, NULL));
    ck_assert_msg(!*name, "the name is \"%ls\"", name);
    CoTaskMemFree(name);
}
END_TEST

START_TEST(a_category_member_without_class_is_not_listed)
{
    HKEY key;

    if (!may_write)
        return;
    write_key(test_member_key, &key);
    RegCloseKey(key);
    ck_assert_uint_eq(listed(NULL), 0);
}
END_TEST

START_TEST(one_class_may_be_in_many_categories)
{
    static const GUID other = {0x5b1f3f3a, 0x3b6f, 0x4d0e, {0xa1, 0x10, 0x5e, 0x37, 0x51, 0x2c, 0x02, 0x02}};
    UINT32 count;
    CLSID *clsids;

    if (!may_write)
        return;
    ck_assert_ok(register_test_class(1, &input_type, 0, NULL));
    ck_assert_ok(MFTRegister(test_class, other, test_name, 0, 0, NULL, 0, NULL, NULL));
    ck_assert_uint_eq(listed(&input_type), 1);
    ck_assert_ok(MFTEnum(other, 0, &input_type, NULL, NULL, &clsids, &count));
    ck_assert_uint_eq(count, 1);
    CoTaskMemFree(clsids);
    MFTUnregister(test_class);
    ck_assert_uint_eq(listed(NULL), 0);
    ck_assert_ok(MFTEnum(other, 0, NULL, NULL, NULL, &clsids, &count));
    ck_assert_uint_eq(count, 0);
    RegDeleteKeyW(HKEY_LOCAL_MACHINE, ROOT L"Categories\\5b1f3f3a-3b6f-4d0e-a110-5e37512c0202");
}
END_TEST

static Suite *transform_registry_suite(void)
{
    Suite *suite = suite_create("transform_registry");
    TCase *tcase = tcase_create("contract");

    tcase_add_checked_fixture(tcase, setup, remove_everything);
    tcase_add_test(tcase, info_of_an_unknown_class_is_file_not_found);
    tcase_add_test(tcase, local_registrations_have_no_info);
    tcase_add_loop_test(tcase, any_combination_of_counts_and_lists_registers, 0, ARRAYSIZE(combinations));
    tcase_add_test(tcase, registering_again_keeps_the_types);
    tcase_add_test(tcase, counts_without_lists_are_zeroed);
    tcase_add_test(tcase, registered_attributes_come_back);
    tcase_add_test(tcase, unregistering_removes_from_everywhere);
    tcase_add_test(tcase, unregistering_twice_succeeds);
    tcase_add_test(tcase, one_class_may_be_in_many_categories);
    suite_add_tcase(suite, tcase);

    tcase = tcase_create("registry");
    tcase_add_checked_fixture(tcase, setup, remove_everything);
    tcase_add_test(tcase, the_keys_are_those_that_others_read);
    tcase_add_test(tcase, keys_that_others_write_are_found);
    tcase_add_test(tcase, changes_are_seen_after_the_thread_that_enumerated_has_ended);
    tcase_add_test(tcase, keys_with_braces_are_read_and_removed);
    tcase_add_test(tcase, a_category_member_without_class_is_not_listed);
    suite_add_tcase(suite, tcase);

    tcase = tcase_create("errors");
    tcase_add_checked_fixture(tcase, setup, remove_everything);
    tcase_add_test(tcase, registering_without_a_name_is_refused);
    tcase_add_loop_test(tcase, malformed_values_count_as_missing, 0, ARRAYSIZE(malformed));
    tcase_add_test(tcase, a_name_without_terminator_ends_with_its_value);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return suite_main(transform_registry_suite());
}
