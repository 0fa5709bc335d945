/* SPDX-License-Identifier: MIT */
/* Attributes, media types and PROPVARIANTs on an IStream. Documented, not observed on Windows; the exports without a public
 * prototype are looked up by name. */

#include "support/callback.h"
#include "support/suite.h"
#include <stdio.h>
#include <mfapi.h>
#include <mferror.h>
#include <mfplat_newer.h>

static const GUID keys[] = {{1, 0, 0, {0}}, {2, 0, 0, {0}}, {3, 0, 0, {0}}, {4, 0, 0, {0}}, {5, 0, 0, {0}},
        {6, 0, 0, {0}}, {7, 0, 0, {0}}, {8, 0, 0, {0}}};

/* A stream in memory that reads and writes in small pieces, fails when told to, and may keep references to objects. */
struct test_stream
{
    IStream IStream_iface;
    IMFObjectReferenceStream IMFObjectReferenceStream_iface;
    BOOL has_references;
    BYTE data[0x10000];
    ULONG size, position, piece, room;
    HRESULT read_hr, write_hr;
    IUnknown *kept[8];
    UINT32 saved, loaded;
};

static struct test_stream *impl_from_IStream(IStream *iface)
{
    return CONTAINING_RECORD(iface, struct test_stream, IStream_iface);
}

static struct test_stream *impl_from_IMFObjectReferenceStream(IMFObjectReferenceStream *iface)
{
    return CONTAINING_RECORD(iface, struct test_stream, IMFObjectReferenceStream_iface);
}

static HRESULT WINAPI test_stream_QueryInterface(IStream *iface, REFIID iid, void **out)
{
    struct test_stream *stream = impl_from_IStream(iface);

    *out = NULL;
    if (IsEqualGUID(iid, &IID_IUnknown) || IsEqualGUID(iid, &IID_ISequentialStream) || IsEqualGUID(iid, &IID_IStream))
        *out = iface;
    else if (IsEqualGUID(iid, &IID_IMFObjectReferenceStream) && stream->has_references)
        *out = &stream->IMFObjectReferenceStream_iface;
    return *out ? S_OK : E_NOINTERFACE;
}

static ULONG WINAPI test_stream_AddRef(IStream *iface)
{
    (void)iface;
    return 2;
}

static ULONG WINAPI test_stream_Release(IStream *iface)
{
    (void)iface;
    return 1;
}

static HRESULT WINAPI test_stream_Read(IStream *iface, void *data, ULONG size, ULONG *read)
{
    struct test_stream *stream = impl_from_IStream(iface);

    if (FAILED(stream->read_hr))
        return stream->read_hr;
    size = min(size, stream->piece);
    size = min(size, stream->size - stream->position);
    memcpy(data, stream->data + stream->position, size);
    stream->position += size;
    *read = size;
    return size ? S_OK : S_FALSE;
}

static HRESULT WINAPI test_stream_Write(IStream *iface, const void *data, ULONG size, ULONG *written)
{
    struct test_stream *stream = impl_from_IStream(iface);

    if (FAILED(stream->write_hr))
        return stream->write_hr;
    size = min(size, stream->piece);
    size = min(size, stream->room - stream->size);
    memcpy(stream->data + stream->size, data, size);
    stream->size += size;
    *written = size;
    return S_OK;
}

static HRESULT WINAPI test_stream_Seek(IStream *iface, LARGE_INTEGER move, DWORD origin, ULARGE_INTEGER *position)
{
    (void)iface; (void)move; (void)origin; (void)position;
    return E_NOTIMPL;
}

static HRESULT WINAPI test_stream_SetSize(IStream *iface, ULARGE_INTEGER size)
{
    (void)iface; (void)size;
    return E_NOTIMPL;
}

static HRESULT WINAPI test_stream_CopyTo(IStream *iface, IStream *to, ULARGE_INTEGER size, ULARGE_INTEGER *read,
        ULARGE_INTEGER *written)
{
    (void)iface; (void)to; (void)size; (void)read; (void)written;
    return E_NOTIMPL;
}

static HRESULT WINAPI test_stream_Commit(IStream *iface, DWORD flags)
{
    (void)iface; (void)flags;
    return E_NOTIMPL;
}

