/* SPDX-License-Identifier: MIT */
/* Serial queues in reply mode: the part that MFInvokeCallback needs. */
#ifndef OPENMFPLAT_ASYNC_SERIAL_QUEUE_H
#define OPENMFPLAT_ASYNC_SERIAL_QUEUE_H

#include "base/atomic.h"
#include <mfobjects.h>

extern LONG serial_replies_awaited; /* atomic: how many serial queues wait for a reply */

/* TRUE when a serial queue was waiting for this result: it goes on, and nothing is invoked. */
BOOL serial_queue_reply(IMFAsyncResult *result);

#endif
