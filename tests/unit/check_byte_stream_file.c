/* SPDX-License-Identifier: MIT */
/* Byte streams over files: opening and sharing, the IMFByteStream contract, reads and writes in the background. */

#include "support/suite.h"
#include "support/callback.h"
#include <mfapi.h>
#include <mfidl.h>
#include <mferror.h>
#include <mfplat_newer.h>
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

#define FILE_SIZE 1554

static WCHAR directory[MAX_PATH], existing[MAX_PATH], missing[MAX_PATH];

static BYTE content_at(ULONG i)
{
    return i * 7 + (i >> 8);
}

static void make_file(const WCHAR *path, ULONG size)
{
    HANDLE file = CreateFileW(path, GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, 0, NULL);
    BYTE *data = malloc(size);
    DWORD n;
    ULONG i;

    for (i = 0; i < size; i++)
        data[i] = content_at(i);
    WriteFile(file, data, size, &n, NULL);
    CloseHandle(file);
    free(data);
}

static void setup(void)
{
    GetTempPathW(MAX_PATH, directory);
    swprintf(existing, MAX_PATH, L"%lsmfstream%lu.mp4", directory, GetCurrentProcessId());
    swprintf(missing, MAX_PATH, L"%lsmfstream%lu.none", directory, GetCurrentProcessId());
    DeleteFileW(missing);
    make_file(existing, FILE_SIZE);
    MFStartup(MF_VERSION, MFSTARTUP_FULL);
}

static void teardown(void)
{
    MFShutdown();
    DeleteFileW(existing);
    DeleteFileW(missing);
}

static IMFByteStream *open_stream(const WCHAR *path, MF_FILE_ACCESSMODE access, MF_FILE_OPENMODE mode)
{
    IMFByteStream *stream = NULL;

    ck_assert_ok(MFCreateFile(access, mode, MF_FILEFLAGS_NONE, path, &stream));
    ck_assert_refcount(stream, 1);
    return stream;
}

static IMFByteStream *open_existing(void)
{
    return open_stream(existing, MF_ACCESSMODE_READ, MF_OPENMODE_FAIL_IF_NOT_EXIST);
}

static void check_open(MF_FILE_ACCESSMODE access, MF_FILE_OPENMODE mode, MF_FILE_FLAGS flags, const WCHAR *path,
        HRESULT expected, const char *label)
{
    IMFByteStream *stream = (IMFByteStream *)0x1234;

    ck_assert_hr_msg(MFCreateFile(access, mode, flags, path, &stream), expected, "%s", label);
    if (SUCCEEDED(expected))
        ck_assert_int_eq(IMFByteStream_Release(stream), 0);
}

#define SHARING_VIOLATION HRESULT_FROM_WIN32(ERROR_SHARING_VIOLATION)

START_TEST(test_open_modes)
{
    check_open(MF_ACCESSMODE_READ, MF_OPENMODE_FAIL_IF_NOT_EXIST, MF_FILEFLAGS_NONE, existing, S_OK, "existing");
    check_open(MF_ACCESSMODE_READ, MF_OPENMODE_FAIL_IF_NOT_EXIST, MF_FILEFLAGS_NONE, missing,
            HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND), "missing");
    check_open(MF_ACCESSMODE_WRITE, MF_OPENMODE_FAIL_IF_EXIST, MF_FILEFLAGS_NONE, existing,
            HRESULT_FROM_WIN32(ERROR_FILE_EXISTS), "must not exist, exists");
    check_open(MF_ACCESSMODE_WRITE, MF_OPENMODE_RESET_IF_EXIST, MF_FILEFLAGS_NONE, missing,
            HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND), "reset, missing");
    check_open(MF_ACCESSMODE_WRITE, MF_OPENMODE_FAIL_IF_EXIST, MF_FILEFLAGS_NONE, missing, S_OK,
            "must not exist, missing");
    ck_assert_msg(DeleteFileW(missing), "the file was not made");
    check_open(MF_ACCESSMODE_WRITE, MF_OPENMODE_APPEND_IF_EXIST, MF_FILEFLAGS_NONE, missing, S_OK, "append, missing");
    check_open(MF_ACCESSMODE_WRITE, MF_OPENMODE_DELETE_IF_EXIST, MF_FILEFLAGS_NONE, missing, S_OK, "overwrite");
}
END_TEST

START_TEST(test_open_existing_for_writing)
{
    IMFByteStream *stream;
    QWORD n;

    stream = open_stream(existing, MF_ACCESSMODE_READWRITE, MF_OPENMODE_APPEND_IF_EXIST);
    ck_assert_ok(IMFByteStream_GetLength(stream, &n));
    ck_assert_uint_eq(n, FILE_SIZE);
    IMFByteStream_Release(stream);
    stream = open_stream(existing, MF_ACCESSMODE_WRITE, MF_OPENMODE_RESET_IF_EXIST);
    ck_assert_ok(IMFByteStream_GetLength(stream, &n));
    ck_assert_uint_eq(n, 0);
    IMFByteStream_Release(stream);
}
END_TEST

