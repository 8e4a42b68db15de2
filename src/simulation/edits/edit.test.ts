import { expect, it } from 'vitest';
import type { GenerationRequest } from '../../engine/request.ts';
import { readRequest } from '../reading/reading.ts';
import { editIn } from './edit.ts';

const FILE = 'LIMIT = 3\nNAME = "Ann"\n\n\ndef area(w, h):\n    return w * h\n';

function edit(format: string, change: string, path = 'src/shop.py', content = FILE): string | undefined {
  const turn = (role: 'system' | 'user', text: string) => ({
    role,
    parts: [{ kind: 'text' as const, text }],
  });
  const turns = [
    turn('system', format),
    turn('user', `${path}\n\`\`\`python\n${content}\`\`\``),
    turn('user', change),
  ];
  return editIn(readRequest({ turns, tools: [], format: { kind: 'text' } } as unknown as GenerationRequest));
}

const BLOCKS = 'Use SEARCH/REPLACE blocks.';

it.each([
  ['Set LIMIT to 12.', 'LIMIT = 3', 'LIMIT = 12'],
  ['Please change the value of `LIMIT` from 3 to 12', 'LIMIT = 3', 'LIMIT = 12'],
  ['Change NAME to Bob', 'NAME = "Ann"', 'NAME = "Bob"'],
  ['Rename the function area to surface.', 'def area(w, h):', 'def surface(w, h):'],
  ['Replace `w * h` with `h * w`.', '    return w * h', '    return h * w'],
])('searches and replaces: %s', (change, search, replace) => {
  expect(edit(BLOCKS, change)).toBe(
    `src/shop.py\n\`\`\`python\n<<<<<<< SEARCH\n${search}\n=======\n${replace}\n>>>>>>> REPLACE\n\`\`\``,
  );
});

it('searches for more lines if one is not unique', () => {
  const content = 'a = 1\nb = 2\nc(x=1)\nb = 2\n';
  expect(edit(BLOCKS, 'Set x to 5.', 'a.py', content)).toContain('SEARCH\nc(x=1)\n=======\nc(x=5)\n');
  expect(edit(BLOCKS, 'Set b to 5.', 'a.py', content)).toContain(
    'SEARCH\na = 1\nb = 2\n=======\na = 1\nb = 5\n',
  );
});

it('writes the whole file or a diff', () => {
  expect(edit('Return the entire content of the file.', 'Set LIMIT to 12.')).toBe(
    `src/shop.py\n\`\`\`python\n${FILE.replace('3', '12').trimEnd()}\n\`\`\``,
  );
  expect(edit('Answer with a unified diff.', 'Set LIMIT to 12.')).toContain(
    '@@ -1,4 +1,4 @@\n-LIMIT = 3\n+LIMIT = 12\n NAME',
  );
});

it('leaves other requests alone', () => {
  expect(edit(BLOCKS, 'What does this code do?')).toBeUndefined();
  expect(edit('Be brief.', 'Set LIMIT to 12.')).toBeUndefined();
});
