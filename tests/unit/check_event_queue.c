/* SPDX-License-Identifier: MIT */
/* The event queue: order, subscriptions, blocked readers, shutdown.
 *
 * The rows about GetEvent beside a subscription hold from Windows 8 on.
 */

#include "support/suite.h"
#include "support/callback.h"
#include <mfapi.h>
#include <mferror.h>

#define WAIT_MS 20000 /* for what must happen: how long a broken library is waited for */

static const GUID custom_type = {0x12345678, 0x1234, 0x1234, {0x21, 0x21, 0x21, 0x21, 0x21, 0x21, 0x21, 0x21}};

static IMFMediaEventQueue *queue;
static struct test_callback *callback, *other;
static struct test_object state, other_state;
static DWORD work_queue; /* one thread: an item on it runs after the Invoke of all earlier ones */

static void setup(void)
{
    ck_assert_ok(MFStartup(MF_VERSION, MFSTARTUP_FULL));
    ck_assert_ok(MFAllocateWorkQueue(&work_queue));
    ck_assert_ok(MFCreateEventQueue(&queue));
    callback = test_callback_create();
    callback->parameters_hr = S_OK;
    callback->queue = work_queue;
    other = test_callback_create();
    other->parameters_hr = S_OK;
    other->queue = work_queue;
    test_object_init(&state);
    test_object_init(&other_state);
}

static void teardown(void)
{
    IMFMediaEventQueue_Shutdown(queue);
    IMFMediaEventQueue_Release(queue);
    MFUnlockWorkQueue(work_queue);
    MFShutdown();
    test_callback_release(callback);
    test_callback_release(other);
}

/* Returns when everything that was put on the callbacks' work queue before has run, references included. */
static void flush(void)
{
    struct test_callback *marker = test_callback_create();

    ck_assert_ok(MFPutWorkItem(work_queue, &marker->IMFAsyncCallback_iface, NULL));
    ck_assert(test_callback_wait(marker, WAIT_MS));
    test_callback_release(marker);
}

static IMFMediaEvent *create_event(MediaEventType type)
{
    IMFMediaEvent *event;

    ck_assert_ok(MFCreateMediaEvent(type, &GUID_NULL, S_OK, NULL, &event));
    return event;
}

static void queue_new_event(MediaEventType type)
{
    ck_assert_ok(IMFMediaEventQueue_QueueEventParamVar(queue, type, &GUID_NULL, S_OK, NULL));
}

static MediaEventType event_type(IMFMediaEvent *event)
{
    MediaEventType type = 0;

    IMFMediaEvent_GetType(event, &type);
    return type;
}

static HRESULT begin(struct test_callback *with_callback, struct test_object *with_state)
{
    return IMFMediaEventQueue_BeginGetEvent(queue, &with_callback->IMFAsyncCallback_iface,
            with_state ? &with_state->IUnknown_iface : NULL);
}

START_TEST(interfaces)
{
    IMFMediaEventQueue *fresh;

    ck_assert_interface(queue, &IID_IMFMediaEventQueue, TRUE);
    ck_assert_interface(queue, &IID_IUnknown, TRUE);
    ck_assert_interface(queue, &IID_IMFMediaEventGenerator, FALSE);
    ck_assert_ok(MFCreateEventQueue(&fresh));
    ck_assert_uint_eq(IMFMediaEventQueue_Release(fresh), 0);
}
END_TEST

START_TEST(events_leave_in_the_order_they_came)
{
    IMFMediaEvent *events[100], *event;
    unsigned int i, round;

    /* More than any first allocation holds, and from different starting points. */
    for (round = 0; round < 3; round++)
    {
        queue_new_event(MEError);
        for (i = 0; i < ARRAYSIZE(events); i++)
        {
            events[i] = create_event(i);
            ck_assert_ok(IMFMediaEventQueue_QueueEvent(queue, events[i]));
            ck_assert_refcount(events[i], 2);
        }
        ck_assert_ok(IMFMediaEventQueue_GetEvent(queue, MF_EVENT_FLAG_NO_WAIT, &event));
        ck_assert_uint_eq(IMFMediaEvent_Release(event), 0);
        for (i = 0; i < ARRAYSIZE(events); i++)
        {
            ck_assert_ok(IMFMediaEventQueue_GetEvent(queue, i % 2 ? MF_EVENT_FLAG_NO_WAIT : 0, &event));
            ck_assert_ptr_eq(event, events[i]);
            ck_assert_refcount(event, 2);
            IMFMediaEvent_Release(event);
            ck_assert_uint_eq(IMFMediaEvent_Release(event), 0);
        }
    }
}
END_TEST

START_TEST(one_event_may_be_queued_again)
{
    IMFMediaEvent *event = create_event(MEError), *read;
    unsigned int i;

    for (i = 0; i < 3; i++)
        ck_assert_ok(IMFMediaEventQueue_QueueEvent(queue, event));
    ck_assert_refcount(event, 4);
    for (i = 0; i < 3; i++)
    {
        ck_assert_ok(IMFMediaEventQueue_GetEvent(queue, MF_EVENT_FLAG_NO_WAIT, &read));
        ck_assert_ptr_eq(read, event);
        IMFMediaEvent_Release(read);
    }
    ck_assert_ok(IMFMediaEventQueue_QueueEvent(queue, event));
    ck_assert_ok(IMFMediaEventQueue_GetEvent(queue, 0, &read));
    ck_assert_ptr_eq(read, event);
    IMFMediaEvent_Release(read);
    ck_assert_uint_eq(IMFMediaEvent_Release(event), 0);
}
END_TEST

