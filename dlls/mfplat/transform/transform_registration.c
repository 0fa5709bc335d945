/* SPDX-License-Identifier: MIT */
/* What the registry knows about one transform, and reading, writing and removing it. */

#include "transform/transform_registration.h"
#include "base/memory.h"
#include "base/trace.h"

static const WCHAR root_path[] = L"Software\\Classes\\MediaFoundation\\Transforms";
static const WCHAR categories_name[] = L"Categories";

LSTATUS transform_registration_open_root(HKEY *root)
{
    return RegOpenKeyExW(HKEY_LOCAL_MACHINE, root_path, 0, KEY_READ, root);
}

/* Opens the subkey of that GUID in either spelling. */
static LSTATUS open_guid_key(HKEY parent, const GUID *guid, REGSAM access, HKEY *key)
{
    WCHAR name[GUID_TEXT_LENGTH + 3];
    LSTATUS status;

    registration_guid_to_text(guid, name + 1);
    if ((status = RegOpenKeyExW(parent, name + 1, 0, access, key)) != ERROR_FILE_NOT_FOUND)
        return status;
    name[0] = '{';
    name[GUID_TEXT_LENGTH + 1] = '}';
    name[GUID_TEXT_LENGTH + 2] = 0;
    return RegOpenKeyExW(parent, name, 0, access, key);
}

/* Reads a value of one type whole. *data is NULL and S_OK when it is missing, of another type, or empty. A value that
 * grows between the look at its size and the reading is read again. */
static HRESULT read_value(HKEY key, const WCHAR *name, DWORD wanted_type, BYTE **data, DWORD *size)
{
    DWORD type, capacity = 0;
    BYTE *buffer = NULL, *larger;
    LSTATUS status;

    *data = NULL;
    *size = 0;
    for (;;)
    {
        DWORD length = capacity;

        status = RegQueryValueExW(key, name, NULL, &type, buffer, &length);
        if (status != ERROR_SUCCESS && status != ERROR_MORE_DATA)
            break;
        if (type != wanted_type || !length)
            break;
        if (status == ERROR_SUCCESS && buffer)
        {
            *data = buffer;
            *size = length;
            return S_OK;
        }
        if (!(larger = memory_realloc_array(buffer, length, 1)))
        {
            memory_free(buffer);
            return E_OUTOFMEMORY;
        }
        buffer = larger;
        capacity = length;
    }
    memory_free(buffer);
    return S_OK;
}

static HRESULT read_types(HKEY key, const WCHAR *name, MFT_REGISTER_TYPE_INFO **types, UINT32 *count)
{
    BYTE *data;
    DWORD size;
    HRESULT hr;

    hr = read_value(key, name, REG_BINARY, &data, &size);
    if (FAILED(hr))
        return hr;
    if (size % sizeof(**types))
        trace_warning("the registered type list %s is malformed", trace_string(name));
    hr = registration_parse_types(data, size, types, count);
    memory_free(data);
    return hr;
}

static HRESULT read_name(HKEY key, WCHAR **name)
{
    BYTE *data;
    DWORD size;
    HRESULT hr;

    hr = read_value(key, NULL, REG_SZ, &data, &size);
    if (FAILED(hr))
        return hr;
    hr = registration_parse_string(data, size, name);
    memory_free(data);
    return hr;
}

static UINT32 read_dword(HKEY key, const WCHAR *name, UINT32 missing)
{
    DWORD value, type, size = sizeof(value);

    if (RegQueryValueExW(key, name, NULL, &type, (BYTE *)&value, &size) || type != REG_DWORD || size != sizeof(value))
        return missing;
    return value;
}

HRESULT transform_registration_read(HKEY root, const CLSID *clsid, struct transform_registration *registration)
{
    DWORD size = 0;
    LSTATUS status;
    HRESULT hr;
    HKEY key;

    memset(registration, 0, sizeof(*registration));
    if ((status = open_guid_key(root, clsid, KEY_READ, &key)))
        return HRESULT_FROM_WIN32(status);

    registration->flags = read_dword(key, L"MFTFlags", 0);
    if (!registration->flags)
        registration->flags = MFT_ENUM_FLAG_SYNCMFT;

    hr = read_name(key, &registration->name);
    if (SUCCEEDED(hr))
        hr = read_types(key, L"InputTypes", &registration->inputs, &registration->input_count);
    if (SUCCEEDED(hr))
        hr = read_types(key, L"OutputTypes", &registration->outputs, &registration->output_count);
    if (SUCCEEDED(hr))
        hr = read_value(key, L"Attributes", REG_BINARY, &registration->attributes, &size);
    registration->attributes_size = size;
    RegCloseKey(key);
    if (FAILED(hr))
        transform_registration_clear(registration);
    return hr;
}

