/* SPDX-License-Identifier: MIT */
/* Activation objects of transforms: attribute stores that create a transform when they are asked for it.
 *
 * Nothing keeps a list of them: a program that forgets to release some leaks them and nothing more.
 */

#include "transform/transform_activate.h"
#include "attributes/attributes.h"
#include "base/lock.h"
#include "base/memory.h"
#include "base/object.h"
#include "base/trace.h"
#include "transform/encoder_settings.h"
#include <mferror.h>
#include <mfidl.h>
#include <mfplat_newer.h>
#include <mftransform.h>

struct transform_activate
{
    struct attributes attributes; /* its first member is the IMFActivate interface */
    struct object object;
    IClassFactory *factory;       /* immutable, referenced; NULL: the class attribute says what is created */
    struct lock lock;
    IMFTransform *transform;      /* what was created; guarded by lock */
};

static void transform_activate_destroy(struct object *object)
{
    struct transform_activate *activate = CONTAINING_RECORD(object, struct transform_activate, object);

    if (activate->transform)
        IMFTransform_Release(activate->transform);
    if (activate->factory)
        IClassFactory_Release(activate->factory);
    attributes_destroy(&activate->attributes);
    memory_free(activate);
}

static struct transform_activate *impl_from_IMFActivate(IMFActivate *iface)
{
    return CONTAINING_RECORD((IMFAttributes *)iface, struct transform_activate, attributes.IMFAttributes_iface);
}

static IMFAttributes *get_attributes(struct transform_activate *activate)
{
    return &activate->attributes.IMFAttributes_iface;
}

/* What is created, referenced, or NULL. */
static IMFTransform *get_transform(struct transform_activate *activate)
{
    IMFTransform *transform;

    lock_acquire(&activate->lock);
    if ((transform = activate->transform))
        IMFTransform_AddRef(transform);
    lock_release(&activate->lock);
    return transform;
}

/* Takes what is created out of the object; the caller owns the reference. NULL when there is nothing. */
static IMFTransform *take_transform(struct transform_activate *activate)
{
    IMFTransform *transform;

    lock_acquire(&activate->lock);
    transform = activate->transform;
    activate->transform = NULL;
    lock_release(&activate->lock);
    return transform;
}

/* The object that unlocks a field-of-use transform, when the application gave one. */
static HRESULT unlock_field_of_use(struct transform_activate *activate, IMFTransform *transform)
{
    IMFFieldOfUseMFTUnlock *unlock;
    UINT32 flags;
    HRESULT hr;

    if (FAILED(IMFAttributes_GetUINT32(get_attributes(activate), &MF_TRANSFORM_FLAGS_Attribute, &flags))
            || !(flags & MFT_ENUM_FLAG_FIELDOFUSE)
            || FAILED(IMFAttributes_GetUnknown(get_attributes(activate), &MFT_FIELDOFUSE_UNLOCK_Attribute,
                &IID_IMFFieldOfUseMFTUnlock, (void **)&unlock)))
        return S_OK;
    hr = IMFFieldOfUseMFTUnlock_Unlock(unlock, (IUnknown *)transform);
    IMFFieldOfUseMFTUnlock_Release(unlock);
    return hr;
}

/* A merit that the activation object claims must be the one that is certified. */
static HRESULT check_merit(struct transform_activate *activate, IMFTransform *transform)
{
    UINT32 claimed;
    DWORD certified;
    CLSID clsid;

    if (FAILED(IMFAttributes_GetUINT32(get_attributes(activate), &MFT_CODEC_MERIT_Attribute, &claimed)) || !claimed)
        return S_OK;
    if (FAILED(IMFAttributes_GetGUID(get_attributes(activate), &MFT_TRANSFORM_CLSID_Attribute, &clsid))
            || FAILED(MFGetMFTMerit((IUnknown *)transform, sizeof(clsid), (const BYTE *)&clsid, &certified))
            || certified != claimed)
        return MF_E_INVALID_CODEC_MERIT;
    return S_OK;
}

static HRESULT create_transform(struct transform_activate *activate, IMFTransform **out)
{
    IMFTransform *transform = NULL;
    CLSID clsid;
    HRESULT hr;

    if (activate->factory)
        hr = IClassFactory_CreateInstance(activate->factory, NULL, &IID_IMFTransform, (void **)&transform);
    else
    {
        hr = IMFAttributes_GetGUID(get_attributes(activate), &MFT_TRANSFORM_CLSID_Attribute, &clsid);
        if (SUCCEEDED(hr))
            hr = CoCreateInstance(&clsid, NULL, CLSCTX_INPROC_SERVER, &IID_IMFTransform, (void **)&transform);
    }
    if (FAILED(hr))
        return hr;
    if (!transform)
        return E_UNEXPECTED;

    hr = check_merit(activate, transform);
    if (SUCCEEDED(hr))
        hr = unlock_field_of_use(activate, transform);
    if (SUCCEEDED(hr))
        hr = encoder_settings_apply(get_attributes(activate), transform);
    if (FAILED(hr))
    {
        IMFTransform_Release(transform);
        return hr;
    }
    *out = transform;
    return S_OK;
}

/* Makes the transform the object's own, unless another thread has been faster: then *transform becomes that one. */
static void publish_transform(struct transform_activate *activate, IMFTransform **transform)
{
    IMFTransform *mine = *transform;

    lock_acquire(&activate->lock);
    if (!activate->transform)
    {
        activate->transform = mine;
        mine = NULL;
    }
    *transform = activate->transform;
    IMFTransform_AddRef(*transform);
    lock_release(&activate->lock);
    if (mine)
        IMFTransform_Release(mine);
}

