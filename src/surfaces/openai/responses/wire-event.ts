import { DATA, END_OF_EVENT } from '../../../kernel/wire/sse.ts';

/** An event of a streamed response, as a client reads it. */
export interface WireEvent {
  readonly type: string;
  readonly sequence_number: number;
  readonly [member: string]: unknown;
}

/** A frame with the name of its event, which clients that listen for single events rely on. */
export function toFrame(event: WireEvent): string {
  return `event: ${event.type}\n${DATA}${JSON.stringify(event)}${END_OF_EVENT}`;
}
