import { describe, expect, it } from 'vitest';
import { createLog, type LogLevel, type LogOptions } from './log.ts';
import { createVirtualClock } from './virtual-clock.ts';

function open(options: Partial<LogOptions> = {}) {
  const lines: string[] = [];
  const clock = createVirtualClock({ automatic: false });
  const log = createLog({
    level: 'debug',
    format: 'json',
    clock,
    write: (line) => lines.push(line),
    ...options,
  });
  return { log, lines, clock };
}

describe('the log', () => {
  it('writes one JSON object a line, with the time of its clock', () => {
    const { log, lines, clock } = open();
    clock.advance(1500);
    log.info('request', { path: '/v1/models', status: 200, note: undefined, line: 'a\nb' });
    log.error('broken');
    expect(lines.every((line) => line.endsWith('\n') && line.indexOf('\n') === line.length - 1)).toBe(true);
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      {
        time: '2025-01-01T00:00:01.500Z',
        level: 'info',
        message: 'request',
        path: '/v1/models',
        status: 200,
        line: 'a\nb',
      },
      { time: '2025-01-01T00:00:01.500Z', level: 'error', message: 'broken' },
    ]);
  });

  it('writes a level and everything graver', () => {
    const levels: readonly LogLevel[] = ['silent', 'error', 'warn', 'info', 'debug'];
    levels.forEach((level, rank) => {
      const { log, lines } = open({ level });
      for (const at of ['error', 'warn', 'info', 'debug'] as const) {
        expect(log.writes(at)).toBe(levels.indexOf(at) <= rank);
        log[at](at);
      }
      expect(lines.map((line) => JSON.parse(line).level)).toEqual(levels.slice(1, rank + 1));
    });
  });

  it('is one readable line for a person, with nothing from outside that a terminal would obey', () => {
    const { log, lines } = open({ format: 'pretty' });
    log.warn('slow reader', { path: '/a\u001b[2Jb\r\nc', ms: 12.5, none: undefined });
    const [line = ''] = lines;
    // The only escape sequences are the log's own colours.
    const plain = line.replace(/\u001b\[(?:0|3[1-3]|90)m/g, '');
    expect(plain).toBe('00:00:00.000 warn  slow reader path="/a\\u001b[2Jb\\r\\nc" ms=12.5\n');
  });
});
