/* SPDX-License-Identifier: MIT */
/* WAVEFORMATEX from and to media types. Observed on Windows 8 to 11 unless a case says otherwise. */

#include "support/type_check.h"
#include <mmreg.h>
#include <mfapi.h>
#include <mferror.h>

static const GUID odd_subtype = {0x12345678, 0x1234, 0x1234, {0x23, 0x23, 0x23, 0x23, 0x23, 0x23, 0x23, 0x23}};

static IMFMediaType *type;

static void setup(void)
{
    ck_assert_ok(MFCreateMediaType(&type));
}

static void teardown(void)
{
    IMFMediaType_Release(type);
}

static const WORD tags[] =
{
    WAVE_FORMAT_PCM, WAVE_FORMAT_IEEE_FLOAT, WAVE_FORMAT_ALAW, WAVE_FORMAT_WMAVOICE9, WAVE_FORMAT_MPEGLAYER3,
    WAVE_FORMAT_DOLBY_AC3_SPDIF, WAVE_FORMAT_RAW_AAC1, WAVE_FORMAT_WMAUDIO2, WAVE_FORMAT_WMAUDIO_LOSSLESS, 1234,
    WAVE_FORMAT_MPEG_ADTS_AAC, 0x6c61, 0x704f, 0xf1ac,
};

static const struct
{
    WORD channels;
    DWORD rate, byte_rate;
    WORD alignment, bits;
} members[] =
{
    {2, 44100, 0, 2, 8}, {2, 44100, 1, 2, 8}, {0, 44100, 0, 0, 0}, {0, 0, 0, 0, 0}, {2, 44100, 16000, 1, 0},
    {65535, 0xffffffff, 0xffffffff, 65535, 65535},
};

static void set_members(WAVEFORMATEX *format, unsigned int i)
{
    format->nChannels = members[i].channels;
    format->nSamplesPerSec = members[i].rate;
    format->nAvgBytesPerSec = members[i].byte_rate;
    format->nBlockAlign = members[i].alignment;
    format->wBitsPerSample = members[i].bits;
}

static void check_number(const GUID *key, UINT32 expected, const char *label)
{
    UINT32 value = 0;
    HRESULT hr = IMFMediaType_GetUINT32(type, key, &value);

    ck_assert_msg(expected ? hr == S_OK && value == expected : hr == MF_E_ATTRIBUTENOTFOUND, "%s: %s, %u, expected %u",
            label, hresult_name(hr), value, expected);
}

static void check_members(unsigned int i)
{
    check_number(&MF_MT_AUDIO_NUM_CHANNELS, members[i].channels, "channels");
    check_number(&MF_MT_AUDIO_SAMPLES_PER_SECOND, members[i].rate, "rate");
    check_number(&MF_MT_AUDIO_AVG_BYTES_PER_SECOND, members[i].byte_rate, "byte rate");
    check_number(&MF_MT_AUDIO_BLOCK_ALIGNMENT, members[i].alignment, "alignment");
    check_number(&MF_MT_AUDIO_BITS_PER_SAMPLE, members[i].bits, "bits");
    ck_assert_lacks(type, MF_MT_FIXED_SIZE_SAMPLES);
    ck_assert_lacks(type, MF_MT_COMPRESSED);
}

START_TEST(plain_format_becomes_attributes)
{
    WAVEFORMATEX format = {0};
    unsigned int i;
    GUID subtype;

    format.wFormatTag = tags[_i];
    subtype = subtype_of(tags[_i]);
    for (i = 0; i < ARRAYSIZE(members); i++)
    {
        set_members(&format, i);
        ck_assert_ok(MFInitMediaTypeFromWaveFormatEx(type, &format, sizeof(format)));
        ck_assert_guid(type, MF_MT_MAJOR_TYPE, &MFMediaType_Audio, "tag %#x", tags[_i]);
        ck_assert_guid(type, MF_MT_SUBTYPE, &subtype, "tag %#x", tags[_i]);
        ck_assert_nonzero(type, MF_MT_AUDIO_PREFER_WAVEFORMATEX, "tag %#x", tags[_i]);
        check_members(i);
        ck_assert_lacks(type, MF_MT_USER_DATA);
        ck_assert_lacks(type, MF_MT_AUDIO_CHANNEL_MASK);
        ck_assert_lacks(type, MF_MT_AUDIO_VALID_BITS_PER_SAMPLE);
        ck_assert_lacks(type, MF_MT_AUDIO_SAMPLES_PER_BLOCK);
        if (tags[_i] == WAVE_FORMAT_PCM || tags[_i] == WAVE_FORMAT_IEEE_FLOAT)
            ck_assert_nonzero(type, MF_MT_ALL_SAMPLES_INDEPENDENT, "tag %#x", tags[_i]);
        else
            ck_assert_lacks(type, MF_MT_ALL_SAMPLES_INDEPENDENT, "tag %#x", tags[_i]);
    }
}
END_TEST

