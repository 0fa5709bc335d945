/* SPDX-License-Identifier: MIT */
/* What the entries of the export table that are not written yet do when they are called. */

#include "base/unwritten.h"
#include "base/trace.h"

void unwritten_export_called(const char *name)
{
    trace_error("%s is not written", name);
}
