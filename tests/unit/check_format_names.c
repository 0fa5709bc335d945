/* SPDX-License-Identifier: MIT */
/* One format under several names: Direct3D 9 and DXGI, DirectShow and Media Foundation. Observed on Windows. */

#include "support/suite.h"
#include "support/subtype.h"
#include <stdio.h>
#include <dxgiformat.h>
#include <mfapi.h>

#define CC(a, b, c, d) MAKEFOURCC(a, b, c, d)

static const struct
{
    unsigned int dxgi;
    DWORD d3d;
    BOOL back; /* from Direct3D 9 to DXGI as well */
    BOOL newer; /* unmapped up to version 1507 of Windows 10 */
} pairs[] =
{
    {2, 116, TRUE, FALSE}, {10, 113, TRUE, FALSE}, {11, 36, TRUE, FALSE}, {13, 110, TRUE, FALSE}, {16, 115, TRUE, FALSE},
    {24, 31, TRUE, FALSE}, {28, 32, TRUE, TRUE}, {29, 21, FALSE, FALSE}, {31, 63, TRUE, FALSE}, {34, 112, TRUE, FALSE},
    {35, 34, TRUE, FALSE}, {37, 64, TRUE, FALSE}, {40, 82, TRUE, FALSE}, {41, 114, TRUE, FALSE}, {45, 75, TRUE, FALSE},
    {51, 60, TRUE, FALSE}, {54, 111, TRUE, FALSE}, {56, 81, TRUE, FALSE}, {61, 50, TRUE, FALSE}, {65, 28, TRUE, FALSE},
    {71, CC('D','X','T','1'), TRUE, FALSE}, {72, CC('D','X','T','1'), FALSE, FALSE},
    {74, CC('D','X','T','2'), TRUE, FALSE}, {75, CC('D','X','T','2'), FALSE, FALSE},
    {77, CC('D','X','T','4'), TRUE, FALSE}, {78, CC('D','X','T','4'), FALSE, FALSE},
    {87, 21, TRUE, FALSE}, {88, 22, TRUE, FALSE}, {91, 21, FALSE, FALSE}, {93, 22, FALSE, FALSE},
    {100, CC('A','Y','U','V'), TRUE, FALSE}, {101, CC('Y','4','1','0'), TRUE, FALSE},
    {102, CC('Y','4','1','6'), TRUE, FALSE}, {103, CC('N','V','1','2'), TRUE, FALSE},
    {104, CC('P','0','1','0'), TRUE, FALSE}, {105, CC('P','0','1','6'), TRUE, FALSE},
    {106, CC('4','2','0','O'), TRUE, FALSE}, {107, CC('Y','U','Y','2'), TRUE, FALSE},
    {108, CC('Y','2','1','0'), TRUE, FALSE}, {109, CC('Y','2','1','6'), TRUE, FALSE},
    {110, CC('N','V','1','1'), TRUE, FALSE}, {111, CC('A','I','4','4'), TRUE, FALSE},
    {112, CC('I','A','4','4'), TRUE, FALSE}, {113, 41, TRUE, FALSE}, {114, 40, TRUE, FALSE},
};

START_TEST(dxgi_and_direct3d_9)
{
    if (pairs[_i].newer && !windows_at_least(10, 0))
        return;
    ck_assert_msg(MFMapDXGIFormatToDX9Format(pairs[_i].dxgi) == pairs[_i].d3d, "DXGI %u: %#lx", pairs[_i].dxgi,
            MFMapDXGIFormatToDX9Format(pairs[_i].dxgi));
    if (pairs[_i].back)
        ck_assert_msg(MFMapDX9FormatToDXGIFormat(pairs[_i].d3d) == pairs[_i].dxgi, "Direct3D %#lx: %u", pairs[_i].d3d,
                MFMapDX9FormatToDXGIFormat(pairs[_i].d3d));
}
END_TEST

START_TEST(formats_without_a_partner_are_zero)
{
    static const DWORD d3d[] = {0, 35, 20, 23, 24, CC('U','Y','V','Y'), CC('I','4','2','0'), CC('Y','V','1','2'),
            CC('H','2','6','4'), 0xffffffff};
    unsigned int i, k, known;

    for (i = 0; i < ARRAYSIZE(d3d); i++)
        ck_assert_msg(MFMapDX9FormatToDXGIFormat(d3d[i]) == 0, "Direct3D %#lx", d3d[i]);
    for (i = 0; i < 300; i++)
    {
        for (known = k = 0; k < ARRAYSIZE(pairs); k++)
            known += pairs[k].dxgi == i;
        if (!known && mfplat_function("LFGetGlobalPool")) /* unobserved, our choice */
            ck_assert_msg(MFMapDXGIFormatToDX9Format(i) == 0, "DXGI %u", i);
    }
    ck_assert_uint_eq(MFMapDXGIFormatToDX9Format(0), 0);
}
END_TEST

