/* SPDX-License-Identifier: MIT */
/* Structures that samples, streams and media types carry in blob attributes; part of mfapi.h. */

#ifndef OPENMFPLAT_MFAPI_METADATA_H
#define OPENMFPLAT_MFAPI_METADATA_H

#include <mfobjects.h>

/* ---- video encoding ------------------------------------------------------------------------ */

/* MFSampleExtension_FeatureMap: one entry for each macroblock, flags of MACROBLOCK_FLAG_*. */
typedef struct _MACROBLOCK_DATA
{
    UINT32 flags;
    INT16 motionVectorX;
    INT16 motionVectorY;
    INT32 QPDelta;
} MACROBLOCK_DATA;

#define MACROBLOCK_FLAG_SKIP              0x00000001
#define MACROBLOCK_FLAG_DIRTY             0x00000002
#define MACROBLOCK_FLAG_MOTION            0x00000004
#define MACROBLOCK_FLAG_VIDEO             0x00000008
#define MACROBLOCK_FLAG_HAS_MOTION_VECTOR 0x00000010
#define MACROBLOCK_FLAG_HAS_QP            0x00000020

/* MFSampleExtension_ROIRectangle. */
typedef struct _ROI_AREA
{
    RECT rect;
    INT32 QPDelta;
} ROI_AREA, *PROI_AREA;

/* MFSampleExtension_DirtyRects; NumDirtyRects rectangles follow. */
typedef struct _DIRTYRECT_INFO
{
    UINT FrameNumber;
    UINT NumDirtyRects;
    RECT DirtyRects[1];
} DIRTYRECT_INFO;

typedef struct _MOVE_RECT
{
    POINT SourcePoint;
    RECT DestRect;
} MOVE_RECT;

/* MFSampleExtension_MoveRegions; NumMoveRegions regions follow. */
typedef struct _MOVEREGION_INFO
{
    UINT FrameNumber;
    UINT NumMoveRegions;
    MOVE_RECT MoveRegions[1];
} MOVEREGION_INFO;

/* MFSampleExtension_FramePsnrYuv. */
typedef struct _MFSampleExtensionPsnrYuv
{
    float psnrY;
    float psnrU;
    float psnrV;
} MFSampleExtensionPsnrYuv;

/* The type of the numbers in a map of quantisation parameters; the top bit says unsigned. */
typedef enum _eAVEncVideoQPMapElementDataType
{
    CODEC_API_QP_MAP_INT8 = 0,
    CODEC_API_QP_MAP_INT16 = 1,
    CODEC_API_QP_MAP_INT32 = 2,
    CODEC_API_QP_MAP_UINT8 = -2147483647 - 1,
    CODEC_API_QP_MAP_UINT16 = -2147483647,
    CODEC_API_QP_MAP_UINT32 = -2147483646
} eAVEncVideoQPMapElementDataType;

typedef struct _InputQPSettings
{
    UINT32 minBlockSize;
    UINT32 maxBlockSize;
    UINT32 stepsBlockSize;
    eAVEncVideoQPMapElementDataType dataType;
    INT16 minValue;
    INT16 maxValue;
    UINT16 steps;
} InputQPSettings;

/* MFSampleExtension_ForwardedDecodeUnitType. */
typedef enum _MF_CUSTOM_DECODE_UNIT_TYPE
{
    MF_DECODE_UNIT_NAL = 0,
    MF_DECODE_UNIT_SEI = 1
} MF_CUSTOM_DECODE_UNIT_TYPE;

/* MFSampleExtension_Encryption_ProtectionScheme. */
typedef enum MFSampleEncryptionProtectionScheme
{
    MF_SAMPLE_ENCRYPTION_PROTECTION_SCHEME_NONE = 0,
    MF_SAMPLE_ENCRYPTION_PROTECTION_SCHEME_AES_CTR = 1,
    MF_SAMPLE_ENCRYPTION_PROTECTION_SCHEME_AES_CBC = 2
} MFSampleEncryptionProtectionScheme;

/* ---- cameras ------------------------------------------------------------------------------- */

typedef struct _MF_FLOAT2
{
    float x;
    float y;
} MF_FLOAT2;

typedef struct _MF_FLOAT3
{
    float x;
    float y;
    float z;
} MF_FLOAT3;

typedef struct _MF_QUATERNION
{
    float x;
    float y;
    float z;
    float w;
} MF_QUATERNION;

typedef struct _MFCameraExtrinsic_CalibratedTransform
{
    GUID CalibrationId;
    MF_FLOAT3 Position;
    MF_QUATERNION Orientation;
} MFCameraExtrinsic_CalibratedTransform;

/* MFStreamExtension_CameraExtrinsics; TransformCount transforms follow. */
typedef struct _MFCameraExtrinsics
{
    UINT32 TransformCount;
    MFCameraExtrinsic_CalibratedTransform CalibratedTransforms[1];
} MFCameraExtrinsics;

typedef struct _MFCameraIntrinsic_PinholeCameraModel
{
    MF_FLOAT2 FocalLength;
    MF_FLOAT2 PrincipalPoint;
} MFCameraIntrinsic_PinholeCameraModel;

