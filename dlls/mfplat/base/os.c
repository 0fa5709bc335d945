/* SPDX-License-Identifier: MIT */
/* The operating-system layer on Windows. */

#include "base/os.h"
#include "base/atomic.h"
#include "base/os_newer.h"
#include <stdarg.h>
#include <stdio.h>
#include <winternl.h>

/* Keyed events, the fallback for waiting on addresses: ntdll has them from XP on. */
NTSTATUS NTAPI NtCreateKeyedEvent(HANDLE *handle, ACCESS_MASK access, void *attributes, ULONG flags);
NTSTATUS NTAPI NtWaitForKeyedEvent(HANDLE handle, void *key, BOOLEAN alertable, LARGE_INTEGER *timeout);
NTSTATUS NTAPI NtReleaseKeyedEvent(HANDLE handle, void *key, BOOLEAN alertable, LARGE_INTEGER *timeout);

/* The fallback keeps its sleepers in a hash of buckets. Each sleeper stands on its own stack frame, linked into the
 * bucket of its address under the bucket's spin lock; a waker unlinks it under that lock and releases its key. A
 * sleeper whose time is over unlinks itself under the lock, or, when a waker was faster, takes the release that is on
 * its way: so every release meets exactly one wait. */
struct sleeper
{
    struct sleeper *next;
    LONG *address;
    BOOL woken;
};

static struct
{
    LONG locked;
    struct sleeper *first;
} sleeper_buckets[64];

static HANDLE keyed_event; /* created once, by the first sleeper; atomic */

static HANDLE get_keyed_event(void)
{
    void *event = atomic_load_pointer_acquire((void **)&keyed_event), *expected = NULL;

    if (!event && NtCreateKeyedEvent(&event, MAXIMUM_ALLOWED, NULL, 0) >= 0 &&
            !atomic_compare_exchange_pointer((void **)&keyed_event, &expected, event))
    {
        NtClose(event);
        event = expected;
    }
    return event;
}

static unsigned int bucket_of(const LONG *address)
{
    ULONG_PTR n = (ULONG_PTR)address;
    return (n >> 4 ^ n >> 10) % ARRAYSIZE(sleeper_buckets);
}

static void bucket_lock(unsigned int n)
{
    while (atomic_exchange(&sleeper_buckets[n].locked, 1))
        SwitchToThread();
}

static void bucket_unlock(unsigned int n)
{
    atomic_store_release(&sleeper_buckets[n].locked, 0);
}

static BOOL fallback_wait(LONG *address, LONG expected, DWORD timeout_ms)
{
    struct sleeper self = {NULL, address, FALSE}, **link;
    unsigned int n = bucket_of(address);
    HANDLE event = get_keyed_event();
    LARGE_INTEGER timeout;
    NTSTATUS status;

    if (!event)
    {
        Sleep(1);
        return TRUE;
    }

    bucket_lock(n);
    if (atomic_load(address) != expected)
    {
        bucket_unlock(n);
        return TRUE;
    }
    /* At the end: the one that waits longest is woken first. */
    for (link = &sleeper_buckets[n].first; *link; link = &(*link)->next)
        ;
    *link = &self;
    bucket_unlock(n);

    timeout.QuadPart = (LONGLONG)timeout_ms * -10000;
    status = NtWaitForKeyedEvent(event, &self, FALSE, timeout_ms == OS_INFINITE ? NULL : &timeout);
    if (status != STATUS_TIMEOUT)
        return TRUE;

    bucket_lock(n);
    if (!self.woken)
    {
        for (link = &sleeper_buckets[n].first; *link != &self; link = &(*link)->next)
            ;
        *link = self.next;
    }
    bucket_unlock(n);
    if (self.woken)
        NtWaitForKeyedEvent(event, &self, FALSE, NULL);
    return self.woken;
}

static void fallback_wake(LONG *address, BOOL all)
{
    unsigned int n = bucket_of(address);
    struct sleeper *found = NULL, **found_end = &found, **link, *sleeper;

    bucket_lock(n);
    for (link = &sleeper_buckets[n].first; (sleeper = *link);)
    {
        if (sleeper->address != address)
        {
            link = &sleeper->next;
            continue;
        }
        *link = sleeper->next;
        sleeper->woken = TRUE;
        sleeper->next = NULL;
        *found_end = sleeper;
        found_end = &sleeper->next;
        if (!all)
            break;
    }
    bucket_unlock(n);

    while ((sleeper = found))
    {
        found = sleeper->next;
        NtReleaseKeyedEvent(get_keyed_event(), sleeper, FALSE, NULL);
    }
}

BOOL os_wait_on_address(LONG *address, LONG expected, DWORD timeout_ms)
{
    if (!os_newer.wait_on_address)
        return fallback_wait(address, expected, timeout_ms);
    return os_newer.wait_on_address(address, &expected, sizeof(expected), timeout_ms)
            || GetLastError() != ERROR_TIMEOUT;
}

void os_wake_one(LONG *address)
{
    if (!os_newer.wait_on_address)
        fallback_wake(address, FALSE);
    else
        os_newer.wake_by_address_single(address);
}

