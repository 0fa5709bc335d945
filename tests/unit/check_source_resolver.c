/* SPDX-License-Identifier: MIT */
/* The source resolver: from strings to scheme handlers, from streams to byte-stream handlers, local registrations. */

#include "support/suite.h"
#include "support/callback.h"
#include <mfapi.h>
#include <mfidl.h>
#include <mferror.h>
#include <mfplat_newer.h>
#include <stdio.h>
#include <wchar.h>

static WCHAR path[MAX_PATH];
static IMFSourceResolver *resolver;

static void setup(void)
{
    WCHAR directory[MAX_PATH];
    HANDLE file;
    DWORD n;

    GetTempPathW(MAX_PATH, directory);
    swprintf(path, MAX_PATH, L"%lsmfresolve%lu.xyz", directory, GetCurrentProcessId());
    file = CreateFileW(path, GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, 0, NULL);
    WriteFile(file, "0123456789", 10, &n, NULL);
    CloseHandle(file);
    MFStartup(MF_VERSION, MFSTARTUP_FULL);
    ck_assert_ok(MFCreateSourceResolver(&resolver));
}

static void teardown(void)
{
    IMFSourceResolver_Release(resolver);
    MFShutdown();
    DeleteFileW(path);
}

START_TEST(test_create)
{
    IMFSourceResolver *second;

    ck_assert_hr(MFCreateSourceResolver(NULL), E_POINTER);
    ck_assert_ok(MFCreateSourceResolver(&second));
    ck_assert(second != resolver);
    ck_assert_refcount(second, 1);
    ck_assert_interface(second, &IID_IMFSourceResolver, TRUE);
    ck_assert_int_eq(IMFSourceResolver_Release(second), 0);
}
END_TEST

static IMFByteStream *open_stream(void)
{
    IMFByteStream *stream;

    ck_assert_ok(MFCreateFile(MF_ACCESSMODE_READ, MF_OPENMODE_FAIL_IF_NOT_EXIST, MF_FILEFLAGS_NONE, path, &stream));
    return stream;
}

START_TEST(test_arguments)
{
    IMFByteStream *stream = open_stream();
    MF_OBJECT_TYPE type;
    IUnknown *object;
    BYTE byte;
    ULONG n;

    ck_assert_hr(IMFSourceResolver_CreateObjectFromByteStream(resolver, NULL, NULL, MF_RESOLUTION_MEDIASOURCE, NULL,
            &type, &object), E_POINTER);
    ck_assert_hr(IMFSourceResolver_CreateObjectFromByteStream(resolver, stream, NULL, MF_RESOLUTION_MEDIASOURCE, NULL,
            NULL, &object), E_POINTER);
    ck_assert_hr(IMFSourceResolver_CreateObjectFromByteStream(resolver, stream, NULL, MF_RESOLUTION_MEDIASOURCE, NULL,
            &type, NULL), E_POINTER);
    ck_assert_hr(IMFSourceResolver_CreateObjectFromByteStream(resolver, stream, NULL, MF_RESOLUTION_MEDIASOURCE
            | MF_RESOLUTION_CONTENT_DOES_NOT_HAVE_TO_MATCH_EXTENSION_OR_MIME_TYPE
            | MF_RESOLUTION_KEEP_BYTE_STREAM_ALIVE_ON_FAIL, NULL, &type, &object),
            MF_E_SOURCERESOLVER_MUTUALLY_EXCLUSIVE_FLAGS);
    ck_assert(FAILED(IMFSourceResolver_CreateObjectFromByteStream(resolver, stream, NULL, MF_RESOLUTION_BYTESTREAM,
            NULL, &type, &object)));
    ck_assert(FAILED(IMFSourceResolver_CreateObjectFromURL(resolver, path, 0, NULL, &type, &object)));
    ck_assert(FAILED(IMFSourceResolver_CreateObjectFromURL(resolver, path, MF_RESOLUTION_MEDIASOURCE
            | MF_RESOLUTION_BYTESTREAM, NULL, &type, &object)));
    /* None of them has closed the stream. */
    ck_assert_ok(IMFByteStream_Read(stream, &byte, 1, &n));
    ck_assert_int_eq(IMFByteStream_Release(stream), 0);
}
END_TEST

