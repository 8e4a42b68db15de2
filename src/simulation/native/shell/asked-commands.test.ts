import { expect, it } from 'vitest';
import { commandsIn } from './asked-commands.ts';

it.each([
  ['Copy src/a.b.c.ts to lib/', ['cp src/a.b.c.ts lib/']],
  ['Delete build/x.tar.gz', ['rm build/x.tar.gz']],
  ['Run `tool.constructor`', ['tool.constructor']],
  [`Copy ${'a.'.repeat(200)}b`, []],
  [`Move ${'../'.repeat(100)}b`, []],
])('reads paths with many dots: %#', (request, commands) => {
  expect(commandsIn(request)).toEqual(commands);
});
