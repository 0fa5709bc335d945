/* SPDX-License-Identifier: MIT */
/* Activation objects of transforms. */
#ifndef OPENMFPLAT_TRANSFORM_TRANSFORM_ACTIVATE_H
#define OPENMFPLAT_TRANSFORM_TRANSFORM_ACTIVATE_H

#include "transform/transform.h"

/* A new activation object with the attributes of the transform, and a reference on its class factory where it has one.
 * E_OUTOFMEMORY. */
HRESULT transform_activate_create(const struct transform *transform, IMFActivate **out);

#endif
