/* SPDX-License-Identifier: MIT */
/* The identifiers of Direct3D 12, DXVA and WIC, which the compiler's libraries lack. */

#include <windows.h>
#include <d3d9.h>
#include <mfobjects.h>
#include <initguid.h>
#include <d3d12.h>
#include <dxva2api.h>
#include <mfd3d12.h>

/* Something of this file, for compilers that drop what is empty. */
extern const IID *const direct3d12_device_iid;
const IID *const direct3d12_device_iid = &IID_ID3D12Device;
