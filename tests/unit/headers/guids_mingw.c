/* SPDX-License-Identifier: MIT */
/* Identifiers as the headers of mingw-w64 define them; compiled without ours on the include path. */

#include <windows.h>
#include <initguid.h>
#include <mfapi.h>
#include <mfidl.h>
#include <mftransform.h>
#include <evr.h>

/* For C, rtworkq.h has RTWQASYNCRESULT in Wine's own source only. */
#define __WINESRC__
#include <rtworkq.h>
#undef __WINESRC__

#ifdef OPENMFPLAT_MFAPI_GUIDS_H
#error our mfapi.h, not that of mingw-w64
#endif
