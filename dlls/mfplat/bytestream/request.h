/* SPDX-License-Identifier: MIT */
/* The asynchronous result of one pending operation, with room for what the operation has to remember.
 *
 * A struct that embeds a struct request as its first member is an IMFAsyncResult with the public layout of
 * MFASYNCRESULT, so that the work queues dispatch it like any other. It carries no object: GetObject answers
 * E_POINTER, as observed on Windows for the results of file and resolver operations. The operation's own data stand
 * behind it and are found again by request_try_from_IMFAsyncResult.
 *
 * Life: request_init takes references on callback and state and locks the platform; the class's destroy function
 * calls request_destroy, which gives all back. Free-threaded; hrStatusResult is written before the dispatch only.
 */
#ifndef OPENMFPLAT_BYTESTREAM_REQUEST_H
#define OPENMFPLAT_BYTESTREAM_REQUEST_H

#include <mfapi.h>
#include "base/object.h"

struct request
{
    MFASYNCRESULT result;  /* first */
    struct object object;
    IUnknown *state;       /* immutable after init; may be NULL */
};

/* What the class of an embedding struct lists: nothing but the result. */
#define REQUEST_INTERFACE {&IID_IMFAsyncResult, 0}

/* What every Begin method asks first: E_INVALIDARG without a callback; MF_E_SHUTDOWN while the platform is not started,
 * when no callback can be invoked. */
HRESULT request_check(IMFAsyncCallback *callback);
void request_init(struct request *request, const struct object_class *class, IMFAsyncCallback *callback,
        IUnknown *state);
void request_destroy(struct request *request);

/* The request behind a result that an End method got back; NULL for a foreign object or one of another class. */
struct request *request_try_from_IMFAsyncResult(IMFAsyncResult *result, const struct object_class *class);

/* Stores the status and has the callback invoked on its queue. The request is the caller's no longer. */
void request_complete(struct request *request, HRESULT status);

static inline struct request *request_from_object(struct object *object)
{
    return CONTAINING_RECORD(object, struct request, object);
}

#endif
