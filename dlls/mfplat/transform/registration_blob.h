/* SPDX-License-Identifier: MIT */
/* The textual and binary forms that transform registrations have in the registry. Everything read here was written by
 * somebody else: nothing about it is taken for granted. No operating-system calls.
 *
 * Key names are GUIDs without braces; binary type lists are arrays of MFT_REGISTER_TYPE_INFO in memory order.
 */
#ifndef OPENMFPLAT_TRANSFORM_REGISTRATION_BLOB_H
#define OPENMFPLAT_TRANSFORM_REGISTRATION_BLOB_H

#include <windows.h>
#include <mfapi.h>

#define GUID_TEXT_LENGTH 36

/* Writes the spelling of key names: lower case, no braces, with a terminator. */
void registration_guid_to_text(const GUID *guid, WCHAR text[GUID_TEXT_LENGTH + 1]);
/* TRUE when the text is a GUID, with or without braces, in either case, and nothing else. */
BOOL registration_guid_from_text(const WCHAR *text, GUID *guid);

/* Copies a binary value of a type list. A size that is not a multiple of an element's is malformed and counts as an
 * empty list (*types is NULL, *count 0). E_OUTOFMEMORY. *types is freed with memory_free. */
HRESULT registration_parse_types(const void *data, size_t size, MFT_REGISTER_TYPE_INFO **types, UINT32 *count);

/* Copies a string value: cut at its first terminator, which may be missing; a size that splits a character loses
 * that character. E_OUTOFMEMORY. *string is freed with memory_free. */
HRESULT registration_parse_string(const void *data, size_t size, WCHAR **string);

#endif
