/* SPDX-License-Identifier: MIT */
/* MFCreatePathFromURL and MFCreateURLFromPath. */

#include "support/suite.h"
#include <mfapi.h>
#include <stdio.h>
#include <wchar.h>

static HRESULT (WINAPI *create_path_from_url)(const WCHAR *url, WCHAR **path);
static HRESULT (WINAPI *create_url_from_path)(const WCHAR *path, WCHAR **url);

static void load(void)
{
    create_path_from_url = mfplat_function("MFCreatePathFromURL");
    create_url_from_path = mfplat_function("MFCreateURLFromPath");
}

/* Observed on Windows, all of them. The rows without a backslash hold with backslashes in the URL too. */
static const struct
{
    const WCHAR *url, *path;
} url_rows[] =
{
    /* No slash. */
    {L"file:c:/foo/bar", L"c:\\foo\\bar"},
    {L"file:c|/foo/bar", L"c:\\foo\\bar"},
    {L"file:cx|/foo/bar", L"cx|\\foo\\bar"},
    {L"file:c:foo/bar", L"c:foo\\bar"},
    {L"file:c:/foo%20ba%2fr", L"c:\\foo ba/r"},
    /* One. */
    {L"file:/c:/foo/bar", L"c:\\foo\\bar"},
    {L"file:/cx|/foo/bar", L"\\cx|\\foo\\bar"},
    {L"file:/foo%20ba%2fr", L"\\foo ba/r"},
    /* Two: a drive keeps its escapes. */
    {L"file://c:/foo/bar", L"c:\\foo\\bar"},
    {L"file://c:/d:/foo/bar", L"c:\\d:\\foo\\bar"},
    {L"file://c|/d|/foo/bar", L"c:\\d|\\foo\\bar"},
    {L"file://cx|/foo/bar", L"\\\\cx|\\foo\\bar"},
    {L"file://c:foo/bar", L"c:foo\\bar"},
    {L"file://c:/foo%20ba%2fr", L"c:\\foo%20ba%2fr"},
    {L"file://c%3a/foo/../bar", L"\\\\c:\\foo\\..\\bar"},
    {L"file://foo%20ba%2fr", L"\\\\foo ba/r"},
    {L"file://localhost/c:/foo/bar", L"c:\\foo\\bar"},
    {L"file://localhost/c:/foo%20ba%5Cr", L"c:\\foo ba\\r"},
    {L"file://LocalHost/c:/foo/bar", L"c:\\foo\\bar"},
    {L"file://incomplete", L"\\\\incomplete"},
    /* Three. */
    {L"file:///c:/foo/bar", L"c:\\foo\\bar"},
    {L"File:///c:/foo/bar", L"c:\\foo\\bar"},
    {L"file:///foo%20ba%2fr", L"\\foo ba/r"},
    {L"file:///localhost/c:/foo/bar", L"\\localhost\\c:\\foo\\bar"},
    /* Four: escapes are kept. */
    {L"file:////c:/foo/bar", L"c:\\foo\\bar"},
    {L"file:////c:/foo%20ba%2fr", L"c:\\foo%20ba%2fr"},
    {L"file:////foo%20ba%2fr", L"\\\\foo%20ba%2fr"},
    /* Five and more: no drives. */
    {L"file://///c:/foo/bar", L"\\\\c:\\foo\\bar"},
    {L"file://///foo%20ba%2fr", L"\\\\foo ba/r"},
    {L"file://////c:/foo/bar", L"\\\\c:\\foo\\bar"},
    /* Escaped slashes do not count; nor does an escaped or decorated localhost. */
    {L"file:%2f%2flocalhost%2fc:/foo/bar", L"//localhost/c:\\foo\\bar"},
    {L"file:%5C%5Clocalhost%5Cc:/foo/bar", L"\\\\localhost\\c:\\foo\\bar"},
    {L"file://l%6fcalhost/c:/foo/bar", L"\\\\localhostc:\\foo\\bar"},
    {L"file://localhost:80/c:/foo/bar", L"\\\\localhost:80c:\\foo\\bar"},
    /* A host swallows the slash in front of a drive. */
    {L"file://host/c:/foo/bar", L"\\\\hostc:\\foo\\bar"},
    {L"file://host//c:/foo/bar", L"\\\\host\\\\c:\\foo\\bar"},
    {L"file://host/\\c:/foo/bar", L"\\\\host\\\\c:\\foo\\bar"},
    {L"file://host/foo/bar", L"\\\\host\\foo\\bar"},
    {L"file:\\\\host\\c|\\foo\\bar", L"\\\\hostc|\\foo\\bar"},
    {L"file:\\%5Chost\\c:\\foo\\bar", L"\\\\host\\c:\\foo\\bar"},
    {L"file:\\\\host\\cx:\\foo\\bar", L"\\\\host\\cx:\\foo\\bar"},
};

