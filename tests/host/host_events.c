/* SPDX-License-Identifier: MIT */
/* Events, event queues and descriptors under the sanitizers: every allocation fails once, and threads share one queue.
 * Prints TAP. */

#include "base/atomic.h"
#include "base/memory.h"
#include "base/os.h"
#include "descriptor/presentation_descriptor.h"
#include "events/event_serialization.h"
#include <mfapi.h>
#include <mferror.h>
#include <stdio.h>

#define PRODUCERS 2
#define EVENTS 2000 /* of each producer */

static int cases, failures;

static void report(BOOL ok, const char *name)
{
    failures += !ok;
    printf("%sok %d - %s\n", ok ? "" : "not ", ++cases, name);
    fflush(stdout);
}

struct subscriber
{
    IMFAsyncCallback IMFAsyncCallback_iface;
    LONG refcount;
    IMFMediaEventQueue *queue;
    LONG read, ended; /* atomic */
};

static HRESULT WINAPI subscriber_QueryInterface(IMFAsyncCallback *iface, REFIID iid, void **out)
{
    (void)iface; (void)iid;
    *out = NULL;
    return E_NOINTERFACE;
}

static ULONG WINAPI subscriber_AddRef(IMFAsyncCallback *iface)
{
    return atomic_increment(&((struct subscriber *)iface)->refcount);
}

static ULONG WINAPI subscriber_Release(IMFAsyncCallback *iface)
{
    return atomic_decrement(&((struct subscriber *)iface)->refcount);
}

static HRESULT WINAPI subscriber_GetParameters(IMFAsyncCallback *iface, DWORD *flags, DWORD *queue)
{
    (void)iface; (void)flags; (void)queue;
    return E_NOTIMPL;
}

static HRESULT WINAPI subscriber_Invoke(IMFAsyncCallback *iface, IMFAsyncResult *result)
{
    struct subscriber *subscriber = (struct subscriber *)iface;
    IMFMediaEvent *event;

    if (SUCCEEDED(IMFMediaEventQueue_EndGetEvent(subscriber->queue, result, &event)))
    {
        IMFMediaEvent_Release(event);
        atomic_increment(&subscriber->read);
        if (SUCCEEDED(IMFMediaEventQueue_BeginGetEvent(subscriber->queue, iface, NULL)))
            return S_OK;
    }
    atomic_increment(&subscriber->ended);
    return S_OK;
}

static const IMFAsyncCallbackVtbl subscriber_vtbl =
{
    subscriber_QueryInterface,
    subscriber_AddRef,
    subscriber_Release,
    subscriber_GetParameters,
    subscriber_Invoke,
};

static IMFMediaEventQueue *queue;
static LONG got; /* atomic */

static void produce(void *argument)
{
    int i;

    for (i = 0; i < EVENTS; i++)
        IMFMediaEventQueue_QueueEventParamVar(queue, i, &GUID_NULL, S_OK, NULL);
    (void)argument;
}

static void consume(void *argument)
{
    IMFMediaEvent *event;

    while (SUCCEEDED(IMFMediaEventQueue_GetEvent(queue, 0, &event)))
    {
        IMFMediaEvent_Release(event);
        atomic_increment(&got);
    }
    (void)argument;
}

static void wait_until(LONG *value, LONG at_least)
{
    int i;

    for (i = 0; i < 60000 && atomic_load(value) < at_least; i++)
        os_sleep(1);
}

static void start(struct os_thread **threads, os_thread_function function)
{
    int i;

    for (i = 0; i < PRODUCERS; i++)
        threads[i] = os_thread_create(function, NULL, "events");
}

static void join(struct os_thread **threads)
{
    int i;

    for (i = 0; i < PRODUCERS; i++)
    {
        os_thread_join(threads[i], OS_INFINITE);
        os_thread_close(threads[i]);
    }
}

static void blocked_readers_share_one_queue(void)
{
    struct os_thread *producers[PRODUCERS], *consumers[PRODUCERS];

    MFCreateEventQueue(&queue);
    start(consumers, consume);
    start(producers, produce);
    join(producers);
    wait_until(&got, PRODUCERS * EVENTS);
    IMFMediaEventQueue_Shutdown(queue);
    join(consumers);
    report(got == PRODUCERS * EVENTS && !IMFMediaEventQueue_Release(queue), "blocked readers share one queue");
}

