/* SPDX-License-Identifier: MIT */
/* Functions, constants and helpers of the Media Foundation platform (mfplat.dll). */

/*
 * Takes the place of the mfapi.h of mingw-w64 and of Wine: it sets the include guards of both, so
 * whichever comes first wins and the other one is empty. Nothing here depends on WINVER: the DLL
 * has every name on every Windows.
 */
#if !defined(__MFAPI_H__) && !defined(__WINE_MFAPI_H)
#define __MFAPI_H__
#define __WINE_MFAPI_H

#include <mfobjects.h>
#include <mmreg.h>
#include <dxgiformat.h>

#ifndef MF_VERSION
#if defined(WINVER) && WINVER < 0x0601
#define MF_SDK_VERSION 0x0001
#else
#define MF_SDK_VERSION 0x0002
#endif
#define MF_API_VERSION 0x0070
#define MF_VERSION (MF_SDK_VERSION << 16 | MF_API_VERSION)
#endif

#ifdef MF_INIT_GUIDS
#include <initguid.h>
#endif

#include <mfapi_guids.h>

/* A FOURCC from a multi-character constant: FCC('NV12') equals MAKEFOURCC('N', 'V', '1', '2'). */
#ifndef FCC
#define FCC(ch4) \
    ((((DWORD)(ch4) & 0xff) << 24) | (((DWORD)(ch4) & 0xff00) << 8) | \
     (((DWORD)(ch4) & 0xff0000) >> 8) | (((DWORD)(ch4) & 0xff000000) >> 24))
#endif

/* Defines the identifier of a format in a program's own source; brings its own semicolon. */
#ifndef DEFINE_MEDIATYPE_GUID
#define DEFINE_MEDIATYPE_GUID(name, format) \
    DEFINE_GUID(name, format, 0x0000, 0x0010, 0x80, 0x00, 0x00, 0xaa, 0x00, 0x38, 0x9b, 0x71);
#endif

#define MFVideoFormat_MPG2 MFVideoFormat_MPEG2

#define MFSampleExtension_ClosedCaption_CEA708_MAX_SIZE 256

/* C++ programs may leave out the last argument of some functions. */
#ifdef __cplusplus
#define MF_DEFAULT_ARG(value) = value
#else
#define MF_DEFAULT_ARG(value)
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* Structures of other headers that functions here take by pointer. */
struct _AMMediaType;
struct tagKS_VIDEOINFOHEADER;
struct tagKS_VIDEOINFOHEADER2;
struct tagMPEG1VIDEOINFO;
struct tagMPEG2VIDEOINFO;
struct tagVIDEOINFOHEADER;
struct tagVIDEOINFOHEADER2;
typedef struct _AMMediaType AM_MEDIA_TYPE;
typedef struct tagMPEG1VIDEOINFO MPEG1VIDEOINFO;
typedef struct tagMPEG2VIDEOINFO MPEG2VIDEOINFO;
typedef struct tagVIDEOINFOHEADER VIDEOINFOHEADER;
typedef struct tagVIDEOINFOHEADER2 VIDEOINFOHEADER2;
typedef struct _MFT_REGISTRATION_INFO MFT_REGISTRATION_INFO;

/* ---- start, stop and hold the platform ------------------------------------------------------- */

/* Flags of MFStartup. */
#define MFSTARTUP_NOSOCKET 0x1
#define MFSTARTUP_LITE     (MFSTARTUP_NOSOCKET)
#define MFSTARTUP_FULL     0

STDAPI MFLockPlatform(void);
STDAPI MFShutdown(void);
STDAPI MFStartup(ULONG Version, DWORD dwFlags MF_DEFAULT_ARG(MFSTARTUP_FULL));
STDAPI MFUnlockPlatform(void);

/* ---- asynchronous results -------------------------------------------------------------------- */

/*
 * What every IMFAsyncResult begins with, the platform's own and a program's: the work queues read
 * pCallback from here and write hrStatusResult, and hEvent is signalled after the callback.
 */
