import Format from 'typebox/format';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Effort } from '../../../engine/effort.ts';
import { createRandom } from '../../../runtime/random.ts';
import { commonTexts } from '../pattern/common-texts.ts';
import { parsePattern } from '../pattern/parse.ts';
import { formatNamed } from './formats.ts';

/** Other validators of each format: typebox and zod. */
const judges: Record<string, (text: string) => boolean> = {};
for (const name of [
  'date',
  'time',
  'date-time',
  'duration',
  'email',
  'idn-email',
  'uri',
  'url',
  'iri',
  'uri-reference',
  'iri-reference',
  'uri-template',
  'uuid',
  'hostname',
  'idn-hostname',
  'ipv4',
  'ipv6',
  'json-pointer',
  'relative-json-pointer',
  'json-pointer-uri-fragment',
  'regex',
])
  judges[name] = (text) => Format.Test(name, text);
const schemas = {
  guid: z.guid(),
  cidrv4: z.cidrv4(),
  cidrv6: z.cidrv6(),
  mac: z.mac(),
  byte: z.base64(),
  base64: z.base64(),
  base64url: z.base64url(),
  jwt: z.jwt(),
  emoji: z.emoji(),
  nanoid: z.nanoid(),
  cuid: z.cuid(),
  cuid2: z.cuid2(),
  ulid: z.ulid(),
  xid: z.xid(),
  ksuid: z.ksuid(),
  e164: z.e164(),
  hex: z.hex(),
};
for (const [name, schema] of Object.entries(schemas)) judges[name] = (text) => schema.safeParse(text).success;
judges['json-string'] = (text) => {
  JSON.parse(text);
  return true;
};

describe.each(Object.entries(judges))('format %s', (name, judge) => {
  const format = formatNamed(name);
  if (format === undefined) throw new Error(`no format ${name}`);

  it('is generated in a form that other validators accept', () => {
    const node = parsePattern(format.pattern);
    if (node === undefined) throw new Error(`cannot read ${format.pattern}`);
    for (let seed = 0; seed < 40; seed++) {
      const random = createRandom(seed);
      const effort = new Effort();
      const found = commonTexts([{ node, negated: false }], { least: 0, most: 200, effort });
      const texts = [format.compose(random), found.kind === 'some' ? found.write(random) : undefined];
      for (const text of texts) {
        expect(text).toBeTypeOf('string');
        expect(format.accepts(text as string), text).toBe(true);
        expect(judge(text as string), text).toBe(true);
      }
    }
  });

  it.each([
    '',
    ' ',
    'no, this is not it',
    '\n',
    '2024-02-30',
    '25:00:00Z',
    'a@b',
    '1.2.3',
    '::1::',
    '%',
    '~2',
    '{',
    'a.b.c',
  ])('takes no text that others refuse: %j', (text) => {
    if (format.accepts(text)) expect(safely(judge, text)).toBe(true);
  });
});

function safely(judge: (text: string) => boolean, text: string): boolean {
  try {
    return judge(text);
  } catch {
    return false;
  }
}
