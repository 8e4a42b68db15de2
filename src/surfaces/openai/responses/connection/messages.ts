import { DATA, END_OF_EVENT } from '../../../../kernel/wire/sse.ts';
import type { Lane } from './lanes.ts';

/**
 * The messages for a batch of server-sent events: the data of each, with the name of its lane.
 *
 * @example
 * toMessages('event: ping\ndata: {"type":"ping"}\n\n', 'main'); // ['{"type":"ping","stream_id":"main"}']
 */
export function toMessages(batch: string, lane: Lane): string[] {
  const messages: string[] = [];
  for (const frame of batch.split(END_OF_EVENT)) {
    if (frame !== '') messages.push(inLane(frame.slice(frame.indexOf(DATA) + DATA.length), lane));
  }
  return messages;
}

/** Names of lanes contain nothing that JSON escapes. */
function inLane(data: string, lane: Lane): string {
  return lane === undefined ? data : `${data.slice(0, -1)},"stream_id":"${lane}"}`;
}

/** One message of the program's own. */
export function toMessage(event: object, lane: Lane): string {
  return inLane(JSON.stringify(event), lane);
}
