/* SPDX-License-Identifier: MIT */
/* MFVideoFlags of a video format as attributes. */
#ifndef OPENMFPLAT_MEDIATYPE_VIDEO_FLAGS_H
#define OPENMFPLAT_MEDIATYPE_VIDEO_FLAGS_H

#include "mediatype/type_items.h"

/* Padding, content hint, protection and pan/scan; each is set only when its flags are. */
void video_items_from_flags(struct type_items *items, UINT64 flags);
/* The inverse. */
UINT64 video_flags_from_items(const struct type_items *items);

#endif
