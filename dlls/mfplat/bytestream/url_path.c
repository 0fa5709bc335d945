/* SPDX-License-Identifier: MIT */
/* File URLs and paths: MFCreatePathFromURL and MFCreateURLFromPath. */

#include <windows.h>
#include <mfapi.h>
#include "base/memory.h"
#include "bytestream/url_path.h"

static BOOL is_slash(WCHAR c)
{
    return c == '/' || c == '\\';
}

static BOOL is_letter(WCHAR c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static int hex_digit(WCHAR c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

BOOL url_path_is_drive(const WCHAR *text)
{
    return is_letter(text[0]) && (text[1] == ':' || text[1] == '|');
}

BOOL url_path_is_file_url(const WCHAR *text)
{
    return !_wcsnicmp(text, L"file:", 5);
}

/* Copies the rest, slashes turned round, escapes decoded where wanted. Decoding comes last: a decoded slash stays. */
static void append(WCHAR *path, const WCHAR *text, BOOL decode)
{
    for (; *text; text++)
    {
        WCHAR c = is_slash(*text) ? '\\' : *text;

        if (decode && c == '%' && hex_digit(text[1]) >= 0 && hex_digit(text[2]) >= 0)
        {
            c = hex_digit(text[1]) << 4 | hex_digit(text[2]);
            text += 2;
        }
        *path++ = c;
    }
    *path = 0;
}

/* A body that starts with a drive; "c|" counts as "c:". */
static void append_drive(WCHAR *path, const WCHAR *body, BOOL decode)
{
    path[0] = body[0];
    path[1] = ':';
    append(path + 2, body + 2, decode);
}

/* "\" and the body, or the body alone when it starts with a drive. */
static void append_rooted(WCHAR *path, const WCHAR *body)
{
    if (url_path_is_drive(body))
    {
        append_drive(path, body, TRUE);
        return;
    }
    *path++ = '\\';
    append(path, body, TRUE);
}

/* What follows two slashes is a host, unless it is a drive. */
static void append_host(WCHAR *path, const WCHAR *body)
{
    size_t host;

    for (host = 0; body[host] && !is_slash(body[host]); host++)
        ;
    if (host == 9 && !_wcsnicmp(body, L"localhost", 9))
    {
        if (body[host])
            append_rooted(path, body + host + 1);
        else
            *path = 0;
        return;
    }
    *path++ = '\\';
    *path++ = '\\';
    /* The slash in front of a drive is swallowed (observed). */
    if (body[host] && url_path_is_drive(body + host + 1))
    {
        WCHAR *after;

        memcpy(path, body, host * sizeof(WCHAR));
        path[host] = 0;
        append(path, path, TRUE);
        for (after = path; *after; after++)
            ;
        append(after, body + host + 1, TRUE);
        return;
    }
    append(path, body, TRUE);
}

void url_path_convert(const WCHAR *rest, WCHAR *path)
{
    unsigned int slashes;

    for (slashes = 0; is_slash(rest[slashes]); slashes++)
        ;
    rest += slashes;

    switch (slashes)
    {
    case 0:
        if (url_path_is_drive(rest))
            append_drive(path, rest, TRUE);
        else
            append(path, rest, TRUE);
        break;
    case 1:
    case 3:
        append_rooted(path, rest);
        break;
    case 2:
        if (url_path_is_drive(rest))
            append_drive(path, rest, FALSE);
        else
            append_host(path, rest);
        break;
    case 4:
        if (url_path_is_drive(rest))
        {
            append_drive(path, rest, FALSE);
            break;
        }
        path[0] = path[1] = '\\';
        append(path + 2, rest, FALSE);
        break;
    default:
        path[0] = path[1] = '\\';
        append(path + 2, rest, TRUE);
        break;
    }
}

/**
 * Turns a "file:" URL into a path.
 *
 * url: the URL. path: receives the path, to be freed with CoTaskMemFree; left alone on failure. E_POINTER for NULL
 * arguments, E_INVALIDARG for anything that does not start with "file:" (in any case), E_OUTOFMEMORY. Thread safe, needs
 * no MFStartup. Documented; how slashes, hosts, drives and escapes count is as observed on Windows.
 */
HRESULT WINAPI MFCreatePathFromURL(const WCHAR *url, WCHAR **path)
{
    WCHAR *converted;
    size_t size;

    if (!url || !path)
        return E_POINTER;
    if (!url_path_is_file_url(url))
        return E_INVALIDARG;
    /* No conversion makes it longer. */
    size = (wcslen(url) + 1) * sizeof(WCHAR);
    if (!(converted = task_memory_alloc(size)))
        return E_OUTOFMEMORY;
    url_path_convert(url + 5, converted);
    *path = converted;
    return S_OK;
}

BOOL url_path_has_scheme(const WCHAR *text, size_t *length)
{
    size_t n;

    if (!is_letter(text[0]))
        return FALSE;
    for (n = 1; text[n] != ':'; n++)
    {
        if (!is_letter(text[n]) && !(text[n] >= '0' && text[n] <= '9') && text[n] != '+' && text[n] != '-' &&
                text[n] != '.')
            return FALSE;
    }
    *length = n + 1;
    return n >= 2;
}

/* Characters that a URL cannot hold, or that would mean something in it. */
static BOOL must_be_escaped(WCHAR c)
{
    return c <= ' ' || c == 0x7f || (c < 0x80 && wcschr(L"\"#%<>?[]^`{|}", c));
}

static WCHAR *append_url(WCHAR *url, const WCHAR *path)
{
    static const WCHAR digits[] = L"0123456789ABCDEF";

    for (; *path; path++)
    {
        if (is_slash(*path))
        {
            *url++ = '/';
        }
        else if (must_be_escaped(*path))
        {
            *url++ = '%';
            *url++ = digits[*path >> 4];
            *url++ = digits[*path & 15];
        }
        else
        {
            *url++ = *path;
        }
    }
    *url = 0;
    return url;
}

static const WCHAR *url_prefix(const WCHAR *path)
{
    if (is_slash(path[0]) && is_slash(path[1]))
        return L"file:"; /* the path brings the two slashes of a host */
    if (is_slash(path[0]))
        return L"file://";
    if (url_path_is_drive(path) && path[1] == ':')
        return L"file:///";
    return L"file:";
}

/**
 * Turns a path into a "file:" URL with what a URL cannot hold escaped.
 *
 * path: absolute or relative; characters beyond ASCII stay as they are. url: receives the URL, to be freed with
 * CoTaskMemFree; NULL on failure. S_FALSE when `path` is a URL already and is copied. E_POINTER for NULL arguments,
 * E_OUTOFMEMORY. Thread safe, needs no MFStartup. Documented.
 */
HRESULT WINAPI MFCreateURLFromPath(const WCHAR *path, WCHAR **url)
{
    const WCHAR *prefix;
    size_t length, size, prefix_length;

    if (!url)
        return E_POINTER;
    *url = NULL;
    if (!path)
        return E_POINTER;
    if (url_path_has_scheme(path, &length))
    {
        *url = task_memory_duplicate(path, (wcslen(path) + 1) * sizeof(WCHAR));
        return *url ? S_FALSE : E_OUTOFMEMORY;
    }
    prefix = url_prefix(path);
    prefix_length = wcslen(prefix);
    /* Each character can become three. */
    if (!size_multiply(wcslen(path), 3 * sizeof(WCHAR), &size) ||
            !size_add(size, (prefix_length + 1) * sizeof(WCHAR), &size))
        return E_OUTOFMEMORY;
    if (!(*url = task_memory_alloc(size)))
        return E_OUTOFMEMORY;
    memcpy(*url, prefix, prefix_length * sizeof(WCHAR));
    append_url(*url + prefix_length, path);
    return S_OK;
}
