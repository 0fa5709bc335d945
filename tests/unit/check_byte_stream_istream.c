/* SPDX-License-Identifier: MIT */
/* Byte streams over IStreams, IStreams over byte streams, wrappers, memory streams. */

#include "support/suite.h"
#include "support/callback.h"
#include <mfapi.h>
#include <mfidl.h>
#include <mferror.h>
#include <mfplat_newer.h>

HRESULT WINAPI MFCreateMFByteStreamOnStream(IStream *stream, IMFByteStream **bytestream);
HRESULT WINAPI MFCreateStreamOnMFByteStream(IMFByteStream *bytestream, IStream **stream);

static void setup(void)
{
    MFStartup(MF_VERSION, MFSTARTUP_FULL);
}

static void teardown(void)
{
    MFShutdown();
}

/* An IStream in memory with the four bytes written to it, so that its position is 4. */
static IStream *make_stream(const BYTE bytes[4])
{
    IStream *stream;
    ULONG n;

    ck_assert_ok(CreateStreamOnHGlobal(NULL, TRUE, &stream));
    ck_assert_ok(IStream_Write(stream, bytes, 4, &n));
    return stream;
}

static const BYTE four[4] = {0xaa, 0xbb, 0xcc, 0xdd};

static ULONGLONG stream_position(IStream *stream)
{
    LARGE_INTEGER zero = {{0}};
    ULARGE_INTEGER position;

    ck_assert_ok(IStream_Seek(stream, zero, STREAM_SEEK_CUR, &position));
    return position.QuadPart;
}

START_TEST(test_interfaces)
{
    IStream *stream = make_stream(four);
    IMFByteStream *bytestream, *again;
    IMFAttributes *attributes;
    IUnknown *unknown;
    DWORD capabilities;
    UINT32 n;

    ck_assert_ok(MFCreateMFByteStreamOnStream(stream, &bytestream));
    ck_assert_refcount(bytestream, 1);
    ck_assert_interface(bytestream, &IID_IUnknown, TRUE);
    ck_assert_interface(bytestream, &IID_IMFByteStream, TRUE);
    ck_assert_interface(bytestream, &IID_IMFGetService, FALSE);
    ck_assert_interface(bytestream, &IID_IMFByteStreamBuffering, FALSE);
    ck_assert_interface(bytestream, &IID_IMFByteStreamCacheControl, FALSE);
    ck_assert_interface(bytestream, &IID_IMFMediaEventGenerator, FALSE);
    ck_assert_ok(IMFByteStream_GetCapabilities(bytestream, &capabilities));
    ck_assert_int_eq(capabilities, MFBYTESTREAM_IS_READABLE | MFBYTESTREAM_IS_SEEKABLE);

    /* The attributes are the same object, and there are none. (Windows 7 Professional has none of it.) */
    ck_assert_ok(IMFByteStream_QueryInterface(bytestream, &IID_IMFAttributes, (void **)&attributes));
    ck_assert_refcount(bytestream, 2);
    ck_assert_ok(IMFAttributes_GetCount(attributes, &n));
    ck_assert_int_eq(n, 0);
    ck_assert_ok(IMFAttributes_QueryInterface(attributes, &IID_IUnknown, (void **)&unknown));
    ck_assert(unknown == (IUnknown *)bytestream);
    ck_assert_ok(IMFAttributes_QueryInterface(attributes, &IID_IMFByteStream, (void **)&again));
    ck_assert(again == bytestream);
    IUnknown_Release(unknown);
    ck_assert_int_eq(IMFByteStream_Release(again), 2);
    ck_assert_ok(IMFAttributes_SetString(attributes, &MF_BYTESTREAM_CONTENT_TYPE, L"audio/wav"));
    ck_assert_int_eq(IMFAttributes_Release(attributes), 1);

    ck_assert_ok(IMFByteStream_Close(bytestream));
    ck_assert_ok(IMFByteStream_Close(bytestream));
    ck_assert_ok(IMFByteStream_GetCapabilities(bytestream, &capabilities));
    ck_assert_int_eq(capabilities, MFBYTESTREAM_IS_READABLE | MFBYTESTREAM_IS_SEEKABLE);
    ck_assert_int_eq(IMFByteStream_Release(bytestream), 0);
    ck_assert_int_eq(IStream_Release(stream), 0);
}
END_TEST

