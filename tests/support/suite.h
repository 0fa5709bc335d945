/* SPDX-License-Identifier: MIT */
/* What every Check program of the project starts from: the runner, assertions on HRESULTs, the DLLs under test. */
#ifndef OPENMFPLAT_TESTS_SUITE_H
#define OPENMFPLAT_TESTS_SUITE_H

#include <windows.h>
#include <stdio.h>

/* Check formats its messages itself, on Windows too, by the rules of C99 without "ll": 64-bit values want "%jd". The
 * compiler shall look for that, not for Microsoft's rules. */
#define printf gnu_printf
#include <check.h>
#undef printf

/* Runs the suite as a main function does: starts a watchdog that ends the program with code 99 after a time no sane
 * run needs, prints which mfplat.dll is loaded, runs all cases. */
int suite_main(Suite *suite);

/* The name of an HRESULT for messages: "MF_E_SHUTDOWN", or its number. A ring of static buffers. */
const char *hresult_name(HRESULT hr);

/* A function of the DLL under test by name, NULL where it has none: for names that not every Windows has. */
void *mfplat_function(const char *name);
void *rtworkq_function(const char *name);

/* TRUE when the DLL under test is that of this project: for choices where Windows was not observed. */
BOOL mfplat_is_ours(void);

/* 10 for Windows 10 and 11, 6 with minor numbers for the older ones: where a test says that an old Windows differs. */
BOOL windows_at_least(DWORD major, DWORD minor);

#define ck_assert_hr(expression, expected) \
    do { \
        HRESULT hr_is_ = (expression), hr_want_ = (expected); \
        ck_assert_msg(hr_is_ == hr_want_, "%s gave %s, expected %s", #expression, hresult_name(hr_is_), \
                hresult_name(hr_want_)); \
    } while (0)

/* The same with a printf-style label, for rows of tables. */
#define ck_assert_hr_msg(expression, expected, ...) \
    do { \
        HRESULT hr_is_ = (expression), hr_want_ = (expected); \
        char label_[256]; \
        snprintf(label_, sizeof(label_), __VA_ARGS__); \
        ck_assert_msg(hr_is_ == hr_want_, "%s: %s gave %s, expected %s", label_, #expression, \
                hresult_name(hr_is_), hresult_name(hr_want_)); \
    } while (0)

#define ck_assert_ok(expression) ck_assert_hr(expression, S_OK)

/* Fails unless the reference count of the object is `expected` (AddRef and Release are called once each). */
#define ck_assert_refcount(object, expected) \
    do { \
        IUnknown *counted_ = (void *)(object); \
        ULONG count_; \
        IUnknown_AddRef(counted_); \
        count_ = IUnknown_Release(counted_); \
        ck_assert_msg(count_ == (expected), "%s has %lu references, expected %lu", #object, count_, \
                (ULONG)(expected)); \
    } while (0)

/* Fails unless the object does (or does not) answer QueryInterface for the interface. */
#define ck_assert_interface(object, iid, supported) \
    do { \
        IUnknown *unknown_ = NULL; \
        HRESULT hr_qi_ = IUnknown_QueryInterface((IUnknown *)(object), iid, (void **)&unknown_); \
        ck_assert_msg(hr_qi_ == ((supported) ? S_OK : E_NOINTERFACE), "%s, interface %s: %s", #object, #iid, \
                hresult_name(hr_qi_)); \
        if (unknown_) \
            IUnknown_Release(unknown_); \
    } while (0)

#endif
