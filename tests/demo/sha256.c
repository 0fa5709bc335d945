/* SPDX-License-Identifier: MIT */
/* SHA-256 by Windows' own cryptography (CNG). */

#include "sha256.h"
#include <bcrypt.h>
#include <stdlib.h>

struct sha256
{
    BCRYPT_ALG_HANDLE algorithm;
    BCRYPT_HASH_HANDLE handle;
    BYTE *object; /* the memory that CNG wants for its state */
};

static HRESULT hresult_from_status(NTSTATUS status)
{
    return status >= 0 ? S_OK : HRESULT_FROM_NT(status);
}

HRESULT sha256_create(struct sha256 **out)
{
    ULONG object_size, copied;
    struct sha256 *hash;
    HRESULT hr;

    *out = NULL;
    if (!(hash = calloc(1, sizeof(*hash))))
        return E_OUTOFMEMORY;
    hr = hresult_from_status(BCryptOpenAlgorithmProvider(&hash->algorithm, BCRYPT_SHA256_ALGORITHM, NULL, 0));
    if (SUCCEEDED(hr))
        hr = hresult_from_status(BCryptGetProperty(hash->algorithm, BCRYPT_OBJECT_LENGTH, (UCHAR *)&object_size,
                sizeof(object_size), &copied, 0));
    if (SUCCEEDED(hr) && !(hash->object = malloc(object_size)))
        hr = E_OUTOFMEMORY;
    if (SUCCEEDED(hr))
        hr = hresult_from_status(BCryptCreateHash(hash->algorithm, &hash->handle, hash->object, object_size, NULL, 0, 0));
    if (FAILED(hr))
    {
        sha256_destroy(hash);
        return hr;
    }
    *out = hash;
    return S_OK;
}

HRESULT sha256_update(struct sha256 *hash, const BYTE *data, DWORD size)
{
    return hresult_from_status(BCryptHashData(hash->handle, (UCHAR *)data, size, 0));
}

HRESULT sha256_finish(struct sha256 *hash, BYTE digest[SHA256_BYTES])
{
    return hresult_from_status(BCryptFinishHash(hash->handle, digest, SHA256_BYTES, 0));
}

void sha256_destroy(struct sha256 *hash)
{
    if (!hash)
        return;
    if (hash->handle)
        BCryptDestroyHash(hash->handle);
    if (hash->algorithm)
        BCryptCloseAlgorithmProvider(hash->algorithm, 0);
    free(hash->object);
    free(hash);
}
