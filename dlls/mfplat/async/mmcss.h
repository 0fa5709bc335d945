/* SPDX-License-Identifier: MIT */
/* Registration of queues with the Multimedia Class Scheduler Service: what other kinds of queues need. */
#ifndef OPENMFPLAT_ASYNC_MMCSS_H
#define OPENMFPLAT_ASYNC_MMCSS_H

#include "async/work_queue.h"

/* Registers a queue. *task_id: in: 0 or a task group; out: the group. E_INVALIDARG for a class name too long. */
HRESULT mmcss_register(struct work_queue *queue, const WCHAR *class, DWORD *task_id, LONG priority);
/* Sets what the queue's threads apply before their next item; a NULL class ends the registration. */
void mmcss_set(struct work_queue *queue, const WCHAR *class, DWORD task_id, LONG priority);

#endif