/* A reader keeps writers out and lets the file be deleted; a writer keeps everybody out. */
START_TEST(test_sharing)
{
    IMFByteStream *stream, *second;

    stream = open_existing();
    check_open(MF_ACCESSMODE_READ, MF_OPENMODE_FAIL_IF_NOT_EXIST, MF_FILEFLAGS_NONE, existing, S_OK, "2nd reader");
    check_open(MF_ACCESSMODE_WRITE, MF_OPENMODE_FAIL_IF_NOT_EXIST, MF_FILEFLAGS_NONE, existing, SHARING_VIOLATION,
            "writer after reader");
    check_open(MF_ACCESSMODE_READWRITE, MF_OPENMODE_FAIL_IF_NOT_EXIST, MF_FILEFLAGS_NONE, existing,
            SHARING_VIOLATION, "reader and writer after reader");
    IMFByteStream_Release(stream);

    stream = open_stream(missing, MF_ACCESSMODE_WRITE, MF_OPENMODE_FAIL_IF_EXIST);
    check_open(MF_ACCESSMODE_READ, MF_OPENMODE_FAIL_IF_NOT_EXIST, MF_FILEFLAGS_NONE, missing, SHARING_VIOLATION,
            "reader after writer");
    check_open(MF_ACCESSMODE_WRITE, MF_OPENMODE_FAIL_IF_NOT_EXIST, MF_FILEFLAGS_NONE, missing, SHARING_VIOLATION,
            "writer after writer");
    check_open(MF_ACCESSMODE_WRITE, MF_OPENMODE_FAIL_IF_NOT_EXIST, MF_FILEFLAGS_ALLOW_WRITE_SHARING, missing,
            SHARING_VIOLATION, "sharing writer after writer");
    IMFByteStream_Release(stream);

    ck_assert_ok(MFCreateFile(MF_ACCESSMODE_WRITE, MF_OPENMODE_FAIL_IF_NOT_EXIST, MF_FILEFLAGS_ALLOW_WRITE_SHARING,
            missing, &stream));
    /* Against the documentation of the flag. */
    ck_assert_hr(MFCreateFile(MF_ACCESSMODE_WRITE, MF_OPENMODE_FAIL_IF_NOT_EXIST, MF_FILEFLAGS_ALLOW_WRITE_SHARING,
            missing, &second), SHARING_VIOLATION);
    IMFByteStream_Release(stream);

    stream = open_existing();
    ck_assert_msg(DeleteFileW(existing), "error %lu", GetLastError());
    IMFByteStream_Release(stream);
}
END_TEST

START_TEST(test_url_is_no_path)
{
    IMFByteStream *stream;
    WCHAR url[MAX_PATH];

    swprintf(url, MAX_PATH, L"file://%ls", existing);
    ck_assert(FAILED(MFCreateFile(MF_ACCESSMODE_READ, MF_OPENMODE_FAIL_IF_NOT_EXIST, MF_FILEFLAGS_NONE, url, &stream)));
}
END_TEST

START_TEST(test_interfaces_and_identity)
{
    IMFByteStream *stream = open_existing(), *again;
    IMFAttributes *attributes;
    IUnknown *unknown;

    ck_assert_interface(stream, &IID_IUnknown, TRUE);
    ck_assert_interface(stream, &IID_IMFByteStream, TRUE);
    ck_assert_interface(stream, &IID_IMFAttributes, TRUE);
    ck_assert_interface(stream, &IID_IMFGetService, TRUE);
    ck_assert_interface(stream, &IID_IMFByteStreamBuffering, FALSE);
    ck_assert_interface(stream, &IID_IMFByteStreamCacheControl, FALSE);
    ck_assert_interface(stream, &IID_IMFMediaEventGenerator, FALSE);

    ck_assert_ok(IMFByteStream_QueryInterface(stream, &IID_IUnknown, (void **)&unknown));
    ck_assert(unknown == (IUnknown *)stream);
    ck_assert_ok(IUnknown_QueryInterface(unknown, &IID_IMFByteStream, (void **)&again));
    ck_assert(again == stream);
    IUnknown_Release(unknown);
    IMFByteStream_Release(again);

    ck_assert_ok(IMFByteStream_QueryInterface(stream, &IID_IMFAttributes, (void **)&attributes));
    ck_assert_refcount(stream, 2);
    ck_assert_ok(IMFAttributes_QueryInterface(attributes, &IID_IUnknown, (void **)&unknown));
    ck_assert(unknown == (IUnknown *)stream);
    ck_assert_ok(IMFAttributes_QueryInterface(attributes, &IID_IMFByteStream, (void **)&again));
    ck_assert(again == stream);
    ck_assert_int_eq(IMFByteStream_Release(again), 3);
    ck_assert_int_eq(IUnknown_Release(unknown), 2);
    ck_assert_int_eq(IMFAttributes_Release(attributes), 1);
    ck_assert_int_eq(IMFByteStream_Release(stream), 0);
}
END_TEST

START_TEST(test_service)
{
    IMFByteStream *stream = open_existing();
    IMFGetService *service;
    IUnknown *unknown = (IUnknown *)stream;

    ck_assert_ok(IMFByteStream_QueryInterface(stream, &IID_IMFGetService, (void **)&service));
    ck_assert_hr(IMFGetService_GetService(service, &MF_RATE_CONTROL_SERVICE, &IID_IMFRateControl, (void **)&unknown),
            MF_E_UNSUPPORTED_SERVICE);
    IMFGetService_Release(service);
    IMFByteStream_Release(stream);
}
END_TEST

