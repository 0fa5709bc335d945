/* SPDX-License-Identifier: MIT */
/* Which file a loaded DLL came from. */

#include "loaded_dll.h"
#include "utf8.h"
#include <stdlib.h>

static char *product_name(const void *block)
{
    WCHAR *name;
    UINT length;

    if (!VerQueryValueW(block, L"\\StringFileInfo\\040904b0\\ProductName", (void **)&name, &length) || !length)
        return NULL;
    return utf8_from_wide(name);
}

static void print_version(FILE *out, const WCHAR *path)
{
    DWORD ignored, size = GetFileVersionInfoSizeW(path, &ignored);
    void *block = size ? malloc(size) : NULL;
    VS_FIXEDFILEINFO *info;
    UINT length;
    char *name;

    if (!block)
        return;
    if (GetFileVersionInfoW(path, 0, size, block) && VerQueryValueW(block, L"\\", (void **)&info, &length))
    {
        fprintf(out, ", version %u.%u.%u.%u", HIWORD(info->dwFileVersionMS), LOWORD(info->dwFileVersionMS),
                HIWORD(info->dwFileVersionLS), LOWORD(info->dwFileVersionLS));
        if ((name = product_name(block)))
            fprintf(out, ", %s", name);
        free(name);
    }
    free(block);
}

void loaded_dll_print(FILE *out, const char *name)
{
    HMODULE module = GetModuleHandleA(name);
    WCHAR path[MAX_PATH];
    char *utf8;

    if (!module || !GetModuleFileNameW(module, path, ARRAYSIZE(path)))
    {
        fprintf(out, "%s: not loaded\n", name);
        return;
    }
    utf8 = utf8_from_wide(path);
    fprintf(out, "%s: %s", name, utf8 ? utf8 : "?");
    free(utf8);
    print_version(out, path);
    fprintf(out, "\n");
}
