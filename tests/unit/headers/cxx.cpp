// SPDX-License-Identifier: MIT
// The headers as a C++ program sees them.

#include "cxx.h"
#include <mfplat_newer.h>
#include <rtworkq.h>
#include <string.h>

#define UUID_ROW(interface) {#interface, &__uuidof(interface)}

const GUID *cxx_uuidof(const char *interface_name)
{
    const struct
    {
        const char *name;
        const GUID *iid;
    } rows[] =
    {
        UUID_ROW(IMF2DBuffer),
        UUID_ROW(IMF2DBuffer2),
        UUID_ROW(IMFActivate),
        UUID_ROW(IMFAsyncCallback),
        UUID_ROW(IMFAsyncResult),
        UUID_ROW(IMFAttributes),
        UUID_ROW(IMFByteStream),
        UUID_ROW(IMFByteStreamHandler),
        UUID_ROW(IMFCollection),
        UUID_ROW(IMFDXGIBuffer),
        UUID_ROW(IMFDXGIDeviceManager),
        UUID_ROW(IMFMediaBuffer),
        UUID_ROW(IMFMediaEvent),
        UUID_ROW(IMFMediaEventQueue),
        UUID_ROW(IMFMediaType),
        UUID_ROW(IMFSample),
        UUID_ROW(IMFSchemeHandler),
        UUID_ROW(IMFTrackedSample),
        UUID_ROW(IRtwqAsyncCallback),
        UUID_ROW(IRtwqAsyncResult),
        UUID_ROW(IRtwqPlatformEvents),
    };

    for (size_t i = 0; i < ARRAYSIZE(rows); i++)
    {
        if (!strcmp(rows[i].name, interface_name))
        {
            return rows[i].iid;
        }
    }
    return NULL;
}

HRESULT cxx_invoke(IMFAsyncCallback *callback, IMFAsyncResult *result)
{
    return callback->Invoke(result);
}

HRESULT cxx_set_size(IMFAttributes *attributes, REFGUID key, UINT32 width, UINT32 height)
{
    return MFSetAttributeSize(attributes, key, width, height);
}

HRESULT cxx_get_size(IMFAttributes *attributes, REFGUID key, UINT32 *width, UINT32 *height)
{
    return MFGetAttributeSize(attributes, key, width, height);
}

HRESULT cxx_set_ratio(IMFAttributes *attributes, REFGUID key, UINT32 numerator, UINT32 denominator)
{
    return MFSetAttributeRatio(attributes, key, numerator, denominator);
}

HRESULT cxx_get_ratio(IMFAttributes *attributes, REFGUID key, UINT32 *numerator, UINT32 *denominator)
{
    return MFGetAttributeRatio(attributes, key, numerator, denominator);
}

UINT32 cxx_get_uint32(IMFAttributes *attributes, REFGUID key, UINT32 fallback)
{
    return MFGetAttributeUINT32(attributes, key, fallback);
}

UINT64 cxx_get_uint64(IMFAttributes *attributes, REFGUID key, UINT64 fallback)
{
    return MFGetAttributeUINT64(attributes, key, fallback);
}

double cxx_get_double(IMFAttributes *attributes, REFGUID key, double fallback)
{
    return MFGetAttributeDouble(attributes, key, fallback);
}

HRESULT cxx_get_string(IMFAttributes *attributes, REFGUID key, WCHAR **string)
{
    return MFGetAttributeString(attributes, key, string);
}

UINT64 cxx_pack_size(UINT32 width, UINT32 height)
{
    return PackSize(width, height);
}

UINT64 cxx_pack_ratio(INT32 numerator, UINT32 denominator)
{
    return PackRatio(numerator, denominator);
}

size_t cxx_async_result_size(void)
{
    return sizeof(MFASYNCRESULT);
}

size_t cxx_async_result_callback_offset(void)
{
    // Not offsetof: the class has virtual methods. No object is touched.
    const MFASYNCRESULT *result = (const MFASYNCRESULT *)0x1000;

    return (size_t)((const char *)&result->pCallback - (const char *)result);
}
