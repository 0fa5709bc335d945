/* SPDX-License-Identifier: MIT */
/* Asynchronous results that carry a media event. */

#include "events/event_result.h"
#include "async/async_result.h"

/* Creates an asynchronous result whose object is the event and whose status is that of the event; no callback, no state.
 *
 * event: kept with a reference. result: receives the new object with one reference, the caller's.
 * S_OK; E_INVALIDARG for NULL; E_OUTOFMEMORY; the error of the event's GetStatus. *result is NULL then.
 * Any thread. Undocumented: of Windows (8 and later) only the name and the size of the arguments are known; what it does
 * here is what the name says, in the order of arguments that the functions beside it have. Tests: check_event. */
HRESULT WINAPI MFCreateMediaEventResult(IMFMediaEvent *event, IMFAsyncResult **result)
{
    HRESULT hr, status;

    if (!result)
        return E_INVALIDARG;
    *result = NULL;
    if (!event)
        return E_INVALIDARG;

    hr = IMFMediaEvent_GetStatus(event, &status);
    if (FAILED(hr))
        return hr;
    *result = async_result_create((IUnknown *)event, NULL, NULL);
    return *result ? IMFAsyncResult_SetStatus(*result, status) : E_OUTOFMEMORY;
}