/* What may stand in front of the path of a file (observed on Windows). */
static const struct
{
    const WCHAR *prefix;
    HRESULT hr;
} prefixes[] =
{
    {L"", S_OK}, {L"/", S_OK}, {L"//", S_OK}, {L"///", S_OK}, {L"/////", S_OK},
    {L":", HRESULT_FROM_WIN32(ERROR_INVALID_NAME)},
    {L"::", HRESULT_FROM_WIN32(ERROR_PATH_NOT_FOUND)},
    {L":::::", HRESULT_FROM_WIN32(ERROR_PATH_NOT_FOUND)},
    {L"/file://", HRESULT_FROM_WIN32(ERROR_INVALID_NAME)},
    {L"//file://", HRESULT_FROM_WIN32(ERROR_BAD_NETPATH)},
    {L"///file://", HRESULT_FROM_WIN32(ERROR_INVALID_NAME)},
    {L"/////file://", HRESULT_FROM_WIN32(ERROR_BAD_NETPATH)},
    {L":file://", HRESULT_FROM_WIN32(ERROR_INVALID_NAME)},
    {L"::file://", HRESULT_FROM_WIN32(ERROR_PATH_NOT_FOUND)},
    {L":::::file://", HRESULT_FROM_WIN32(ERROR_PATH_NOT_FOUND)},
    {L"file://", S_OK}, {L"file:///", S_OK},
};

START_TEST(test_prefix)
{
    WCHAR url[MAX_PATH];
    MF_OBJECT_TYPE type = MF_OBJECT_INVALID;
    IUnknown *object = NULL;
    BYTE data[10];
    ULONG n;

    swprintf(url, MAX_PATH, L"%ls%ls", prefixes[_i].prefix, path);
    ck_assert_hr_msg(IMFSourceResolver_CreateObjectFromURL(resolver, url, MF_RESOLUTION_BYTESTREAM, NULL, &type,
            &object), prefixes[_i].hr, "%ls", url);
    if (FAILED(prefixes[_i].hr))
        return;
    ck_assert_int_eq(type, MF_OBJECT_BYTESTREAM);
    /* The very interface, without QueryInterface. */
    ck_assert_ok(IMFByteStream_Read((IMFByteStream *)object, data, 10, &n));
    ck_assert(n == 10 && !memcmp(data, "0123456789", 10));
    ck_assert_int_eq(IUnknown_Release(object), 0);
}
END_TEST

START_TEST(test_missing)
{
    MF_OBJECT_TYPE type;
    IUnknown *object;

    ck_assert_hr(IMFSourceResolver_CreateObjectFromURL(resolver, L"nonexisting.mp4", MF_RESOLUTION_BYTESTREAM, NULL,
            &type, &object), HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND));
    ck_assert_hr(IMFSourceResolver_CreateObjectFromURL(resolver, L"nosuchscheme://x/y", MF_RESOLUTION_BYTESTREAM,
            NULL, &type, &object), MF_E_UNSUPPORTED_SCHEME);
    ck_assert_hr(IMFSourceResolver_CreateObjectFromURL(resolver, NULL, MF_RESOLUTION_BYTESTREAM, NULL, &type,
            &object), E_POINTER);
}
END_TEST

