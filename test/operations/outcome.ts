import { expect } from 'vitest';
import type { Operation } from '../../src/kernel/operation.ts';
import { readRefusal } from './refusal.ts';
import { expectFit, readEvents, type Table } from './table.ts';

/** What came of a request: its status, and the error's code and parameter if it was refused. */
export interface Outcome {
  readonly status: number;
  readonly code: string | null;
  readonly param: string | null;
}

/** Statuses of refusals: invalid requests, missing or forbidden objects, oversized files. Never a server error. */
const REFUSED = [400, 403, 404, 413, 422];

/** A function that sends a body to a row and checks the answer: either it fits the row's schemas, or it is a well-formed refusal. */
export function createSender({
  send,
  anyPath,
}: Table): (row: Operation, body: string | FormData) => Promise<Outcome> {
  return async (row, body) => {
    const reply = await send('POST', anyPath(row), { body });
    if (reply.status !== 200) {
      const { code = null, param = null } = await readRefusal(reply, row.surface, REFUSED);
      return { status: reply.status, code, param };
    }
    const bytes = Buffer.from(await reply.arrayBuffer());
    const type = reply.headers.get('content-type');
    if (type === 'application/json' && row.reply) expectFit(row.reply, JSON.parse(bytes.toString()));
    else if (type?.startsWith('text/event-stream')) readEvents(row, bytes.toString());
    else expect(bytes.length).toBeGreaterThan(0);
    return { status: 200, code: null, param: null };
  };
}
