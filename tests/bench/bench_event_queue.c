/* SPDX-License-Identifier: MIT */
/* What an event costs: QueueEventParamVar and GetEvent on one thread, and the chain BeginGetEvent, Invoke, EndGetEvent.
 * Nanoseconds an event, the best of several runs. Run it with Wine's mfplat.dll and with ours, and compare:
 *
 *     WINEDLLOVERRIDES=mfplat,rtworkq=b wine tests/bench/bench_event_queue.exe
 *     WINEDLLOVERRIDES=mfplat,rtworkq=n wine tests/bench/bench_event_queue.exe     (with our DLLs beside the program)
 */

#include <windows.h>
#include <stdio.h>
#include <mfapi.h>

#define EVENTS 100000
#define RUNS 5

static IMFMediaEventQueue *queue;
static HANDLE done;
static LONG left;

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

static HRESULT WINAPI callback_GetParameters(IMFAsyncCallback *iface, DWORD *flags, DWORD *queue_id)
{
    (void)iface;
    (void)flags;
    (void)queue_id;
    return E_NOTIMPL;
}

static HRESULT WINAPI callback_Invoke(IMFAsyncCallback *iface, IMFAsyncResult *result)
{
    IMFMediaEvent *event;

    if (SUCCEEDED(IMFMediaEventQueue_EndGetEvent(queue, result, &event)))
        IMFMediaEvent_Release(event);
    if (!--left)
        SetEvent(done);
    else
        IMFMediaEventQueue_BeginGetEvent(queue, iface, NULL);
    return S_OK;
}

static const IMFAsyncCallbackVtbl callback_vtbl =
{
    callback_QueryInterface,
    callback_AddRef,
    callback_Release,
    callback_GetParameters,
    callback_Invoke,
};

static IMFAsyncCallback callback = {(IMFAsyncCallbackVtbl *)&callback_vtbl};

static void queue_and_get(void)
{
    IMFMediaEvent *event;
    int i;

    for (i = 0; i < EVENTS; i++)
    {
        IMFMediaEventQueue_QueueEventParamVar(queue, MEError, &GUID_NULL, S_OK, NULL);
        if (SUCCEEDED(IMFMediaEventQueue_GetEvent(queue, MF_EVENT_FLAG_NO_WAIT, &event)))
            IMFMediaEvent_Release(event);
    }
}

/* All events are there before the first BeginGetEvent; queueing them is part of the time. */
static void chain(void)
{
    int i;

    left = EVENTS;
    for (i = 0; i < EVENTS; i++)
        IMFMediaEventQueue_QueueEventParamVar(queue, MEError, &GUID_NULL, S_OK, NULL);
    IMFMediaEventQueue_BeginGetEvent(queue, &callback, NULL);
    WaitForSingleObject(done, INFINITE);
}

static void report(const char *label, void (*function)(void))
{
    LARGE_INTEGER start, end, frequency;
    double best = 0, time;
    int run;

    QueryPerformanceFrequency(&frequency);
    for (run = 0; run < RUNS; run++)
    {
        QueryPerformanceCounter(&start);
        function();
        QueryPerformanceCounter(&end);
        time = (double)(end.QuadPart - start.QuadPart) * 1e9 / (double)frequency.QuadPart / EVENTS;
        if (!run || time < best)
            best = time;
    }
    printf("%-32s %8.1f ns\n", label, best);
}

int main(void)
{
    done = CreateEventW(NULL, FALSE, FALSE, NULL);
    if (FAILED(MFStartup(MF_VERSION, MFSTARTUP_FULL)) || FAILED(MFCreateEventQueue(&queue)))
        return 1;
    report("QueueEventParamVar, GetEvent", queue_and_get);
    report("BeginGetEvent, EndGetEvent chain", chain);
    IMFMediaEventQueue_Shutdown(queue);
    IMFMediaEventQueue_Release(queue);
    MFShutdown();
    return 0;
}
