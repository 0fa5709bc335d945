/* SPDX-License-Identifier: MIT */
/* MFTEnum, MFTEnumEx, MFTEnum2 and registration in this process. */

#include "support/suite.h"
#include <stdio.h>
#include <mfapi.h>
#include <mferror.h>
#include <mftransform.h>

#define ERROR_NOT_FOUND_HR HRESULT_FROM_WIN32(ERROR_NOT_FOUND)

static const GUID test_category = {0x5b1f3f3a, 0x3b6f, 0x4d0e, {0xa1, 0x10, 0x5e, 0x37, 0x51, 0x2c, 0x03, 0x00}};
static const GUID subtype_a = {0x41414141, 0, 0x10, {0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71}};
static const GUID subtype_b = {0x42424242, 0, 0x10, {0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71}};

static MFT_REGISTER_TYPE_INFO input_type, output_type;
static BOOL ours; /* the DLL under test is this project's: it has a name that Windows dropped */

/* The n-th class of these tests. */
static GUID test_class(unsigned int n)
{
    GUID guid = {0x5b1f3f3a, 0x3b6f, 0x4d0e, {0xa1, 0x10, 0x5e, 0x37, 0x51, 0x2c, 0x04, 0x00}};

    guid.Data4[7] = (unsigned char)n;
    return guid;
}

static void teardown(void)
{
    unsigned int i;

    MFTUnregisterLocal(NULL);
    for (i = 0; i < 16; i++)
        MFTUnregister(test_class(i));
    RegDeleteKeyW(HKEY_LOCAL_MACHINE,
            L"Software\\Classes\\MediaFoundation\\Transforms\\Categories\\5b1f3f3a-3b6f-4d0e-a110-5e37512c0300");
}

static void setup(void)
{
    input_type.guidMajorType = output_type.guidMajorType = MFMediaType_Video;
    input_type.guidSubtype = subtype_a;
    output_type.guidSubtype = subtype_b;
    ours = mfplat_function("LFGetGlobalPool") != NULL;
    teardown();
}

/* FALSE where the registry of the machine must not be written. */
static BOOL register_class(unsigned int n, UINT32 flags, UINT32 merit)
{
    static WCHAR name[] = L"Check transform";
    IMFAttributes *attributes = NULL;
    HRESULT hr;

    if (merit)
    {
        ck_assert_ok(MFCreateAttributes(&attributes, 1));
        ck_assert_ok(IMFAttributes_SetUINT32(attributes, &MFT_CODEC_MERIT_Attribute, merit));
    }
    hr = MFTRegister(test_class(n), test_category, name, flags, 1, &input_type, 1, &output_type, attributes);
    if (attributes)
        IMFAttributes_Release(attributes);
    if (hr == E_ACCESSDENIED)
    {
        printf("# skip: the registry of this machine must not be written\n");
        return FALSE;
    }
    ck_assert_ok(hr);
    return TRUE;
}

/* A class factory that may be called for its reference count only. */
struct factory
{
    IClassFactory IClassFactory_iface;
    LONG refcount, creations;
};

static struct factory *impl_from_IClassFactory(IClassFactory *iface)
{
    return CONTAINING_RECORD(iface, struct factory, IClassFactory_iface);
}

static HRESULT WINAPI factory_QueryInterface(IClassFactory *iface, REFIID iid, void **out)
{
    if (!IsEqualGUID(iid, &IID_IUnknown) && !IsEqualGUID(iid, &IID_IClassFactory))
    {
        *out = NULL;
        return E_NOINTERFACE;
    }
    IClassFactory_AddRef(iface);
    *out = iface;
    return S_OK;
}

static ULONG WINAPI factory_AddRef(IClassFactory *iface)
{
    return InterlockedIncrement(&impl_from_IClassFactory(iface)->refcount);
}

static ULONG WINAPI factory_Release(IClassFactory *iface)
{
    return InterlockedDecrement(&impl_from_IClassFactory(iface)->refcount);
}

static HRESULT WINAPI factory_CreateInstance(IClassFactory *iface, IUnknown *outer, REFIID iid, void **out)
{
    (void)outer;
    (void)iid;
    *out = NULL;
    impl_from_IClassFactory(iface)->creations++;
    return E_NOTIMPL;
}

static HRESULT WINAPI factory_LockServer(IClassFactory *iface, BOOL lock)
{
    (void)iface;
    (void)lock;
    return S_OK;
}

static const IClassFactoryVtbl factory_vtbl =
{
    factory_QueryInterface,
    factory_AddRef,
    factory_Release,
    factory_CreateInstance,
    factory_LockServer,
};

