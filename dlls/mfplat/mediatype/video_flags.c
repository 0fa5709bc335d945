/* SPDX-License-Identifier: MIT */
/* MFVideoFlags of a video format as attributes. */

#include "mediatype/video_flags.h"
#include <mfapi.h>

#define CONTENT_HINT_SHIFT 2
#define PROTECTION_MASK (MFVideoFlag_AnalogProtected | MFVideoFlag_DigitallyProtected)
#define PROTECTION_SHIFT 5

void video_items_from_flags(struct type_items *items, UINT64 flags)
{
    type_items_set_nonzero(items, &MF_MT_PAD_CONTROL_FLAGS, flags & MFVideoFlag_PAD_TO_Mask);
    type_items_set_nonzero(items, &MF_MT_SOURCE_CONTENT_HINT,
            (flags & MFVideoFlag_SrcContentHintMask) >> CONTENT_HINT_SHIFT);
    type_items_set_nonzero(items, &MF_MT_DRM_FLAGS, (flags & PROTECTION_MASK) >> PROTECTION_SHIFT);
    if (flags & MFVideoFlag_PanScanEnabled)
        type_items_set_uint32(items, &MF_MT_PAN_SCAN_ENABLED, 1);
}

UINT64 video_flags_from_items(const struct type_items *items)
{
    UINT64 flags = 0;

    flags |= type_items_uint32(items, &MF_MT_PAD_CONTROL_FLAGS) & MFVideoFlag_PAD_TO_Mask;
    flags |= type_items_uint32(items, &MF_MT_SOURCE_CONTENT_HINT) << CONTENT_HINT_SHIFT
            & MFVideoFlag_SrcContentHintMask;
    flags |= type_items_uint32(items, &MF_MT_DRM_FLAGS) << PROTECTION_SHIFT & PROTECTION_MASK;
    if (type_items_uint32(items, &MF_MT_PAN_SCAN_ENABLED))
        flags |= MFVideoFlag_PanScanEnabled;
    return flags;
}
