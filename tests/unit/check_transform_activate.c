/* SPDX-License-Identifier: MIT */
/* Activation objects of transforms, MFGetMFTMerit. */

#include "support/suite.h"
#include <mfapi.h>
#include <mferror.h>
#include <mfidl.h>
#include <mfplat_newer.h>
#include <mftransform.h>

static const GUID test_category = {0x5b1f3f3a, 0x3b6f, 0x4d0e, {0xa1, 0x10, 0x5e, 0x37, 0x51, 0x2c, 0x05, 0x00}};
static const GUID unknown_class = {0x5b1f3f3a, 0x3b6f, 0x4d0e, {0xa1, 0x10, 0x5e, 0x37, 0x51, 0x2c, 0x05, 0x01}};

/* A transform that does nothing but count, with a shutdown method. */
struct test_transform
{
    IMFTransform IMFTransform_iface;
    IMFShutdown IMFShutdown_iface;
    LONG refcount;
    LONG shutdowns;
    IMFMediaType *output_type; /* of the last SetOutputType, not referenced */
};

static struct test_transform *impl_from_IMFTransform(IMFTransform *iface)
{
    return CONTAINING_RECORD(iface, struct test_transform, IMFTransform_iface);
}

static HRESULT WINAPI transform_QueryInterface(IMFTransform *iface, REFIID iid, void **out)
{
    struct test_transform *transform = impl_from_IMFTransform(iface);

    *out = NULL;
    if (IsEqualGUID(iid, &IID_IUnknown) || IsEqualGUID(iid, &IID_IMFTransform))
        *out = iface;
    else if (IsEqualGUID(iid, &IID_IMFShutdown))
        *out = &transform->IMFShutdown_iface;
    else
        return E_NOINTERFACE;
    IMFTransform_AddRef(iface);
    return S_OK;
}

static ULONG WINAPI transform_AddRef(IMFTransform *iface)
{
    return InterlockedIncrement(&impl_from_IMFTransform(iface)->refcount);
}

static ULONG WINAPI transform_Release(IMFTransform *iface)
{
    return InterlockedDecrement(&impl_from_IMFTransform(iface)->refcount);
}

static HRESULT WINAPI transform_GetStreamIDs(IMFTransform *iface, DWORD input_size, DWORD *inputs, DWORD output_size,
        DWORD *outputs)
{
    (void)iface;
    (void)input_size;
    (void)inputs;
    (void)output_size;
    (void)outputs;
    return E_NOTIMPL;
}

static HRESULT WINAPI transform_SetOutputType(IMFTransform *iface, DWORD id, IMFMediaType *type, DWORD flags)
{
    (void)flags;
    impl_from_IMFTransform(iface)->output_type = type;
    return id ? MF_E_INVALIDSTREAMNUMBER : S_OK;
}

static const IMFTransformVtbl transform_vtbl =
{
    .QueryInterface = transform_QueryInterface,
    .AddRef = transform_AddRef,
    .Release = transform_Release,
    .GetStreamIDs = transform_GetStreamIDs,
    .SetOutputType = transform_SetOutputType,
};

static struct test_transform *impl_from_IMFShutdown(IMFShutdown *iface)
{
    return CONTAINING_RECORD(iface, struct test_transform, IMFShutdown_iface);
}

static HRESULT WINAPI shutdown_QueryInterface(IMFShutdown *iface, REFIID iid, void **out)
{
    return transform_QueryInterface(&impl_from_IMFShutdown(iface)->IMFTransform_iface, iid, out);
}

static ULONG WINAPI shutdown_AddRef(IMFShutdown *iface)
{
    return transform_AddRef(&impl_from_IMFShutdown(iface)->IMFTransform_iface);
}

static ULONG WINAPI shutdown_Release(IMFShutdown *iface)
{
    return transform_Release(&impl_from_IMFShutdown(iface)->IMFTransform_iface);
}

static HRESULT WINAPI shutdown_Shutdown(IMFShutdown *iface)
{
    impl_from_IMFShutdown(iface)->shutdowns++;
    return S_OK;
}