START_TEST(parameters_become_an_event)
{
    PROPVARIANT value, copy;
    IMFMediaEvent *event;
    GUID extended_type;
    HRESULT status = S_OK;
    UINT32 count = 99;

    value.vt = VT_I8;
    value.hVal.QuadPart = 123456789012;
    ck_assert_ok(IMFMediaEventQueue_QueueEventParamVar(queue, MESourceSeeked, &custom_type, E_ACCESSDENIED, &value));
    ck_assert_ok(IMFMediaEventQueue_GetEvent(queue, 0, &event));
    ck_assert_uint_eq(event_type(event), MESourceSeeked);
    ck_assert_ok(IMFMediaEvent_GetExtendedType(event, &extended_type));
    ck_assert(IsEqualGUID(&extended_type, &custom_type));
    ck_assert_ok(IMFMediaEvent_GetStatus(event, &status));
    ck_assert_hr(status, E_ACCESSDENIED);
    PropVariantInit(&copy);
    ck_assert_ok(IMFMediaEvent_GetValue(event, &copy));
    ck_assert(copy.vt == VT_I8 && copy.hVal.QuadPart == 123456789012);
    ck_assert_ok(IMFMediaEvent_GetCount(event, &count));
    ck_assert_uint_eq(count, 0);
    ck_assert_uint_eq(IMFMediaEvent_Release(event), 0);

    ck_assert_ok(IMFMediaEventQueue_QueueEventParamVar(queue, MEError, &GUID_NULL, S_OK, NULL));
    ck_assert_ok(IMFMediaEventQueue_GetEvent(queue, 0, &event));
    PropVariantInit(&copy);
    ck_assert_ok(IMFMediaEvent_GetValue(event, &copy));
    ck_assert_uint_eq(copy.vt, VT_EMPTY);
    IMFMediaEvent_Release(event);

    ck_assert_ok(IMFMediaEventQueue_QueueEventParamUnk(queue, MENewStream, &GUID_NULL, S_FALSE, &state.IUnknown_iface));
    ck_assert_refcount(&state.IUnknown_iface, 2);
    ck_assert_ok(IMFMediaEventQueue_GetEvent(queue, 0, &event));
    ck_assert_uint_eq(event_type(event), MENewStream);
    ck_assert_ok(IMFMediaEvent_GetStatus(event, &status));
    ck_assert_hr(status, S_FALSE);
    PropVariantInit(&copy);
    ck_assert_ok(IMFMediaEvent_GetValue(event, &copy));
    ck_assert_uint_eq(copy.vt, VT_UNKNOWN);
    ck_assert_ptr_eq(copy.punkVal, &state.IUnknown_iface);
    PropVariantClear(&copy);
    ck_assert_uint_eq(IMFMediaEvent_Release(event), 0);
    ck_assert_refcount(&state.IUnknown_iface, 1);
}
END_TEST

START_TEST(an_empty_queue_does_not_wait_when_told_so)
{
    IMFMediaEvent *event = (void *)0xdeadbeef;

    ck_assert_hr(IMFMediaEventQueue_GetEvent(queue, MF_EVENT_FLAG_NO_WAIT, &event), MF_E_NO_EVENTS_AVAILABLE);
}
END_TEST

START_TEST(begin_again_by_callback_and_state)
{
    static const DWORD flags[] = {0, MF_EVENT_FLAG_NO_WAIT};
    IMFMediaEvent *event = (void *)0xdeadbeef;
    unsigned int i;

    ck_assert_hr(IMFMediaEventQueue_BeginGetEvent(queue, NULL, &state.IUnknown_iface), E_INVALIDARG);
    ck_assert_ok(begin(callback, &state));
    ck_assert_refcount(&callback->IMFAsyncCallback_iface, 2);
    ck_assert_hr(begin(callback, &state), MF_S_MULTIPLE_BEGIN);
    ck_assert_hr(begin(callback, &other_state), MF_E_MULTIPLE_BEGIN);
    ck_assert_hr(begin(callback, NULL), MF_E_MULTIPLE_BEGIN);
    ck_assert_hr(begin(other, &state), MF_E_MULTIPLE_SUBSCRIBERS);
    ck_assert_hr(begin(other, &other_state), MF_E_MULTIPLE_SUBSCRIBERS);
    ck_assert_hr(IMFMediaEventQueue_BeginGetEvent(queue, NULL, &state.IUnknown_iface), E_INVALIDARG);
    ck_assert_refcount(&callback->IMFAsyncCallback_iface, 2);
    ck_assert_refcount(&other->IMFAsyncCallback_iface, 1);
    ck_assert_refcount(&state.IUnknown_iface, 2);
    ck_assert_refcount(&other_state.IUnknown_iface, 1);
    for (i = 0; i < ARRAYSIZE(flags); i++)
        ck_assert_hr(IMFMediaEventQueue_GetEvent(queue, flags[i], &event), MF_E_MULTIPLE_SUBSCRIBERS);

    ck_assert_ok(IMFMediaEventQueue_Shutdown(queue));
    ck_assert_hr(begin(callback, &state), MF_E_SHUTDOWN);
    ck_assert_hr(begin(other, NULL), MF_E_SHUTDOWN);
    ck_assert_hr(IMFMediaEventQueue_BeginGetEvent(queue, NULL, &state.IUnknown_iface), E_INVALIDARG);
    flush();
}
END_TEST

