/* SPDX-License-Identifier: MIT */
/* The headers as a C++ program sees them: results that check_headers compares with C. */
#ifndef OPENMFPLAT_TESTS_CXX_H
#define OPENMFPLAT_TESTS_CXX_H

#include <mfapi.h>

#ifdef __cplusplus
extern "C" {
#endif

/* __uuidof of an interface by its name, NULL where it has none. */
const GUID *cxx_uuidof(const char *interface_name);

/* Calls through C++ classes. */
HRESULT cxx_invoke(IMFAsyncCallback *callback, IMFAsyncResult *result);
HRESULT cxx_set_size(IMFAttributes *attributes, REFGUID key, UINT32 width, UINT32 height);
HRESULT cxx_get_size(IMFAttributes *attributes, REFGUID key, UINT32 *width, UINT32 *height);
HRESULT cxx_set_ratio(IMFAttributes *attributes, REFGUID key, UINT32 numerator, UINT32 denominator);
HRESULT cxx_get_ratio(IMFAttributes *attributes, REFGUID key, UINT32 *numerator, UINT32 *denominator);
UINT32 cxx_get_uint32(IMFAttributes *attributes, REFGUID key, UINT32 fallback);
UINT64 cxx_get_uint64(IMFAttributes *attributes, REFGUID key, UINT64 fallback);
double cxx_get_double(IMFAttributes *attributes, REFGUID key, double fallback);
HRESULT cxx_get_string(IMFAttributes *attributes, REFGUID key, WCHAR **string);
UINT64 cxx_pack_size(UINT32 width, UINT32 height);
UINT64 cxx_pack_ratio(INT32 numerator, UINT32 denominator);

/* Offsets of members of MFASYNCRESULT, which is a class derived from IMFAsyncResult in C++. */
size_t cxx_async_result_size(void);
size_t cxx_async_result_callback_offset(void);

#ifdef __cplusplus
}
#endif

#endif
