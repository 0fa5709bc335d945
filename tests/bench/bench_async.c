/* SPDX-License-Identifier: MIT */
/* What the asynchronous paths cost: creating and releasing a result on one and on two threads, putting items on each
 * kind of queue, a chain of items that put their successor, scheduling and cancelling timers; beside them a pair of
 * HeapAlloc and HeapFree. Nanoseconds each, the median of several runs. Run it with Wine's DLLs and with ours:
 *
 *     WINEDLLOVERRIDES=mfplat,rtworkq=b wine tests/bench/bench_async.exe
 *     WINEDLLOVERRIDES=mfplat,rtworkq=n wine tests/bench/bench_async.exe     (with our DLLs beside the program)
 */

#include <windows.h>
#include <stdio.h>
#include <stdlib.h>
#include <mfapi.h>

#define RUNS 5
#define RESULTS 500000
#define ITEMS 200000
#define CHAIN 100000

static double now_ns(void)
{
    LARGE_INTEGER count, frequency;

    QueryPerformanceCounter(&count);
    QueryPerformanceFrequency(&frequency);
    return (double)count.QuadPart * 1e9 / (double)frequency.QuadPart;
}

static HANDLE done;
static LONG left;
static DWORD chain_queue;

static HRESULT WINAPI callback_QueryInterface(IMFAsyncCallback *iface, REFIID iid, void **out)
{
    (void)iid;
    *out = iface;
    return S_OK;
}

static ULONG WINAPI callback_AddRef(IMFAsyncCallback *iface)
{
    (void)iface;
    return 2;
}

static ULONG WINAPI callback_Release(IMFAsyncCallback *iface)
{
    (void)iface;
    return 1;
}

static HRESULT WINAPI callback_GetParameters(IMFAsyncCallback *iface, DWORD *flags, DWORD *queue)
{
    (void)iface;
    (void)flags;
    (void)queue;
    return E_NOTIMPL;
}

static HRESULT WINAPI count_Invoke(IMFAsyncCallback *iface, IMFAsyncResult *result)
{
    (void)iface;
    (void)result;
    if (!InterlockedDecrement(&left))
        SetEvent(done);
    return S_OK;
}

static HRESULT WINAPI chain_Invoke(IMFAsyncCallback *iface, IMFAsyncResult *result)
{
    (void)result;
    if (!--left)
        SetEvent(done);
    else
        MFPutWorkItem(chain_queue, iface, NULL);
    return S_OK;
}

static const IMFAsyncCallbackVtbl count_vtbl =
{
    callback_QueryInterface, callback_AddRef, callback_Release, callback_GetParameters, count_Invoke,
};

static const IMFAsyncCallbackVtbl chain_vtbl =
{
    callback_QueryInterface, callback_AddRef, callback_Release, callback_GetParameters, chain_Invoke,
};

static IMFAsyncCallback counter = {(IMFAsyncCallbackVtbl *)&count_vtbl};
static IMFAsyncCallback chainer = {(IMFAsyncCallbackVtbl *)&chain_vtbl};

static double heap_pair(DWORD unused)
{
    double start = now_ns();
    int i;

    (void)unused;
    for (i = 0; i < RESULTS; i++)
        HeapFree(GetProcessHeap(), 0, HeapAlloc(GetProcessHeap(), 0, 112));
    return (now_ns() - start) / RESULTS;
}

static DWORD WINAPI create_and_release(void *unused)
{
    IMFAsyncResult *result;
    int i;

    (void)unused;
    for (i = 0; i < RESULTS; i++)
    {
        if (SUCCEEDED(MFCreateAsyncResult(NULL, &counter, NULL, &result)))
            IMFAsyncResult_Release(result);
    }
    return 0;
}

static double results(DWORD threads)
{
    double start = now_ns();
    HANDLE handles[2];
    DWORD i;

    for (i = 1; i < threads; i++)
        handles[i] = CreateThread(NULL, 0, create_and_release, NULL, 0, NULL);
    create_and_release(NULL);
    for (i = 1; i < threads; i++)
    {
        WaitForSingleObject(handles[i], INFINITE);
        CloseHandle(handles[i]);
    }
    return (now_ns() - start) / RESULTS;
}

static double put(DWORD queue)
{
    double start = now_ns();
    int i;

    left = ITEMS;
    for (i = 0; i < ITEMS; i++)
        MFPutWorkItem(queue, &counter, NULL);
    WaitForSingleObject(done, INFINITE);
    return (now_ns() - start) / ITEMS;
}

static double chain(DWORD queue)
{
    double start = now_ns();

    left = CHAIN;
    chain_queue = queue;
    MFPutWorkItem(queue, &chainer, NULL);
    WaitForSingleObject(done, INFINITE);
    return (now_ns() - start) / CHAIN;
}

static double timers(DWORD count)
{
    MFWORKITEM_KEY *keys = malloc(count * sizeof(*keys));
    double start = now_ns();
    DWORD i;

    for (i = 0; i < count; i++)
        MFScheduleWorkItem(&counter, NULL, -60000, &keys[i]);
    for (i = 0; i < count; i++)
        MFCancelWorkItem(keys[i]);
    start = (now_ns() - start) / count;
    free(keys);
    return start;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void measure(const char *name, double (*run)(DWORD argument), DWORD argument)
{
    double times[RUNS];
    int i;

    for (i = 0; i < RUNS; i++)
        times[i] = run(argument);
    qsort(times, RUNS, sizeof(*times), compare);
    printf("%-40s %10.1f ns\n", name, times[RUNS / 2]);
    fflush(stdout);
}

int main(void)
{
    DWORD private_queue, serial, pool;

    done = CreateEventW(NULL, FALSE, FALSE, NULL);
    if (FAILED(MFStartup(MF_VERSION, MFSTARTUP_LITE)) || FAILED(MFAllocateWorkQueue(&private_queue))
            || FAILED(MFAllocateWorkQueueEx(MF_MULTITHREADED_WORKQUEUE, &pool))
            || FAILED(MFAllocateSerialWorkQueue(MFASYNC_CALLBACK_QUEUE_MULTITHREADED, &serial)))
        return 1;
    measure("heap alloc + free", heap_pair, 0);
    measure("result create + release, 1 thread", results, 1);
    measure("result create + release, 2 threads", results, 2);
    measure("put, standard queue", put, MFASYNC_CALLBACK_QUEUE_STANDARD);
    measure("put, private queue", put, private_queue);
    measure("put, multithreaded queue", put, pool);
    measure("put, serial queue", put, serial);
    measure("chain, standard queue", chain, MFASYNC_CALLBACK_QUEUE_STANDARD);
    measure("chain, private queue", chain, private_queue);
    measure("chain, multithreaded queue", chain, pool);
    measure("chain, serial queue", chain, serial);
    measure("schedule + cancel, 100 timers", timers, 100);
    measure("schedule + cancel, 1,000 timers", timers, 1000);
    measure("schedule + cancel, 10,000 timers", timers, 10000);
    MFUnlockWorkQueue(serial);
    MFUnlockWorkQueue(pool);
    MFUnlockWorkQueue(private_queue);
    MFShutdown();
    return 0;
}