/* What a callback sees and does; judged by the main thread. */
struct reader
{
    BOOL probe;              /* try the other ways to read, too */
    BOOL keep;               /* leave the EndGetEvent to somebody else */
    LONG rearm;              /* this many times begin again after the end */
    IMFAsyncResult *kept;    /* with a reference */
    HRESULT get_no_wait, get, end, end_again, object, begin;
    IUnknown *object_out;
    IMFMediaEvent *event;    /* of the last end, with a reference */
    DWORD types[16];
    LONG count;
};

static void read_event(struct test_callback *invoked, IMFAsyncResult *result)
{
    struct reader *reader = invoked->context;
    IMFMediaEvent *event = (void *)0xdeadbeef;

    if (reader->probe)
    {
        reader->get_no_wait = IMFMediaEventQueue_GetEvent(queue, MF_EVENT_FLAG_NO_WAIT, &event);
        reader->get = IMFMediaEventQueue_GetEvent(queue, 0, &event);
        reader->object_out = (void *)0xdeadbeef;
        reader->object = IMFAsyncResult_GetObject(result, &reader->object_out);
    }
    if (reader->keep)
    {
        reader->kept = result;
        IMFAsyncResult_AddRef(result);
        return;
    }
    event = (void *)0xdeadbeef;
    reader->end = IMFMediaEventQueue_EndGetEvent(queue, result, &event);
    if (reader->event)
        IMFMediaEvent_Release(reader->event);
    reader->event = SUCCEEDED(reader->end) ? event : NULL;
    if (reader->event && reader->count < (LONG)ARRAYSIZE(reader->types))
        reader->types[reader->count] = event_type(event);
    reader->count++;
    if (reader->probe)
    {
        event = (void *)0xdeadbeef;
        reader->end_again = IMFMediaEventQueue_EndGetEvent(queue, result, &event);
    }
    if (reader->rearm)
    {
        reader->rearm--;
        reader->begin = begin(invoked, &state);
    }
}

static void set_reader(struct test_callback *on, struct reader *reader)
{
    on->on_invoke = read_event;
    on->context = reader;
}

static void drop_event(struct reader *reader)
{
    if (reader->event)
        IMFMediaEvent_Release(reader->event);
    reader->event = NULL;
}

/* _i: whether the event was there before the subscriber. */
START_TEST(a_subscriber_gets_its_event)
{
    struct reader reader = {.probe = TRUE};
    IMFMediaEvent *event = create_event(MESourceStarted), *none;

    set_reader(callback, &reader);
    callback->invoke_hr = E_NOTIMPL; /* ignored */
    if (_i)
        ck_assert_ok(IMFMediaEventQueue_QueueEvent(queue, event));
    ck_assert_ok(begin(callback, &state));
    if (!_i)
        ck_assert_ok(IMFMediaEventQueue_QueueEvent(queue, event));
    ck_assert(test_callback_wait(callback, WAIT_MS));
    flush();

    ck_assert_uint_ne(callback->thread_id, GetCurrentThreadId());
    ck_assert_ptr_eq(callback->state, &state.IUnknown_iface);
    ck_assert_ok(callback->status);
    ck_assert_hr(reader.object, E_POINTER);
    ck_assert_ptr_eq(reader.object_out, (void *)0xdeadbeef);
    ck_assert_hr(reader.get_no_wait, MF_E_MULTIPLE_SUBSCRIBERS);
    ck_assert_hr(reader.get, MF_E_MULTIPLE_SUBSCRIBERS);
    ck_assert_ok(reader.end);
    ck_assert_ptr_eq(reader.event, event);
    ck_assert_hr(reader.end_again, E_FAIL);
    ck_assert_int_eq(callback->count, 1);

    /* The subscription is over: no references are left, others may read. */
    ck_assert_refcount(&callback->IMFAsyncCallback_iface, 1);
    ck_assert_refcount(&state.IUnknown_iface, 1);
    ck_assert_hr(IMFMediaEventQueue_GetEvent(queue, MF_EVENT_FLAG_NO_WAIT, &none), MF_E_NO_EVENTS_AVAILABLE);
    ck_assert_ok(begin(other, NULL));
    drop_event(&reader);
    ck_assert_uint_eq(IMFMediaEvent_Release(event), 0);
}
END_TEST