#if defined(__cplusplus) && !defined(CINTERFACE)
typedef struct tagMFASYNCRESULT : public IMFAsyncResult
{
#else
typedef struct tagMFASYNCRESULT
{
    IMFAsyncResult AsyncResult;
#endif
    OVERLAPPED overlapped;
    IMFAsyncCallback *pCallback;
    HRESULT hrStatusResult;
    DWORD dwBytesTransferred;
    HANDLE hEvent;
} MFASYNCRESULT;

STDAPI MFCreateAsyncResult(IUnknown *punkObject, IMFAsyncCallback *pCallback, IUnknown *punkState,
        IMFAsyncResult **ppAsyncResult);
STDAPI MFInvokeCallback(IMFAsyncResult *pAsyncResult);

/* ---- work queues, timers and waits ----------------------------------------------------------- */

typedef unsigned __int64 MFWORKITEM_KEY;

typedef enum
{
    MF_STANDARD_WORKQUEUE = 0,
    MF_WINDOW_WORKQUEUE = 1,
    MF_MULTITHREADED_WORKQUEUE = 2
} MFASYNC_WORKQUEUE_TYPE;

typedef void (CALLBACK *MFPERIODICCALLBACK)(IUnknown *pContext);

STDAPI MFAddPeriodicCallback(MFPERIODICCALLBACK Callback, IUnknown *pContext, DWORD *pdwKey);
STDAPI MFAllocateSerialWorkQueue(DWORD dwWorkQueue, DWORD *pdwWorkQueue);
STDAPI MFAllocateWorkQueue(DWORD *pdwWorkQueue);
STDAPI MFAllocateWorkQueueEx(MFASYNC_WORKQUEUE_TYPE WorkQueueType, DWORD *pdwWorkQueue);
STDAPI MFCancelWorkItem(MFWORKITEM_KEY Key);
STDAPI MFGetTimerPeriodicity(DWORD *Periodicity);
STDAPI MFLockSharedWorkQueue(PCWSTR wszClass, LONG BasePriority, DWORD *pdwTaskId, DWORD *pID);
STDAPI MFLockWorkQueue(DWORD dwWorkQueue);
STDAPI MFPutWaitingWorkItem(HANDLE hEvent, LONG Priority, IMFAsyncResult *pResult,
        MFWORKITEM_KEY *pKey);
STDAPI MFPutWorkItem(DWORD dwQueue, IMFAsyncCallback *pCallback, IUnknown *pState);
STDAPI MFPutWorkItem2(DWORD dwQueue, LONG Priority, IMFAsyncCallback *pCallback, IUnknown *pState);
STDAPI MFPutWorkItemEx(DWORD dwQueue, IMFAsyncResult *pResult);
STDAPI MFPutWorkItemEx2(DWORD dwQueue, LONG Priority, IMFAsyncResult *pResult);
STDAPI MFRemovePeriodicCallback(DWORD dwKey);
STDAPI MFScheduleWorkItem(IMFAsyncCallback *pCallback, IUnknown *pState, INT64 Timeout,
        MFWORKITEM_KEY *pKey);
STDAPI MFScheduleWorkItemEx(IMFAsyncResult *pResult, INT64 Timeout, MFWORKITEM_KEY *pKey);
STDAPI MFUnlockWorkQueue(DWORD dwWorkQueue);

/* ---- multimedia class scheduling of work queues ---------------------------------------------- */

STDAPI MFBeginRegisterWorkQueueWithMMCSS(DWORD dwWorkQueueId, LPCWSTR wszClass, DWORD dwTaskId,
        IMFAsyncCallback *pDoneCallback, IUnknown *pDoneState);
STDAPI MFBeginRegisterWorkQueueWithMMCSSEx(DWORD dwWorkQueueId, LPCWSTR wszClass, DWORD dwTaskId,
        LONG lPriority, IMFAsyncCallback *pDoneCallback, IUnknown *pDoneState);
STDAPI MFBeginUnregisterWorkQueueWithMMCSS(DWORD dwWorkQueueId, IMFAsyncCallback *pDoneCallback,
        IUnknown *pDoneState);
STDAPI MFEndRegisterWorkQueueWithMMCSS(IMFAsyncResult *pResult, DWORD *pdwTaskId);
STDAPI MFEndUnregisterWorkQueueWithMMCSS(IMFAsyncResult *pResult);
STDAPI MFGetWorkQueueMMCSSClass(DWORD dwWorkQueueId, LPWSTR pwszClass, DWORD *pcchClass);
STDAPI MFGetWorkQueueMMCSSPriority(DWORD dwWorkQueueId, LONG *lPriority);
STDAPI MFGetWorkQueueMMCSSTaskId(DWORD dwWorkQueueId, LPDWORD pdwTaskId);
STDAPI MFRegisterPlatformWithMMCSS(PCWSTR wszClass, DWORD *pdwTaskId, LONG lPriority);
STDAPI MFUnregisterPlatformFromMMCSS(void);

/* ---- events ---------------------------------------------------------------------------------- */

/* Values of MF_EVENT_TOPOLOGY_STATUS. */
typedef enum
{
    MF_TOPOSTATUS_INVALID = 0,
    MF_TOPOSTATUS_READY = 100,
    MF_TOPOSTATUS_STARTED_SOURCE = 200,
    MF_TOPOSTATUS_DYNAMIC_CHANGED = 210,
    MF_TOPOSTATUS_SINK_SWITCHED = 300,
    MF_TOPOSTATUS_ENDED = 400
} MF_TOPOSTATUS;

/* Bits of MF_EVENT_SESSIONCAPS. */
#define MFSESSIONCAP_START                0x00000001
#define MFSESSIONCAP_SEEK                 0x00000002
#define MFSESSIONCAP_PAUSE                0x00000004
#define MFSESSIONCAP_RATE_FORWARD         0x00000010
#define MFSESSIONCAP_RATE_REVERSE         0x00000020
#define MFSESSIONCAP_DOES_NOT_USE_NETWORK 0x00000040

STDAPI MFCreateEventQueue(IMFMediaEventQueue **ppMediaEventQueue);
STDAPI MFCreateMediaEvent(MediaEventType met, REFGUID guidExtendedType, HRESULT hrStatus,
        const PROPVARIANT *pvValue, IMFMediaEvent **ppEvent);

/* ---- attributes and collections -------------------------------------------------------------- */

STDAPI MFCreateAttributes(IMFAttributes **ppMFAttributes, UINT32 cInitialSize);
STDAPI MFCreateMuxStreamAttributes(IMFCollection *pAttributesToMux, IMFAttributes **ppMuxAttribs);
STDAPI MFGetAttributesAsBlob(IMFAttributes *pAttributes, UINT8 *pBuf, UINT cbBufSize);
STDAPI MFGetAttributesAsBlobSize(IMFAttributes *pAttributes, UINT32 *pcbBufSize);
STDAPI MFInitAttributesFromBlob(IMFAttributes *pAttributes, const UINT8 *pBuf, UINT cbBufSize);

STDAPI MFCreateCollection(IMFCollection **ppIMFCollection);

/* ---- buffers --------------------------------------------------------------------------------- */

/* Alignments of MFCreateAlignedMemoryBuffer: the number of bytes less one. */
#define MF_1_BYTE_ALIGNMENT    0x00000000
#define MF_2_BYTE_ALIGNMENT    0x00000001
#define MF_4_BYTE_ALIGNMENT    0x00000003
#define MF_8_BYTE_ALIGNMENT    0x00000007
#define MF_16_BYTE_ALIGNMENT   0x0000000f
#define MF_32_BYTE_ALIGNMENT   0x0000001f
#define MF_64_BYTE_ALIGNMENT   0x0000003f
#define MF_128_BYTE_ALIGNMENT  0x0000007f
#define MF_256_BYTE_ALIGNMENT  0x000000ff
#define MF_512_BYTE_ALIGNMENT  0x000001ff
#define MF_1024_BYTE_ALIGNMENT 0x000003ff
#define MF_2048_BYTE_ALIGNMENT 0x000007ff
#define MF_4096_BYTE_ALIGNMENT 0x00000fff
#define MF_8192_BYTE_ALIGNMENT 0x00001fff

STDAPI MFCreate2DMediaBuffer(DWORD dwWidth, DWORD dwHeight, DWORD dwFourCC, BOOL fBottomUp,
        IMFMediaBuffer **ppBuffer);
STDAPI MFCreateAlignedMemoryBuffer(DWORD cbMaxLength, DWORD cbAlignment, IMFMediaBuffer **ppBuffer);
STDAPI MFCreateDXSurfaceBuffer(REFIID riid, IUnknown *punkSurface, BOOL fBottomUpWhenLinear,
        IMFMediaBuffer **ppBuffer);
STDAPI MFCreateLegacyMediaBufferOnMFMediaBuffer(IMFSample *pSample, IMFMediaBuffer *pMFMediaBuffer,
        DWORD cbOffset, IMediaBuffer **ppMediaBuffer);
STDAPI MFCreateMediaBufferFromMediaType(IMFMediaType *pMediaType, LONGLONG llDuration,
        DWORD dwMinLength, DWORD dwMinAlignment, IMFMediaBuffer **ppBuffer);
STDAPI MFCreateMediaBufferWrapper(IMFMediaBuffer *pBuffer, DWORD cbOffset, DWORD dwLength,
        IMFMediaBuffer **ppBuffer);
STDAPI MFCreateMemoryBuffer(DWORD cbMaxLength, IMFMediaBuffer **ppBuffer);
STDAPI MFCreateWICBitmapBuffer(REFIID riid, IUnknown *punkSurface, IMFMediaBuffer **ppBuffer);

/* ---- samples --------------------------------------------------------------------------------- */

STDAPI MFCombineSamples(IMFSample *pSample, IMFSample *pSampleToAdd, DWORD dwMaxMergedDurationInMS,
        BOOL *pMerged);
STDAPI MFCreateMuxStreamSample(IMFCollection *pSamplesToMux, IMFSample **ppMuxSample);
STDAPI MFCreateSample(IMFSample **ppIMFSample);
STDAPI MFSplitSample(IMFSample *pSample, IMFSample **pOutputSamples, DWORD dwOutputSampleMaxCount,
        DWORD *pdwOutputSampleCount);

STDAPI MFCreateVideoSampleAllocatorEx(REFIID riid, void **ppSampleAllocator);

/* ---- Direct3D devices and buffers ------------------------------------------------------------ */

/* What the methods of IMFDXGIDeviceManager answer. */
#define MF_E_DXGI_DEVICE_NOT_INITIALIZED ((HRESULT)0x80041000)
#define MF_E_DXGI_NEW_VIDEO_DEVICE       ((HRESULT)0x80041001)
#define MF_E_DXGI_VIDEO_DEVICE_LOCKED    ((HRESULT)0x80041002)

STDAPI MFCreateDXGICrossAdapterBuffer(REFIID riid, IUnknown *punkDevice, IMFMediaType *pMediaType,
        UINT uSubresource, IMFMediaBuffer **ppBuffer);
STDAPI MFCreateDXGIDeviceManager(UINT *resetToken, IMFDXGIDeviceManager **ppDeviceManager);
STDAPI MFCreateDXGISurfaceBuffer(REFIID riid, IUnknown *punkSurface, UINT uSubresourceIndex,
        BOOL fBottomUpWhenLinear, IMFMediaBuffer **ppBuffer);
STDAPI MFGetDXGIDeviceManageMode(IUnknown *pDeviceManager, MF_DXGI_DEVICE_MANAGER_MODE *mode);
STDAPI MFLockDXGIDeviceManager(UINT *pResetToken, IMFDXGIDeviceManager **ppManager);
STDAPI MFUnlockDXGIDeviceManager(void);

/* ---- byte streams, files and the handlers of the source resolver ----------------------------- */

STDAPI MFCreateMFByteStreamWrapper(IMFByteStream *pStream, IMFByteStream **ppStreamWrapper);
STDAPI MFBeginCreateFile(MF_FILE_ACCESSMODE AccessMode, MF_FILE_OPENMODE OpenMode,
        MF_FILE_FLAGS fFlags, LPCWSTR pwszFilePath, IMFAsyncCallback *pCallback, IUnknown *pState,
        IUnknown **ppCancelCookie);
STDAPI MFCancelCreateFile(IUnknown *pCancelCookie);
STDAPI MFCreateFile(MF_FILE_ACCESSMODE AccessMode, MF_FILE_OPENMODE OpenMode, MF_FILE_FLAGS fFlags,
        LPCWSTR pwszFileURL, IMFByteStream **ppIByteStream);
STDAPI MFCreateTempFile(MF_FILE_ACCESSMODE AccessMode, MF_FILE_OPENMODE OpenMode,
        MF_FILE_FLAGS fFlags, IMFByteStream **ppIByteStream);
STDAPI MFEndCreateFile(IMFAsyncResult *pResult, IMFByteStream **ppFile);
STDAPI MFCreatePathFromURL(LPCWSTR pwszFileURL, LPWSTR *ppwszFilePath);
STDAPI MFCreateURLFromPath(LPCWSTR pwszFilePath, LPWSTR *ppwszFileURL);

STDAPI MFRegisterLocalByteStreamHandler(PCWSTR szFileExtension, PCWSTR szMimeType,
        IMFActivate *pActivate);
STDAPI MFRegisterLocalSchemeHandler(PCWSTR szScheme, IMFActivate *pActivate);

/* ---- transforms ------------------------------------------------------------------------------ */

/* Flags of MFTEnumEx and MFTEnum2. */
enum _MFT_ENUM_FLAG
{
    MFT_ENUM_FLAG_SYNCMFT = 0x00000001,
    MFT_ENUM_FLAG_ASYNCMFT = 0x00000002,
    MFT_ENUM_FLAG_HARDWARE = 0x00000004,
    MFT_ENUM_FLAG_FIELDOFUSE = 0x00000008,
    MFT_ENUM_FLAG_LOCALMFT = 0x00000010,
    MFT_ENUM_FLAG_TRANSCODE_ONLY = 0x00000020,
    MFT_ENUM_FLAG_ALL = 0x0000003f,
    MFT_ENUM_FLAG_SORTANDFILTER = 0x00000040,
    MFT_ENUM_FLAG_SORTANDFILTER_APPROVED_ONLY = 0x000000c0,
    MFT_ENUM_FLAG_SORTANDFILTER_WEB_ONLY = 0x00000140,
    MFT_ENUM_FLAG_SORTANDFILTER_WEB_ONLY_EDGEMODE = 0x00000240,
    MFT_ENUM_FLAG_UNTRUSTED_STOREMFT = 0x00000400
};

STDAPI MFCreateMediaExtensionActivate(PCWSTR szActivatableClassId, IUnknown *pConfiguration,
        REFIID riid, LPVOID *ppvObject);
STDAPI MFGetMFTMerit(IUnknown *pMFT, UINT32 cbVerifier, const BYTE *verifier, DWORD *merit);
STDAPI MFTEnum(GUID guidCategory, UINT32 Flags, MFT_REGISTER_TYPE_INFO *pInputType,
        MFT_REGISTER_TYPE_INFO *pOutputType, IMFAttributes *pAttributes, CLSID **ppclsidMFT,
        UINT32 *pcMFTs);
STDAPI MFTEnum2(GUID guidCategory, UINT32 Flags, const MFT_REGISTER_TYPE_INFO *pInputType,
        const MFT_REGISTER_TYPE_INFO *pOutputType, IMFAttributes *pAttributes,
        IMFActivate ***pppMFTActivate, UINT32 *pnumMFTActivate);
STDAPI MFTEnumEx(GUID guidCategory, UINT32 Flags, const MFT_REGISTER_TYPE_INFO *pInputType,
        const MFT_REGISTER_TYPE_INFO *pOutputType, IMFActivate ***pppMFTActivate,
        UINT32 *pnumMFTActivate);
STDAPI MFTGetInfo(CLSID clsidMFT, LPWSTR *pszName, MFT_REGISTER_TYPE_INFO **ppInputTypes,
        UINT32 *pcInputTypes, MFT_REGISTER_TYPE_INFO **ppOutputTypes, UINT32 *pcOutputTypes,
        IMFAttributes **ppAttributes);
STDAPI MFTRegister(CLSID clsidMFT, GUID guidCategory, LPWSTR pszName, UINT32 Flags,
        UINT32 cInputTypes, MFT_REGISTER_TYPE_INFO *pInputTypes, UINT32 cOutputTypes,
        MFT_REGISTER_TYPE_INFO *pOutputTypes, IMFAttributes *pAttributes);
STDAPI MFTRegisterLocal(IClassFactory *pClassFactory, REFGUID guidCategory, LPCWSTR pszName,
        UINT32 Flags, UINT32 cInputTypes, const MFT_REGISTER_TYPE_INFO *pInputTypes,
        UINT32 cOutputTypes, const MFT_REGISTER_TYPE_INFO *pOutputTypes);
STDAPI MFTRegisterLocalByCLSID(REFCLSID clsidMFT, REFGUID guidCategory, LPCWSTR pszName,
        UINT32 Flags, UINT32 cInputTypes, const MFT_REGISTER_TYPE_INFO *pInputTypes,
        UINT32 cOutputTypes, const MFT_REGISTER_TYPE_INFO *pOutputTypes);
STDAPI MFTUnregister(CLSID clsidMFT);
STDAPI MFTUnregisterLocal(IClassFactory *pClassFactory);
STDAPI MFTUnregisterLocalByCLSID(CLSID clsidMFT);

STDAPI MFGetPluginControl(IMFPluginControl **ppPluginControl);

/* ---- media types ----------------------------------------------------------------------------- */

/* The format block of MF_MT_ARBITRARY_HEADER. */
typedef struct _MT_ARBITRARY_HEADER
{
    GUID majortype;
    GUID subtype;
    BOOL bFixedSizeSamples;
    BOOL bTemporalCompression;
    ULONG lSampleSize;
    GUID formattype;
} MT_ARBITRARY_HEADER;

STDAPI_(BOOL) MFCompareFullToPartialMediaType(IMFMediaType *pMFTypeFull,
        IMFMediaType *pMFTypePartial);
STDAPI MFCreateAMMediaTypeFromMFMediaType(IMFMediaType *pMFType, GUID guidFormatBlockType,
        AM_MEDIA_TYPE **ppAMType);
STDAPI MFCreateMediaType(IMFMediaType **ppMFType);
STDAPI MFCreateMediaTypeFromRepresentation(GUID guidRepresentation, LPVOID pvRepresentation,
        IMFMediaType **ppIMediaType);
STDAPI MFCreateMuxStreamMediaType(IMFCollection *pMediaTypesToMux, IMFMediaType **ppMuxMediaType);
STDAPI MFInitAMMediaTypeFromMFMediaType(IMFMediaType *pMFType, GUID guidFormatBlockType,
        AM_MEDIA_TYPE *pAMType);
STDAPI MFInitMediaTypeFromAMMediaType(IMFMediaType *pMFType, const AM_MEDIA_TYPE *pAMType);
STDAPI MFUnwrapMediaType(IMFMediaType *pWrap, IMFMediaType **ppOrig);
STDAPI MFValidateMediaTypeSize(GUID FormatType, UINT8 *pBlock, UINT32 cbSize);
STDAPI MFWrapMediaType(IMFMediaType *pOrig, REFGUID MajorType, REFGUID SubType,
        IMFMediaType **ppWrap);

/* ---- audio formats --------------------------------------------------------------------------- */

typedef enum _MFWaveFormatExConvertFlags
{
    MFWaveFormatExConvertFlag_Normal = 0,
    MFWaveFormatExConvertFlag_ForceExtensible = 1
} MFWaveFormatExConvertFlags;

/* The value of MF_MT_AUDIO_FOLDDOWN_MATRIX. */
typedef struct _MFFOLDDOWN_MATRIX
{
    UINT32 cbSize;
    UINT32 cSrcChannels;
    UINT32 cDstChannels;
    UINT32 dwChannelMask;
    LONG Coeff[64];
} MFFOLDDOWN_MATRIX;

STDAPI MFCreateAudioMediaType(const WAVEFORMATEX *pAudioFormat,
        IMFAudioMediaType **ppIAudioMediaType);
STDAPI MFCreateWaveFormatExFromMFMediaType(IMFMediaType *pMFType, WAVEFORMATEX **ppWF,
        UINT32 *pcbSize, UINT32 Flags MF_DEFAULT_ARG(MFWaveFormatExConvertFlag_Normal));
STDAPI MFInitMediaTypeFromWaveFormatEx(IMFMediaType *pMFType, const WAVEFORMATEX *pWaveFormat,
        UINT32 cbBufSize);

/* ---- video formats and images ---------------------------------------------------------------- */

/* Values of MF_MT_VIDEO_3D_FORMAT. */
typedef enum _MFVideo3DFormat
{
    MFVideo3DSampleFormat_BaseView = 0,
    MFVideo3DSampleFormat_MultiView = 1,
    MFVideo3DSampleFormat_Packed_LeftRight = 2,
    MFVideo3DSampleFormat_Packed_TopBottom = 3
} MFVideo3DFormat;

/* Values of MFSampleExtension_3DVideo_SampleFormat. */
typedef enum _MFVideo3DSampleFormat
{
    MFSampleExtension_3DVideo_Packed = 0,
    MFSampleExtension_3DVideo_MultiView = 1
} MFVideo3DSampleFormat;

/* Values of MF_MT_VIDEO_ROTATION, in degrees against the clock. */
typedef enum _MFVideoRotationFormat
{
    MFVideoRotationFormat_0 = 0,
    MFVideoRotationFormat_90 = 90,
    MFVideoRotationFormat_180 = 180,
    MFVideoRotationFormat_270 = 270
} MFVideoRotationFormat;

/* Values of MF_MT_DRM_FLAGS. */
typedef enum _MFVideoDRMFlags
{
    MFVideoDRMFlag_None = 0,
    MFVideoDRMFlag_AnalogProtected = 1,
    MFVideoDRMFlag_DigitallyProtected = 2
} MFVideoDRMFlags;

/* Values of MF_MT_PAD_CONTROL_FLAGS. */
typedef enum _MFVideoPadFlags
{
    MFVideoPadFlag_PAD_TO_None = 0,
    MFVideoPadFlag_PAD_TO_4x3 = 1,
    MFVideoPadFlag_PAD_TO_16x9 = 2
} MFVideoPadFlags;

/* Values of MF_MT_SOURCE_CONTENT_HINT. */
typedef enum _MFVideoSrcContentHintFlags
{
    MFVideoSrcContentHintFlag_None = 0,
    MFVideoSrcContentHintFlag_16x9 = 1,
    MFVideoSrcContentHintFlag_235_1 = 2
} MFVideoSrcContentHintFlags;

/* The value of MF_MT_CUSTOM_VIDEO_PRIMARIES: chromaticities of red, green, blue and white. */
typedef struct _MT_CUSTOM_VIDEO_PRIMARIES
{
    float fRx;
    float fRy;
    float fGx;
    float fGy;
    float fBx;
    float fBy;
    float fWx;
    float fWy;
} MT_CUSTOM_VIDEO_PRIMARIES;

STDAPI MFAverageTimePerFrameToFrameRate(UINT64 unAverageTimePerFrame, UINT32 *punNumerator,
        UINT32 *punDenominator);
STDAPI MFConvertColorInfoFromDXVA(MFVIDEOFORMAT *pToFormat, DWORD dwFromDXVA);
STDAPI MFConvertColorInfoToDXVA(DWORD *pdwToDXVA, const MFVIDEOFORMAT *pFromFormat);
STDAPI MFCreateMFVideoFormatFromMFMediaType(IMFMediaType *pMFType, MFVIDEOFORMAT **ppMFVF,
        UINT32 *pcbSize);
STDAPI MFCreateVideoMediaType(const MFVIDEOFORMAT *pVideoFormat,
        IMFVideoMediaType **ppIVideoMediaType);
STDAPI MFCreateVideoMediaTypeFromBitMapInfoHeader(const BITMAPINFOHEADER *pbmihBitMapInfoHeader,
        DWORD dwPixelAspectRatioX, DWORD dwPixelAspectRatioY, MFVideoInterlaceMode InterlaceMode,
        QWORD VideoFlags, QWORD qwFramesPerSecondNumerator, QWORD qwFramesPerSecondDenominator,
        DWORD dwMaxBitRate, IMFVideoMediaType **ppIVideoMediaType);
STDAPI MFCreateVideoMediaTypeFromBitMapInfoHeaderEx(const BITMAPINFOHEADER *pbmihBitMapInfoHeader,
        UINT32 cbBitMapInfoHeader, DWORD dwPixelAspectRatioX, DWORD dwPixelAspectRatioY,
        MFVideoInterlaceMode InterlaceMode, QWORD VideoFlags, DWORD dwFramesPerSecondNumerator,
        DWORD dwFramesPerSecondDenominator, DWORD dwMaxBitRate,
        IMFVideoMediaType **ppIVideoMediaType);
STDAPI MFCreateVideoMediaTypeFromSubtype(const GUID *pAMSubtype,
        IMFVideoMediaType **ppIVideoMediaType);
STDAPI MFCreateVideoMediaTypeFromVideoInfoHeader(const struct tagKS_VIDEOINFOHEADER *pVideoInfoHeader,
        DWORD cbVideoInfoHeader, DWORD dwPixelAspectRatioX, DWORD dwPixelAspectRatioY,
        MFVideoInterlaceMode InterlaceMode, QWORD VideoFlags, const GUID *pSubtype,
        IMFVideoMediaType **ppIVideoMediaType);
STDAPI MFCreateVideoMediaTypeFromVideoInfoHeader2(const struct tagKS_VIDEOINFOHEADER2 *pVideoInfoHeader,
        DWORD cbVideoInfoHeader, QWORD AdditionalVideoFlags, const GUID *pSubtype,
        IMFVideoMediaType **ppIVideoMediaType);
STDAPI MFFrameRateToAverageTimePerFrame(UINT32 unNumerator, UINT32 unDenominator,
        UINT64 *punAverageTimePerFrame);
STDAPI_(DWORD) MFGetUncompressedVideoFormat(const MFVIDEOFORMAT *pVideoFormat);
STDAPI MFInitMediaTypeFromMFVideoFormat(IMFMediaType *pMFType, const MFVIDEOFORMAT *pMFVF,
        UINT32 cbBufSize);
STDAPI MFInitMediaTypeFromMPEG1VideoInfo(IMFMediaType *pMFType, const MPEG1VIDEOINFO *pMP1VI,
        UINT32 cbBufSize, const GUID *pSubtype MF_DEFAULT_ARG(NULL));
STDAPI MFInitMediaTypeFromMPEG2VideoInfo(IMFMediaType *pMFType, const MPEG2VIDEOINFO *pMP2VI,
        UINT32 cbBufSize, const GUID *pSubtype MF_DEFAULT_ARG(NULL));
STDAPI MFInitMediaTypeFromVideoInfoHeader(IMFMediaType *pMFType, const VIDEOINFOHEADER *pVIH,
        UINT32 cbBufSize, const GUID *pSubtype MF_DEFAULT_ARG(NULL));
STDAPI MFInitMediaTypeFromVideoInfoHeader2(IMFMediaType *pMFType, const VIDEOINFOHEADER2 *pVIH2,
        UINT32 cbBufSize, const GUID *pSubtype MF_DEFAULT_ARG(NULL));
STDAPI MFInitVideoFormat(MFVIDEOFORMAT *pVideoFormat, MFStandardVideoFormat type);
STDAPI MFInitVideoFormat_RGB(MFVIDEOFORMAT *pVideoFormat, DWORD dwWidth, DWORD dwHeight,
        DWORD D3Dfmt);
STDAPI_(DXGI_FORMAT) MFMapDX9FormatToDXGIFormat(DWORD dx9);
STDAPI_(DWORD) MFMapDXGIFormatToDX9Format(DXGI_FORMAT dx11);

/* Exported by evr.dll. */
STDAPI_(BOOL) MFIsFormatYUV(DWORD Format);

STDAPI MFCalculateBitmapImageSize(const BITMAPINFOHEADER *pBMIH, UINT32 cbBufSize,
        UINT32 *pcbImageSize, BOOL *pbKnown MF_DEFAULT_ARG(NULL));
STDAPI MFCalculateImageSize(REFGUID guidSubtype, UINT32 unWidth, UINT32 unHeight,
        UINT32 *pcbImageSize);
STDAPI MFConvertFromFP16Array(float *pDest, const WORD *pSrc, DWORD dwCount);
STDAPI MFConvertToFP16Array(WORD *pDest, const float *pSrc, DWORD dwCount);
STDAPI MFCopyImage(BYTE *pDest, LONG lDestStride, const BYTE *pSrc, LONG lSrcStride,
        DWORD dwWidthInBytes, DWORD dwLines);
STDAPI MFGetPlaneSize(DWORD format, DWORD dwWidth, DWORD dwHeight, DWORD *pdwPlaneSize);
STDAPI MFGetStrideForBitmapInfoHeader(DWORD format, DWORD dwWidth, LONG *pStride);

/* ---- content protection ---------------------------------------------------------------------- */

STDAPI MFGetContentProtectionSystemCLSID(REFGUID guidProtectionSystemID, CLSID *pclsid);

/* ---- memory and arithmetic ------------------------------------------------------------------- */

typedef enum _EAllocationType
{
    eAllocationTypeDynamic,
    eAllocationTypeRT,
    eAllocationTypePageable,
    eAllocationTypeIgnore
} EAllocationType;

STDAPI_(void *) MFHeapAlloc(size_t nSize, ULONG dwFlags, char *pszFile, int line,
        EAllocationType eat);
STDAPI_(void) MFHeapFree(void *pv);
STDAPI_(LONGLONG) MFllMulDiv(LONGLONG a, LONGLONG b, LONGLONG c, LONGLONG d);


#ifdef __cplusplus
}
#endif

#undef MF_DEFAULT_ARG

#include <mfapi_helpers.h>
#include <mfapi_metadata.h>

#endif /* __MFAPI_H__ */
