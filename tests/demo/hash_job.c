/* SPDX-License-Identifier: MIT */
/* Hashing one file by asynchronous reads.
 *
 * The job is the callback object of its reads, the chunk that a read fills is its state object. While one chunk is hashed
 * the next is being read, so there are two. */

#include "hash_job.h"
#include "async_file.h"
#include <mfapi.h>
#include <stdlib.h>

#define CHUNK_BYTES (256 * 1024)

struct chunk
{
    IUnknown IUnknown_iface;
    LONG refcount;
    BYTE data[CHUNK_BYTES];
};

struct hash_job
{
    IMFAsyncCallback IMFAsyncCallback_iface;
    LONG refcount;
    struct hash_job_events events;
    struct async_file *file;

    /* Held while a completed read is handled. The next read is started under it, so its completion waits here until this
     * one's bytes are hashed: chunks stay in order, whatever thread the callbacks run on. Guards what follows. */
    CRITICAL_SECTION lock;
    struct sha256 *hash;
    struct chunk *spare; /* the chunk that no read is using */
    ULONGLONG offset;    /* where the next read starts */
    BOOL reading;        /* a read is under way */
    HRESULT hr;          /* the first failure */
};

static struct chunk *chunk_from_IUnknown(IUnknown *iface)
{
    return CONTAINING_RECORD(iface, struct chunk, IUnknown_iface);
}

static HRESULT WINAPI chunk_QueryInterface(IUnknown *iface, REFIID iid, void **out)
{
    if (!IsEqualIID(iid, &IID_IUnknown))
    {
        *out = NULL;
        return E_NOINTERFACE;
    }
    IUnknown_AddRef(iface);
    *out = iface;
    return S_OK;
}

static ULONG WINAPI chunk_AddRef(IUnknown *iface)
{
    return InterlockedIncrement(&chunk_from_IUnknown(iface)->refcount);
}

static ULONG WINAPI chunk_Release(IUnknown *iface)
{
    struct chunk *chunk = chunk_from_IUnknown(iface);
    ULONG refcount = InterlockedDecrement(&chunk->refcount);

    if (!refcount)
        free(chunk);
    return refcount;
}

static const IUnknownVtbl chunk_vtbl =
{
    chunk_QueryInterface,
    chunk_AddRef,
    chunk_Release,
};

static struct chunk *chunk_create(void)
{
    struct chunk *chunk = malloc(sizeof(*chunk));

    if (chunk)
    {
        chunk->IUnknown_iface.lpVtbl = (IUnknownVtbl *)&chunk_vtbl;
        chunk->refcount = 1;
    }
    return chunk;
}

static struct hash_job *job_from_IMFAsyncCallback(IMFAsyncCallback *iface)
{
    return CONTAINING_RECORD(iface, struct hash_job, IMFAsyncCallback_iface);
}

static HRESULT WINAPI job_QueryInterface(IMFAsyncCallback *iface, REFIID iid, void **out)
{
    if (!IsEqualIID(iid, &IID_IUnknown) && !IsEqualIID(iid, &IID_IMFAsyncCallback))
    {
        *out = NULL;
        return E_NOINTERFACE;
    }
    IMFAsyncCallback_AddRef(iface);
    *out = iface;
    return S_OK;
}

static ULONG WINAPI job_AddRef(IMFAsyncCallback *iface)
{
    return InterlockedIncrement(&job_from_IMFAsyncCallback(iface)->refcount);
}

static ULONG WINAPI job_Release(IMFAsyncCallback *iface)
{
    struct hash_job *job = job_from_IMFAsyncCallback(iface);
    ULONG refcount = InterlockedDecrement(&job->refcount);

    if (!refcount)
    {
        if (job->spare)
            IUnknown_Release(&job->spare->IUnknown_iface);
        if (job->file)
            async_file_release(job->file);
        sha256_destroy(job->hash);
        DeleteCriticalSection(&job->lock);
        free(job);
    }
    return refcount;
}

