/* SPDX-License-Identifier: MIT */
/* What the platform tells about itself. All undocumented; no answer here changes what the platform does. */

#include "platform/platform.h"
#include <mfapi.h>

/* The version of the API, MF_VERSION. Thread safe. Undocumented; a DWORD without parameters is known. */
DWORD WINAPI MFGetPlatformVersion(void);
DWORD WINAPI MFGetPlatformVersion(void)
{
    return MF_VERSION;
}

/* The flags of the MFStartup that started the platform (0: MFSTARTUP_FULL, 1: MFSTARTUP_NOSOCKET), 0 when it is down.
 * Thread safe. Undocumented; a DWORD without parameters is known. */
DWORD WINAPI MFGetPlatformFlags(void);
DWORD WINAPI MFGetPlatformFlags(void)
{
    return platform_startup_flags();
}

/* Whether a feature, known to Windows by a number, is on. FALSE for all: the numbers are not known, and a feature that
 * is off changes nothing. Thread safe. Undocumented. */
BOOL WINAPI MFIsFeatureEnabled(DWORD feature);
BOOL WINAPI MFIsFeatureEnabled(DWORD feature)
{
    (void)feature;
    return FALSE;
}

/* Whether the platform stores numbers with the most significant byte first. Thread safe. Undocumented. */
BOOL WINAPI MFPlatformBigEndian(void);
BOOL WINAPI MFPlatformBigEndian(void)
{
    return FALSE;
}

/* Whether the platform stores numbers with the least significant byte first. Thread safe. Undocumented. */
BOOL WINAPI MFPlatformLittleEndian(void);
BOOL WINAPI MFPlatformLittleEndian(void)
{
    return TRUE;
}
