/* SPDX-License-Identifier: MIT */
/* The layout of Wine's headers; compiled with those alone in front of the compiler's. */

#include <mfapi.h>
#include <mferror.h>
#include <mfidl.h>
#include <mftransform.h>

/* Its rtworkq.h has RTWQASYNCRESULT for C only in Wine's own source. */
#define __WINESRC__
#include <rtworkq.h>
#undef __WINESRC__

#if defined(OPENMFPLAT_MFAPI_GUIDS_H) || !defined(__WINE_MFAPI_H)
#error not the mfapi.h of Wine
#endif

#define LAYOUT_OF_WINE
#define LAYOUT_TABLE layout_wine
#include "layout_rows.h"
