/* SPDX-License-Identifier: MIT */
/* Whole pieces of data and references to objects on an IStream. */

#include "attributes/stream_io.h"
#include "base/memory.h"
#include <mfplat_newer.h>

#define FIRST_PIECE 0x10000

HRESULT stream_write(IStream *stream, const void *data, UINT32 size)
{
    ULONG written;
    HRESULT hr;

    while (size)
    {
        written = 0;
        hr = IStream_Write(stream, data, size, &written);
        if (FAILED(hr))
            return hr;
        if (!written || written > size)
            return STG_E_MEDIUMFULL;
        data = (const BYTE *)data + written;
        size -= written;
    }
    return S_OK;
}

HRESULT stream_read(IStream *stream, void *data, UINT32 size)
{
    ULONG read;
    HRESULT hr;

    while (size)
    {
        read = 0;
        hr = IStream_Read(stream, data, size, &read);
        if (FAILED(hr))
            return hr;
        if (!read || read > size)
            return STG_E_READFAULT;
        data = (BYTE *)data + read;
        size -= read;
    }
    return S_OK;
}

HRESULT stream_read_block(IStream *stream, UINT32 size, BYTE **block)
{
    UINT32 done = 0, piece = FIRST_PIECE;
    BYTE *data = NULL, *larger;
    HRESULT hr = S_OK;

    *block = NULL;
    do
    {
        /* Each piece is as long as all before it: memory follows what was really there. */
        piece = min(size - done, max(done, FIRST_PIECE));
        larger = memory_realloc_array(data, done + piece ? done + piece : 1, 1);
        if (!larger)
            hr = E_OUTOFMEMORY;
        else
        {
            data = larger;
            hr = stream_read(stream, data + done, piece);
            done += piece;
        }
    }
    while (SUCCEEDED(hr) && done < size);

    if (FAILED(hr))
        memory_free(data);
    else
        *block = data;
    return hr;
}

static HRESULT write_object(IStream *stream, IUnknown *unknown)
{
    IMFObjectReferenceStream *references;
    HRESULT hr;

    if (FAILED(IStream_QueryInterface(stream, &IID_IMFObjectReferenceStream, (void **)&references)))
        return CoMarshalInterface(stream, &IID_IUnknown, unknown, MSHCTX_LOCAL, NULL, MSHLFLAGS_NORMAL);
    hr = IMFObjectReferenceStream_SaveReference(references, &IID_IUnknown, unknown);
    IMFObjectReferenceStream_Release(references);
    return hr;
}

static HRESULT read_object(IStream *stream, IUnknown **unknown)
{
    IMFObjectReferenceStream *references;
    HRESULT hr;

    if (FAILED(IStream_QueryInterface(stream, &IID_IMFObjectReferenceStream, (void **)&references)))
        return CoUnmarshalInterface(stream, &IID_IUnknown, (void **)unknown);
    hr = IMFObjectReferenceStream_LoadReference(references, &IID_IUnknown, (void **)unknown);
    IMFObjectReferenceStream_Release(references);
    return hr;
}

HRESULT stream_write_reference(IStream *stream, IUnknown *unknown)
{
    UINT32 present = unknown != NULL;
    HRESULT hr;

    hr = stream_write(stream, &present, sizeof(present));
    return FAILED(hr) || !present ? hr : write_object(stream, unknown);
}

HRESULT stream_read_reference(IStream *stream, IUnknown **unknown)
{
    UINT32 present;
    HRESULT hr;

    *unknown = NULL;
    hr = stream_read(stream, &present, sizeof(present));
    if (FAILED(hr) || !present)
        return hr;
    if (present != 1)
        return E_INVALIDARG;
    hr = read_object(stream, unknown);
    if (FAILED(hr))
        *unknown = NULL;
    return hr;
}