static HRESULT WINAPI test_stream_Revert(IStream *iface)
{
    (void)iface;
    return E_NOTIMPL;
}

static HRESULT WINAPI test_stream_LockRegion(IStream *iface, ULARGE_INTEGER offset, ULARGE_INTEGER size, DWORD type)
{
    (void)iface; (void)offset; (void)size; (void)type;
    return E_NOTIMPL;
}

static HRESULT WINAPI test_stream_Stat(IStream *iface, STATSTG *stat, DWORD flags)
{
    (void)iface; (void)stat; (void)flags;
    return E_NOTIMPL;
}

static HRESULT WINAPI test_stream_Clone(IStream *iface, IStream **clone)
{
    (void)iface; (void)clone;
    return E_NOTIMPL;
}

static const IStreamVtbl test_stream_vtbl =
{
    test_stream_QueryInterface, test_stream_AddRef, test_stream_Release, test_stream_Read, test_stream_Write,
    test_stream_Seek, test_stream_SetSize, test_stream_CopyTo, test_stream_Commit, test_stream_Revert,
    test_stream_LockRegion, test_stream_LockRegion, test_stream_Stat, test_stream_Clone,
};

static HRESULT WINAPI references_QueryInterface(IMFObjectReferenceStream *iface, REFIID iid, void **out)
{
    return test_stream_QueryInterface(&impl_from_IMFObjectReferenceStream(iface)->IStream_iface, iid, out);
}

static ULONG WINAPI references_AddRef(IMFObjectReferenceStream *iface)
{
    (void)iface;
    return 2;
}

static ULONG WINAPI references_Release(IMFObjectReferenceStream *iface)
{
    (void)iface;
    return 1;
}

static HRESULT WINAPI references_SaveReference(IMFObjectReferenceStream *iface, REFIID iid, IUnknown *unknown)
{
    struct test_stream *stream = impl_from_IMFObjectReferenceStream(iface);

    if (!IsEqualGUID(iid, &IID_IUnknown) || stream->saved == ARRAYSIZE(stream->kept))
        return E_FAIL;
    IUnknown_AddRef(unknown);
    stream->kept[stream->saved++] = unknown;
    return S_OK;
}

static HRESULT WINAPI references_LoadReference(IMFObjectReferenceStream *iface, REFIID iid, void **out)
{
    struct test_stream *stream = impl_from_IMFObjectReferenceStream(iface);

    if (stream->loaded == stream->saved)
        return E_FAIL;
    stream->loaded++;
    return IUnknown_QueryInterface(stream->kept[stream->loaded - 1], iid, out);
}

static const IMFObjectReferenceStreamVtbl references_vtbl =
{
    references_QueryInterface, references_AddRef, references_Release, references_SaveReference,
    references_LoadReference,
};

static struct test_stream memory;
static IStream *stream;
static IMFAttributes *store, *copy;

static void setup(void)
{
    memset(&memory, 0, sizeof(memory));
    memory.IStream_iface.lpVtbl = (IStreamVtbl *)&test_stream_vtbl;
    memory.IMFObjectReferenceStream_iface.lpVtbl = (IMFObjectReferenceStreamVtbl *)&references_vtbl;
    memory.piece = memory.room = sizeof(memory.data);
    stream = &memory.IStream_iface;
    ck_assert_ok(CoInitializeEx(NULL, COINIT_APARTMENTTHREADED));
    ck_assert_ok(MFCreateAttributes(&store, 0));
    ck_assert_ok(MFCreateAttributes(&copy, 0));
}

static void teardown(void)
{
    UINT32 i;

    for (i = 0; i < memory.saved; i++)
        IUnknown_Release(memory.kept[i]);
    ck_assert_uint_eq(IMFAttributes_Release(store), 0);
    ck_assert_uint_eq(IMFAttributes_Release(copy), 0);
    CoUninitialize();
}

static void fill(IMFAttributes *attributes)
{
    static const UINT8 data[] = {1, 2, 3};

    ck_assert_ok(IMFAttributes_SetUINT32(attributes, &keys[0], 456));
    ck_assert_ok(IMFAttributes_SetUINT64(attributes, &keys[1], ~(UINT64)123));
    ck_assert_ok(IMFAttributes_SetDouble(attributes, &keys[2], -0.5));
    ck_assert_ok(IMFAttributes_SetGUID(attributes, &keys[3], &IID_IUnknown));
    ck_assert_ok(IMFAttributes_SetString(attributes, &keys[4], L"Text"));
    ck_assert_ok(IMFAttributes_SetBlob(attributes, &keys[5], data, sizeof(data)));
}

