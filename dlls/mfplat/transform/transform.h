/* SPDX-License-Identifier: MIT */
/* One registered transform in one category, as enumeration sees it: global (from the registry) or of this process. */
#ifndef OPENMFPLAT_TRANSFORM_TRANSFORM_H
#define OPENMFPLAT_TRANSFORM_TRANSFORM_H

#include "transform/transform_registration.h"

/* All members but the first two are immutable after transform_create. */
struct transform
{
    LONG references;                 /* atomic */
    struct transform *next_removed;  /* used by the one thread that takes it off the list of local transforms */
    GUID category;
    CLSID clsid;
    UINT32 flags;                    /* registered _MFT_ENUM_FLAG bits */
    UINT32 merit;                    /* MFT_CODEC_MERIT_Attribute, 0 for none */
    BOOL local;                      /* registered in this process only */
    BOOL by_clsid;                   /* local: registered by its class, not by a class factory */
    IClassFactory *factory;          /* local, by class factory: referenced; else NULL */
    MFT_REGISTER_TYPE_INFO *inputs;
    UINT32 input_count;
    MFT_REGISTER_TYPE_INFO *outputs;
    UINT32 output_count;
    IMFAttributes *attributes;       /* everything an activation object of it carries; only read */
};

/* The transform owns copies of everything in the registration, and a reference on the factory. One reference for the
 * caller. E_OUTOFMEMORY. A local transform has a factory, or is registered by its class. */
HRESULT transform_create(const GUID *category, const CLSID *clsid, const struct transform_registration *registration,
        BOOL local, IClassFactory *factory, struct transform **out);
void transform_add_ref(struct transform *transform);
/* Never under a lock: the last reference releases the application's class factory. */
void transform_release(struct transform *transform);

/* TRUE when a NULL or registered type is asked for on either side. */
BOOL transform_matches_types(const struct transform *transform, const MFT_REGISTER_TYPE_INFO *input,
        const MFT_REGISTER_TYPE_INFO *output);

/* A new store with what the serialized attributes of a registration hold; empty when there are none or they are
 * malformed. E_OUTOFMEMORY. */
HRESULT transform_attributes_from_blob(const BYTE *blob, UINT32 size, IMFAttributes **attributes);

#endif
