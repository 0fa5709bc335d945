/* SPDX-License-Identifier: MIT */
/* IMFCollection and MFAppendCollection; MFHeapAlloc and MFHeapFree. */

#include "support/callback.h"
#include "support/suite.h"
#include <stdio.h>
#include <mfapi.h>
#include <mferror.h>

static IMFCollection *collection;
static struct test_object objects[4];

static void setup(void)
{
    unsigned int i;

    ck_assert_ok(MFCreateCollection(&collection));
    for (i = 0; i < ARRAYSIZE(objects); i++)
        test_object_init(&objects[i]);
}

static void teardown(void)
{
    ULONG left = IMFCollection_Release(collection);
    unsigned int i;

    ck_assert_uint_eq(left, 0);
    for (i = 0; i < ARRAYSIZE(objects); i++)
        ck_assert_int_eq(objects[i].refcount, 1);
}

static DWORD count_of(IMFCollection *counted)
{
    DWORD count = 0xdeadbeef;
    ck_assert_ok(IMFCollection_GetElementCount(counted, &count));
    return count;
}

/* The element is this object, or NULL. */
static void assert_element(IMFCollection *of, DWORD index, void *expected)
{
    IUnknown *element = (IUnknown *)0xdeadbeef;

    ck_assert_hr_msg(IMFCollection_GetElement(of, index, &element), expected ? S_OK : E_UNEXPECTED, "element %lu",
            index);
    ck_assert_ptr_eq(element, expected);
    if (element)
        IUnknown_Release(element);
}

START_TEST(new_collection_is_empty)
{
    IUnknown *element = (IUnknown *)0xdeadbeef;

    ck_assert_hr(MFCreateCollection(NULL), E_POINTER);
    ck_assert_refcount(collection, 1);
    ck_assert_interface(collection, &IID_IUnknown, TRUE);
    ck_assert_interface(collection, &IID_IMFCollection, TRUE);
    ck_assert_interface(collection, &IID_IMFAttributes, FALSE);
    ck_assert_hr(IMFCollection_GetElementCount(collection, NULL), E_POINTER);
    ck_assert_uint_eq(count_of(collection), 0);
    ck_assert_hr(IMFCollection_GetElement(collection, 0, NULL), E_POINTER);
    ck_assert_hr(IMFCollection_GetElement(collection, 0, &element), E_INVALIDARG);
    ck_assert_hr(IMFCollection_RemoveElement(collection, 0, NULL), E_POINTER);
    ck_assert_hr(IMFCollection_RemoveElement(collection, 0, &element), E_INVALIDARG);
    ck_assert_ptr_eq(element, (IUnknown *)0xdeadbeef);
    ck_assert_ok(IMFCollection_RemoveAllElements(collection));
}
END_TEST

START_TEST(worked_sequence)
{
    ck_assert_ok(IMFCollection_AddElement(collection, (IUnknown *)collection));
    ck_assert_uint_eq(count_of(collection), 1);
    ck_assert_ok(IMFCollection_AddElement(collection, NULL));
    ck_assert_uint_eq(count_of(collection), 2);
    ck_assert_ok(IMFCollection_InsertElementAt(collection, 10, (IUnknown *)collection));
    ck_assert_uint_eq(count_of(collection), 11);
    assert_element(collection, 0, collection);
    assert_element(collection, 1, NULL);
    assert_element(collection, 2, NULL);
    assert_element(collection, 10, collection);
    ck_assert_refcount(collection, 3);
    ck_assert_ok(IMFCollection_InsertElementAt(collection, 0, NULL));
    assert_element(collection, 0, NULL);
    assert_element(collection, 1, collection);
    ck_assert_ok(IMFCollection_RemoveAllElements(collection));
    ck_assert_uint_eq(count_of(collection), 0);
    ck_assert_refcount(collection, 1);
    ck_assert_ok(IMFCollection_InsertElementAt(collection, 0, NULL));
    ck_assert_uint_eq(count_of(collection), 1);
}
END_TEST

START_TEST(elements_are_referenced)
{
    IUnknown *element = NULL;

    ck_assert_ok(IMFCollection_AddElement(collection, &objects[0].IUnknown_iface));
    ck_assert_ok(IMFCollection_AddElement(collection, &objects[2].IUnknown_iface));
    ck_assert_ok(IMFCollection_InsertElementAt(collection, 1, &objects[1].IUnknown_iface));
    assert_element(collection, 0, &objects[0]);
    assert_element(collection, 1, &objects[1]);
    assert_element(collection, 2, &objects[2]);
    ck_assert_int_eq(objects[1].refcount, 2);
    ck_assert_ok(IMFCollection_RemoveElement(collection, 1, &element));
    ck_assert_ptr_eq(element, &objects[1].IUnknown_iface);
    ck_assert_int_eq(objects[1].refcount, 2); /* the collection's reference is ours */
    IUnknown_Release(element);
    ck_assert_uint_eq(count_of(collection), 2);
    assert_element(collection, 1, &objects[2]);
    ck_assert_ok(IMFCollection_AddElement(collection, NULL));
    ck_assert_ok(IMFCollection_AddElement(collection, &objects[3].IUnknown_iface));
}
END_TEST

