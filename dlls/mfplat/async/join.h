/* SPDX-License-Identifier: MIT */
/* Joined file handles: the part that shutdown needs. */
#ifndef OPENMFPLAT_ASYNC_JOIN_H
#define OPENMFPLAT_ASYNC_JOIN_H

/* Ends the completion thread and forgets all joins. */
void joins_stop(void);

#endif
