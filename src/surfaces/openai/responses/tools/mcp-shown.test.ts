import { expect, it } from 'vitest';
import { shownServer } from './mcp-shown.ts';

it.each([
  ['https://wiki.test', 'https://wiki.test'],
  ['https://wiki.test/', 'https://wiki.test/'],
  ['https://wiki.test/key-1', 'https://wiki.test/<redacted>'],
  ['https://wiki.test?key=1', 'https://wiki.test/<redacted>'],
  ['https://wiki.test/#key-1', 'https://wiki.test/<redacted>'],
])('shows %s as %s', (url, shown) => {
  const tool = { type: 'mcp', server_label: 'wiki', server_url: url } as const;
  expect(shownServer(tool)).toEqual({ ...tool, server_url: shown });
});

it('shows neither tokens nor values of headers', () => {
  const tool = {
    type: 'mcp',
    server_label: 'wiki',
    connector_id: 'connector_gmail',
    authorization: 'token-1',
    headers: JSON.parse('{"x-key":"secret-2","__proto__":"secret-3"}'),
  } as const;
  const shown = JSON.stringify(shownServer(tool));
  expect(shown).not.toMatch(/token-1|secret/);
  expect(shown).toContain('x-key');
});
