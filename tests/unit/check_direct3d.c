/* SPDX-License-Identifier: MIT */
/* Direct3D: the device manager, surface buffers and the allocator. Without a display most of it is skipped. */

#include "support/suite.h"
#include <stdio.h>
#include <initguid.h>
#include <d3d9.h>
#include <d3d11.h>
#include <d3d12.h>
#include <mfapi.h>
#include <mfd3d12.h>
#include <mferror.h>
#include <mfidl.h>
#include <mfplat_newer.h>

#define WAS_UNLOCKED HRESULT_FROM_WIN32(715)
#define WAS_LOCKED HRESULT_FROM_WIN32(717)

static const GUID mf_sa_d3d11_usage = {0xe85fe442, 0x2ca3, 0x486e, {0xa9, 0xc7, 0x10, 0x9d, 0xda, 0x60, 0x98, 0x80}};
static const GUID mf_sa_d3d11_shared = {0x7b8f32c3, 0x6d96, 0x4b89, {0x92, 0x03, 0xdd, 0x38, 0xb6, 0x14, 0x14, 0xf3}};
static const GUID mf_sa_d3d11_shared_without_mutex =
        {0x39dbd44d, 0x2e44, 0x4931, {0xa4, 0xc8, 0x35, 0x2d, 0x3d, 0xc4, 0x21, 0x15}};

static void *function(const char *dll, const char *name)
{
    HMODULE module = LoadLibraryA(dll);
    return module ? (void *)GetProcAddress(module, name) : NULL;
}

static ID3D11Device *create_d3d11_device(void)
{
    PFN_D3D11_CREATE_DEVICE create = (PFN_D3D11_CREATE_DEVICE)function("d3d11.dll", "D3D11CreateDevice");
    ID3D11Device *device = NULL;

    if (!create || FAILED(create(NULL, D3D_DRIVER_TYPE_HARDWARE, NULL, D3D11_CREATE_DEVICE_BGRA_SUPPORT, NULL, 0,
            D3D11_SDK_VERSION, &device, NULL, NULL)))
        printf("# skip Direct3D 11: no device\n");
    return device;
}

static ID3D12Device *create_d3d12_device(void)
{
    HRESULT (WINAPI *create)(IUnknown *, D3D_FEATURE_LEVEL, REFIID, void **) =
            function("d3d12.dll", "D3D12CreateDevice");
    ID3D12Device *device = NULL;

    if (!create || FAILED(create(NULL, D3D_FEATURE_LEVEL_11_0, &IID_ID3D12Device, (void **)&device)))
        printf("# skip Direct3D 12: no device\n");
    return device;
}

/* ---- the device manager */

START_TEST(a_manager_without_a_device)
{
    IMFDXGIDeviceManager *manager = (void *)0xdead, *other;
    UINT token = 0xdead, other_token;
    IUnknown *unknown;
    HANDLE handle;

    ck_assert_hr(MFCreateDXGIDeviceManager(NULL, &manager), E_POINTER);
    ck_assert_hr(MFCreateDXGIDeviceManager(&token, NULL), E_POINTER);
    ck_assert_uint_eq(token, 0xdead);
    ck_assert_ok(MFCreateDXGIDeviceManager(&token, &manager));
    ck_assert_ok(MFCreateDXGIDeviceManager(&other_token, &other));
    ck_assert_uint_ne(token, 0);
    ck_assert_uint_ne(token, other_token);
    ck_assert_refcount(manager, 1);

    ck_assert_hr(IMFDXGIDeviceManager_ResetDevice(manager, NULL, token), E_INVALIDARG);
    ck_assert_hr(IMFDXGIDeviceManager_ResetDevice(manager, (IUnknown *)other, token), E_INVALIDARG);
    ck_assert_refcount(other, 1);
    ck_assert_hr(IMFDXGIDeviceManager_OpenDeviceHandle(manager, &handle), MF_E_DXGI_DEVICE_NOT_INITIALIZED);
    ck_assert_hr(IMFDXGIDeviceManager_CloseDeviceHandle(manager, NULL), E_HANDLE);
    ck_assert_hr(IMFDXGIDeviceManager_GetVideoService(manager, NULL, &IID_IUnknown, (void **)&unknown),
            MF_E_DXGI_DEVICE_NOT_INITIALIZED);
    ck_assert_hr(IMFDXGIDeviceManager_LockDevice(manager, NULL, &IID_IUnknown, (void **)&unknown, FALSE),
            MF_E_DXGI_DEVICE_NOT_INITIALIZED);
    ck_assert_hr(IMFDXGIDeviceManager_TestDevice(manager, NULL), E_HANDLE);
    ck_assert_hr(IMFDXGIDeviceManager_UnlockDevice(manager, (HANDLE)100, FALSE), E_FAIL);
    ck_assert_uint_eq(IMFDXGIDeviceManager_Release(manager), 0);
    ck_assert_uint_eq(IMFDXGIDeviceManager_Release(other), 0);
}
END_TEST

START_TEST(the_shared_manager)
{
    IMFDXGIDeviceManager *manager, *manager2;
    UINT token = 0;

    ck_assert_ok(MFUnlockDXGIDeviceManager());
    ck_assert_ok(MFLockDXGIDeviceManager(NULL, &manager));
    ck_assert_ok(MFLockDXGIDeviceManager(&token, &manager2));
    ck_assert_ptr_eq(manager, manager2);
    ck_assert_uint_ne(token, 0);
    ck_assert_refcount(manager, 3);
    ck_assert_ok(MFUnlockDXGIDeviceManager());
    ck_assert_refcount(manager, 2);
    ck_assert_ok(MFUnlockDXGIDeviceManager());

    /* As documented: release, then unlock; each of two users for himself. */
    ck_assert_ok(MFLockDXGIDeviceManager(&token, &manager));
    ck_assert_ok(MFLockDXGIDeviceManager(&token, &manager2));
    IMFDXGIDeviceManager_Release(manager);
    ck_assert_ok(MFUnlockDXGIDeviceManager());
    IMFDXGIDeviceManager_Release(manager2);
    ck_assert_ok(MFUnlockDXGIDeviceManager());
    ck_assert_ok(MFUnlockDXGIDeviceManager());
    ck_assert_ok(MFLockDXGIDeviceManager(&token, &manager));
    ck_assert_uint_eq(IMFDXGIDeviceManager_Release(manager), 1);
    ck_assert_ok(MFUnlockDXGIDeviceManager());
}
END_TEST

