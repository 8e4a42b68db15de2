import { expect, it } from 'vitest';
import { EVENT_TYPES } from '../../scripts/response-events.ts';
import { STREAM_EXAMPLES } from './stream-examples.ts';
import { testStreams } from './streams.cases.ts';

const produced = new Set<string>();

testStreams(STREAM_EXAMPLES, (type) => produced.add(type));

it('every event is produced', () => {
  expect(EVENT_TYPES.filter((type) => !produced.has(type))).toEqual([]);
});
