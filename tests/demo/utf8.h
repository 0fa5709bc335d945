/* SPDX-License-Identifier: MIT */
/* Text for the console and for pipes. */
#ifndef OPENMFPLAT_DEMO_UTF8_H
#define OPENMFPLAT_DEMO_UTF8_H

#include <windows.h>

/* The text in UTF-8, to be freed; NULL when there is no memory. */
char *utf8_from_wide(const WCHAR *text);

#endif