START_TEST(extensible_format_becomes_attributes)
{
    WAVEFORMATEXTENSIBLE format = {.dwChannelMask = 0x8};
    unsigned int i;

    format.Format.wFormatTag = WAVE_FORMAT_EXTENSIBLE;
    format.Format.cbSize = 22;
    format.Samples.wValidBitsPerSample = 123;
    format.SubFormat = subtype_of(tags[_i]);
    for (i = 0; i < ARRAYSIZE(members); i++)
    {
        set_members(&format.Format, i);
        ck_assert_ok(MFInitMediaTypeFromWaveFormatEx(type, &format.Format, sizeof(format)));
        ck_assert_guid(type, MF_MT_SUBTYPE, &format.SubFormat, "tag %#x", tags[_i]);
        ck_assert_lacks(type, MF_MT_AUDIO_PREFER_WAVEFORMATEX);
        check_members(i);
        ck_assert_lacks(type, MF_MT_USER_DATA);
        ck_assert_uint32(type, MF_MT_AUDIO_CHANNEL_MASK, 0x8);
        if (members[i].bits)
        {
            ck_assert_uint32(type, MF_MT_AUDIO_VALID_BITS_PER_SAMPLE, 123);
            ck_assert_lacks(type, MF_MT_AUDIO_SAMPLES_PER_BLOCK);
        }
        else
        {
            ck_assert_lacks(type, MF_MT_AUDIO_VALID_BITS_PER_SAMPLE);
            ck_assert_uint32(type, MF_MT_AUDIO_SAMPLES_PER_BLOCK, 123);
        }
        if (tags[_i] == WAVE_FORMAT_PCM || tags[_i] == WAVE_FORMAT_IEEE_FLOAT)
            ck_assert_nonzero(type, MF_MT_ALL_SAMPLES_INDEPENDENT, "tag %#x", tags[_i]);
        else
            ck_assert_lacks(type, MF_MT_ALL_SAMPLES_INDEPENDENT, "tag %#x", tags[_i]);
    }
}
END_TEST

START_TEST(extra_bytes_become_user_data)
{
    MPEGLAYER3WAVEFORMAT mp3 = {{WAVE_FORMAT_MPEGLAYER3, 2, 44100, 16000, 1, 0, 12}, 1, 2, 144, 1, 0};
    BYTE block[64] = {0};

    ck_assert_uint_eq(sizeof(mp3), 30);
    ck_assert_ok(MFInitMediaTypeFromWaveFormatEx(type, &mp3.wfx, sizeof(mp3)));
    ck_assert_uint32(type, MF_MT_AUDIO_NUM_CHANNELS, 2);
    ck_assert_uint32(type, MF_MT_AUDIO_AVG_BYTES_PER_SECOND, 16000);
    ck_assert_blob(type, MF_MT_USER_DATA, (BYTE *)&mp3 + 18, 12);
    ck_assert_lacks(type, MF_MT_ALL_SAMPLES_INDEPENDENT);

    /* Bytes behind an extensible format start at offset 40; the structure may stand anywhere. */
    WAVEFORMATEXTENSIBLE extensible = {{WAVE_FORMAT_EXTENSIBLE, 0, 0, 0, 0, 0, 25}, {0}, 0, MFAudioFormat_PCM};
    memcpy(block + 1, &extensible, sizeof(extensible));
    memcpy(block + 41, "abc", 3);
    ck_assert_ok(MFInitMediaTypeFromWaveFormatEx(type, (WAVEFORMATEX *)(block + 1), 43));
    ck_assert_blob(type, MF_MT_USER_DATA, "abc", 3);
    ck_assert_lacks(type, MF_MT_AUDIO_CHANNEL_MASK);
}
END_TEST