/* Bytes that nothing identifies; the stream is closed unless the flag says not to. */
START_TEST(test_unknown_content)
{
    IMFByteStream *stream;
    MF_OBJECT_TYPE type;
    IUnknown *object;
    BYTE data[1024];
    ULONG n;

    memset(data, 0xcd, sizeof(data));
    ck_assert_ok(MFCreateTempFile(MF_ACCESSMODE_READWRITE, MF_OPENMODE_FAIL_IF_EXIST, MF_FILEFLAGS_NONE, &stream));
    ck_assert_ok(IMFByteStream_Write(stream, data, 1024, &n));
    /* The header of an MPEG-4 file in the middle, where the position stands, does not help. */
    ck_assert_ok(IMFByteStream_Write(stream, (const BYTE *)"\0\0\0\x18" "ftypisom", 12, &n));
    ck_assert_ok(IMFByteStream_SetCurrentPosition(stream, 1024));
    ck_assert_hr(IMFSourceResolver_CreateObjectFromByteStream(resolver, stream, NULL, MF_RESOLUTION_MEDIASOURCE
            | MF_RESOLUTION_KEEP_BYTE_STREAM_ALIVE_ON_FAIL, NULL, &type, &object), MF_E_UNSUPPORTED_BYTESTREAM_TYPE);
    ck_assert_hr(IMFSourceResolver_CreateObjectFromByteStream(resolver, stream, NULL, MF_RESOLUTION_MEDIASOURCE
            | MF_RESOLUTION_KEEP_BYTE_STREAM_ALIVE_ON_FAIL
            | MF_RESOLUTION_CONTENT_DOES_NOT_HAVE_TO_MATCH_EXTENSION_OR_MIME_TYPE, NULL, &type, &object),
            MF_E_SOURCERESOLVER_MUTUALLY_EXCLUSIVE_FLAGS);
    ck_assert_ok(IMFByteStream_SetCurrentPosition(stream, 0));
    ck_assert_ok(IMFByteStream_Read(stream, data, 1, &n));
    ck_assert_hr(IMFSourceResolver_CreateObjectFromByteStream(resolver, stream, NULL, MF_RESOLUTION_MEDIASOURCE
            | MF_RESOLUTION_CONTENT_DOES_NOT_HAVE_TO_MATCH_EXTENSION_OR_MIME_TYPE, NULL, &type, &object),
            MF_E_UNSUPPORTED_BYTESTREAM_TYPE);
    ck_assert(FAILED(IMFByteStream_Read(stream, data, 1, &n)));
    ck_assert_int_eq(IMFByteStream_Release(stream), 0);
}
END_TEST

struct end_context
{
    HRESULT hr;
    MF_OBJECT_TYPE type;
    IUnknown *object;
};

static void end_url(struct test_callback *callback, IMFAsyncResult *result)
{
    struct end_context *context = callback->context;

    context->hr = IMFSourceResolver_EndCreateObjectFromURL(resolver, result, &context->type, &context->object);
}

START_TEST(test_async)
{
    struct test_callback *callback = test_callback_create();
    struct end_context context = {E_FAIL, MF_OBJECT_INVALID, NULL};
    IUnknown *cookie = NULL;

    callback->on_invoke = end_url;
    callback->context = &context;
    ck_assert_ok(IMFSourceResolver_BeginCreateObjectFromURL(resolver, path, MF_RESOLUTION_BYTESTREAM, NULL, &cookie,
            &callback->IMFAsyncCallback_iface, (IUnknown *)resolver));
    ck_assert(cookie != NULL);
    IUnknown_Release(cookie);
    ck_assert(test_callback_wait(callback, 5000));
    ck_assert_ok(context.hr);
    ck_assert(callback->state == (IUnknown *)resolver);
    ck_assert_int_eq(context.type, MF_OBJECT_BYTESTREAM);
    ck_assert_int_eq(IUnknown_Release(context.object), 0);

    /* The cookie is optional. Errors are those of the End method. */
    ck_assert_ok(IMFSourceResolver_BeginCreateObjectFromURL(resolver, L"nonexisting.mp4", MF_RESOLUTION_BYTESTREAM,
            NULL, NULL, &callback->IMFAsyncCallback_iface, NULL));
    ck_assert(test_callback_wait(callback, 5000));
    ck_assert_hr(context.hr, HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND));
    ck_assert(!context.object);
    test_callback_release(callback);
}
END_TEST

/* Best effort: the callback comes, with the object or with E_ABORT. */
START_TEST(test_cancel)
{
    struct test_callback *callback = test_callback_create();
    struct end_context context = {E_FAIL, MF_OBJECT_INVALID, NULL};
    IUnknown *cookie;

    callback->on_invoke = end_url;
    callback->context = &context;
    ck_assert_ok(IMFSourceResolver_BeginCreateObjectFromURL(resolver, path, MF_RESOLUTION_BYTESTREAM, NULL, &cookie,
            &callback->IMFAsyncCallback_iface, NULL));
    ck_assert_ok(IMFSourceResolver_CancelObjectCreation(resolver, cookie));
    IUnknown_Release(cookie);
    ck_assert(test_callback_wait(callback, 5000));
    ck_assert(context.hr == S_OK || context.hr == E_ABORT);
    if (SUCCEEDED(context.hr))
        IUnknown_Release(context.object);
    test_callback_release(callback);
}
END_TEST