/* The path as it was given, and the time of the last change. */
START_TEST(test_attributes)
{
    IMFByteStream *stream = open_existing();
    MF_ATTRIBUTE_TYPE type;
    IMFAttributes *attributes;
    WIN32_FILE_ATTRIBUTE_DATA data;
    WCHAR path[MAX_PATH];
    FILETIME time;
    UINT32 n;

    ck_assert_ok(IMFByteStream_QueryInterface(stream, &IID_IMFAttributes, (void **)&attributes));
    ck_assert_ok(IMFAttributes_GetCount(attributes, &n));
    ck_assert_int_eq(n, 2);
    ck_assert_ok(IMFAttributes_GetString(attributes, &MF_BYTESTREAM_ORIGIN_NAME, path, MAX_PATH, &n));
    ck_assert(!wcscmp(path, existing));
    ck_assert_ok(IMFAttributes_GetItemType(attributes, &MF_BYTESTREAM_LAST_MODIFIED_TIME, &type));
    ck_assert_int_eq(type, MF_ATTRIBUTE_BLOB);
    ck_assert_ok(IMFAttributes_GetBlob(attributes, &MF_BYTESTREAM_LAST_MODIFIED_TIME, (UINT8 *)&time, sizeof(time),
            &n));
    ck_assert_int_eq(n, sizeof(time));
    ck_assert(GetFileAttributesExW(existing, GetFileExInfoStandard, &data));
    ck_assert(!memcmp(&data.ftLastWriteTime, &time, sizeof(time)));
    ck_assert_ok(IMFAttributes_SetString(attributes, &MF_BYTESTREAM_CONTENT_TYPE, L"video/mp4"));
    IMFAttributes_Release(attributes);
    IMFByteStream_Release(stream);
}
END_TEST

START_TEST(test_capabilities)
{
    /* Not on Windows before 8. */
    const DWORD local = MFBYTESTREAM_DOES_NOT_USE_NETWORK, unsure = windows_at_least(6, 2) ? 0 : local;
    IMFByteStream *stream = open_existing();
    DWORD capabilities;

    ck_assert_ok(IMFByteStream_GetCapabilities(stream, &capabilities));
    ck_assert_int_eq(capabilities | unsure, MFBYTESTREAM_IS_READABLE | MFBYTESTREAM_IS_SEEKABLE | local);
    IMFByteStream_Release(stream);

    stream = open_stream(missing, MF_ACCESSMODE_READWRITE, MF_OPENMODE_DELETE_IF_EXIST);
    ck_assert_ok(IMFByteStream_GetCapabilities(stream, &capabilities));
    ck_assert_int_eq(capabilities | unsure, MFBYTESTREAM_IS_READABLE | MFBYTESTREAM_IS_WRITABLE
            | MFBYTESTREAM_IS_SEEKABLE | local);
    IMFByteStream_Release(stream);
}
END_TEST

START_TEST(test_position)
{
    IMFByteStream *stream = open_existing();
    QWORD n = 1;
    BOOL end;

    ck_assert_hr(IMFByteStream_GetLength(stream, NULL), E_INVALIDARG);
    ck_assert_hr(IMFByteStream_GetCurrentPosition(stream, NULL), E_INVALIDARG);
    ck_assert_ok(IMFByteStream_GetLength(stream, &n));
    ck_assert_uint_eq(n, FILE_SIZE);
    ck_assert_ok(IMFByteStream_GetCurrentPosition(stream, &n));
    ck_assert_uint_eq(n, 0);
    ck_assert_ok(IMFByteStream_SetCurrentPosition(stream, 1));
    ck_assert_ok(IMFByteStream_IsEndOfStream(stream, &end));
    ck_assert(!end);
    ck_assert_ok(IMFByteStream_SetCurrentPosition(stream, FILE_SIZE));
    ck_assert_ok(IMFByteStream_IsEndOfStream(stream, &end));
    ck_assert(end);
    /* Beyond the end: no error, nothing is cut. */
    ck_assert_ok(IMFByteStream_SetCurrentPosition(stream, 2 * FILE_SIZE));
    ck_assert_ok(IMFByteStream_GetCurrentPosition(stream, &n));
    ck_assert_uint_eq(n, 2 * FILE_SIZE);
    ck_assert_ok(IMFByteStream_IsEndOfStream(stream, &end));
    ck_assert(end);

    ck_assert_ok(IMFByteStream_Seek(stream, msoBegin, 100, 0, &n));
    ck_assert_uint_eq(n, 100);
    ck_assert_ok(IMFByteStream_Seek(stream, msoCurrent, -40, 0, &n));
    ck_assert_uint_eq(n, 60);
    ck_assert(FAILED(IMFByteStream_Seek(stream, msoCurrent, -61, 0, &n)));
    ck_assert_ok(IMFByteStream_GetCurrentPosition(stream, &n));
    ck_assert_uint_eq(n, 60);
    IMFByteStream_Release(stream);
}
END_TEST

static void check_content(const BYTE *data, ULONG size, ULONG offset, const char *label)
{
    ULONG i;

    for (i = 0; i < size; i++)
    {
        if (data[i] != content_at(offset + i))
            break;
    }
    ck_assert_msg(i == size, "%s: byte %lu of %lu from %lu is %#x", label, i, size, offset, i < size ? data[i] : 0);
}

