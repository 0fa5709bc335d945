/* SPDX-License-Identifier: MIT */
/* What every Check program of the project starts from. */

#include "support/suite.h"
#include <stdio.h>
#include <stdlib.h>
#include <mferror.h>

#define WATCHDOG_MS 110000

static DWORD WINAPI watchdog(void *unused)
{
    (void)unused;
    Sleep(WATCHDOG_MS);
    fprintf(stderr, "watchdog: no end after %d seconds\n", WATCHDOG_MS / 1000);
    fflush(NULL);
    ExitProcess(99);
}

static void print_dll(const char *name)
{
    HMODULE module = GetModuleHandleA(name);
    char path[MAX_PATH];

    if (module && GetModuleFileNameA(module, path, sizeof(path)))
        printf("# %s: %s\n", name, path);
}

int suite_main(Suite *suite)
{
    SRunner *runner = srunner_create(suite);
    int failed;

    CloseHandle(CreateThread(NULL, 0, watchdog, NULL, 0, NULL));
    print_dll("mfplat.dll");
    print_dll("rtworkq.dll");
    fflush(stdout);

    srunner_set_fork_status(runner, CK_NOFORK);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

static const struct
{
    HRESULT hr;
    const char *name;
} names[] =
{
#define NAME(x) {x, #x}
    NAME(S_OK), NAME(S_FALSE), NAME(E_NOTIMPL), NAME(E_NOINTERFACE), NAME(E_POINTER), NAME(E_ABORT), NAME(E_FAIL),
    NAME(E_UNEXPECTED), NAME(E_ACCESSDENIED), NAME(E_HANDLE), NAME(E_OUTOFMEMORY), NAME(E_INVALIDARG),
    NAME(DISP_E_BADVARTYPE), NAME(DISP_E_OVERFLOW), NAME(CLASS_E_NOAGGREGATION), NAME(REGDB_E_CLASSNOTREG),
    NAME(CO_E_NOTINITIALIZED), NAME(STG_E_READFAULT), NAME(STG_E_MEDIUMFULL),
    NAME(MF_E_PLATFORM_NOT_INITIALIZED), NAME(MF_E_BUFFERTOOSMALL), NAME(MF_E_INVALIDREQUEST),
    NAME(MF_E_INVALIDSTREAMNUMBER), NAME(MF_E_INVALIDMEDIATYPE), NAME(MF_E_NOTACCEPTING), NAME(MF_E_NOT_INITIALIZED),
    NAME(MF_E_UNSUPPORTED_REPRESENTATION), NAME(MF_E_NO_MORE_TYPES), NAME(MF_E_UNSUPPORTED_SERVICE),
    NAME(MF_E_UNEXPECTED), NAME(MF_E_INVALIDNAME), NAME(MF_E_INVALIDTYPE), NAME(MF_E_INVALIDINDEX),
    NAME(MF_E_INVALID_TIMESTAMP), NAME(MF_E_UNSUPPORTED_SCHEME), NAME(MF_E_UNSUPPORTED_BYTESTREAM_TYPE),
    NAME(MF_E_NO_SAMPLE_TIMESTAMP), NAME(MF_E_NO_SAMPLE_DURATION), NAME(MF_E_NOT_FOUND), NAME(MF_E_MULTIPLE_BEGIN),
    NAME(MF_E_MULTIPLE_SUBSCRIBERS), NAME(MF_E_BAD_STARTUP_VERSION), NAME(MF_E_OPERATION_CANCELLED),
    NAME(MF_E_ATTRIBUTENOTFOUND), NAME(MF_E_INVALID_WORKQUEUE), NAME(MF_E_NO_EVENTS_AVAILABLE), NAME(MF_E_SHUTDOWN),
    NAME(MF_E_INVALID_STATE_TRANSITION), NAME(MF_E_END_OF_STREAM), NAME(MF_S_MULTIPLE_BEGIN),
    NAME(MF_E_SAMPLEALLOCATOR_EMPTY), NAME(MF_E_SAMPLEALLOCATOR_CANCELED), NAME(MF_E_TRANSFORM_TYPE_NOT_SET),
#undef NAME
};

const char *hresult_name(HRESULT hr)
{
    static char texts[8][16];
    static unsigned int next;
    unsigned int i;
    char *text;

    for (i = 0; i < ARRAYSIZE(names); i++)
    {
        if (names[i].hr == hr)
            return names[i].name;
    }
    text = texts[next++ % ARRAYSIZE(texts)];
    snprintf(text, sizeof(texts[0]), "0x%08lx", (unsigned long)hr);
    return text;
}

static void *dll_function(const char *dll, const char *name)
{
    HMODULE module = LoadLibraryA(dll);
    return module ? (void *)GetProcAddress(module, name) : NULL;
}

void *mfplat_function(const char *name)
{
    return dll_function("mfplat.dll", name);
}

void *rtworkq_function(const char *name)
{
    return dll_function("rtworkq.dll", name);
}

BOOL mfplat_is_ours(void)
{
    /* A name of Vista's time and one of Windows 11: no single Windows has both. */
    return mfplat_function("LFGetGlobalPool") && mfplat_function("MFGetDXGIDeviceManageMode");
}

BOOL windows_at_least(DWORD major, DWORD minor)
{
    LONG (WINAPI *get_version)(OSVERSIONINFOW *) = (void *)GetProcAddress(GetModuleHandleA("ntdll.dll"),
            "RtlGetVersion");
    OSVERSIONINFOW info = {.dwOSVersionInfoSize = sizeof(info)};

    get_version(&info);
    return info.dwMajorVersion > major || (info.dwMajorVersion == major && info.dwMinorVersion >= minor);
}
