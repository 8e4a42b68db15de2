import { describe, expect, it } from 'vitest';
import { createLog } from '../runtime/log.ts';
import { createVirtualClock } from '../runtime/virtual-clock.ts';
import type { Observation } from './observation.ts';
import { REQUEST, toLogFields, toLogLevel, toRequestRow } from './request-log.ts';

const seen = (overrides: Partial<Observation> = {}): Observation => ({
  requestId: 'req_0123456789abcdef0123456789abcdef',
  operation: 'createChatCompletion',
  method: 'POST',
  endpoint: '/v1/chat/completions',
  path: '/v1/chat/completions',
  startedAt: 1000,
  endedAt: 1512.34,
  status: 200,
  outcome: 'ok',
  streamed: true,
  model: 'gpt-4o',
  usage: { promptTokens: 8, completionTokens: 16 } as Observation['usage'],
  firstTokenAt: 1500,
  ...overrides,
});

function line(observation: Observation, format: 'json' | 'pretty', width?: number): string {
  let text = '';
  const log = createLog({
    level: 'debug',
    format,
    rows: { [REQUEST]: toRequestRow },
    width: () => width,
    clock: createVirtualClock({ automatic: false }),
    write: (written) => {
      text += written;
    },
  });
  log[toLogLevel(observation)](REQUEST, toLogFields(observation));
  return text.trimEnd();
}

describe('the level of a request', () => {
  it.each([
    [200, 'ok', 'info'],
    [304, 'ok', 'info'],
    [400, 'error', 'warn'],
    [404, 'error', 'warn'],
    [429, 'error', 'warn'],
    [499, 'aborted', 'warn'],
    [500, 'error', 'error'],
    [503, 'error', 'error'],
    // A stream that broke off after its status was sent, and one whose reader left.
    [200, 'error', 'error'],
    [200, 'aborted', 'info'],
  ] as const)('of status %i with outcome %s is %s', (status, outcome, level) => {
    expect(toLogLevel(seen({ status, outcome }))).toBe(level);
    expect(toLogLevel(seen({ status, outcome, internal: true }))).toBe('debug');
  });
});

describe('the line of a request', () => {
  it('is a row of 120 columns in a terminal, with short ids', () => {
    const row = line(
      seen({ model: 'openai/gpt-oss-120b', clientRequestId: 'my-request-0123456789' }),
      'pretty',
      120,
    );
    expect(row).toBe(
      '00:00:00.000 info  200 POST /v1/chat/completions 512 ms openai/gpt-oss-120b 8 in 16 out ttft 500 ms stream req_01234567',
    );
  });

  it.each([40, 60, 80, 100, 120, 160])('never wraps at %i columns', (width) => {
    const path = `/v1/batches/batch_${'x'.repeat(200)}/cancel`;
    for (const observation of [
      seen(),
      seen({ path, status: 404, outcome: 'error', fault: 'not_found' }),
      seen({ model: 'm'.repeat(300), clientRequestId: 'c'.repeat(512) }),
    ]) {
      const row = line(observation, 'pretty', width);
      expect(row.length).toBeLessThanOrEqual(width);
      expect(row).toContain(String(observation.status));
    }
    // The middle gives way: both ends of the path tell which request it was.
    if (width >= 80) expect(line(seen({ path }), 'pretty', width)).toMatch(/ \/v1\/batches\S*…\S*\/cancel /);
  });

  it('shows nothing from outside that a terminal would obey', () => {
    const row = line(seen({ path: '/a\u001b[2Jb\u202ec', model: 'm\nx' }), 'pretty', 200);
    expect(row).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  it('keeps whole ids and paths in JSON', () => {
    const path = `/v1/files/${'x'.repeat(300)}`;
    expect(
      JSON.parse(line(seen({ path, clientRequestId: 'my-request-0123456789' }), 'json', 40)),
    ).toMatchObject({
      level: 'info',
      path,
      requestId: 'req_0123456789abcdef0123456789abcdef',
      clientRequestId: 'my-request-0123456789',
      ms: 512.3,
      ttftMs: 500,
    });
  });
});
