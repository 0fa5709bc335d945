/* SPDX-License-Identifier: MIT */
/* Scheme and byte-stream handlers that the program has registered for itself. */

#include <windows.h>
#include <mfapi.h>
#include "base/lock.h"
#include "base/memory.h"
#include "resolver/local_handlers.h"

/* Undocumented: declared by no header. */
HRESULT WINAPI MFHasLocallyRegisteredSchemeHandlers(BOOL *registered);
HRESULT WINAPI MFHasLocallyRegisteredByteStreamHandlers(BOOL *registered);
HRESULT WINAPI MFIsLocallyRegisteredSchemeHandler(const WCHAR *scheme, BOOL *registered);
HRESULT WINAPI MFIsLocallyRegisteredMimeType(const WCHAR *mime, BOOL *registered);

struct local_handler
{
    struct local_handler *next; /* guarded by local_lock; the rest is immutable */
    IMFActivate *activate;
    WCHAR *keys[2]; /* scheme; or extension and MIME type, of which one may be NULL */
};

static struct lock local_lock = LOCK_INIT(LOCK_RANK_REGISTRY);
static struct local_handler *schemes, *bytestreams; /* guarded by local_lock; in the order of registration */

/* Schemes are the same with and without the colon at the end. */
static BOOL same_scheme(const WCHAR *a, const WCHAR *b)
{
    size_t a_length = wcslen(a), b_length = wcslen(b);

    if (a_length && a[a_length - 1] == ':')
        a_length--;
    if (b_length && b[b_length - 1] == ':')
        b_length--;
    return a_length == b_length && !_wcsnicmp(a, b, a_length);
}

static BOOL matches_scheme(const struct local_handler *handler, const WCHAR *key)
{
    return same_scheme(handler->keys[0], key);
}

static BOOL matches_bytestream(const struct local_handler *handler, const WCHAR *key)
{
    unsigned int i;

    for (i = 0; i < ARRAYSIZE(handler->keys); i++)
    {
        if (handler->keys[i] && !_wcsicmp(handler->keys[i], key))
            return TRUE;
    }
    return FALSE;
}

static IMFActivate *nth(struct local_handler *const *list, const WCHAR *key, unsigned int n,
        BOOL (*matches)(const struct local_handler *handler, const WCHAR *key))
{
    IMFActivate *activate = NULL;
    struct local_handler *handler;

    lock_acquire(&local_lock);
    for (handler = *list; handler; handler = handler->next)
    {
        if (matches(handler, key) && !n--)
        {
            activate = handler->activate;
            break;
        }
    }
    lock_release(&local_lock);
    /* Entries are never removed, so the reference of the list is still there. */
    if (activate)
        IMFActivate_AddRef(activate);
    return activate;
}

IMFActivate *local_scheme_handler(const WCHAR *scheme, unsigned int n)
{
    return nth(&schemes, scheme, n, matches_scheme);
}

IMFActivate *local_bytestream_handler(const WCHAR *key, unsigned int n)
{
    return nth(&bytestreams, key, n, matches_bytestream);
}

static BOOL same_key(const WCHAR *a, const WCHAR *b)
{
    return a && b ? !_wcsicmp(a, b) : a == b;
}

static WCHAR *duplicate(const WCHAR *text)
{
    return text ? memory_duplicate(text, (wcslen(text) + 1) * sizeof(WCHAR)) : NULL;
}

static HRESULT add(struct local_handler **list, const WCHAR *key, const WCHAR *second, IMFActivate *activate)
{
    struct local_handler *handler, **end, *added;

    if (!(added = memory_alloc_zeroed(sizeof(*added))))
        return E_OUTOFMEMORY;
    added->keys[0] = duplicate(key);
    added->keys[1] = duplicate(second);
    if ((key && !added->keys[0]) || (second && !added->keys[1]))
    {
        memory_free(added->keys[0]);
        memory_free(added->keys[1]);
        memory_free(added);
        return E_OUTOFMEMORY;
    }
    added->activate = activate;

    lock_acquire(&local_lock);
    for (end = list; (handler = *end); end = &handler->next)
    {
        if (handler->activate == activate && same_key(handler->keys[0], key) && same_key(handler->keys[1], second))
            break;
    }
    if (!handler)
        *end = added;
    lock_release(&local_lock);

    if (!handler)
    {
        IMFActivate_AddRef(activate);
        return S_OK;
    }
    /* The same once more. */
    memory_free(added->keys[0]);
    memory_free(added->keys[1]);
    memory_free(added);
    return S_OK;
}

/**
 * Registers a scheme handler for this process; it comes before those of the system.
 *
 * scheme: such as L"my:"; any text is taken, the colon may be missing (observed). activate: makes the handler when one is
 * needed; referenced from now on, for ever. E_INVALIDARG for NULL arguments, E_OUTOFMEMORY. The same registration again
 * is S_OK and changes nothing (observed). Thread safe. Documented.
 */
HRESULT WINAPI MFRegisterLocalSchemeHandler(const WCHAR *scheme, IMFActivate *activate)
{
    if (!scheme || !activate)
        return E_INVALIDARG;
    return add(&schemes, scheme, NULL, activate);
}

/**
 * Registers a byte-stream handler for this process; it comes before those of the system.
 *
 * extension: with its dot, or NULL. mime: a MIME type, or NULL. activate: as for MFRegisterLocalSchemeHandler.
 * E_INVALIDARG without an activate or without both texts (observed), E_OUTOFMEMORY. Thread safe. Documented.
 */
HRESULT WINAPI MFRegisterLocalByteStreamHandler(const WCHAR *extension, const WCHAR *mime, IMFActivate *activate)
{
    if ((!extension && !mime) || !activate)
        return E_INVALIDARG;
    return add(&bytestreams, extension, mime, activate);
}

static HRESULT is_any(struct local_handler *const *list, BOOL *registered)
{
    if (!registered)
        return E_POINTER;
    lock_acquire(&local_lock);
    *registered = *list != NULL;
    lock_release(&local_lock);
    return S_OK;
}

static HRESULT is_one(IMFActivate *activate, BOOL *registered)
{
    *registered = activate != NULL;
    if (activate)
        IMFActivate_Release(activate);
    return S_OK;
}

/**
 * Whether this process has registered any scheme handler. E_POINTER for NULL. Thread safe. Undocumented: the argument is
 * what the name and its size suggest; the next three too.
 */
HRESULT WINAPI MFHasLocallyRegisteredSchemeHandlers(BOOL *registered)
{
    return is_any(&schemes, registered);
}

/** Whether this process has registered any byte-stream handler. E_POINTER for NULL. Thread safe. Undocumented. */
HRESULT WINAPI MFHasLocallyRegisteredByteStreamHandlers(BOOL *registered)
{
    return is_any(&bytestreams, registered);
}

/** Whether this process has registered a handler for the scheme. E_POINTER for NULL. Thread safe. Undocumented. */
HRESULT WINAPI MFIsLocallyRegisteredSchemeHandler(const WCHAR *scheme, BOOL *registered)
{
    if (!scheme || !registered)
        return E_POINTER;
    return is_one(local_scheme_handler(scheme, 0), registered);
}

/** Whether this process has registered a handler for the MIME type. E_POINTER for NULL. Thread safe. Undocumented. */
HRESULT WINAPI MFIsLocallyRegisteredMimeType(const WCHAR *mime, BOOL *registered)
{
    if (!mime || !registered)
        return E_POINTER;
    return is_one(local_bytestream_handler(mime, 0), registered);
}