START_TEST(null_element_can_be_removed) /* documented */
{
    IUnknown *element = (IUnknown *)0xdeadbeef;

    ck_assert_ok(IMFCollection_AddElement(collection, NULL));
    ck_assert_ok(IMFCollection_RemoveElement(collection, 0, &element));
    ck_assert_ptr_null(element);
    ck_assert_uint_eq(count_of(collection), 0);
}
END_TEST

START_TEST(huge_gap_is_refused) /* not observed on Windows */
{
    if (!mfplat_function("LFGetGlobalPool"))
        return;
    ck_assert_ok(IMFCollection_AddElement(collection, NULL));
    ck_assert_hr(IMFCollection_InsertElementAt(collection, 0xffffffff, &objects[0].IUnknown_iface), E_OUTOFMEMORY);
    ck_assert_hr(IMFCollection_InsertElementAt(collection, 0xfffffffe, &objects[0].IUnknown_iface), E_OUTOFMEMORY);
    ck_assert_uint_eq(count_of(collection), 1);
}
END_TEST

START_TEST(many_elements_stay_in_order)
{
    DWORD i;

    for (i = 0; i < 1000; i++)
        ck_assert_ok(IMFCollection_AddElement(collection, i % 5 == 4 ? NULL : &objects[i % 5].IUnknown_iface));
    ck_assert_uint_eq(count_of(collection), 1000);
    for (i = 0; i < 1000; i++)
        assert_element(collection, i, i % 5 == 4 ? NULL : &objects[i % 5]);
}
END_TEST

START_TEST(append_adds_every_element) /* not documented */
{
    HRESULT (WINAPI *append)(IMFCollection *to, IMFCollection *from) = mfplat_function("MFAppendCollection");
    IMFCollection *source;

    if (!mfplat_function("LFGetGlobalPool"))
        return;
    ck_assert_ok(MFCreateCollection(&source));
    ck_assert_ok(IMFCollection_AddElement(collection, &objects[0].IUnknown_iface));
    ck_assert_ok(append(collection, source));
    ck_assert_uint_eq(count_of(collection), 1);
    ck_assert_ok(IMFCollection_AddElement(source, &objects[1].IUnknown_iface));
    ck_assert_ok(IMFCollection_AddElement(source, NULL));
    ck_assert_ok(append(collection, source));
    ck_assert_uint_eq(count_of(collection), 3);
    ck_assert_uint_eq(count_of(source), 2);
    assert_element(collection, 0, &objects[0]);
    assert_element(collection, 1, &objects[1]);
    assert_element(collection, 2, NULL);
    ck_assert_ok(append(collection, collection));
    ck_assert_uint_eq(count_of(collection), 6);
    assert_element(collection, 4, &objects[1]);
    ck_assert_hr(append(NULL, source), E_POINTER);
    ck_assert_hr(append(source, NULL), E_POINTER);
    IMFCollection_Release(source);
}
END_TEST

START_TEST(heap_is_the_process_heap)
{
    BYTE *block;
    int i;

    block = MFHeapAlloc(16, 0, NULL, 0, eAllocationTypeIgnore);
    ck_assert_ptr_nonnull(block);
    memset(block, 0xcc, 16);
    MFHeapFree(block);
    block = MFHeapAlloc(64, HEAP_ZERO_MEMORY, NULL, 0, eAllocationTypeIgnore);
    for (i = 0; i < 64; i++)
        ck_assert_uint_eq(block[i], 0);
    ck_assert(HeapFree(GetProcessHeap(), 0, block));
    MFHeapFree(HeapAlloc(GetProcessHeap(), 0, 16));
    MFHeapFree(NULL);
    ck_assert_ptr_null(MFHeapAlloc((size_t)-1 / 2, 0, NULL, 0, eAllocationTypeIgnore));
}
END_TEST

static Suite *collection_suite(void)
{
    Suite *suite = suite_create("collection");
    TCase *tcase = tcase_create("contract");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, new_collection_is_empty);
    tcase_add_test(tcase, worked_sequence);
    tcase_add_test(tcase, elements_are_referenced);
    tcase_add_test(tcase, null_element_can_be_removed);
    tcase_add_test(tcase, huge_gap_is_refused);
    tcase_add_test(tcase, many_elements_stay_in_order);
    tcase_add_test(tcase, append_adds_every_element);
    tcase_add_test(tcase, heap_is_the_process_heap);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return suite_main(collection_suite());
}