static BOOL equal(IMFAttributes *a, IMFAttributes *b)
{
    BOOL result = FALSE;
    ck_assert_ok(IMFAttributes_Compare(a, b, MF_ATTRIBUTES_MATCH_ALL_ITEMS, &result));
    return result;
}

static UINT32 count_of(IMFAttributes *attributes)
{
    UINT32 count = 0xdeadbeef;
    ck_assert_ok(IMFAttributes_GetCount(attributes, &count));
    return count;
}

START_TEST(attributes_survive)
{
    fill(store);
    ck_assert_ok(IMFAttributes_SetUINT32(copy, &GUID_NULL, 1)); /* goes away */
    memory.piece = _i;
    ck_assert_ok(MFSerializeAttributesToStream(store, 0, stream));
    ck_assert_ok(MFDeserializeAttributesFromStream(copy, 0, stream));
    ck_assert(equal(store, copy));
    ck_assert_uint_eq(memory.position, memory.size);
}
END_TEST

START_TEST(large_attributes_survive)
{
    static BYTE data[20000];
    UINT32 i;

    for (i = 0; i < sizeof(data); i++)
        data[i] = (BYTE)(i * 7);
    fill(store);
    ck_assert_ok(IMFAttributes_SetBlob(store, &keys[6], data, sizeof(data)));
    ck_assert_ok(IMFAttributes_SetBlob(store, &keys[7], data, sizeof(data) - 1));
    ck_assert_ok(MFSerializeAttributesToStream(store, 0, stream));
    ck_assert_ok(MFDeserializeAttributesFromStream(copy, 0, stream));
    ck_assert(equal(store, copy));
}
END_TEST

START_TEST(several_follow_each_other)
{
    IMFAttributes *empty;

    ck_assert_ok(MFCreateAttributes(&empty, 0));
    fill(store);
    ck_assert_ok(MFSerializeAttributesToStream(store, 0, stream));
    ck_assert_ok(MFSerializeAttributesToStream(empty, 0, stream));
    ck_assert_ok(MFSerializeAttributesToStream(store, MF_ATTRIBUTE_SERIALIZE_UNKNOWN_BYREF, stream));
    ck_assert_ok(MFDeserializeAttributesFromStream(copy, 0, stream));
    ck_assert(equal(store, copy));
    ck_assert_ok(MFDeserializeAttributesFromStream(copy, 0, stream));
    ck_assert_uint_eq(count_of(copy), 0);
    ck_assert_ok(MFDeserializeAttributesFromStream(copy, MF_ATTRIBUTE_SERIALIZE_UNKNOWN_BYREF, stream));
    ck_assert(equal(store, copy));
    ck_assert_uint_eq(memory.position, memory.size);
    IMFAttributes_Release(empty);
}
END_TEST

START_TEST(objects_are_left_out_without_the_flag)
{
    static struct test_object object;

    test_object_init(&object);
    memory.has_references = TRUE;
    fill(store);
    ck_assert_ok(IMFAttributes_SetUnknown(store, &keys[6], &object.IUnknown_iface));
    ck_assert_ok(MFSerializeAttributesToStream(store, 0, stream));
    ck_assert_ok(MFDeserializeAttributesFromStream(copy, 0, stream));
    ck_assert_uint_eq(count_of(copy), 6);
    ck_assert_uint_eq(memory.saved, 0);
}
END_TEST

