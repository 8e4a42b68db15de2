/** Server-sent events (WHATWG HTML, "Server-sent events"), as OpenAI's clients read them: one `data` line an event. */

/** The line before each event's JSON. JSON text has no line breaks, so it is always one line. */
export const DATA = 'data: ';

/** What ends one event. */
export const END_OF_EVENT = '\n\n';

/** The sentinel after the last event. */
export const DONE = `${DATA}[DONE]${END_OF_EVENT}`;

/**
 * One event with a JSON payload.
 *
 * @example
 * toEvent({ ok: true }); // 'data: {"ok":true}\n\n'
 */
export function toEvent(payload: unknown): string {
  return `${DATA}${JSON.stringify(payload)}${END_OF_EVENT}`;
}

/** Headers beside the content type: nothing on the way may store or collect the events. */
export const EVENT_STREAM_HEADERS = { 'cache-control': 'no-cache', 'x-accel-buffering': 'no' } as const;

export const EVENT_STREAM = 'text/event-stream; charset=utf-8';