START_TEST(init_replaces_the_content)
{
    WAVEFORMATEX format = {WAVE_FORMAT_PCM, 2, 44100, 176400, 4, 16, 0};
    WAVEFORMATEX small = {WAVE_FORMAT_MPEGLAYER3, 0, 0, 0, 0, 0, 0};

    ck_assert_ok(IMFMediaType_SetUINT32(type, &MF_MT_DEFAULT_STRIDE, 123));
    ck_assert_ok(MFInitMediaTypeFromWaveFormatEx(type, &format, sizeof(format)));
    ck_assert_lacks(type, MF_MT_DEFAULT_STRIDE);
    ck_assert_count(type, 9);
    ck_assert_ok(MFInitMediaTypeFromWaveFormatEx(type, &small, sizeof(small)));
    ck_assert_count(type, 3);
}
END_TEST

START_TEST(too_small_structures_are_refused)
{
    static const struct { WORD tag; UINT32 size; WORD cb_size; HRESULT hr; } rows[] =
    {
        {WAVE_FORMAT_PCM, 18, 0, S_OK}, {WAVE_FORMAT_PCM, 17, 0, E_INVALIDARG}, {WAVE_FORMAT_PCM, 0, 0, E_INVALIDARG},
        {WAVE_FORMAT_PCM, 18, 1, E_INVALIDARG}, {WAVE_FORMAT_PCM, 40, 0xffff, E_INVALIDARG},
        {WAVE_FORMAT_MPEG_HEAAC, 29, 11, E_INVALIDARG}, {WAVE_FORMAT_MPEG_HEAAC, 31, 13, S_OK},
        {WAVE_FORMAT_MPEG_HEAAC, 32, 14, S_OK}, {WAVE_FORMAT_MPEG_HEAAC, 30, 12, S_OK},
        {WAVE_FORMAT_EXTENSIBLE, 40, 22, S_OK}, {WAVE_FORMAT_EXTENSIBLE, 40, 21, E_INVALIDARG},
        {WAVE_FORMAT_EXTENSIBLE, 39, 22, E_INVALIDARG}, {WAVE_FORMAT_EXTENSIBLE, 18, 0, E_INVALIDARG},
    };
    BYTE block[64] = {0};
    WAVEFORMATEX *format = (WAVEFORMATEX *)block;
    unsigned int i;

    for (i = 0; i < ARRAYSIZE(rows); i++)
    {
        format->wFormatTag = rows[i].tag;
        format->cbSize = rows[i].cb_size;
        reset_type(type, NULL, NULL);
        ck_assert_ok(IMFMediaType_SetUINT32(type, &MF_MT_DEFAULT_STRIDE, 123));
        ck_assert_hr_msg(MFInitMediaTypeFromWaveFormatEx(type, format, rows[i].size), rows[i].hr, "row %u", i);
        if (FAILED(rows[i].hr) && mfplat_function("LFGetGlobalPool"))
            ck_assert_uint32(type, MF_MT_DEFAULT_STRIDE, 123, "row %u", i); /* unobserved: a failure changes nothing */
    }
    ck_assert_hr(MFInitMediaTypeFromWaveFormatEx(type, NULL, 18), E_INVALIDARG);
}
END_TEST

/* size, tag, cbSize with nothing but major type and subtype. */
START_TEST(structure_depends_on_subtype_and_flags)
{
    const struct { GUID subtype; UINT32 plain_size; WORD tag; } rows[] =
    {
        {MFAudioFormat_PCM, 18, WAVE_FORMAT_PCM}, {MFAudioFormat_Float, 18, WAVE_FORMAT_IEEE_FLOAT},
        {MFAudioFormat_MP3, 18, WAVE_FORMAT_MPEGLAYER3}, {odd_subtype, 40, WAVE_FORMAT_EXTENSIBLE},
    };
    const UINT32 flags = _i;
    WAVEFORMATEX *format;
    unsigned int i;
    UINT32 size;

    for (i = 0; i < ARRAYSIZE(rows); i++)
    {
        BOOL extensible = flags == MFWaveFormatExConvertFlag_ForceExtensible || rows[i].plain_size == 40;

        reset_type(type, &MFMediaType_Audio, &rows[i].subtype);
        ck_assert_ok(MFCreateWaveFormatExFromMFMediaType(type, &format, &size, flags));
        ck_assert_uint_eq(size, extensible ? 40 : 18);
        ck_assert_uint_eq(format->wFormatTag, extensible ? WAVE_FORMAT_EXTENSIBLE : rows[i].tag);
        ck_assert_uint_eq(format->cbSize, extensible ? 22 : 0);
        ck_assert_uint_eq(format->nChannels, 0);
        ck_assert_uint_eq(format->nSamplesPerSec, 0);
        ck_assert_uint_eq(format->nAvgBytesPerSec, 0);
        ck_assert_uint_eq(format->nBlockAlign, 0);
        ck_assert_uint_eq(format->wBitsPerSample, 0);
        if (extensible)
        {
            WAVEFORMATEXTENSIBLE *extended = (WAVEFORMATEXTENSIBLE *)format;
            ck_assert(IsEqualGUID(&extended->SubFormat, &rows[i].subtype));
            ck_assert_uint_eq(extended->dwChannelMask, 0);
            ck_assert_uint_eq(extended->Samples.wReserved, 0);
        }
        CoTaskMemFree(format);
    }
}
END_TEST

