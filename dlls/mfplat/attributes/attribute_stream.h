/* SPDX-License-Identifier: MIT */
/* Attributes on an IStream.
 *
 * A UINT32 length, the blob of attribute_blob.h, and, when interface pointers are carried, a UINT32 number of them, each a
 * key and a reference (stream_io.h). A reader takes from the stream exactly what the writer put there. Native's layout
 * is not known; streams are for passing attributes on, not for files.
 */
#ifndef OPENMFPLAT_ATTRIBUTES_ATTRIBUTE_STREAM_H
#define OPENMFPLAT_ATTRIBUTES_ATTRIBUTE_STREAM_H

#include "attributes/store_table.h"
#include <objidl.h>

HRESULT attribute_stream_write(struct store_table *table, DWORD options, IStream *stream);
/* NULL for no items. */
HRESULT attribute_stream_read(IStream *stream, DWORD options, struct store_table **table);

#endif