static void factory_init(struct factory *factory)
{
    factory->IClassFactory_iface.lpVtbl = (IClassFactoryVtbl *)&factory_vtbl;
    factory->refcount = 1;
    factory->creations = 0;
}

/* How many transforms MFTEnumEx lists in a category; the objects are released. */
static UINT32 count_in(const GUID *category, UINT32 flags, const MFT_REGISTER_TYPE_INFO *input,
        const MFT_REGISTER_TYPE_INFO *output)
{
    IMFActivate **activates = (void *)0xdeadbeef;
    UINT32 count = 0xdeadbeef, i;

    ck_assert_ok(MFTEnumEx(*category, flags, input, output, &activates, &count));
    ck_assert_int_eq(activates != NULL, count != 0);
    for (i = 0; i < count; i++)
        ck_assert_uint_eq(IMFActivate_Release(activates[i]), 0);
    CoTaskMemFree(activates);
    return count;
}

static UINT32 count_local(void)
{
    return count_in(&test_category, MFT_ENUM_FLAG_LOCALMFT, NULL, NULL);
}

static const struct
{
    const char *label;
    BOOL input, output, swapped;
    UINT32 listed;
}
filters[] =
{
    {"no filter", FALSE, FALSE, FALSE, 1},
    {"input", TRUE, FALSE, FALSE, 1},
    {"output", FALSE, TRUE, FALSE, 1},
    {"input and output", TRUE, TRUE, FALSE, 1},
    {"swapped", TRUE, TRUE, TRUE, 0},
    {"output as input", TRUE, FALSE, TRUE, 0},
    {"input as output", FALSE, TRUE, TRUE, 0},
};

START_TEST(both_type_filters_apply)
{
    MFT_REGISTER_TYPE_INFO *input = filters[_i].swapped ? &output_type : &input_type;
    MFT_REGISTER_TYPE_INFO *output = filters[_i].swapped ? &input_type : &output_type;
    CLSID *clsids = (void *)0xdeadbeef, wanted = test_class(0);
    UINT32 count = 7;

    if (!register_class(0, 0, 0))
        return;
    input = filters[_i].input ? input : NULL;
    output = filters[_i].output ? output : NULL;
    ck_assert_ok(MFTEnum(test_category, 0, input, output, NULL, &clsids, &count));
    ck_assert_msg(count == filters[_i].listed, "%s: %u listed", filters[_i].label, count);
    ck_assert_msg((clsids != NULL) == (count != 0), "%s: the array is %p", filters[_i].label, clsids);
    if (count)
        ck_assert_mem_eq(clsids, &wanted, sizeof(wanted));
    CoTaskMemFree(clsids);
    ck_assert_uint_eq(count_in(&test_category, MFT_ENUM_FLAG_SYNCMFT, input, output), filters[_i].listed);
}
END_TEST

START_TEST(major_and_sub_type_must_both_match)
{
    MFT_REGISTER_TYPE_INFO type = {MFMediaType_Audio, subtype_a};

    if (!register_class(0, 0, 0))
        return;
    ck_assert_uint_eq(count_in(&test_category, 0, &input_type, NULL), 1);
    ck_assert_uint_eq(count_in(&test_category, 0, &type, NULL), 0);
}
END_TEST

#define SYNC MFT_ENUM_FLAG_SYNCMFT
#define ASYNC MFT_ENUM_FLAG_ASYNCMFT
#define HARDWARE MFT_ENUM_FLAG_HARDWARE
#define FIELD MFT_ENUM_FLAG_FIELDOFUSE
#define TRANSCODE MFT_ENUM_FLAG_TRANSCODE_ONLY
#define LOCAL MFT_ENUM_FLAG_LOCALMFT
#define SORT MFT_ENUM_FLAG_SORTANDFILTER