void transform_registration_clear(struct transform_registration *registration)
{
    memory_free(registration->name);
    memory_free(registration->inputs);
    memory_free(registration->outputs);
    memory_free(registration->attributes);
    memset(registration, 0, sizeof(*registration));
}

static LSTATUS create_key(HKEY parent, const WCHAR *name, HKEY *key, DWORD *disposition)
{
    return RegCreateKeyExW(parent, name, 0, NULL, 0, KEY_READ | KEY_WRITE, NULL, key, disposition);
}

static LSTATUS write_values(HKEY key, const struct transform_registration *registration)
{
    LSTATUS status;

    status = RegSetValueExW(key, NULL, 0, REG_SZ, (const BYTE *)registration->name,
            (DWORD)((wcslen(registration->name) + 1) * sizeof(WCHAR)));
    if (!status)
        status = RegSetValueExW(key, L"MFTFlags", 0, REG_DWORD, (const BYTE *)&registration->flags,
                sizeof(registration->flags));
    if (!status && registration->input_count && registration->inputs)
        status = RegSetValueExW(key, L"InputTypes", 0, REG_BINARY, (const BYTE *)registration->inputs,
                registration->input_count * sizeof(*registration->inputs));
    if (!status && registration->output_count && registration->outputs)
        status = RegSetValueExW(key, L"OutputTypes", 0, REG_BINARY, (const BYTE *)registration->outputs,
                registration->output_count * sizeof(*registration->outputs));
    if (!status && registration->attributes)
        status = RegSetValueExW(key, L"Attributes", 0, REG_BINARY, registration->attributes,
                registration->attributes_size);
    return status;
}

static LSTATUS write_membership(HKEY root, const WCHAR *clsid_text, const GUID *category)
{
    HKEY categories, category_key, member;
    WCHAR text[GUID_TEXT_LENGTH + 1];
    LSTATUS status;

    if ((status = create_key(root, categories_name, &categories, NULL)))
        return status;
    registration_guid_to_text(category, text);
    status = create_key(categories, text, &category_key, NULL);
    RegCloseKey(categories);
    if (status)
        return status;
    status = create_key(category_key, clsid_text, &member, NULL);
    RegCloseKey(category_key);
    if (!status)
        RegCloseKey(member);
    return status;
}

HRESULT transform_registration_write(const CLSID *clsid, const GUID *category,
        const struct transform_registration *registration)
{
    WCHAR text[GUID_TEXT_LENGTH + 1];
    DWORD disposition = 0;
    LSTATUS status;
    HKEY root, key;

    registration_guid_to_text(clsid, text);
    if ((status = create_key(HKEY_LOCAL_MACHINE, root_path, &root, NULL)))
        return HRESULT_FROM_WIN32(status);

    if (!(status = create_key(root, text, &key, &disposition)))
    {
        status = write_values(key, registration);
        RegCloseKey(key);
        if (!status)
            status = write_membership(root, text, category);
        if (status && disposition == REG_CREATED_NEW_KEY)
            RegDeleteKeyW(root, text);
    }
    RegCloseKey(root);
    return HRESULT_FROM_WIN32(status);
}

/* Removes a key with everything below it: RegDeleteTree is younger than Windows XP. */
static LSTATUS delete_tree(HKEY parent, const WCHAR *name)
{
    WCHAR child[256];
    LSTATUS status;
    DWORD length;
    HKEY key;

    status = RegDeleteKeyW(parent, name);
    if (!status || status == ERROR_FILE_NOT_FOUND || RegOpenKeyExW(parent, name, 0, KEY_READ, &key))
        return status;
    for (;;)
    {
        length = ARRAYSIZE(child);
        if (RegEnumKeyExW(key, 0, child, &length, NULL, NULL, NULL, NULL) || (status = delete_tree(key, child)))
            break;
    }
    RegCloseKey(key);
    return RegDeleteKeyW(parent, name);
}

