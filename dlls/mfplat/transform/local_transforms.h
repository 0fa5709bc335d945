/* SPDX-License-Identifier: MIT */
/* The transforms that are registered in this process only. They live as long as the process; what is left at its end is
 * not touched any more, because class factories may be gone by then.
 */
#ifndef OPENMFPLAT_TRANSFORM_LOCAL_TRANSFORMS_H
#define OPENMFPLAT_TRANSFORM_LOCAL_TRANSFORMS_H

#include "transform/transform.h"

/* All of them, in the order of registration: a new array, one reference on each. *transforms is NULL when there are
 * none. The caller releases each and frees the array with memory_free. E_OUTOFMEMORY. Thread safe. */
HRESULT local_transforms_get(struct transform ***transforms, size_t *count);

#endif