START_TEST(objects_go_through_the_reference_stream)
{
    static struct test_object objects[2];
    IUnknown *unknown;

    test_object_init(&objects[0]);
    test_object_init(&objects[1]);
    memory.has_references = TRUE;
    fill(store);
    ck_assert_ok(IMFAttributes_SetUnknown(store, &keys[6], &objects[0].IUnknown_iface));
    ck_assert_ok(IMFAttributes_SetUnknown(store, &keys[7], &objects[1].IUnknown_iface));
    ck_assert_ok(MFSerializeAttributesToStream(store, MF_ATTRIBUTE_SERIALIZE_UNKNOWN_BYREF, stream));
    ck_assert_uint_eq(memory.saved, 2);
    ck_assert_ok(MFDeserializeAttributesFromStream(copy, MF_ATTRIBUTE_SERIALIZE_UNKNOWN_BYREF, stream));
    ck_assert_uint_eq(memory.loaded, 2);
    ck_assert(equal(store, copy));
    ck_assert_ok(IMFAttributes_GetUnknown(copy, &keys[7], &IID_IUnknown, (void **)&unknown));
    ck_assert_ptr_eq(unknown, &objects[1].IUnknown_iface);
    IUnknown_Release(unknown);
    ck_assert_int_eq(objects[0].refcount, 4); /* its own, both stores, the stream */
    ck_assert_ok(IMFAttributes_DeleteAllItems(copy));
    ck_assert_int_eq(objects[0].refcount, 3);
}
END_TEST

START_TEST(objects_are_marshalled_by_com_otherwise)
{
    static struct test_object object;
    LARGE_INTEGER start = {{0}};
    IUnknown *unknown;
    IStream *hglobal;

    test_object_init(&object);
    ck_assert_ok(CreateStreamOnHGlobal(NULL, TRUE, &hglobal));
    fill(store);
    ck_assert_ok(IMFAttributes_SetUnknown(store, &keys[6], &object.IUnknown_iface));
    ck_assert_ok(MFSerializeAttributesToStream(store, MF_ATTRIBUTE_SERIALIZE_UNKNOWN_BYREF, hglobal));
    ck_assert_ok(IStream_Seek(hglobal, start, STREAM_SEEK_SET, NULL));
    ck_assert_ok(MFDeserializeAttributesFromStream(copy, MF_ATTRIBUTE_SERIALIZE_UNKNOWN_BYREF, hglobal));
    ck_assert_uint_eq(count_of(copy), 7);
    ck_assert_ok(IMFAttributes_GetUnknown(copy, &keys[6], &IID_IUnknown, (void **)&unknown));
    ck_assert_ptr_eq(unknown, &object.IUnknown_iface); /* the same apartment */
    IUnknown_Release(unknown);
    ck_assert_ok(IMFAttributes_DeleteAllItems(copy));
    ck_assert_ok(IMFAttributes_DeleteAllItems(store));
    IStream_Release(hglobal);
    ck_assert_int_eq(object.refcount, 1);
}
END_TEST

START_TEST(null_object_survives)
{
    IUnknown *unknown;

    memory.has_references = TRUE;
    ck_assert_ok(IMFAttributes_SetUnknown(store, &keys[6], NULL));
    ck_assert_ok(MFSerializeAttributesToStream(store, MF_ATTRIBUTE_SERIALIZE_UNKNOWN_BYREF, stream));
    ck_assert_uint_eq(memory.saved, 0);
    ck_assert_ok(MFDeserializeAttributesFromStream(copy, MF_ATTRIBUTE_SERIALIZE_UNKNOWN_BYREF, stream));
    ck_assert_uint_eq(count_of(copy), 1);
    ck_assert_hr(IMFAttributes_GetUnknown(copy, &keys[6], &IID_IUnknown, (void **)&unknown), MF_E_INVALIDTYPE);
}
END_TEST

START_TEST(early_end_is_an_error_and_changes_nothing)
{
    ULONG size;

    memory.has_references = TRUE;
    fill(store);
    ck_assert_ok(IMFAttributes_SetUnknown(store, &keys[6], (IUnknown *)copy));
    ck_assert_ok(MFSerializeAttributesToStream(store, MF_ATTRIBUTE_SERIALIZE_UNKNOWN_BYREF, stream));
    ck_assert_ok(IMFAttributes_SetUINT32(copy, &GUID_NULL, 1));
    size = memory.size;
    for (memory.size = 0; memory.size < size; memory.size++)
    {
        memory.position = memory.loaded = 0;
        ck_assert_msg(FAILED(MFDeserializeAttributesFromStream(copy, MF_ATTRIBUTE_SERIALIZE_UNKNOWN_BYREF, stream)),
                "%lu of %lu bytes", memory.size, size);
        ck_assert_uint_eq(count_of(copy), 1);
    }
}
END_TEST