START_TEST(one_begin_is_one_invoke)
{
    struct reader reader = {0};
    IMFMediaEvent *event;

    set_reader(callback, &reader);
    ck_assert_ok(begin(callback, &state));
    ck_assert_hr(begin(callback, &state), MF_S_MULTIPLE_BEGIN);
    queue_new_event(1);
    queue_new_event(2);
    ck_assert(test_callback_wait(callback, WAIT_MS));
    flush();
    ck_assert_int_eq(callback->count, 1);
    ck_assert_uint_eq(reader.types[0], 1);

    ck_assert_ok(IMFMediaEventQueue_GetEvent(queue, MF_EVENT_FLAG_NO_WAIT, &event));
    ck_assert_uint_eq(event_type(event), 2);
    IMFMediaEvent_Release(event);
    drop_event(&reader);
}
END_TEST

START_TEST(the_callback_may_begin_again)
{
    struct reader reader = {.rearm = 3, .begin = E_FAIL};
    unsigned int i;

    set_reader(callback, &reader);
    for (i = 1; i <= 3; i++)
        queue_new_event(i);
    ck_assert_ok(begin(callback, &state));
    ck_assert(test_callback_wait_count(callback, 3, WAIT_MS));
    queue_new_event(4);
    ck_assert(test_callback_wait_count(callback, 4, WAIT_MS));
    flush();
    ck_assert_ok(reader.begin);
    ck_assert_int_eq(reader.count, 4);
    for (i = 0; i < 4; i++)
        ck_assert_uint_eq(reader.types[i], i + 1);
    drop_event(&reader);
}
END_TEST

START_TEST(the_end_may_come_after_invoke)
{
    static const DWORD flags[] = {0, MF_EVENT_FLAG_NO_WAIT};
    struct reader reader = {.keep = TRUE};
    IMFMediaEvent *event = create_event(MEError), *read = (void *)0xdeadbeef;
    unsigned int i;

    set_reader(callback, &reader);
    ck_assert_ok(begin(callback, &state));
    ck_assert_ok(IMFMediaEventQueue_QueueEvent(queue, event));
    ck_assert(test_callback_wait(callback, WAIT_MS));
    flush();

    /* Still in force. */
    queue_new_event(MESourceStarted);
    for (i = 0; i < ARRAYSIZE(flags); i++)
        ck_assert_hr(IMFMediaEventQueue_GetEvent(queue, flags[i], &read), MF_E_MULTIPLE_SUBSCRIBERS);
    ck_assert_hr(begin(callback, &state), MF_S_MULTIPLE_BEGIN);
    ck_assert_hr(begin(other, &state), MF_E_MULTIPLE_SUBSCRIBERS);
    flush();
    ck_assert_int_eq(callback->count, 1);

    ck_assert_ok(IMFMediaEventQueue_EndGetEvent(queue, reader.kept, &read));
    ck_assert_ptr_eq(read, event);
    IMFMediaEvent_Release(read);
    ck_assert_hr(IMFMediaEventQueue_EndGetEvent(queue, reader.kept, &read), E_FAIL);
    ck_assert_uint_eq(IMFAsyncResult_Release(reader.kept), 0);
    ck_assert_refcount(&callback->IMFAsyncCallback_iface, 1);
    ck_assert_ok(IMFMediaEventQueue_GetEvent(queue, MF_EVENT_FLAG_NO_WAIT, &read));
    ck_assert_uint_eq(event_type(read), MESourceStarted);
    IMFMediaEvent_Release(read);
    ck_assert_uint_eq(IMFMediaEvent_Release(event), 0);
}
END_TEST

START_TEST(foreign_results_end_nothing)
{
    struct reader reader = {.keep = TRUE};
    IMFMediaEvent *event = (void *)0xdeadbeef;
    IMFAsyncResult *foreign;

    ck_assert_ok(MFCreateAsyncResult(NULL, &callback->IMFAsyncCallback_iface, &state.IUnknown_iface, &foreign));
    ck_assert_hr(IMFMediaEventQueue_EndGetEvent(queue, foreign, &event), E_FAIL);
    set_reader(callback, &reader);
    ck_assert_ok(begin(callback, &state));
    queue_new_event(MEError);
    ck_assert_hr(IMFMediaEventQueue_EndGetEvent(queue, foreign, &event), E_FAIL);
    ck_assert(test_callback_wait(callback, WAIT_MS));
    ck_assert_hr(IMFMediaEventQueue_EndGetEvent(queue, foreign, &event), E_FAIL);

    ck_assert_ok(IMFMediaEventQueue_EndGetEvent(queue, reader.kept, &event));
    IMFMediaEvent_Release(event);
    IMFAsyncResult_Release(reader.kept);
    IMFAsyncResult_Release(foreign);
}
END_TEST

START_TEST(the_callback_chooses_its_work_queue)
{
    struct test_callback *marker = test_callback_create();
    DWORD own_queue;

    ck_assert_ok(MFAllocateWorkQueue(&own_queue));
    ck_assert_ok(MFPutWorkItem(own_queue, &marker->IMFAsyncCallback_iface, NULL));
    ck_assert(test_callback_wait(marker, WAIT_MS));
    callback->queue = own_queue;
    ck_assert_ok(begin(callback, NULL));
    queue_new_event(MEError);
    ck_assert(test_callback_wait(callback, WAIT_MS));
    ck_assert_uint_eq(callback->thread_id, marker->thread_id);
    ck_assert_ptr_null(callback->state);
    ck_assert_ok(IMFMediaEventQueue_Shutdown(queue));
    ck_assert_ok(MFUnlockWorkQueue(own_queue));
    test_callback_release(marker);
}
END_TEST

