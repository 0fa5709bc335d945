/* SPDX-License-Identifier: MIT */
/*
 * Calls every function that our headers declare, in name only: a program to link, not to run (where a Windows lacks one
 * of the functions it does not even load). On i686 a stdcall symbol ends in the number of argument bytes, so that it
 * links only if every prototype has as many as the table of exports says.
 */

#include <mfapi.h>
#include <mfplat_newer.h>
#include <rtworkq.h>

#define FUNCTION(name) (const void *)name,

static const void *const volatile functions[] =
{
#include "tests/unit/headers/links.inc"
};

/* Of a complete list: 148 of mfplat and 34 of rtworkq are documented or in a header. */
_Static_assert(ARRAYSIZE(functions) >= 175, "gen-links.awk has missed functions");

int main(void)
{
    return functions[0] == NULL;
}
