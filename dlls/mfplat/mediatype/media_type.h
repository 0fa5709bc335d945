/* SPDX-License-Identifier: MIT */
/* The media type object: an attribute store with IMFMediaType as its identity, and IMFVideoMediaType and
 * IMFAudioMediaType as further interfaces of the same object.
 *
 * The derived interfaces always exist; QueryInterface hands them out only while MF_MT_MAJOR_TYPE says so (observed).
 */
#ifndef OPENMFPLAT_MEDIATYPE_MEDIA_TYPE_H
#define OPENMFPLAT_MEDIATYPE_MEDIA_TYPE_H

#include "attributes/attributes.h"
#include "base/lock.h"

struct media_type
{
    struct attributes attributes;  /* its interface is the IMFMediaType */
    struct attributes_face video;  /* IMFVideoMediaType */
    struct attributes_face audio;  /* IMFAudioMediaType */
    struct object object;
    struct lock lock;              /* LOCK_RANK_OBJECT */
    void *format;                  /* what GetVideoFormat or GetAudioFormat returned last; guarded by lock */
};

/* An empty media type with one reference, the caller's. E_OUTOFMEMORY. */
HRESULT media_type_create(struct media_type **type);

/* The interfaces of a type of ours, without a reference of their own. */
static inline IMFMediaType *media_type_interface(struct media_type *type)
{
    return (IMFMediaType *)&type->attributes.IMFAttributes_iface;
}

static inline IMFVideoMediaType *media_type_video_interface(struct media_type *type)
{
    return (IMFVideoMediaType *)&type->video.IMFAttributes_iface;
}

static inline IMFAudioMediaType *media_type_audio_interface(struct media_type *type)
{
    return (IMFAudioMediaType *)&type->audio.IMFAttributes_iface;
}

#endif