START_TEST(callbacks_without_parameters_run_on_the_standard_queue)
{
    struct reader reader = {0};

    callback->parameters_hr = E_NOTIMPL;
    set_reader(callback, &reader);
    ck_assert_ok(begin(callback, &state));
    queue_new_event(MEError);
    ck_assert(test_callback_wait(callback, WAIT_MS));
    ck_assert_ok(reader.end);
    ck_assert_uint_ne(callback->thread_id, GetCurrentThreadId());
    drop_event(&reader);
}
END_TEST

/* _i: whether an event was dispatched before the shutdown. */
START_TEST(shutdown_invokes_a_subscriber_once)
{
    struct reader reader = {.keep = TRUE};
    IMFMediaEvent *event;

    set_reader(callback, &reader);
    ck_assert_ok(begin(callback, &state));
    if (_i)
        queue_new_event(MEError);
    ck_assert_ok(IMFMediaEventQueue_Shutdown(queue));
    ck_assert(test_callback_wait(callback, WAIT_MS));
    flush();
    ck_assert_int_eq(callback->count, 1);
    ck_assert_ptr_eq(callback->state, &state.IUnknown_iface);
    event = (void *)0xdeadbeef;
    ck_assert_hr(IMFMediaEventQueue_EndGetEvent(queue, reader.kept, &event), MF_E_SHUTDOWN);
    ck_assert_ptr_eq(event, (void *)0xdeadbeef);
    ck_assert_uint_eq(IMFAsyncResult_Release(reader.kept), 0);
    ck_assert_refcount(&callback->IMFAsyncCallback_iface, 1);
    ck_assert_refcount(&state.IUnknown_iface, 1);
}
END_TEST

START_TEST(everything_fails_after_a_shutdown)
{
    IMFMediaEvent *queued = create_event(MEError), *event = (void *)0xdeadbeef;
    IMFAsyncResult *foreign;
    unsigned int i;

    for (i = 0; i < 20; i++)
        ck_assert_ok(IMFMediaEventQueue_QueueEvent(queue, queued));
    ck_assert_ok(IMFMediaEventQueue_Shutdown(queue));
    ck_assert_refcount(queued, 1);

    for (i = 0; i < 2; i++)
    {
        ck_assert_hr(IMFMediaEventQueue_GetEvent(queue, 0, &event), MF_E_SHUTDOWN);
        ck_assert_hr(IMFMediaEventQueue_GetEvent(queue, MF_EVENT_FLAG_NO_WAIT, &event), MF_E_SHUTDOWN);
        ck_assert_hr(begin(callback, NULL), MF_E_SHUTDOWN);
        ck_assert_hr(IMFMediaEventQueue_BeginGetEvent(queue, NULL, NULL), E_INVALIDARG);
        ck_assert_ok(MFCreateAsyncResult(NULL, &callback->IMFAsyncCallback_iface, NULL, &foreign));
        ck_assert_hr(IMFMediaEventQueue_EndGetEvent(queue, foreign, &event), MF_E_SHUTDOWN);
        IMFAsyncResult_Release(foreign);
        ck_assert_ptr_eq(event, (void *)0xdeadbeef);
        ck_assert_hr(IMFMediaEventQueue_QueueEvent(queue, queued), MF_E_SHUTDOWN);
        ck_assert_hr(IMFMediaEventQueue_QueueEventParamVar(queue, MEError, &GUID_NULL, S_OK, NULL), MF_E_SHUTDOWN);
        ck_assert_hr(IMFMediaEventQueue_QueueEventParamUnk(queue, MEError, &GUID_NULL, S_OK, NULL), MF_E_SHUTDOWN);
        ck_assert_ok(IMFMediaEventQueue_Shutdown(queue));
    }
    ck_assert_refcount(&callback->IMFAsyncCallback_iface, 1);
    ck_assert_uint_eq(IMFMediaEvent_Release(queued), 0);
}
END_TEST

/* Vista kept the callback's reference for ever. */
START_TEST(a_subscribed_queue_may_go_without_a_shutdown)
{
    IMFMediaEventQueue *fresh;

    ck_assert_ok(MFCreateEventQueue(&fresh));
    ck_assert_ok(IMFMediaEventQueue_BeginGetEvent(fresh, &callback->IMFAsyncCallback_iface, &state.IUnknown_iface));
    ck_assert_refcount(&callback->IMFAsyncCallback_iface, 2);
    ck_assert_uint_eq(IMFMediaEventQueue_Release(fresh), 0);
    ck_assert_refcount(&callback->IMFAsyncCallback_iface, 1);
    ck_assert_refcount(&state.IUnknown_iface, 1);
    flush();
    ck_assert_int_eq(callback->count, 0);
}
END_TEST

START_TEST(events_go_with_the_queue)
{
    IMFMediaEvent *event = create_event(MEError);
    IMFMediaEventQueue *fresh;
    unsigned int i;

    ck_assert_ok(MFCreateEventQueue(&fresh));
    for (i = 0; i < 20; i++)
        ck_assert_ok(IMFMediaEventQueue_QueueEvent(fresh, event));
    ck_assert_uint_eq(IMFMediaEventQueue_Release(fresh), 0);
    ck_assert_uint_eq(IMFMediaEvent_Release(event), 0);
}
END_TEST