static const struct
{
    DWORD format;
    GUID am_subtype;
} am_subtypes[] =
{
    {118, {0xe436eb78, 0x524f, 0x11ce, {0x9f, 0x53, 0x00, 0x20, 0xaf, 0x0b, 0xa7, 0x70}}},
    {CC('4','P','x','x'), {0xe436eb79, 0x524f, 0x11ce, {0x9f, 0x53, 0x00, 0x20, 0xaf, 0x0b, 0xa7, 0x70}}},
    {41, {0xe436eb7a, 0x524f, 0x11ce, {0x9f, 0x53, 0x00, 0x20, 0xaf, 0x0b, 0xa7, 0x70}}},
    {24, {0xe436eb7c, 0x524f, 0x11ce, {0x9f, 0x53, 0x00, 0x20, 0xaf, 0x0b, 0xa7, 0x70}}},
    {23, {0xe436eb7b, 0x524f, 0x11ce, {0x9f, 0x53, 0x00, 0x20, 0xaf, 0x0b, 0xa7, 0x70}}},
    {20, {0xe436eb7d, 0x524f, 0x11ce, {0x9f, 0x53, 0x00, 0x20, 0xaf, 0x0b, 0xa7, 0x70}}},
    {22, {0xe436eb7e, 0x524f, 0x11ce, {0x9f, 0x53, 0x00, 0x20, 0xaf, 0x0b, 0xa7, 0x70}}},
    {25, {0x297c55af, 0xe209, 0x4cb3, {0xb7, 0x57, 0xc7, 0x6d, 0x6b, 0x9c, 0x88, 0xa8}}},
    {26, {0x6e6415e6, 0x5c24, 0x425f, {0x93, 0xcd, 0x80, 0x10, 0x2b, 0x3d, 0x1c, 0xca}}},
    {21, {0x773c9ac0, 0x3274, 0x11d0, {0xb7, 0x24, 0x00, 0xaa, 0x00, 0x6c, 0x1a, 0x01}}},
    {35, {0x2f8bb76d, 0xb644, 0x4550, {0xac, 0xf3, 0xd3, 0x0c, 0xaa, 0x65, 0xd5, 0xc5}}},
    {31, {0x576f7893, 0xbdf6, 0x48c4, {0x87, 0x5f, 0xae, 0x7b, 0x81, 0x83, 0x45, 0x67}}},
};

/* The two functions have no public prototype: their own reading of the names is tested only with this library. */
START_TEST(direct3d_and_directshow_subtypes)
{
    HRESULT (WINAPI *get_am_subtype)(DWORD, GUID *) = mfplat_function("GetAMSubtypeFromD3DFormat");
    DWORD (WINAPI *get_format)(const GUID *) = mfplat_function("GetD3DFormatFromMFSubtype");
    GUID subtype, base;
    unsigned int i;

    if (!mfplat_function("LFGetGlobalPool"))
        return;
    for (i = 0; i < ARRAYSIZE(am_subtypes); i++)
    {
        ck_assert_ok(get_am_subtype(am_subtypes[i].format, &subtype));
        ck_assert_msg(IsEqualGUID(&subtype, &am_subtypes[i].am_subtype), "format %lu", am_subtypes[i].format);
        ck_assert_uint_eq(get_format(&am_subtypes[i].am_subtype), 0);
    }
    for (i = 0; i < 200; i++)
    {
        base = subtype_of(i);
        ck_assert_uint_eq(get_format(&base), i);
    }
    base = subtype_of(CC('N','V','1','2'));
    ck_assert_ok(get_am_subtype(CC('N','V','1','2'), &subtype));
    ck_assert(IsEqualGUID(&subtype, &base));
    base = subtype_of(1234567);
    ck_assert_ok(get_am_subtype(1234567, &subtype));
    ck_assert(IsEqualGUID(&subtype, &base));
    ck_assert_hr(get_am_subtype(22, NULL), E_POINTER);
    ck_assert_uint_eq(get_format(NULL), 0);
}
END_TEST

static Suite *format_names_suite(void)
{
    Suite *suite = suite_create("format_names");
    TCase *tcase = tcase_create("contract");

    tcase_add_loop_test(tcase, dxgi_and_direct3d_9, 0, ARRAYSIZE(pairs));
    tcase_add_test(tcase, formats_without_a_partner_are_zero);
    tcase_add_test(tcase, direct3d_and_directshow_subtypes);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return suite_main(format_names_suite());
}
