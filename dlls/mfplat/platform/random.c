/* SPDX-License-Identifier: MIT */
/* Random numbers and unique identifiers. */

#include <windows.h>
#include <objbase.h>

/* RtlGenRandom of advapi32, under its real name: Windows XP has it. */
BOOLEAN WINAPI SystemFunction036(void *buffer, ULONG length);

/* Fills a buffer with `length` bytes from the system's cryptographic random number generator.
 *
 * S_OK; E_POINTER without a buffer, unless the length is 0; E_FAIL when the system has no random numbers. Thread safe.
 * Undocumented: the two parameters are known, the codes are not. */
HRESULT WINAPI MFGetRandomNumber(BYTE *buffer, DWORD length);
HRESULT WINAPI MFGetRandomNumber(BYTE *buffer, DWORD length)
{
    if (!length)
        return S_OK;
    if (!buffer)
        return E_POINTER;
    return SystemFunction036(buffer, length) ? S_OK : E_FAIL;
}

/* Makes a new identifier. S_OK; E_POINTER; errors of CoCreateGuid. Thread safe.
 * Undocumented and gone since Windows 8.1; one pointer is known, the meaning follows from the name. */
HRESULT WINAPI MFCreateGuid(GUID *guid);
HRESULT WINAPI MFCreateGuid(GUID *guid)
{
    return guid ? CoCreateGuid(guid) : E_POINTER;
}
