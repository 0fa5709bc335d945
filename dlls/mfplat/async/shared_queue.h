/* SPDX-License-Identifier: MIT */
/* Shared queues: the part that shutdown needs. */
#ifndef OPENMFPLAT_ASYNC_SHARED_QUEUE_H
#define OPENMFPLAT_ASYNC_SHARED_QUEUE_H

/* The queues are closed by the shutdown like all others; the classes are forgotten here. */
void shared_queues_forget(void);

#endif
