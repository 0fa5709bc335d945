/* SPDX-License-Identifier: MIT */
/* The textual and binary forms that transform registrations have in the registry. */

#include "transform/registration_blob.h"
#include "base/memory.h"

/* Positions of the hexadecimal digits, two a byte, in the order of the GUID's bytes in memory. */
static const BYTE digit_positions[16] = {6, 4, 2, 0, 11, 9, 16, 14, 19, 21, 24, 26, 28, 30, 32, 34};

void registration_guid_to_text(const GUID *guid, WCHAR text[GUID_TEXT_LENGTH + 1])
{
    static const char digits[] = "0123456789abcdef";
    const BYTE *bytes = (const BYTE *)guid;
    int i;

    text[8] = text[13] = text[18] = text[23] = '-';
    text[GUID_TEXT_LENGTH] = 0;
    for (i = 0; i < 16; i++)
    {
        text[digit_positions[i]] = digits[bytes[i] >> 4];
        text[digit_positions[i] + 1] = digits[bytes[i] & 15];
    }
}

/* The value of a hexadecimal digit, -1 for anything else. */
static int digit_value(WCHAR c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

BOOL registration_guid_from_text(const WCHAR *text, GUID *guid)
{
    BOOL braces = text[0] == '{';
    BYTE bytes[16];
    int i, high, low;

    text += braces;
    for (i = 0; i < GUID_TEXT_LENGTH; i++)
    {
        if (i == 8 || i == 13 || i == 18 || i == 23 ? text[i] != '-' : digit_value(text[i]) < 0)
            return FALSE;
    }
    if (braces ? text[GUID_TEXT_LENGTH] != '}' || text[GUID_TEXT_LENGTH + 1] : text[GUID_TEXT_LENGTH])
        return FALSE;

    for (i = 0; i < 16; i++)
    {
        high = digit_value(text[digit_positions[i]]);
        low = digit_value(text[digit_positions[i] + 1]);
        bytes[i] = (BYTE)(high << 4 | low);
    }
    memcpy(guid, bytes, sizeof(*guid));
    return TRUE;
}

HRESULT registration_parse_types(const void *data, size_t size, MFT_REGISTER_TYPE_INFO **types, UINT32 *count)
{
    *types = NULL;
    *count = 0;
    if (!size || size % sizeof(**types) || size / sizeof(**types) > MAXLONG)
        return S_OK;
    if (!(*types = memory_duplicate(data, size)))
        return E_OUTOFMEMORY;
    *count = (UINT32)(size / sizeof(**types));
    return S_OK;
}

HRESULT registration_parse_string(const void *data, size_t size, WCHAR **string)
{
    size_t length = size / sizeof(WCHAR), i;
    WCHAR *copy;

    *string = NULL;
    if (!(copy = memory_alloc_array(length + 1, sizeof(*copy))))
        return E_OUTOFMEMORY;
    memcpy(copy, data, length * sizeof(*copy));
    for (i = 0; i < length && copy[i]; i++)
        ;
    copy[i] = 0;
    *string = copy;
    return S_OK;
}
