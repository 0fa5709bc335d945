/* SPDX-License-Identifier: MIT */
/* Messages to the debugger.
 *
 * Messages appear when the environment variable OPENMFPLAT_DEBUG is set (its value is a level: 1 errors and unwritten
 * exports, 2 warnings about the caller, 3 everything); errors and unwritten exports always do. Text goes to
 * OutputDebugString, one line a message. Thread safe; may be called under a lock of any rank, but writes only outside
 * the hot paths. */
#ifndef OPENMFPLAT_BASE_TRACE_H
#define OPENMFPLAT_BASE_TRACE_H

#include <windows.h>

enum trace_level
{
    TRACE_LEVEL_ERROR = 1,   /* our own faults and what is not written */
    TRACE_LEVEL_WARNING = 2, /* a caller's mistake */
    TRACE_LEVEL_DEBUG = 3
};

extern int trace_current_level; /* immutable after trace_init */

/* Reads the environment. Called once, from DllMain. */
void trace_init(void);
void trace_write(enum trace_level level, const char *format, ...) __attribute__((format(printf, 2, 3)));

#define trace_error(...) trace_write(TRACE_LEVEL_ERROR, __VA_ARGS__)
#define trace_warning(...) \
    do { if (__builtin_expect(trace_current_level >= TRACE_LEVEL_WARNING, 0)) \
        trace_write(TRACE_LEVEL_WARNING, __VA_ARGS__); } while (0)
#define trace_debug(...) \
    do { if (__builtin_expect(trace_current_level >= TRACE_LEVEL_DEBUG, 0)) \
        trace_write(TRACE_LEVEL_DEBUG, __VA_ARGS__); } while (0)

/* Text forms for messages, in a ring of static buffers: good for the message they are built for. */
const char *trace_guid(const GUID *guid);
const char *trace_string(const WCHAR *string);

#endif
