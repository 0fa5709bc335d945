/* SPDX-License-Identifier: MIT */
/* The operating-system layer: the few calls the rest of base/ and async/ need, so that the same sources also compile
 * for the sanitizer builds on Linux (tests/host has the other implementation).
 */
#ifndef OPENMFPLAT_BASE_OS_H
#define OPENMFPLAT_BASE_OS_H

#include <windows.h>

#define OS_INFINITE 0xffffffff

/* Sleeps while *address == expected, at most timeout_ms. May return early for no reason: the caller looks again.
 * FALSE when the time is over. */
BOOL os_wait_on_address(LONG *address, LONG expected, DWORD timeout_ms);
/* Wakes one / all of the threads that sleep on the address. */
void os_wake_one(LONG *address);
void os_wake_all(LONG *address);

/* Threads. The handle keeps the DLL loaded until the thread function has returned. */
typedef void (*os_thread_function)(void *argument);
struct os_thread;
/* NULL when the system gives no thread. `name` is for debuggers; a static string. */
struct os_thread *os_thread_create(os_thread_function function, void *argument, const char *name);
/* Waits for the end of the thread, at most timeout_ms; FALSE when it still runs. */
BOOL os_thread_join(struct os_thread *thread, DWORD timeout_ms);
/* Gives the handle back; the thread may run on. */
void os_thread_close(struct os_thread *thread);
DWORD os_thread_id(void);
void os_thread_yield(void);
void os_sleep(DWORD ms);
unsigned int os_processor_count(void);

/* Thread-local slots; OS_TLS_NONE when there is none left. */
#define OS_TLS_NONE 0xffffffff
DWORD os_tls_alloc(void);
void os_tls_free(DWORD slot);
#ifdef OMF_HOST
void *os_tls_get(DWORD slot);
void os_tls_set(DWORD slot, void *value);
#else
static inline void *os_tls_get(DWORD slot)
{
    return TlsGetValue(slot);
}

static inline void os_tls_set(DWORD slot, void *value)
{
    TlsSetValue(slot, value);
}
#endif

/* Monotonic time since some start, in units of 100 nanoseconds. */
ULONGLONG os_time_hns(void);

void *os_heap_alloc(size_t size, BOOL zeroed);
void *os_heap_realloc(void *block, size_t size);
void os_heap_free(void *block);

/* Whole pages, aligned to 64 KiB, zeroed. */
void *os_pages_alloc(size_t size);
void os_pages_free(void *pages, size_t size);

/* TRUE when the environment variable exists; its value cut to the buffer. */
BOOL os_environment(const char *name, char *value, DWORD size);
void os_debug_output(const char *text);
/* Reports a fault of this library and ends the process. */
void os_fatal(const char *format, ...) __attribute__((format(printf, 1, 2), noreturn));

#endif