/* A handler of the program's own, and the activation object that makes it: both in one. */
struct handler
{
    IMFActivate IMFActivate_iface;
    IMFSchemeHandler IMFSchemeHandler_iface;
    IMFByteStreamHandler IMFByteStreamHandler_iface;
    LONG activated, begun;
    WCHAR url[MAX_PATH];
    DWORD flags;
    IMFByteStream *stream;
    QWORD position;         /* of the stream when it was handed over */
    HRESULT hr;             /* what the End methods answer */
    MF_OBJECT_TYPE type;
    IUnknown *object;       /* what they give */
};

static struct handler *handler_from_IMFActivate(IMFActivate *iface)
{
    return CONTAINING_RECORD(iface, struct handler, IMFActivate_iface);
}

static struct handler *handler_from_IMFSchemeHandler(IMFSchemeHandler *iface)
{
    return CONTAINING_RECORD(iface, struct handler, IMFSchemeHandler_iface);
}

static struct handler *handler_from_IMFByteStreamHandler(IMFByteStreamHandler *iface)
{
    return CONTAINING_RECORD(iface, struct handler, IMFByteStreamHandler_iface);
}

static HRESULT handler_query(struct handler *handler, REFIID iid, void **out)
{
    *out = NULL;
    if (IsEqualIID(iid, &IID_IMFSchemeHandler))
        *out = &handler->IMFSchemeHandler_iface;
    else if (IsEqualIID(iid, &IID_IMFByteStreamHandler))
        *out = &handler->IMFByteStreamHandler_iface;
    else if (IsEqualIID(iid, &IID_IMFActivate) || IsEqualIID(iid, &IID_IUnknown))
        *out = &handler->IMFActivate_iface;
    return *out ? S_OK : E_NOINTERFACE;
}

static HRESULT WINAPI activate_QueryInterface(IMFActivate *iface, REFIID iid, void **out)
{
    return handler_query(handler_from_IMFActivate(iface), iid, out);
}

static ULONG WINAPI static_AddRef(void *iface)
{
    (void)iface;
    return 2;
}

static ULONG WINAPI static_Release(void *iface)
{
    (void)iface;
    return 1;
}

static HRESULT WINAPI activate_ActivateObject(IMFActivate *iface, REFIID iid, void **out)
{
    struct handler *handler = handler_from_IMFActivate(iface);

    InterlockedIncrement(&handler->activated);
    return handler_query(handler, iid, out);
}

static const IMFActivateVtbl activate_vtbl =
{
    .QueryInterface = activate_QueryInterface,
    .AddRef = (void *)static_AddRef,
    .Release = (void *)static_Release,
    .ActivateObject = activate_ActivateObject
};

static HRESULT WINAPI scheme_QueryInterface(IMFSchemeHandler *iface, REFIID iid, void **out)
{
    return handler_query(handler_from_IMFSchemeHandler(iface), iid, out);
}

static HRESULT begin_handler(struct handler *handler, const WCHAR *url, DWORD flags, IUnknown **cookie,
        IMFAsyncCallback *callback, IUnknown *state)
{
    IMFAsyncResult *result;
    HRESULT hr;

    InterlockedIncrement(&handler->begun);
    swprintf(handler->url, MAX_PATH, L"%ls", url ? url : L"");
    handler->flags = flags;
    if (cookie)
        *cookie = NULL;
    hr = MFCreateAsyncResult(NULL, callback, state, &result);
    if (SUCCEEDED(hr))
    {
        hr = MFInvokeCallback(result);
        IMFAsyncResult_Release(result);
    }
    return hr;
}

static HRESULT end_handler(struct handler *handler, MF_OBJECT_TYPE *type, IUnknown **object)
{
    *type = handler->type;
    *object = SUCCEEDED(handler->hr) ? handler->object : NULL;
    if (*object)
        IUnknown_AddRef(*object);
    return handler->hr;
}

static HRESULT WINAPI scheme_BeginCreateObject(IMFSchemeHandler *iface, const WCHAR *url, DWORD flags,
        IPropertyStore *props, IUnknown **cookie, IMFAsyncCallback *callback, IUnknown *state)
{
    (void)props;
    return begin_handler(handler_from_IMFSchemeHandler(iface), url, flags, cookie, callback, state);
}