/* 1024, then the 530 that are left, then nothing, never an error; the rest of the buffer is left alone. */
START_TEST(test_read)
{
    IMFByteStream *stream = open_existing();
    BYTE buffer[1024];
    ULONG n;
    QWORD position;

    ck_assert_ok(IMFByteStream_Read(stream, buffer, 1024, &n));
    ck_assert_int_eq(n, 1024);
    check_content(buffer, 1024, 0, "first");
    memset(buffer, 0xcc, sizeof(buffer));
    ck_assert_ok(IMFByteStream_Read(stream, buffer, 1024, &n));
    ck_assert_int_eq(n, 530);
    check_content(buffer, 530, 1024, "second");
    ck_assert_int_eq(buffer[530], 0xcc);
    n = 7;
    ck_assert_ok(IMFByteStream_Read(stream, buffer, 1024, &n));
    ck_assert_int_eq(n, 0);
    ck_assert_ok(IMFByteStream_GetCurrentPosition(stream, &position));
    ck_assert_uint_eq(position, FILE_SIZE);
    ck_assert_ok(IMFByteStream_SetCurrentPosition(stream, 2 * FILE_SIZE));
    ck_assert_ok(IMFByteStream_Read(stream, buffer, 1024, &n));
    ck_assert_int_eq(n, 0);
    ck_assert_ok(IMFByteStream_SetCurrentPosition(stream, ~(QWORD)0 - 5));
    ck_assert_ok(IMFByteStream_Read(stream, buffer, 1024, &n));
    ck_assert_int_eq(n, 0);
    IMFByteStream_Release(stream);
}
END_TEST

START_TEST(test_write)
{
    IMFByteStream *stream = open_stream(missing, MF_ACCESSMODE_READWRITE, MF_OPENMODE_FAIL_IF_EXIST);
    static const ULONG sizes[] = {1024, 1024, 530};
    BYTE buffer[2578];
    unsigned int i;
    ULONG n, offset = 0;
    QWORD length;

    for (i = 0; i < sizeof(buffer); i++)
        buffer[i] = content_at(i);
    for (i = 0; i < ARRAYSIZE(sizes); i++)
    {
        ck_assert_ok(IMFByteStream_Write(stream, buffer + offset, sizes[i], &n));
        ck_assert_int_eq(n, sizes[i]);
        offset += n;
    }
    ck_assert_ok(IMFByteStream_GetLength(stream, &length));
    ck_assert_uint_eq(length, 2578);
    ck_assert_ok(IMFByteStream_SetCurrentPosition(stream, 1024));
    memset(buffer, 0, sizeof(buffer));
    ck_assert_ok(IMFByteStream_Read(stream, buffer, sizeof(buffer), &n));
    ck_assert_int_eq(n, 1554);
    check_content(buffer, n, 1024, "written");
    ck_assert_ok(IMFByteStream_Flush(stream));
    ck_assert_ok(IMFByteStream_SetLength(stream, 100));
    ck_assert_ok(IMFByteStream_GetLength(stream, &length));
    ck_assert_uint_eq(length, 100);
    IMFByteStream_Release(stream);
}
END_TEST

START_TEST(test_wrong_direction)
{
    IMFByteStream *stream = open_existing();
    BYTE byte = 0;
    ULONG n;

    ck_assert(FAILED(IMFByteStream_Write(stream, &byte, 1, &n)));
    ck_assert(FAILED(IMFByteStream_SetLength(stream, 1)));
    ck_assert_ok(IMFByteStream_Flush(stream));
    IMFByteStream_Release(stream);
    stream = open_stream(missing, MF_ACCESSMODE_WRITE, MF_OPENMODE_DELETE_IF_EXIST);
    ck_assert(FAILED(IMFByteStream_Read(stream, &byte, 1, &n)));
    IMFByteStream_Release(stream);
}
END_TEST

START_TEST(test_close)
{
    IMFByteStream *stream = open_existing();
    DWORD capabilities;
    BYTE byte;
    ULONG n;

    ck_assert_ok(IMFByteStream_Close(stream));
    ck_assert_refcount(stream, 1);
    check_open(MF_ACCESSMODE_WRITE, MF_OPENMODE_FAIL_IF_NOT_EXIST, MF_FILEFLAGS_NONE, existing, S_OK, "after Close");
    ck_assert_ok(IMFByteStream_Close(stream));
    ck_assert_ok(IMFByteStream_GetCapabilities(stream, &capabilities));
    ck_assert(FAILED(IMFByteStream_Read(stream, &byte, 1, &n)));
    ck_assert_int_eq(IMFByteStream_Release(stream), 0);
}
END_TEST

/* Beyond 4 GiB and 8 GiB: a sparse file. */
START_TEST(test_large_offsets)
{
    IMFByteStream *stream = open_stream(missing, MF_ACCESSMODE_READWRITE, MF_OPENMODE_DELETE_IF_EXIST);
    static const QWORD offsets[] = {0xfffffffe, 0x100000000, 0x212345678};
    struct test_callback *callback = test_callback_create();
    BYTE data[8] = {0};
    unsigned int i;
    QWORD n;
    ULONG count;

    for (i = 0; i < ARRAYSIZE(offsets); i++)
    {
        BYTE mark[8] = {1 + i, 2, 3, 4, 5, 6, 7, 8};

        ck_assert_ok(IMFByteStream_SetCurrentPosition(stream, offsets[i]));
        if (FAILED(IMFByteStream_Write(stream, mark, 8, &count)))
            break; /* the disk has no room for it */
        ck_assert_ok(IMFByteStream_GetCurrentPosition(stream, &n));
        ck_assert_uint_eq(n, offsets[i] + 8);
        ck_assert_ok(IMFByteStream_GetLength(stream, &n));
        ck_assert_uint_eq(n, offsets[i] + 8);
        ck_assert_ok(IMFByteStream_Seek(stream, msoCurrent, -8, 0, &n));
        ck_assert_uint_eq(n, offsets[i]);
        ck_assert_ok(IMFByteStream_BeginRead(stream, data, 8, &callback->IMFAsyncCallback_iface, NULL));
        ck_assert(test_callback_wait(callback, 5000));
        ck_assert_int_eq(data[0], 1 + i);
        ck_assert_int_eq(data[7], 8);
    }
    ck_assert_int_eq(i, ARRAYSIZE(offsets));
    IMFByteStream_Release(stream);
    test_callback_release(callback);
}
END_TEST

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

