/**
 * Server-sent events (WHATWG HTML, "Server-sent events") in the form that OpenAI clients read: one `data`
 * line per event.
 */

/** The prefix of each event's JSON. JSON text contains no line breaks, so one line is enough. */
export const DATA = 'data: ';

/** Terminates an event. */
export const END_OF_EVENT = '\n\n';

/** Data of the event that ends a stream of the older endpoints. */
export const SENTINEL = '[DONE]';

/** That event. */
export const DONE = `${DATA}${SENTINEL}${END_OF_EVENT}`;

/**
 * Encodes one event with a JSON payload.
 *
 * @example
 * toEvent({ ok: true }); // 'data: {"ok":true}\n\n'
 */
export function toEvent(payload: unknown): string {
  return `${DATA}${JSON.stringify(payload)}${END_OF_EVENT}`;
}

/** Headers besides the content type; they keep proxies from caching or buffering the events. */
export const EVENT_STREAM_HEADERS = { 'cache-control': 'no-cache', 'x-accel-buffering': 'no' } as const;

export const EVENT_STREAM = 'text/event-stream; charset=utf-8';