static HRESULT WINAPI scheme_EndCreateObject(IMFSchemeHandler *iface, IMFAsyncResult *result, MF_OBJECT_TYPE *type,
        IUnknown **object)
{
    (void)result;
    return end_handler(handler_from_IMFSchemeHandler(iface), type, object);
}

static HRESULT WINAPI scheme_CancelObjectCreation(IMFSchemeHandler *iface, IUnknown *cookie)
{
    (void)iface;
    (void)cookie;
    return E_NOTIMPL;
}

static const IMFSchemeHandlerVtbl scheme_vtbl =
{
    scheme_QueryInterface, (void *)static_AddRef, (void *)static_Release, scheme_BeginCreateObject,
    scheme_EndCreateObject, scheme_CancelObjectCreation
};

static HRESULT WINAPI bytestream_QueryInterface(IMFByteStreamHandler *iface, REFIID iid, void **out)
{
    return handler_query(handler_from_IMFByteStreamHandler(iface), iid, out);
}

static HRESULT WINAPI bytestream_BeginCreateObject(IMFByteStreamHandler *iface, IMFByteStream *stream,
        const WCHAR *url, DWORD flags, IPropertyStore *props, IUnknown **cookie, IMFAsyncCallback *callback,
        IUnknown *state)
{
    struct handler *handler = handler_from_IMFByteStreamHandler(iface);

    (void)props;
    handler->stream = stream;
    IMFByteStream_GetCurrentPosition(stream, &handler->position);
    return begin_handler(handler, url, flags, cookie, callback, state);
}

static HRESULT WINAPI bytestream_EndCreateObject(IMFByteStreamHandler *iface, IMFAsyncResult *result,
        MF_OBJECT_TYPE *type, IUnknown **object)
{
    (void)result;
    return end_handler(handler_from_IMFByteStreamHandler(iface), type, object);
}

static HRESULT WINAPI bytestream_CancelObjectCreation(IMFByteStreamHandler *iface, IUnknown *cookie)
{
    (void)iface;
    (void)cookie;
    return E_NOTIMPL;
}

static HRESULT WINAPI bytestream_GetMaxNumberOfBytes(IMFByteStreamHandler *iface, QWORD *bytes)
{
    (void)iface;
    (void)bytes;
    return E_NOTIMPL;
}

static const IMFByteStreamHandlerVtbl bytestream_vtbl =
{
    bytestream_QueryInterface, (void *)static_AddRef, (void *)static_Release, bytestream_BeginCreateObject,
    bytestream_EndCreateObject, bytestream_CancelObjectCreation, bytestream_GetMaxNumberOfBytes
};

/* Registrations cannot be undone, so each test has a handler and keys of its own, for ever. */
static void handler_init(struct handler *handler, MF_OBJECT_TYPE type, IUnknown *object)
{
    memset(handler, 0, sizeof(*handler));
    handler->IMFActivate_iface.lpVtbl = (IMFActivateVtbl *)&activate_vtbl;
    handler->IMFSchemeHandler_iface.lpVtbl = (IMFSchemeHandlerVtbl *)&scheme_vtbl;
    handler->IMFByteStreamHandler_iface.lpVtbl = (IMFByteStreamHandlerVtbl *)&bytestream_vtbl;
    handler->type = type;
    handler->object = object;
}

START_TEST(test_register_arguments)
{
    static struct handler handler;
    IMFActivate *activate = &handler.IMFActivate_iface;

    handler_init(&handler, MF_OBJECT_INVALID, NULL);
    ck_assert_hr(MFRegisterLocalSchemeHandler(NULL, NULL), E_INVALIDARG);
    ck_assert_hr(MFRegisterLocalSchemeHandler(L"local:", NULL), E_INVALIDARG);
    ck_assert_hr(MFRegisterLocalSchemeHandler(NULL, activate), E_INVALIDARG);
    ck_assert_ok(MFRegisterLocalSchemeHandler(L"local", activate));
    ck_assert_ok(MFRegisterLocalSchemeHandler(L"local", activate));
    ck_assert_hr(MFRegisterLocalByteStreamHandler(NULL, NULL, NULL), E_INVALIDARG);
    ck_assert_hr(MFRegisterLocalByteStreamHandler(NULL, NULL, activate), E_INVALIDARG);
    ck_assert_ok(MFRegisterLocalByteStreamHandler(NULL, L"local", activate));
    ck_assert_ok(MFRegisterLocalByteStreamHandler(L"local", NULL, activate));
    ck_assert_ok(MFRegisterLocalByteStreamHandler(L"local", L"local", activate));
    ck_assert_int_eq(handler.activated, 0);
}
END_TEST

