/* SPDX-License-Identifier: MIT */
/* Serial queues: items run one after the other on the threads of another queue.
 *
 * The push that finds the lane idle sends the queue's `drain` item to the target; drain runs some items and sends
 * itself again, until the lane is empty. So there is never more than one drain under way, and it is the lane's only
 * consumer.
 *
 * Reply mode. A callback whose GetParameters says MFASYNC_REPLY_CALLBACK keeps the queue from going on until somebody
 * calls MFInvokeCallback with the result that Invoke got. Such a queue stands in the list of awaited replies from before
 * Invoke; the drain that finds no reply after Invoke just returns, and the reply sends the drain again.
 */

#include "async/serial_queue.h"
#include "async/async_result.h"
#include "async/work_queue.h"
#include <mferror.h>

#define ITEMS_PER_DRAIN 64

static const struct work_queue_ops serial_queue_ops;

/* Guards the list of awaited replies and the queues' members for it. */
static struct lock reply_lock = LOCK_INIT(LOCK_RANK_LEAF);
static struct work_queue *awaited;  /* guarded by reply_lock */
LONG serial_replies_awaited;        /* atomic: length of the list */

static void end_queue(struct work_queue *queue)
{
    work_queue_unlock_target(queue->serial.target);
    work_queue_mark_ended(queue);
    work_queue_unreference(queue);
}

static void send_drain(struct work_queue *queue)
{
    struct work_queue *target = queue->serial.target;

    queue->serial.drain.priority = 0;
    if (!target->ops->submit(target, &queue->serial.drain))
        queue->serial.drain.class->discard(&queue->serial.drain);
}

static BOOL wants_reply(IMFAsyncResult *result)
{
    IMFAsyncCallback *callback = async_result_callback(result);
    DWORD flags = 0, id = MFASYNC_CALLBACK_QUEUE_STANDARD;

    return callback && SUCCEEDED(IMFAsyncCallback_GetParameters(callback, &flags, &id))
            && (flags & MFASYNC_REPLY_CALLBACK);
}

static void await_reply(struct work_queue *queue, IMFAsyncResult *result)
{
    lock_acquire(&reply_lock);
    queue->serial.reply_to = result;
    queue->serial.replied = FALSE;
    queue->serial.next_reply = awaited;
    awaited = queue;
    lock_release(&reply_lock);
    atomic_increment(&serial_replies_awaited);
}

/* After Invoke: TRUE when the reply has come already. Otherwise it will send the drain. */
static BOOL reply_has_come(struct work_queue *queue)
{
    BOOL come;

    lock_acquire(&reply_lock);
    come = queue->serial.replied;
    if (come)
        queue->serial.reply_to = NULL;
    else
        queue->serial.replied = TRUE; /* from here on: the drain has returned */
    lock_release(&reply_lock);
    return come;
}

BOOL serial_queue_reply(IMFAsyncResult *result)
{
    struct work_queue **link, *queue;
    BOOL send = FALSE;

    lock_acquire(&reply_lock);
    for (link = &awaited; (queue = *link) && queue->serial.reply_to != result; link = &queue->serial.next_reply)
        ;
    if (queue)
    {
        *link = queue->serial.next_reply;
        /* Set already: the drain has returned and waits for us. Not set: Invoke is still running, the drain looks. */
        send = queue->serial.replied;
        queue->serial.replied = TRUE;
        if (send)
            queue->serial.reply_to = NULL;
    }
    lock_release(&reply_lock);
    if (!queue)
        return FALSE;
    atomic_decrement(&serial_replies_awaited);
    if (send)
        send_drain(queue);
    return TRUE;
}

static void run_drain(struct work_item *drain)
{
    struct work_queue *queue = CONTAINING_RECORD(drain, struct work_queue, serial.drain);
    struct work_item *item;
    int n;

    for (n = 0; n < ITEMS_PER_DRAIN; n++)
    {
        if ((item = lane_pop(&queue->lane)))
        {
            if (item->class->invokes && wants_reply(item->result))
            {
                await_reply(queue, item->result);
                item->class->run(item);
                if (!reply_has_come(queue))
                    return;
            }
            else
                item->class->run(item);
            continue;
        }
        if (atomic_load(&queue->closing))
        {
            if (!lane_leave(&queue->lane, LANE_CLOSED))
                continue;
            end_queue(queue);
            return;
        }
        if (!lane_leave(&queue->lane, LANE_IDLE))
            continue;
        /* The same handshake with close as in thread_queue.c. */
        if (atomic_load(&queue->closing) && lane_leave_idle(&queue->lane, LANE_CLOSED))
            end_queue(queue);
        return;
    }
    send_drain(queue);
}

/* The target is gone, and with it whoever could run the items. */
static void discard_drain(struct work_item *drain)
{
    struct work_queue *queue = CONTAINING_RECORD(drain, struct work_queue, serial.drain);
    struct work_item *item;

    do
    {
        while ((item = lane_pop(&queue->lane)))
            item->class->discard(item);
    } while (!lane_leave(&queue->lane, atomic_load(&queue->closing) ? LANE_CLOSED : LANE_IDLE));
    if (atomic_load(&queue->closing))
    {
        lane_leave_idle(&queue->lane, LANE_CLOSED);
        end_queue(queue);
    }
}

static const struct work_item_class drain_class = {run_drain, discard_drain, FALSE};

static HRESULT serial_queue_prepare(struct work_queue *queue)
{
    return queue->serial.target->ops->prepare(queue->serial.target);
}

static BOOL serial_queue_submit(struct work_queue *queue, struct work_item *item)
{
    enum lane_push_result pushed = lane_push(&queue->lane, item);

    if (pushed == LANE_PUSHED_WAKE)
        send_drain(queue);
    return pushed != LANE_REFUSED;
}

static void serial_queue_close(struct work_queue *queue)
{
    atomic_store(&queue->closing, TRUE);
    if (lane_leave_idle(&queue->lane, LANE_CLOSED))
        end_queue(queue);
}

static const struct work_queue_ops serial_queue_ops =
{
    serial_queue_prepare,
    serial_queue_submit,
    serial_queue_close,
};

struct work_queue *serial_queue_create(struct work_queue *target)
{
    struct work_queue *queue = work_queue_alloc(&serial_queue_ops);

    if (!queue)
        return NULL;
    memset(&queue->serial, 0, sizeof(queue->serial));
    queue->serial.target = target;
    work_item_init(&queue->serial.drain, &drain_class, NULL, 0);
    lane_init(&queue->lane, LANE_IDLE);
    return queue;
}
