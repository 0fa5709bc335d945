/* SPDX-License-Identifier: MIT */
/* Included before everything else in host builds: the C functions whose wchar_t is not the host's (-fshort-wchar). */
#ifndef OPENMFPLAT_TESTS_HOST_SHIM_HOST_H
#define OPENMFPLAT_TESTS_HOST_SHIM_HOST_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

size_t host_wcslen(const wchar_t *string);
int host_wcscmp(const wchar_t *a, const wchar_t *b);

#define wcslen host_wcslen
#define wcscmp host_wcscmp
#define _snprintf snprintf
#define _vsnprintf vsnprintf

#endif
