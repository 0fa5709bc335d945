/* SPDX-License-Identifier: MIT */
/* The export tables: every known name is there, whatever its state. */

#include "support/suite.h"
#include <stdio.h>
#include <mfapi.h>

static const struct
{
    const char *name;
    BOOL rtworkq;
    BOOL current; /* exported by today's Windows */
} exports[] =
{
#include "tests/unit/exports_list.inc"
};

START_TEST(every_known_name_is_exported)
{
    BOOL ours = mfplat_function("LFGetGlobalPool") != NULL; /* Windows dropped it in 8.1 */

    if (!ours && !exports[_i].current)
        return;
    ck_assert_msg(exports[_i].rtworkq && !ours ? rtworkq_function(exports[_i].name) != NULL :
            mfplat_function(exports[_i].name) != NULL, "%s is missing", exports[_i].name);
}
END_TEST

START_TEST(rtworkq_forwards_to_one_platform)
{
    if (!exports[_i].rtworkq)
        return;
    ck_assert_msg(!!rtworkq_function(exports[_i].name), "%s is missing in rtworkq.dll", exports[_i].name);
    if (mfplat_function(exports[_i].name)) /* Windows has the code on the other side */
        ck_assert_ptr_eq(rtworkq_function(exports[_i].name), mfplat_function(exports[_i].name));
}
END_TEST

static Suite *exports_suite(void)
{
    Suite *suite = suite_create("exports");
    TCase *tcase = tcase_create("contract");

    tcase_add_loop_test(tcase, every_known_name_is_exported, 0, ARRAYSIZE(exports));
    tcase_add_loop_test(tcase, rtworkq_forwards_to_one_platform, 0, ARRAYSIZE(exports));
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return suite_main(exports_suite());
}
