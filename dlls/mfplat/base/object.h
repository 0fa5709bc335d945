/* SPDX-License-Identifier: MIT */
/* The repeated part of every COM object: one reference count, one table of interfaces.
 *
 * A COM object embeds a struct object and has a static const struct object_class that lists its interfaces (IID and
 * offset of the _iface member; the first one serves IUnknown) and its destructor. Each interface keeps three one-line
 * IUnknown functions of its own that call object_query, object_add_ref and object_release.
 */
#ifndef OPENMFPLAT_BASE_OBJECT_H
#define OPENMFPLAT_BASE_OBJECT_H

#include "base/atomic.h"
#include <stddef.h>

struct object;

struct object_interface
{
    const IID *iid;
    size_t offset; /* of the interface member, from the start of the struct that embeds the object */
};

struct object_class
{
    const char *name;                           /* for traces and the leak report */
    size_t object_offset;                       /* of the struct object in the struct that embeds it */
    const struct object_interface *interfaces;  /* the first answers IUnknown too */
    size_t interface_count;
    void (*destroy)(struct object *object);     /* the last reference is gone: frees everything */
};

struct object
{
    const struct object_class *class; /* immutable after object_init */
    LONG refcount;                    /* atomic */
};

/* The object starts with one reference, the caller's. */
void object_init(struct object *object, const struct object_class *class);

/* QueryInterface by the class's table. *out is NULL on failure. E_POINTER for a NULL out, E_NOINTERFACE for an unknown
 * IID (shown in the trace). Thread safe. */
HRESULT object_query(struct object *object, REFIID iid, void **out);
ULONG object_add_ref(struct object *object);
/* For holders of a pointer without a reference: FALSE when the last reference is gone already. Whoever holds such a
 * pointer makes sure that the memory stays until it is forgotten. */
BOOL object_try_add_ref(struct object *object);
/* Calls the class's destroy when the last reference goes. */
ULONG object_release(struct object *object);

#define OBJECT_INTERFACE(type, name) {&IID_##name, offsetof(struct type, name##_iface)}

#endif
