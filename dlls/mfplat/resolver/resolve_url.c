/* SPDX-License-Identifier: MIT */
/* From a URL to a byte stream or a media source: the scheme handlers. */

#include <windows.h>
#include <mfapi.h>
#include <mferror.h>
#include "base/memory.h"
#include "resolver/content_type.h"
#include "resolver/file_scheme.h"
#include "resolver/handler_registry.h"
#include "resolver/http_stream.h"
#include "resolver/local_handlers.h"
#include "resolver/plugin_control.h"
#include "resolver/resolve.h"

#define MAX_SCHEME 64

struct url_resolution
{
    struct handler_call *call;
    const WCHAR *url;
    DWORD flags;
    IPropertyStore *props;
    WCHAR scheme[MAX_SCHEME]; /* with its colon */
    BOOL file;
    MF_OBJECT_TYPE *type;
    IUnknown **object;
};

HRESULT resolve_check_flags(DWORD flags, BOOL stream)
{
    const DWORD kinds = flags & (MF_RESOLUTION_MEDIASOURCE | MF_RESOLUTION_BYTESTREAM);

    if (kinds != MF_RESOLUTION_MEDIASOURCE && (stream || kinds != MF_RESOLUTION_BYTESTREAM))
        return E_INVALIDARG;
    if ((flags & MF_RESOLUTION_CONTENT_DOES_NOT_HAVE_TO_MATCH_EXTENSION_OR_MIME_TYPE) &&
            (flags & MF_RESOLUTION_KEEP_BYTE_STREAM_ALIVE_ON_FAIL))
        return MF_E_SOURCERESOLVER_MUTUALLY_EXCLUSIVE_FLAGS;
    return S_OK;
}

/* A handler may make a source where a byte stream was asked for: no use. */
static HRESULT check_type(const struct url_resolution *resolution)
{
    IMFMediaSource *source;

    if (*resolution->type == MF_OBJECT_BYTESTREAM || (resolution->flags & MF_RESOLUTION_MEDIASOURCE))
        return S_OK;
    if (SUCCEEDED(IUnknown_QueryInterface(*resolution->object, &IID_IMFMediaSource, (void **)&source)))
    {
        IMFMediaSource_Shutdown(source);
        IMFMediaSource_Release(source);
    }
    IUnknown_Release(*resolution->object);
    *resolution->object = NULL;
    return MF_E_UNSUPPORTED_BYTESTREAM_TYPE;
}

static HRESULT try_handler(struct url_resolution *resolution, IMFSchemeHandler *handler, const WCHAR *url)
{
    HRESULT hr = handler_call_scheme(resolution->call, handler, url, resolution->flags, resolution->props,
            resolution->type, resolution->object);

    return SUCCEEDED(hr) ? check_type(resolution) : hr;
}

static HRESULT try_local_handlers(struct url_resolution *resolution)
{
    HRESULT hr = MF_E_UNSUPPORTED_SCHEME;
    IMFSchemeHandler *handler;
    IMFActivate *activate;
    unsigned int n;

    for (n = 0; (activate = local_scheme_handler(resolution->scheme, n)); n++)
    {
        hr = IMFActivate_ActivateObject(activate, &IID_IMFSchemeHandler, (void **)&handler);
        IMFActivate_Release(activate);
        if (FAILED(hr))
            continue;
        hr = try_handler(resolution, handler, resolution->url);
        IMFSchemeHandler_Release(handler);
        if (SUCCEEDED(hr) || hr == E_ABORT)
            break;
    }
    return hr;
}

/* The resolver's own way to open it. */
static HRESULT open_stream(struct url_resolution *resolution)
{
    IMFByteStream *stream;
    HRESULT hr;

    if (resolution->file)
        hr = file_scheme_open(resolution->url, resolution->flags, &stream);
    else if (http_stream_is_http(resolution->url))
        hr = http_stream_create(resolution->url, &stream);
    else
        hr = MF_E_UNSUPPORTED_SCHEME;
    if (FAILED(hr))
        return hr;
    *resolution->type = MF_OBJECT_BYTESTREAM;
    *resolution->object = (IUnknown *)stream;
    return S_OK;
}

