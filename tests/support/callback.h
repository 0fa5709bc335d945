/* SPDX-License-Identifier: MIT */
/* Asynchronous callbacks for tests: they count, remember and signal; the main thread judges. */
#ifndef OPENMFPLAT_TESTS_CALLBACK_H
#define OPENMFPLAT_TESTS_CALLBACK_H

#include <windows.h>
#include <mfobjects.h>

struct test_callback
{
    IMFAsyncCallback IMFAsyncCallback_iface;
    LONG refcount;
    HANDLE invoked;             /* auto-reset event, set at the end of each Invoke */
    LONG count;                 /* of Invoke calls that have ended */
    DWORD thread_id;            /* of the last Invoke */
    IMFAsyncResult *result;     /* pointer passed to the last Invoke, not referenced */
    HRESULT status;             /* its GetStatus */
    IUnknown *state;            /* its GetStateNoAddRef, not referenced */
    /* Settings, made before the callback is used. */
    HRESULT parameters_hr;      /* what GetParameters returns; E_NOTIMPL by default */
    DWORD flags, queue;         /* what it stores when parameters_hr is a success */
    DWORD sleep_ms;             /* time spent inside Invoke */
    HRESULT invoke_hr;          /* what Invoke returns */
    void (*on_invoke)(struct test_callback *callback, IMFAsyncResult *result); /* optional */
    void *context;              /* for on_invoke */
};

/* One reference, the caller's; freed with the last. */
struct test_callback *test_callback_create(void);
/* Waits until Invoke has ended once more; FALSE after timeout_ms. */
BOOL test_callback_wait(struct test_callback *callback, DWORD timeout_ms);
/* Waits until Invoke has ended `count` times in all: for callbacks that may be invoked again before anybody has seen the
 * first time. FALSE after timeout_ms. */
BOOL test_callback_wait_count(struct test_callback *callback, LONG count, DWORD timeout_ms);
/* Releases the caller's reference and returns what is left. */
ULONG test_callback_release(struct test_callback *callback);
/* The same after the references of the platform have gone, or a second has passed: the thread that called Invoke lets
 * go of the callback only after the event has been set. */
ULONG test_callback_settle(struct test_callback *callback);

/* A bare IUnknown with a count, for states and contexts. */
struct test_object
{
    IUnknown IUnknown_iface;
    LONG refcount;
};

void test_object_init(struct test_object *object);

#endif
