/* SPDX-License-Identifier: MIT */
/* From a URL or a byte stream to a media source: which handlers are tried, in which order. */
#ifndef OPENMFPLAT_RESOLVER_RESOLVE_H
#define OPENMFPLAT_RESOLVER_RESOLVE_H

#include "resolver/handler_call.h"

/* S_OK when the flags can be used together for a URL (stream FALSE) or a byte stream; E_INVALIDARG,
 * MF_E_SOURCERESOLVER_MUTUALLY_EXCLUSIVE_FLAGS. */
HRESULT resolve_check_flags(DWORD flags, BOOL stream);

/* Both may call foreign code and may block; COM has to be there. *object is a handler's own pointer, or our byte stream.
 * Errors of a scheme handler are passed on; MF_E_UNSUPPORTED_SCHEME without one, MF_E_UNSUPPORTED_BYTESTREAM_TYPE when no
 * byte-stream handler makes a source. */
HRESULT resolve_url(struct handler_call *call, const WCHAR *url, DWORD flags, IPropertyStore *props,
        MF_OBJECT_TYPE *type, IUnknown **object);
/* Closes the stream on failure, unless the flags say not to. `url` may be NULL. */
HRESULT resolve_stream(struct handler_call *call, IMFByteStream *stream, const WCHAR *url, DWORD flags,
        IPropertyStore *props, MF_OBJECT_TYPE *type, IUnknown **object);

#endif