START_TEST(incomplete_types_have_no_format)
{
    WAVEFORMATEX *format;
    UINT32 size;

    ck_assert_hr(MFCreateWaveFormatExFromMFMediaType(type, &format, &size, 0), MF_E_ATTRIBUTENOTFOUND);
    reset_type(type, &MFMediaType_Video, NULL);
    ck_assert_hr(MFCreateWaveFormatExFromMFMediaType(type, &format, &size, 0), MF_E_ATTRIBUTENOTFOUND);
    reset_type(type, &MFMediaType_Audio, NULL);
    ck_assert_hr(MFCreateWaveFormatExFromMFMediaType(type, &format, &size, 0), MF_E_ATTRIBUTENOTFOUND);
}
END_TEST

enum key { CHANNELS, BITS, ALIGNMENT, RATE, BYTE_RATE, MASK, VALID_BITS, SAMPLES, PREFER, NONE };

static const GUID *const keys[] =
{
    &MF_MT_AUDIO_NUM_CHANNELS, &MF_MT_AUDIO_BITS_PER_SAMPLE, &MF_MT_AUDIO_BLOCK_ALIGNMENT,
    &MF_MT_AUDIO_SAMPLES_PER_SECOND, &MF_MT_AUDIO_AVG_BYTES_PER_SECOND, &MF_MT_AUDIO_CHANNEL_MASK,
    &MF_MT_AUDIO_VALID_BITS_PER_SAMPLE, &MF_MT_AUDIO_SAMPLES_PER_BLOCK, &MF_MT_AUDIO_PREFER_WAVEFORMATEX,
};

/* A PCM type with up to four more attributes. mask and samples only for extensible results. */
static const struct
{
    const char *label;
    struct { enum key key; UINT32 value; } set[4];
    BOOL extensible;
    WORD channels, bits, alignment;
    DWORD rate, byte_rate, mask;
    WORD samples;
} forms[] =
{
    {"two channels", {{CHANNELS, 2}, {NONE, 0}}, FALSE, 2, 0, 0, 0, 0, 0, 0},
    {"no alignment is computed", {{CHANNELS, 2}, {BITS, 16}, {NONE, 0}}, FALSE, 2, 16, 0, 0, 0, 0, 0},
    {"alignment", {{ALIGNMENT, 16}, {NONE, 0}}, FALSE, 0, 0, 16, 0, 0, 0, 0},
    {"rate", {{RATE, 44100}, {NONE, 0}}, FALSE, 0, 0, 0, 44100, 0, 0, 0},
    {"byte rate", {{BYTE_RATE, 176400}, {NONE, 0}}, FALSE, 0, 0, 0, 0, 176400, 0, 0},
    {"three channels", {{CHANNELS, 3}, {NONE, 0}}, TRUE, 3, 0, 0, 0, 0, 7, 0},
    {"channel mask", {{MASK, 3}, {NONE, 0}}, TRUE, 0, 0, 0, 0, 0, 3, 0},
    {"samples per block beat valid bits without bits", {{VALID_BITS, 3}, {SAMPLES, 4}, {NONE, 0}}, TRUE, 0, 0, 0, 0, 0, 0, 4},
    {"samples per block in spite of the preference", {{SAMPLES, 4}, {PREFER, 1}, {NONE, 0}}, TRUE, 0, 0, 0, 0, 0, 0, 4},
    {"preference keeps channels and mask plain", {{CHANNELS, 6}, {MASK, 63}, {PREFER, 1}, {NONE, 0}}, FALSE, 6, 0, 0, 0, 0, 0, 0},
    {"a preference of 0 is none", {{CHANNELS, 3}, {PREFER, 0}, {NONE, 0}}, TRUE, 3, 0, 0, 0, 0, 7, 0},
    {"valid bits with bits", {{CHANNELS, 3}, {BITS, 32}, {VALID_BITS, 24}, {NONE, 0}}, TRUE, 3, 32, 0, 0, 0, 7, 24},
};