static const struct
{
    const char *label;
    UINT32 registered, requested, listed, enumerated; /* by MFTEnumEx, by MFTEnum */
}
selections[] =
{
    {"synchronous by default", SYNC, 0, 1, 1},
    {"no flags are synchronous", 0, 0, 1, 1},
    {"no flags are synchronous, asked for", 0, SYNC, 1, 1},
    {"synchronous, asked for", SYNC, SYNC, 1, 1},
    {"synchronous, asynchronous asked for", SYNC, ASYNC, 0, 1},
    {"no model asked for is synchronous", SYNC, SORT, 1, 1},
    {"local asked for is synchronous as well", SYNC, LOCAL, 1, 1},
    {"asynchronous by default", ASYNC, 0, 0, 0},
    {"asynchronous, asked for", ASYNC, ASYNC, 1, 0},
    {"asynchronous, synchronous asked for", ASYNC, SYNC, 0, 0},
    {"hardware by default", HARDWARE, 0, 0, 0},
    {"hardware, asked for", HARDWARE, HARDWARE, 1, 0},
    {"hardware, asynchronous asked for", HARDWARE, ASYNC, 0, 0},
    {"field of use by default", SYNC | FIELD, 0, 0, 0},
    {"field of use, asked for with its model", SYNC | FIELD, SYNC | FIELD, 1, 0},
    {"field of use, asked for", SYNC | FIELD, FIELD, 1, 0},
    {"field of use of another model", ASYNC | FIELD, FIELD, 0, 0},
    {"transcode only by default", SYNC | TRANSCODE, 0, 0, 0},
    {"transcode only, asked for", SYNC | TRANSCODE, SYNC | TRANSCODE, 1, 0},
    {"both restrictions, one asked for", SYNC | TRANSCODE | FIELD, SYNC | FIELD, 0, 0},
    {"everything", SYNC | TRANSCODE | FIELD, MFT_ENUM_FLAG_ALL, 1, 0},
};

START_TEST(flags_select_by_model_and_restriction)
{
    UINT32 count;
    CLSID *clsids;

    if (!register_class(0, selections[_i].registered, 0))
        return;
    count = count_in(&test_category, selections[_i].requested, NULL, NULL);
    ck_assert_msg(count == selections[_i].listed, "%s: MFTEnumEx lists %u", selections[_i].label, count);
    ck_assert_ok(MFTEnum(test_category, 0, NULL, NULL, NULL, &clsids, &count));
    ck_assert_msg(count == selections[_i].enumerated, "%s: MFTEnum lists %u", selections[_i].label, count);
    CoTaskMemFree(clsids);
}
END_TEST

START_TEST(nothing_stores_a_null_array)
{
    IMFActivate **activates = (void *)0xdeadbeef;
    UINT32 count = 7;

    ck_assert_ok(MFTEnumEx(test_category, 0, NULL, NULL, &activates, &count));
    ck_assert_uint_eq(count, 0);
    ck_assert_ptr_null(activates);
}
END_TEST

/* The class of each activation object, in order. */
static void check_order(UINT32 flags, const unsigned int *classes, UINT32 wanted)
{
    IMFActivate **activates;
    UINT32 count, i;
    CLSID clsid, want;

    ck_assert_ok(MFTEnumEx(test_category, flags, NULL, NULL, &activates, &count));
    ck_assert_uint_eq(count, wanted);
    for (i = 0; i < count; i++)
    {
        want = test_class(classes[i]);
        ck_assert_ok(IMFActivate_GetGUID(activates[i], &MFT_TRANSFORM_CLSID_Attribute, &clsid));
        ck_assert_msg(IsEqualGUID(&clsid, &want), "at %u stands class %u, expected %u", i, clsid.Data4[7], classes[i]);
        IMFActivate_Release(activates[i]);
    }
    CoTaskMemFree(activates);
}

START_TEST(sorted_by_local_merit_and_registry)
{
    static const unsigned int with_local[] = {7, 4, 2, 1, 3, 5}, without_local[] = {4, 2, 1, 3, 5};
    GUID local = test_class(7);

    if (!register_class(1, 0, 0) || !register_class(2, 0, 100) || !register_class(3, 0, 0)
            || !register_class(4, 0, 200) || !register_class(5, 0, 0))
        return;
    ck_assert_ok(MFTRegisterLocalByCLSID(&local, &test_category, L"", SYNC, 0, NULL, 0, NULL));
    check_order(SYNC | SORT, without_local, ARRAYSIZE(without_local));
    check_order(SYNC | LOCAL | SORT, with_local, ARRAYSIZE(with_local));
    check_order(0, with_local, ARRAYSIZE(with_local));
}
END_TEST