/* The state is the queue itself: the cycle ends with the subscription. */
START_TEST(a_queue_as_its_own_state_goes_away)
{
    struct reader reader = {0};

    set_reader(callback, &reader);
    ck_assert_ok(IMFMediaEventQueue_BeginGetEvent(queue, &callback->IMFAsyncCallback_iface, (IUnknown *)queue));
    ck_assert_refcount(queue, 2);
    queue_new_event(MEError);
    ck_assert(test_callback_wait(callback, WAIT_MS));
    flush();
    ck_assert_refcount(queue, 1);
    drop_event(&reader);

    ck_assert_ok(IMFMediaEventQueue_BeginGetEvent(queue, &callback->IMFAsyncCallback_iface, (IUnknown *)queue));
    ck_assert_ok(IMFMediaEventQueue_Shutdown(queue));
    ck_assert(test_callback_wait(callback, WAIT_MS));
    flush();
    ck_assert_refcount(queue, 1);
}
END_TEST

/* Documented, or ours. */
START_TEST(bad_arguments)
{
    IMFMediaEvent *event = (void *)0xdeadbeef;

    ck_assert_hr(IMFMediaEventQueue_GetEvent(queue, MF_EVENT_FLAG_NO_WAIT, NULL), E_INVALIDARG);
    if (!mfplat_is_ours())
        return;
    ck_assert_hr(MFCreateEventQueue(NULL), E_POINTER);
    ck_assert_hr(IMFMediaEventQueue_QueueEvent(queue, NULL), E_INVALIDARG);
    ck_assert_hr(IMFMediaEventQueue_QueueEventParamVar(queue, MEError, NULL, S_OK, NULL), E_INVALIDARG);
    ck_assert_hr(IMFMediaEventQueue_QueueEventParamUnk(queue, MEError, NULL, S_OK, NULL), E_INVALIDARG);
    ck_assert_hr(IMFMediaEventQueue_EndGetEvent(queue, NULL, &event), E_FAIL);
    ck_assert_hr(IMFMediaEventQueue_EndGetEvent(queue, (IMFAsyncResult *)queue, NULL), E_INVALIDARG);
    ck_assert_hr(IMFMediaEventQueue_GetEvent(queue, MF_EVENT_FLAG_NO_WAIT, &event), MF_E_NO_EVENTS_AVAILABLE);
}
END_TEST

START_TEST(a_null_interface_is_a_value)
{
    IMFMediaEvent *event;
    PROPVARIANT value;

    if (!mfplat_is_ours())
        return;
    ck_assert_ok(IMFMediaEventQueue_QueueEventParamUnk(queue, MEError, &GUID_NULL, S_OK, NULL));
    ck_assert_ok(IMFMediaEventQueue_GetEvent(queue, MF_EVENT_FLAG_NO_WAIT, &event));
    PropVariantInit(&value);
    ck_assert_ok(IMFMediaEvent_GetValue(event, &value));
    ck_assert_uint_eq(value.vt, VT_UNKNOWN);
    ck_assert_ptr_null(value.punkVal);
    IMFMediaEvent_Release(event);
}
END_TEST

/* A work queue that refuses the callback: the event stays, the next one tries again. */
START_TEST(a_callback_that_cannot_run_is_tried_again)
{
    struct reader reader = {0};

    if (!mfplat_is_ours())
        return;
    set_reader(callback, &reader);
    callback->queue = 0x7fff1234;
    queue_new_event(1);
    ck_assert(FAILED(begin(callback, &state)));
    ck_assert_refcount(&callback->IMFAsyncCallback_iface, 1);

    /* There is no subscription after that failure, while QueueEvent has nobody to report to. */
    callback->queue = work_queue;
    ck_assert_ok(begin(callback, &state));
    ck_assert(test_callback_wait(callback, WAIT_MS));
    ck_assert_uint_eq(reader.types[0], 1);
    flush();
    callback->queue = 0x7fff1234;
    ck_assert_ok(begin(callback, &state));
    queue_new_event(2);
    callback->queue = work_queue;
    queue_new_event(3);
    ck_assert(test_callback_wait(callback, WAIT_MS));
    ck_assert_uint_eq(reader.types[1], 2);
    flush();
    drop_event(&reader);
}
END_TEST

struct blocked
{
    HANDLE thread;
    HRESULT hr;
    IMFMediaEvent *event;
};

static DWORD WINAPI get_event_thread(void *argument)
{
    struct blocked *blocked = argument;

    blocked->event = (void *)0xdeadbeef;
    blocked->hr = IMFMediaEventQueue_GetEvent(queue, 0, &blocked->event);
    return 0;
}

static void start_blocked(struct blocked *blocked, unsigned int count)
{
    unsigned int i;

    for (i = 0; i < count; i++)
        blocked[i].thread = CreateThread(NULL, 0, get_event_thread, &blocked[i], 0, NULL);
    /* Not needed for the outcome; it makes it likely that they sleep. */
    Sleep(20);
}