/* The byte stream has its own position; the IStream is moved by reads only. */
START_TEST(test_positions)
{
    IStream *stream = make_stream(four);
    IMFByteStream *bytestream;
    BYTE data[8];
    QWORD position;
    ULONG n;

    ck_assert_ok(MFCreateMFByteStreamOnStream(stream, &bytestream));
    ck_assert_ok(IMFByteStream_Close(bytestream));
    ck_assert_ok(IMFByteStream_Close(bytestream));
    ck_assert_uint_eq(stream_position(stream), 0);

    ck_assert(SUCCEEDED(IStream_Read(stream, data, 4, &n)));
    ck_assert_int_eq(n, 4);
    memset(data, 0, sizeof(data));
    ck_assert_ok(IMFByteStream_Read(bytestream, data, 4, &n));
    ck_assert_int_eq(n, 4);
    ck_assert(!memcmp(data, four, 4));
    ck_assert(SUCCEEDED(IStream_Read(stream, data, 4, &n)));
    ck_assert_int_eq(n, 0);
    ck_assert_ok(IMFByteStream_Seek(bytestream, msoBegin, 0, 0, &position));
    ck_assert_uint_eq(position, 0);
    ck_assert(SUCCEEDED(IStream_Read(stream, data, 4, &n)));
    ck_assert_int_eq(n, 0);
    ck_assert_ok(IMFByteStream_Read(bytestream, data, 4, &n));
    ck_assert_int_eq(n, 4);
    ck_assert_ok(IMFByteStream_Read(bytestream, data, 4, &n));
    ck_assert_int_eq(n, 0);

    ck_assert_ok(IMFByteStream_SetCurrentPosition(bytestream, 2));
    ck_assert_uint_eq(stream_position(stream), 4);
    ck_assert_ok(IMFByteStream_Read(bytestream, data, 8, &n));
    ck_assert_int_eq(n, 2);
    ck_assert(!memcmp(data, four + 2, 2));
    ck_assert_ok(IMFByteStream_GetCurrentPosition(bytestream, &position));
    ck_assert_uint_eq(position, 4);
    ck_assert_ok(IMFByteStream_GetLength(bytestream, &position));
    ck_assert_uint_eq(position, 4);
    IMFByteStream_Release(bytestream);
    IStream_Release(stream);
}
END_TEST

/* The least an IStream can be: two interfaces, a Seek that reports nothing, a Stat without a name. Anything else that
 * is called counts as an error. Read can be made to wait. */
struct foreign_stream
{
    IStream IStream_iface;
    LONG refcount, errors, reads;
    ULONG last_size;
    HANDLE entered, go_on; /* of Read; NULL: no waiting */
};

static struct foreign_stream *impl_from_IStream(IStream *iface)
{
    return CONTAINING_RECORD(iface, struct foreign_stream, IStream_iface);
}

static HRESULT WINAPI foreign_QueryInterface(IStream *iface, REFIID iid, void **out)
{
    if (IsEqualIID(iid, &IID_IUnknown) || IsEqualIID(iid, &IID_IStream))
    {
        *out = iface;
        IStream_AddRef(iface);
        return S_OK;
    }
    *out = NULL;
    return E_NOINTERFACE;
}

static ULONG WINAPI foreign_AddRef(IStream *iface)
{
    return InterlockedIncrement(&impl_from_IStream(iface)->refcount);
}

static ULONG WINAPI foreign_Release(IStream *iface)
{
    return InterlockedDecrement(&impl_from_IStream(iface)->refcount);
}

static HRESULT WINAPI foreign_Read(IStream *iface, void *data, ULONG size, ULONG *count)
{
    struct foreign_stream *stream = impl_from_IStream(iface);

    stream->last_size = size;
    InterlockedIncrement(&stream->reads);
    if (stream->entered)
    {
        SetEvent(stream->entered);
        WaitForSingleObject(stream->go_on, 10000);
    }
    memset(data, 0x5a, min(size, 16));
    *count = min(size, 16);
    return S_OK;
}