START_TEST(test_local_scheme)
{
    static struct handler handler;
    IMFByteStream *stream = open_stream();
    MF_OBJECT_TYPE type;
    IUnknown *object;

    handler_init(&handler, MF_OBJECT_BYTESTREAM, (IUnknown *)stream);
    ck_assert_ok(MFRegisterLocalSchemeHandler(L"mytest:", &handler.IMFActivate_iface));
    ck_assert_ok(IMFSourceResolver_CreateObjectFromURL(resolver, L"MyTest://a/b?c", MF_RESOLUTION_BYTESTREAM, NULL,
            &type, &object));
    ck_assert(object == (IUnknown *)stream);
    ck_assert_int_eq(type, MF_OBJECT_BYTESTREAM);
    ck_assert_int_eq(handler.begun, 1);
    ck_assert_msg(!wcscmp(handler.url, L"MyTest://a/b?c"), "%ls", handler.url);
    ck_assert_int_eq(handler.flags, MF_RESOLUTION_BYTESTREAM);
    ck_assert_int_eq(IUnknown_Release(object), 1);
    ck_assert_hr(IMFSourceResolver_CreateObjectFromURL(resolver, L"mytest:x", MF_RESOLUTION_BYTESTREAM
            | MF_RESOLUTION_DISABLE_LOCAL_PLUGINS, NULL, &type, &object), MF_E_UNSUPPORTED_SCHEME);
    ck_assert_int_eq(handler.begun, 1);
    handler.hr = E_ACCESSDENIED;
    ck_assert_hr(IMFSourceResolver_CreateObjectFromURL(resolver, L"mytest:x", MF_RESOLUTION_BYTESTREAM, NULL, &type,
            &object), E_ACCESSDENIED);
    ck_assert_int_eq(IMFByteStream_Release(stream), 0);
}
END_TEST

/* By content type, by the extension of the URL, by that of the origin's name; always from the beginning. */
START_TEST(test_local_bytestream)
{
    static struct handler handler;
    static struct test_object source;
    IMFByteStream *stream = open_stream();
    IMFAttributes *attributes;
    MF_OBJECT_TYPE type;
    IUnknown *object;

    test_object_init(&source);
    handler_init(&handler, MF_OBJECT_MEDIASOURCE, &source.IUnknown_iface);
    ck_assert_ok(MFRegisterLocalByteStreamHandler(L".mytest", L"video/my-test", &handler.IMFActivate_iface));

    ck_assert_ok(IMFByteStream_SetCurrentPosition(stream, 7));
    ck_assert_ok(IMFSourceResolver_CreateObjectFromByteStream(resolver, stream, L"http://x/y.MYTEST?z=.mp4",
            MF_RESOLUTION_MEDIASOURCE, NULL, &type, &object));
    ck_assert(object == &source.IUnknown_iface);
    ck_assert_int_eq(type, MF_OBJECT_MEDIASOURCE);
    ck_assert(handler.stream == stream);
    ck_assert_uint_eq(handler.position, 0);
    IUnknown_Release(object);

    ck_assert_ok(IMFByteStream_QueryInterface(stream, &IID_IMFAttributes, (void **)&attributes));
    ck_assert_ok(IMFAttributes_SetString(attributes, &MF_BYTESTREAM_CONTENT_TYPE, L"video/my-test; codecs=\"x\""));
    ck_assert_ok(IMFSourceResolver_CreateObjectFromByteStream(resolver, stream, NULL, MF_RESOLUTION_MEDIASOURCE, NULL,
            &type, &object));
    IUnknown_Release(object);
    ck_assert_ok(IMFAttributes_SetString(attributes, &MF_BYTESTREAM_CONTENT_TYPE, L"video/other"));
    ck_assert_ok(IMFAttributes_SetString(attributes, &MF_BYTESTREAM_ORIGIN_NAME, L"c:\\a.b\\c.mytest"));
    ck_assert_ok(IMFSourceResolver_CreateObjectFromByteStream(resolver, stream, NULL, MF_RESOLUTION_MEDIASOURCE, NULL,
            &type, &object));
    IUnknown_Release(object);
    IMFAttributes_Release(attributes);
    ck_assert_int_eq(handler.begun, 3);

    /* What the handler fails with stays inside. */
    handler.hr = MF_E_CANNOT_PARSE_BYTESTREAM;
    ck_assert_hr(IMFSourceResolver_CreateObjectFromByteStream(resolver, stream, NULL, MF_RESOLUTION_MEDIASOURCE
            | MF_RESOLUTION_KEEP_BYTE_STREAM_ALIVE_ON_FAIL, NULL, &type, &object), MF_E_UNSUPPORTED_BYTESTREAM_TYPE);
    ck_assert_int_eq(IMFByteStream_Release(stream), 0);
    ck_assert_int_eq(source.refcount, 1);
}
END_TEST

