/* SPDX-License-Identifier: MIT */
/* What the entries of the export table that are not written yet do when they are called. */
#ifndef OPENMFPLAT_BASE_UNWRITTEN_H
#define OPENMFPLAT_BASE_UNWRITTEN_H

#include <windows.h>

/* One line to the debugger that names the function. */
void unwritten_export_called(const char *name);

#endif