static HRESULT unexpected(IStream *iface)
{
    InterlockedIncrement(&impl_from_IStream(iface)->errors);
    return E_NOTIMPL;
}

static HRESULT WINAPI foreign_Write(IStream *iface, const void *data, ULONG size, ULONG *count)
{
    (void)data;
    (void)size;
    (void)count;
    return unexpected(iface);
}

static HRESULT WINAPI foreign_Seek(IStream *iface, LARGE_INTEGER move, DWORD origin, ULARGE_INTEGER *position)
{
    (void)iface;
    (void)move;
    (void)origin;
    (void)position;
    return S_OK;
}

static HRESULT WINAPI foreign_SetSize(IStream *iface, ULARGE_INTEGER size)
{
    (void)size;
    return unexpected(iface);
}

static HRESULT WINAPI foreign_CopyTo(IStream *iface, IStream *target, ULARGE_INTEGER size, ULARGE_INTEGER *read,
        ULARGE_INTEGER *written)
{
    (void)target;
    (void)size;
    (void)read;
    (void)written;
    return unexpected(iface);
}

static HRESULT WINAPI foreign_Commit(IStream *iface, DWORD flags)
{
    (void)flags;
    return unexpected(iface);
}

static HRESULT WINAPI foreign_Revert(IStream *iface)
{
    return unexpected(iface);
}

static HRESULT WINAPI foreign_LockRegion(IStream *iface, ULARGE_INTEGER offset, ULARGE_INTEGER size, DWORD type)
{
    (void)offset;
    (void)size;
    (void)type;
    return unexpected(iface);
}

static HRESULT WINAPI foreign_Stat(IStream *iface, STATSTG *stat, DWORD flags)
{
    (void)iface;
    (void)flags;
    memset(stat, 0, sizeof(*stat));
    stat->type = STGTY_STREAM;
    stat->cbSize.QuadPart = 16;
    return S_OK;
}

static HRESULT WINAPI foreign_Clone(IStream *iface, IStream **clone)
{
    (void)clone;
    return unexpected(iface);
}

static const IStreamVtbl foreign_vtbl =
{
    foreign_QueryInterface, foreign_AddRef, foreign_Release, foreign_Read, foreign_Write, foreign_Seek,
    foreign_SetSize, foreign_CopyTo, foreign_Commit, foreign_Revert, foreign_LockRegion, foreign_LockRegion,
    foreign_Stat, foreign_Clone
};

static void foreign_init(struct foreign_stream *stream, BOOL waits)
{
    memset(stream, 0, sizeof(*stream));
    stream->IStream_iface.lpVtbl = (IStreamVtbl *)&foreign_vtbl;
    stream->refcount = 1;
    if (waits)
    {
        stream->entered = CreateEventW(NULL, FALSE, FALSE, NULL);
        stream->go_on = CreateEventW(NULL, FALSE, FALSE, NULL);
    }
}

struct end_context
{
    IMFByteStream *stream;
    HRESULT hr;
    ULONG count;
};

static void end_read(struct test_callback *callback, IMFAsyncResult *result)
{
    struct end_context *end = callback->context;

    end->hr = IMFByteStream_EndRead(end->stream, result, &end->count);
}