START_TEST(structure_depends_on_attributes)
{
    WAVEFORMATEXTENSIBLE *format;
    unsigned int i;
    UINT32 size;

    reset_type(type, &MFMediaType_Audio, &MFAudioFormat_PCM);
    for (i = 0; i < 4 && forms[_i].set[i].key != NONE; i++)
        ck_assert_ok(IMFMediaType_SetUINT32(type, keys[forms[_i].set[i].key], forms[_i].set[i].value));
    ck_assert_ok(MFCreateWaveFormatExFromMFMediaType(type, (WAVEFORMATEX **)&format, &size, 0));
    ck_assert_msg(size == (forms[_i].extensible ? 40 : 18), "%s: %u bytes", forms[_i].label, size);
    ck_assert_uint_eq(format->Format.wFormatTag, forms[_i].extensible ? WAVE_FORMAT_EXTENSIBLE : WAVE_FORMAT_PCM);
    ck_assert_uint_eq(format->Format.cbSize, forms[_i].extensible ? 22 : 0);
    ck_assert_uint_eq(format->Format.nChannels, forms[_i].channels);
    ck_assert_uint_eq(format->Format.wBitsPerSample, forms[_i].bits);
    ck_assert_uint_eq(format->Format.nBlockAlign, forms[_i].alignment);
    ck_assert_uint_eq(format->Format.nSamplesPerSec, forms[_i].rate);
    ck_assert_uint_eq(format->Format.nAvgBytesPerSec, forms[_i].byte_rate);
    if (forms[_i].extensible)
    {
        ck_assert_msg(format->dwChannelMask == forms[_i].mask, "%s: mask %#lx", forms[_i].label, format->dwChannelMask);
        ck_assert_msg(format->Samples.wReserved == forms[_i].samples, "%s: samples %u", forms[_i].label,
                format->Samples.wReserved);
        ck_assert(IsEqualGUID(&format->SubFormat, &MFAudioFormat_PCM));
    }
    CoTaskMemFree(format);
}
END_TEST

START_TEST(user_data_is_appended)
{
    static const BYTE data[] = {1, 2, 3};
    WAVEFORMATEX *format;
    UINT32 size;

    reset_type(type, &MFMediaType_Audio, &MFAudioFormat_PCM);
    ck_assert_ok(IMFMediaType_SetBlob(type, &MF_MT_USER_DATA, data, sizeof(data)));
    ck_assert_ok(MFCreateWaveFormatExFromMFMediaType(type, &format, &size, 0));
    ck_assert_uint_eq(size, 21);
    ck_assert_uint_eq(format->cbSize, 3);
    ck_assert_uint_eq(format->wFormatTag, WAVE_FORMAT_PCM);
    ck_assert_mem_eq((BYTE *)format + 18, data, 3);
    CoTaskMemFree(format);
    ck_assert_ok(MFCreateWaveFormatExFromMFMediaType(type, &format, &size, 1));
    ck_assert_uint_eq(size, 43);
    ck_assert_uint_eq(format->cbSize, 25);
    ck_assert_mem_eq((BYTE *)format + 40, data, 3);
    CoTaskMemFree(format);
}
END_TEST

/* Unobserved: cbSize has 16 bits. */
START_TEST(user_data_that_cb_size_cannot_count_is_an_error)
{
    BYTE *data = calloc(70000, 1);
    WAVEFORMATEX *format;
    UINT32 size;

    reset_type(type, &MFMediaType_Audio, &MFAudioFormat_PCM);
    ck_assert_ok(IMFMediaType_SetBlob(type, &MF_MT_USER_DATA, data, 65535));
    ck_assert_ok(MFCreateWaveFormatExFromMFMediaType(type, &format, &size, 0));
    ck_assert_uint_eq(size, 18 + 65535);
    CoTaskMemFree(format);
    format = (void *)1;
    ck_assert(FAILED(MFCreateWaveFormatExFromMFMediaType(type, &format, &size, 1)));
    ck_assert_ok(IMFMediaType_SetBlob(type, &MF_MT_USER_DATA, data, 65536));
    ck_assert(FAILED(MFCreateWaveFormatExFromMFMediaType(type, &format, &size, 0)));
    free(data);
}
END_TEST

