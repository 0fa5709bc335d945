/* SPDX-License-Identifier: MIT */
/* The identifiers of the interfaces of idl/ and mfidl.h and of all media types, formats and attributes. */

/* What other headers declare must stay a declaration: include those first. */
#include <windows.h>
#include <ole2.h>
#include <propsys.h>
#include <mediaobj.h>
#include <mmreg.h>

#include <initguid.h>
#include <mfobjects.h>
#include <rtworkq.h>
#include <mfapi.h>
#include <mfidl.h>
