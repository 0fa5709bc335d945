/* SPDX-License-Identifier: MIT */
/* The engine as a whole: what starts and stops with the platform. */
#ifndef OPENMFPLAT_ASYNC_ENGINE_H
#define OPENMFPLAT_ASYNC_ENGINE_H

#include <windows.h>

struct engine;
struct work_queue;

/* Makes the platform queues. S_OK or E_OUTOFMEMORY. Called under the start-up lock. */
HRESULT engine_start(void);
/* Takes the running engine out: a later engine_start makes another one. Called under the start-up lock. */
struct engine *engine_detach(void);
/* Disarms timers and waits, runs what is queued, ends the threads (waiting a bounded time) and frees the engine. Called
 * without locks. */
void engine_stop(struct engine *engine);

/* The platform queue that serves an id whose high word is 0: unknown ids get the standard queue. NULL when the platform
 * is down and nothing of it is left. No reference: the memory of queues stays. */
struct work_queue *engine_platform_queue(DWORD id);

/* Calls `visit` for each platform queue. */
void engine_for_each_platform_queue(void (*visit)(struct work_queue *queue, void *context), void *context);

#endif
