/* SPDX-License-Identifier: MIT */
/* The identifiers of all interfaces of idl/ and of all media types, formats and attributes. */

#include <initguid.h>
#include <windows.h>
#include <mfobjects.h>
#include <rtworkq.h>
#include <mfapi.h>