START_TEST(test_begin_read)
{
    IMFByteStream *stream = open_existing();
    struct test_callback *callback = test_callback_create();
    struct end_context context = {stream, E_FAIL, 0};
    struct test_object state;
    BYTE buffer[1000];
    QWORD position;

    test_object_init(&state);
    callback->on_invoke = end_read;
    callback->context = &context;
    ck_assert_ok(IMFByteStream_SetCurrentPosition(stream, 1));
    ck_assert_ok(IMFByteStream_BeginRead(stream, buffer, 1, &callback->IMFAsyncCallback_iface, &state.IUnknown_iface));
    ck_assert(test_callback_wait(callback, 5000));
    ck_assert_ok(context.hr);
    ck_assert_int_eq(context.count, 1);
    ck_assert_int_eq(buffer[0], content_at(1));
    ck_assert(callback->state == &state.IUnknown_iface);
    ck_assert_int_ne(callback->thread_id, GetCurrentThreadId());

    /* No state; a short read at the end. */
    ck_assert_ok(IMFByteStream_SetCurrentPosition(stream, 1000));
    ck_assert_ok(IMFByteStream_BeginRead(stream, buffer, 1000, &callback->IMFAsyncCallback_iface, NULL));
    ck_assert_ok(IMFByteStream_GetCurrentPosition(stream, &position));
    ck_assert_uint_eq(position, FILE_SIZE);
    ck_assert(test_callback_wait(callback, 5000));
    ck_assert_ok(context.hr);
    ck_assert_int_eq(context.count, 554);
    check_content(buffer, 554, 1000, "end");
    ck_assert(!callback->state);
    ck_assert_ok(IMFByteStream_GetCurrentPosition(stream, &position));
    ck_assert_uint_eq(position, FILE_SIZE);

    /* At the end: nothing, and no error. */
    ck_assert_ok(IMFByteStream_BeginRead(stream, buffer, 1000, &callback->IMFAsyncCallback_iface, NULL));
    ck_assert(test_callback_wait(callback, 5000));
    ck_assert_ok(context.hr);
    ck_assert_int_eq(context.count, 0);
    IMFByteStream_Release(stream);
    test_callback_release(callback);
}
END_TEST

START_TEST(test_begin_arguments)
{
    IMFByteStream *stream = open_existing();
    struct test_callback *callback = test_callback_create();
    IMFAsyncResult *result;
    BYTE byte;
    ULONG n;

    ck_assert(FAILED(IMFByteStream_BeginRead(stream, &byte, 1, NULL, NULL)));
    ck_assert_ok(MFCreateAsyncResult(NULL, &callback->IMFAsyncCallback_iface, NULL, &result));
    ck_assert(FAILED(IMFByteStream_EndRead(stream, result, &n)));
    IMFAsyncResult_Release(result);
    IMFByteStream_Close(stream);
    ck_assert(FAILED(IMFByteStream_BeginRead(stream, &byte, 1, &callback->IMFAsyncCallback_iface, NULL)));
    ck_assert_int_eq(IMFByteStream_Release(stream), 0);
    ck_assert(!test_callback_wait(callback, 0));
    ck_assert_int_eq(test_callback_release(callback), 0);
}
END_TEST

#define MANY 200
#define PART 7

/* Any number at once; each gets the range that follows the one before. */
START_TEST(test_many_reads)
{
    IMFByteStream *stream = open_existing();
    struct test_callback *callbacks[MANY];
    struct end_context contexts[MANY];
    BYTE buffer[MANY * PART];
    QWORD position;
    int i;

    for (i = 0; i < MANY; i++)
    {
        contexts[i].stream = stream;
        callbacks[i] = test_callback_create();
        callbacks[i]->on_invoke = end_read;
        callbacks[i]->context = &contexts[i];
        ck_assert_ok(IMFByteStream_BeginRead(stream, buffer + i * PART, PART, &callbacks[i]->IMFAsyncCallback_iface,
                NULL));
        ck_assert_ok(IMFByteStream_GetCurrentPosition(stream, &position));
        ck_assert_uint_eq(position, (QWORD)(i + 1) * PART);
    }
    for (i = 0; i < MANY; i++)
    {
        ck_assert_msg(test_callback_wait(callbacks[i], 5000), "read %d", i);
        ck_assert_hr_msg(contexts[i].hr, S_OK, "read %d", i);
        ck_assert_int_eq(contexts[i].count, PART);
        test_callback_release(callbacks[i]);
    }
    check_content(buffer, sizeof(buffer), 0, "many");
    IMFByteStream_Release(stream);
}
END_TEST

static void end_write(struct test_callback *callback, IMFAsyncResult *result)
{
    struct end_context *end = callback->context;

    end->hr = IMFByteStream_EndWrite(end->stream, result, &end->count);
}

