/* SPDX-License-Identifier: MIT */
/* SHA-256 by Windows' own cryptography (CNG). */
#ifndef OPENMFPLAT_DEMO_SHA256_H
#define OPENMFPLAT_DEMO_SHA256_H

#include <windows.h>

#define SHA256_BYTES 32

struct sha256;

HRESULT sha256_create(struct sha256 **hash);
HRESULT sha256_update(struct sha256 *hash, const BYTE *data, DWORD size);

/* The digest of all that was given. The hash takes nothing more after this. */
HRESULT sha256_finish(struct sha256 *hash, BYTE digest[SHA256_BYTES]);

/* NULL is allowed. */
void sha256_destroy(struct sha256 *hash);

#endif