static HRESULT WINAPI transform_activate_ActivateObject(IMFActivate *iface, REFIID iid, void **out)
{
    struct transform_activate *activate = impl_from_IMFActivate(iface);
    IMFTransform *transform;
    void *queried;
    HRESULT hr;

    if (!out || !iid)
        return E_POINTER;
    *out = NULL;

    if (!(transform = get_transform(activate)))
    {
        hr = create_transform(activate, &transform);
        if (FAILED(hr))
        {
            trace_debug("activation failed with %#x", (unsigned int)hr);
            return hr;
        }
        /* An interface that it does not have leaves the activation object as it was. */
        hr = IMFTransform_QueryInterface(transform, iid, &queried);
        if (FAILED(hr))
        {
            IMFTransform_Release(transform);
            return hr;
        }
        IUnknown_Release((IUnknown *)queried);
        publish_transform(activate, &transform);
    }
    hr = IMFTransform_QueryInterface(transform, iid, out);
    IMFTransform_Release(transform);
    return hr;
}

static HRESULT WINAPI transform_activate_ShutdownObject(IMFActivate *iface)
{
    struct transform_activate *activate = impl_from_IMFActivate(iface);
    IMFTransform *transform = take_transform(activate);
    IMFMediaSource *source;
    IMFMediaSink *sink;
    IMFShutdown *object;

    if (!transform)
        return S_OK;
    if (SUCCEEDED(IMFTransform_QueryInterface(transform, &IID_IMFShutdown, (void **)&object)))
    {
        IMFShutdown_Shutdown(object);
        IMFShutdown_Release(object);
    }
    else if (SUCCEEDED(IMFTransform_QueryInterface(transform, &IID_IMFMediaSource, (void **)&source)))
    {
        IMFMediaSource_Shutdown(source);
        IMFMediaSource_Release(source);
    }
    else if (SUCCEEDED(IMFTransform_QueryInterface(transform, &IID_IMFMediaSink, (void **)&sink)))
    {
        IMFMediaSink_Shutdown(sink);
        IMFMediaSink_Release(sink);
    }
    IMFTransform_Release(transform);
    return S_OK;
}

static HRESULT WINAPI transform_activate_DetachObject(IMFActivate *iface)
{
    IMFTransform *transform = take_transform(impl_from_IMFActivate(iface));

    if (transform)
        IMFTransform_Release(transform);
    return S_OK;
}

static const IMFActivateVtbl transform_activate_vtbl =
{
    ATTRIBUTES_VTBL_SLOTS,
    .ActivateObject = transform_activate_ActivateObject,
    .ShutdownObject = transform_activate_ShutdownObject,
    .DetachObject = transform_activate_DetachObject,
};

static const struct object_interface transform_activate_interfaces[] =
{
    {&IID_IMFActivate, offsetof(struct transform_activate, attributes.IMFAttributes_iface)},
    {&IID_IMFAttributes, offsetof(struct transform_activate, attributes.IMFAttributes_iface)},
};

static const struct object_class transform_activate_class =
{
    .name = "transform activation",
    .object_offset = offsetof(struct transform_activate, object),
    .interfaces = transform_activate_interfaces,
    .interface_count = ARRAYSIZE(transform_activate_interfaces),
    .destroy = transform_activate_destroy,
};

static HRESULT create_activate(IClassFactory *factory, IMFAttributes *source, IMFActivate **out)
{
    struct transform_activate *activate;
    HRESULT hr;

    *out = NULL;
    if (!(activate = memory_alloc_zeroed(sizeof(*activate))))
        return E_OUTOFMEMORY;
    object_init(&activate->object, &transform_activate_class);
    lock_init(&activate->lock, LOCK_RANK_OBJECT);
    hr = attributes_init(&activate->attributes, &activate->object, 0);
    if (FAILED(hr))
    {
        memory_free(activate);
        return hr;
    }
    activate->attributes.IMFAttributes_iface.lpVtbl = (IMFAttributesVtbl *)&transform_activate_vtbl;
    if (source)
    {
        hr = IMFAttributes_CopyAllItems(source, get_attributes(activate));
        if (FAILED(hr))
        {
            transform_activate_destroy(&activate->object);
            return hr;
        }
    }
    if (factory)
    {
        IClassFactory_AddRef(factory);
        activate->factory = factory;
    }
    *out = (IMFActivate *)get_attributes(activate);
    return S_OK;
}

HRESULT transform_activate_create(const struct transform *transform, IMFActivate **out)
{
    return create_activate(transform->factory, transform->attributes, out);
}

/* Creates an activation object without attributes. The caller sets them, at least MFT_TRANSFORM_CLSID_Attribute, and
 * ActivateObject then creates the transform; without that attribute it answers MF_E_ATTRIBUTENOTFOUND.
 *
 * *activate receives the caller's reference. S_OK, E_POINTER, E_OUTOFMEMORY. Thread safe; needs no MFStartup.
 * Documented; that the object starts empty is observed on Windows. */
HRESULT WINAPI MFCreateTransformActivate(IMFActivate **activate)
{
    if (!activate)
        return E_POINTER;
    return create_activate(NULL, NULL, activate);
}
