/* SPDX-License-Identifier: MIT */
/* Content protection: this library has none, and says so. No protection system is registered, no security processor is
 * there; what would create something of one answers MF_E_UNSUPPORTED_CONTENT_PROTECTION_SYSTEM.
 *
 * The functions are documented; which codes Windows answers on a machine without protection is not.
 */

#include <mfapi.h>
#include <mferror.h>
#include <mfplat_newer.h>

/* Whether a protection system has a hardware security processor on this machine: *supported becomes FALSE.
 *
 * S_OK; E_POINTER. Thread safe. Documented. */
HRESULT WINAPI MFIsContentProtectionDeviceSupported(REFGUID system, BOOL *supported)
{
    if (!supported)
        return E_POINTER;
    *supported = FALSE;
    return system ? S_OK : E_POINTER;
}

/* Creates the interface to the security processor of a protection system. There is none: *device becomes NULL.
 *
 * MF_E_UNSUPPORTED_CONTENT_PROTECTION_SYSTEM; E_POINTER. Thread safe. */
HRESULT WINAPI MFCreateContentProtectionDevice(REFGUID system, IMFContentProtectionDevice **device)
{
    if (!device)
        return E_POINTER;
    *device = NULL;
    return system ? MF_E_UNSUPPORTED_CONTENT_PROTECTION_SYSTEM : E_POINTER;
}

/* Creates the interface to a hardware decryptor; manager (may be NULL for software) and device belong to it. There is none:
 * *context becomes NULL.
 *
 * MF_E_UNSUPPORTED_CONTENT_PROTECTION_SYSTEM; E_POINTER. Thread safe. */
HRESULT WINAPI MFCreateContentDecryptorContext(REFGUID system, IMFDXGIDeviceManager *manager,
        IMFContentProtectionDevice *device, IMFContentDecryptorContext **context)
{
    (void)manager;
    if (!context)
        return E_POINTER;
    *context = NULL;
    return system && device ? MF_E_UNSUPPORTED_CONTENT_PROTECTION_SYSTEM : E_POINTER;
}

/* Gives the class that makes the input trust authority of a protection system. No system is known: *clsid becomes
 * GUID_NULL.
 *
 * MF_E_UNSUPPORTED_CONTENT_PROTECTION_SYSTEM; E_POINTER. Thread safe. */
HRESULT WINAPI MFGetContentProtectionSystemCLSID(REFGUID system, CLSID *clsid)
{
    if (!clsid)
        return E_POINTER;
    memset(clsid, 0, sizeof(*clsid));
    return system ? MF_E_UNSUPPORTED_CONTENT_PROTECTION_SYSTEM : E_POINTER;
}
