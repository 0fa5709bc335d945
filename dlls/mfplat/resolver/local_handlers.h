/* SPDX-License-Identifier: MIT */
/* Scheme and byte-stream handlers that the program has registered for itself.
 *
 * Registrations live as long as the process: there is no call to undo one, and an activation object may be gone after
 * the program's MFShutdown, so that nothing is released at the end. Thread safe.
 */
#ifndef OPENMFPLAT_RESOLVER_LOCAL_HANDLERS_H
#define OPENMFPLAT_RESOLVER_LOCAL_HANDLERS_H

#include <mfobjects.h>

/* The n-th handler for the scheme, with its colon or without, with a reference for the caller; NULL when there are
 * no more. */
IMFActivate *local_scheme_handler(const WCHAR *scheme, unsigned int n);
/* The same for an extension with its dot, or a MIME type. */
IMFActivate *local_bytestream_handler(const WCHAR *key, unsigned int n);

#endif