static void join_blocked(struct blocked *blocked, unsigned int count)
{
    unsigned int i;

    for (i = 0; i < count; i++)
    {
        ck_assert_uint_eq(WaitForSingleObject(blocked[i].thread, WAIT_MS), WAIT_OBJECT_0);
        CloseHandle(blocked[i].thread);
    }
}

START_TEST(a_blocked_reader_gets_the_next_event)
{
    IMFMediaEvent *event = create_event(MEError);
    struct blocked blocked;
    unsigned int i;

    for (i = 0; i < 5; i++)
    {
        start_blocked(&blocked, 1);
        ck_assert_ok(IMFMediaEventQueue_QueueEvent(queue, event));
        join_blocked(&blocked, 1);
        ck_assert_ok(blocked.hr);
        ck_assert_ptr_eq(blocked.event, event);
        IMFMediaEvent_Release(event);
    }
    ck_assert_uint_eq(IMFMediaEvent_Release(event), 0);
}
END_TEST

START_TEST(blocked_readers_get_one_event_each)
{
    struct blocked blocked[4];
    unsigned int i, seen = 0;

    start_blocked(blocked, ARRAYSIZE(blocked));
    for (i = 0; i < ARRAYSIZE(blocked); i++)
        queue_new_event(i);
    join_blocked(blocked, ARRAYSIZE(blocked));
    for (i = 0; i < ARRAYSIZE(blocked); i++)
    {
        ck_assert_ok(blocked[i].hr);
        seen |= 1 << event_type(blocked[i].event);
        ck_assert_uint_eq(IMFMediaEvent_Release(blocked[i].event), 0);
    }
    ck_assert_uint_eq(seen, 0xf);
}
END_TEST

START_TEST(shutdown_frees_blocked_readers)
{
    struct blocked blocked[3];
    unsigned int i;

    start_blocked(blocked, ARRAYSIZE(blocked));
    ck_assert_ok(IMFMediaEventQueue_Shutdown(queue));
    join_blocked(blocked, ARRAYSIZE(blocked));
    for (i = 0; i < ARRAYSIZE(blocked); i++)
    {
        ck_assert_hr(blocked[i].hr, MF_E_SHUTDOWN);
        ck_assert_ptr_eq(blocked[i].event, (void *)0xdeadbeef);
    }
}
END_TEST

/* Not pinned on Windows: the subscriber wins, as it does over readers that come later. */
START_TEST(a_subscription_frees_blocked_readers)
{
    struct reader reader = {0};
    struct blocked blocked;

    if (!mfplat_is_ours())
        return;
    set_reader(callback, &reader);
    start_blocked(&blocked, 1);
    ck_assert_ok(begin(callback, &state));
    join_blocked(&blocked, 1);
    ck_assert_hr(blocked.hr, MF_E_MULTIPLE_SUBSCRIBERS);
    queue_new_event(7);
    ck_assert(test_callback_wait(callback, WAIT_MS));
    flush();
    ck_assert_uint_eq(reader.types[0], 7);
    drop_event(&reader);
}
END_TEST

#define PRODUCERS 2
#define PER_PRODUCER 3000

static DWORD WINAPI produce(void *first)
{
    DWORD i;

    for (i = 0; i < PER_PRODUCER; i++)
        IMFMediaEventQueue_QueueEventParamVar(queue, (DWORD)(ULONG_PTR)first + i, &GUID_NULL, S_OK, NULL);
    return 0;
}

static void start_producers(HANDLE *threads)
{
    ULONG_PTR i;

    for (i = 0; i < PRODUCERS; i++)
        threads[i] = CreateThread(NULL, 0, produce, (void *)(i * PER_PRODUCER), 0, NULL);
}

static void join_producers(HANDLE *threads)
{
    unsigned int i;

    for (i = 0; i < PRODUCERS; i++)
    {
        ck_assert_uint_eq(WaitForSingleObject(threads[i], WAIT_MS), WAIT_OBJECT_0);
        CloseHandle(threads[i]);
    }
}

START_TEST(each_producers_order_is_kept)
{
    DWORD next[PRODUCERS] = {0}, i;
    HANDLE threads[PRODUCERS];

    start_producers(threads);
    for (i = 0; i < PRODUCERS * PER_PRODUCER; i++)
    {
        IMFMediaEvent *event;
        DWORD type;

        ck_assert_ok(IMFMediaEventQueue_GetEvent(queue, 0, &event));
        type = event_type(event);
        IMFMediaEvent_Release(event);
        ck_assert_uint_eq(type % PER_PRODUCER, next[type / PER_PRODUCER]++);
    }
    join_producers(threads);
}
END_TEST

struct chain
{
    HANDLE done;
    LONG count, disorder, failures;
    DWORD next[PRODUCERS];
};

static void read_chain(struct test_callback *invoked, IMFAsyncResult *result)
{
    struct chain *chain = invoked->context;
    IMFMediaEvent *event;
    DWORD type;

    if (FAILED(IMFMediaEventQueue_EndGetEvent(queue, result, &event)))
    {
        chain->failures++;
        SetEvent(chain->done);
        return;
    }
    type = event_type(event);
    IMFMediaEvent_Release(event);
    if (type % PER_PRODUCER != chain->next[type / PER_PRODUCER]++)
        chain->disorder++;
    if (++chain->count == PRODUCERS * PER_PRODUCER)
        SetEvent(chain->done);
    else if (begin(invoked, NULL) != S_OK)
        chain->failures++;
}