START_TEST(test_many_writes)
{
    IMFByteStream *stream = open_stream(missing, MF_ACCESSMODE_READWRITE, MF_OPENMODE_FAIL_IF_EXIST);
    struct test_callback *callbacks[MANY];
    struct end_context contexts[MANY];
    BYTE data[MANY * PART], back[MANY * PART];
    ULONG n;
    int i;

    for (i = 0; i < MANY * PART; i++)
        data[i] = content_at(i);
    for (i = 0; i < MANY; i++)
    {
        contexts[i].stream = stream;
        callbacks[i] = test_callback_create();
        callbacks[i]->on_invoke = end_write;
        callbacks[i]->context = &contexts[i];
        ck_assert_ok(IMFByteStream_BeginWrite(stream, data + i * PART, PART, &callbacks[i]->IMFAsyncCallback_iface,
                NULL));
    }
    for (i = 0; i < MANY; i++)
    {
        ck_assert_msg(test_callback_wait(callbacks[i], 5000), "write %d", i);
        ck_assert_hr_msg(contexts[i].hr, S_OK, "write %d", i);
        ck_assert_int_eq(contexts[i].count, PART);
        test_callback_release(callbacks[i]);
    }
    ck_assert_ok(IMFByteStream_SetCurrentPosition(stream, 0));
    ck_assert_ok(IMFByteStream_Read(stream, back, sizeof(back), &n));
    ck_assert_int_eq(n, sizeof(back));
    ck_assert(!memcmp(data, back, sizeof(back)));
    IMFByteStream_Release(stream);
}
END_TEST

/* The stream goes away with a read under way: the callback comes, the file is closed by then. */
START_TEST(test_release_with_read)
{
    IMFByteStream *stream = open_existing();
    struct test_callback *callback = test_callback_create();
    BYTE buffer[100];
    int i;

    for (i = 0; i < 20; i++)
    {
        ck_assert_ok(IMFByteStream_SetCurrentPosition(stream, 0));
        ck_assert_ok(IMFByteStream_BeginRead(stream, buffer, 100, &callback->IMFAsyncCallback_iface, NULL));
    }
    IMFByteStream_Release(stream);
    for (i = 0; i < 500 && callback->count < 20; i++)
        test_callback_wait(callback, 10);
    ck_assert_int_eq(callback->count, 20);
    ck_assert_ok(callback->status);
    check_content(buffer, 100, 0, "released");
    check_open(MF_ACCESSMODE_WRITE, MF_OPENMODE_FAIL_IF_NOT_EXIST, MF_FILEFLAGS_NONE, existing, S_OK, "afterwards");
    test_callback_release(callback);
}
END_TEST

/* Cut by somebody else while it is open: fewer bytes, no error. */
START_TEST(test_truncated_file)
{
    IMFByteStream *stream;
    struct test_callback *callback = test_callback_create();
    struct end_context context;
    BYTE buffer[1000];
    QWORD position;
    HANDLE file;
    ULONG n;

    file = CreateFileW(existing, GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL, OPEN_EXISTING, 0, NULL);
    ck_assert(file != INVALID_HANDLE_VALUE);
    ck_assert_ok(MFCreateFile(MF_ACCESSMODE_READ, MF_OPENMODE_FAIL_IF_NOT_EXIST, MF_FILEFLAGS_ALLOW_WRITE_SHARING,
            existing, &stream));
    ck_assert_ok(IMFByteStream_Read(stream, buffer, 1000, &n));
    ck_assert_int_eq(n, 1000);
    SetFilePointer(file, 1100, NULL, FILE_BEGIN);
    ck_assert(SetEndOfFile(file));
    context.stream = stream;
    callback->on_invoke = end_read;
    callback->context = &context;
    ck_assert_ok(IMFByteStream_BeginRead(stream, buffer, 554, &callback->IMFAsyncCallback_iface, NULL));
    ck_assert(test_callback_wait(callback, 5000));
    ck_assert_ok(context.hr);
    ck_assert_int_eq(context.count, 100);
    ck_assert_ok(IMFByteStream_GetCurrentPosition(stream, &position));
    ck_assert_uint_eq(position, 1100);
    IMFByteStream_Release(stream);
    CloseHandle(file);
    test_callback_release(callback);
}
END_TEST

START_TEST(test_temp_file)
{
    IMFByteStream *stream, *second;
    IMFAttributes *attributes;
    WCHAR path[MAX_PATH];
    BYTE data[4] = {1, 2, 3, 4}, back[4];
    ULONG n;

    ck_assert_ok(MFCreateTempFile(MF_ACCESSMODE_READWRITE, MF_OPENMODE_FAIL_IF_EXIST, MF_FILEFLAGS_NONE, &stream));
    ck_assert_ok(MFCreateTempFile(MF_ACCESSMODE_READWRITE, MF_OPENMODE_DELETE_IF_EXIST, MF_FILEFLAGS_NONE, &second));
    ck_assert_ok(IMFByteStream_Write(stream, data, 4, &n));
    ck_assert_ok(IMFByteStream_SetCurrentPosition(stream, 0));
    ck_assert_ok(IMFByteStream_Read(stream, back, 4, &n));
    ck_assert(n == 4 && !memcmp(data, back, 4));
    ck_assert_ok(IMFByteStream_QueryInterface(stream, &IID_IMFAttributes, (void **)&attributes));
    ck_assert_ok(IMFAttributes_GetString(attributes, &MF_BYTESTREAM_ORIGIN_NAME, path, MAX_PATH, NULL));
    IMFAttributes_Release(attributes);
    ck_assert(GetFileAttributesW(path) != INVALID_FILE_ATTRIBUTES);
    IMFByteStream_Release(stream);
    ck_assert_msg(GetFileAttributesW(path) == INVALID_FILE_ATTRIBUTES, "%ls is still there", path);
    IMFByteStream_Release(second);
}
END_TEST

typedef HRESULT (WINAPI *create_from_handle_function)(MF_FILE_ACCESSMODE access, MF_FILE_OPENMODE mode,
        MF_FILE_FLAGS flags, const WCHAR *url, HANDLE handle, IMFByteStream **stream);

