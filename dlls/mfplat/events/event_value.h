/* SPDX-License-Identifier: MIT */
/* The value of a media event inside a packed block. */
#ifndef OPENMFPLAT_EVENTS_EVENT_VALUE_H
#define OPENMFPLAT_EVENTS_EVENT_VALUE_H

#include "base/pack.h"
#include <propidl.h>

/* Appends a value. The packer fails with MF_E_INVALIDTYPE for an interface (other than a NULL pointer) and for types that
 * no event has. */
void event_value_put(struct packer *packer, const PROPVARIANT *value);
/* A value that borrows from the block: valid while that is, to be copied and never to be cleared. The block starts at a
 * multiple of 8 bytes. FALSE for bytes that are no value. */
BOOL event_value_view(struct unpacker *unpacker, PROPVARIANT *view);

#endif
