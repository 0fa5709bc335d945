/* SPDX-License-Identifier: MIT */
/* The layout of our headers; the compiler compares it with the numbers of layout.list. */

#include <mfapi.h>
#include <mferror.h>
#include <mfplat_newer.h>
#include <rtworkq.h>

#define LAYOUT_TABLE layout_ours
#include "layout_rows.h"

const unsigned int layout_count = ARRAYSIZE(layout_ours);

#define BY_WORD_SIZE(number64, number32) (sizeof(void *) == 8 ? (number64) : (number32))
#define SLOT(interface, method, slot) \
    _Static_assert(offsetof(interface##Vtbl, method) == (slot) * sizeof(void *), #interface "::" #method);
#define SLOTS(interface, count) _Static_assert(sizeof(interface##Vtbl) == (count) * sizeof(void *), #interface);
#define SIZE(type, size64, size32) _Static_assert(sizeof(type) == BY_WORD_SIZE(size64, size32), #type);
#define MEMBER(type, member, offset64, offset32) \
    _Static_assert(offsetof(type, member) == BY_WORD_SIZE(offset64, offset32), #type "." #member);
#define VALUE(name, number) _Static_assert((long long)(name) == (long long)(number), #name);
#define UNKNOWN(name) _Static_assert(0, "our headers lack " name);
#include "tests/unit/headers/layout.inc"
