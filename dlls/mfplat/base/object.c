/* SPDX-License-Identifier: MIT */
/* The repeated part of every COM object: one reference count, one table of interfaces. */

#include "base/object.h"
#include "base/trace.h"

void object_init(struct object *object, const struct object_class *class)
{
    object->class = class;
    object->refcount = 1;
}

HRESULT object_query(struct object *object, REFIID iid, void **out)
{
    const struct object_class *class = object->class;
    char *base = (char *)object - class->object_offset;
    size_t i;

    if (!out)
        return E_POINTER;

    for (i = 0; i < class->interface_count; i++)
    {
        if (IsEqualGUID(iid, class->interfaces[i].iid) || (!i && IsEqualGUID(iid, &IID_IUnknown)))
        {
            IUnknown *iface = (IUnknown *)(base + class->interfaces[i].offset);

            IUnknown_AddRef(iface);
            *out = iface;
            return S_OK;
        }
    }

    *out = NULL;
    trace_debug("%s: no interface %s", class->name, trace_guid(iid));
    return E_NOINTERFACE;
}

ULONG object_add_ref(struct object *object)
{
    return atomic_increment(&object->refcount);
}

BOOL object_try_add_ref(struct object *object)
{
    LONG refcount = atomic_load(&object->refcount);

    while (refcount && !atomic_compare_exchange(&object->refcount, refcount, refcount + 1))
        refcount = atomic_load(&object->refcount);
    return refcount != 0;
}

ULONG object_release(struct object *object)
{
    LONG refcount = atomic_decrement(&object->refcount);

    if (!refcount)
        object->class->destroy(object);
    return refcount;
}