/* A read that waits inside the IStream holds up neither the standard queue nor another stream. */
START_TEST(test_blocked_read)
{
    struct test_callback *callback = test_callback_create(), *other = test_callback_create();
    struct foreign_stream foreign, foreign2;
    struct end_context context;
    IMFByteStream *bytestream, *second;
    BYTE byte = 0, byte2 = 0;
    QWORD position;
    ULONG n;

    foreign_init(&foreign, TRUE);
    foreign_init(&foreign2, FALSE);
    ck_assert_ok(MFCreateMFByteStreamOnStream(&foreign.IStream_iface, &bytestream));
    context.stream = bytestream;
    callback->on_invoke = end_read;
    callback->context = &context;
    ck_assert_ok(IMFByteStream_BeginRead(bytestream, &byte, 1, &callback->IMFAsyncCallback_iface, NULL));
    ck_assert_int_eq(WaitForSingleObject(foreign.entered, 5000), WAIT_OBJECT_0);
    ck_assert_int_eq(foreign.last_size, 1);
    ck_assert_ok(IMFByteStream_GetCurrentPosition(bytestream, &position));
    ck_assert_uint_eq(position, 1);

    ck_assert_ok(MFPutWorkItem(MFASYNC_CALLBACK_QUEUE_STANDARD, &other->IMFAsyncCallback_iface, NULL));
    ck_assert(test_callback_wait(other, 5000));
    ck_assert_ok(MFCreateMFByteStreamOnStream(&foreign2.IStream_iface, &second));
    ck_assert_ok(IMFByteStream_BeginRead(second, &byte2, 1, &other->IMFAsyncCallback_iface, NULL));
    ck_assert(test_callback_wait(other, 5000));
    ck_assert_int_eq(byte2, 0x5a);
    ck_assert_ok(IMFByteStream_Read(second, &byte2, 1, &n));
    ck_assert_int_eq(IMFByteStream_Release(second), 0);

    ck_assert_int_eq(callback->count, 0);
    SetEvent(foreign.go_on);
    ck_assert(test_callback_wait(callback, 5000));
    ck_assert_ok(context.hr);
    ck_assert_int_eq(context.count, 1);
    ck_assert_int_eq(byte, 0x5a);
    IMFByteStream_Release(bytestream);
    test_callback_release(callback);
    test_callback_release(other);
    ck_assert_int_eq(foreign.errors, 0);
    ck_assert_int_eq(foreign2.errors, 0);
    ck_assert_int_eq(foreign2.refcount, 1);
    CloseHandle(foreign.entered);
    CloseHandle(foreign.go_on);
}
END_TEST

/* Close cancels what has not begun; the read inside the IStream ends as it ends. */
START_TEST(test_close_with_reads)
{
    struct test_callback *first = test_callback_create(), *second = test_callback_create();
    struct end_context contexts[2];
    struct foreign_stream foreign;
    IMFByteStream *bytestream;
    BYTE bytes[2] = {0};

    foreign_init(&foreign, TRUE);
    ck_assert_ok(MFCreateMFByteStreamOnStream(&foreign.IStream_iface, &bytestream));
    first->on_invoke = second->on_invoke = end_read;
    first->context = &contexts[0];
    second->context = &contexts[1];
    contexts[0].stream = contexts[1].stream = bytestream;
    ck_assert_ok(IMFByteStream_BeginRead(bytestream, bytes, 1, &first->IMFAsyncCallback_iface, NULL));
    ck_assert_int_eq(WaitForSingleObject(foreign.entered, 5000), WAIT_OBJECT_0);
    ck_assert_ok(IMFByteStream_BeginRead(bytestream, bytes + 1, 1, &second->IMFAsyncCallback_iface, NULL));
    ck_assert_ok(IMFByteStream_Close(bytestream));
    ck_assert(test_callback_wait(second, 5000));
    ck_assert(FAILED(contexts[1].hr));
    ck_assert_int_eq(contexts[1].count, 0);
    SetEvent(foreign.go_on);
    ck_assert(test_callback_wait(first, 5000));
    ck_assert_int_eq(foreign.reads, 1);
    IMFByteStream_Release(bytestream);
    test_callback_release(first);
    test_callback_release(second);
    CloseHandle(foreign.entered);
    CloseHandle(foreign.go_on);
}
END_TEST