START_TEST(aac_keeps_its_extra_bytes)
{
    static const BYTE other[] = {0x12, 0, 0x34, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x12, 0x08};
    HEAACWAVEFORMAT aac = {{{WAVE_FORMAT_MPEG_HEAAC, 2, 44100, 0, 0, 0, 13}, 2, 1, 0, 0, 0}, {0x55}};
    WAVEFORMATEXTENSIBLE *extensible;
    WAVEFORMATEX *format;
    BYTE block[64];
    UINT32 size;

    ck_assert_uint_eq(sizeof(aac), 31);
    ck_assert_ok(MFInitMediaTypeFromWaveFormatEx(type, &aac.wfInfo.wfx, sizeof(aac)));
    ck_assert_guid(type, MF_MT_SUBTYPE, &MFAudioFormat_AAC);
    ck_assert_uint32(type, MF_MT_AAC_PAYLOAD_TYPE, 2);
    ck_assert_uint32(type, MF_MT_AAC_AUDIO_PROFILE_LEVEL_INDICATION, 1);
    ck_assert_blob(type, MF_MT_USER_DATA, (BYTE *)&aac + 18, 13);

    /* The same comes back. */
    ck_assert_ok(MFCreateWaveFormatExFromMFMediaType(type, &format, &size, 0));
    ck_assert_uint_eq(size, sizeof(aac));
    ck_assert_mem_eq(format, &aac, sizeof(aac));
    CoTaskMemFree(format);

    /* Forced to the extensible form. */
    ck_assert_ok(MFCreateWaveFormatExFromMFMediaType(type, (WAVEFORMATEX **)&extensible, &size, 1));
    ck_assert_uint_eq(size, 40 + 13);
    ck_assert_uint_eq(extensible->Format.wFormatTag, WAVE_FORMAT_EXTENSIBLE);
    ck_assert_uint_eq(extensible->Format.cbSize, 35);
    ck_assert(IsEqualGUID(&extensible->SubFormat, &MFAudioFormat_AAC));
    ck_assert_uint_eq(extensible->dwChannelMask, 3);
    ck_assert_uint_eq(extensible->Samples.wSamplesPerBlock, 0);
    ck_assert_mem_eq((BYTE *)extensible + 40, (BYTE *)&aac + 18, 13);
    CoTaskMemFree(extensible);

    /* Channels and mask do not beat the preference, samples per block do. */
    ck_assert_ok(IMFMediaType_SetUINT32(type, &MF_MT_AUDIO_NUM_CHANNELS, 6));
    ck_assert_ok(IMFMediaType_SetUINT32(type, &MF_MT_AUDIO_CHANNEL_MASK, 63));
    ck_assert_ok(MFCreateWaveFormatExFromMFMediaType(type, &format, &size, 0));
    ck_assert_uint_eq(format->wFormatTag, WAVE_FORMAT_MPEG_HEAAC);
    ck_assert_uint_eq(format->cbSize, 13);
    CoTaskMemFree(format);
    ck_assert_ok(IMFMediaType_SetUINT32(type, &MF_MT_AUDIO_SAMPLES_PER_BLOCK, 4));
    ck_assert_ok(MFCreateWaveFormatExFromMFMediaType(type, (WAVEFORMATEX **)&extensible, &size, 0));
    ck_assert_uint_eq(extensible->Format.wFormatTag, WAVE_FORMAT_EXTENSIBLE);
    ck_assert_uint_eq(extensible->Format.cbSize, 35);
    ck_assert_uint_eq(extensible->dwChannelMask, 63);
    ck_assert_uint_eq(extensible->Samples.wSamplesPerBlock, 4);
    memcpy(block, extensible, size);
    CoTaskMemFree(extensible);

    /* From the extensible form there are no attributes of AAC. */
    ck_assert_ok(IMFMediaType_DeleteAllItems(type));
    ck_assert_ok(MFInitMediaTypeFromWaveFormatEx(type, (WAVEFORMATEX *)block, size));
    ck_assert_guid(type, MF_MT_SUBTYPE, &MFAudioFormat_AAC);
    ck_assert_lacks(type, MF_MT_AAC_PAYLOAD_TYPE);
    ck_assert_lacks(type, MF_MT_AAC_AUDIO_PROFILE_LEVEL_INDICATION);
    ck_assert_blob(type, MF_MT_USER_DATA, (BYTE *)&aac + 18, 13);
    ck_assert_ok(IMFMediaType_SetBlob(type, &MF_MT_USER_DATA, block, 1));
    ck_assert_ok(MFCreateWaveFormatExFromMFMediaType(type, (WAVEFORMATEX **)&extensible, &size, 1));
    ck_assert_uint_eq(extensible->Format.cbSize, 23);
    ck_assert_uint_eq(extensible->dwChannelMask, 63);
    ck_assert_uint_eq(extensible->Samples.wSamplesPerBlock, 4);
    CoTaskMemFree(extensible);

    /* Only the user data counts on the way back. */
    ck_assert_ok(MFInitMediaTypeFromWaveFormatEx(type, &aac.wfInfo.wfx, sizeof(aac)));
    ck_assert_ok(IMFMediaType_DeleteItem(type, &MF_MT_USER_DATA));
    ck_assert_ok(MFCreateWaveFormatExFromMFMediaType(type, &format, &size, 0));
    ck_assert_uint_eq(size, 18);
    ck_assert_uint_eq(format->wFormatTag, WAVE_FORMAT_MPEG_HEAAC);
    ck_assert_uint_eq(format->cbSize, 0);
    CoTaskMemFree(format);
    ck_assert_ok(IMFMediaType_DeleteItem(type, &MF_MT_AAC_PAYLOAD_TYPE));
    ck_assert_ok(IMFMediaType_DeleteItem(type, &MF_MT_AAC_AUDIO_PROFILE_LEVEL_INDICATION));
    ck_assert_ok(IMFMediaType_SetBlob(type, &MF_MT_USER_DATA, other, sizeof(other)));
    ck_assert_ok(MFCreateWaveFormatExFromMFMediaType(type, &format, &size, 0));
    ck_assert_uint_eq(format->cbSize, 14);
    ck_assert_uint_eq(((HEAACWAVEINFO *)format)->wPayloadType, 0x12);
    ck_assert_uint_eq(((HEAACWAVEINFO *)format)->wAudioProfileLevelIndication, 0x34);
    ck_assert_ok(MFInitMediaTypeFromWaveFormatEx(type, format, size));
    ck_assert_uint32(type, MF_MT_AAC_PAYLOAD_TYPE, 0x12);
    ck_assert_uint32(type, MF_MT_AAC_AUDIO_PROFILE_LEVEL_INDICATION, 0x34);
    CoTaskMemFree(format);
}
END_TEST

