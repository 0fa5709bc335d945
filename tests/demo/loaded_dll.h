/* SPDX-License-Identifier: MIT */
/* Which file a loaded DLL came from. */
#ifndef OPENMFPLAT_DEMO_LOADED_DLL_H
#define OPENMFPLAT_DEMO_LOADED_DLL_H

#include <windows.h>
#include <stdio.h>

/* Prints "NAME: FULL PATH, version N.N.N.N, PRODUCT", as far as these are known. */
void loaded_dll_print(FILE *out, const char *name);

#endif
