/* SPDX-License-Identifier: MIT */
/* What a stream contains: by the extension of a name, a MIME type, its first bytes. */

#include <windows.h>
#include "bytestream/url_path.h"
#include "resolver/content_type.h"

const CLSID content_type_generic_handler =
{
    0x317df618, 0x5e5a, 0x468a, {0x9f, 0x15, 0xd8, 0x27, 0xa9, 0xa0, 0x81, 0x62}
};

static const struct
{
    const WCHAR *extension, *mime;
} known_types[] =
{
    {L".3g2", L"video/3gpp2"},
    {L".3gp", L"video/3gpp"},
    {L".aac", L"audio/aac"},
    {L".adts", L"audio/vnd.dlna.adts"},
    {L".aif", L"audio/aiff"},
    {L".amr", L"audio/amr"},
    {L".asf", L"video/x-ms-asf"},
    {L".avi", L"video/avi"},
    {L".avi", L"video/x-msvideo"},
    {L".flac", L"audio/flac"},
    {L".m2ts", L"video/vnd.dlna.mpeg-tts"},
    {L".m4a", L"audio/mp4"},
    {L".m4v", L"video/x-m4v"},
    {L".mkv", L"video/x-matroska"},
    {L".mov", L"video/quicktime"},
    {L".mp3", L"audio/mpeg"},
    {L".mp3", L"audio/mp3"},
    {L".mp4", L"video/mp4"},
    {L".mpg", L"video/mpeg"},
    {L".ogg", L"application/ogg"},
    {L".oga", L"audio/ogg"},
    {L".ogv", L"video/ogg"},
    {L".ts", L"video/mp2t"},
    {L".wav", L"audio/wav"},
    {L".wav", L"audio/x-wav"},
    {L".webm", L"video/webm"},
    {L".wma", L"audio/x-ms-wma"},
    {L".wmv", L"video/x-ms-wmv"},
};

static BOOL is_ascii_space(WCHAR c)
{
    return c == ' ' || c == '\t';
}

BOOL content_type_extension(const WCHAR *name, WCHAR key[CONTENT_KEY_SIZE])
{
    const WCHAR *end, *dot = NULL, *p;
    size_t scheme;
    BOOL url = url_path_has_scheme(name, &scheme);

    for (end = name; *end && !(url && (*end == '?' || *end == '#')); end++)
        ;
    for (p = name; p < end; p++)
    {
        if (*p == '.')
            dot = p;
        else if (*p == '/' || *p == '\\')
            dot = NULL;
    }
    if (!dot || end - dot < 2 || end - dot >= CONTENT_KEY_SIZE)
        return FALSE;
    memcpy(key, dot, (end - dot) * sizeof(WCHAR));
    key[end - dot] = 0;
    return TRUE;
}

BOOL content_type_mime(const WCHAR *text, WCHAR key[CONTENT_KEY_SIZE])
{
    size_t length;

    while (is_ascii_space(*text))
        text++;
    for (length = 0; text[length] && text[length] != ';'; length++)
        ;
    while (length && is_ascii_space(text[length - 1]))
        length--;
    if (!length || length >= CONTENT_KEY_SIZE)
        return FALSE;
    memcpy(key, text, length * sizeof(WCHAR));
    key[length] = 0;
    return TRUE;
}

/* A frame header of MPEG audio: sync, a layer, a bit rate and a sampling rate that exist. */
static BOOL is_mpeg_audio(const BYTE *data)
{
    return data[0] == 0xff && (data[1] & 0xe0) == 0xe0 && (data[1] & 0x18) != 0x08 && (data[1] & 0x06) &&
            (data[2] & 0xf0) != 0xf0 && (data[2] & 0xf0) && (data[2] & 0x0c) != 0x0c;
}

const WCHAR *content_type_of_bytes(const BYTE *data, size_t size, const WCHAR **extension)
{
    static const BYTE asf_header[16] =
    {
        0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11, 0xa6, 0xd9, 0x00, 0xaa, 0x00, 0x62, 0xce, 0x6c
    };
    static const struct
    {
        size_t offset;
        const char *bytes;
        size_t offset2;
        const char *bytes2; /* NULL: no second condition */
        const WCHAR *extension, *mime;
    } signatures[] =
    {
        {4, "ftypqt", 0, NULL, L".mov", L"video/quicktime"},
        {4, "ftyp", 0, NULL, L".mp4", L"video/mp4"},
        {0, "RIFF", 8, "AVI ", L".avi", L"video/avi"},
        {0, "RIFF", 8, "WAVE", L".wav", L"audio/wav"},
        {0, "ID3", 0, NULL, L".mp3", L"audio/mpeg"},
        {0, "fLaC", 0, NULL, L".flac", L"audio/flac"},
        {0, "OggS", 0, NULL, L".ogg", L"application/ogg"},
        {0, "\x1a\x45\xdf\xa3", 0, NULL, L".mkv", L"video/x-matroska"},
        {0, "#!AMR", 0, NULL, L".amr", L"audio/amr"},
    };
    unsigned int i;

    for (i = 0; i < ARRAYSIZE(signatures); i++)
    {
        size_t length = strlen(signatures[i].bytes);

        if (size < signatures[i].offset + length || memcmp(data + signatures[i].offset, signatures[i].bytes, length))
            continue;
        length = signatures[i].bytes2 ? strlen(signatures[i].bytes2) : 0;
        if (length && (size < signatures[i].offset2 + length ||
                memcmp(data + signatures[i].offset2, signatures[i].bytes2, length)))
            continue;
        *extension = signatures[i].extension;
        return signatures[i].mime;
    }
    if (size >= sizeof(asf_header) && !memcmp(data, asf_header, sizeof(asf_header)))
    {
        *extension = L".asf";
        return L"video/x-ms-asf";
    }
    if (size >= 4 && is_mpeg_audio(data))
    {
        *extension = L".mp3";
        return L"audio/mpeg";
    }
    *extension = NULL;
    return NULL;
}

BOOL content_type_is_known(const WCHAR *key)
{
    unsigned int i;

    for (i = 0; i < ARRAYSIZE(known_types); i++)
    {
        if (!_wcsicmp(known_types[i].extension, key) || !_wcsicmp(known_types[i].mime, key))
            return TRUE;
    }
    return FALSE;
}

const WCHAR *content_type_known_mime(unsigned int n)
{
    return n < ARRAYSIZE(known_types) ? known_types[n].mime : NULL;
}

BOOL content_type_has_generic_handler(void)
{
    HKEY key;

    if (RegOpenKeyExW(HKEY_CLASSES_ROOT, L"CLSID\\{317df618-5e5a-468a-9f15-d827a9a08162}", 0, KEY_READ, &key))
        return FALSE;
    RegCloseKey(key);
    return TRUE;
}