START_TEST(test_read_order)
{
    IStream *stream = make_stream(four);
    struct test_callback *callbacks[6];
    struct end_context contexts[6];
    IMFByteStream *bytestream;
    BYTE data[6] = {0};
    QWORD position;
    int i;

    ck_assert_ok(MFCreateMFByteStreamOnStream(stream, &bytestream));
    for (i = 0; i < 6; i++)
    {
        callbacks[i] = test_callback_create();
        callbacks[i]->on_invoke = end_read;
        callbacks[i]->context = &contexts[i];
        contexts[i].stream = bytestream;
        ck_assert_ok(IMFByteStream_BeginRead(bytestream, data + i, 1, &callbacks[i]->IMFAsyncCallback_iface, NULL));
    }
    for (i = 0; i < 6; i++)
    {
        ck_assert(test_callback_wait(callbacks[i], 5000));
        ck_assert_ok(contexts[i].hr);
        ck_assert_int_eq(contexts[i].count, i < 4);
        test_callback_release(callbacks[i]);
    }
    ck_assert(!memcmp(data, four, 4));
    ck_assert_ok(IMFByteStream_GetCurrentPosition(bytestream, &position));
    ck_assert_uint_eq(position, 4);
    IMFByteStream_Release(bytestream);
    IStream_Release(stream);
}
END_TEST

START_TEST(test_not_writable)
{
    IStream *stream = make_stream(four);
    IMFByteStream *bytestream;
    ULONG n;

    ck_assert_ok(MFCreateMFByteStreamOnStream(stream, &bytestream));
    ck_assert(FAILED(IMFByteStream_Write(bytestream, four, 4, &n)));
    ck_assert(FAILED(IMFByteStream_SetLength(bytestream, 1)));
    IMFByteStream_Release(bytestream);
    IStream_Release(stream);
}
END_TEST

/* Works before MFStartup. */
START_TEST(test_without_startup)
{
    IStream *stream = make_stream(four);
    IMFByteStream *bytestream;
    BYTE data[4];
    ULONG n;

    ck_assert_ok(MFCreateMFByteStreamOnStream(stream, &bytestream));
    ck_assert_ok(IMFByteStream_Read(bytestream, data, 4, &n));
    ck_assert(n == 4 && !memcmp(data, four, 4));
    IMFByteStream_Release(bytestream);
    IStream_Release(stream);
}
END_TEST

START_TEST(test_stream_on_bytestream)
{
    IStream *inner = make_stream(four), *stream, *copy;
    IMFByteStream *bytestream;
    ULARGE_INTEGER position, size, copied;
    LARGE_INTEGER move;
    STATSTG stat;
    BYTE data[8];
    ULONG n;

    ck_assert_ok(MFCreateMFByteStreamOnStream(inner, &bytestream));
    ck_assert_ok(MFCreateStreamOnMFByteStream(bytestream, &stream));
    ck_assert_refcount(bytestream, 2);
    ck_assert_interface(stream, &IID_IStream, TRUE);
    ck_assert_interface(stream, &IID_ISequentialStream, TRUE);
    ck_assert_ok(IStream_Stat(stream, &stat, STATFLAG_NONAME));
    ck_assert_int_eq(stat.type, STGTY_STREAM);
    ck_assert_uint_eq(stat.cbSize.QuadPart, 4);
    move.QuadPart = -3;
    ck_assert_ok(IStream_Seek(stream, move, STREAM_SEEK_END, &position));
    ck_assert_uint_eq(position.QuadPart, 1);
    ck_assert_ok(IStream_Read(stream, data, 2, &n));
    ck_assert_int_eq(n, 2);
    ck_assert(!memcmp(data, four + 1, 2));
    ck_assert(SUCCEEDED(IStream_Read(stream, data, 8, &n)));
    ck_assert_int_eq(n, 1);
    move.QuadPart = -5;
    ck_assert(FAILED(IStream_Seek(stream, move, STREAM_SEEK_CUR, NULL)));
    move.QuadPart = 0;
    ck_assert_ok(IStream_Seek(stream, move, STREAM_SEEK_SET, NULL));
    ck_assert_ok(CreateStreamOnHGlobal(NULL, TRUE, &copy));
    size.QuadPart = 100;
    ck_assert_ok(IStream_CopyTo(stream, copy, size, &copied, NULL));
    ck_assert_uint_eq(copied.QuadPart, 4);
    IStream_Release(copy);
    ck_assert_int_eq(IStream_Release(stream), 0);
    ck_assert_int_eq(IMFByteStream_Release(bytestream), 0);
    IStream_Release(inner);
}
END_TEST