/* The scheme handler makes a byte stream, a byte-stream handler the source; the URL goes along. */
START_TEST(test_both_steps)
{
    static struct handler scheme, handler;
    static struct test_object source;
    IMFByteStream *stream = open_stream();
    MF_OBJECT_TYPE type;
    IUnknown *object;

    test_object_init(&source);
    handler_init(&scheme, MF_OBJECT_BYTESTREAM, (IUnknown *)stream);
    handler_init(&handler, MF_OBJECT_MEDIASOURCE, &source.IUnknown_iface);
    ck_assert_ok(MFRegisterLocalSchemeHandler(L"twosteps:", &scheme.IMFActivate_iface));
    ck_assert_ok(MFRegisterLocalByteStreamHandler(L".twosteps", NULL, &handler.IMFActivate_iface));
    ck_assert_ok(IMFSourceResolver_CreateObjectFromURL(resolver, L"twosteps:a.twosteps", MF_RESOLUTION_MEDIASOURCE,
            NULL, &type, &object));
    ck_assert_int_eq(type, MF_OBJECT_MEDIASOURCE);
    ck_assert(object == &source.IUnknown_iface);
    ck_assert(!wcscmp(handler.url, L"twosteps:a.twosteps"));
    IUnknown_Release(object);
    ck_assert_int_eq(IMFByteStream_Release(stream), 0);
}
END_TEST

/* Undocumented exports: what this library answers. */
START_TEST(test_local_queries)
{
    HRESULT (WINAPI *is_mime)(const WCHAR *mime, BOOL *registered) = mfplat_function("MFIsLocallyRegisteredMimeType");
    static struct handler handler;
    BOOL registered = TRUE;

    if (!is_mime)
        return;
    handler_init(&handler, MF_OBJECT_INVALID, NULL);
    ck_assert_ok(is_mime(L"video/my-query", &registered));
    ck_assert(!registered);
    ck_assert_ok(MFRegisterLocalByteStreamHandler(NULL, L"video/my-query", &handler.IMFActivate_iface));
    ck_assert_ok(is_mime(L"Video/My-Query", &registered));
    ck_assert(registered);
}
END_TEST

START_TEST(test_supported)
{
    PROPVARIANT value;
    BOOL file = FALSE;
    ULONG i;

    ck_assert_hr(MFGetSupportedSchemes(NULL), E_POINTER);
    ck_assert_ok(MFGetSupportedSchemes(&value));
    ck_assert_int_eq(value.vt, VT_VECTOR | VT_LPWSTR);
    for (i = 0; i < value.calpwstr.cElems; i++)
        file = file || !wcsicmp(value.calpwstr.pElems[i], L"file:");
    ck_assert(file);
    PropVariantClear(&value);
    ck_assert_ok(MFGetSupportedMimeTypes(&value));
    ck_assert_int_eq(value.vt, VT_VECTOR | VT_LPWSTR);
    for (i = 0; i < value.calpwstr.cElems; i++)
        ck_assert(wcschr(value.calpwstr.pElems[i], '/') != NULL);
    PropVariantClear(&value);
}
END_TEST

