/* SPDX-License-Identifier: MIT */
/* General memory of the library: the process heap and COM's task allocator, with failure injection for tests. */

#include "base/memory.h"
#include "base/atomic.h"
#include "base/os.h"
#include <objbase.h>

LONG memory_fail_countdown;

void memory_fail_after(LONG n)
{
    atomic_store(&memory_fail_countdown, n);
}

BOOL memory_count_down(void)
{
    LONG left;

    while ((left = atomic_load_relaxed(&memory_fail_countdown)))
    {
        if (atomic_compare_exchange(&memory_fail_countdown, left, left - 1))
            return left == 1;
    }
    return FALSE;
}

void *memory_alloc(size_t size)
{
    return memory_must_fail() ? NULL : os_heap_alloc(size, FALSE);
}

void *memory_alloc_zeroed(size_t size)
{
    return memory_must_fail() ? NULL : os_heap_alloc(size, TRUE);
}

void *memory_alloc_array(size_t count, size_t size)
{
    size_t total;
    return size_multiply(count, size, &total) ? memory_alloc(total) : NULL;
}

void *memory_realloc_array(void *block, size_t count, size_t size)
{
    size_t total;

    if (!size_multiply(count, size, &total) || memory_must_fail())
        return NULL;
    return os_heap_realloc(block, total);
}

void *memory_duplicate(const void *data, size_t size)
{
    void *block = memory_alloc(size);

    if (block)
        memcpy(block, data, size);
    return block;
}

void memory_free(void *block)
{
    os_heap_free(block);
}

void *memory_alloc_aligned(size_t size, size_t alignment)
{
    size_t total;
    char *block;
    void **aligned;

    if (alignment < sizeof(void *))
        alignment = sizeof(void *);
    if (!size_add(size, alignment + sizeof(void *), &total) || !(block = memory_alloc(total)))
        return NULL;
    aligned = (void **)(((ULONG_PTR)block + sizeof(void *) + alignment - 1) & ~((ULONG_PTR)alignment - 1));
    aligned[-1] = block;
    return aligned;
}

void memory_free_aligned(void *block)
{
    if (block)
        memory_free(((void **)block)[-1]);
}

void *task_memory_alloc(size_t size)
{
    return memory_must_fail() ? NULL : CoTaskMemAlloc(size);
}

void *task_memory_duplicate(const void *data, size_t size)
{
    void *block = task_memory_alloc(size);

    if (block)
        memcpy(block, data, size);
    return block;
}

void task_memory_free(void *block)
{
    CoTaskMemFree(block);
}
