import { describe, expect, it } from 'vitest';
import { Abort } from '../../../runtime/abort.ts';
import { createTurns } from '../../../runtime/turns.ts';
import { createVirtualClock } from '../../../runtime/virtual-clock.ts';
import { openSqliteStore } from '../../../storage/sqlite/store.ts';
import { openRig } from '../../rig.cases.ts';
import { openaiApi } from '../api.ts';
import { type Checked, checkInput, type Target, targetOf } from './check.ts';
import { line, linesOf } from './rig.cases.ts';
import type { BatchError } from './schema.ts';

const { inside } = openRig([openaiApi]).platform;

/** What the operations of an instance require. */
function toTarget(endpoint: string): Target {
  return targetOf(endpoint, inside.find('POST', endpoint));
}

async function check(
  text: string | Buffer,
  { endpoint = '/v1/chat/completions', abort = new Abort() } = {},
): Promise<Checked | { errors: readonly BatchError[] }> {
  const store = openSqliteStore();
  const piece = await store.blobs.write([Buffer.from(text)]);
  const input = { pieces: [piece], bytes: piece.bytes };
  try {
    return await checkInput(input, toTarget(endpoint), {
      store,
      turns: createTurns(createVirtualClock()),
      maxDepth: 100,
      abort,
    });
  } finally {
    await store.close();
  }
}

async function errorsOf(...given: Parameters<typeof check>): Promise<readonly BatchError[]> {
  const result = await check(...given);
  return 'errors' in result ? result.errors : [];
}

const embedding = (id: string, input: unknown): string =>
  line(id, { model: 'e', input, messages: undefined }, { url: '/v1/embeddings' });

describe('checkInput', () => {
  it('accepts requests with blank lines and either kind of line ending', async () => {
    expect(await check(`\uFEFF${line('a')}\r\n\r\n  \n${line('b')}\n`)).toEqual({
      lines: 2,
      model: 'gpt-4o',
    });
    expect(await check(line('a'))).toEqual({ lines: 1, model: 'gpt-4o' });
  });

  it('returns no model if the endpoint has a default', async () => {
    const moderation = line('a', { model: undefined, input: 'x' }, { url: '/v1/moderations' });
    const named = line('b', { model: 'm', input: 'x' }, { url: '/v1/moderations' });
    const options = { endpoint: '/v1/moderations' };
    expect(await check(moderation, options)).toEqual({ lines: 1, model: null });
    expect(await check(`${moderation}\n${named}`, options)).toEqual({ lines: 2, model: 'm' });
  });

  it('reports every error with its line', async () => {
    const lines = [
      line('good'),
      '',
      line('x', {}, { custom_id: undefined }),
      line('no method', {}, { method: undefined }),
      line('no url', {}, { url: undefined }),
      line('no body', {}, { body: undefined }),
      '{"custom_id": "cut off',
      '["a list"]',
      line('good'),
      line('get', {}, { method: 'GET' }),
      line('elsewhere', {}, { url: '/v1/embeddings' }),
      line('text', {}, { body: 'text' }),
      line('7', {}, { custom_id: 7 }),
      line('other model', { model: 'gpt-4o-mini' }),
      line('no model', { model: undefined }),
      line('no messages', { messages: undefined }),
      line('stream', { stream: true }),
      line('x'.repeat(513)),
    ];
    const found = (await errorsOf(lines.join('\n'))).map(({ line, code, param }) => [line, code, param]);
    expect(found).toEqual([
      [3, 'missing_required_parameter', 'custom_id'],
      [4, 'missing_required_parameter', 'method'],
      [5, 'missing_required_parameter', 'url'],
      [6, 'missing_required_parameter', 'body'],
      [7, 'invalid_json_line', null],
      [8, 'invalid_json_line', null],
      [9, 'duplicate_custom_id', 'custom_id'],
      [10, 'invalid_method', 'method'],
      [11, 'invalid_url', 'url'],
      [12, 'invalid_type', 'body'],
      [13, 'invalid_type', 'custom_id'],
      [14, 'mismatched_model', 'body.model'],
      [15, 'invalid_request', 'body.model'],
      [16, 'invalid_request', 'body.messages'],
      [17, 'streaming_unsupported', 'body.stream'],
      [18, 'string_above_max_length', 'custom_id'],
    ]);
  });

  it('uses the API’s own messages', async () => {
    const lines = [line('a'), line('a'), line('b', {}, { url: '/v1/x' }), line('c', { stream: true }), 'no'];
    expect((await errorsOf(lines.join('\n'))).map(({ message }) => message)).toEqual([
      "The custom_id 'a' for this request is a duplicate of another request. The custom_id parameter must be unique for each request in a batch.",
      'The URL provided for this request does not match the batch endpoint.',
      'Chat Completions: Streaming is not supported in the Batch API.',
      'This line is not parseable as valid JSON.',
    ]);
  });

  it('reports 100 errors and reads no further', async () => {
    const errors = await errorsOf(`${'no\n'.repeat(100_000)}`);
    expect(errors).toHaveLength(100);
    expect(errors.at(-1)).toMatchObject({ line: 100 });
  });

  it('rejects a file without lines, and one with too many', async () => {
    expect(await errorsOf('\n\n')).toMatchObject([{ code: 'empty_file', line: null }]);
    expect(await check(linesOf(50_000))).toMatchObject({ lines: 50_000 });
    expect(await errorsOf(linesOf(50_001))).toMatchObject([
      { code: 'maximum_requests_exceeded', line: null },
    ]);
  });

  it('reports the line of invalid UTF-8', async () => {
    const bad = Buffer.concat([Buffer.from(`${line('a')}\n`), Buffer.from([0xff, 0xfe, 0x0a])]);
    expect(await errorsOf(bad)).toMatchObject([{ code: 'invalid_json_line', line: 2 }]);
  });

  it('counts embedding inputs', async () => {
    const options = { endpoint: '/v1/embeddings' };
    const many = Array.from({ length: 25_000 }, () => 'x');
    const fits = [embedding('a', many), embedding('b', many.slice(1)), embedding('c', [1, 2, 3])].join('\n');
    expect(await check(fits, options)).toEqual({ lines: 3, model: 'e' });
    expect(await errorsOf(`${fits}\n${embedding('d', 'x')}`, options)).toMatchObject([
      { code: 'maximum_embedding_inputs_exceeded', line: 4, param: 'body.input' },
    ]);
  });

  it('rejects a file that is too large without reading it', async () => {
    const store = { blobs: {} as never };
    const input = { pieces: [], bytes: 200 * 2 ** 20 + 1 };
    const turns = createTurns(createVirtualClock());
    const services = { store, turns, maxDepth: 100, abort: new Abort() };
    expect(await checkInput(input, toTarget('/v1/chat/completions'), services)).toMatchObject({
      errors: [{ code: 'maximum_input_file_size_exceeded' }],
    });
  });

  it('stops when aborted', async () => {
    const abort = new Abort();
    abort.abort(new Error('Enough'));
    await expect(check(linesOf(10), { abort })).rejects.toThrow('Enough');
  });
});
