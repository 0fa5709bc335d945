/* SPDX-License-Identifier: MIT */
/* Packing values into a block of bytes, and taking them out of one that may hold anything.
 *
 * Every value starts at a multiple of 4 bytes from the start of the block; what lies between is 0. Numbers are stored as
 * the machine has them: blocks are exchanged between processes of one system, not stored.
 */
#ifndef OPENMFPLAT_BASE_PACK_H
#define OPENMFPLAT_BASE_PACK_H

#include <windows.h>

/* Grows as it is filled. A failure stays: further puts do nothing, packer_finish reports it. For one thread. */
struct packer
{
    BYTE *data;
    size_t size, capacity;
    HRESULT hr;
};

void packer_init(struct packer *packer);
/* Records a failure of somebody else; success is no news. */
void packer_fail(struct packer *packer, HRESULT hr);
/* Room for `size` bytes to be filled by the caller before the next put; NULL after a failure. */
void *packer_reserve(struct packer *packer, size_t size);
void packer_put(struct packer *packer, const void *data, size_t size);
void packer_put_uint32(struct packer *packer, UINT32 value);
/* The size and the bytes. */
void packer_put_block(struct packer *packer, const void *data, size_t size);
/* Hands out the block, for CoTaskMemFree, or on failure frees everything and leaves the outputs alone. */
HRESULT packer_finish(struct packer *packer, BYTE **data, DWORD *size);

/* Reads from memory that stays the caller's. For one thread. */
struct unpacker
{
    const BYTE *data;
    size_t size, offset;
};

void unpacker_init(struct unpacker *unpacker, const void *data, size_t size);
/* Reads from an aligned copy that nobody else can change. E_INVALIDARG for no bytes, E_OUTOFMEMORY. */
HRESULT unpacker_init_copy(struct unpacker *unpacker, const void *data, size_t size);
void unpacker_free_copy(struct unpacker *unpacker);
/* Bytes not read yet. */
size_t unpacker_left(const struct unpacker *unpacker);
/* The next `size` bytes where they lie; NULL when there are not so many, and then nothing was taken. */
const void *unpacker_take(struct unpacker *unpacker, size_t size);
/* FALSE: not enough bytes, outputs left alone. */
BOOL unpacker_get(struct unpacker *unpacker, void *value, size_t size);
BOOL unpacker_get_uint32(struct unpacker *unpacker, UINT32 *value);
/* What packer_put_block wrote, where it lies. */
BOOL unpacker_get_block(struct unpacker *unpacker, const void **data, UINT32 *size);

#endif