void os_wake_all(LONG *address)
{
    if (!os_newer.wait_on_address)
        fallback_wake(address, TRUE);
    else
        os_newer.wake_by_address_all(address);
}

struct os_thread
{
    HANDLE handle;
    os_thread_function function;
    void *argument;
    HMODULE module;  /* this DLL, referenced while the thread runs */
    LONG references; /* atomic: the creator's and the thread's */
};

static void thread_unreference(struct os_thread *thread)
{
    if (!atomic_decrement(&thread->references))
    {
        CloseHandle(thread->handle);
        os_heap_free(thread);
    }
}

static DWORD WINAPI thread_main(void *argument)
{
    struct os_thread *thread = argument;
    HMODULE module = thread->module;

    thread->function(thread->argument);
    thread_unreference(thread);
    FreeLibraryAndExitThread(module, 0);
    return 0;
}

struct os_thread *os_thread_create(os_thread_function function, void *argument, const char *name)
{
    struct os_thread *thread = os_heap_alloc(sizeof(*thread), TRUE);
    WCHAR wide_name[32];
    int i;

    if (!thread)
        return NULL;
    thread->function = function;
    thread->argument = argument;
    thread->references = 2;
    if (!GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS, (const WCHAR *)(void *)thread_main, &thread->module))
    {
        os_heap_free(thread);
        return NULL;
    }
    /* Suspended, so that the handle is stored before the thread can end and close it. */
    thread->handle = CreateThread(NULL, 0, thread_main, thread, CREATE_SUSPENDED, NULL);
    if (!thread->handle)
    {
        FreeLibrary(thread->module);
        os_heap_free(thread);
        return NULL;
    }
    if (os_newer.set_thread_description)
    {
        for (i = 0; i < (int)ARRAYSIZE(wide_name) - 1 && name[i]; i++)
            wide_name[i] = (unsigned char)name[i];
        wide_name[i] = 0;
        os_newer.set_thread_description(thread->handle, wide_name);
    }
    ResumeThread(thread->handle);
    return thread;
}

BOOL os_thread_join(struct os_thread *thread, DWORD timeout_ms)
{
    return WaitForSingleObject(thread->handle, timeout_ms) == WAIT_OBJECT_0;
}

void os_thread_close(struct os_thread *thread)
{
    thread_unreference(thread);
}

DWORD os_thread_id(void)
{
    return GetCurrentThreadId();
}

void os_thread_yield(void)
{
    SwitchToThread();
}

void os_sleep(DWORD ms)
{
    Sleep(ms);
}

unsigned int os_processor_count(void)
{
    static LONG count;
    SYSTEM_INFO info;

    if (!atomic_load_relaxed(&count))
    {
        GetSystemInfo(&info);
        atomic_store_relaxed(&count, max(1, (LONG)info.dwNumberOfProcessors));
    }
    return atomic_load_relaxed(&count);
}

DWORD os_tls_alloc(void)
{
    return TlsAlloc();
}

void os_tls_free(DWORD slot)
{
    TlsFree(slot);
}

ULONGLONG os_time_hns(void)
{
    static LONGLONG frequency;
    LONGLONG f = __atomic_load_n(&frequency, __ATOMIC_RELAXED);
    LARGE_INTEGER n;

    if (!f)
    {
        QueryPerformanceFrequency(&n);
        f = n.QuadPart;
        __atomic_store_n(&frequency, f, __ATOMIC_RELAXED);
    }
    QueryPerformanceCounter(&n);
    if (f == 10000000)
        return n.QuadPart;
    return (ULONGLONG)n.QuadPart / f * 10000000 + (ULONGLONG)n.QuadPart % f * 10000000 / f;
}

void *os_heap_alloc(size_t size, BOOL zeroed)
{
    return HeapAlloc(GetProcessHeap(), zeroed ? HEAP_ZERO_MEMORY : 0, size);
}

void *os_heap_realloc(void *block, size_t size)
{
    return block ? HeapReAlloc(GetProcessHeap(), 0, block, size) : HeapAlloc(GetProcessHeap(), 0, size);
}

void os_heap_free(void *block)
{
    if (block)
        HeapFree(GetProcessHeap(), 0, block);
}

void *os_pages_alloc(size_t size)
{
    return VirtualAlloc(NULL, size, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
}

void os_pages_free(void *pages, size_t size)
{
    (void)size;
    VirtualFree(pages, 0, MEM_RELEASE);
}

BOOL os_environment(const char *name, char *value, DWORD size)
{
    DWORD length = GetEnvironmentVariableA(name, value, size);

    if (!length)
        return FALSE;
    if (length >= size)
        value[0] = 0;
    return TRUE;
}

void os_debug_output(const char *text)
{
    OutputDebugStringA(text);
}

void os_fatal(const char *format, ...)
{
    char text[256];
    va_list args;

    va_start(args, format);
    _vsnprintf(text, sizeof(text) - 1, format, args);
    va_end(args);
    text[sizeof(text) - 1] = 0;
    OutputDebugStringA("mfplat: fatal: ");
    OutputDebugStringA(text);
    OutputDebugStringA("\n");
    TerminateProcess(GetCurrentProcess(), 98);
    for (;;)
        Sleep(1000);
}
