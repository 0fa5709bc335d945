/* SPDX-License-Identifier: MIT */
/* Where a callback is invoked: the queue that its GetParameters names. */
#ifndef OPENMFPLAT_ASYNC_DISPATCH_H
#define OPENMFPLAT_ASYNC_DISPATCH_H

#include <windows.h>
#include <mfobjects.h>

/* The queue that the result's callback names; the standard queue becomes `standard`. Every failure of GetParameters
 * means the defaults, and both values are preset: callbacks that succeed without writing them exist. */
DWORD dispatch_queue_id(IMFAsyncResult *result, DWORD standard);

#endif
