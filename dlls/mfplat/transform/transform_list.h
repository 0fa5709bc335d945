/* SPDX-License-Identifier: MIT */
/* Which transforms an enumeration lists, and in which order. */
#ifndef OPENMFPLAT_TRANSFORM_TRANSFORM_LIST_H
#define OPENMFPLAT_TRANSFORM_TRANSFORM_LIST_H

#include "transform/transform.h"

struct transform_query
{
    GUID category;
    UINT32 flags;                          /* as given to MFTEnumEx; 0 means the default there */
    const MFT_REGISTER_TYPE_INFO *input;   /* NULL: any */
    const MFT_REGISTER_TYPE_INFO *output;
    const LUID *adapter;                   /* hardware transforms must be of this adapter; NULL: of any */
};

struct transform_list
{
    struct transform **transforms; /* a reference on each */
    size_t count;
};

/* The transforms that match, sorted when the flags ask for it. S_OK with an empty list when nothing matches.
 * E_OUTOFMEMORY. The caller clears the list. Thread safe. */
HRESULT transform_list_collect(const struct transform_query *query, struct transform_list *list);
void transform_list_clear(struct transform_list *list);

#endif