static void make_pipe(HANDLE *server, HANDLE *client)
{
    static LONG number;
    WCHAR name[64];

    swprintf(name, 64, L"\\\\.\\pipe\\mfstream%lu-%ld", GetCurrentProcessId(), InterlockedIncrement(&number));
    *server = CreateNamedPipeW(name, PIPE_ACCESS_DUPLEX | FILE_FLAG_OVERLAPPED, PIPE_TYPE_BYTE, 1, 4096, 4096, 0,
            NULL);
    *client = CreateFileW(name, GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL);
    ck_assert(*server != INVALID_HANDLE_VALUE && *client != INVALID_HANDLE_VALUE);
}

/* A device that answers late: the reads wait, the queues do not. */
START_TEST(test_slow_device)
{
    create_from_handle_function create = mfplat_function("MFCreateFileFromHandle");
    struct test_callback *callbacks[10], *other = test_callback_create();
    struct end_context contexts[10];
    HANDLE server, client;
    IMFByteStream *stream;
    BYTE bytes[10] = {0}, data[10] = {9, 8, 7, 6, 5, 4, 3, 2, 1, 10};
    DWORD n;
    int i, seen = 0;

    if (!create)
        return;
    make_pipe(&server, &client);
    ck_assert_ok(create(MF_ACCESSMODE_READ, MF_OPENMODE_FAIL_IF_NOT_EXIST, MF_FILEFLAGS_NONE, L"", server, &stream));
    for (i = 0; i < 10; i++)
    {
        contexts[i].stream = stream;
        callbacks[i] = test_callback_create();
        callbacks[i]->on_invoke = end_read;
        callbacks[i]->context = &contexts[i];
        ck_assert_ok(IMFByteStream_BeginRead(stream, bytes + i, 1, &callbacks[i]->IMFAsyncCallback_iface, NULL));
    }
    /* All queues still work. */
    ck_assert_ok(MFPutWorkItem(MFASYNC_CALLBACK_QUEUE_STANDARD, &other->IMFAsyncCallback_iface, NULL));
    ck_assert(test_callback_wait(other, 5000));
    ck_assert_ok(MFPutWorkItem(MFASYNC_CALLBACK_QUEUE_MULTITHREADED, &other->IMFAsyncCallback_iface, NULL));
    ck_assert(test_callback_wait(other, 5000));
    for (i = 0; i < 10; i++)
        ck_assert_int_eq(callbacks[i]->count, 0);

    for (i = 0; i < 10; i++)
        ck_assert(WriteFile(client, data + i, 1, &n, NULL));
    for (i = 0; i < 10; i++)
    {
        ck_assert(test_callback_wait(callbacks[i], 5000));
        ck_assert_ok(contexts[i].hr);
        ck_assert_int_eq(contexts[i].count, 1);
        seen |= 1 << bytes[i];
    }
    ck_assert_int_eq(seen, 0x7fe);

    /* Closed with reads under way: they end, cancelled. */
    for (i = 0; i < 3; i++)
        ck_assert_ok(IMFByteStream_BeginRead(stream, bytes + i, 1, &callbacks[i]->IMFAsyncCallback_iface, NULL));
    ck_assert_ok(IMFByteStream_Close(stream));
    for (i = 0; i < 3; i++)
    {
        ck_assert(test_callback_wait(callbacks[i], 5000));
        ck_assert(FAILED(contexts[i].hr));
        ck_assert_int_eq(contexts[i].count, 0);
    }
    for (i = 0; i < 10; i++)
        test_callback_release(callbacks[i]);
    ck_assert_int_eq(IMFByteStream_Release(stream), 0);
    test_callback_release(other);
    CloseHandle(client);
}
END_TEST

/* The other end goes: the end of the data. */
START_TEST(test_broken_pipe)
{
    create_from_handle_function create = mfplat_function("MFCreateFileFromHandle");
    struct test_callback *callback = test_callback_create();
    struct end_context context;
    HANDLE server, client;
    IMFByteStream *stream;
    BYTE byte;

    if (!create)
        return;
    make_pipe(&server, &client);
    ck_assert_hr(create(MF_ACCESSMODE_READ, MF_OPENMODE_FAIL_IF_NOT_EXIST, MF_FILEFLAGS_NONE, NULL, server, &stream),
            E_POINTER);
    ck_assert(FAILED(create(MF_ACCESSMODE_READ, MF_OPENMODE_FAIL_IF_NOT_EXIST, MF_FILEFLAGS_NONE, L"",
            INVALID_HANDLE_VALUE, &stream)));
    ck_assert_ok(create(MF_ACCESSMODE_READ, MF_OPENMODE_FAIL_IF_NOT_EXIST, MF_FILEFLAGS_NONE, L"", server, &stream));
    context.stream = stream;
    callback->on_invoke = end_read;
    callback->context = &context;
    ck_assert_ok(IMFByteStream_BeginRead(stream, &byte, 1, &callback->IMFAsyncCallback_iface, NULL));
    CloseHandle(client);
    ck_assert(test_callback_wait(callback, 5000));
    ck_assert_ok(context.hr);
    ck_assert_int_eq(context.count, 0);
    IMFByteStream_Release(stream);
    test_callback_release(callback);
}
END_TEST

struct create_context
{
    HRESULT hr, object_hr;
    IMFByteStream *stream;
};

static void end_create(struct test_callback *callback, IMFAsyncResult *result)
{
    struct create_context *context = callback->context;
    IUnknown *object;

    context->object_hr = IMFAsyncResult_GetObject(result, &object);
    context->hr = MFEndCreateFile(result, &context->stream);
}

