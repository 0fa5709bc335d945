/* SPDX-License-Identifier: MIT */
/* Rows of numbers that three sets of headers must agree on: vtable slots, sizes, offsets, values. */
#ifndef OPENMFPLAT_TESTS_LAYOUT_H
#define OPENMFPLAT_TESTS_LAYOUT_H

struct layout_row
{
    const char *name;
    int known;       /* these headers have it */
    long long value;
};

/* One row for each line of layout.list, in its order. */
extern const struct layout_row layout_ours[];
extern const struct layout_row layout_mingw[];
extern const struct layout_row layout_wine[];
extern const unsigned int layout_count;

#endif