START_TEST(raw_aac_has_no_aac_attributes)
{
    BYTE block[32] = {0};
    WAVEFORMATEX *raw = (WAVEFORMATEX *)block, *format;
    UINT32 size;

    raw->wFormatTag = WAVE_FORMAT_RAW_AAC1;
    raw->cbSize = 14;
    memset(block + 18, 0x12, 14);
    ck_assert_ok(MFInitMediaTypeFromWaveFormatEx(type, raw, 32));
    ck_assert_blob(type, MF_MT_USER_DATA, block + 18, 14);
    ck_assert_lacks(type, MF_MT_AAC_PAYLOAD_TYPE);
    ck_assert_lacks(type, MF_MT_AAC_AUDIO_PROFILE_LEVEL_INDICATION);
    ck_assert_ok(MFCreateWaveFormatExFromMFMediaType(type, &format, &size, 0));
    ck_assert_uint_eq(size, 32);
    ck_assert_mem_eq(format, block, 32);
    CoTaskMemFree(format);
}
END_TEST

static UINT32 random_state;

static UINT32 next_random(void)
{
    random_state = random_state * 1664525 + 1013904223;
    return random_state >> 8;
}

/* What went through a media type is the same again, byte for byte: any plain format with any extra bytes; any extensible
 * format that says something the plain form cannot. */
START_TEST(generated_formats_survive_the_round_trip)
{
    BYTE block[256], *again;
    WAVEFORMATEXTENSIBLE *format = (WAVEFORMATEXTENSIBLE *)block;
    unsigned int i, k, extra, header;
    UINT32 size;

    random_state = _i + 1;
    for (i = 0; i < 500; i++)
    {
        memset(block, 0, sizeof(block));
        extra = next_random() % 3 ? 0 : next_random() % 100;
        header = next_random() % 2 ? 18 : 40;
        for (k = 0; k < header + extra; k++)
            block[k] = next_random();
        if (header == 18)
        {
            while (format->Format.wFormatTag == WAVE_FORMAT_EXTENSIBLE
                    || (format->Format.wFormatTag == WAVE_FORMAT_MPEG_HEAAC && extra < 12))
                format->Format.wFormatTag = next_random();
            format->Format.cbSize = extra;
        }
        else
        {
            format->Format.wFormatTag = WAVE_FORMAT_EXTENSIBLE;
            format->Format.cbSize = 22 + extra;
            format->dwChannelMask |= 1;
            format->Samples.wReserved |= 1;
            if (next_random() % 2)
                format->SubFormat = subtype_of(next_random() & 0xffff);
        }
        ck_assert_ok(MFInitMediaTypeFromWaveFormatEx(type, &format->Format, header + extra));
        ck_assert_ok(MFCreateWaveFormatExFromMFMediaType(type, (WAVEFORMATEX **)&again, &size, 0));
        ck_assert_msg(size == header + extra && !memcmp(again, block, size), "round %u: %u of %u bytes, tag %#x", i,
                size, header + extra, format->Format.wFormatTag);
        CoTaskMemFree(again);
    }
}
END_TEST