START_TEST(test_plugin_control)
{
    static const CLSID clsid = {0x12345678, 0x1234, 0x5678, {1, 2, 3, 4, 5, 6, 7, 8}};
    const HRESULT not_found = HRESULT_FROM_WIN32(ERROR_NOT_FOUND), no_more = HRESULT_FROM_WIN32(ERROR_NO_MORE_ITEMS);
    IMFPluginControl *control, *again;
    WCHAR *selector;
    CLSID found;
    DWORD n;

    ck_assert_ok(MFGetPluginControl(&control));
    ck_assert_ok(MFGetPluginControl(&again));
    ck_assert(control == again);
    IMFPluginControl_Release(again);
    ck_assert_interface(control, &IID_IMFPluginControl2, TRUE);

    ck_assert_hr(IMFPluginControl_GetPreferredClsid(control, MF_Plugin_Type_MediaSource, L".mytest", &found),
            not_found);
    ck_assert_ok(IMFPluginControl_SetPreferredClsid(control, MF_Plugin_Type_MediaSource, L".mytest", &clsid));
    ck_assert_ok(IMFPluginControl_GetPreferredClsid(control, MF_Plugin_Type_MediaSource, L".mytest", &found));
    ck_assert(IsEqualCLSID(&found, &clsid));
    for (n = 0; SUCCEEDED(IMFPluginControl_GetPreferredClsidByIndex(control, MF_Plugin_Type_MediaSource, n, &selector,
            &found)); n++)
        CoTaskMemFree(selector);
    ck_assert_int_ge(n, 1);
    ck_assert_hr(IMFPluginControl_GetPreferredClsidByIndex(control, MF_Plugin_Type_MediaSource, n, &selector, &found),
            no_more);
    ck_assert_ok(IMFPluginControl_SetPreferredClsid(control, MF_Plugin_Type_MediaSource, L".mytest", NULL));
    ck_assert_hr(IMFPluginControl_GetPreferredClsid(control, MF_Plugin_Type_MediaSource, L".mytest", &found),
            not_found);

    ck_assert_hr(IMFPluginControl_IsDisabled(control, MF_Plugin_Type_MediaSource, &clsid), not_found);
    ck_assert_ok(IMFPluginControl_SetDisabled(control, MF_Plugin_Type_MediaSource, &clsid, TRUE));
    ck_assert_ok(IMFPluginControl_IsDisabled(control, MF_Plugin_Type_MediaSource, &clsid));
    ck_assert_hr(IMFPluginControl_IsDisabled(control, MF_Plugin_Type_MFT, &clsid), not_found);
    ck_assert_ok(IMFPluginControl_SetDisabled(control, MF_Plugin_Type_MediaSource, &clsid, FALSE));
    ck_assert_hr(IMFPluginControl_IsDisabled(control, MF_Plugin_Type_MediaSource, &clsid), not_found);
    ck_assert_hr(IMFPluginControl_GetDisabledByIndex(control, MF_Plugin_Type_MediaSource, 10000, &found), no_more);
    ck_assert_hr(IMFPluginControl_GetPreferredClsid(control, MF_Plugin_Type_MediaSource, NULL, &found), E_INVALIDARG);
    ck_assert_hr(IMFPluginControl_GetPreferredClsid(control, 77, L"x", &found), E_INVALIDARG);
    IMFPluginControl_Release(control);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("source_resolver");
    TCase *contract = tcase_create("contract"), *local = tcase_create("local");

    tcase_add_checked_fixture(contract, setup, teardown);
    tcase_add_test(contract, test_create);
    tcase_add_test(contract, test_arguments);
    tcase_add_loop_test(contract, test_prefix, 0, ARRAYSIZE(prefixes));
    tcase_add_test(contract, test_missing);
    tcase_add_test(contract, test_unknown_content);
    tcase_add_test(contract, test_async);
    tcase_add_test(contract, test_cancel);
    suite_add_tcase(suite, contract);
    tcase_add_checked_fixture(local, setup, teardown);
    tcase_add_test(local, test_local_queries);
    tcase_add_test(local, test_register_arguments);
    tcase_add_test(local, test_local_scheme);
    tcase_add_test(local, test_local_bytestream);
    tcase_add_test(local, test_both_steps);
    tcase_add_test(local, test_supported);
    tcase_add_test(local, test_plugin_control);
    suite_add_tcase(suite, local);
    return suite_main(suite);
}
