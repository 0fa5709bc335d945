/* SPDX-License-Identifier: MIT */
/* Atomic operations, the memory order in the name.
 *
 * Reference counts use these too. Everything without a suffix is sequentially consistent; _acquire and _release say
 * that the operation publishes, or looks at, what another thread wrote before it; _relaxed orders nothing.
 * 64-bit operations want aligned operands, on 32-bit machines as well.
 */
#ifndef OPENMFPLAT_BASE_ATOMIC_H
#define OPENMFPLAT_BASE_ATOMIC_H

#include <windows.h>

static inline LONG atomic_increment(LONG *value)
{
    return __atomic_add_fetch(value, 1, __ATOMIC_SEQ_CST);
}

static inline LONG atomic_decrement(LONG *value)
{
    return __atomic_sub_fetch(value, 1, __ATOMIC_SEQ_CST);
}

/* Returns the value before the addition. */
static inline LONG atomic_fetch_add(LONG *value, LONG n)
{
    return __atomic_fetch_add(value, n, __ATOMIC_SEQ_CST);
}

static inline LONG atomic_load(const LONG *value)
{
    return __atomic_load_n(value, __ATOMIC_SEQ_CST);
}

static inline LONG atomic_load_acquire(const LONG *value)
{
    return __atomic_load_n(value, __ATOMIC_ACQUIRE);
}

static inline LONG atomic_load_relaxed(const LONG *value)
{
    return __atomic_load_n(value, __ATOMIC_RELAXED);
}

static inline void atomic_store(LONG *value, LONG n)
{
    __atomic_store_n(value, n, __ATOMIC_SEQ_CST);
}

static inline void atomic_store_release(LONG *value, LONG n)
{
    __atomic_store_n(value, n, __ATOMIC_RELEASE);
}

static inline void atomic_store_relaxed(LONG *value, LONG n)
{
    __atomic_store_n(value, n, __ATOMIC_RELAXED);
}

/* Returns the value before. */
static inline LONG atomic_exchange(LONG *value, LONG n)
{
    return __atomic_exchange_n(value, n, __ATOMIC_SEQ_CST);
}

/* TRUE when *value was expected and is now n. */
static inline BOOL atomic_compare_exchange(LONG *value, LONG expected, LONG n)
{
    return __atomic_compare_exchange_n(value, &expected, n, FALSE, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
}

static inline void *atomic_load_pointer(void *const *value)
{
    return __atomic_load_n(value, __ATOMIC_SEQ_CST);
}

static inline void *atomic_load_pointer_acquire(void *const *value)
{
    return __atomic_load_n(value, __ATOMIC_ACQUIRE);
}

static inline void atomic_store_pointer_release(void **value, void *n)
{
    __atomic_store_n(value, n, __ATOMIC_RELEASE);
}

static inline void *atomic_exchange_pointer(void **value, void *n)
{
    return __atomic_exchange_n(value, n, __ATOMIC_SEQ_CST);
}

/* TRUE when **value was *expected and is now n; otherwise *expected receives what it was. */
static inline BOOL atomic_compare_exchange_pointer(void **value, void **expected, void *n)
{
    return __atomic_compare_exchange_n(value, expected, n, FALSE, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
}

/* The processor may give its other hardware thread some room: for loops that wait a few cycles. */
static inline void atomic_pause(void)
{
#if defined(__i386__) || defined(__x86_64__)
    __builtin_ia32_pause();
#else
    __asm__ __volatile__("" ::: "memory");
#endif
}

#endif
