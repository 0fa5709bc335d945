/* SPDX-License-Identifier: MIT */
/* Sets of headers in different orders, one for each ORDER from 1 to 9; every one must compile as C and as C++. */

#if ORDER == 1
#include <mfapi.h>
#include <mfidl.h>
#include <mftransform.h>
#include <mfreadwrite.h>
#include <mferror.h>
#include <mfplat_newer.h>
#include <rtworkq.h>
#elif ORDER == 2
#include <mferror.h>
#include <rtworkq.h>
#include <mfplat_newer.h>
#include <mfreadwrite.h>
#include <mftransform.h>
#include <mfidl.h>
#include <mfapi.h>
#elif ORDER == 3
#include <initguid.h>
#include <mfidl.h>
#include <mfapi.h>
#include <mftransform.h>
#include <evr.h>
#include <mfplat_newer.h>
#elif ORDER == 4
#include <mfplat_newer.h>
#include <evr.h>
#include <mfplay.h>
#include <mfcaptureengine.h>
#include <mfmediacapture.h>
#include <mfapi.h>
#elif ORDER == 5
#include <windows.h>
#include <dshow.h>
#include <dvdmedia.h>
#include <ks.h>
#include <ksmedia.h>
#include <mfapi.h>
#include <mfplat_newer.h>
#elif ORDER == 6
#include <mfapi.h>
#include <windows.h>
#include <ks.h>
#include <ksmedia.h>
#include <dshow.h>
#include <dvdmedia.h>
#include <mfidl.h>
#elif ORDER == 7
#include <windows.h>
#include <mmreg.h>
#include <mmsystem.h>
#include <mfobjects.h>
#include <mftransform.h>
#include <mfapi.h>
#include <mferror.h>
#elif ORDER == 8
#define CINTERFACE
#include <mfapi.h>
#include <rtworkq.h>
#include <mfidl.h>
#include <mfplat_newer.h>
#elif ORDER == 9
#include <mfd3d12.h>
#include <mfapi.h>
#include <mfidl.h>
#include <mfplat_newer.h>
#endif

#include "orders.h"

/* The sizes that must not depend on the order. */
#define ORDER_RESULT (sizeof(MFASYNCRESULT) * 1000000 + sizeof(MFVIDEOFORMAT) * 1000 + sizeof(MFT_REGISTER_TYPE_INFO))
