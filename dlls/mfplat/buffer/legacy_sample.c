/* SPDX-License-Identifier: MIT */
/* The IMFSample face of a DMO buffer: every method is the one of the sample that it was created with. */

#include "buffer/legacy_buffer.h"

static IMFSample *sample_of(IMFSample *iface)
{
    return legacy_buffer_from_IMFSample(iface)->sample;
}

static HRESULT WINAPI legacy_sample_QueryInterface(IMFSample *iface, REFIID iid, void **out)
{
    return legacy_buffer_query(legacy_buffer_from_IMFSample(iface), iid, out);
}

static ULONG WINAPI legacy_sample_AddRef(IMFSample *iface)
{
    return object_add_ref(&legacy_buffer_from_IMFSample(iface)->object);
}

static ULONG WINAPI legacy_sample_Release(IMFSample *iface)
{
    return object_release(&legacy_buffer_from_IMFSample(iface)->object);
}

static HRESULT WINAPI legacy_sample_GetItem(IMFSample *iface, REFGUID key, PROPVARIANT *value)
{
    return IMFSample_GetItem(sample_of(iface), key, value);
}

static HRESULT WINAPI legacy_sample_GetItemType(IMFSample *iface, REFGUID key,
        MF_ATTRIBUTE_TYPE *type)
{
    return IMFSample_GetItemType(sample_of(iface), key, type);
}

static HRESULT WINAPI legacy_sample_CompareItem(IMFSample *iface, REFGUID key,
        REFPROPVARIANT value, BOOL *equal)
{
    return IMFSample_CompareItem(sample_of(iface), key, value, equal);
}

static HRESULT WINAPI legacy_sample_Compare(IMFSample *iface, IMFAttributes *other,
        MF_ATTRIBUTES_MATCH_TYPE type, BOOL *equal)
{
    return IMFSample_Compare(sample_of(iface), other, type, equal);
}

static HRESULT WINAPI legacy_sample_GetUINT32(IMFSample *iface, REFGUID key, UINT32 *value)
{
    return IMFSample_GetUINT32(sample_of(iface), key, value);
}

static HRESULT WINAPI legacy_sample_GetUINT64(IMFSample *iface, REFGUID key, UINT64 *value)
{
    return IMFSample_GetUINT64(sample_of(iface), key, value);
}

static HRESULT WINAPI legacy_sample_GetDouble(IMFSample *iface, REFGUID key, double *value)
{
    return IMFSample_GetDouble(sample_of(iface), key, value);
}

static HRESULT WINAPI legacy_sample_GetGUID(IMFSample *iface, REFGUID key, GUID *value)
{
    return IMFSample_GetGUID(sample_of(iface), key, value);
}

static HRESULT WINAPI legacy_sample_GetStringLength(IMFSample *iface, REFGUID key, UINT32 *length)
{
    return IMFSample_GetStringLength(sample_of(iface), key, length);
}

static HRESULT WINAPI legacy_sample_GetString(IMFSample *iface, REFGUID key, WCHAR *value,
        UINT32 size, UINT32 *length)
{
    return IMFSample_GetString(sample_of(iface), key, value, size, length);
}

static HRESULT WINAPI legacy_sample_GetAllocatedString(IMFSample *iface, REFGUID key,
        WCHAR **value, UINT32 *length)
{
    return IMFSample_GetAllocatedString(sample_of(iface), key, value, length);
}

static HRESULT WINAPI legacy_sample_GetBlobSize(IMFSample *iface, REFGUID key, UINT32 *size)
{
    return IMFSample_GetBlobSize(sample_of(iface), key, size);
}

static HRESULT WINAPI legacy_sample_GetBlob(IMFSample *iface, REFGUID key, UINT8 *value,
        UINT32 buffer_size, UINT32 *size)
{
    return IMFSample_GetBlob(sample_of(iface), key, value, buffer_size, size);
}

static HRESULT WINAPI legacy_sample_GetAllocatedBlob(IMFSample *iface, REFGUID key, UINT8 **value,
        UINT32 *size)
{
    return IMFSample_GetAllocatedBlob(sample_of(iface), key, value, size);
}

