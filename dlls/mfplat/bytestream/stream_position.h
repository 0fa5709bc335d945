/* SPDX-License-Identifier: MIT */
/* The one position that reading and writing of a byte stream share.
 *
 * An operation claims its range before it starts, so that operations begun one after the other, without waiting, get
 * consecutive ranges. When it turns out shorter or longer than claimed, settling moves the position by the
 * difference, unless somebody has set the position in the meantime. Thread safe.
 */
#ifndef OPENMFPLAT_BYTESTREAM_STREAM_POSITION_H
#define OPENMFPLAT_BYTESTREAM_STREAM_POSITION_H

#include <mfobjects.h>
#include "base/lock.h"

#define STREAM_LENGTH_UNKNOWN (~(QWORD)0)

struct stream_position
{
    struct lock lock;
    QWORD current; /* guarded by lock */
    LONG epoch;    /* guarded by lock; counts the times the position was set */
};

struct stream_claim
{
    QWORD offset;
    ULONG size;
    LONG epoch;
};

void stream_position_init(struct stream_position *position);
QWORD stream_position_get(struct stream_position *position);
void stream_position_set(struct stream_position *position, QWORD current);
/* Moves by origin and offset. E_INVALIDARG for an unknown origin or a result outside 0 ... 2^63-1: nothing moves. */
HRESULT stream_position_seek(struct stream_position *position, MFBYTESTREAM_SEEK_ORIGIN origin, LONGLONG offset,
        QWORD *current);
/* Claims size bytes, at most up to `length` (STREAM_LENGTH_UNKNOWN: no limit). */
void stream_position_claim(struct stream_position *position, ULONG size, QWORD length, struct stream_claim *claim);
void stream_position_settle(struct stream_position *position, const struct stream_claim *claim, ULONG actual);

#endif