START_TEST(length_that_is_not_there_is_an_error)
{
    static const UINT32 lengths[] = {0, 7, 0x7fffffff, 0xffffffff};
    UINT32 i;

    for (i = 0; i < ARRAYSIZE(lengths); i++)
    {
        memcpy(memory.data, &lengths[i], 4);
        memory.position = 0;
        memory.size = 40;
        ck_assert_msg(FAILED(MFDeserializeAttributesFromStream(copy, 0, stream)), "length %u", lengths[i]);
    }
}
END_TEST

START_TEST(errors_of_the_stream_come_through)
{
    fill(store);
    memory.write_hr = STG_E_ACCESSDENIED;
    ck_assert_hr(MFSerializeAttributesToStream(store, 0, stream), STG_E_ACCESSDENIED);
    memory.write_hr = S_OK;
    ck_assert_ok(MFSerializeAttributesToStream(store, 0, stream));
    memory.read_hr = STG_E_REVERTED;
    ck_assert_hr(MFDeserializeAttributesFromStream(copy, 0, stream), STG_E_REVERTED);
    memory.room = memory.size + 10;
    ck_assert_hr(MFSerializeAttributesToStream(store, 0, stream), STG_E_MEDIUMFULL);
}
END_TEST

START_TEST(null_arguments_are_refused)
{
    ck_assert_hr(MFSerializeAttributesToStream(NULL, 0, stream), E_INVALIDARG);
    ck_assert_hr(MFSerializeAttributesToStream(store, 0, NULL), E_INVALIDARG);
    ck_assert_hr(MFDeserializeAttributesFromStream(NULL, 0, stream), E_INVALIDARG);
    ck_assert_hr(MFDeserializeAttributesFromStream(store, 0, NULL), E_INVALIDARG);
}
END_TEST

/* Exports without a public prototype: nothing about them is known of Windows but name and argument size, so these cases
 * stand for our DLL alone. */
static BOOL is_ours(void)
{
    return mfplat_function("LFGetGlobalPool") && mfplat_function("RtwqStartup");
}

START_TEST(media_type_survives)
{
    HRESULT (WINAPI *serialize)(IMFMediaType *type, IStream *stream) =
            mfplat_function("MFSerializeMediaTypeToStream");
    HRESULT (WINAPI *deserialize)(IStream *stream, IMFMediaType **type) =
            mfplat_function("MFDeserializeMediaTypeFromStream");
    IMFMediaType *type, *other = NULL;
    DWORD flags;

    if (!is_ours())
        return;
    ck_assert_ok(MFCreateMediaType(&type));
    fill((IMFAttributes *)type);
    ck_assert_ok(IMFMediaType_SetGUID(type, &MF_MT_MAJOR_TYPE, &MFMediaType_Video));
    ck_assert_ok(serialize(type, stream));
    ck_assert_ok(deserialize(stream, &other));
    ck_assert_hr(IMFMediaType_IsEqual(type, other, &flags), S_OK);
    ck_assert_uint_eq(count_of((IMFAttributes *)other), 7);
    ck_assert_uint_eq(IMFMediaType_Release(other), 0);

    ck_assert_hr(deserialize(stream, &other), STG_E_READFAULT);
    ck_assert_ptr_null(other);
    ck_assert_hr(deserialize(NULL, &other), E_INVALIDARG);
    ck_assert_hr(deserialize(stream, NULL), E_POINTER);
    ck_assert_hr(serialize(NULL, stream), E_INVALIDARG);
    ck_assert_hr(serialize(type, NULL), E_INVALIDARG);
    IMFMediaType_Release(type);
}
END_TEST

