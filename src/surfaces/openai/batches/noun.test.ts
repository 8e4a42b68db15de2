import { describe, expect, it } from 'vitest';
import { NO_USAGE } from '../../../engine/event.ts';
import { framesOf } from '../../../kernel/dispatch.cases.ts';
import { Fault } from '../../../kernel/fault.ts';
import type { Call } from '../../../kernel/operation.ts';
import { content, json } from '../../../kernel/reply.ts';
import { until } from '../../../runtime/clock.ts';
import { fromPieces } from '../../../runtime/pieces.ts';
import { type Answer, line, linesOf, openProcess, openWorld, type World } from './rig.cases.ts';

/** Milliseconds per line. */
const slowly =
  ({ clock }: World, milliseconds: number | ((body: Record<string, unknown>) => number)): Answer =>
  async (body, { abort }: Call) => {
    const length = typeof milliseconds === 'number' ? milliseconds : milliseconds(body);
    await until(clock, clock.now() + length, abort);
    return json({ object: 'chat.completion' });
  };

describe('creating a batch', () => {
  it('returns a batch in the state validating', async () => {
    const process = openProcess(openWorld());
    const file = await process.addFile(linesOf(2));
    expect(await process.create(file, { metadata: { night: 'first' } })).toEqual({
      id: expect.stringMatching(/^batch_\w{24}$/),
      object: 'batch',
      endpoint: '/v1/chat/completions',
      model: null,
      errors: null,
      input_file_id: file,
      completion_window: '24h',
      status: 'validating',
      output_file_id: null,
      error_file_id: null,
      created_at: 1_700_000_000,
      in_progress_at: null,
      expires_at: 1_700_086_400,
      finalizing_at: null,
      completed_at: null,
      failed_at: null,
      expired_at: null,
      cancelling_at: null,
      cancelled_at: null,
      request_counts: { total: 0, completed: 0, failed: 0 },
      usage: {
        input_tokens: 0,
        input_tokens_details: { cached_tokens: 0 },
        output_tokens: 0,
        output_tokens_details: { reasoning_tokens: 0 },
        total_tokens: 0,
      },
      metadata: { night: 'first' },
    });
  });

  it('rejects an endpoint that is not served and names those that are', async () => {
    const process = openProcess(openWorld());
    const body = { input_file_id: 'file-1', endpoint: '/v1/videos', completion_window: '24h' };
    const { status, json: refusal } = await process.send('/v1/batches', { body });
    expect(status).toBe(400);
    expect(refusal.error).toEqual({
      message:
        "Invalid value: '/v1/videos'. Supported values are: '/v1/responses', '/v1/chat/completions', '/v1/embeddings', '/v1/completions', '/v1/moderations', '/v1/images/generations', and '/v1/images/edits'.",
      type: 'invalid_request_error',
      param: 'endpoint',
      code: 'invalid_value',
    });
  });

  it.each([
    ['completion_window', { completion_window: '1h' }],
    ['endpoint', { endpoint: '/v1/files' }],
    ['output_expires_after.seconds', { output_expires_after: { anchor: 'created_at', seconds: 60 } }],
    ['metadata.a', { metadata: { a: ['b'] } }],
    ['input_file_id', { input_file_id: 7 }],
    ['priority', { priority: 1 }],
  ])('rejects an invalid %s', async (param, part) => {
    const process = openProcess(openWorld());
    const body = {
      input_file_id: 'file-1',
      endpoint: '/v1/chat/completions',
      completion_window: '24h',
      ...part,
    };
    const { status, json: refusal } = await process.send('/v1/batches', { body });
    expect(status).toBe(400);
    expect(refusal.error.param).toBe(param);
  });

  it('creates a batch that fails for a missing or expired file, or one with another purpose', async () => {
    const process = openProcess(openWorld());
    const expired = await process.addFile(linesOf(1), 'batch', 1_700_000_000);
    const picture = await process.addFile('GIF89a', 'vision');
    for (const [file, words] of [
      ['file-abc123', 'Cannot find file file-abc123, or organization org-test does not have access to it.'],
      [expired, `Cannot find file ${expired}, or organization org-test does not have access to it.`],
      [
        picture,
        "The input file has the purpose 'vision', but a batch requires a file with the purpose 'batch'.",
      ],
    ] as const) {
      const { id } = await process.create(file);
      const batch = await process.ended(id);
      expect(batch).toMatchObject({
        status: 'failed',
        request_counts: { total: 0, completed: 0, failed: 0 },
        output_file_id: null,
        error_file_id: null,
      });
      expect(batch.errors).toEqual({
        object: 'list',
        data: [{ code: 'invalid_request', line: null, message: words, param: 'file_id' }],
      });
    }
  });

  it('lists batches in descending order, and returns 404 for an unknown one', async () => {
    const process = openProcess(openWorld());
    const made: string[] = [];
    for (let index = 0; index < 3; index++) made.unshift((await process.create('file-none')).id);
    const first = await process.send('/v1/batches?limit=2');
    expect(first.json).toMatchObject({ object: 'list', has_more: true, first_id: made[0], last_id: made[1] });
    const second = await process.send(`/v1/batches?limit=2&after=${made[1]}`);
    expect(second.json.data.map(({ id }: { id: string }) => id)).toEqual([made[2]]);
    expect(second.json.has_more).toBe(false);
    for (const path of ['/v1/batches/batch_none', '/v1/batches/batch_none/cancel']) {
      const method = path.endsWith('cancel') ? 'POST' : 'GET';
      const { status, json: refusal } = await process.send(path, { method });
      expect(status).toBe(404);
      expect(refusal.error.message).toBe("No batch found with id 'batch_none'.");
    }
  });
});

