/* SPDX-License-Identifier: MIT */
/* From a byte stream to a media source: the byte-stream handlers. */

#include <windows.h>
#include <mfapi.h>
#include <mferror.h>
#include "base/memory.h"
#include "bytestream/url_path.h"
#include "resolver/content_type.h"
#include "resolver/handler_registry.h"
#include "resolver/local_handlers.h"
#include "resolver/plugin_control.h"
#include "resolver/resolve.h"

/* What identifies the contents, the surest first: the URL's extension, the MIME type, the extension of the origin's
 * name, the first bytes as a MIME type and as an extension. */
#define MAX_KEYS 5

struct stream_resolution
{
    struct handler_call *call;
    IMFByteStream *stream;
    const WCHAR *url;
    DWORD flags;
    IPropertyStore *props;
    DWORD capabilities;
    WCHAR keys[MAX_KEYS][CONTENT_KEY_SIZE];
    unsigned int key_count;
    MF_OBJECT_TYPE *type;
    IUnknown **object;
};

static void add_key(struct stream_resolution *resolution, const WCHAR *key)
{
    unsigned int i;

    for (i = 0; i < resolution->key_count; i++)
    {
        if (!_wcsicmp(resolution->keys[i], key))
            return;
    }
    if (i < MAX_KEYS)
    {
        wcscpy(resolution->keys[i], key);
        resolution->key_count++;
    }
}

/* Handlers and we ourselves look at the stream from its beginning, wherever it stood. */
static void rewind_stream(const struct stream_resolution *resolution)
{
    if (resolution->capabilities & MFBYTESTREAM_IS_SEEKABLE)
        IMFByteStream_SetCurrentPosition(resolution->stream, 0);
}

static WCHAR *attribute_string(IMFAttributes *attributes, const GUID *key)
{
    WCHAR *text = NULL;
    UINT32 length;

    return SUCCEEDED(IMFAttributes_GetAllocatedString(attributes, key, &text, &length)) ? text : NULL;
}

static void add_attribute_keys(struct stream_resolution *resolution)
{
    WCHAR key[CONTENT_KEY_SIZE], *text;
    IMFAttributes *attributes;

    if (FAILED(IMFByteStream_QueryInterface(resolution->stream, &IID_IMFAttributes, (void **)&attributes)))
        return;
    if ((text = attribute_string(attributes, &MF_BYTESTREAM_CONTENT_TYPE)) && content_type_mime(text, key))
        add_key(resolution, key);
    task_memory_free(text);
    if ((text = attribute_string(attributes, &MF_BYTESTREAM_ORIGIN_NAME)) && content_type_extension(text, key))
        add_key(resolution, key);
    task_memory_free(text);
    IMFAttributes_Release(attributes);
}

static void add_signature_keys(struct stream_resolution *resolution)
{
    BYTE data[CONTENT_SIGNATURE_SIZE];
    const WCHAR *mime, *extension;
    ULONG size = 0, part;

    /* What is read from a stream that cannot go back would be lost to the handler. */
    if (!(resolution->capabilities & MFBYTESTREAM_IS_SEEKABLE))
        return;
    rewind_stream(resolution);
    while (size < sizeof(data))
    {
        part = 0;
        if (FAILED(IMFByteStream_Read(resolution->stream, data + size, sizeof(data) - size, &part)) || !part ||
                part > sizeof(data) - size)
            break;
        size += part;
    }
    if ((mime = content_type_of_bytes(data, size, &extension)))
    {
        add_key(resolution, mime);
        add_key(resolution, extension);
    }
}

/* A stream that others may write to is only for handlers that say they can do with that. */
static BOOL handler_accepts(const struct stream_resolution *resolution, IMFByteStreamHandler *handler)
{
    IMFAttributes *attributes;
    UINT32 accepts = 0;

    if (!(resolution->capabilities & MFBYTESTREAM_SHARE_WRITE))
        return TRUE;
    if (FAILED(IMFByteStreamHandler_QueryInterface(handler, &IID_IMFAttributes, (void **)&attributes)))
        return FALSE;
    IMFAttributes_GetUINT32(attributes, &MF_BYTESTREAMHANDLER_ACCEPTS_SHARE_WRITE, &accepts);
    IMFAttributes_Release(attributes);
    return accepts != 0;
}

static HRESULT try_handler(struct stream_resolution *resolution, IMFByteStreamHandler *handler)
{
    HRESULT hr;

    if (!handler_accepts(resolution, handler))
        return MF_E_UNSUPPORTED_BYTESTREAM_TYPE;
    rewind_stream(resolution);
    hr = handler_call_bytestream(resolution->call, handler, resolution->stream, resolution->url, resolution->flags,
            resolution->props, resolution->type, resolution->object);
    if (SUCCEEDED(hr) && *resolution->type != MF_OBJECT_MEDIASOURCE)
    {
        IUnknown_Release(*resolution->object);
        *resolution->object = NULL;
        hr = MF_E_UNSUPPORTED_BYTESTREAM_TYPE;
    }
    return hr;
}

