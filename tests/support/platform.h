/* SPDX-License-Identifier: MIT */
/* The platform's lock count, measured from outside. */
#ifndef OPENMFPLAT_TESTS_PLATFORM_H
#define OPENMFPLAT_TESTS_PLATFORM_H

#include <windows.h>

/* How many times the platform can be unlocked before it is no longer operational; the locks are taken again. */
int platform_lock_level(void);

/* Checked fixtures: MFStartup and MFShutdown. */
void platform_setup(void);
void platform_teardown(void);

#endif
