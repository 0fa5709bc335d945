/* SPDX-License-Identifier: MIT */
/* Identifiers as the headers of Wine define them; compiled with those alone in front of the compiler's. */

#include <windows.h>
#include <initguid.h>
#include <mfapi.h>
#include <mfidl.h>
#include <mftransform.h>

/* For C, rtworkq.h has RTWQASYNCRESULT in Wine's own source only. */
#define __WINESRC__
#include <rtworkq.h>
#undef __WINESRC__

#ifndef __WINE_MFAPI_H
#error not the mfapi.h of Wine
#endif
