/* SPDX-License-Identifier: MIT */
/* MFGetMFTMerit. */

#include <mfapi.h>
#include <mferror.h>

/* IOPMVideoOutput, of opmapi.h, which does not compile without Direct3D 9's headers. */
static const IID video_output_iid =
    {0x0a15159d, 0x41c7, 0x4456, {0x93, 0xe1, 0x28, 0x4c, 0xd6, 0x1d, 0x4e, 0x8d}};

/* Gives the certified merit of a hardware codec. The certificate is fetched by the output-protection handshake and
 * checked against Microsoft's; this library has no certificates, so no merit is ever certified here.
 *
 * mft is the transform. verifier is its class identifier (16 bytes) or the symbolic link of its device (a terminated
 * string; size with the terminator). *merit is 0 on failure, and every call fails:
 *
 * E_POINTER; E_INVALIDARG for a verifier of another form; E_NOINTERFACE (or what the transform answers) for a transform
 * without output protection, which is every software transform; MF_E_INVALID_CODEC_MERIT for the others. Thread safe.
 * Documented, but for the codes. */
HRESULT WINAPI MFGetMFTMerit(IUnknown *mft, UINT32 verifier_size, const BYTE *verifier, DWORD *merit)
{
    IUnknown *output;
    WCHAR last;
    HRESULT hr;

    if (!mft || !verifier || !merit)
        return E_POINTER;
    *merit = 0;
    if (verifier_size != sizeof(CLSID))
    {
        if (verifier_size < sizeof(last) || verifier_size % sizeof(last))
            return E_INVALIDARG;
        memcpy(&last, verifier + verifier_size - sizeof(last), sizeof(last));
        if (last)
            return E_INVALIDARG;
    }
    hr = IUnknown_QueryInterface(mft, &video_output_iid, (void **)&output);
    if (FAILED(hr))
        return hr;
    IUnknown_Release(output);
    return MF_E_INVALID_CODEC_MERIT;
}