static HRESULT WINAPI legacy_sample_GetUnknown(IMFSample *iface, REFGUID key, REFIID iid,
        void **out)
{
    return IMFSample_GetUnknown(sample_of(iface), key, iid, out);
}

static HRESULT WINAPI legacy_sample_SetItem(IMFSample *iface, REFGUID key, REFPROPVARIANT value)
{
    return IMFSample_SetItem(sample_of(iface), key, value);
}

static HRESULT WINAPI legacy_sample_DeleteItem(IMFSample *iface, REFGUID key)
{
    return IMFSample_DeleteItem(sample_of(iface), key);
}

static HRESULT WINAPI legacy_sample_DeleteAllItems(IMFSample *iface)
{
    return IMFSample_DeleteAllItems(sample_of(iface));
}

static HRESULT WINAPI legacy_sample_SetUINT32(IMFSample *iface, REFGUID key, UINT32 value)
{
    return IMFSample_SetUINT32(sample_of(iface), key, value);
}

static HRESULT WINAPI legacy_sample_SetUINT64(IMFSample *iface, REFGUID key, UINT64 value)
{
    return IMFSample_SetUINT64(sample_of(iface), key, value);
}

static HRESULT WINAPI legacy_sample_SetDouble(IMFSample *iface, REFGUID key, double value)
{
    return IMFSample_SetDouble(sample_of(iface), key, value);
}

static HRESULT WINAPI legacy_sample_SetGUID(IMFSample *iface, REFGUID key, REFGUID value)
{
    return IMFSample_SetGUID(sample_of(iface), key, value);
}

static HRESULT WINAPI legacy_sample_SetString(IMFSample *iface, REFGUID key, const WCHAR *value)
{
    return IMFSample_SetString(sample_of(iface), key, value);
}

static HRESULT WINAPI legacy_sample_SetBlob(IMFSample *iface, REFGUID key, const UINT8 *value,
        UINT32 size)
{
    return IMFSample_SetBlob(sample_of(iface), key, value, size);
}

static HRESULT WINAPI legacy_sample_SetUnknown(IMFSample *iface, REFGUID key, IUnknown *unknown)
{
    return IMFSample_SetUnknown(sample_of(iface), key, unknown);
}

static HRESULT WINAPI legacy_sample_LockStore(IMFSample *iface)
{
    return IMFSample_LockStore(sample_of(iface));
}

static HRESULT WINAPI legacy_sample_UnlockStore(IMFSample *iface)
{
    return IMFSample_UnlockStore(sample_of(iface));
}

static HRESULT WINAPI legacy_sample_GetCount(IMFSample *iface, UINT32 *count)
{
    return IMFSample_GetCount(sample_of(iface), count);
}

static HRESULT WINAPI legacy_sample_GetItemByIndex(IMFSample *iface, UINT32 index, GUID *key,
        PROPVARIANT *value)
{
    return IMFSample_GetItemByIndex(sample_of(iface), index, key, value);
}

static HRESULT WINAPI legacy_sample_CopyAllItems(IMFSample *iface, IMFAttributes *destination)
{
    return IMFSample_CopyAllItems(sample_of(iface), destination);
}

static HRESULT WINAPI legacy_sample_GetSampleFlags(IMFSample *iface, DWORD *flags)
{
    return IMFSample_GetSampleFlags(sample_of(iface), flags);
}

static HRESULT WINAPI legacy_sample_SetSampleFlags(IMFSample *iface, DWORD flags)
{
    return IMFSample_SetSampleFlags(sample_of(iface), flags);
}

static HRESULT WINAPI legacy_sample_GetSampleTime(IMFSample *iface, LONGLONG *time)
{
    return IMFSample_GetSampleTime(sample_of(iface), time);
}

static HRESULT WINAPI legacy_sample_SetSampleTime(IMFSample *iface, LONGLONG time)
{
    return IMFSample_SetSampleTime(sample_of(iface), time);
}

