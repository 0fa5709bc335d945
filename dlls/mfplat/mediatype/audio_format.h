/* SPDX-License-Identifier: MIT */
/* WAVEFORMATEX and its relatives from and to the attributes of a media type. */
#ifndef OPENMFPLAT_MEDIATYPE_AUDIO_FORMAT_H
#define OPENMFPLAT_MEDIATYPE_AUDIO_FORMAT_H

#include "mediatype/type_items.h"
#include <mmreg.h>

/* What MFInitMediaTypeFromWaveFormatEx sets. `size` bytes are readable at the format, at any alignment. E_INVALIDARG for
 * a size or cbSize that does not fit. Errors of the items stay with them. */
HRESULT audio_items_from_wave_format(struct type_items *items, const WAVEFORMATEX *format, UINT32 size);

/* What MFCreateWaveFormatExFromMFMediaType returns: a block of CoTaskMemAlloc. */
HRESULT audio_wave_format_from_items(const struct type_items *items, UINT32 flags, WAVEFORMATEX **format, UINT32 *size);

#endif