START_TEST(the_plug_in_control_blocks_and_prefers)
{
    static const unsigned int unsorted[] = {1, 2, 3}, blocked[] = {2, 3}, preferred[] = {3, 2};
    static const WCHAR selector[] = L"{41414141-0000-0010-8000-00aa00389b71}";
    GUID first = test_class(1), last = test_class(3), clsid;
    IMFPluginControl *control;
    IMFActivate **activates;
    CLSID *clsids;
    UINT32 count;

    if (FAILED(MFGetPluginControl(&control)))
    {
        printf("# skip: there is no plug-in control\n");
        return;
    }
    if (!register_class(1, SYNC, 0) || !register_class(2, SYNC, 0) || !register_class(3, SYNC, 0))
        return;
    ck_assert_ok(IMFPluginControl_SetDisabled(control, MF_Plugin_Type_MFT, &first, TRUE));
    check_order(SYNC | SORT, blocked, ARRAYSIZE(blocked));
    check_order(SYNC, unsorted, ARRAYSIZE(unsorted));
    ck_assert_ok(MFTEnum(test_category, 0, NULL, NULL, NULL, &clsids, &count));
    ck_assert_uint_eq(count, 2);
    CoTaskMemFree(clsids);

    ck_assert_ok(IMFPluginControl_SetPreferredClsid(control, MF_Plugin_Type_MFT, selector, &last));
    check_order(SYNC | SORT, blocked, ARRAYSIZE(blocked)); /* no type is asked for */
    ck_assert_ok(MFTEnumEx(test_category, SYNC | SORT, &input_type, NULL, &activates, &count));
    ck_assert_uint_eq(count, ARRAYSIZE(preferred));
    while (count--)
    {
        GUID want = test_class(preferred[count]);

        ck_assert_ok(IMFActivate_GetGUID(activates[count], &MFT_TRANSFORM_CLSID_Attribute, &clsid));
        ck_assert_mem_eq(&clsid, &want, sizeof(clsid));
        IMFActivate_Release(activates[count]);
    }
    CoTaskMemFree(activates);
    ck_assert_ok(IMFPluginControl_SetPreferredClsid(control, MF_Plugin_Type_MFT, selector, NULL));
    ck_assert_ok(IMFPluginControl_SetDisabled(control, MF_Plugin_Type_MFT, &first, FALSE));
    check_order(SYNC | SORT, unsorted, ARRAYSIZE(unsorted));
    IMFPluginControl_Release(control);
}
END_TEST

START_TEST(activation_objects_carry_the_registration)
{
    MFT_REGISTER_TYPE_INFO type;
    IMFActivate **activates;
    WCHAR name[32];
    UINT32 count, value, size;
    GUID guid, clsid = test_class(0);

    if (!register_class(0, SYNC, 0))
        return;
    ck_assert_ok(MFTEnumEx(test_category, SYNC, NULL, NULL, &activates, &count));
    ck_assert_uint_eq(count, 1);
    ck_assert_refcount(activates[0], 1);
    ck_assert_interface(activates[0], &IID_IMFActivate, TRUE);
    ck_assert_interface(activates[0], &IID_IMFAttributes, TRUE);
    ck_assert_interface(activates[0], &IID_IMFTransform, FALSE);
    ck_assert_ok(IMFActivate_GetGUID(activates[0], &MFT_TRANSFORM_CLSID_Attribute, &guid));
    ck_assert_mem_eq(&guid, &clsid, sizeof(guid));
    ck_assert_ok(IMFActivate_GetGUID(activates[0], &MF_TRANSFORM_CATEGORY_Attribute, &guid));
    ck_assert_mem_eq(&guid, &test_category, sizeof(guid));
    ck_assert_ok(IMFActivate_GetUINT32(activates[0], &MF_TRANSFORM_FLAGS_Attribute, &value));
    ck_assert_uint_eq(value, SYNC);
    ck_assert_ok(IMFActivate_GetBlob(activates[0], &MFT_INPUT_TYPES_Attributes, (UINT8 *)&type, sizeof(type), &size));
    ck_assert_uint_eq(size, sizeof(type));
    ck_assert_mem_eq(&type, &input_type, sizeof(type));
    ck_assert_ok(IMFActivate_GetBlob(activates[0], &MFT_OUTPUT_TYPES_Attributes, (UINT8 *)&type, sizeof(type), &size));
    ck_assert_mem_eq(&type, &output_type, sizeof(type));
    ck_assert_ok(IMFActivate_GetString(activates[0], &MFT_FRIENDLY_NAME_Attribute, name, ARRAYSIZE(name), NULL));
    ck_assert_msg(!lstrcmpW(name, L"Check transform"), "the name is \"%ls\"", name);
    ck_assert_hr(IMFActivate_GetUINT32(activates[0], &MFT_PROCESS_LOCAL_Attribute, &value), MF_E_ATTRIBUTENOTFOUND);
    IMFActivate_Release(activates[0]);
    CoTaskMemFree(activates);
}
END_TEST

START_TEST(registered_attributes_are_on_the_activation_object)
{
    IMFActivate **activates;
    UINT32 count, value;

    if (!register_class(0, SYNC, 4711))
        return;
    ck_assert_ok(MFTEnumEx(test_category, SYNC, NULL, NULL, &activates, &count));
    ck_assert_uint_eq(count, 1);
    ck_assert_ok(IMFActivate_GetUINT32(activates[0], &MFT_CODEC_MERIT_Attribute, &value));
    ck_assert_uint_eq(value, 4711);
    IMFActivate_Release(activates[0]);
    CoTaskMemFree(activates);
}
END_TEST

