/* SPDX-License-Identifier: MIT */
/* Packing values into a block of bytes, and taking them out again. */

#include "base/pack.h"
#include "base/memory.h"

/* FALSE when the sum does not fit. */
static BOOL align_up(size_t size, size_t *aligned)
{
    if (!size_add(size, 3, aligned))
        return FALSE;
    *aligned &= ~(size_t)3;
    return TRUE;
}

void packer_init(struct packer *packer)
{
    packer->data = NULL;
    packer->size = packer->capacity = 0;
    packer->hr = S_OK;
}

void packer_fail(struct packer *packer, HRESULT hr)
{
    if (SUCCEEDED(packer->hr) && FAILED(hr))
        packer->hr = hr;
}

static BOOL grow(struct packer *packer, size_t needed)
{
    size_t capacity = packer->capacity ? packer->capacity : 256;
    BYTE *data;

    while (capacity < needed)
    {
        if (!size_multiply(capacity, 2, &capacity))
            return FALSE;
    }
    data = task_memory_alloc(capacity);
    if (!data)
        return FALSE;
    if (packer->size)
        memcpy(data, packer->data, packer->size);
    task_memory_free(packer->data);
    packer->data = data;
    packer->capacity = capacity;
    return TRUE;
}

void *packer_reserve(struct packer *packer, size_t size)
{
    size_t aligned, end;
    BYTE *place;

    if (FAILED(packer->hr))
        return NULL;
    /* Sizes are counted in a DWORD in the end. */
    if (!align_up(size, &aligned) || !size_add(packer->size, aligned, &end) || end > MAXLONG ||
            (end > packer->capacity && !grow(packer, end)))
    {
        packer->hr = E_OUTOFMEMORY;
        return NULL;
    }
    place = packer->data + packer->size;
    if (aligned != size)
        memset(place + size, 0, aligned - size);
    packer->size = end;
    return place;
}

void packer_put(struct packer *packer, const void *data, size_t size)
{
    void *place = packer_reserve(packer, size);

    if (place && size)
        memcpy(place, data, size);
}

void packer_put_uint32(struct packer *packer, UINT32 value)
{
    packer_put(packer, &value, sizeof(value));
}

void packer_put_block(struct packer *packer, const void *data, size_t size)
{
    if (size > MAXLONG)
        packer_fail(packer, E_OUTOFMEMORY);
    packer_put_uint32(packer, size);
    packer_put(packer, data, size);
}

HRESULT packer_finish(struct packer *packer, BYTE **data, DWORD *size)
{
    if (FAILED(packer->hr))
    {
        task_memory_free(packer->data);
        return packer->hr;
    }
    *data = packer->data;
    *size = packer->size;
    return S_OK;
}

void unpacker_init(struct unpacker *unpacker, const void *data, size_t size)
{
    unpacker->data = data;
    unpacker->size = size;
    unpacker->offset = 0;
}

HRESULT unpacker_init_copy(struct unpacker *unpacker, const void *data, size_t size)
{
    void *copy;

    if (!data || !size)
        return E_INVALIDARG;
    if (!(copy = memory_duplicate(data, size)))
        return E_OUTOFMEMORY;
    unpacker_init(unpacker, copy, size);
    return S_OK;
}

void unpacker_free_copy(struct unpacker *unpacker)
{
    memory_free((void *)unpacker->data);
}

size_t unpacker_left(const struct unpacker *unpacker)
{
    return unpacker->size - unpacker->offset;
}

const void *unpacker_take(struct unpacker *unpacker, size_t size)
{
    const void *place = unpacker->data + unpacker->offset;
    size_t aligned;

    if (!align_up(size, &aligned) || aligned > unpacker_left(unpacker))
        return NULL;
    unpacker->offset += aligned;
    return place;
}

BOOL unpacker_get(struct unpacker *unpacker, void *value, size_t size)
{
    const void *place = unpacker_take(unpacker, size);

    if (!place)
        return FALSE;
    memcpy(value, place, size);
    return TRUE;
}

BOOL unpacker_get_uint32(struct unpacker *unpacker, UINT32 *value)
{
    return unpacker_get(unpacker, value, sizeof(*value));
}

BOOL unpacker_get_block(struct unpacker *unpacker, const void **data, UINT32 *size)
{
    size_t start = unpacker->offset;
    const void *place;
    UINT32 bytes;

    if (!unpacker_get_uint32(unpacker, &bytes))
        return FALSE;
    place = unpacker_take(unpacker, bytes);
    if (!place)
    {
        unpacker->offset = start;
        return FALSE;
    }
    *data = place;
    *size = bytes;
    return TRUE;
}