struct other_thread
{
    IMFDXGIDeviceManager *manager;
    HANDLE handle;
    BOOL lock, block;
    HRESULT hr;
};

static DWORD WINAPI other_thread(void *argument)
{
    struct other_thread *other = argument;
    IUnknown *unknown;

    if (!other->lock)
    {
        other->hr = IMFDXGIDeviceManager_UnlockDevice(other->manager, other->handle, FALSE);
        return 0;
    }
    other->hr = IMFDXGIDeviceManager_LockDevice(other->manager, other->handle, &IID_IUnknown, (void **)&unknown,
            other->block);
    if (SUCCEEDED(other->hr))
        IUnknown_Release(unknown);
    return 0;
}

static HRESULT on_other_thread(IMFDXGIDeviceManager *manager, HANDLE handle, BOOL lock)
{
    struct other_thread other = {manager, handle, lock, FALSE, E_FAIL};
    HANDLE thread = CreateThread(NULL, 0, other_thread, &other, 0, NULL);

    WaitForSingleObject(thread, INFINITE);
    CloseHandle(thread);
    return other.hr;
}

START_TEST(handles_and_locks_of_a_device)
{
    ID3D11Device *device = create_d3d11_device(), *got;
    IMFDXGIDeviceManager *manager;
    HANDLE h1, h2, old;
    IUnknown *unknown;
    struct other_thread waiter;
    HANDLE thread;
    UINT token;

    if (!device)
        return;
    ck_assert_ok(MFCreateDXGIDeviceManager(&token, &manager));
    ck_assert_hr(IMFDXGIDeviceManager_ResetDevice(manager, (IUnknown *)device, token - 1), E_INVALIDARG);
    ck_assert_refcount(device, 1);
    ck_assert_ok(IMFDXGIDeviceManager_ResetDevice(manager, (IUnknown *)device, token));
    ck_assert_refcount(device, 2);
    ck_assert_refcount(manager, 1);
    ck_assert_hr(IMFDXGIDeviceManager_ResetDevice(manager, (IUnknown *)manager, token), E_INVALIDARG);
    ck_assert_ok(IMFDXGIDeviceManager_OpenDeviceHandle(manager, &old));
    ck_assert_ok(IMFDXGIDeviceManager_ResetDevice(manager, (IUnknown *)device, token));
    ck_assert_refcount(device, 2);
    ck_assert_hr(IMFDXGIDeviceManager_TestDevice(manager, old), MF_E_DXGI_NEW_VIDEO_DEVICE);
    ck_assert_hr(IMFDXGIDeviceManager_GetVideoService(manager, old, &IID_IUnknown, (void **)&unknown),
            MF_E_DXGI_NEW_VIDEO_DEVICE);
    ck_assert_ok(IMFDXGIDeviceManager_CloseDeviceHandle(manager, old));
    ck_assert_hr(IMFDXGIDeviceManager_CloseDeviceHandle(manager, old), E_HANDLE);

    ck_assert_ok(IMFDXGIDeviceManager_OpenDeviceHandle(manager, &h1));
    ck_assert_ok(IMFDXGIDeviceManager_OpenDeviceHandle(manager, &h2));
    ck_assert_ptr_nonnull(h1);
    ck_assert_ptr_ne(h1, h2);
    ck_assert_ok(IMFDXGIDeviceManager_TestDevice(manager, h1));
    ck_assert_hr(IMFDXGIDeviceManager_TestDevice(manager, (HANDLE)100), E_HANDLE);
    ck_assert_hr(IMFDXGIDeviceManager_GetVideoService(manager, NULL, &IID_ID3D11Device, (void **)&got), E_HANDLE);
    ck_assert_ok(IMFDXGIDeviceManager_GetVideoService(manager, h1, &IID_ID3D11Device, (void **)&got));
    ck_assert_ptr_eq(got, device);
    ID3D11Device_Release(got);

    ck_assert_ok(IMFDXGIDeviceManager_LockDevice(manager, h1, &IID_ID3D11Device, (void **)&got, FALSE));
    ck_assert_ptr_eq(got, device);
    ID3D11Device_Release(got);
    ck_assert_hr(IMFDXGIDeviceManager_UnlockDevice(manager, h2, FALSE), E_INVALIDARG);
    ck_assert_hr(IMFDXGIDeviceManager_UnlockDevice(manager, (HANDLE)100, FALSE), E_FAIL);
    ck_assert_ok(IMFDXGIDeviceManager_LockDevice(manager, h2, &IID_ID3D11Device, (void **)&got, FALSE));
    ID3D11Device_Release(got);
    ck_assert_ok(IMFDXGIDeviceManager_UnlockDevice(manager, h1, FALSE));
    ck_assert_hr(IMFDXGIDeviceManager_UnlockDevice(manager, h1, FALSE), E_INVALIDARG);
    ck_assert_hr(on_other_thread(manager, h1, TRUE), MF_E_DXGI_VIDEO_DEVICE_LOCKED);
    ck_assert_ok(IMFDXGIDeviceManager_UnlockDevice(manager, h2, FALSE));
    ck_assert_hr(IMFDXGIDeviceManager_UnlockDevice(manager, h2, FALSE), E_INVALIDARG);

    ck_assert_ok(IMFDXGIDeviceManager_LockDevice(manager, h1, &IID_IUnknown, (void **)&unknown, FALSE));
    IUnknown_Release(unknown);
    ck_assert_ok(on_other_thread(manager, h1, FALSE)); /* anybody may unlock */

    /* A waiter gets in when the handle that holds the lock is closed. */
    ck_assert_ok(IMFDXGIDeviceManager_LockDevice(manager, h1, &IID_IUnknown, (void **)&unknown, FALSE));
    IUnknown_Release(unknown);
    waiter = (struct other_thread){manager, h2, TRUE, TRUE, E_FAIL};
    thread = CreateThread(NULL, 0, other_thread, &waiter, 0, NULL);
    ck_assert_ok(IMFDXGIDeviceManager_CloseDeviceHandle(manager, h1));
    ck_assert_uint_eq(WaitForSingleObject(thread, 20000), WAIT_OBJECT_0);
    CloseHandle(thread);
    ck_assert_ok(waiter.hr);
    ck_assert_ok(IMFDXGIDeviceManager_UnlockDevice(manager, h2, FALSE));
    ck_assert_uint_eq(IMFDXGIDeviceManager_Release(manager), 0);
    ck_assert_uint_eq(ID3D11Device_Release(device), 0);
}
END_TEST