describe('a batch', () => {
  it('goes through its states and answers each of 5,000 lines once', async () => {
    const world = openWorld();
    const answer: Answer = async (body, call) => {
      await until(world.clock, world.clock.now() + 100, call.abort);
      const [{ content: text }] = body.messages as [{ content: string }];
      if (Number(text.slice(2)) % 10 === 0) throw new Fault({ kind: 'unknown_model', model: 'gpt-none' });
      call.observation.usage = {
        ...NO_USAGE,
        promptTokens: 50,
        cachedTokens: 20,
        completionTokens: 16,
        reasoningTokens: 4,
      };
      return json({ object: 'chat.completion', said: text });
    };
    const process = openProcess(world, { answer, batchConcurrency: 50 });
    const seen: string[] = [];
    const counts: number[] = [];
    const { id } = await process.create(await process.addFile(linesOf(5000)));
    const batch = await process.when(id, ({ status, request_counts: { total, completed, failed } }) => {
      if (seen.at(-1) !== status) seen.push(status);
      if (completed + failed !== counts.at(-1)) counts.push(completed + failed);
      expect(total).toBe(status === 'validating' ? 0 : 5000);
      return status === 'completed';
    });
    expect(seen).toEqual(['validating', 'in_progress', 'finalizing', 'completed']);
    // Ten seconds of work with an update every 250 milliseconds.
    expect(counts.length).toBeGreaterThan(30);
    expect(counts).toEqual(counts.toSorted((one, other) => one - other));
    expect(batch).toMatchObject({
      model: 'gpt-4o',
      errors: null,
      request_counts: { total: 5000, completed: 4500, failed: 500 },
      created_at: 1_700_000_000,
      in_progress_at: 1_700_000_001,
      finalizing_at: 1_700_000_011,
      completed_at: 1_700_000_012,
      usage: {
        input_tokens: 225_000,
        input_tokens_details: { cached_tokens: 90_000 },
        output_tokens: 72_000,
        output_tokens_details: { reasoning_tokens: 18_000 },
        total_tokens: 297_000,
      },
    });
    const output = await process.lines(batch.output_file_id);
    const errors = await process.lines(batch.error_file_id);
    expect(new Set([...output, ...errors].map(({ custom_id }) => custom_id)).size).toBe(5000);
    expect([output.length, errors.length]).toEqual([4500, 500]);
    expect(new Set([...output, ...errors].map((each) => each.id)).size).toBe(5000);
    for (const { custom_id: customId, response } of output) expect(response?.body.said).toBe(customId);
    expect(output[0]).toEqual({
      id: expect.stringMatching(/^batch_req_\w{24}$/),
      custom_id: expect.any(String),
      response: {
        status_code: 200,
        request_id: expect.stringMatching(/^req_\w{32}$/),
        body: { object: 'chat.completion', said: expect.any(String) },
      },
      error: null,
    });
    expect(errors[0]).toMatchObject({
      response: { status_code: 404, body: { error: { code: 'model_not_found' } } },
      error: null,
    });
    expect(await process.events()).toEqual([{ type: 'batch.completed', data: { id } }]);
  });

  it('creates named files, and only those that have lines', async () => {
    const process = openProcess(openWorld());
    const { id } = await process.create(await process.addFile(linesOf(1)), {
      output_expires_after: { anchor: 'created_at', seconds: 3600 },
    });
    const { output_file_id: output, error_file_id: error } = await process.ended(id);
    expect(error).toBeNull();
    const { json: file } = await process.send(`/v1/files/${output}`);
    expect(file).toMatchObject({ purpose: 'batch_output', filename: `${id}_output.jsonl` });
    expect(file.expires_at).toBe(file.created_at + 3600);
  });

  it('answers a line exactly as the endpoint does', async () => {
    const answers: Record<string, Answer> = {
      'line breaks': () => content('application/json', '{"a":\r\n1}'),
      bytes: () => content('application/json; charset=utf-8', Buffer.from('{"a":"é"}')),
      sound: () => content('audio/mpeg', Buffer.from([255, 251])),
      events: () => ({
        kind: 'stream',
        status: 200,
        contentType: 'text/event-stream',
        frames: framesOf(['data: {}\n\n']),
      }),
      defect: () => {
        throw new Error('A defect');
      },
      busy: () => json({ error: {} }, { status: 503 }),
    };
    const process = openProcess(openWorld(), {
      answer: (body, call) =>
        (answers[(body.messages as [{ content: string }])[0].content] as Answer)(body, call),
    });
    const { id } = await process.create(
      await process.addFile(
        Object.keys(answers)
          .map((name) => line(name))
          .join('\n'),
      ),
    );
    const batch = await process.ended(id);
    expect(batch.request_counts).toEqual({ total: 6, completed: 2, failed: 4 });
    const lines = [
      ...(await process.lines(batch.output_file_id)),
      ...(await process.lines(batch.error_file_id)),
    ];
    const told = Object.fromEntries(
      lines.map(({ custom_id: name, response, error }) => [name, error?.code ?? response]),
    );
    expect(told).toMatchObject({
      'line breaks': { status_code: 200, body: { a: 1 } },
      bytes: { status_code: 200, body: { a: 'é' } },
      sound: 'unsupported_response',
      events: 'unsupported_response',
      defect: { status_code: 500, body: { error: { code: 'internal_error' } } },
      busy: { status_code: 503, body: { error: {} } },
    });
  });

  it('stores a long answer that is made while it is read', async () => {
    const world = openWorld();
    const answer: Answer = async ({ messages }) =>
      ({
        kind: 'stream',
        status: 200,
        contentType: 'application/json',
        frames: await fromPieces(longAnswer(messages)),
      }) as const;
    async function* longAnswer(messages: unknown) {
      yield '{"data":[';
      for (let index = 0; index < 500; index++) yield `"größe ${index}",\n`;
      yield `""],"messages":${JSON.stringify(messages)}}`;
    }
    const process = openProcess(world, { answer });
    const batch = await process.ended((await process.create(await process.addFile(linesOf(20)))).id);
    expect(batch.request_counts).toEqual({ total: 20, completed: 20, failed: 0 });
    const lines = await process.lines(batch.output_file_id ?? null);
    expect(new Set(lines.map(({ custom_id: id }) => id)).size).toBe(20);
    for (const { custom_id: id, response } of lines) {
      expect(response?.request_id).toMatch(/^req_/);
      expect(response?.body.data).toHaveLength(501);
      expect(response?.body.messages).toEqual([{ role: 'user', content: id }]);
    }
  });

  it('limits the concurrent lines of all batches', async () => {
    const world = openWorld();
    let now = 0;
    let most = 0;
    const process = openProcess(world, {
      batchConcurrency: 5,
      answer: async (body, call) => {
        most = Math.max(most, ++now);
        const reply = await slowly(world, 20)(body, call);
        now--;
        return reply;
      },
    });
    const files = [await process.addFile(linesOf(30)), await process.addFile(linesOf(30))];
    const made = await Promise.all(files.map((file) => process.create(file)));
    for (const { id } of made) expect((await process.ended(id)).request_counts.completed).toBe(30);
    expect(most).toBe(5);
  });

  it('continues if its input file is deleted', async () => {
    const world = openWorld();
    const process = openProcess(world, { answer: slowly(world, 500) });
    const file = await process.addFile(linesOf(30));
    const { id } = await process.create(file);
    await process.when(id, ({ status }) => status === 'in_progress');
    await process.send(`/v1/files/${file}`, { method: 'DELETE' });
    expect((await process.ended(id)).request_counts).toEqual({ total: 30, completed: 30, failed: 0 });
  });

  it('fails for an invalid input file', async () => {
    const world = openWorld();
    const process = openProcess(world);
    const { id } = await process.create(await process.addFile(`${line('a')}\n${line('a')}\n`));
    const batch = await process.ended(id);
    expect(batch).toMatchObject({
      status: 'failed',
      failed_at: 1_700_000_001,
      in_progress_at: null,
      request_counts: { total: 0, completed: 0, failed: 0 },
      errors: { object: 'list', data: [{ code: 'duplicate_custom_id', line: 2, param: 'custom_id' }] },
    });
    expect(await process.events()).toEqual([{ type: 'batch.failed', data: { id } }]);
  });
});

