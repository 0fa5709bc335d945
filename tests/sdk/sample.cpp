/* SPDX-License-Identifier: MIT */
/* The same in C++, with the work queues of rtworkq.dll beside. */

#include <windows.h>
#include <cstdio>
#include <mfapi.h>
#include <rtworkq.h>

int main()
{
    IMFAttributes *attributes = nullptr;
    UINT32 value = 0;
    DWORD queue = 0;

    HRESULT hr = RtwqStartup();
    if (FAILED(hr))
        return 1;
    hr = RtwqAllocateWorkQueue(RTWQ_STANDARD_WORKQUEUE, &queue);
    if (SUCCEEDED(hr))
        hr = RtwqUnlockWorkQueue(queue);
    if (SUCCEEDED(hr))
        hr = MFCreateAttributes(&attributes, 1);
    if (SUCCEEDED(hr))
    {
        attributes->SetUINT32(MF_MT_SAMPLE_SIZE, 42);
        hr = attributes->GetUINT32(MF_MT_SAMPLE_SIZE, &value);
        attributes->Release();
    }
    RtwqShutdown();
    std::printf("sample++: %s\n", SUCCEEDED(hr) && value == 42 ? "works" : "fails");
    return SUCCEEDED(hr) && value == 42 ? 0 : 1;
}
