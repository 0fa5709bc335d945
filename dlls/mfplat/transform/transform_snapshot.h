/* SPDX-License-Identifier: MIT */
/* What the registry says about all transforms, read once and kept until it changes.
 *
 * A snapshot is immutable. It carries a change notification for the keys it was read from, armed before the reading: a
 * snapshot whose notification has not come is up to date, whoever would have written. Each enumeration looks at it.
 */
#ifndef OPENMFPLAT_TRANSFORM_TRANSFORM_SNAPSHOT_H
#define OPENMFPLAT_TRANSFORM_TRANSFORM_SNAPSHOT_H

#include "transform/transform.h"

struct transform_snapshot
{
    LONG references; /* atomic; everything else is immutable once published */
    HKEY root;       /* the key that is watched, NULL when there is none */
    HANDLE changed;  /* manual-reset event, set by the system when something below root changes; NULL: not watched */
    struct transform **transforms; /* in the order of the registry */
    size_t count, capacity;
};

/* The registrations as they are now. The caller releases the snapshot. E_OUTOFMEMORY. Thread safe. */
HRESULT transform_snapshot_get(struct transform_snapshot **snapshot);
void transform_snapshot_release(struct transform_snapshot *snapshot);
/* The next transform_snapshot_get reads the registry, whatever the notification says. Thread safe. */
void transform_snapshot_invalidate(void);

#endif