/* Close ends the wrapper only. */
START_TEST(test_wrapper)
{
    IStream *inner = make_stream(four);
    IMFByteStream *bytestream, *wrapper;
    IMFAttributes *attributes;
    QWORD position;
    WCHAR text[16];
    BYTE data[4];
    ULONG n;

    ck_assert_ok(MFCreateMFByteStreamOnStream(inner, &bytestream));
    ck_assert_ok(IMFByteStream_QueryInterface(bytestream, &IID_IMFAttributes, (void **)&attributes));
    ck_assert_ok(IMFAttributes_SetString(attributes, &MF_BYTESTREAM_CONTENT_TYPE, L"audio/wav"));
    IMFAttributes_Release(attributes);

    ck_assert_ok(MFCreateMFByteStreamWrapper(bytestream, &wrapper));
    ck_assert(wrapper != bytestream);
    ck_assert_ok(IMFByteStream_QueryInterface(wrapper, &IID_IMFAttributes, (void **)&attributes));
    ck_assert_ok(IMFAttributes_GetString(attributes, &MF_BYTESTREAM_CONTENT_TYPE, text, 16, NULL));
    IMFAttributes_Release(attributes);
    ck_assert_ok(IMFByteStream_Read(wrapper, data, 2, &n));
    ck_assert_int_eq(n, 2);
    ck_assert_ok(IMFByteStream_GetCurrentPosition(bytestream, &position));
    ck_assert_uint_eq(position, 2);
    ck_assert_ok(IMFByteStream_Close(wrapper));
    ck_assert(FAILED(IMFByteStream_Read(wrapper, data, 2, &n)));
    ck_assert_ok(IMFByteStream_Read(bytestream, data, 2, &n));
    ck_assert(n == 2 && !memcmp(data, four + 2, 2));
    ck_assert_int_eq(IMFByteStream_Release(wrapper), 0);
    ck_assert_int_eq(IMFByteStream_Release(bytestream), 0);
    IStream_Release(inner);
}
END_TEST

START_TEST(test_wrapper_read)
{
    struct test_callback *callback = test_callback_create();
    IStream *inner = make_stream(four);
    IMFByteStream *bytestream, *wrapper;
    struct end_context context;
    BYTE data[4];

    ck_assert_ok(MFCreateMFByteStreamOnStream(inner, &bytestream));
    ck_assert_ok(MFCreateMFByteStreamWrapper(bytestream, &wrapper));
    callback->on_invoke = end_read;
    callback->context = &context;
    context.stream = wrapper;
    ck_assert_ok(IMFByteStream_BeginRead(wrapper, data, 4, &callback->IMFAsyncCallback_iface, NULL));
    ck_assert(test_callback_wait(callback, 5000));
    ck_assert_ok(context.hr);
    ck_assert_int_eq(context.count, 4);
    IMFByteStream_Release(wrapper);
    IMFByteStream_Release(bytestream);
    IStream_Release(inner);
    test_callback_release(callback);
}
END_TEST

