/* SPDX-License-Identifier: MIT */
/* Demonstration: asyncread.exe FILE... reads files asynchronously through the platform's work queues, all of them at the
 * same time, shows the progress, and prints the SHA-256 of each in the form of sha256sum. Progress and the path of the
 * mfplat.dll it runs on go to the error output, so that `asyncread FILE... | sha256sum -c` works. */

#include "hash_job.h"
#include "loaded_dll.h"
#include "utf8.h"
#include <mfapi.h>
#include <fcntl.h>
#include <io.h>
#include <stdio.h>
#include <stdlib.h>

struct entry
{
    char *name; /* as it was given, in UTF-8 */
    struct hash_job_result result;
    unsigned int shown_tenths;
    struct run *run;
};

struct run
{
    struct entry *entries;
    LONG remaining;
    HANDLE finished;
};

static void show_progress(void *context, ULONGLONG done, ULONGLONG size)
{
    struct entry *entry = context;
    unsigned int tenths = size && done < size ? (unsigned int)(done * 10 / size) : 10;

    if (tenths > entry->shown_tenths)
    {
        entry->shown_tenths = tenths;
        fprintf(stderr, "%3u%%  %s\n", tenths * 10, entry->name);
    }
}

static void entry_done(struct entry *entry)
{
    struct run *run = entry->run;

    if (!InterlockedDecrement(&run->remaining))
        SetEvent(run->finished);
}

static void keep_result(void *context, const struct hash_job_result *result)
{
    struct entry *entry = context;

    entry->result = *result;
    entry_done(entry);
}

static void print_error(const char *subject, HRESULT hr)
{
    WCHAR *text = NULL;
    char *utf8 = NULL;

    if (FormatMessageW(FORMAT_MESSAGE_ALLOCATE_BUFFER | FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS |
            FORMAT_MESSAGE_MAX_WIDTH_MASK, NULL, hr, 0, (WCHAR *)&text, 0, NULL))
        utf8 = utf8_from_wide(text);
    fprintf(stderr, "asyncread: %s: error 0x%08lx %s\n", subject, (unsigned long)hr, utf8 ? utf8 : "");
    free(utf8);
    LocalFree(text);
}

static BOOL print_result(const struct entry *entry)
{
    unsigned int i;

    if (FAILED(entry->result.hr))
    {
        print_error(entry->name, entry->result.hr);
        return FALSE;
    }
    for (i = 0; i < SHA256_BYTES; i++)
        printf("%02x", entry->result.digest[i]);
    printf("  %s\n", entry->name);
    return TRUE;
}

/* All files at once; returns when the last one is done. */
static void hash_files(struct run *run, int count, WCHAR **paths, DWORD queue)
{
    int i;

    run->remaining = count;
    for (i = 0; i < count; i++)
    {
        struct entry *entry = &run->entries[i];
        struct hash_job_events events = {show_progress, keep_result, entry};
        HRESULT hr;

        entry->run = run;
        hr = hash_job_start(paths[i], queue, &events);
        if (FAILED(hr))
        {
            entry->result.hr = hr;
            entry_done(entry);
        }
    }
    WaitForSingleObject(run->finished, INFINITE);
}

static BOOL run_create(struct run *run, int count, WCHAR **paths)
{
    int i;

    run->entries = calloc(count, sizeof(*run->entries));
    run->finished = CreateEventW(NULL, TRUE, FALSE, NULL);
    if (!run->entries || !run->finished)
        return FALSE;
    for (i = 0; i < count; i++)
    {
        if (!(run->entries[i].name = utf8_from_wide(paths[i])))
            return FALSE;
    }
    return TRUE;
}

static void run_destroy(struct run *run, int count)
{
    int i;

    for (i = 0; run->entries && i < count; i++)
        free(run->entries[i].name);
    free(run->entries);
    if (run->finished)
        CloseHandle(run->finished);
}

static int demonstrate(int count, WCHAR **paths)
{
    struct run run = {0};
    int i, failures = 0;
    DWORD queue;
    HRESULT hr;

    if (!run_create(&run, count, paths))
    {
        run_destroy(&run, count);
        print_error("preparing", E_OUTOFMEMORY);
        return EXIT_FAILURE;
    }
    hr = MFAllocateWorkQueue(&queue);
    if (FAILED(hr))
    {
        run_destroy(&run, count);
        print_error("MFAllocateWorkQueue", hr);
        return EXIT_FAILURE;
    }
    hash_files(&run, count, paths, queue);
    MFUnlockWorkQueue(queue);
    for (i = 0; i < count; i++)
        failures += !print_result(&run.entries[i]);
    run_destroy(&run, count);
    return failures ? EXIT_FAILURE : EXIT_SUCCESS;
}

/* The C runtime's headers do not declare it. */
int wmain(int argc, WCHAR **argv);

int wmain(int argc, WCHAR **argv)
{
    HRESULT hr;
    int status;

    if (argc < 2)
    {
        fprintf(stderr, "usage: asyncread FILE...\n");
        return 2;
    }
    _setmode(_fileno(stdout), _O_BINARY); /* lines end as sha256sum's do */
    hr = MFStartup(MF_VERSION, MFSTARTUP_FULL);
    loaded_dll_print(stderr, "mfplat.dll");
    if (FAILED(hr))
    {
        print_error("MFStartup", hr);
        return EXIT_FAILURE;
    }
    status = demonstrate(argc - 1, argv + 1);
    MFShutdown();
    return status;
}