/* Removes the subkey of that GUID in both spellings. Nothing there is a success. */
static LSTATUS delete_guid_key(HKEY parent, const GUID *guid)
{
    WCHAR name[GUID_TEXT_LENGTH + 3];
    LSTATUS status, braces_status;

    registration_guid_to_text(guid, name + 1);
    status = delete_tree(parent, name + 1);
    name[0] = '{';
    name[GUID_TEXT_LENGTH + 1] = '}';
    name[GUID_TEXT_LENGTH + 2] = 0;
    braces_status = delete_tree(parent, name);
    if (status == ERROR_SUCCESS || status == ERROR_FILE_NOT_FOUND)
        status = braces_status;
    return status == ERROR_FILE_NOT_FOUND ? ERROR_SUCCESS : status;
}

HRESULT transform_registration_delete(const CLSID *clsid)
{
    LSTATUS status, first_failure = ERROR_SUCCESS;
    HKEY root, categories, category;
    WCHAR name[256];
    DWORD i, length;

    status = transform_registration_open_root(&root);
    if (status)
        return status == ERROR_FILE_NOT_FOUND ? S_OK : HRESULT_FROM_WIN32(status);

    if (!RegOpenKeyExW(root, categories_name, 0, KEY_READ, &categories))
    {
        for (i = 0; length = ARRAYSIZE(name),
                !RegEnumKeyExW(categories, i, name, &length, NULL, NULL, NULL, NULL); i++)
        {
            if (RegOpenKeyExW(categories, name, 0, KEY_READ, &category))
                continue;
            status = delete_guid_key(category, clsid);
            RegCloseKey(category);
            if (!first_failure)
                first_failure = status;
        }
        RegCloseKey(categories);
    }
    status = delete_guid_key(root, clsid);
    RegCloseKey(root);
    return HRESULT_FROM_WIN32(first_failure ? first_failure : status);
}

static HRESULT visit_category(HKEY key, const GUID *category, transform_registration_visitor visit, void *context)
{
    WCHAR name[256];
    DWORD i, length;
    HRESULT hr;
    CLSID clsid;

    for (i = 0; length = ARRAYSIZE(name), !RegEnumKeyExW(key, i, name, &length, NULL, NULL, NULL, NULL); i++)
    {
        if (!registration_guid_from_text(name, &clsid))
            continue;
        hr = visit(category, &clsid, context);
        if (FAILED(hr))
            return hr;
    }
    return S_OK;
}

HRESULT transform_registration_visit(HKEY root, transform_registration_visitor visit, void *context)
{
    HKEY categories, key;
    HRESULT hr = S_OK;
    WCHAR name[256];
    DWORD i, length;
    GUID category;

    if (RegOpenKeyExW(root, categories_name, 0, KEY_READ, &categories))
        return S_OK;
    for (i = 0; SUCCEEDED(hr) && (length = ARRAYSIZE(name),
            !RegEnumKeyExW(categories, i, name, &length, NULL, NULL, NULL, NULL)); i++)
    {
        if (!registration_guid_from_text(name, &category) || RegOpenKeyExW(categories, name, 0, KEY_READ, &key))
            continue;
        hr = visit_category(key, &category, visit, context);
        RegCloseKey(key);
    }
    RegCloseKey(categories);
    return hr;
}

BOOL transform_registration_hardware_enabled(const GUID *category)
{
    static const struct
    {
        const GUID *category;
        const WCHAR *value;
    }
    settings[] =
    {
        {&MFT_CATEGORY_VIDEO_DECODER, L"EnableDecoders"},
        {&MFT_CATEGORY_AUDIO_DECODER, L"EnableDecoders"},
        {&MFT_CATEGORY_VIDEO_ENCODER, L"EnableEncoders"},
        {&MFT_CATEGORY_AUDIO_ENCODER, L"EnableEncoders"},
        {&MFT_CATEGORY_VIDEO_PROCESSOR, L"EnableVideoProcessors"},
    };
    UINT32 enabled = 1;
    unsigned int i;
    HKEY key;

    for (i = 0; i < ARRAYSIZE(settings) && !IsEqualGUID(category, settings[i].category); i++)
        ;
    if (i == ARRAYSIZE(settings) || RegOpenKeyExW(HKEY_LOCAL_MACHINE,
            L"Software\\Microsoft\\Windows Media Foundation\\HardwareMFT", 0, KEY_READ, &key))
        return TRUE;
    enabled = read_dword(key, settings[i].value, 1);
    RegCloseKey(key);
    return enabled != 0;
}
