/* SPDX-License-Identifier: MIT */
/* An IStream on a block of memory: reads what is there, appends what is written while there is room. Not counted. */
#ifndef OPENMFPLAT_TESTS_HOST_SHIM_MEMORY_STREAM_H
#define OPENMFPLAT_TESTS_HOST_SHIM_MEMORY_STREAM_H

#include <windows.h>
#include <objidl.h>

struct memory_stream
{
    IStream IStream_iface;
    BYTE *data;
    size_t size, room, position;
};

void memory_stream_init(struct memory_stream *stream, void *data, size_t size, size_t room);

#endif
