/* SPDX-License-Identifier: MIT */
/* MFTRegister, MFTUnregister, MFTGetInfo: transforms that the registry of the machine knows. */

#include "transform/transform.h"
#include "transform/transform_snapshot.h"
#include "base/memory.h"

/* The serialized form of a store. *blob is freed with memory_free. */
static HRESULT serialize_attributes(IMFAttributes *attributes, BYTE **blob, UINT32 *size)
{
    HRESULT hr;

    hr = MFGetAttributesAsBlobSize(attributes, size);
    if (FAILED(hr))
        return hr;
    if (!(*blob = memory_alloc(*size)))
        return E_OUTOFMEMORY;
    hr = MFGetAttributesAsBlob(attributes, *blob, *size);
    if (FAILED(hr))
    {
        memory_free(*blob);
        *blob = NULL;
    }
    return hr;
}

static BOOL type_list_fits(UINT32 count, const MFT_REGISTER_TYPE_INFO *types)
{
    return !types || count <= MAXLONG / sizeof(*types);
}

/* Registers a transform for all programs of the machine; the COM class is not registered.
 *
 * clsid and category (any GUID) by value. name must not be NULL. flags: _MFT_ENUM_FLAG bits, 0 for synchronous. A type
 * list that is NULL or has the count 0, and attributes that are NULL, leave what an earlier registration stored, so that
 * registering a class again adds to it. attributes are stored whole, and given to activation objects.
 *
 * S_OK; E_INVALIDARG without a name or with a list that fits no registry value; E_ACCESSDENIED without the right to
 * write for the machine; E_OUTOFMEMORY; errors of serializing the attributes. Thread safe.
 * Documented; that a registration merges with what is there is observed on Windows, and so is that any combination of
 * counts and missing lists is accepted. Without a name Windows crashes. */
HRESULT WINAPI MFTRegister(CLSID clsid, GUID category, LPWSTR name, UINT32 flags, UINT32 input_count,
        MFT_REGISTER_TYPE_INFO *input_types, UINT32 output_count, MFT_REGISTER_TYPE_INFO *output_types,
        IMFAttributes *attributes)
{
    struct transform_registration registration =
    {
        .name = name, .flags = flags,
        .inputs = input_types, .input_count = input_count,
        .outputs = output_types, .output_count = output_count,
    };
    HRESULT hr = S_OK;

    if (!name || wcslen(name) >= MAXLONG / sizeof(WCHAR) || !type_list_fits(input_count, input_types)
            || !type_list_fits(output_count, output_types))
        return E_INVALIDARG;
    if (attributes)
        hr = serialize_attributes(attributes, &registration.attributes, &registration.attributes_size);
    if (SUCCEEDED(hr))
        hr = transform_registration_write(&clsid, &category, &registration);
    memory_free(registration.attributes);
    transform_snapshot_invalidate();
    return hr;
}

/* Removes a transform from the registry, from all its categories.
 *
 * S_OK, also when it was not registered (Windows 7 has ERROR_FILE_NOT_FOUND there); E_ACCESSDENIED without the right to
 * write for the machine. Thread safe. Observed on Windows. */
HRESULT WINAPI MFTUnregister(CLSID clsid)
{
    HRESULT hr = transform_registration_delete(&clsid);

    transform_snapshot_invalidate();
    return hr;
}

static HRESULT give_types(const MFT_REGISTER_TYPE_INFO *types, UINT32 count, MFT_REGISTER_TYPE_INFO **out,
        UINT32 *out_count)
{
    if (!out || !count)
        return S_OK;
    if (!(*out = task_memory_duplicate(types, count * sizeof(*types))))
        return E_OUTOFMEMORY;
    if (out_count)
        *out_count = count;
    return S_OK;
}

/* What the registry says about a transform. Registrations of this process only are not seen.
 *
 * Each of the pointers may be NULL. *name and the lists are freed by the caller with CoTaskMemFree; a list is NULL and its
 * count 0 when there are no types. A count without its list is set to 0. *attributes is a new store, empty when none were
 * registered; the caller releases it. On failure everything is NULL and 0.
 *
 * S_OK; ERROR_FILE_NOT_FOUND as an HRESULT when the transform is not registered; E_OUTOFMEMORY. Thread safe.
 * Observed on Windows, the zeroed counts too. */
HRESULT WINAPI MFTGetInfo(CLSID clsid, LPWSTR *name, MFT_REGISTER_TYPE_INFO **input_types, UINT32 *input_count,
        MFT_REGISTER_TYPE_INFO **output_types, UINT32 *output_count, IMFAttributes **attributes)
{
    struct transform_registration registration;
    LSTATUS status;
    HRESULT hr;
    HKEY root;

    if (name)
        *name = NULL;
    if (input_types)
        *input_types = NULL;
    if (input_count)
        *input_count = 0;
    if (output_types)
        *output_types = NULL;
    if (output_count)
        *output_count = 0;
    if (attributes)
        *attributes = NULL;

    if ((status = transform_registration_open_root(&root)))
        return HRESULT_FROM_WIN32(status);
    hr = transform_registration_read(root, &clsid, &registration);
    RegCloseKey(root);
    if (FAILED(hr))
        return hr;

    if (name && !(*name = task_memory_duplicate(registration.name, (wcslen(registration.name) + 1) * sizeof(WCHAR))))
        hr = E_OUTOFMEMORY;
    if (SUCCEEDED(hr))
        hr = give_types(registration.inputs, registration.input_count, input_types, input_count);
    if (SUCCEEDED(hr))
        hr = give_types(registration.outputs, registration.output_count, output_types, output_count);
    if (SUCCEEDED(hr) && attributes)
        hr = transform_attributes_from_blob(registration.attributes, registration.attributes_size, attributes);
    transform_registration_clear(&registration);
    if (SUCCEEDED(hr))
        return hr;

    if (name)
    {
        task_memory_free(*name);
        *name = NULL;
    }
    if (input_types)
    {
        task_memory_free(*input_types);
        *input_types = NULL;
    }
    if (input_count)
        *input_count = 0;
    if (output_types)
    {
        task_memory_free(*output_types);
        *output_types = NULL;
    }
    if (output_count)
        *output_count = 0;
    return hr;
}