static HRESULT try_class(struct url_resolution *resolution, const CLSID *clsid)
{
    WCHAR *path = NULL;
    IMFSchemeHandler *handler;
    HRESULT hr;

    if (plugin_control_is_disabled(MF_Plugin_Type_MediaSource, clsid))
        return MF_E_UNSUPPORTED_SCHEME;
    if (resolution->file && IsEqualCLSID(clsid, &file_scheme_system_handler))
        return open_stream(resolution);
    if (resolution->file)
    {
        /* Not every handler knows all the spellings of a path. */
        hr = file_scheme_path(resolution->url, &path);
        if (FAILED(hr))
            return hr;
    }
    hr = CoCreateInstance(clsid, NULL, CLSCTX_INPROC_SERVER, &IID_IMFSchemeHandler, (void **)&handler);
    if (SUCCEEDED(hr))
    {
        hr = try_handler(resolution, handler, path ? path : resolution->url);
        IMFSchemeHandler_Release(handler);
    }
    memory_free(path);
    return hr;
}

static HRESULT try_all(struct url_resolution *resolution)
{
    struct clsid_list list = {NULL, 0};
    HRESULT hr = MF_E_UNSUPPORTED_SCHEME, local_hr = MF_E_UNSUPPORTED_SCHEME;
    unsigned int i;
    CLSID clsid;

    if (!(resolution->flags & MF_RESOLUTION_DISABLE_LOCAL_PLUGINS))
    {
        hr = try_local_handlers(resolution);
        if (SUCCEEDED(hr) || hr == E_ABORT)
            return hr;
        local_hr = hr;
    }
    if (plugin_control_preferred(MF_Plugin_Type_MediaSource, resolution->scheme, &clsid))
        hr = clsid_list_add(&list, &clsid);
    else
        hr = S_OK;
    if (SUCCEEDED(hr))
        hr = handler_registry_find(HANDLER_SCHEME, resolution->scheme, &list);
    if (SUCCEEDED(hr) && !list.count)
    {
        hr = open_stream(resolution);
    }
    else if (SUCCEEDED(hr))
    {
        hr = MF_E_UNSUPPORTED_SCHEME;
        for (i = 0; i < list.count && FAILED(hr) && hr != E_ABORT; i++)
            hr = try_class(resolution, &list.items[i]);
        /* Classes that do not exist on this machine are as good as none. */
        if (hr == REGDB_E_CLASSNOTREG)
            hr = open_stream(resolution);
    }
    clsid_list_free(&list);
    /* Where only a local handler knew the scheme, its failure says more. */
    return hr == MF_E_UNSUPPORTED_SCHEME ? local_hr : hr;
}

HRESULT resolve_url(struct handler_call *call, const WCHAR *url, DWORD flags, IPropertyStore *props,
        MF_OBJECT_TYPE *type, IUnknown **object)
{
    struct url_resolution resolution = {call, url, flags, props, L"file:", FALSE, type, object};
    IMFByteStream *stream;
    size_t length = 0;
    IUnknown *made;
    HRESULT hr;

    *object = NULL;
    resolution.file = file_scheme_is_file(url, &length);
    if (!resolution.file)
    {
        if (length >= MAX_SCHEME)
            return MF_E_UNSUPPORTED_SCHEME;
        memcpy(resolution.scheme, url, length * sizeof(WCHAR));
        resolution.scheme[length] = 0;
    }
    hr = try_all(&resolution);
    if (FAILED(hr))
        return handler_call_is_cancelled(call) ? E_ABORT : hr;
    if (*type != MF_OBJECT_BYTESTREAM || !(flags & MF_RESOLUTION_MEDIASOURCE))
        return S_OK;

    /* Only half the way: a source was asked for. The stream is ours and closed on failure in any case. */
    made = *object;
    *object = NULL;
    hr = IUnknown_QueryInterface(made, &IID_IMFByteStream, (void **)&stream);
    if (SUCCEEDED(hr))
    {
        hr = resolve_stream(call, stream, url, flags & ~MF_RESOLUTION_KEEP_BYTE_STREAM_ALIVE_ON_FAIL, props, type,
                object);
        IMFByteStream_Release(stream);
    }
    IUnknown_Release(made);
    return hr;
}