/* ---- Direct3D 9 */

START_TEST(a_direct3d_9_surface_as_a_buffer)
{
    IDirect3D9 *(WINAPI *create)(UINT) = function("d3d9.dll", "Direct3DCreate9");
    IDirect3D9 *d3d = create ? create(D3D_SDK_VERSION) : NULL;
    D3DPRESENT_PARAMETERS parameters = {.BackBufferWidth = 640, .BackBufferHeight = 480,
            .BackBufferFormat = D3DFMT_A8R8G8B8, .BackBufferCount = 1, .SwapEffect = D3DSWAPEFFECT_DISCARD,
            .Windowed = TRUE, .Flags = D3DPRESENTFLAG_LOCKABLE_BACKBUFFER};
    static const struct
    {
        DWORD first, further;
        HRESULT hr;
    } rows[] =
    {
        {3, 1, S_OK}, {3, 2, S_OK}, {3, 3, S_OK}, {3, 0, S_OK}, {1, 1, S_OK}, {1, 2, S_OK}, {1, 3, S_OK}, {1, 0, S_OK},
        {2, 1, WAS_LOCKED}, {2, 2, S_OK}, {2, 3, WAS_LOCKED}, {2, 0, WAS_LOCKED},
    };
    IDirect3DDevice9 *device = NULL;
    IDirect3DSurface9 *surface, *got;
    BYTE *data, *data2, *start;
    IMFMediaBuffer *buffer;
    IMF2DBuffer2 *buffer2;
    IMFGetService *service;
    DWORD length, current;
    D3DLOCKED_RECT rect;
    unsigned int i;
    LONG pitch;
    HWND window;
    BOOL value;

    window = CreateWindowA("static", "check", WS_POPUP, 0, 0, 640, 480, NULL, NULL, NULL, NULL);
    parameters.hDeviceWindow = window;
    if (!d3d || FAILED(IDirect3D9_CreateDevice(d3d, D3DADAPTER_DEFAULT, D3DDEVTYPE_HAL, window,
            D3DCREATE_HARDWARE_VERTEXPROCESSING, &parameters, &device)))
    {
        printf("# skip Direct3D 9: no device\n");
        return;
    }
    ck_assert_ok(IDirect3DDevice9_GetBackBuffer(device, 0, 0, D3DBACKBUFFER_TYPE_MONO, &surface));
    ck_assert_hr(MFCreateDXSurfaceBuffer(&IID_IUnknown, (IUnknown *)surface, FALSE, &buffer), E_INVALIDARG);
    ck_assert_ok(MFCreateDXSurfaceBuffer(&IID_IDirect3DSurface9, (IUnknown *)surface, FALSE, &buffer));
    ck_assert_interface(buffer, &IID_IMF2DBuffer, TRUE);
    ck_assert_interface(buffer, &IID_IMFDXGIBuffer, FALSE);
    ck_assert_ok(IMFMediaBuffer_QueryInterface(buffer, &IID_IMFGetService, (void **)&service));
    ck_assert_ok(IMFGetService_GetService(service, &MR_BUFFER_SERVICE, &IID_IDirect3DSurface9, (void **)&got));
    ck_assert_ptr_eq(got, surface);
    IDirect3DSurface9_Release(got);
    IMFGetService_Release(service);
    ck_assert_ok(IMFMediaBuffer_QueryInterface(buffer, &IID_IMF2DBuffer2, (void **)&buffer2));

    ck_assert_ok(IMFMediaBuffer_GetMaxLength(buffer, &length));
    ck_assert_uint_eq(length, 640 * 480 * 4);
    ck_assert_hr(IMF2DBuffer2_GetContiguousLength(buffer2, NULL), E_POINTER);
    ck_assert_ok(IMF2DBuffer2_IsContiguousFormat(buffer2, &value));
    ck_assert_int_eq(value, FALSE);
    ck_assert_ok(IMFMediaBuffer_SetCurrentLength(buffer, 2 * length));
    ck_assert_ok(IMFMediaBuffer_GetCurrentLength(buffer, &current));
    ck_assert_uint_eq(current, 2 * length);

    /* The linear view is a copy: the surface is free meanwhile. */
    ck_assert_ok(IDirect3DSurface9_LockRect(surface, &rect, NULL, 0));
    ck_assert_hr(IMFMediaBuffer_Lock(buffer, &data, NULL, NULL), D3DERR_INVALIDCALL);
    ck_assert_hr(IMF2DBuffer2_Lock2D(buffer2, &data, &pitch), D3DERR_INVALIDCALL);
    ck_assert_ok(IDirect3DSurface9_UnlockRect(surface));
    ck_assert_ok(IMFMediaBuffer_Lock(buffer, &data, &length, &current));
    ck_assert_uint_eq(current, length);
    ck_assert_ok(IDirect3DSurface9_LockRect(surface, &rect, NULL, 0));
    ck_assert_ok(IMFMediaBuffer_Lock(buffer, &data2, NULL, NULL));
    ck_assert_ptr_eq(data2, data);
    ck_assert_ok(IMFMediaBuffer_Unlock(buffer));
    ck_assert_ok(IDirect3DSurface9_UnlockRect(surface));
    ck_assert_hr(IMF2DBuffer2_Lock2D(buffer2, &data2, &pitch), MF_E_UNEXPECTED);
    ck_assert_ok(IMFMediaBuffer_Unlock(buffer));
    ck_assert_hr(IMFMediaBuffer_Unlock(buffer), WAS_UNLOCKED);

    ck_assert_hr(IMF2DBuffer2_GetScanline0AndPitch(buffer2, &data, &pitch), WAS_UNLOCKED);
    ck_assert_ok(IMF2DBuffer2_Lock2D(buffer2, &data, &pitch));
    ck_assert_hr(IDirect3DSurface9_LockRect(surface, &rect, NULL, 0), D3DERR_INVALIDCALL);
    ck_assert_hr(IMFMediaBuffer_Lock(buffer, &data2, NULL, NULL), MF_E_INVALIDREQUEST);
    ck_assert_ok(IMF2DBuffer2_Unlock2D(buffer2));
    ck_assert_hr(IMF2DBuffer2_Unlock2D(buffer2), WAS_UNLOCKED);

    for (i = 0; i < ARRAYSIZE(rows); i++)
    {
        ck_assert_ok(IMF2DBuffer2_Lock2DSize(buffer2, rows[i].first, &data, &pitch, &start, &length));
        ck_assert_ptr_eq(start, data);
        ck_assert_hr_msg(rows[i].further
                ? IMF2DBuffer2_Lock2DSize(buffer2, rows[i].further, &data, &pitch, &start, &length)
                : IMF2DBuffer2_Lock2D(buffer2, &data, &pitch), rows[i].hr, "row %u", i);
        ck_assert_ok(IMF2DBuffer2_Unlock2D(buffer2));
        ck_assert_hr(IMF2DBuffer2_Unlock2D(buffer2), rows[i].hr == S_OK ? S_OK : WAS_UNLOCKED);
    }

    /* What is written under a read lock arrives. */
    ck_assert_ok(IMF2DBuffer2_Lock2DSize(buffer2, MF2DBuffer_LockFlags_Read, &data, &pitch, &start, &length));
    memset(data, 0xab, 4);
    ck_assert_ok(IMF2DBuffer2_Unlock2D(buffer2));
    ck_assert_ok(IMF2DBuffer2_Lock2DSize(buffer2, MF2DBuffer_LockFlags_Write, &data, &pitch, &start, &length));
    ck_assert_uint_eq(*(DWORD *)data, 0xabababab);
    ck_assert_ok(IMF2DBuffer2_Unlock2D(buffer2));

    IMF2DBuffer2_Release(buffer2);
    ck_assert_uint_eq(IMFMediaBuffer_Release(buffer), 0);
    IDirect3DSurface9_Release(surface);
    ck_assert_uint_eq(IDirect3DDevice9_Release(device), 0);
    ck_assert_uint_eq(IDirect3D9_Release(d3d), 0);
    DestroyWindow(window);
}
END_TEST