static HRESULT try_class(struct stream_resolution *resolution, const CLSID *clsid)
{
    IMFByteStreamHandler *handler;
    HRESULT hr;

    if (plugin_control_is_disabled(MF_Plugin_Type_MediaSource, clsid))
        return MF_E_UNSUPPORTED_BYTESTREAM_TYPE;
    hr = CoCreateInstance(clsid, NULL, CLSCTX_INPROC_SERVER, &IID_IMFByteStreamHandler, (void **)&handler);
    if (FAILED(hr))
        return hr;
    hr = try_handler(resolution, handler);
    IMFByteStreamHandler_Release(handler);
    return hr;
}

static HRESULT try_local_handlers(struct stream_resolution *resolution)
{
    HRESULT hr = MF_E_UNSUPPORTED_BYTESTREAM_TYPE;
    IMFByteStreamHandler *handler;
    IMFActivate *activate;
    unsigned int i, n;

    for (i = 0; i < resolution->key_count; i++)
    {
        for (n = 0; (activate = local_bytestream_handler(resolution->keys[i], n)); n++)
        {
            hr = IMFActivate_ActivateObject(activate, &IID_IMFByteStreamHandler, (void **)&handler);
            IMFActivate_Release(activate);
            if (FAILED(hr))
                continue;
            hr = try_handler(resolution, handler);
            IMFByteStreamHandler_Release(handler);
            if (SUCCEEDED(hr) || hr == E_ABORT)
                return hr;
        }
    }
    return hr;
}

/* The preferred classes of the keys, then the registered ones; with the flag that says so, all others. */
static HRESULT find_classes(const struct stream_resolution *resolution, struct clsid_list *list)
{
    BOOL known = FALSE;
    HRESULT hr = S_OK;
    unsigned int i;
    CLSID clsid;

    for (i = 0; i < resolution->key_count && SUCCEEDED(hr); i++)
    {
        if (plugin_control_preferred(MF_Plugin_Type_MediaSource, resolution->keys[i], &clsid))
            hr = clsid_list_add(list, &clsid);
    }
    for (i = 0; i < resolution->key_count && SUCCEEDED(hr); i++)
    {
        hr = handler_registry_find(HANDLER_BYTESTREAM, resolution->keys[i], list);
        known = known || content_type_is_known(resolution->keys[i]);
    }
    if (SUCCEEDED(hr) && known)
        hr = clsid_list_add(list, &content_type_generic_handler);
    if (SUCCEEDED(hr) && (resolution->flags & MF_RESOLUTION_CONTENT_DOES_NOT_HAVE_TO_MATCH_EXTENSION_OR_MIME_TYPE))
        hr = handler_registry_find_all(HANDLER_BYTESTREAM, list);
    return hr;
}

static HRESULT try_all(struct stream_resolution *resolution)
{
    struct clsid_list list = {NULL, 0};
    HRESULT hr = MF_E_UNSUPPORTED_BYTESTREAM_TYPE;
    unsigned int i;

    if (!(resolution->flags & MF_RESOLUTION_DISABLE_LOCAL_PLUGINS))
    {
        hr = try_local_handlers(resolution);
        if (SUCCEEDED(hr) || hr == E_ABORT)
            return hr;
    }
    hr = find_classes(resolution, &list);
    if (SUCCEEDED(hr))
    {
        hr = MF_E_UNSUPPORTED_BYTESTREAM_TYPE;
        for (i = 0; i < list.count && FAILED(hr) && hr != E_ABORT; i++)
            hr = try_class(resolution, &list.items[i]);
    }
    clsid_list_free(&list);
    return hr;
}

HRESULT resolve_stream(struct handler_call *call, IMFByteStream *stream, const WCHAR *url, DWORD flags,
        IPropertyStore *props, MF_OBJECT_TYPE *type, IUnknown **object)
{
    struct stream_resolution *resolution;
    WCHAR key[CONTENT_KEY_SIZE];
    HRESULT hr = E_OUTOFMEMORY;

    *object = NULL;
    if ((resolution = memory_alloc_zeroed(sizeof(*resolution))))
    {
        resolution->call = call;
        resolution->stream = stream;
        resolution->url = url;
        resolution->flags = flags;
        resolution->props = props;
        resolution->type = type;
        resolution->object = object;
        if (FAILED(IMFByteStream_GetCapabilities(stream, &resolution->capabilities)))
            resolution->capabilities = 0;
        if (url && content_type_extension(url, key))
            add_key(resolution, key);
        add_attribute_keys(resolution);
        add_signature_keys(resolution);
        hr = try_all(resolution);
        memory_free(resolution);
    }
    if (SUCCEEDED(hr))
        return hr;
    if (!(flags & MF_RESOLUTION_KEEP_BYTE_STREAM_ALIVE_ON_FAIL))
        IMFByteStream_Close(stream);
    /* What single handlers say is not for the caller (observed). */
    if (hr != E_ABORT && hr != E_OUTOFMEMORY)
        hr = MF_E_UNSUPPORTED_BYTESTREAM_TYPE;
    return handler_call_is_cancelled(call) ? E_ABORT : hr;
}
