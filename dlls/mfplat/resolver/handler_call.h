/* SPDX-License-Identifier: MIT */
/* Calling a scheme or byte-stream handler and waiting for its answer.
 *
 * The caller's thread waits; it is one of the resolver's own. The callback names the multithreaded queue, so that a
 * program that waits for the resolver on another queue does not wait for itself. A call can be cancelled from any
 * thread while it lasts.
 */
#ifndef OPENMFPLAT_RESOLVER_HANDLER_CALL_H
#define OPENMFPLAT_RESOLVER_HANDLER_CALL_H

#include <mfplat_newer.h>
#include "base/lock.h"

/* The call that is under way, if any; embedded in the operation. */
struct handler_call
{
    struct lock lock;
    IMFSchemeHandler *scheme;          /* guarded by lock; one of the two while a call is under way */
    IMFByteStreamHandler *bytestream;  /* guarded by lock */
    IUnknown *cookie;                  /* guarded by lock; may be NULL */
    BOOL cancelled;                    /* guarded by lock */
};

void handler_call_init(struct handler_call *call);
BOOL handler_call_is_cancelled(struct handler_call *call);
/* Makes this and later calls end with E_ABORT, as far as the handler plays along. */
void handler_call_cancel(struct handler_call *call);

/* Both store the handler's own interface pointer, unchanged. Whatever the handler answers; E_ABORT when cancelled. */
HRESULT handler_call_scheme(struct handler_call *call, IMFSchemeHandler *handler, const WCHAR *url, DWORD flags,
        IPropertyStore *props, MF_OBJECT_TYPE *type, IUnknown **object);
HRESULT handler_call_bytestream(struct handler_call *call, IMFByteStreamHandler *handler, IMFByteStream *stream,
        const WCHAR *url, DWORD flags, IPropertyStore *props, MF_OBJECT_TYPE *type, IUnknown **object);

#endif