/* ---- Direct3D 11 */

static ID3D11Texture2D *create_texture(ID3D11Device *device, UINT size, DXGI_FORMAT format, UINT levels)
{
    D3D11_TEXTURE2D_DESC desc = {size, size, levels, 1, format, {1, 0}, D3D11_USAGE_DEFAULT, 0, 0, 0};
    ID3D11Texture2D *texture = NULL;

    return SUCCEEDED(ID3D11Device_CreateTexture2D(device, &desc, NULL, &texture)) ? texture : NULL;
}

static void set_pixel(ID3D11Device *device, ID3D11Texture2D *texture, DWORD pixel)
{
    D3D11_BOX box = {0, 0, 0, 1, 1, 1};
    ID3D11DeviceContext *context;

    ID3D11Device_GetImmediateContext(device, &context);
    ID3D11DeviceContext_UpdateSubresource(context, (ID3D11Resource *)texture, 0, &box, &pixel, 4, 4);
    ID3D11DeviceContext_Release(context);
}

static DWORD get_pixel(ID3D11Device *device, ID3D11Texture2D *texture)
{
    D3D11_MAPPED_SUBRESOURCE mapped;
    ID3D11DeviceContext *context;
    D3D11_TEXTURE2D_DESC desc;
    ID3D11Texture2D *copy;
    DWORD pixel;

    ID3D11Texture2D_GetDesc(texture, &desc);
    desc.Usage = D3D11_USAGE_STAGING;
    desc.BindFlags = 0;
    desc.CPUAccessFlags = D3D11_CPU_ACCESS_READ;
    ck_assert_ok(ID3D11Device_CreateTexture2D(device, &desc, NULL, &copy));
    ID3D11Device_GetImmediateContext(device, &context);
    ID3D11DeviceContext_CopyResource(context, (ID3D11Resource *)copy, (ID3D11Resource *)texture);
    ck_assert_ok(ID3D11DeviceContext_Map(context, (ID3D11Resource *)copy, 0, D3D11_MAP_READ, 0, &mapped));
    pixel = *(DWORD *)mapped.pData;
    ID3D11DeviceContext_Unmap(context, (ID3D11Resource *)copy, 0);
    ID3D11DeviceContext_Release(context);
    ID3D11Texture2D_Release(copy);
    return pixel;
}

