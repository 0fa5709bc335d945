/* SPDX-License-Identifier: MIT */
/* What all two-dimensional buffers have in common: IMFMediaBuffer and IMF2DBuffer2 over memory that is made accessible
 * by a kind of its own (system memory, Direct3D surfaces, WIC bitmaps).
 *
 * Two views exclude each other. IMF2DBuffer::Lock2D gives the memory itself, with the pitch that it has. The linear view
 * of IMFMediaBuffer::Lock is the picture without padding: a block of its own, filled by the outermost Lock and written
 * back by the outermost Unlock; where the memory has no padding and always stays accessible, the memory itself.
 *
 * Life cycle: a kind embeds struct image_buffer first, fills it with image_buffer_init, and owns the object: its class
 * lists the interfaces and destroys. Safety: any thread. The lock is held while the kind's map and unmap run, which call
 * Direct3D or WIC: those never call back into a buffer.
 */
#ifndef OPENMFPLAT_BUFFER_IMAGE_BUFFER_H
#define OPENMFPLAT_BUFFER_IMAGE_BUFFER_H

#include "base/lock.h"
#include "base/object.h"
#include "buffer/buffer_memory.h"
#include "image/format.h"
#include <mfobjects.h>

struct image_buffer;

struct image_buffer_kind
{
    /* Makes the memory accessible for `flags` (Read, Write or ReadWrite): *start is its first byte, *pitch the distance
     * of its rows in memory, both positive. Not called again before unmap. */
    HRESULT (*map)(struct image_buffer *buffer, DWORD flags, BYTE **start, LONG *pitch);
    /* Ends that; the content matters when `write_back`. */
    HRESULT (*unmap)(struct image_buffer *buffer, BOOL write_back);
    BOOL always_mapped; /* map gives the same memory each time and cannot fail */
    BOOL write_first;   /* observed on surfaces: while the outermost lock is for writing alone, all others are refused */
};

struct image_buffer
{
    IMFMediaBuffer IMFMediaBuffer_iface;
    IMF2DBuffer2 IMF2DBuffer2_iface;
    struct object object;

    /* Immutable after image_buffer_init. */
    const struct image_buffer_kind *kind;
    const struct image_format *format;
    UINT32 height;
    UINT32 stride;            /* of the linear view */
    UINT32 contiguous_length; /* of the linear view */
    UINT32 max_length;        /* what GetMaxLength answers */
    BOOL bottom_up;           /* scan line 0 is the last row in memory */
    BOOL flip_linear;         /* the linear view has the last row of memory first */

    struct lock lock; /* LOCK_RANK_OBJECT */
    /* Guarded by lock. */
    DWORD current_length;
    LONG linear_locks;   /* outstanding, of IMFMediaBuffer::Lock */
    LONG surface_locks;  /* outstanding, of Lock2D and Lock2DSize; never both */
    DWORD first_flags;   /* of the outermost surface lock */
    BOOL write_back;     /* one of the surface locks was for writing */
    BYTE *start;         /* while surface_locks: the memory */
    LONG pitch;          /* while surface_locks: in memory, positive */
    BYTE *linear;        /* while linear_locks: the linear view */
    struct buffer_memory linear_memory; /* its block, unless it is the memory itself */
};

/* The object is initialised with `class`. A zero max_length stands for the contiguous length. E_INVALIDARG when the
 * picture does not fit 32 bits. */
HRESULT image_buffer_init(struct image_buffer *buffer, const struct image_buffer_kind *kind,
        const struct object_class *class, const struct image_format *format, UINT32 width, UINT32 height);
/* Frees what a buffer that was released while it was locked still has. Ends the mapping, too. */
void image_buffer_destroy(struct image_buffer *buffer);

/* Bytes of the memory whose rows are `pitch` apart. */
DWORD image_buffer_mapped_length(const struct image_buffer *buffer, LONG pitch);

/* Our own two-dimensional buffer behind the interface, or NULL for any other. */
struct image_buffer *image_buffer_try_from_IMFMediaBuffer(IMFMediaBuffer *iface);

static inline struct image_buffer *image_buffer_from_object(struct object *object)
{
    return CONTAINING_RECORD(object, struct image_buffer, object);
}

/* Rows of the interface tables of the kinds: `type` embeds the struct image_buffer as `base`, first. */
#define IMAGE_BUFFER_INTERFACES(type) \
    {&IID_IMFMediaBuffer, offsetof(struct type, base.IMFMediaBuffer_iface)}, \
    {&IID_IMF2DBuffer, offsetof(struct type, base.IMF2DBuffer2_iface)}, \
    {&IID_IMF2DBuffer2, offsetof(struct type, base.IMF2DBuffer2_iface)}

#endif
