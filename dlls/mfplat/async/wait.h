/* SPDX-License-Identifier: MIT */
/* Waiting items: results whose callback is invoked when a kernel object is signalled. */
#ifndef OPENMFPLAT_ASYNC_WAIT_H
#define OPENMFPLAT_ASYNC_WAIT_H

#include <windows.h>

/* Ends the wait of a key and has the callback invoked with MF_E_OPERATION_CANCELLED. S_OK or MF_E_NOT_FOUND. */
HRESULT wait_cancel(UINT64 key);
/* Ends all waits and threads. Items still waiting are dropped without a call. */
void waits_stop(void);

#endif