static void check_conversion(const WCHAR *url, const WCHAR *expected)
{
    WCHAR *path = NULL;

    ck_assert_hr_msg(create_path_from_url(url, &path), S_OK, "%ls", url);
    ck_assert_msg(!wcscmp(path, expected), "%ls gave %ls, expected %ls", url, path, expected);
    CoTaskMemFree(path);
}

START_TEST(test_path_of_url)
{
    check_conversion(url_rows[_i].url, url_rows[_i].path);
}
END_TEST

/* A backslash in the URL counts like a slash. */
START_TEST(test_path_of_url_with_backslashes)
{
    WCHAR url[64];
    int i;

    wcscpy(url, url_rows[_i].url);
    for (i = 0; url[i]; i++)
    {
        if (url[i] == '/')
            url[i] = '\\';
    }
    check_conversion(url, url_rows[_i].path);
}
END_TEST

START_TEST(test_path_arguments)
{
    static const WCHAR *const not_file_urls[] = {L"c:\\foo\\bar", L"foo/bar", L"http://foo/bar", L"", L"file"};
    WCHAR *path = (WCHAR *)0x1234;
    unsigned int i;

    ck_assert_hr(create_path_from_url(NULL, NULL), E_POINTER);
    ck_assert_hr(create_path_from_url(NULL, &path), E_POINTER);
    ck_assert(path == (WCHAR *)0x1234);
    ck_assert_hr(create_path_from_url(L"file://c:/foo", NULL), E_POINTER);
    for (i = 0; i < ARRAYSIZE(not_file_urls); i++)
        ck_assert_hr_msg(create_path_from_url(not_file_urls[i], &path), E_INVALIDARG, "%ls", not_file_urls[i]);
}
END_TEST

/* Half an escape is no escape, and a percent sign at the end is one. */
START_TEST(test_path_broken_escapes)
{
    check_conversion(L"file:///c:/a%", L"c:\\a%");
    check_conversion(L"file:///c:/a%4", L"c:\\a%4");
    check_conversion(L"file:///c:/a%g0%4g", L"c:\\a%g0%4g");
    check_conversion(L"file:///c:/a%41%e9", L"c:\\aA\x00e9");
    check_conversion(L"file:", L"");
}
END_TEST

static const struct
{
    const WCHAR *path, *url;
    HRESULT hr;
} path_rows[] =
{
    {L"c:\\foo\\bar", L"file:///c:/foo/bar", S_OK},
    {L"C:\\Music\\a song.mp3", L"file:///C:/Music/a%20song.mp3", S_OK},
    {L"c:\\100%\\#1", L"file:///c:/100%25/%231", S_OK},
    {L"\\\\host\\share\\x.wav", L"file://host/share/x.wav", S_OK},
    {L"file:///c:/foo/bar", L"file:///c:/foo/bar", S_FALSE},
    {L"http://host/a b", L"http://host/a b", S_FALSE},
};

START_TEST(test_url_of_path)
{
    WCHAR *url = NULL;

    ck_assert_hr_msg(create_url_from_path(path_rows[_i].path, &url), path_rows[_i].hr, "%ls", path_rows[_i].path);
    ck_assert_msg(!wcscmp(url, path_rows[_i].url), "%ls gave %ls", path_rows[_i].path, url);
    CoTaskMemFree(url);
}
END_TEST

START_TEST(test_url_arguments)
{
    WCHAR *url = NULL;

    ck_assert_hr(create_url_from_path(NULL, &url), E_POINTER);
    ck_assert_hr(create_url_from_path(L"c:\\x", NULL), E_POINTER);
}
END_TEST

/* There and back again, with every character that a name can have. */
START_TEST(test_round_trip)
{
    WCHAR path[300] = L"c:\\dir\\", *url, *back;
    int i, n = 7;

    for (i = 1; i < 0x180; i++)
    {
        if (!wcschr(L"/\\:*?\"<>|", i) && n < 299)
            path[n++] = i;
    }
    path[n] = 0;
    ck_assert_ok(create_url_from_path(path, &url));
    ck_assert_ok(create_path_from_url(url, &back));
    ck_assert_msg(!wcscmp(back, path), "%ls came back as %ls", path, back);
    CoTaskMemFree(url);
    CoTaskMemFree(back);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("url_path");
    TCase *contract = tcase_create("contract"), *errors = tcase_create("errors");

    load();
    tcase_add_loop_test(contract, test_path_of_url, 0, ARRAYSIZE(url_rows));
    tcase_add_loop_test(contract, test_path_of_url_with_backslashes, 0, ARRAYSIZE(url_rows));
    tcase_add_loop_test(contract, test_url_of_path, 0, ARRAYSIZE(path_rows));
    tcase_add_test(contract, test_round_trip);
    tcase_add_test(errors, test_path_arguments);
    tcase_add_test(errors, test_path_broken_escapes);
    tcase_add_test(errors, test_url_arguments);
    suite_add_tcase(suite, contract);
    suite_add_tcase(suite, errors);
    return suite_main(suite);
}