START_TEST(each_enumeration_gives_objects_of_its_own)
{
    IMFActivate **first, **second;
    UINT32 count, value;

    if (!register_class(0, SYNC, 0))
        return;
    ck_assert_ok(MFTEnumEx(test_category, SYNC, NULL, NULL, &first, &count));
    ck_assert_ok(IMFActivate_SetUINT32(first[0], &MFT_SUPPORT_DYNAMIC_FORMAT_CHANGE, 1));
    ck_assert_ok(MFTEnumEx(test_category, SYNC, NULL, NULL, &second, &count));
    ck_assert_ptr_ne(first[0], second[0]);
    ck_assert_hr(IMFActivate_GetUINT32(second[0], &MFT_SUPPORT_DYNAMIC_FORMAT_CHANGE, &value), MF_E_ATTRIBUTENOTFOUND);
    IMFActivate_Release(first[0]);
    IMFActivate_Release(second[0]);
    CoTaskMemFree(first);
    CoTaskMemFree(second);
}
END_TEST

typedef HRESULT (WINAPI *mftenum2_function)(GUID category, UINT32 flags, const MFT_REGISTER_TYPE_INFO *input,
        const MFT_REGISTER_TYPE_INFO *output, IMFAttributes *attributes, IMFActivate ***activates, UINT32 *count);

static const struct
{
    const char *label;
    UINT32 flags, blob_size;
    BOOL ours_only;
    HRESULT hr;
}
adapters[] =
{
    {"no adapter", SYNC, 0, FALSE, S_OK},
    {"an adapter with hardware", HARDWARE, 8, FALSE, S_OK},
    {"an adapter with hardware and others", SYNC | HARDWARE, 8, FALSE, S_OK},
    {"an adapter without hardware", SYNC, 8, FALSE, E_INVALIDARG},
    {"an adapter without flags", 0, 8, FALSE, E_INVALIDARG},
    {"a short adapter", HARDWARE, 4, TRUE, E_INVALIDARG},
    {"a long adapter", HARDWARE, 16, TRUE, E_INVALIDARG},
};

START_TEST(an_adapter_needs_the_hardware_flag)
{
    static const UINT8 blob[16];
    mftenum2_function enum2 = mfplat_function("MFTEnum2"); /* Windows 10 and later */
    IMFActivate **activates = (void *)0xdeadbeef;
    IMFAttributes *attributes;
    UINT32 count = 7, i;

    if (!enum2 || (adapters[_i].ours_only && !ours))
        return;
    ck_assert_ok(MFCreateAttributes(&attributes, 1));
    if (adapters[_i].blob_size)
        ck_assert_ok(IMFAttributes_SetBlob(attributes, &MFT_ENUM_ADAPTER_LUID, blob, adapters[_i].blob_size));
    ck_assert_hr_msg(enum2(test_category, adapters[_i].flags, NULL, NULL, attributes, &activates, &count),
            adapters[_i].hr, "%s", adapters[_i].label);
    if (SUCCEEDED(adapters[_i].hr))
    {
        for (i = 0; i < count; i++)
            IMFActivate_Release(activates[i]);
        CoTaskMemFree(activates);
    }
    IMFAttributes_Release(attributes);
}
END_TEST

/* Ours alone: how Windows ties registered hardware transforms to adapters is not known. */
START_TEST(an_adapter_selects_hardware_transforms_by_their_attribute)
{
    static WCHAR name[] = L"Check transform";
    static const LUID adapter = {1, 2}, other = {3, 4};
    mftenum2_function enum2 = mfplat_function("MFTEnum2");
    IMFAttributes *attributes;
    IMFActivate **activates;
    UINT32 count, i, n;

    if (!ours || !register_class(1, HARDWARE, 0) || !register_class(2, SYNC, 0))
        return;
    ck_assert_ok(MFCreateAttributes(&attributes, 1));
    ck_assert_ok(IMFAttributes_SetBlob(attributes, &MFT_ENUM_ADAPTER_LUID, (UINT8 *)&adapter, sizeof(adapter)));
    ck_assert_ok(MFTRegister(test_class(3), test_category, name, HARDWARE, 0, NULL, 0, NULL, attributes));
    for (n = 0; n < 2; n++)
    {
        ck_assert_ok(enum2(test_category, SYNC | HARDWARE, NULL, NULL, attributes, &activates, &count));
        ck_assert_uint_eq(count, n ? 1 : 2);
        for (i = 0; i < count; i++)
            IMFActivate_Release(activates[i]);
        CoTaskMemFree(activates);
        ck_assert_ok(IMFAttributes_SetBlob(attributes, &MFT_ENUM_ADAPTER_LUID, (UINT8 *)&other, sizeof(other)));
    }
    IMFAttributes_Release(attributes);
    ck_assert_uint_eq(count_in(&test_category, SYNC | HARDWARE, NULL, NULL), 3);
}
END_TEST

