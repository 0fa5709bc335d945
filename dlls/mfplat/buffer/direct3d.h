/* SPDX-License-Identifier: MIT */
/* Direct3D as this library uses it: through interfaces that the application passes in. No Direct3D DLL is loaded. */
#ifndef OPENMFPLAT_BUFFER_DIRECT3D_H
#define OPENMFPLAT_BUFFER_DIRECT3D_H

#include <d3d9.h>
#include <d3d11.h>
#include <d3d12.h>
#include <dxva2api.h>
#include <mfapi.h>
#include <mfd3d12.h>

#endif