static void a_subscriber_reads_what_threads_queue(BOOL early_shutdown, const char *name)
{
    struct subscriber subscriber = {{(IMFAsyncCallbackVtbl *)&subscriber_vtbl}, 1};
    struct os_thread *producers[PRODUCERS];
    BOOL ok;

    MFCreateEventQueue(&queue);
    subscriber.queue = queue;
    IMFMediaEventQueue_BeginGetEvent(queue, &subscriber.IMFAsyncCallback_iface, NULL);
    start(producers, produce);
    if (early_shutdown)
        IMFMediaEventQueue_Shutdown(queue);
    join(producers);
    if (!early_shutdown)
    {
        wait_until(&subscriber.read, PRODUCERS * EVENTS);
        IMFMediaEventQueue_Shutdown(queue);
    }
    wait_until(&subscriber.ended, 1);
    while (atomic_load(&subscriber.refcount) != 1)
        os_sleep(1);
    ok = subscriber.ended == 1 && (early_shutdown || subscriber.read == PRODUCERS * EVENTS);
    report(ok && !IMFMediaEventQueue_Release(queue), name);
}

static HRESULT use_events(void)
{
    PROPVARIANT value = {.vt = VT_LPWSTR, .pwszVal = (WCHAR *)L"a value"};
    IMFMediaEvent *event = NULL, *copy = NULL;
    IMFMediaEventQueue *events = NULL;
    BYTE *data = NULL;
    DWORD size, i;
    HRESULT hr;

    hr = MFCreateMediaEvent(MEError, &GUID_NULL, E_FAIL, &value, &event);
    if (SUCCEEDED(hr))
        hr = IMFMediaEvent_SetString(event, &GUID_NULL, L"an attribute");
    if (SUCCEEDED(hr))
        hr = MFSerializeEvent(event, &size, &data);
    if (SUCCEEDED(hr))
        hr = MFDeserializeEvent(size, data, &copy);
    if (SUCCEEDED(hr))
        hr = MFCreateEventQueue(&events);
    for (i = 0; SUCCEEDED(hr) && i < 20; i++)
        hr = IMFMediaEventQueue_QueueEvent(events, event);
    if (SUCCEEDED(hr))
        hr = IMFMediaEventQueue_QueueEventParamVar(events, MEError, &GUID_NULL, S_OK, &value);
    if (events)
        IMFMediaEventQueue_Release(events);
    CoTaskMemFree(data);
    if (copy)
        IMFMediaEvent_Release(copy);
    if (event && IMFMediaEvent_Release(event))
        return E_UNEXPECTED;
    return hr;
}

static HRESULT use_descriptors(void)
{
    IMFPresentationDescriptor *presentation = NULL, *clone = NULL, *copy = NULL;
    IMFStreamDescriptor *stream = NULL;
    IMFMediaType *type = NULL;
    BYTE *data = NULL;
    DWORD size;
    HRESULT hr;

    hr = MFCreateMediaType(&type);
    if (SUCCEEDED(hr))
        hr = IMFMediaType_SetGUID(type, &MF_MT_MAJOR_TYPE, &MFMediaType_Audio);
    if (SUCCEEDED(hr))
        hr = MFCreateStreamDescriptor(1, 1, &type, &stream);
    if (SUCCEEDED(hr))
        hr = MFCreatePresentationDescriptor(1, &stream, &presentation);
    if (SUCCEEDED(hr))
        hr = IMFPresentationDescriptor_SetUINT32(presentation, &GUID_NULL, 1);
    if (SUCCEEDED(hr))
        hr = IMFPresentationDescriptor_Clone(presentation, &clone);
    if (SUCCEEDED(hr))
        hr = MFSerializePresentationDescriptor(clone, &size, &data);
    if (SUCCEEDED(hr))
        hr = MFDeserializePresentationDescriptor(size, data, &copy);
    if (copy)
        IMFPresentationDescriptor_Release(copy);
    CoTaskMemFree(data);
    if (clone)
        IMFPresentationDescriptor_Release(clone);
    if (presentation)
        IMFPresentationDescriptor_Release(presentation);
    if (stream)
        IMFStreamDescriptor_Release(stream);
    if (type && IMFMediaType_Release(type))
        return E_UNEXPECTED;
    return hr;
}

static void fail_every_allocation(HRESULT (*use)(void), const char *name)
{
    HRESULT hr = E_OUTOFMEMORY;
    LONG n;

    for (n = 1; hr == E_OUTOFMEMORY && n < 1000; n++)
    {
        memory_fail_after(n);
        hr = use();
        memory_fail_after(0);
    }
    printf("# %d allocations failed one by one\n", (int)n - 2);
    report(hr == S_OK && n > 8, name);
}

int main(void)
{
    fail_every_allocation(use_events, "every allocation of events can fail");
    fail_every_allocation(use_descriptors, "every allocation of descriptors can fail");
    blocked_readers_share_one_queue();
    a_subscriber_reads_what_threads_queue(FALSE, "a subscriber reads what threads queue");
    a_subscriber_reads_what_threads_queue(TRUE, "a shutdown in between ends the subscription once");
    printf("1..%d\n", cases);
    return failures != 0;
}