/* Ours alone: Windows crashes or is not known to check. */
START_TEST(missing_pointers_are_refused)
{
    mftenum2_function enum2 = mfplat_function("MFTEnum2");
    IMFActivate **activates;
    CLSID *clsids;
    UINT32 count;

    if (!ours)
        return;
    ck_assert_hr(MFTEnum(test_category, 0, NULL, NULL, NULL, NULL, &count), E_POINTER);
    ck_assert_hr(MFTEnum(test_category, 0, NULL, NULL, NULL, &clsids, NULL), E_POINTER);
    ck_assert_hr(MFTEnumEx(test_category, 0, NULL, NULL, NULL, &count), E_POINTER);
    ck_assert_hr(MFTEnumEx(test_category, 0, NULL, NULL, &activates, NULL), E_POINTER);
    ck_assert_hr(enum2(test_category, 0, NULL, NULL, NULL, NULL, &count), E_POINTER);
    ck_assert_hr(enum2(test_category, 0, NULL, NULL, NULL, &activates, NULL), E_POINTER);
    ck_assert_hr(MFTRegisterLocal(NULL, &test_category, L"", 0, 0, NULL, 0, NULL), E_POINTER);
    ck_assert_hr(MFTRegisterLocalByCLSID(&test_category, &test_category, L"", 0, 1, NULL, 0, NULL), E_INVALIDARG);
    ck_assert_uint_eq(count_local(), 0);
}
END_TEST

START_TEST(local_factories_are_listed_until_unregistered)
{
    struct factory factory;
    UINT32 before = count_in(&MFT_CATEGORY_OTHER, LOCAL, NULL, NULL), with;

    factory_init(&factory);
    ck_assert_ok(MFTRegisterLocal(&factory.IClassFactory_iface, &MFT_CATEGORY_OTHER, L"Local name", 0, 1, &input_type, 0,
            NULL));
    ck_assert_ok(MFTRegisterLocal(&factory.IClassFactory_iface, &MFT_CATEGORY_OTHER, L"Local name", 0, 1, &input_type, 0,
            NULL));
    with = count_in(&MFT_CATEGORY_OTHER, LOCAL, NULL, NULL);
    ck_assert_uint_gt(with, before);
    ck_assert_uint_gt(factory.refcount, 1);
    ck_assert_ok(MFTUnregisterLocal(&factory.IClassFactory_iface));
    ck_assert_uint_lt(count_in(&MFT_CATEGORY_OTHER, LOCAL, NULL, NULL), with);
    ck_assert_hr(MFTUnregisterLocal(&factory.IClassFactory_iface), ERROR_NOT_FOUND_HR);
    ck_assert_uint_eq(count_in(&MFT_CATEGORY_OTHER, LOCAL, NULL, NULL), before);
    ck_assert_int_eq(factory.refcount, 1);
    ck_assert_int_eq(factory.creations, 0);
}
END_TEST

START_TEST(unregistering_null_removes_all_local_ones)
{
    struct factory factory;
    GUID clsid = test_class(0);

    factory_init(&factory);
    ck_assert_ok(MFTUnregisterLocal(NULL));
    ck_assert_ok(MFTRegisterLocal(&factory.IClassFactory_iface, &test_category, L"a", 0, 0, NULL, 0, NULL));
    ck_assert_ok(MFTRegisterLocalByCLSID(&clsid, &test_category, L"b", SYNC, 0, NULL, 0, NULL));
    ck_assert_uint_eq(count_local(), 2);
    ck_assert_ok(MFTUnregisterLocal(NULL));
    ck_assert_uint_eq(count_local(), 0);
    ck_assert_int_eq(factory.refcount, 1);
    ck_assert_hr(MFTUnregisterLocal(&factory.IClassFactory_iface), ERROR_NOT_FOUND_HR);
    ck_assert_hr(MFTUnregisterLocalByCLSID(clsid), ERROR_NOT_FOUND_HR);
    ck_assert_ok(MFTUnregisterLocal(NULL));
}
END_TEST