START_TEST(audio_media_type_is_created_from_a_format)
{
    WAVEFORMATEX pcm = {.wFormatTag = WAVE_FORMAT_PCM}, bad = {.wFormatTag = WAVE_FORMAT_EXTENSIBLE};
    IMFAudioMediaType *audio;

    ck_assert_ok(MFCreateAudioMediaType(&pcm, &audio));
    ck_assert_refcount(audio, 1);
    ck_assert_interface(audio, &IID_IMFMediaType, TRUE);
    ck_assert_interface(audio, &IID_IMFAudioMediaType, TRUE);
    ck_assert_interface(audio, &IID_IMFVideoMediaType, FALSE);
    ck_assert_guid((IMFMediaType *)audio, MF_MT_SUBTYPE, &MFAudioFormat_PCM);
    ck_assert_count((IMFMediaType *)audio, 4);
    IMFAudioMediaType_Release(audio);

    audio = (void *)1;
    ck_assert_hr(MFCreateAudioMediaType(&bad, &audio), E_INVALIDARG); /* unobserved */
}
END_TEST

/* No public prototype: the reading of the name, tested with this library only. */
START_TEST(format_tag_looks_into_extensible_formats)
{
    DWORD (WINAPI *format_tag)(const WAVEFORMATEX *) = mfplat_function("FormatTagFromWfx");
    WAVEFORMATEXTENSIBLE extensible = {{WAVE_FORMAT_EXTENSIBLE, 0, 0, 0, 0, 0, 22}, {0}, 0, MFAudioFormat_Float};
    WAVEFORMATEX plain = {.wFormatTag = 0x55};

    if (!mfplat_function("LFGetGlobalPool"))
        return;
    ck_assert_uint_eq(format_tag(&plain), 0x55);
    ck_assert_uint_eq(format_tag(&extensible.Format), WAVE_FORMAT_IEEE_FLOAT);
    extensible.Format.cbSize = 0;
    ck_assert_uint_eq(format_tag(&extensible.Format), WAVE_FORMAT_EXTENSIBLE);
    ck_assert_uint_eq(format_tag(NULL), 0);
}
END_TEST

static Suite *audio_format_suite(void)
{
    Suite *suite = suite_create("audio_format");
    TCase *tcase = tcase_create("contract");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, plain_format_becomes_attributes, 0, ARRAYSIZE(tags));
    tcase_add_loop_test(tcase, extensible_format_becomes_attributes, 0, ARRAYSIZE(tags));
    tcase_add_test(tcase, extra_bytes_become_user_data);
    tcase_add_test(tcase, init_replaces_the_content);
    tcase_add_loop_test(tcase, structure_depends_on_subtype_and_flags, 0, 3);
    tcase_add_loop_test(tcase, structure_depends_on_attributes, 0, ARRAYSIZE(forms));
    tcase_add_test(tcase, user_data_is_appended);
    tcase_add_test(tcase, aac_keeps_its_extra_bytes);
    tcase_add_test(tcase, raw_aac_has_no_aac_attributes);
    tcase_add_loop_test(tcase, generated_formats_survive_the_round_trip, 0, 4);
    tcase_add_test(tcase, audio_media_type_is_created_from_a_format);
    tcase_add_test(tcase, format_tag_looks_into_extensible_formats);
    suite_add_tcase(suite, tcase);

    tcase = tcase_create("errors");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, too_small_structures_are_refused);
    tcase_add_test(tcase, incomplete_types_have_no_format);
    tcase_add_test(tcase, user_data_that_cb_size_cannot_count_is_an_error);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return suite_main(audio_format_suite());
}
