import { expect, it } from 'vitest';
import { EVENT_TYPES } from '../../scripts/response-events.ts';
import { NOT_PRODUCED, STREAM_EXAMPLES } from './stream-examples.ts';
import { testStreams } from './streams.cases.ts';

const produced = new Set<string>();

testStreams(STREAM_EXAMPLES, (type) => produced.add(type));

it('every event is produced, apart from those that no request asks for', () => {
  expect(EVENT_TYPES.filter((type) => !produced.has(type))).toEqual([...NOT_PRODUCED]);
});
