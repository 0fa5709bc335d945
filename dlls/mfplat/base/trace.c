/* SPDX-License-Identifier: MIT */
/* Messages to the debugger. */

#include "base/trace.h"
#include "base/atomic.h"
#include "base/os.h"
#include <stdarg.h>
#include <stdio.h>

#define TEXT_COUNT 16
#define TEXT_SIZE 128

int trace_current_level = TRACE_LEVEL_ERROR;

/* A ring of buffers for the text forms; the counter is atomic, a buffer is reused after TEXT_COUNT further texts. */
static char texts[TEXT_COUNT][TEXT_SIZE];
static LONG text_counter;

static char *next_text(void)
{
    return texts[(ULONG)atomic_increment(&text_counter) % TEXT_COUNT];
}

void trace_init(void)
{
    char value[16];

    if (!os_environment("OPENMFPLAT_DEBUG", value, sizeof(value)))
        return;
    trace_current_level = value[0] >= '1' && value[0] <= '3' ? value[0] - '0' : TRACE_LEVEL_DEBUG;
}

void trace_write(enum trace_level level, const char *format, ...)
{
    char line[512];
    int prefix, length;
    va_list args;

    if ((int)level > trace_current_level)
        return;
    prefix = _snprintf(line, sizeof(line), "mfplat:%04x: ", (unsigned int)os_thread_id());
    va_start(args, format);
    length = _vsnprintf(line + prefix, sizeof(line) - prefix - 1, format, args);
    va_end(args);
    if (length < 0 || length > (int)sizeof(line) - prefix - 2)
        length = sizeof(line) - prefix - 2;
    line[prefix + length] = '\n';
    line[prefix + length + 1] = 0;
    os_debug_output(line);
}

const char *trace_guid(const GUID *guid)
{
    char *text = next_text();

    if (!guid)
        return "(null)";
    _snprintf(text, TEXT_SIZE, "{%08x-%04x-%04x-%02x%02x-%02x%02x%02x%02x%02x%02x}", (unsigned int)guid->Data1,
            guid->Data2, guid->Data3, guid->Data4[0], guid->Data4[1], guid->Data4[2], guid->Data4[3], guid->Data4[4],
            guid->Data4[5], guid->Data4[6], guid->Data4[7]);
    return text;
}

const char *trace_string(const WCHAR *string)
{
    char *text = next_text();
    int i;

    if (!string)
        return "(null)";
    text[0] = '"';
    for (i = 1; i < TEXT_SIZE - 2 && *string; i++, string++)
        text[i] = *string >= 32 && *string < 127 ? (char)*string : '?';
    text[i++] = '"';
    text[i] = 0;
    return text;
}