START_TEST(local_classes_register_and_unregister_by_class)
{
    GUID clsid = test_category; /* any GUID will do */

    ck_assert_hr(MFTUnregisterLocalByCLSID(clsid), ERROR_NOT_FOUND_HR);
    ck_assert_ok(MFTRegisterLocalByCLSID(&clsid, &test_category, L"", SYNC, 0, NULL, 0, NULL));
    ck_assert_hr(MFTGetInfo(clsid, NULL, NULL, NULL, NULL, NULL, NULL), HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND));
    ck_assert_ok(MFTUnregisterLocal(NULL));
    ck_assert_hr(MFTUnregisterLocalByCLSID(clsid), ERROR_NOT_FOUND_HR);
    ck_assert_ok(MFTRegisterLocalByCLSID(&clsid, &test_category, L"", SYNC, 0, NULL, 0, NULL));
    ck_assert_ok(MFTUnregisterLocalByCLSID(clsid));
    ck_assert_hr(MFTUnregisterLocalByCLSID(clsid), ERROR_NOT_FOUND_HR);
}
END_TEST

START_TEST(local_transforms_show_only_with_their_flag)
{
    GUID clsid = test_class(0);
    UINT32 count;
    CLSID *clsids;

    ck_assert_ok(MFTRegisterLocalByCLSID(&clsid, &test_category, L"", SYNC, 1, &input_type, 1, &output_type));
    ck_assert_uint_eq(count_in(&test_category, SYNC, NULL, NULL), 0);
    ck_assert_uint_eq(count_in(&test_category, SYNC | LOCAL, NULL, NULL), 1);
    ck_assert_uint_eq(count_in(&test_category, ASYNC | LOCAL, NULL, NULL), 0);
    ck_assert_uint_eq(count_in(&test_category, SYNC | LOCAL, &input_type, &output_type), 1);
    ck_assert_uint_eq(count_in(&test_category, SYNC | LOCAL, &output_type, NULL), 0);
    ck_assert_ok(MFTEnum(test_category, 0, NULL, NULL, NULL, &clsids, &count));
    ck_assert_uint_eq(count, 0);
    ck_assert_ok(MFTUnregisterLocal(NULL));
}
END_TEST

START_TEST(local_activation_objects_say_so)
{
    GUID clsid = test_class(0), guid;
    IMFActivate **activates;
    UINT32 count, value;

    ck_assert_ok(MFTRegisterLocalByCLSID(&clsid, &test_category, L"Local", ASYNC, 1, &input_type, 0, NULL));
    ck_assert_ok(MFTEnumEx(test_category, ASYNC | LOCAL, NULL, NULL, &activates, &count));
    ck_assert_uint_eq(count, 1);
    ck_assert_ok(IMFActivate_GetUINT32(activates[0], &MFT_PROCESS_LOCAL_Attribute, &value));
    ck_assert_uint_eq(value, 1);
    ck_assert_ok(IMFActivate_GetGUID(activates[0], &MFT_TRANSFORM_CLSID_Attribute, &guid));
    ck_assert_mem_eq(&guid, &clsid, sizeof(guid));
    IMFActivate_Release(activates[0]);
    CoTaskMemFree(activates);
    ck_assert_ok(MFTUnregisterLocal(NULL));
}
END_TEST

/* Programs are known that free the array only, and whose factories are gone when the process ends. */
START_TEST(activation_objects_outlive_the_registration)
{
    struct factory factory;
    IMFActivate **activates;
    UINT32 count;

    factory_init(&factory);
    ck_assert_ok(MFTRegisterLocal(&factory.IClassFactory_iface, &test_category, L"a", 0, 0, NULL, 0, NULL));
    ck_assert_ok(MFTEnumEx(test_category, LOCAL, NULL, NULL, &activates, &count));
    ck_assert_uint_eq(count, 1);
    ck_assert_ok(MFTUnregisterLocal(&factory.IClassFactory_iface));
    ck_assert_int_eq(factory.creations, 0);
    ck_assert_refcount(activates[0], 1);
    ck_assert_uint_eq(IMFActivate_Release(activates[0]), 0);
    CoTaskMemFree(activates);
    ck_assert_int_eq(factory.refcount, 1);
}
END_TEST

/* Windows has the names, their contract is known from the name alone. */
START_TEST(undocumented_neighbours)
{
    HRESULT (WINAPI *clear_local)(void) = mfplat_function("MFClearLocalMFTs");
    HRESULT (WINAPI *invalidate)(void) = mfplat_function("MFInvalidateMFTEnumCache");
    HRESULT (WINAPI *enum_local)(IUnknown **) = mfplat_function("MFEnumLocalMFTRegistrations");
    GUID clsid = test_class(0);
    IMFCollection *collection;
    IUnknown *registrations;
    DWORD count;

    if (!ours)
        return;
    ck_assert_ok(MFTRegisterLocalByCLSID(&clsid, &test_category, L"", SYNC, 0, NULL, 0, NULL));
    ck_assert_hr(enum_local(NULL), E_POINTER);
    ck_assert_ok(enum_local(&registrations));
    ck_assert_ok(IUnknown_QueryInterface(registrations, &IID_IMFCollection, (void **)&collection));
    ck_assert_ok(IMFCollection_GetElementCount(collection, &count));
    ck_assert_uint_eq(count, 1);
    IMFCollection_Release(collection);
    ck_assert_uint_eq(IUnknown_Release(registrations), 0);
    ck_assert_ok(clear_local());
    ck_assert_uint_eq(count_local(), 0);
    ck_assert_ok(invalidate());
}
END_TEST

