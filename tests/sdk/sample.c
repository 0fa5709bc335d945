/* SPDX-License-Identifier: MIT */
/* A program of somebody who uses the installed SDK: starts the platform, keeps a value in an attribute store. */

#define COBJMACROS
#include <windows.h>
#include <stdio.h>
#include <mfapi.h>
#include <mferror.h>

int main(void)
{
    IMFAttributes *attributes;
    UINT32 value = 0;
    GUID category;
    HRESULT hr;

    hr = MFStartup(MF_VERSION, MFSTARTUP_FULL);
    if (FAILED(hr))
        return 1;
    hr = MFCreateAttributes(&attributes, 1);
    if (SUCCEEDED(hr))
    {
        IMFAttributes_SetUINT32(attributes, &MF_MT_SAMPLE_SIZE, 42);
        IMFAttributes_SetGUID(attributes, &MF_MT_MAJOR_TYPE, &MFMediaType_Video);
        hr = IMFAttributes_GetUINT32(attributes, &MF_MT_SAMPLE_SIZE, &value);
        if (SUCCEEDED(hr))
            hr = IMFAttributes_GetGUID(attributes, &MF_MT_MAJOR_TYPE, &category);
        IMFAttributes_Release(attributes);
    }
    MFShutdown();
    printf("sample: %s\n", SUCCEEDED(hr) && value == 42 ? "works" : "fails");
    return SUCCEEDED(hr) && value == 42 ? 0 : 1;
}
