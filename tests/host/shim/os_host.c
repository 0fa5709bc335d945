/* SPDX-License-Identifier: MIT */
/* The operating-system layer (base/os.h) on Linux: futexes, pthreads, malloc. */

#define _GNU_SOURCE
#include "base/os.h"
#include <errno.h>
#include <linux/futex.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

BOOL os_wait_on_address(LONG *address, LONG expected, DWORD timeout_ms)
{
    struct timespec timeout = {timeout_ms / 1000, timeout_ms % 1000 * 1000000};

    return !syscall(SYS_futex, address, FUTEX_WAIT_PRIVATE, expected, timeout_ms == OS_INFINITE ? NULL : &timeout,
            NULL, 0) || errno != ETIMEDOUT;
}

void os_wake_one(LONG *address)
{
    syscall(SYS_futex, address, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0);
}

void os_wake_all(LONG *address)
{
    syscall(SYS_futex, address, FUTEX_WAKE_PRIVATE, 0x7fffffff, NULL, NULL, 0);
}

struct os_thread
{
    pthread_t thread;
    os_thread_function function;
    void *argument;
    LONG references; /* atomic: the creator's and the thread's */
    LONG ended;      /* atomic, waited on */
};

static void thread_unreference(struct os_thread *thread)
{
    if (!__atomic_sub_fetch(&thread->references, 1, __ATOMIC_SEQ_CST))
        free(thread);
}

static void *thread_main(void *argument)
{
    struct os_thread *thread = argument;

    thread->function(thread->argument);
    __atomic_store_n(&thread->ended, 1, __ATOMIC_SEQ_CST);
    os_wake_all(&thread->ended);
    thread_unreference(thread);
    return NULL;
}

struct os_thread *os_thread_create(os_thread_function function, void *argument, const char *name)
{
    struct os_thread *thread = calloc(1, sizeof(*thread));

    (void)name;
    if (!thread)
        return NULL;
    thread->function = function;
    thread->argument = argument;
    thread->references = 2;
    if (pthread_create(&thread->thread, NULL, thread_main, thread))
    {
        free(thread);
        return NULL;
    }
    pthread_detach(thread->thread);
    return thread;
}

BOOL os_thread_join(struct os_thread *thread, DWORD timeout_ms)
{
    ULONGLONG end = os_time_hns() + timeout_ms * 10000ull;

    while (!__atomic_load_n(&thread->ended, __ATOMIC_SEQ_CST))
    {
        ULONGLONG now = os_time_hns();

        if (timeout_ms != OS_INFINITE && now >= end)
            return FALSE;
        os_wait_on_address(&thread->ended, 0, timeout_ms == OS_INFINITE ? timeout_ms :
                (DWORD)((end - now) / 10000 + 1));
    }
    return TRUE;
}

void os_thread_close(struct os_thread *thread)
{
    thread_unreference(thread);
}

DWORD os_thread_id(void)
{
    static __thread DWORD id;

    if (!id)
        id = (DWORD)syscall(SYS_gettid);
    return id;
}

void os_thread_yield(void)
{
    sched_yield();
}

void os_sleep(DWORD ms)
{
    usleep(ms * 1000);
}

unsigned int os_processor_count(void)
{
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count > 0 ? (unsigned int)count : 1;
}

DWORD os_tls_alloc(void)
{
    pthread_key_t key;
    return pthread_key_create(&key, NULL) ? OS_TLS_NONE : key;
}

void os_tls_free(DWORD slot)
{
    pthread_key_delete(slot);
}

void *os_tls_get(DWORD slot)
{
    return pthread_getspecific(slot);
}

void os_tls_set(DWORD slot, void *value)
{
    pthread_setspecific(slot, value);
}

ULONGLONG os_time_hns(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 10000000ull + now.tv_nsec / 100;
}

void *os_heap_alloc(size_t size, BOOL zeroed)
{
    return zeroed ? calloc(1, size ? size : 1) : malloc(size ? size : 1);
}

void *os_heap_realloc(void *block, size_t size)
{
    return realloc(block, size ? size : 1);
}

void os_heap_free(void *block)
{
    free(block);
}

void *os_pages_alloc(size_t size)
{
    void *pages = aligned_alloc(0x10000, (size + 0xffff) & ~(size_t)0xffff);

    if (pages)
        memset(pages, 0, size);
    return pages;
}

void os_pages_free(void *pages, size_t size)
{
    (void)size;
    free(pages);
}

BOOL os_environment(const char *name, char *value, DWORD size)
{
    const char *found = getenv(name);

    if (!found)
        return FALSE;
    value[0] = 0;
    if (strlen(found) < size)
        strcpy(value, found);
    return TRUE;
}

void os_debug_output(const char *text)
{
    fputs(text, stderr);
}

void os_fatal(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
    abort();
}
