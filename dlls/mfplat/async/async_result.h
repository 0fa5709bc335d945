/* SPDX-License-Identifier: MIT */
/* The asynchronous result: our own objects, and how a queue treats any object that begins with MFASYNCRESULT. */
#ifndef OPENMFPLAT_ASYNC_ASYNC_RESULT_H
#define OPENMFPLAT_ASYNC_ASYNC_RESULT_H

#include "async/work_item.h"
#include <mfapi.h>

/* A result with one reference that holds references on object, callback and state (each may be NULL); NULL without
 * memory. */
IMFAsyncResult *async_result_create(IUnknown *object, IMFAsyncCallback *callback, IUnknown *state);

/* The callback of any implementation's result; NULL when it has none. */
static inline IMFAsyncCallback *async_result_callback(IMFAsyncResult *result)
{
    return ((MFASYNCRESULT *)result)->pCallback;
}

/* An item that will invoke the result's callback: the one inside the result when it is free, else one of the pool.
 * Takes a reference on the result. NULL without memory. A put that fails calls the item's discard. */
struct work_item *async_result_make_item(IMFAsyncResult *result, LONG priority);
/* The same for a result that nobody else has: the caller's only reference goes to the item, and nothing can fail. */
struct work_item *async_result_make_only_item(IMFAsyncResult *result, LONG priority);
/* Invokes the callback, or sets the event of a result without one, and gives up the reference that the caller had. */
void async_result_invoke(IMFAsyncResult *result);

/* A word that functions of the library which deliver results of their own may keep in them: 0 at first; NULL for a
 * result of another implementation. */
ULONG_PTR *async_result_private_word(IMFAsyncResult *result);

#endif
