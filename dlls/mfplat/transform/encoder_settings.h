/* SPDX-License-Identifier: MIT */
/* What an application wants of an encoder that an activation object creates. */
#ifndef OPENMFPLAT_TRANSFORM_ENCODER_SETTINGS_H
#define OPENMFPLAT_TRANSFORM_ENCODER_SETTINGS_H

#include <mfobjects.h>
#include <mftransform.h>

/* Applies MFT_PREFERRED_ENCODER_PROFILE and MFT_PREFERRED_OUTPUTTYPE_Attribute of the activation object to the new
 * transform, when its category says that it is an encoder. A property that the encoder does not take is passed over; an
 * output type that it does not take is a failure (its HRESULT). */
HRESULT encoder_settings_apply(IMFAttributes *attributes, IMFTransform *transform);

#endif