START_TEST(propvariants_survive)
{
    HRESULT (WINAPI *to_stream)(const PROPVARIANT *value, IStream *stream) = mfplat_function("PropVariantToStream");
    HRESULT (WINAPI *from_stream)(PROPVARIANT *value, IStream *stream) = mfplat_function("PropVariantFromStream");
    HRESULT (WINAPI *destroy)(PROPVARIANT *value) = mfplat_function("DestroyPropVariant");
    PROPVARIANT value, other;
    static struct test_object object;
    BOOL same = FALSE;
    ULONG size;

    if (!is_ours())
        return;
    test_object_init(&object);
    memory.has_references = TRUE;
    fill(store);
    ck_assert_ok(IMFAttributes_SetUnknown(store, &keys[6], &object.IUnknown_iface));
    ck_assert_ok(IMFAttributes_GetItem(store, &keys[_i], &value));
    ck_assert_ok(to_stream(&value, stream));
    size = memory.size;
    ck_assert_ok(to_stream(&value, stream));
    memset(&other, 0xcc, sizeof(other));
    ck_assert_ok(from_stream(&other, stream));
    ck_assert_uint_eq(memory.position, size);
    ck_assert_ok(IMFAttributes_CompareItem(store, &keys[_i], &other, &same));
    ck_assert(same);
    ck_assert_ok(destroy(&other));
    ck_assert_int_eq(other.vt, VT_EMPTY);
    ck_assert_ok(destroy(&value));
    for (memory.size = 0; memory.size < size; memory.size++)
    {
        memory.position = memory.loaded = 0;
        ck_assert_hr_msg(from_stream(&other, stream), STG_E_READFAULT, "%lu of %lu bytes", memory.size, size);
    }
}
END_TEST

START_TEST(other_propvariants_are_refused)
{
    HRESULT (WINAPI *to_stream)(const PROPVARIANT *value, IStream *stream) = mfplat_function("PropVariantToStream");
    HRESULT (WINAPI *from_stream)(PROPVARIANT *value, IStream *stream) = mfplat_function("PropVariantFromStream");
    PROPVARIANT value;
    UINT32 header[2] = {VT_I4, 4};

    if (!is_ours())
        return;
    memset(&value, 0, sizeof(value));
    value.vt = VT_I4;
    ck_assert_hr(to_stream(&value, stream), MF_E_INVALIDTYPE);
    ck_assert_uint_eq(memory.size, 0);
    ck_assert_hr(to_stream(NULL, stream), E_INVALIDARG);
    ck_assert_hr(to_stream(&value, NULL), E_INVALIDARG);
    ck_assert_hr(from_stream(NULL, stream), E_INVALIDARG);
    ck_assert_hr(from_stream(&value, NULL), E_INVALIDARG);

    value.vt = VT_EMPTY;
    ck_assert_ok(to_stream(&value, stream));
    memset(&value, 0xcc, sizeof(value));
    ck_assert_ok(from_stream(&value, stream));
    ck_assert_int_eq(value.vt, VT_EMPTY);

    memcpy(memory.data, header, sizeof(header));
    memory.position = 0;
    memory.size = 100;
    ck_assert_hr(from_stream(&value, stream), E_INVALIDARG); /* a type that is not carried */
    header[0] = VT_UI4;
    header[1] = 8;
    memcpy(memory.data, header, sizeof(header));
    memory.position = 0;
    ck_assert_hr(from_stream(&value, stream), E_INVALIDARG); /* a size that is not the type's */
    header[0] = VT_LPWSTR;
    header[1] = 3;
    memcpy(memory.data, header, sizeof(header));
    memory.position = 0;
    ck_assert_hr(from_stream(&value, stream), E_INVALIDARG);
}
END_TEST

static Suite *attribute_stream_suite(void)
{
    Suite *suite = suite_create("attribute_stream");
    TCase *tcase = tcase_create("contract");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, attributes_survive, 1, 9);
    tcase_add_test(tcase, large_attributes_survive);
    tcase_add_test(tcase, several_follow_each_other);
    tcase_add_test(tcase, objects_are_left_out_without_the_flag);
    tcase_add_test(tcase, objects_go_through_the_reference_stream);
    tcase_add_test(tcase, objects_are_marshalled_by_com_otherwise);
    tcase_add_test(tcase, null_object_survives);
    tcase_add_test(tcase, media_type_survives);
    tcase_add_loop_test(tcase, propvariants_survive, 0, 7);
    suite_add_tcase(suite, tcase);

    tcase = tcase_create("errors");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, early_end_is_an_error_and_changes_nothing);
    tcase_add_test(tcase, length_that_is_not_there_is_an_error);
    tcase_add_test(tcase, errors_of_the_stream_come_through);
    tcase_add_test(tcase, null_arguments_are_refused);
    tcase_add_test(tcase, other_propvariants_are_refused);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return suite_main(attribute_stream_suite());
}
