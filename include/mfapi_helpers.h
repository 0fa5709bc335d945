/* SPDX-License-Identifier: MIT */
/* Inline helpers of mfapi.h for pairs of numbers and for attributes, in C and in C++. */

#ifndef OPENMFPLAT_MFAPI_HELPERS_H
#define OPENMFPLAT_MFAPI_HELPERS_H

#include <mfobjects.h>

/* In C++ Wine's mfidl.h defines two of these for IMFAttributes; a template is an overload of them. */
#if defined(__cplusplus) && defined(__WINE_MMREG_H)
#define MF_OVERLOADABLE template <class IMFAttributes>
#else
#define MF_OVERLOADABLE
#endif

#ifdef __cplusplus
#define MF_INLINE inline
#else
#define MF_INLINE static __inline
#endif

#if defined(__cplusplus) && !defined(CINTERFACE)
#define MF_CALL(object, method, ...) (object)->method(__VA_ARGS__)
#else
#define MF_CALL(object, method, ...) (object)->lpVtbl->method((object), __VA_ARGS__)
#endif

/* Two 32-bit numbers in one attribute value: the first one in the high half. */

MF_INLINE UINT32 HI32(UINT64 packed)
{
    return (UINT32)(packed >> 32);
}

MF_INLINE UINT32 LO32(UINT64 packed)
{
    return (UINT32)packed;
}

MF_INLINE UINT64 Pack2UINT32AsUINT64(UINT32 high, UINT32 low)
{
    return (UINT64)high << 32 | low;
}

MF_INLINE void Unpack2UINT32AsUINT64(UINT64 packed, UINT32 *high, UINT32 *low)
{
    *high = HI32(packed);
    *low = LO32(packed);
}

MF_INLINE UINT64 PackSize(UINT32 width, UINT32 height)
{
    return Pack2UINT32AsUINT64(width, height);
}

MF_INLINE void UnpackSize(UINT64 packed, UINT32 *width, UINT32 *height)
{
    Unpack2UINT32AsUINT64(packed, width, height);
}

MF_INLINE UINT64 PackRatio(INT32 numerator, UINT32 denominator)
{
    return Pack2UINT32AsUINT64((UINT32)numerator, denominator);
}

MF_INLINE void UnpackRatio(UINT64 packed, INT32 *numerator, UINT32 *denominator)
{
    *numerator = (INT32)HI32(packed);
    *denominator = LO32(packed);
}

/* An attribute's value, or the given one if the attribute is missing or of another type. */

MF_INLINE UINT32 MFGetAttributeUINT32(IMFAttributes *attributes, REFGUID key, UINT32 fallback)
{
    UINT32 value;

    return FAILED(MF_CALL(attributes, GetUINT32, key, &value)) ? fallback : value;
}

MF_INLINE UINT64 MFGetAttributeUINT64(IMFAttributes *attributes, REFGUID key, UINT64 fallback)
{
    UINT64 value;

    return FAILED(MF_CALL(attributes, GetUINT64, key, &value)) ? fallback : value;
}

MF_INLINE double MFGetAttributeDouble(IMFAttributes *attributes, REFGUID key, double fallback)
{
    double value;

    return FAILED(MF_CALL(attributes, GetDouble, key, &value)) ? fallback : value;
}

/* Pairs as attributes. On failure the outputs keep what they held. */

MF_INLINE HRESULT MFGetAttribute2UINT32asUINT64(IMFAttributes *attributes, REFGUID key,
        UINT32 *high, UINT32 *low)
{
    UINT64 packed;
    HRESULT hr = MF_CALL(attributes, GetUINT64, key, &packed);

    if (SUCCEEDED(hr))
    {
        Unpack2UINT32AsUINT64(packed, high, low);
    }
    return hr;
}

MF_INLINE HRESULT MFSetAttribute2UINT32asUINT64(IMFAttributes *attributes, REFGUID key,
        UINT32 high, UINT32 low)
{
    return MF_CALL(attributes, SetUINT64, key, Pack2UINT32AsUINT64(high, low));
}

MF_INLINE HRESULT MFGetAttributeSize(IMFAttributes *attributes, REFGUID key, UINT32 *width,
        UINT32 *height)
{
    return MFGetAttribute2UINT32asUINT64(attributes, key, width, height);
}

MF_OVERLOADABLE
MF_INLINE HRESULT MFSetAttributeSize(IMFAttributes *attributes, REFGUID key, UINT32 width,
        UINT32 height)
{
    return MFSetAttribute2UINT32asUINT64(attributes, key, width, height);
}

MF_INLINE HRESULT MFGetAttributeRatio(IMFAttributes *attributes, REFGUID key, UINT32 *numerator,
        UINT32 *denominator)
{
    return MFGetAttribute2UINT32asUINT64(attributes, key, numerator, denominator);
}

MF_OVERLOADABLE
MF_INLINE HRESULT MFSetAttributeRatio(IMFAttributes *attributes, REFGUID key, UINT32 numerator,
        UINT32 denominator)
{
    return MFSetAttribute2UINT32asUINT64(attributes, key, numerator, denominator);
}

/* A string attribute in memory that the caller frees with CoTaskMemFree; NULL on failure. */
MF_INLINE HRESULT MFGetAttributeString(IMFAttributes *attributes, REFGUID key, PWSTR *string)
{
    UINT32 length;

    *string = NULL;
    return MF_CALL(attributes, GetAllocatedString, key, string, &length);
}

#undef MF_CALL
#undef MF_INLINE
#undef MF_OVERLOADABLE

#endif /* OPENMFPLAT_MFAPI_HELPERS_H */
