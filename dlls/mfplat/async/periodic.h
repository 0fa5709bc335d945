/* SPDX-License-Identifier: MIT */
/* Periodic callbacks: the part that shutdown needs. */
#ifndef OPENMFPLAT_ASYNC_PERIODIC_H
#define OPENMFPLAT_ASYNC_PERIODIC_H

/* Forgets all periodic callbacks and releases their contexts. The timers have been stopped. */
void periodic_stop(void);

#endif