START_TEST(a_direct3d_11_texture_as_a_buffer)
{
    ID3D11Device *device = create_d3d11_device();
    IMFMediaBuffer *buffer;
    IMF2DBuffer2 *buffer2;
    IMFDXGIBuffer *dxgi;
    ID3D11Texture2D *texture, *got;
    BYTE *data, *start, bytes[16], bytes2[16];
    DWORD length, current;
    IUnknown *unknown;
    LONG pitch;
    UINT index;

    if (!device)
        return;
    texture = create_texture(device, 64, DXGI_FORMAT_B8G8R8A8_UNORM, 1);
    ck_assert_ptr_nonnull(texture);
    ck_assert_hr(MFCreateDXGISurfaceBuffer(&IID_IUnknown, (IUnknown *)texture, 0, FALSE, &buffer), E_INVALIDARG);
    ck_assert_ok(MFCreateDXGISurfaceBuffer(&IID_ID3D11Texture2D, (IUnknown *)texture, 0, _i, &buffer));
    ck_assert_refcount(texture, 2);
    ck_assert_interface(buffer, &IID_IMF2DBuffer, TRUE);
    ck_assert_interface(buffer, &IID_IMFGetService, FALSE);
    ck_assert_ok(IMFMediaBuffer_QueryInterface(buffer, &IID_IMF2DBuffer2, (void **)&buffer2));
    ck_assert_ok(IMFMediaBuffer_QueryInterface(buffer, &IID_IMFDXGIBuffer, (void **)&dxgi));

    ck_assert_hr(IMFDXGIBuffer_GetSubresourceIndex(dxgi, NULL), E_POINTER);
    ck_assert_ok(IMFDXGIBuffer_GetSubresourceIndex(dxgi, &index));
    ck_assert_uint_eq(index, 0);
    ck_assert_ok(IMFDXGIBuffer_GetResource(dxgi, &IID_ID3D11Texture2D, (void **)&got));
    ck_assert_ptr_eq(got, texture);
    ck_assert_uint_eq(ID3D11Texture2D_Release(got), 2);
    ck_assert_ok(IMFDXGIBuffer_SetUnknown(dxgi, &IID_IMFDXGIBuffer, NULL));
    ck_assert_hr(IMFDXGIBuffer_GetUnknown(dxgi, &IID_IMFDXGIBuffer, &IID_IUnknown, (void **)&unknown), MF_E_NOT_FOUND);
    ck_assert_ok(IMFDXGIBuffer_SetUnknown(dxgi, &IID_IMFDXGIBuffer, (IUnknown *)device));
    ck_assert_hr(IMFDXGIBuffer_SetUnknown(dxgi, &IID_IMFDXGIBuffer, (IUnknown *)device), (HRESULT)0x80071392);
    ck_assert_ok(IMFDXGIBuffer_GetUnknown(dxgi, &IID_IMFDXGIBuffer, &IID_ID3D11Device, (void **)&unknown));
    ck_assert_ptr_eq(unknown, device);
    IUnknown_Release(unknown);
    ck_assert_hr(IMFDXGIBuffer_GetUnknown(dxgi, &IID_IMFDXGIBuffer, &IID_IMFSample, (void **)&unknown), E_NOINTERFACE);
    ck_assert_ok(IMFDXGIBuffer_SetUnknown(dxgi, &IID_IMFDXGIBuffer, NULL));

    ck_assert_ok(IMFMediaBuffer_GetMaxLength(buffer, &length));
    ck_assert_uint_eq(length, 64 * 64 * 4);
    ck_assert_ok(IMFMediaBuffer_SetCurrentLength(buffer, 2 * length));
    ck_assert_ok(IMFMediaBuffer_Lock(buffer, &data, &length, &current));
    ck_assert_uint_eq(length, 64 * 64 * 4);
    ck_assert_uint_eq(current, length);
    ck_assert_uint_eq(*(DWORD *)data, 0);
    memset(data, 0xcd, length);
    ck_assert_uint_eq(get_pixel(device, texture), 0); /* not before Unlock */
    ck_assert_hr(IMF2DBuffer2_Lock2D(buffer2, &start, &pitch), MF_E_UNEXPECTED);
    ck_assert_ok(IMFMediaBuffer_Unlock(buffer));
    ck_assert_hr(IMFMediaBuffer_Unlock(buffer), WAS_UNLOCKED);
    ck_assert_uint_eq(get_pixel(device, texture), 0xcdcdcdcd);

    ck_assert_ok(IMF2DBuffer2_Lock2D(buffer2, &data, &pitch));
    ck_assert_int_eq(pitch, 256); /* also for a buffer that is bottom-up when linear */
    ck_assert_hr(IMFMediaBuffer_Lock(buffer, &start, NULL, NULL), MF_E_INVALIDREQUEST);
    ck_assert_ok(IMF2DBuffer2_Unlock2D(buffer2));
    ck_assert_hr(IMF2DBuffer2_Unlock2D(buffer2), WAS_UNLOCKED);

    /* A read lock discards. */
    ck_assert_ok(IMF2DBuffer2_Lock2DSize(buffer2, MF2DBuffer_LockFlags_Read, &data, &pitch, &start, &length));
    ck_assert_ptr_eq(start, data);
    ck_assert_uint_eq(*(DWORD *)data, 0xcdcdcdcd);
    *(DWORD *)data = 0xabababab;
    ck_assert_ok(IMF2DBuffer2_Unlock2D(buffer2));
    ck_assert_uint_eq(get_pixel(device, texture), 0xcdcdcdcd);
    /* A write lock does not read, and overwrites. */
    set_pixel(device, texture, 0xefefefef);
    ck_assert_ok(IMF2DBuffer2_Lock2DSize(buffer2, MF2DBuffer_LockFlags_Write, &data, &pitch, &start, &length));
    ck_assert_uint_ne(*(DWORD *)data, 0xefefefef);
    ck_assert_hr(IMF2DBuffer2_Lock2D(buffer2, &data, &pitch), WAS_LOCKED);
    ck_assert_ok(IMF2DBuffer2_Unlock2D(buffer2));
    ck_assert_uint_ne(get_pixel(device, texture), 0xefefefef);
    /* A nested write lock keeps what was written under the read lock. */
    ck_assert_ok(IMF2DBuffer2_Lock2DSize(buffer2, MF2DBuffer_LockFlags_Read, &data, &pitch, &start, &length));
    *(DWORD *)data = 0xabababab;
    ck_assert_ok(IMF2DBuffer2_Lock2DSize(buffer2, MF2DBuffer_LockFlags_Write, &data, &pitch, &start, &length));
    ck_assert_ok(IMF2DBuffer2_Unlock2D(buffer2));
    ck_assert_ok(IMF2DBuffer2_Unlock2D(buffer2));
    ck_assert_uint_eq(get_pixel(device, texture), 0xabababab);
    IMFDXGIBuffer_Release(dxgi);
    IMF2DBuffer2_Release(buffer2);
    ID3D11Texture2D_Release(texture);
    ck_assert_uint_eq(IMFMediaBuffer_Release(buffer), 0);

    texture = create_texture(device, 2, DXGI_FORMAT_B8G8R8A8_UNORM, 1);
    ck_assert_ok(MFCreateDXGISurfaceBuffer(&IID_ID3D11Texture2D, (IUnknown *)texture, 0, FALSE, &buffer));
    ck_assert_ok(IMFMediaBuffer_QueryInterface(buffer, &IID_IMF2DBuffer2, (void **)&buffer2));
    memset(bytes, 0x5a, 8);
    memset(bytes + 8, 0xa5, 8);
    ck_assert_ok(IMF2DBuffer2_ContiguousCopyFrom(buffer2, bytes, 16));
    ck_assert_ok(IMF2DBuffer2_ContiguousCopyTo(buffer2, bytes2, 16));
    ck_assert(!memcmp(bytes, bytes2, 16));
    IMF2DBuffer2_Release(buffer2);
    ID3D11Texture2D_Release(texture);
    ck_assert_uint_eq(IMFMediaBuffer_Release(buffer), 0);

    texture = create_texture(device, 64, DXGI_FORMAT_NV12, 1);
    if (texture)
    {
        ck_assert_ok(MFCreateDXGISurfaceBuffer(&IID_ID3D11Texture2D, (IUnknown *)texture, 0, FALSE, &buffer));
        ck_assert_ok(IMFMediaBuffer_QueryInterface(buffer, &IID_IMF2DBuffer2, (void **)&buffer2));
        ck_assert_ok(IMF2DBuffer2_Lock2DSize(buffer2, MF2DBuffer_LockFlags_Read, &data, &pitch, &start, &length));
        ck_assert_int_ge(pitch, 64);
        ck_assert_uint_eq(length, pitch * 64 * 3 / 2);
        ck_assert_ok(IMF2DBuffer2_Unlock2D(buffer2));
        IMF2DBuffer2_Release(buffer2);
        ID3D11Texture2D_Release(texture);
        ck_assert_uint_eq(IMFMediaBuffer_Release(buffer), 0);
    }
    texture = create_texture(device, 64, DXGI_FORMAT_B8G8R8A8_UNORM, 0);
    ck_assert_ok(MFCreateDXGISurfaceBuffer(&IID_ID3D11Texture2D, (IUnknown *)texture, 1, FALSE, &buffer));
    ck_assert_ok(IMFMediaBuffer_QueryInterface(buffer, &IID_IMF2DBuffer2, (void **)&buffer2));
    ck_assert_ok(IMF2DBuffer2_Lock2D(buffer2, &data, &pitch));
    ck_assert_int_eq(pitch, 256); /* of the top level */
    ck_assert_ok(IMF2DBuffer2_Unlock2D(buffer2));
    IMF2DBuffer2_Release(buffer2);
    ID3D11Texture2D_Release(texture);
    ck_assert_uint_eq(IMFMediaBuffer_Release(buffer), 0);
    ck_assert_uint_eq(ID3D11Device_Release(device), 0);
}
END_TEST

