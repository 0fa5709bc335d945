/* SPDX-License-Identifier: MIT */
/* The layout of mingw-w64's headers; compiled without ours on the include path. */

#include <mfapi.h>
#include <mferror.h>
#include <mfidl.h>
#include <mftransform.h>
#include <evr.h>

/* Its rtworkq.h has RTWQASYNCRESULT for C only in Wine's own source. */
#define __WINESRC__
#include <rtworkq.h>
#undef __WINESRC__

#ifdef OPENMFPLAT_MFAPI_GUIDS_H
#error our mfapi.h, not that of mingw-w64
#endif

#define LAYOUT_OF_MINGW
#define LAYOUT_TABLE layout_mingw
#include "layout_rows.h"
