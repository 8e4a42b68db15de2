import { expect, it } from 'vitest';
import { json, type Reply } from '../../kernel/reply.ts';
import type { Log, LogFields } from '../../runtime/log.ts';
import { withRefusalNoted } from './refusal-note.ts';

const noted = (refusal: string) => {
  const lines: [string, LogFields | undefined][] = [];
  const log = {
    warn: (message: string, fields?: LogFields) => lines.push([message, fields]),
  } as unknown as Log;
  const reply: Reply = json({ a: 1 }, { headers: { other: 'x' } });
  return { lines, before: reply, after: withRefusalNoted(reply, refusal, 'req_1', log) };
};

it('adds a header and a log line about the refusal, and changes nothing else', () => {
  const refusal = "Invalid schema for function 'größe': no.";
  const { lines, before, after } = noted(refusal);
  expect(after).toEqual({
    ...before,
    headers: {
      other: 'x',
      'x-fakeai-note':
        "OpenAI refuses this request; strictSchemas is off. Invalid schema for function 'gr\\u00f6\\u00dfe': no.",
    },
  });
  expect(lines).toEqual([
    ['OpenAI refuses this request; strictSchemas is off', { requestId: 'req_1', refusal }],
  ]);
});

it('keeps the header short and printable for any name in a schema', () => {
  const { lines, after } = noted('é\n'.repeat(1_000_000));
  expect(after.headers?.['x-fakeai-note']).toMatch(/^[\x20-\x7e]{1,500}$/);
  expect(String(lines[0]?.[1]?.refusal).length).toBeLessThanOrEqual(500);
});