static IMFMediaType *create_rgb32_type(void)
{
    IMFMediaType *type;

    ck_assert_ok(MFCreateMediaType(&type));
    ck_assert_ok(IMFMediaType_SetGUID(type, &MF_MT_MAJOR_TYPE, &MFMediaType_Video));
    ck_assert_ok(IMFMediaType_SetGUID(type, &MF_MT_SUBTYPE, &MFVideoFormat_RGB32));
    ck_assert_ok(IMFMediaType_SetUINT64(type, &MF_MT_FRAME_SIZE, (UINT64)64 << 32 | 64));
    return type;
}

static IMFMediaBuffer *allocate(IMFVideoSampleAllocatorEx *allocator, IMFSample **sample, REFIID iid, void **resource)
{
    IMFMediaBuffer *buffer;
    IMFDXGIBuffer *dxgi;

    ck_assert_ok(IMFVideoSampleAllocatorEx_AllocateSample(allocator, sample));
    ck_assert_ok(IMFSample_GetBufferByIndex(*sample, 0, &buffer));
    ck_assert_interface(buffer, &IID_IMF2DBuffer2, TRUE);
    ck_assert_interface(buffer, &IID_IMFGetService, FALSE);
    ck_assert_ok(IMFMediaBuffer_QueryInterface(buffer, &IID_IMFDXGIBuffer, (void **)&dxgi));
    ck_assert_ok(IMFDXGIBuffer_GetResource(dxgi, iid, resource));
    IMFDXGIBuffer_Release(dxgi);
    return buffer;
}