describe('cancelling', () => {
  it('ends a batch in the state validating', async () => {
    const world = openWorld();
    const process = openProcess(world);
    const { id } = await process.create(await process.addFile(linesOf(10)));
    expect(await process.cancel(id)).toMatchObject({ status: 'cancelling', cancelling_at: 1_700_000_000 });
    const batch = await process.ended(id);
    expect(batch).toMatchObject({
      status: 'cancelled',
      in_progress_at: null,
      output_file_id: null,
      error_file_id: null,
    });
    expect(batch.cancelled_at).toBe(1_700_000_001);
    expect(await process.events()).toEqual([{ type: 'batch.cancelled', data: { id } }]);
  });

  it('aborts lines in flight and keeps finished ones', async () => {
    const world = openWorld();
    let given = 0;
    const answer: Answer = async (body, call) => {
      call.abort.onAbort(() => given++);
      return slowly(world, 1000)(body, call);
    };
    const process = openProcess(world, { answer, batchConcurrency: 4 });
    const { id } = await process.create(await process.addFile(linesOf(100)));
    await process.when(id, ({ request_counts: { completed } }) => completed === 8);
    await process.cancel(id);
    expect(await process.cancel(id)).toMatchObject({ status: 'cancelling' });
    const batch = await process.ended(id);
    expect(given).toBe(4);
    expect(batch).toMatchObject({
      status: 'cancelled',
      request_counts: { total: 100, completed: 8, failed: 0 },
      finalizing_at: null,
      error_file_id: null,
    });
    expect((batch.cancelled_at ?? 0) - (batch.cancelling_at ?? 0)).toBe(1);
    expect(await process.lines(batch.output_file_id)).toHaveLength(8);
    expect(await process.cancel(id)).toEqual(batch);
  });

  it('keeps everything if all lines are finished, and is rejected after the end', async () => {
    const world = openWorld();
    const process = openProcess(world);
    const first = await process.create(await process.addFile(linesOf(3)));
    await process.when(first.id, ({ status }) => status === 'finalizing');
    await process.cancel(first.id);
    const batch = await process.ended(first.id);
    expect(batch.status).toBe('cancelled');
    expect(await process.lines(batch.output_file_id)).toHaveLength(3);

    const second = await process.create(await process.addFile(linesOf(3)));
    await process.ended(second.id);
    const { status, json: refusal } = await process.send(`/v1/batches/${second.id}/cancel`, {
      method: 'POST',
    });
    expect(status).toBe(409);
    expect(refusal.error.message).toBe("Cannot cancel a batch with status 'completed'.");
  });

  it('takes effect from another process', async () => {
    const world = openWorld();
    const runner = openProcess(world, { answer: slowly(world, 3_600_000), batchConcurrency: 4 });
    const { id } = await runner.create(await runner.addFile(linesOf(8)));
    await runner.when(id, ({ status }) => status === 'in_progress');
    const other = openProcess(world);
    await other.jobs.stop();
    await other.cancel(id);
    const batch = await runner.ended(id);
    expect(batch.status).toBe('cancelled');
    expect(batch.cancelled_at).toBeLessThan(1_700_000_010);
  });
});

