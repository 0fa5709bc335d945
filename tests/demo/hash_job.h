/* SPDX-License-Identifier: MIT */
/* Hashing one file by asynchronous reads. */
#ifndef OPENMFPLAT_DEMO_HASH_JOB_H
#define OPENMFPLAT_DEMO_HASH_JOB_H

#include <windows.h>
#include "sha256.h"

struct hash_job;

struct hash_job_result
{
    HRESULT hr;
    BYTE digest[SHA256_BYTES]; /* valid when hr is a success */
};

/* What a job tells while it runs, from threads of the platform, one call at a time for each job. */
struct hash_job_events
{
    void (*progress)(void *context, ULONGLONG done, ULONGLONG size);
    /* Called once, at the end, unless hash_job_start() failed. */
    void (*finished)(void *context, const struct hash_job_result *result);
    void *context;
};

/* Starts reading the file on `queue` and hashing what arrives. The job holds itself alive until it has finished. */
HRESULT hash_job_start(const WCHAR *path, DWORD queue, const struct hash_job_events *events);

#endif
