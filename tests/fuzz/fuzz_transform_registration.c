/* SPDX-License-Identifier: MIT */
/* libFuzzer target: any bytes as the name, the type list and the key name of a transform in the registry. */

#include "transform/registration_blob.h"
#include "base/memory.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_types(const uint8_t *data, size_t size)
{
    MFT_REGISTER_TYPE_INFO *types;
    UINT32 count;

    if (registration_parse_types(data, size, &types, &count) != S_OK)
        abort();
    if (size % sizeof(*types) ? count || types : count != size / sizeof(*types))
        abort();
    if (count && memcmp(types, data, size))
        abort();
    memory_free(types);
}

static void check_string(const uint8_t *data, size_t size)
{
    size_t length;
    WCHAR *string;

    if (registration_parse_string(data, size, &string) != S_OK)
        abort();
    length = wcslen(string);
    if (length > size / sizeof(WCHAR) || memcmp(string, data, length * sizeof(WCHAR)))
        abort();
    memory_free(string);
}

/* A text that is taken for a GUID has that GUID's spelling, but for case and braces. */
static void check_guid(const uint8_t *data, size_t size)
{
    WCHAR written[GUID_TEXT_LENGTH + 1], *text;
    GUID guid, again;
    size_t i;

    if (!(text = memory_alloc_array(size + 1, sizeof(*text))))
        abort();
    for (i = 0; i < size; i++)
        text[i] = data[i];
    text[size] = 0;
    if (registration_guid_from_text(text, &guid))
    {
        registration_guid_to_text(&guid, written);
        if (!registration_guid_from_text(written, &again) || memcmp(&guid, &again, sizeof(guid)))
            abort();
        for (i = 0; i < GUID_TEXT_LENGTH; i++)
        {
            if ((text[i + (text[0] == '{')] | 0x20) != (written[i] | 0x20))
                abort();
        }
    }
    memory_free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    check_types(data, size);
    check_string(data, size);
    check_guid(data, size);
    return 0;
}
