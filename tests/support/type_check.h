/* SPDX-License-Identifier: MIT */
/* Assertions on the attributes of a media type; `...` is a printf-style label for rows of tables. */
#ifndef OPENMFPLAT_TESTS_TYPE_CHECK_H
#define OPENMFPLAT_TESTS_TYPE_CHECK_H

#include "support/suite.h"
#include "support/subtype.h"
#include <stdlib.h>
#include <mfapi.h>
#include <mferror.h>

#define ck_assert_lacks(type, key, ...) \
    do { \
        PROPVARIANT value_; \
        char label_[128]; \
        HRESULT hr_; \
        snprintf(label_, sizeof(label_), " " __VA_ARGS__); \
        PropVariantInit(&value_); \
        hr_ = IMFMediaType_GetItem(type, &key, &value_); \
        ck_assert_msg(hr_ == MF_E_ATTRIBUTENOTFOUND, "%s %s is there: %s, type %u, %u", label_, #key, \
                hresult_name(hr_), value_.vt, (UINT32)value_.ulVal); \
    } while (0)

#define ck_assert_uint32(type, key, expected, ...) \
    do { \
        UINT32 value_ = 0xdeadbeef, want_ = (expected); \
        char label_[128]; \
        HRESULT hr_; \
        snprintf(label_, sizeof(label_), " " __VA_ARGS__); \
        hr_ = IMFMediaType_GetUINT32(type, &key, &value_); \
        ck_assert_msg(hr_ == S_OK, "%s %s: %s", label_, #key, hresult_name(hr_)); \
        ck_assert_msg(value_ == want_, "%s %s is %u (%d), expected %u (%d)", label_, #key, value_, value_, want_, \
                want_); \
    } while (0)

/* Any number but 0. */
#define ck_assert_nonzero(type, key, ...) \
    do { \
        UINT32 value_ = 0; \
        char label_[128]; \
        HRESULT hr_; \
        snprintf(label_, sizeof(label_), " " __VA_ARGS__); \
        hr_ = IMFMediaType_GetUINT32(type, &key, &value_); \
        ck_assert_msg(hr_ == S_OK && value_, "%s %s: %s, %u", label_, #key, hresult_name(hr_), value_); \
    } while (0)

#define ck_assert_pair(type, key, first, second, ...) \
    do { \
        UINT64 value_ = 0, want_ = (UINT64)(UINT32)(first) << 32 | (UINT32)(second); \
        char label_[128]; \
        HRESULT hr_; \
        snprintf(label_, sizeof(label_), " " __VA_ARGS__); \
        hr_ = IMFMediaType_GetUINT64(type, &key, &value_); \
        ck_assert_msg(hr_ == S_OK, "%s %s: %s", label_, #key, hresult_name(hr_)); \
        ck_assert_msg(value_ == want_, "%s %s is %u:%u, expected %u:%u", label_, #key, (UINT32)(value_ >> 32), \
                (UINT32)value_, (UINT32)(want_ >> 32), (UINT32)want_); \
    } while (0)

#define ck_assert_guid(type, key, expected, ...) \
    do { \
        GUID value_ = {0}; \
        char label_[128]; \
        HRESULT hr_; \
        snprintf(label_, sizeof(label_), " " __VA_ARGS__); \
        hr_ = IMFMediaType_GetGUID(type, &key, &value_); \
        ck_assert_msg(hr_ == S_OK, "%s %s: %s", label_, #key, hresult_name(hr_)); \
        ck_assert_msg(IsEqualGUID(&value_, expected), "%s %s is {%08lx-%04x-...}", label_, #key, value_.Data1, \
                value_.Data2); \
    } while (0)

#define ck_assert_blob(type, key, expected, expected_size, ...) \
    do { \
        UINT32 size_ = 0, want_ = (expected_size); \
        UINT8 *blob_ = NULL; \
        char label_[128]; \
        HRESULT hr_; \
        snprintf(label_, sizeof(label_), " " __VA_ARGS__); \
        hr_ = IMFMediaType_GetAllocatedBlob(type, &key, &blob_, &size_); \
        ck_assert_msg(hr_ == S_OK, "%s %s: %s", label_, #key, hresult_name(hr_)); \
        ck_assert_msg(size_ == want_, "%s %s has %u bytes, expected %u", label_, #key, size_, want_); \
        ck_assert_msg(!memcmp(blob_, expected, want_), "%s %s has other bytes", label_, #key); \
        CoTaskMemFree(blob_); \
    } while (0)

#define ck_assert_count(type, expected, ...) \
    do { \
        UINT32 count_ = 0, want_ = (expected); \
        char label_[128]; \
        snprintf(label_, sizeof(label_), " " __VA_ARGS__); \
        IMFMediaType_GetCount(type, &count_); \
        ck_assert_msg(count_ == want_, "%s %u attributes, expected %u", label_, count_, want_); \
    } while (0)

static inline void set_pair(IMFMediaType *type, const GUID *key, UINT32 first, UINT32 second)
{
    ck_assert_ok(IMFMediaType_SetUINT64(type, key, (UINT64)first << 32 | second));
}

/* An empty type with major type and subtype. */
static inline void reset_type(IMFMediaType *type, const GUID *major, const GUID *subtype)
{
    ck_assert_ok(IMFMediaType_DeleteAllItems(type));
    if (major)
        ck_assert_ok(IMFMediaType_SetGUID(type, &MF_MT_MAJOR_TYPE, major));
    if (subtype)
        ck_assert_ok(IMFMediaType_SetGUID(type, &MF_MT_SUBTYPE, subtype));
}

#endif
