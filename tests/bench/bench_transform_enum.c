/* SPDX-License-Identifier: MIT */
/* How long MFTEnumEx takes with 60 registered transforms: all of them, one by its input type, none. Microseconds a call, the
 * best of several runs. Run it with Wine's mfplat.dll and with ours, and compare:
 *
 *     WINEDLLOVERRIDES=mfplat=b wine tests/bench/bench_transform_enum.exe
 *     WINEDLLOVERRIDES=mfplat=n wine tests/bench/bench_transform_enum.exe     (with our DLL beside the program)
 */

#include <windows.h>
#include <stdio.h>
#include <mfapi.h>

#define TRANSFORMS 60
#define RUNS 5

static const GUID category = {0x5b1f3f3a, 0x3b6f, 0x4d0e, {0xa1, 0x10, 0x5e, 0x37, 0x51, 0x2c, 0x07, 0x00}};

static CLSID class_of(int n)
{
    CLSID clsid = {0x5b1f3f3a, 0x3b6f, 0x4d0e, {0xa1, 0x10, 0x5e, 0x37, 0x51, 0x2c, 0x08, 0x00}};

    clsid.Data4[7] = (unsigned char)n;
    return clsid;
}

/* Microseconds a call; *listed receives how many transforms a call listed. */
static double measure(const MFT_REGISTER_TYPE_INFO *input, int calls, UINT32 *listed)
{
    LARGE_INTEGER start, end, frequency;
    IMFActivate **activates;
    UINT32 i;
    int n;

    QueryPerformanceFrequency(&frequency);
    QueryPerformanceCounter(&start);
    for (n = 0; n < calls; n++)
    {
        *listed = 0;
        if (FAILED(MFTEnumEx(category, MFT_ENUM_FLAG_SYNCMFT | MFT_ENUM_FLAG_SORTANDFILTER, input, NULL, &activates,
                listed)))
            return -1;
        for (i = 0; i < *listed; i++)
            IMFActivate_Release(activates[i]);
        if (*listed)
            CoTaskMemFree(activates);
    }
    QueryPerformanceCounter(&end);
    return (double)(end.QuadPart - start.QuadPart) * 1e6 / (double)frequency.QuadPart / calls;
}

static void report(const char *label, const MFT_REGISTER_TYPE_INFO *input)
{
    double best = -1, time;
    UINT32 listed = 0;
    int run;

    measure(input, 1, &listed); /* warm */
    for (run = 0; run < RUNS; run++)
    {
        time = measure(input, 20, &listed);
        if (best < 0 || time < best)
            best = time;
    }
    printf("%-28s %2u listed %10.1f us\n", label, listed, best);
}

int main(void)
{
    MFT_REGISTER_TYPE_INFO input = {MFMediaType_Video, MFVideoFormat_H264}, output = {MFMediaType_Video, MFVideoFormat_NV12};
    WCHAR name[] = L"Benchmark transform";
    HRESULT hr = S_OK;
    int n;

    if (FAILED(CoInitializeEx(NULL, COINIT_MULTITHREADED)))
        return 1;
    for (n = 0; n < TRANSFORMS && SUCCEEDED(hr); n++)
    {
        input.guidSubtype.Data1 = 0x30303030 + n;
        hr = MFTRegister(class_of(n), category, name, 0, 1, &input, 1, &output, NULL);
    }
    if (SUCCEEDED(hr))
    {
        report("MFTEnumEx, all", NULL);
        input.guidSubtype.Data1 = 0x30303030 + TRANSFORMS / 2;
        report("MFTEnumEx, by input type", &input);
        input.guidSubtype.Data1 = 0x20202020;
        report("MFTEnumEx, no match", &input);
    }
    else
        printf("the registry must not be written: %#lx\n", (unsigned long)hr);
    for (n = 0; n < TRANSFORMS; n++)
        MFTUnregister(class_of(n));
    RegDeleteKeyW(HKEY_LOCAL_MACHINE,
            L"Software\\Classes\\MediaFoundation\\Transforms\\Categories\\5b1f3f3a-3b6f-4d0e-a110-5e37512c0700");
    CoUninitialize();
    return FAILED(hr);
}