/* Undocumented exports: tests of this library, the first one as reported for Windows. */
START_TEST(test_memory_stream)
{
    HRESULT (WINAPI *create)(BYTE *data, UINT size, DWORD reserved, IStream **stream) =
            mfplat_function("MFCreateMemoryStream");
    BYTE block[8] = {1, 2, 3, 4, 5, 6, 7, 8}, data[16];
    ULARGE_INTEGER position;
    LARGE_INTEGER move;
    IStream *stream;
    STATSTG stat;
    ULONG n;

    if (!create)
        return;
    ck_assert(FAILED(create(NULL, 8, 0, &stream)));
    ck_assert(FAILED(create(block, 8, 0, NULL)));
    ck_assert_ok(create(block, 8, 0, &stream));
    ck_assert_ok(IStream_Read(stream, data, 3, &n));
    ck_assert(n == 3 && !memcmp(data, block, 3));
    ck_assert_ok(IStream_Write(stream, "ab", 2, &n));
    ck_assert(block[3] == 'a' && block[4] == 'b');
    ck_assert(SUCCEEDED(IStream_Read(stream, data, 16, &n)));
    ck_assert_int_eq(n, 3);
    ck_assert(FAILED(IStream_Write(stream, "x", 1, &n)));
    ck_assert_int_eq(n, 0);
    move.QuadPart = -1;
    ck_assert_ok(IStream_Seek(stream, move, STREAM_SEEK_END, &position));
    ck_assert_uint_eq(position.QuadPart, 7);
    move.QuadPart = -8;
    ck_assert(FAILED(IStream_Seek(stream, move, STREAM_SEEK_CUR, NULL)));
    move.QuadPart = INT64_MAX;
    ck_assert_ok(IStream_Seek(stream, move, STREAM_SEEK_SET, NULL));
    ck_assert(SUCCEEDED(IStream_Read(stream, data, 1, &n)));
    ck_assert_int_eq(n, 0);
    ck_assert_ok(IStream_Stat(stream, &stat, STATFLAG_NONAME));
    ck_assert_uint_eq(stat.cbSize.QuadPart, 8);
    ck_assert_int_eq(IStream_Release(stream), 0);
}
END_TEST

START_TEST(test_reusable)
{
    HRESULT (WINAPI *create)(IMFByteStream *original, IMFByteStream **reusable) =
            mfplat_function("MFCreateReusableByteStream");
    IStream *inner = make_stream(four);
    IMFByteStream *bytestream, *reusable;
    BYTE data[4];
    ULONG n;

    ck_assert_ok(MFCreateMFByteStreamOnStream(inner, &bytestream));
    if (create && SUCCEEDED(create(bytestream, &reusable)))
    {
        ck_assert_ok(IMFByteStream_Read(reusable, data, 4, &n));
        ck_assert_ok(IMFByteStream_Close(reusable));
        memset(data, 0, sizeof(data));
        ck_assert_ok(IMFByteStream_Read(reusable, data, 4, &n));
        ck_assert(n == 4 && !memcmp(data, four, 4));
        ck_assert_int_eq(IMFByteStream_Release(reusable), 0);
    }
    IMFByteStream_Release(bytestream);
    IStream_Release(inner);
}
END_TEST

START_TEST(test_arguments)
{
    HRESULT (WINAPI *create_ex)(IUnknown *stream, IMFByteStream **bytestream) =
            mfplat_function("MFCreateMFByteStreamOnStreamEx");
    struct test_object object;
    IMFByteStream *bytestream;

    if (!create_ex)
        return;
    test_object_init(&object);
    ck_assert(FAILED(create_ex(&object.IUnknown_iface, &bytestream)));
    ck_assert_int_eq(object.refcount, 1);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("byte_stream_istream");
    TCase *contract = tcase_create("contract"), *async = tcase_create("async"), *adapters = tcase_create("adapters");
    TCase *bare = tcase_create("without startup");

    tcase_add_checked_fixture(contract, setup, teardown);
    tcase_add_test(contract, test_interfaces);
    tcase_add_test(contract, test_positions);
    tcase_add_test(contract, test_not_writable);
    tcase_add_test(contract, test_arguments);
    suite_add_tcase(suite, contract);
    tcase_add_checked_fixture(async, setup, teardown);
    tcase_add_test(async, test_blocked_read);
    tcase_add_test(async, test_close_with_reads);
    tcase_add_test(async, test_read_order);
    suite_add_tcase(suite, async);
    tcase_add_checked_fixture(adapters, setup, teardown);
    tcase_add_test(adapters, test_stream_on_bytestream);
    tcase_add_test(adapters, test_wrapper);
    tcase_add_test(adapters, test_wrapper_read);
    tcase_add_test(adapters, test_memory_stream);
    tcase_add_test(adapters, test_reusable);
    suite_add_tcase(suite, adapters);
    tcase_add_test(bare, test_without_startup);
    suite_add_tcase(suite, bare);
    return suite_main(suite);
}