START_TEST(an_allocator_of_direct3d_11_textures)
{
    static const struct
    {
        int usage, shared, without_mutex;
        HRESULT hr;
        UINT bind, access, misc;
    } rows[] =
    {
        {-1, 0, 0, S_OK, 0x28, 0, 0}, {0, 0, 0, S_OK, 0x28, 0, 0}, {1, 0, 0, E_INVALIDARG, 0, 0, 0},
        {2, 0, 0, S_OK, 0x08, 0x10000, 0}, {3, 0, 0, S_OK, 0, 0x30000, 0}, {4, 0, 0, E_INVALIDARG, 0, 0, 0},
        {-1, 1, 0, S_OK, 0x28, 0, 0x100}, {-1, 0, 1, S_OK, 0x28, 0, 0x2}, {-1, 1, 1, E_INVALIDARG, 0, 0, 0},
    };
    ID3D11Device *device = create_d3d11_device();
    IMFVideoSampleAllocatorEx *allocator;
    IMFDXGIDeviceManager *manager;
    D3D11_TEXTURE2D_DESC desc;
    ID3D11Texture2D *texture;
    IMFAttributes *attributes;
    IMFMediaBuffer *buffer;
    IMFMediaType *type;
    IMFSample *sample;
    BYTE *data;
    UINT token;

    if (!device)
        return;
    type = create_rgb32_type();
    ck_assert_ok(MFCreateDXGIDeviceManager(&token, &manager));
    ck_assert_ok(IMFDXGIDeviceManager_ResetDevice(manager, (IUnknown *)device, token));
    ck_assert_ok(MFCreateVideoSampleAllocatorEx(&IID_IMFVideoSampleAllocatorEx, (void **)&allocator));
    ck_assert_ok(IMFVideoSampleAllocatorEx_SetDirectXManager(allocator, (IUnknown *)manager));
    ck_assert_refcount(manager, 2);
    ck_assert_ok(MFCreateAttributes(&attributes, 2));
    if (rows[_i].usage >= 0)
        ck_assert_ok(IMFAttributes_SetUINT32(attributes, &mf_sa_d3d11_usage, rows[_i].usage));
    if (rows[_i].shared)
        ck_assert_ok(IMFAttributes_SetUINT32(attributes, &mf_sa_d3d11_shared, TRUE));
    if (rows[_i].without_mutex)
        ck_assert_ok(IMFAttributes_SetUINT32(attributes, &mf_sa_d3d11_shared_without_mutex, TRUE));
    ck_assert_hr_msg(IMFVideoSampleAllocatorEx_InitializeSampleAllocatorEx(allocator, 0, 0, attributes, type),
            rows[_i].hr, "usage %d", rows[_i].usage);
    if (SUCCEEDED(rows[_i].hr))
    {
        ck_assert_ok(IMFAttributes_SetUINT32(attributes, &mf_sa_d3d11_usage, 1)); /* too late to matter */
        buffer = allocate(allocator, &sample, &IID_ID3D11Texture2D, (void **)&texture);
        ID3D11Texture2D_GetDesc(texture, &desc);
        ck_assert_uint_eq(desc.Width, 64);
        ck_assert_uint_eq(desc.Height, 64);
        ck_assert_uint_eq(desc.MipLevels, 1);
        ck_assert_uint_eq(desc.ArraySize, 1);
        ck_assert_uint_eq(desc.Format, DXGI_FORMAT_B8G8R8X8_UNORM);
        ck_assert_uint_eq(desc.SampleDesc.Count, 1);
        ck_assert_uint_eq(desc.Usage, rows[_i].usage < 0 ? 0 : rows[_i].usage);
        ck_assert_uint_eq(desc.BindFlags, rows[_i].bind);
        ck_assert_uint_eq(desc.CPUAccessFlags, rows[_i].access);
        ck_assert_uint_eq(desc.MiscFlags, rows[_i].misc);
        ID3D11Texture2D_Release(texture);
        if (!_i)
        {
            ck_assert_ok(IMFMediaBuffer_Lock(buffer, &data, NULL, NULL));
            ck_assert_ok(IMFMediaBuffer_Unlock(buffer));
        }
        IMFMediaBuffer_Release(buffer);
        IMFSample_Release(sample);
    }
    ck_assert_uint_eq(IMFVideoSampleAllocatorEx_Release(allocator), 0);
    ck_assert_uint_eq(IMFAttributes_Release(attributes), 0);
    ck_assert_uint_eq(IMFMediaType_Release(type), 0);
    ck_assert_uint_eq(IMFDXGIDeviceManager_Release(manager), 0);
    ck_assert_uint_eq(ID3D11Device_Release(device), 0);
}
END_TEST

/* ---- Direct3D 12: current Windows */