#define STRESS_THREADS 3

/* Registers and enumerates in a private category; counts what is wrong. */
static DWORD WINAPI stress(void *argument)
{
    unsigned int n = (unsigned int)(UINT_PTR)argument;
    GUID clsid = test_class(8 + n), category = test_class(12 + n);
    IMFActivate **activates;
    UINT32 count, i;
    DWORD wrong = 0;
    int round;

    for (round = 0; round < 100; round++)
    {
        wrong += MFTRegisterLocalByCLSID(&clsid, &category, L"", SYNC, 0, NULL, 0, NULL) != S_OK;
        if (MFTEnumEx(category, LOCAL, NULL, NULL, &activates, &count) != S_OK)
            return wrong + 1;
        wrong += count != 1;
        for (i = 0; i < count; i++)
            IMFActivate_Release(activates[i]);
        CoTaskMemFree(activates);
        if (round % 8 == 0 && mfplat_function("MFInvalidateMFTEnumCache"))
            ((HRESULT (WINAPI *)(void))mfplat_function("MFInvalidateMFTEnumCache"))();
        wrong += MFTUnregisterLocalByCLSID(clsid) != S_OK;
    }
    return wrong;
}

START_TEST(threads_register_and_enumerate_side_by_side)
{
    HANDLE threads[STRESS_THREADS];
    DWORD wrong;
    int i;

    for (i = 0; i < STRESS_THREADS; i++)
        threads[i] = CreateThread(NULL, 0, stress, (void *)(UINT_PTR)i, 0, NULL);
    ck_assert_int_eq(WaitForMultipleObjects(STRESS_THREADS, threads, TRUE, 60000), WAIT_OBJECT_0);
    for (i = 0; i < STRESS_THREADS; i++)
    {
        ck_assert(GetExitCodeThread(threads[i], &wrong));
        ck_assert_uint_eq(wrong, 0);
        CloseHandle(threads[i]);
    }
}
END_TEST

static Suite *transform_enum_suite(void)
{
    Suite *suite = suite_create("transform_enum");
    TCase *tcase = tcase_create("contract");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, both_type_filters_apply, 0, ARRAYSIZE(filters));
    tcase_add_test(tcase, major_and_sub_type_must_both_match);
    tcase_add_loop_test(tcase, flags_select_by_model_and_restriction, 0, ARRAYSIZE(selections));
    tcase_add_test(tcase, nothing_stores_a_null_array);
    tcase_add_test(tcase, sorted_by_local_merit_and_registry);
    tcase_add_test(tcase, the_plug_in_control_blocks_and_prefers);
    tcase_add_test(tcase, activation_objects_carry_the_registration);
    tcase_add_test(tcase, registered_attributes_are_on_the_activation_object);
    tcase_add_test(tcase, each_enumeration_gives_objects_of_its_own);
    tcase_add_loop_test(tcase, an_adapter_needs_the_hardware_flag, 0, ARRAYSIZE(adapters));
    tcase_add_test(tcase, an_adapter_selects_hardware_transforms_by_their_attribute);
    suite_add_tcase(suite, tcase);

    tcase = tcase_create("local");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, local_factories_are_listed_until_unregistered);
    tcase_add_test(tcase, unregistering_null_removes_all_local_ones);
    tcase_add_test(tcase, local_classes_register_and_unregister_by_class);
    tcase_add_test(tcase, local_transforms_show_only_with_their_flag);
    tcase_add_test(tcase, local_activation_objects_say_so);
    tcase_add_test(tcase, activation_objects_outlive_the_registration);
    tcase_add_test(tcase, undocumented_neighbours);
    suite_add_tcase(suite, tcase);

    tcase = tcase_create("errors");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, missing_pointers_are_refused);
    suite_add_tcase(suite, tcase);

    tcase = tcase_create("threads");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_set_timeout(tcase, 0);
    tcase_add_test(tcase, threads_register_and_enumerate_side_by_side);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return suite_main(transform_enum_suite());
}
