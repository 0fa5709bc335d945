/* SPDX-License-Identifier: MIT */
/* What the registry knows about one transform, and reading, writing and removing it.
 *
 * HKEY_LOCAL_MACHINE\Software\Classes\MediaFoundation\Transforms has a key for each class (default value: the name;
 * MFTFlags, InputTypes, OutputTypes, Attributes) and below Categories a key for each category with an empty key for each
 * class in it. Installers and other implementations write and read the same keys. 32-bit programs on 64-bit Windows get
 * the 32-bit view by themselves.
 *
 * All functions are thread safe: they keep no state.
 */
#ifndef OPENMFPLAT_TRANSFORM_TRANSFORM_REGISTRATION_H
#define OPENMFPLAT_TRANSFORM_TRANSFORM_REGISTRATION_H

#include "transform/registration_blob.h"

struct transform_registration
{
    WCHAR *name;                     /* never NULL after a successful read; may be empty */
    UINT32 flags;                    /* _MFT_ENUM_FLAG bits; a missing or zero value reads as MFT_ENUM_FLAG_SYNCMFT */
    MFT_REGISTER_TYPE_INFO *inputs;  /* NULL when there are none */
    UINT32 input_count;
    MFT_REGISTER_TYPE_INFO *outputs;
    UINT32 output_count;
    BYTE *attributes;                /* a serialized attribute store, NULL when there is none */
    UINT32 attributes_size;
};

/* Opens the key of all transforms for reading. ERROR_FILE_NOT_FOUND when no transform was ever registered. */
LSTATUS transform_registration_open_root(HKEY *root);

/* Reads one class. ERROR_FILE_NOT_FOUND as an HRESULT when it is not registered, E_OUTOFMEMORY. What is malformed reads
 * as if it were not there. On success the caller clears the registration. */
HRESULT transform_registration_read(HKEY root, const CLSID *clsid, struct transform_registration *registration);
void transform_registration_clear(struct transform_registration *registration);

/* Writes one class into a category. Types and attributes that are NULL leave what is stored already. The caller checked
 * that the sizes of the arrays fit. E_ACCESSDENIED without the right to write; a class that was new is then not left
 * behind. */
HRESULT transform_registration_write(const CLSID *clsid, const GUID *category,
        const struct transform_registration *registration);

/* Removes one class from everywhere. S_OK as well when it was nowhere. E_ACCESSDENIED. */
HRESULT transform_registration_delete(const CLSID *clsid);

/* Calls the function for each class of each category, in the order of the registry. Stops at, and returns, its first
 * failure. */
typedef HRESULT (*transform_registration_visitor)(const GUID *category, const CLSID *clsid, void *context);
HRESULT transform_registration_visit(HKEY root, transform_registration_visitor visit, void *context);

/* FALSE when the machine's settings hide hardware transforms of this category. */
BOOL transform_registration_hardware_enabled(const GUID *category);

#endif
