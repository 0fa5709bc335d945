/* SPDX-License-Identifier: MIT */
/* Text for the console and for pipes. */

#include "utf8.h"
#include <stdlib.h>

char *utf8_from_wide(const WCHAR *text)
{
    int size = WideCharToMultiByte(CP_UTF8, 0, text, -1, NULL, 0, NULL, NULL);
    char *utf8 = malloc(size);

    if (utf8)
        WideCharToMultiByte(CP_UTF8, 0, text, -1, utf8, size, NULL, NULL);
    return utf8;
}