typedef struct _MFCameraIntrinsic_DistortionModel
{
    float Radial_k1;
    float Radial_k2;
    float Radial_k3;
    float Tangential_p1;
    float Tangential_p2;
} MFCameraIntrinsic_DistortionModel;

typedef struct _MFPinholeCameraIntrinsic_IntrinsicModel
{
    UINT32 Width;
    UINT32 Height;
    MFCameraIntrinsic_PinholeCameraModel CameraModel;
    MFCameraIntrinsic_DistortionModel DistortionModel;
} MFPinholeCameraIntrinsic_IntrinsicModel;

/* MFStreamExtension_PinholeCameraIntrinsics; IntrinsicModelCount models follow. */
typedef struct _MFPinholeCameraIntrinsics
{
    UINT32 IntrinsicModelCount;
    MFPinholeCameraIntrinsic_IntrinsicModel IntrinsicModels[1];
} MFPinholeCameraIntrinsics;

/* Bits of MF_DEVICESTREAM_ATTRIBUTE_FRAMESOURCE_TYPES. */
typedef enum _MFFrameSourceTypes
{
    MFFrameSourceTypes_Color = 0x00000001,
    MFFrameSourceTypes_Infrared = 0x00000002,
    MFFrameSourceTypes_Depth = 0x00000004,
    MFFrameSourceTypes_Image = 0x00000008,
    MFFrameSourceTypes_Custom = 0x00000080
} MFFrameSourceTypes;

/* MF_MT_DEPTH_MEASUREMENT. */
typedef enum _MFDepthMeasurement
{
    DistanceToFocalPlane = 0,
    DistanceToOpticalCenter = 1
} MFDepthMeasurement;

/* ---- MFSampleExtension_CaptureMetadata ----------------------------------------------------- */

typedef struct tagFaceRectInfoBlobHeader
{
    ULONG Size;
    ULONG Count;
} FaceRectInfoBlobHeader;

typedef struct tagFaceRectInfo
{
    RECT Region;
    LONG confidenceLevel;
} FaceRectInfo;

typedef struct tagFaceCharacterizationBlobHeader
{
    ULONG Size;
    ULONG Count;
} FaceCharacterizationBlobHeader;

typedef struct tagFaceCharacterization
{
    ULONG BlinkScoreLeft;
    ULONG BlinkScoreRight;
    ULONG FacialExpression;
    ULONG FacialExpressionScore;
} FaceCharacterization;

#define MF_METADATAFACIALEXPRESSION_SMILE 0x00000001

typedef struct tagCapturedMetadataExposureCompensation
{
    UINT64 Flags;
    INT32 Value;
} CapturedMetadataExposureCompensation;

typedef struct tagCapturedMetadataISOGains
{
    FLOAT AnalogGain;
    FLOAT DigitalGain;
} CapturedMetadataISOGains;

typedef struct tagCapturedMetadataWhiteBalanceGains
{
    FLOAT R;
    FLOAT G;
    FLOAT B;
} CapturedMetadataWhiteBalanceGains;

typedef struct tagMetadataTimeStamps
{
    ULONG Flags;
    LONGLONG Device;
    LONGLONG Presentation;
} MetadataTimeStamps;

#define MF_METADATATIMESTAMPS_DEVICE       0x00000001
#define MF_METADATATIMESTAMPS_PRESENTATION 0x00000002

typedef struct tagHistogramGrid
{
    ULONG Width;
    ULONG Height;
    RECT Region;
} HistogramGrid;

typedef struct tagHistogramBlobHeader
{
    ULONG Size;
    ULONG Histograms;
} HistogramBlobHeader;

typedef struct tagHistogramHeader
{
    ULONG Size;
    ULONG Bins;
    ULONG FourCC;
    ULONG ChannelMasks;
    HistogramGrid Grid;
} HistogramHeader;

typedef struct tagHistogramDataHeader
{
    ULONG Size;
    ULONG ChannelMask;
    ULONG Linear;
} HistogramDataHeader;

#define MF_HISTOGRAM_CHANNEL_Y  0x00000001
#define MF_HISTOGRAM_CHANNEL_R  0x00000002
#define MF_HISTOGRAM_CHANNEL_G  0x00000004
#define MF_HISTOGRAM_CHANNEL_B  0x00000008
#define MF_HISTOGRAM_CHANNEL_Cb 0x00000010
#define MF_HISTOGRAM_CHANNEL_Cr 0x00000020

/* Bits of MF_CAPTURE_METADATA_SCANLINE_DIRECTION. */
#define MFCAPTURE_METADATA_SCAN_RIGHT_LEFT   0x00000001
#define MFCAPTURE_METADATA_SCAN_BOTTOM_TOP   0x00000002
#define MFCAPTURE_METADATA_SCANLINE_VERTICAL 0x00000004

/* MF_CAPTURE_METADATA_DIGITALWINDOW. */
typedef struct tagDigitalWindowSetting
{
    double OriginX;
    double OriginY;
    double WindowSize;
} DigitalWindowSetting;

#endif /* OPENMFPLAT_MFAPI_METADATA_H */