static HRESULT WINAPI legacy_sample_GetSampleDuration(IMFSample *iface, LONGLONG *duration)
{
    return IMFSample_GetSampleDuration(sample_of(iface), duration);
}

static HRESULT WINAPI legacy_sample_SetSampleDuration(IMFSample *iface, LONGLONG duration)
{
    return IMFSample_SetSampleDuration(sample_of(iface), duration);
}

static HRESULT WINAPI legacy_sample_GetBufferCount(IMFSample *iface, DWORD *count)
{
    return IMFSample_GetBufferCount(sample_of(iface), count);
}

static HRESULT WINAPI legacy_sample_GetBufferByIndex(IMFSample *iface, DWORD index,
        IMFMediaBuffer **buffer)
{
    return IMFSample_GetBufferByIndex(sample_of(iface), index, buffer);
}

static HRESULT WINAPI legacy_sample_ConvertToContiguousBuffer(IMFSample *iface,
        IMFMediaBuffer **buffer)
{
    return IMFSample_ConvertToContiguousBuffer(sample_of(iface), buffer);
}

static HRESULT WINAPI legacy_sample_AddBuffer(IMFSample *iface, IMFMediaBuffer *buffer)
{
    return IMFSample_AddBuffer(sample_of(iface), buffer);
}

static HRESULT WINAPI legacy_sample_RemoveBufferByIndex(IMFSample *iface, DWORD index)
{
    return IMFSample_RemoveBufferByIndex(sample_of(iface), index);
}

static HRESULT WINAPI legacy_sample_RemoveAllBuffers(IMFSample *iface)
{
    return IMFSample_RemoveAllBuffers(sample_of(iface));
}

static HRESULT WINAPI legacy_sample_GetTotalLength(IMFSample *iface, DWORD *length)
{
    return IMFSample_GetTotalLength(sample_of(iface), length);
}

static HRESULT WINAPI legacy_sample_CopyToBuffer(IMFSample *iface, IMFMediaBuffer *buffer)
{
    return IMFSample_CopyToBuffer(sample_of(iface), buffer);
}

const IMFSampleVtbl legacy_sample_vtbl =
{
    legacy_sample_QueryInterface,
    legacy_sample_AddRef,
    legacy_sample_Release,
    legacy_sample_GetItem,
    legacy_sample_GetItemType,
    legacy_sample_CompareItem,
    legacy_sample_Compare,
    legacy_sample_GetUINT32,
    legacy_sample_GetUINT64,
    legacy_sample_GetDouble,
    legacy_sample_GetGUID,
    legacy_sample_GetStringLength,
    legacy_sample_GetString,
    legacy_sample_GetAllocatedString,
    legacy_sample_GetBlobSize,
    legacy_sample_GetBlob,
    legacy_sample_GetAllocatedBlob,
    legacy_sample_GetUnknown,
    legacy_sample_SetItem,
    legacy_sample_DeleteItem,
    legacy_sample_DeleteAllItems,
    legacy_sample_SetUINT32,
    legacy_sample_SetUINT64,
    legacy_sample_SetDouble,
    legacy_sample_SetGUID,
    legacy_sample_SetString,
    legacy_sample_SetBlob,
    legacy_sample_SetUnknown,
    legacy_sample_LockStore,
    legacy_sample_UnlockStore,
    legacy_sample_GetCount,
    legacy_sample_GetItemByIndex,
    legacy_sample_CopyAllItems,
    legacy_sample_GetSampleFlags,
    legacy_sample_SetSampleFlags,
    legacy_sample_GetSampleTime,
    legacy_sample_SetSampleTime,
    legacy_sample_GetSampleDuration,
    legacy_sample_SetSampleDuration,
    legacy_sample_GetBufferCount,
    legacy_sample_GetBufferByIndex,
    legacy_sample_ConvertToContiguousBuffer,
    legacy_sample_AddBuffer,
    legacy_sample_RemoveBufferByIndex,
    legacy_sample_RemoveAllBuffers,
    legacy_sample_GetTotalLength,
    legacy_sample_CopyToBuffer,
};