describe('the end of the completion window', () => {
  it('keeps finished lines and writes an expiry error for all others', async () => {
    const world = openWorld();
    const process = openProcess(world, {
      answer: slowly(world, 1000),
      batchConcurrency: 4,
      batchWindow: 10_500,
    });
    const { id } = await process.create(await process.addFile(linesOf(100)));
    const batch = await process.ended(id);
    expect(batch).toMatchObject({
      status: 'expired',
      expires_at: 1_700_000_010,
      finalizing_at: 1_700_000_010,
      expired_at: 1_700_000_011,
      completed_at: null,
      request_counts: { total: 100, completed: 36, failed: 64 },
    });
    const output = await process.lines(batch.output_file_id);
    const expired = await process.lines(batch.error_file_id);
    expect(new Set([...output, ...expired].map(({ custom_id }) => custom_id)).size).toBe(100);
    expect(output).toHaveLength(36);
    expect(expired[0]).toEqual({
      id: expect.stringMatching(/^batch_req_/),
      custom_id: expect.any(String),
      response: null,
      error: {
        code: 'batch_expired',
        message: 'This request could not be executed before the completion window expired.',
      },
    });
    expect(await process.events()).toEqual([{ type: 'batch.expired', data: { id } }]);
  });

  it('does not affect a batch whose lines are finished', async () => {
    const process = openProcess(openWorld(), { batchStage: 1000, batchWindow: 1500 });
    const { id } = await process.create(await process.addFile(linesOf(5)));
    expect(await process.ended(id)).toMatchObject({ status: 'completed', request_counts: { completed: 5 } });
  });
});
