/* SPDX-License-Identifier: MIT */
/* libmfuuid: every identifier against the libmfuuid of mingw-w64 and the headers of mingw-w64 and Wine. */

#include "support/suite.h"
#include "unit/headers/guids.h"
#include "unit/headers/layout.h"
#include <mfapi.h>
#include <stdio.h>

/* Misprints: the documented values, which ours are, against those of Wine 8's mfapi.h. */
static const struct
{
    const char *name;
    GUID wine;
} misprints_of_wine[] =
{
    {"MF_MT_AUDIO_FOLDDOWN_MATRIX",
            {0x9d62927c, 0x36be, 0x4cf1, {0xb5, 0xc4, 0xa3, 0x92, 0x6e, 0x3e, 0x87, 0x11}}},
    {"MF_MT_VIDEO_3D", {0xcb5e88cf, 0x7b5b, 0x47b6, {0x85, 0xaa, 0x1c, 0xa5, 0xae, 0x18, 0x75, 0x55}}},
};

static BOOL is_misprint_of_wine(const char *name, const GUID *guid)
{
    unsigned int i;

    for (i = 0; i < ARRAYSIZE(misprints_of_wine); i++)
    {
        if (!strcmp(misprints_of_wine[i].name, name))
        {
            return IsEqualGUID(&misprints_of_wine[i].wine, guid);
        }
    }
    return FALSE;
}

static const char *text_of_guid(const GUID *guid, char *buffer)
{
    sprintf(buffer, "{%08lx-%04x-%04x-%02x%02x-%02x%02x%02x%02x%02x%02x}", (unsigned long)guid->Data1, guid->Data2,
            guid->Data3, guid->Data4[0], guid->Data4[1], guid->Data4[2], guid->Data4[3], guid->Data4[4],
            guid->Data4[5], guid->Data4[6], guid->Data4[7]);
    return buffer;
}

START_TEST(identifier_equals_those_of_the_same_name)
{
    static const char *const sources[GUID_SOURCES] =
            {"mingw-w64's libmfuuid", "mingw-w64's headers", "Wine's headers"};
    char ours[40], theirs[40];
    unsigned int i, j;

    for (i = 0; i < guid_count; i++)
    {
        const struct guid_row *row = &guid_rows[i];

        for (j = 0; j < GUID_SOURCES; j++)
        {
            if (!row->theirs[j] || (j == GUID_WINE_HEADERS && is_misprint_of_wine(row->name, row->theirs[j])))
            {
                continue;
            }
            ck_assert_msg(IsEqualGUID(row->ours, row->theirs[j]), "%s: %s, in %s %s", row->name,
                    text_of_guid(row->ours, ours), sources[j], text_of_guid(row->theirs[j], theirs));
        }
    }
}
END_TEST

/* So that the comparison above cannot come to compare nothing: the numbers of mingw-w64 10 and Wine 8. */
START_TEST(most_identifiers_are_confirmed_by_others)
{
    unsigned int known[GUID_SOURCES] = {0};
    unsigned int i, j;

    for (i = 0; i < guid_count; i++)
    {
        for (j = 0; j < GUID_SOURCES; j++)
        {
            known[j] += guid_rows[i].theirs[j] != NULL;
        }
    }
    ck_assert_msg(guid_count >= 500, "%u identifiers", guid_count);
    ck_assert_msg(known[GUID_MINGW_LIBRARY] >= 310, "%u in mingw-w64's libmfuuid", known[GUID_MINGW_LIBRARY]);
    ck_assert_msg(known[GUID_MINGW_HEADERS] >= 310, "%u in mingw-w64's headers", known[GUID_MINGW_HEADERS]);
    ck_assert_msg(known[GUID_WINE_HEADERS] >= 310, "%u in Wine's headers", known[GUID_WINE_HEADERS]);
}
END_TEST

/* Names that are meant to be the same identifier. */
static const char *const twins[][2] =
{
    {"IID_IMFAsyncCallback", "IID_IRtwqAsyncCallback"},
    {"IID_IMFAsyncResult", "IID_IRtwqAsyncResult"},
    {"MFAudioFormat_MPEG", "MFVideoFormat_D16"}, /* a wave format tag and a D3DFORMAT, both 80 */
    {"MFImageFormat_RGB32", "MFVideoFormat_RGB32"},
    {"MFMediaType_MultiplexedFrames", "MF_DEVICESTREAM_MULTIPLEXED_MANAGER"},
    {"MFVideoFormat_Base", "MFAudioFormat_Base"},
    {"MF_MT_MPEG2_LEVEL", "MF_MT_VIDEO_LEVEL"},
    {"MF_MT_MPEG2_PROFILE", "MF_MT_VIDEO_PROFILE"},
};

static BOOL are_twins(const char *first, const char *second)
{
    unsigned int i;

    for (i = 0; i < ARRAYSIZE(twins); i++)
    {
        if ((!strcmp(twins[i][0], first) && !strcmp(twins[i][1], second)) ||
                (!strcmp(twins[i][0], second) && !strcmp(twins[i][1], first)))
        {
            return TRUE;
        }
    }
    return FALSE;
}

START_TEST(no_identifier_stands_for_two_things)
{
    unsigned int i, j;

    for (i = 0; i < guid_count; i++)
    {
        for (j = i + 1; j < guid_count; j++)
        {
            ck_assert_msg(IsEqualGUID(guid_rows[i].ours, guid_rows[j].ours) ==
                    are_twins(guid_rows[i].name, guid_rows[j].name), "%s and %s", guid_rows[i].name,
                    guid_rows[j].name);
        }
    }
}
END_TEST

START_TEST(every_interface_has_its_identifier)
{
    static const char prefix[] = "slots of ";
    char name[80];
    unsigned int i, j, interfaces = 0;

    for (i = 0; i < layout_count; i++)
    {
        if (strncmp(layout_ours[i].name, prefix, strlen(prefix)))
        {
            continue;
        }
        interfaces++;
        snprintf(name, sizeof(name), "IID_%s", layout_ours[i].name + strlen(prefix));
        for (j = 0; j < guid_count && strcmp(guid_rows[j].name, name); j++)
        {
        }
        ck_assert_msg(j < guid_count, "%s is not in the library", name);
    }
    ck_assert_msg(interfaces >= 45, "%u interfaces", interfaces);
}
END_TEST

static Suite *headers_guids_suite(void)
{
    Suite *suite = suite_create("headers_guids");
    TCase *tcase = tcase_create("contract");

    tcase_add_test(tcase, identifier_equals_those_of_the_same_name);
    tcase_add_test(tcase, most_identifiers_are_confirmed_by_others);
    tcase_add_test(tcase, no_identifier_stands_for_two_things);
    tcase_add_test(tcase, every_interface_has_its_identifier);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return suite_main(headers_guids_suite());
}
