import { expect, it } from 'vitest';
import { createSeededIds } from '../../../runtime/ids.ts';
import { newItemId, newResponseId, responseIdOf } from './response-id.ts';

it('the id of an item tells the id of its response', () => {
  const ids = createSeededIds(1);
  const responses = Array.from({ length: 100 }, () => newResponseId(ids));
  expect(new Set(responses).size).toBe(100);
  for (const id of responses) {
    expect(id).toMatch(/^resp_[0-9a-f]{48}$/);
    const items = ['msg_', 'rs_'].map((prefix) => newItemId(ids, prefix, id));
    expect(items).toEqual([
      expect.stringMatching(/^msg_[0-9a-f]{48}$/),
      expect.stringMatching(/^rs_[0-9a-f]{48}$/),
    ]);
    expect(items.map(responseIdOf)).toEqual([id, id]);
  }
});

it('an id that is none of an item tells no response', () => {
  const id = newResponseId(createSeededIds(1));
  for (const other of ['', 'msg_', 'x', `msg_${'0'.repeat(48)}`]) expect(responseIdOf(other)).not.toBe(id);
});
