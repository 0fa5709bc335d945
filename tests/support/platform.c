/* SPDX-License-Identifier: MIT */
/* The platform's lock count, measured from outside. */

#include "support/platform.h"
#include "support/suite.h"
#include <mfapi.h>
#include <mferror.h>

int platform_lock_level(void)
{
    DWORD queue;
    HRESULT hr;
    int n = 0, i;

    while (n < 1000 && (hr = MFAllocateWorkQueue(&queue)) != MF_E_SHUTDOWN)
    {
        ck_assert_ok(hr);
        ck_assert_ok(MFUnlockWorkQueue(queue));
        ck_assert_ok(MFUnlockPlatform());
        n++;
    }
    for (i = 0; i < n; i++)
        ck_assert_ok(MFLockPlatform());
    return n;
}

void platform_setup(void)
{
    ck_assert_ok(MFStartup(MF_VERSION, MFSTARTUP_FULL));
}

void platform_teardown(void)
{
    ck_assert_ok(MFShutdown());
}