/* Hashing takes time, so the callbacks of several files may run side by side. */
static HRESULT WINAPI job_GetParameters(IMFAsyncCallback *iface, DWORD *flags, DWORD *queue)
{
    (void)iface;
    *flags = 0;
    *queue = MFASYNC_CALLBACK_QUEUE_MULTITHREADED;
    return S_OK;
}

/* Starts the read of the next chunk into `chunk`. */
static HRESULT job_read_locked(struct hash_job *job, struct chunk *chunk)
{
    HRESULT hr = async_file_begin_read(job->file, job->offset, chunk->data, CHUNK_BYTES, &job->IMFAsyncCallback_iface,
            &chunk->IUnknown_iface);

    job->reading = SUCCEEDED(hr);
    return hr;
}

/* Takes over the bytes of a completed read, and starts the next read before they are hashed. */
static HRESULT job_take_locked(struct hash_job *job, struct chunk *chunk, DWORD read)
{
    HRESULT hr;

    if (FAILED(job->hr))
        return job->hr;
    job->offset += read;
    if (read == CHUNK_BYTES)
    {
        hr = job_read_locked(job, job->spare);
        if (FAILED(hr))
            return hr;
    }
    hr = sha256_update(job->hash, chunk->data, read);
    if (SUCCEEDED(hr))
        job->events.progress(job->events.context, job->offset, async_file_size(job->file));
    return hr;
}

static void job_finish(struct hash_job *job)
{
    struct hash_job_result result = {job->hr, {0}};

    if (SUCCEEDED(result.hr))
        result.hr = sha256_finish(job->hash, result.digest);
    job->events.finished(job->events.context, &result);
}

static HRESULT WINAPI job_Invoke(IMFAsyncCallback *iface, IMFAsyncResult *result)
{
    struct hash_job *job = job_from_IMFAsyncCallback(iface);
    struct chunk *chunk;
    IUnknown *state;
    BOOL finished;
    DWORD read;
    HRESULT hr;

    EnterCriticalSection(&job->lock);
    job->reading = FALSE;
    hr = async_file_end_read(job->file, result, &read);
    if (SUCCEEDED(hr))
        hr = IMFAsyncResult_GetState(result, &state);
    if (SUCCEEDED(hr))
    {
        chunk = chunk_from_IUnknown(state);
        hr = job_take_locked(job, chunk, read);
        /* The two chunks change places; the reference of GetState() becomes the job's. */
        IUnknown_Release(&job->spare->IUnknown_iface);
        job->spare = chunk;
    }
    if (FAILED(hr) && SUCCEEDED(job->hr))
        job->hr = hr;
    finished = !job->reading;
    LeaveCriticalSection(&job->lock);

    if (finished)
        job_finish(job);
    return S_OK;
}

static const IMFAsyncCallbackVtbl job_vtbl =
{
    job_QueryInterface,
    job_AddRef,
    job_Release,
    job_GetParameters,
    job_Invoke,
};

HRESULT hash_job_start(const WCHAR *path, DWORD queue, const struct hash_job_events *events)
{
    struct chunk *chunk = NULL;
    struct hash_job *job;
    HRESULT hr;

    if (!(job = calloc(1, sizeof(*job))))
        return E_OUTOFMEMORY;
    job->IMFAsyncCallback_iface.lpVtbl = (IMFAsyncCallbackVtbl *)&job_vtbl;
    job->refcount = 1;
    job->events = *events;
    InitializeCriticalSection(&job->lock);

    hr = async_file_open(path, queue, &job->file);
    if (SUCCEEDED(hr))
        hr = sha256_create(&job->hash);
    if (SUCCEEDED(hr) && (!(job->spare = chunk_create()) || !(chunk = chunk_create())))
        hr = E_OUTOFMEMORY;
    if (SUCCEEDED(hr))
    {
        EnterCriticalSection(&job->lock);
        hr = job_read_locked(job, chunk);
        LeaveCriticalSection(&job->lock);
    }
    /* The read under way holds the chunk and the job. */
    if (chunk)
        IUnknown_Release(&chunk->IUnknown_iface);
    IMFAsyncCallback_Release(&job->IMFAsyncCallback_iface);
    return hr;
}
