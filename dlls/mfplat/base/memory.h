/* SPDX-License-Identifier: MIT */
/* General memory of the library. Everything here can fail: NULL, and the caller answers E_OUTOFMEMORY.
 *
 * Memory that is handed to the application to free comes from CoTaskMemAlloc (task_memory_*) as the API demands.
 * Tests make the n-th allocation of either kind fail through memory_fail_after. Thread safe.
 */
#ifndef OPENMFPLAT_BASE_MEMORY_H
#define OPENMFPLAT_BASE_MEMORY_H

#include <windows.h>

void *memory_alloc(size_t size) __attribute__((malloc, warn_unused_result));
void *memory_alloc_zeroed(size_t size) __attribute__((malloc, warn_unused_result));
/* count * size bytes; NULL when the product does not fit. */
void *memory_alloc_array(size_t count, size_t size) __attribute__((malloc, warn_unused_result));
/* Like realloc: NULL leaves the old block as it was; a NULL old block is an allocation. */
void *memory_realloc_array(void *block, size_t count, size_t size) __attribute__((warn_unused_result));
void *memory_duplicate(const void *data, size_t size) __attribute__((warn_unused_result));
void memory_free(void *block);

/* Aligned to `alignment`, a power of two; freed with memory_free_aligned. */
void *memory_alloc_aligned(size_t size, size_t alignment) __attribute__((malloc, warn_unused_result));
void memory_free_aligned(void *block);

void *task_memory_alloc(size_t size) __attribute__((malloc, warn_unused_result));
void *task_memory_duplicate(const void *data, size_t size) __attribute__((warn_unused_result));
void task_memory_free(void *block);

/* TRUE when the allocation about to be made must fail: for allocators with an entry of their own (the pools). */
extern LONG memory_fail_countdown; /* allocations left until one fails, 0: injection is off; atomic */
BOOL memory_count_down(void);
static inline BOOL memory_must_fail(void)
{
    return __builtin_expect(__atomic_load_n(&memory_fail_countdown, __ATOMIC_RELAXED), 0) && memory_count_down();
}
/* The n-th allocation from now on fails (1: the next one), once; 0 switches it off. Test support. */
void memory_fail_after(LONG n);

/* Overflow-safe sizes: FALSE when the result does not fit. */
static inline BOOL size_add(size_t a, size_t b, size_t *sum)
{
    return !__builtin_add_overflow(a, b, sum);
}

static inline BOOL size_multiply(size_t a, size_t b, size_t *product)
{
    return !__builtin_mul_overflow(a, b, product);
}

#endif