START_TEST(an_allocator_of_direct3d_12_textures)
{
    ID3D12Device *device = create_d3d12_device();
    IMFVideoSampleAllocatorEx *allocator;
    D3D12_HEAP_PROPERTIES heap;
    IMFDXGIDeviceManager *manager;
    D3D12_HEAP_FLAGS heap_flags;
    D3D12_RESOURCE_DESC desc;
    ID3D12Resource *resource;
    IMFMediaBuffer *buffer;
    IMFMediaType *type;
    IMFSample *sample;
    UINT token;
    BYTE *data;
    DWORD length;

    if (!device)
        return;
    type = create_rgb32_type();
    ck_assert_ok(IMFMediaType_SetUINT32(type, &MF_MT_D3D_RESOURCE_VERSION, 1));
    ck_assert_ok(MFCreateDXGIDeviceManager(&token, &manager));
    ck_assert_ok(IMFDXGIDeviceManager_ResetDevice(manager, (IUnknown *)device, token));
    ck_assert_ok(MFCreateVideoSampleAllocatorEx(&IID_IMFVideoSampleAllocatorEx, (void **)&allocator));
    ck_assert_ok(IMFVideoSampleAllocatorEx_SetDirectXManager(allocator, (IUnknown *)manager));
    ck_assert_ok(IMFVideoSampleAllocatorEx_InitializeSampleAllocator(allocator, 1, type));
    buffer = allocate(allocator, &sample, &IID_ID3D12Resource, (void **)&resource);
    resource->lpVtbl->GetDesc(resource, &desc);
    ck_assert(desc.Width == 64 && desc.Height == 64 && desc.DepthOrArraySize == 1 && desc.MipLevels == 1);
    ck_assert_uint_eq(desc.Format, DXGI_FORMAT_B8G8R8X8_UNORM);
    ck_assert_uint_eq(desc.Flags, 0);
    ck_assert_uint_eq(desc.Layout, 0);
    ck_assert_ok(ID3D12Resource_GetHeapProperties(resource, &heap, &heap_flags));
    ck_assert_uint_eq(heap.Type, D3D12_HEAP_TYPE_DEFAULT);
    ck_assert_uint_eq(heap_flags, 0x44);
    ID3D12Resource_Release(resource);

    /* Access by the processor is not pinned by observation: what is written comes back. */
    ck_assert_ok(IMFMediaBuffer_Lock(buffer, &data, &length, NULL));
    ck_assert_uint_eq(length, 64 * 64 * 4);
    memset(data, 0x5a, length);
    ck_assert_ok(IMFMediaBuffer_Unlock(buffer));
    ck_assert_ok(IMFMediaBuffer_Lock(buffer, &data, &length, NULL));
    ck_assert_uint_eq(data[0], 0x5a);
    ck_assert_uint_eq(data[length - 1], 0x5a);
    ck_assert_ok(IMFMediaBuffer_Unlock(buffer));
    IMFMediaBuffer_Release(buffer);
    IMFSample_Release(sample);
    ck_assert_uint_eq(IMFVideoSampleAllocatorEx_Release(allocator), 0);
    ck_assert_uint_eq(IMFMediaType_Release(type), 0);
    ck_assert_uint_eq(IMFDXGIDeviceManager_Release(manager), 0);
    ck_assert_uint_eq(ID3D12Device_Release(device), 0);
}
END_TEST

START_TEST(producer_and_consumer_of_a_resource)
{
    HRESULT (WINAPI *create)(ID3D12Device *, REFIID, void **) = mfplat_function("MFCreateD3D12SynchronizationObject");
    HRESULT (WINAPI *reset)(IMFD3D12SynchronizationObject *);
    D3D12_COMMAND_QUEUE_DESC desc = {.Type = D3D12_COMMAND_LIST_TYPE_DIRECT};
    ID3D12Device *device = create ? create_d3d12_device() : NULL;
    IMFD3D12SynchronizationObjectCommands *commands;
    IMFD3D12SynchronizationObject *object;
    ID3D12CommandQueue *queue;
    HANDLE event;
    int round;

    if (!device) /* or an older Windows */
        return;
    event = CreateEventW(NULL, FALSE, FALSE, NULL);
    ck_assert_ok(ID3D12Device_CreateCommandQueue(device, &desc, &IID_ID3D12CommandQueue, (void **)&queue));
    ck_assert(FAILED(create(NULL, &IID_IUnknown, (void **)&object)));
    ck_assert_ok(create(device, &IID_IMFD3D12SynchronizationObject, (void **)&object));
    ck_assert_ok(IMFD3D12SynchronizationObject_QueryInterface(object, &IID_IMFD3D12SynchronizationObjectCommands,
            (void **)&commands));
    reset = ((void **)object->lpVtbl)[4];
    for (round = 0; round < 2; round++)
    {
        ck_assert_ok(IMFD3D12SynchronizationObjectCommands_SignalEventOnResourceReady(commands, event));
        ck_assert_uint_eq(WaitForSingleObject(event, 0), WAIT_TIMEOUT);
        ck_assert_ok(IMFD3D12SynchronizationObjectCommands_EnqueueResourceReady(commands, queue));
        ck_assert_uint_eq(WaitForSingleObject(event, 20000), WAIT_OBJECT_0);
        ck_assert_ok(IMFD3D12SynchronizationObjectCommands_EnqueueResourceReadyWait(commands, queue));
        ck_assert_ok(IMFD3D12SynchronizationObjectCommands_EnqueueResourceRelease(commands, queue));
        ck_assert_ok(IMFD3D12SynchronizationObject_SignalEventOnFinalResourceRelease(object, event));
        ck_assert_uint_eq(WaitForSingleObject(event, 20000), WAIT_OBJECT_0);
        ck_assert_ok(reset(object));
    }
    IMFD3D12SynchronizationObjectCommands_Release(commands);
    ck_assert_uint_eq(IMFD3D12SynchronizationObject_Release(object), 0);
    ID3D12CommandQueue_Release(queue);
    CloseHandle(event);
    ck_assert_uint_eq(ID3D12Device_Release(device), 0);
}
END_TEST

static Suite *direct3d_suite(void)
{
    Suite *suite = suite_create("Direct3D");
    TCase *tcase = tcase_create("device manager");

    tcase_add_test(tcase, a_manager_without_a_device);
    tcase_add_test(tcase, the_shared_manager);
    tcase_add_test(tcase, handles_and_locks_of_a_device);
    suite_add_tcase(suite, tcase);

    tcase = tcase_create("buffers");
    tcase_add_test(tcase, a_direct3d_9_surface_as_a_buffer);
    tcase_add_loop_test(tcase, a_direct3d_11_texture_as_a_buffer, 0, 2);
    suite_add_tcase(suite, tcase);

    tcase = tcase_create("allocator");
    tcase_add_loop_test(tcase, an_allocator_of_direct3d_11_textures, 0, 9);
    tcase_add_test(tcase, an_allocator_of_direct3d_12_textures);
    tcase_add_test(tcase, producer_and_consumer_of_a_resource);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return suite_main(direct3d_suite());
}