static HRESULT WINAPI shutdown_GetShutdownStatus(IMFShutdown *iface, MFSHUTDOWN_STATUS *status)
{
    (void)iface;
    *status = MFSHUTDOWN_COMPLETED;
    return S_OK;
}

static const IMFShutdownVtbl shutdown_vtbl =
{
    shutdown_QueryInterface,
    shutdown_AddRef,
    shutdown_Release,
    shutdown_Shutdown,
    shutdown_GetShutdownStatus,
};

/* A factory of these, from a fixed supply. */
static struct
{
    IClassFactory IClassFactory_iface;
    LONG refcount;
    LONG creations;
    HRESULT hr; /* what CreateInstance answers */
    struct test_transform transforms[4];
}
factory;

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
    (void)iface;
    return InterlockedIncrement(&factory.refcount);
}

static ULONG WINAPI factory_Release(IClassFactory *iface)
{
    (void)iface;
    return InterlockedDecrement(&factory.refcount);
}

static HRESULT WINAPI factory_CreateInstance(IClassFactory *iface, IUnknown *outer, REFIID iid, void **out)
{
    struct test_transform *transform = &factory.transforms[factory.creations % 4];
    HRESULT hr;

    (void)iface;
    *out = NULL;
    if (outer)
        return CLASS_E_NOAGGREGATION;
    if (FAILED(factory.hr))
        return factory.hr;
    factory.creations++;
    transform->IMFTransform_iface.lpVtbl = (IMFTransformVtbl *)&transform_vtbl;
    transform->IMFShutdown_iface.lpVtbl = (IMFShutdownVtbl *)&shutdown_vtbl;
    transform->refcount = 1;
    transform->shutdowns = 0;
    transform->output_type = NULL;
    hr = IMFTransform_QueryInterface(&transform->IMFTransform_iface, iid, out);
    IMFTransform_Release(&transform->IMFTransform_iface);
    return hr;
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

static void setup(void)
{
    memset(&factory, 0, sizeof(factory));
    factory.IClassFactory_iface.lpVtbl = (IClassFactoryVtbl *)&factory_vtbl;
    factory.refcount = 1;
    MFTUnregisterLocal(NULL);
    CoInitializeEx(NULL, COINIT_MULTITHREADED);
}

static void teardown(void)
{
    MFTUnregisterLocal(NULL);
    CoUninitialize();
}

/* The activation object of the factory's transform, registered for this only. */
static IMFActivate *local_activate(const GUID *category)
{
    IMFActivate **activates, *activate;
    UINT32 count;

    ck_assert_ok(MFTRegisterLocal(&factory.IClassFactory_iface, category, L"Local", 0, 0, NULL, 0, NULL));
    ck_assert_ok(MFTEnumEx(*category, 0, NULL, NULL, &activates, &count));
    ck_assert_uint_ge(count, 1);
    activate = activates[0]; /* local ones come first */
    while (--count)
        IMFActivate_Release(activates[count]);
    CoTaskMemFree(activates);
    ck_assert_ok(MFTUnregisterLocal(&factory.IClassFactory_iface));
    return activate;
}

START_TEST(created_objects_are_empty)
{
    IMFActivate *activate;
    UINT32 count = 7;

    ck_assert_ok(MFCreateTransformActivate(&activate));
    ck_assert_ok(IMFActivate_GetCount(activate, &count));
    ck_assert_uint_eq(count, 0);
    ck_assert_interface(activate, &IID_IUnknown, TRUE);
    ck_assert_interface(activate, &IID_IMFAttributes, TRUE);
    ck_assert_interface(activate, &IID_IMFActivate, TRUE);
    ck_assert_interface(activate, &IID_IMFMediaType, FALSE);
    ck_assert_uint_eq(IMFActivate_Release(activate), 0);
}
END_TEST

/* Ours alone: Windows is not known to check. */
START_TEST(creating_without_pointer_is_refused)
{
    if (mfplat_function("LFGetGlobalPool"))
        ck_assert_hr(MFCreateTransformActivate(NULL), E_POINTER);
}
END_TEST

START_TEST(activation_without_class_fails)
{
    IMFTransform *transform = (void *)0xdeadbeef;
    IMFActivate *activate;
    HRESULT hr;

    ck_assert_ok(MFCreateTransformActivate(&activate));
    hr = IMFActivate_ActivateObject(activate, &IID_IMFTransform, (void **)&transform);
    ck_assert_msg(FAILED(hr), "activation gave %s", hresult_name(hr));
    if (mfplat_function("LFGetGlobalPool")) /* the code is not known of Windows */
    {
        ck_assert_hr(hr, MF_E_ATTRIBUTENOTFOUND);
        ck_assert_ptr_null(transform);
    }
    ck_assert_ok(IMFActivate_ShutdownObject(activate));
    IMFActivate_Release(activate);
}
END_TEST

START_TEST(activation_of_an_unregistered_class_passes_on_the_error)
{
    IMFTransform *transform;
    IMFActivate *activate;

    ck_assert_ok(MFCreateTransformActivate(&activate));
    ck_assert_ok(IMFActivate_SetGUID(activate, &MFT_TRANSFORM_CLSID_Attribute, &unknown_class));
    ck_assert_hr(IMFActivate_ActivateObject(activate, &IID_IMFTransform, (void **)&transform), REGDB_E_CLASSNOTREG);
    IMFActivate_Release(activate);
}
END_TEST

START_TEST(activation_creates_by_class)
{
    IMFTransform *transform, *again;
    IMFActivate *activate;
    DWORD cookie;

    ck_assert_ok(CoRegisterClassObject(&unknown_class, (IUnknown *)&factory.IClassFactory_iface, CLSCTX_INPROC_SERVER,
            REGCLS_MULTIPLEUSE, &cookie));
    ck_assert_ok(MFCreateTransformActivate(&activate));
    ck_assert_ok(IMFActivate_SetGUID(activate, &MFT_TRANSFORM_CLSID_Attribute, &unknown_class));
    ck_assert_ok(IMFActivate_ActivateObject(activate, &IID_IMFTransform, (void **)&transform));
    ck_assert_ptr_eq(transform, &factory.transforms[0].IMFTransform_iface);
    ck_assert_ok(IMFActivate_ActivateObject(activate, &IID_IMFTransform, (void **)&again));
    ck_assert_ptr_eq(again, transform);
    IMFTransform_Release(again);
    IMFTransform_Release(transform);
    IMFActivate_Release(activate);
    ck_assert_int_eq(factory.transforms[0].refcount, 0);
    ck_assert_ok(CoRevokeClassObject(cookie));
}
END_TEST

START_TEST(one_object_until_shutdown)
{
    IMFActivate *activate = local_activate(&test_category);
    IMFTransform *first, *second;
    IUnknown *unknown;

    ck_assert_int_eq(factory.creations, 0);
    ck_assert_ok(IMFActivate_ActivateObject(activate, &IID_IMFTransform, (void **)&first));
    ck_assert_int_eq(factory.creations, 1);
    ck_assert_ok(IMFActivate_ActivateObject(activate, &IID_IUnknown, (void **)&unknown));
    ck_assert_int_eq(factory.creations, 1);
    ck_assert_ptr_eq(unknown, (IUnknown *)first);
    IUnknown_Release(unknown);

    ck_assert_ok(IMFActivate_ShutdownObject(activate));
    ck_assert_int_eq(factory.transforms[0].shutdowns, 1);
    ck_assert_uint_eq(IMFTransform_Release(first), 0);

    ck_assert_ok(IMFActivate_ActivateObject(activate, &IID_IMFTransform, (void **)&second));
    ck_assert_int_eq(factory.creations, 2);
    ck_assert_ptr_ne(second, first);
    IMFTransform_Release(second);
    IMFActivate_Release(activate);
    ck_assert_int_eq(factory.transforms[1].refcount, 0);
    ck_assert_int_eq(factory.refcount, 1);
}
END_TEST

START_TEST(shutdown_without_object_succeeds)
{
    IMFActivate *activate = local_activate(&test_category);
    IMFTransform *transform;

    ck_assert_ok(IMFActivate_ShutdownObject(activate));
    ck_assert_ok(IMFActivate_ActivateObject(activate, &IID_IMFTransform, (void **)&transform));
    IMFTransform_Release(transform);
    ck_assert_ok(IMFActivate_ShutdownObject(activate));
    ck_assert_ok(IMFActivate_ShutdownObject(activate));
    ck_assert_int_eq(factory.transforms[0].shutdowns, 1);
    IMFActivate_Release(activate);
}
END_TEST

START_TEST(detaching_does_not_shut_down)
{
    IMFActivate *activate = local_activate(&test_category);
    IMFTransform *transform, *second;
    HRESULT hr;

    ck_assert_ok(IMFActivate_ActivateObject(activate, &IID_IMFTransform, (void **)&transform));
    hr = IMFActivate_DetachObject(activate);
    ck_assert_int_eq(factory.transforms[0].shutdowns, 0);
    if (hr != E_NOTIMPL) /* documented as optional */
    {
        ck_assert_hr(hr, S_OK);
        ck_assert_refcount(transform, 1);
        ck_assert_ok(IMFActivate_ActivateObject(activate, &IID_IMFTransform, (void **)&second));
        ck_assert_ptr_ne(second, transform);
        IMFTransform_Release(second);
    }
    IMFTransform_Release(transform);
    IMFActivate_Release(activate);
}
END_TEST

START_TEST(failures_of_the_factory_are_passed_on)
{
    IMFActivate *activate = local_activate(&test_category);
    IMFTransform *transform;

    factory.hr = MF_E_UNEXPECTED;
    ck_assert_hr(IMFActivate_ActivateObject(activate, &IID_IMFTransform, (void **)&transform), MF_E_UNEXPECTED);
    factory.hr = S_OK;
    ck_assert_ok(IMFActivate_ActivateObject(activate, &IID_IMFTransform, (void **)&transform));
    IMFTransform_Release(transform);
    IMFActivate_Release(activate);
}
END_TEST

/* Ours alone: whether Windows keeps the object is not known. */
START_TEST(an_interface_the_object_lacks_fails)
{
    IMFActivate *activate = local_activate(&test_category);
    IMFMediaType *type = (void *)0xdeadbeef;

    if (mfplat_function("LFGetGlobalPool"))
    {
        ck_assert_hr(IMFActivate_ActivateObject(activate, &IID_IMFMediaType, (void **)&type), E_NOINTERFACE);
        ck_assert_ptr_null(type);
        ck_assert_int_eq(factory.transforms[0].refcount, 0);
        ck_assert_hr(IMFActivate_ActivateObject(activate, &IID_IMFMediaType, NULL), E_POINTER);
    }
    IMFActivate_Release(activate);
}
END_TEST

/* The unlocking of field-of-use transforms. */
struct test_unlock
{
    IMFFieldOfUseMFTUnlock IMFFieldOfUseMFTUnlock_iface;
    LONG refcount;
    IUnknown *unlocked;
    HRESULT hr;
};

static struct test_unlock *impl_from_IMFFieldOfUseMFTUnlock(IMFFieldOfUseMFTUnlock *iface)
{
    return CONTAINING_RECORD(iface, struct test_unlock, IMFFieldOfUseMFTUnlock_iface);
}

static HRESULT WINAPI unlock_QueryInterface(IMFFieldOfUseMFTUnlock *iface, REFIID iid, void **out)
{
    if (!IsEqualGUID(iid, &IID_IUnknown) && !IsEqualGUID(iid, &IID_IMFFieldOfUseMFTUnlock))
    {
        *out = NULL;
        return E_NOINTERFACE;
    }
    IMFFieldOfUseMFTUnlock_AddRef(iface);
    *out = iface;
    return S_OK;
}

static ULONG WINAPI unlock_AddRef(IMFFieldOfUseMFTUnlock *iface)
{
    return InterlockedIncrement(&impl_from_IMFFieldOfUseMFTUnlock(iface)->refcount);
}

static ULONG WINAPI unlock_Release(IMFFieldOfUseMFTUnlock *iface)
{
    return InterlockedDecrement(&impl_from_IMFFieldOfUseMFTUnlock(iface)->refcount);
}

static HRESULT WINAPI unlock_Unlock(IMFFieldOfUseMFTUnlock *iface, IUnknown *transform)
{
    impl_from_IMFFieldOfUseMFTUnlock(iface)->unlocked = transform;
    return impl_from_IMFFieldOfUseMFTUnlock(iface)->hr;
}

static const IMFFieldOfUseMFTUnlockVtbl unlock_vtbl =
{
    unlock_QueryInterface,
    unlock_AddRef,
    unlock_Release,
    unlock_Unlock,
};

static const struct
{
    const char *label;
    UINT32 flags;
    HRESULT unlock_hr;
    BOOL called;
    HRESULT hr;
}
unlocks[] =
{
    {"with the flag", MFT_ENUM_FLAG_SYNCMFT | MFT_ENUM_FLAG_FIELDOFUSE, S_OK, TRUE, S_OK},
    {"without the flag", MFT_ENUM_FLAG_SYNCMFT, S_OK, FALSE, S_OK},
    {"refused", MFT_ENUM_FLAG_FIELDOFUSE, E_ACCESSDENIED, TRUE, E_ACCESSDENIED},
};

START_TEST(field_of_use_transforms_are_unlocked)
{
    struct test_unlock unlock = {{(IMFFieldOfUseMFTUnlockVtbl *)&unlock_vtbl}, 1, NULL, unlocks[_i].unlock_hr};
    IMFActivate *activate = local_activate(&test_category);
    IMFTransform *transform = NULL;

    ck_assert_ok(IMFActivate_SetUINT32(activate, &MF_TRANSFORM_FLAGS_Attribute, unlocks[_i].flags));
    ck_assert_ok(IMFActivate_SetUnknown(activate, &MFT_FIELDOFUSE_UNLOCK_Attribute,
            (IUnknown *)&unlock.IMFFieldOfUseMFTUnlock_iface));
    ck_assert_hr_msg(IMFActivate_ActivateObject(activate, &IID_IMFTransform, (void **)&transform), unlocks[_i].hr, "%s",
            unlocks[_i].label);
    ck_assert_msg((unlock.unlocked != NULL) == unlocks[_i].called, "%s", unlocks[_i].label);
    if (transform)
        IMFTransform_Release(transform);
    IMFActivate_Release(activate);
    ck_assert_int_eq(factory.transforms[0].refcount, 0);
    ck_assert_int_eq(unlock.refcount, 1);
}
END_TEST

START_TEST(encoders_get_their_preferred_output_type)
{
    const GUID *category = _i ? &MFT_CATEGORY_AUDIO_ENCODER : &test_category;
    IMFActivate *activate = local_activate(category);
    IMFTransform *transform;
    IMFMediaType *type;

    ck_assert_ok(MFCreateMediaType(&type));
    ck_assert_ok(IMFActivate_SetUnknown(activate, &MFT_PREFERRED_OUTPUTTYPE_Attribute, (IUnknown *)type));
    ck_assert_ok(IMFActivate_ActivateObject(activate, &IID_IMFTransform, (void **)&transform));
    ck_assert_ptr_eq(factory.transforms[0].output_type, _i ? type : NULL);
    IMFTransform_Release(transform);
    IMFActivate_Release(activate);
    IMFMediaType_Release(type);
}
END_TEST

START_TEST(a_merit_that_is_not_certified_fails)
{
    IMFActivate *activate = local_activate(&test_category);
    IMFTransform *transform;

    ck_assert_ok(IMFActivate_SetUINT32(activate, &MFT_CODEC_MERIT_Attribute, 0));
    ck_assert_ok(IMFActivate_ActivateObject(activate, &IID_IMFTransform, (void **)&transform));
    IMFTransform_Release(transform);
    ck_assert_ok(IMFActivate_ShutdownObject(activate));
    ck_assert_ok(IMFActivate_SetUINT32(activate, &MFT_CODEC_MERIT_Attribute, 5));
    ck_assert_hr(IMFActivate_ActivateObject(activate, &IID_IMFTransform, (void **)&transform),
            MF_E_INVALID_CODEC_MERIT);
    ck_assert_int_eq(factory.transforms[1].refcount, 0);
    IMFActivate_Release(activate);
}
END_TEST

START_TEST(software_transforms_have_no_merit)
{
    IMFActivate *activate = local_activate(&test_category);
    IMFTransform *transform;
    DWORD merit = 7;
    HRESULT hr;

    ck_assert_ok(IMFActivate_ActivateObject(activate, &IID_IMFTransform, (void **)&transform));
    hr = MFGetMFTMerit((IUnknown *)transform, sizeof(unknown_class), (const BYTE *)&unknown_class, &merit);
    ck_assert_msg(FAILED(hr), "the merit of a software transform gave %s", hresult_name(hr));
    if (mfplat_function("LFGetGlobalPool")) /* the codes are not known of Windows */
    {
        ck_assert_hr(hr, E_NOINTERFACE);
        ck_assert_uint_eq(merit, 0);
        ck_assert_hr(MFGetMFTMerit((IUnknown *)transform, 3, (const BYTE *)L"ab", &merit), E_INVALIDARG);
        ck_assert_hr(MFGetMFTMerit((IUnknown *)transform, 4, (const BYTE *)L"ab", &merit), E_INVALIDARG);
        ck_assert_hr(MFGetMFTMerit((IUnknown *)transform, 0, (const BYTE *)L"ab", &merit), E_INVALIDARG);
        ck_assert_hr(MFGetMFTMerit((IUnknown *)transform, 6, (const BYTE *)L"ab", &merit), E_NOINTERFACE);
        ck_assert_hr(MFGetMFTMerit(NULL, 16, (const BYTE *)&unknown_class, &merit), E_POINTER);
        ck_assert_hr(MFGetMFTMerit((IUnknown *)transform, 16, NULL, &merit), E_POINTER);
        ck_assert_hr(MFGetMFTMerit((IUnknown *)transform, 16, (const BYTE *)&unknown_class, NULL), E_POINTER);
    }
    IMFTransform_Release(transform);
    IMFActivate_Release(activate);
}
END_TEST

static Suite *transform_activate_suite(void)
{
    Suite *suite = suite_create("transform_activate");
    TCase *tcase = tcase_create("contract");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, created_objects_are_empty);
    tcase_add_test(tcase, activation_creates_by_class);
    tcase_add_test(tcase, one_object_until_shutdown);
    tcase_add_test(tcase, shutdown_without_object_succeeds);
    tcase_add_test(tcase, detaching_does_not_shut_down);
    tcase_add_loop_test(tcase, field_of_use_transforms_are_unlocked, 0, ARRAYSIZE(unlocks));
    tcase_add_loop_test(tcase, encoders_get_their_preferred_output_type, 0, 2);
    suite_add_tcase(suite, tcase);

    tcase = tcase_create("errors");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, creating_without_pointer_is_refused);
    tcase_add_test(tcase, activation_without_class_fails);
    tcase_add_test(tcase, activation_of_an_unregistered_class_passes_on_the_error);
    tcase_add_test(tcase, failures_of_the_factory_are_passed_on);
    tcase_add_test(tcase, an_interface_the_object_lacks_fails);
    tcase_add_test(tcase, a_merit_that_is_not_certified_fails);
    tcase_add_test(tcase, software_transforms_have_no_merit);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return suite_main(transform_activate_suite());
}
