/* SPDX-License-Identifier: MIT */
/* Body of layout_ours.c, layout_mingw.c and layout_wine.c: the table LAYOUT_TABLE, after their headers. */

#include "layout.h"
#include <stddef.h>

#define SLOT(interface, method, slot) \
    {#interface "::" #method, 1, offsetof(interface##Vtbl, method) / sizeof(void *)},
#define SLOTS(interface, count) {"slots of " #interface, 1, sizeof(interface##Vtbl) / sizeof(void *)},
#define SIZE(type, size64, size32) {"size of " #type, 1, sizeof(type)},
#define MEMBER(type, member, offset64, offset32) {#type "." #member, 1, offsetof(type, member)},
#define VALUE(name, number) {#name, 1, (long long)(name)},
#define UNKNOWN(name) {name, 0, 0},

const struct layout_row LAYOUT_TABLE[] =
{
#include "tests/unit/headers/layout.inc"
};

#undef SLOT
#undef SLOTS
#undef SIZE
#undef MEMBER
#undef VALUE
#undef UNKNOWN
