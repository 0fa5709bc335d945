/* SPDX-License-Identifier: MIT */
/* Which classes this process prefers and which it does not use: behind IMFPluginControl. Thread safe. */
#ifndef OPENMFPLAT_RESOLVER_PLUGIN_CONTROL_H
#define OPENMFPLAT_RESOLVER_PLUGIN_CONTROL_H

#include <mfobjects.h>

/* FALSE when there is no preference for the key (compared without regard to case). */
BOOL plugin_control_preferred(MF_Plugin_Type type, const WCHAR *selector, CLSID *clsid);
BOOL plugin_control_is_disabled(MF_Plugin_Type type, const CLSID *clsid);

#endif
