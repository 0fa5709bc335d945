/* SPDX-License-Identifier: MIT */
/* The GUID objects of Media Foundation. */

#include <initguid.h>
#include <windows.h>
#include <mfobjects.h>