START_TEST(a_chain_of_subscriptions_reads_everything)
{
    struct chain chain = {.done = CreateEventW(NULL, TRUE, FALSE, NULL)};
    HANDLE threads[PRODUCERS];

    callback->on_invoke = read_chain;
    callback->context = &chain;
    ck_assert_ok(begin(callback, NULL));
    start_producers(threads);
    ck_assert_uint_eq(WaitForSingleObject(chain.done, WAIT_MS), WAIT_OBJECT_0);
    join_producers(threads);
    flush();
    CloseHandle(chain.done);
    ck_assert_int_eq(chain.count, PRODUCERS * PER_PRODUCER);
    ck_assert_int_eq(chain.disorder, 0);
    ck_assert_int_eq(chain.failures, 0);
    ck_assert_refcount(&callback->IMFAsyncCallback_iface, 1);
}
END_TEST

START_TEST(shutdown_against_producers_and_a_subscriber)
{
    unsigned int round;

    for (round = 0; round < 20; round++)
    {
        struct chain chain = {.done = CreateEventW(NULL, TRUE, FALSE, NULL)};
        HANDLE threads[PRODUCERS];

        callback->on_invoke = read_chain;
        callback->context = &chain;
        ck_assert_ok(begin(callback, NULL));
        start_producers(threads);
        ck_assert_ok(IMFMediaEventQueue_Shutdown(queue));
        join_producers(threads);
        flush();
        flush();
        ck_assert_int_eq(chain.disorder, 0);
        ck_assert_refcount(&callback->IMFAsyncCallback_iface, 1);
        CloseHandle(chain.done);
        ck_assert_uint_eq(IMFMediaEventQueue_Release(queue), 0);
        ck_assert_ok(MFCreateEventQueue(&queue));
    }
}
END_TEST

START_TEST(no_start_up_is_needed_to_read)
{
    IMFMediaEventQueue *fresh;
    IMFMediaEvent *event;

    ck_assert_ok(MFCreateEventQueue(&fresh));
    ck_assert_ok(IMFMediaEventQueue_QueueEventParamVar(fresh, MEError, &GUID_NULL, S_OK, NULL));
    ck_assert_ok(IMFMediaEventQueue_GetEvent(fresh, 0, &event));
    ck_assert_uint_eq(IMFMediaEvent_Release(event), 0);
    ck_assert_ok(IMFMediaEventQueue_Shutdown(fresh));
    ck_assert_uint_eq(IMFMediaEventQueue_Release(fresh), 0);
}
END_TEST

static Suite *event_queue_suite(void)
{
    Suite *suite = suite_create("event_queue");
    TCase *tcase;

    tcase = tcase_create("start");
    tcase_add_test(tcase, no_start_up_is_needed_to_read);
    suite_add_tcase(suite, tcase);

    tcase = tcase_create("contract");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, interfaces);
    tcase_add_test(tcase, events_leave_in_the_order_they_came);
    tcase_add_test(tcase, one_event_may_be_queued_again);
    tcase_add_test(tcase, parameters_become_an_event);
    tcase_add_test(tcase, an_empty_queue_does_not_wait_when_told_so);
    tcase_add_test(tcase, begin_again_by_callback_and_state);
    tcase_add_loop_test(tcase, a_subscriber_gets_its_event, 0, 2);
    tcase_add_test(tcase, one_begin_is_one_invoke);
    tcase_add_test(tcase, the_callback_may_begin_again);
    tcase_add_test(tcase, the_end_may_come_after_invoke);
    tcase_add_test(tcase, foreign_results_end_nothing);
    tcase_add_test(tcase, the_callback_chooses_its_work_queue);
    tcase_add_test(tcase, callbacks_without_parameters_run_on_the_standard_queue);
    tcase_add_loop_test(tcase, shutdown_invokes_a_subscriber_once, 0, 2);
    tcase_add_test(tcase, everything_fails_after_a_shutdown);
    tcase_add_test(tcase, a_null_interface_is_a_value);
    suite_add_tcase(suite, tcase);

    tcase = tcase_create("errors");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, bad_arguments);
    tcase_add_test(tcase, a_callback_that_cannot_run_is_tried_again);
    suite_add_tcase(suite, tcase);

    tcase = tcase_create("lifetime");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, a_subscribed_queue_may_go_without_a_shutdown);
    tcase_add_test(tcase, events_go_with_the_queue);
    tcase_add_test(tcase, a_queue_as_its_own_state_goes_away);
    suite_add_tcase(suite, tcase);

    tcase = tcase_create("threads");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, a_blocked_reader_gets_the_next_event);
    tcase_add_test(tcase, blocked_readers_get_one_event_each);
    tcase_add_test(tcase, shutdown_frees_blocked_readers);
    tcase_add_test(tcase, a_subscription_frees_blocked_readers);
    tcase_add_test(tcase, each_producers_order_is_kept);
    tcase_add_test(tcase, a_chain_of_subscriptions_reads_everything);
    tcase_add_test(tcase, shutdown_against_producers_and_a_subscriber);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return suite_main(event_queue_suite());
}