START_TEST(test_begin_create_file)
{
    struct test_callback *callback = test_callback_create();
    struct create_context context = {E_FAIL, E_FAIL, NULL};
    struct test_object state;
    IUnknown *cookie = NULL;

    test_object_init(&state);
    callback->on_invoke = end_create;
    callback->context = &context;
    ck_assert_ok(MFBeginCreateFile(MF_ACCESSMODE_READWRITE, MF_OPENMODE_DELETE_IF_EXIST, MF_FILEFLAGS_NONE, missing,
            &callback->IMFAsyncCallback_iface, &state.IUnknown_iface, &cookie));
    ck_assert(cookie != NULL);
    ck_assert(test_callback_wait(callback, 5000));
    ck_assert_hr(context.object_hr, E_POINTER);
    ck_assert_ok(context.hr);
    ck_assert(callback->state == &state.IUnknown_iface);
    ck_assert_int_eq(IMFByteStream_Release(context.stream), 0);
    IUnknown_Release(cookie);
    ck_assert_msg(DeleteFileW(missing), "error %lu", GetLastError());
    test_callback_release(callback);
}
END_TEST

START_TEST(test_begin_create_file_errors)
{
    struct test_callback *callback = test_callback_create();
    struct create_context context = {S_OK, S_OK, (IMFByteStream *)0x1234};
    IUnknown *cookie;

    callback->on_invoke = end_create;
    callback->context = &context;
    ck_assert_ok(MFBeginCreateFile(MF_ACCESSMODE_READ, MF_OPENMODE_FAIL_IF_NOT_EXIST, MF_FILEFLAGS_NONE, missing,
            &callback->IMFAsyncCallback_iface, NULL, NULL));
    ck_assert(test_callback_wait(callback, 5000));
    ck_assert_hr(context.hr, HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND));
    ck_assert(!callback->state);

    /* Cancelled or not, the callback comes; after a success there is a stream to release. */
    ck_assert_ok(MFBeginCreateFile(MF_ACCESSMODE_READ, MF_OPENMODE_FAIL_IF_NOT_EXIST, MF_FILEFLAGS_NONE, existing,
            &callback->IMFAsyncCallback_iface, NULL, &cookie));
    ck_assert_ok(MFCancelCreateFile(cookie));
    ck_assert(test_callback_wait(callback, 5000));
    ck_assert(context.hr == S_OK || context.hr == E_ABORT);
    if (SUCCEEDED(context.hr))
        IMFByteStream_Release(context.stream);
    IUnknown_Release(cookie);
    test_callback_release(callback);
}
END_TEST

/* The result may live on after the callback without keeping the file open. */
static void keep_result(struct test_callback *callback, IMFAsyncResult *result)
{
    IMFAsyncResult_AddRef(result);
    *(IMFAsyncResult **)callback->context = result;
}

START_TEST(test_result_outlives_callback)
{
    struct test_callback *callback = test_callback_create();
    IMFAsyncResult *result = NULL;
    IMFByteStream *stream;

    callback->on_invoke = keep_result;
    callback->context = &result;
    ck_assert_ok(MFBeginCreateFile(MF_ACCESSMODE_READWRITE, MF_OPENMODE_DELETE_IF_EXIST, MF_FILEFLAGS_NONE, missing,
            &callback->IMFAsyncCallback_iface, NULL, NULL));
    ck_assert(test_callback_wait(callback, 5000));
    ck_assert_ok(MFEndCreateFile(result, &stream));
    ck_assert_int_eq(IMFByteStream_Release(stream), 0);
    check_open(MF_ACCESSMODE_READWRITE, MF_OPENMODE_FAIL_IF_NOT_EXIST, MF_FILEFLAGS_NONE, missing, S_OK, "closed");
    ck_assert(FAILED(MFEndCreateFile(result, &stream)));
    IMFAsyncResult_Release(result);
    test_callback_release(callback);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("byte_stream_file");
    TCase *open = tcase_create("open"), *contract = tcase_create("contract"), *async = tcase_create("async");

    tcase_add_checked_fixture(open, setup, teardown);
    tcase_add_test(open, test_open_modes);
    tcase_add_test(open, test_open_existing_for_writing);
    tcase_add_test(open, test_sharing);
    tcase_add_test(open, test_url_is_no_path);
    tcase_add_test(open, test_temp_file);
    tcase_add_test(open, test_begin_create_file);
    tcase_add_test(open, test_begin_create_file_errors);
    tcase_add_test(open, test_result_outlives_callback);
    suite_add_tcase(suite, open);
    tcase_add_checked_fixture(contract, setup, teardown);
    tcase_add_test(contract, test_interfaces_and_identity);
    tcase_add_test(contract, test_service);
    tcase_add_test(contract, test_attributes);
    tcase_add_test(contract, test_capabilities);
    tcase_add_test(contract, test_position);
    tcase_add_test(contract, test_read);
    tcase_add_test(contract, test_write);
    tcase_add_test(contract, test_wrong_direction);
    tcase_add_test(contract, test_close);
    suite_add_tcase(suite, contract);
    tcase_add_checked_fixture(async, setup, teardown);
    tcase_add_test(async, test_large_offsets);
    tcase_add_test(async, test_begin_read);
    tcase_add_test(async, test_begin_arguments);
    tcase_add_test(async, test_many_reads);
    tcase_add_test(async, test_many_writes);
    tcase_add_test(async, test_release_with_read);
    tcase_add_test(async, test_truncated_file);
    tcase_add_test(async, test_slow_device);
    tcase_add_test(async, test_broken_pipe);
    suite_add_tcase(suite, async);
    return suite_main(suite);
}
