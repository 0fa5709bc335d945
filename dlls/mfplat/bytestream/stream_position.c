/* SPDX-License-Identifier: MIT */
/* The one position that reading and writing of a byte stream share. */

#include <stdint.h>
#include "bytestream/stream_position.h"

void stream_position_init(struct stream_position *position)
{
    lock_init(&position->lock, LOCK_RANK_LEAF);
    position->current = 0;
    position->epoch = 0;
}

QWORD stream_position_get(struct stream_position *position)
{
    QWORD current;

    lock_acquire(&position->lock);
    current = position->current;
    lock_release(&position->lock);
    return current;
}

void stream_position_set(struct stream_position *position, QWORD current)
{
    lock_acquire(&position->lock);
    position->current = current;
    position->epoch++;
    lock_release(&position->lock);
}

HRESULT stream_position_seek(struct stream_position *position, MFBYTESTREAM_SEEK_ORIGIN origin, LONGLONG offset,
        QWORD *current)
{
    HRESULT hr = S_OK;
    LONGLONG target;

    lock_acquire(&position->lock);
    if (origin == msoBegin)
        target = offset;
    else if (origin != msoCurrent || position->current > INT64_MAX ||
            __builtin_add_overflow((LONGLONG)position->current, offset, &target))
        target = -1;
    if (target < 0)
    {
        hr = E_INVALIDARG;
    }
    else
    {
        position->current = target;
        position->epoch++;
        if (current)
            *current = target;
    }
    lock_release(&position->lock);
    return hr;
}

void stream_position_claim(struct stream_position *position, ULONG size, QWORD length, struct stream_claim *claim)
{
    lock_acquire(&position->lock);
    claim->offset = position->current;
    if (length != STREAM_LENGTH_UNKNOWN)
    {
        if (claim->offset >= length)
            size = 0;
        else if (size > length - claim->offset)
            size = length - claim->offset;
    }
    if (size > ~claim->offset)
        size = ~claim->offset;
    claim->size = size;
    claim->epoch = position->epoch;
    position->current += size;
    lock_release(&position->lock);
}

void stream_position_settle(struct stream_position *position, const struct stream_claim *claim, ULONG actual)
{
    if (claim->size == actual)
        return;
    lock_acquire(&position->lock);
    if (position->epoch == claim->epoch)
        position->current += (LONGLONG)actual - claim->size;
    lock_release(&position->lock);
}
