import { expect, it } from 'vitest';
import { entitiesIn } from './entities.ts';

it.each([
  [
    'Ann Lee of Acme Labs flew to Paris to meet Mrs Bela Ray.',
    'Ann Lee person, Acme Labs organisation, Paris place, Bela Ray person',
  ],
  [
    'The ministers Ola Berg and Ida Holm signed it in the town of Zelmo.',
    'Ola Berg person, Ida Holm person, Zelmo place',
  ],
  ['The CEO, Camila Holm, announced it on Monday.', 'Camila Holm person'],
  ['Nothing is named here.', ''],
])('%s', (text, wanted) =>
  expect(
    entitiesIn(text)
      .map(({ name, kind }) => `${name} ${kind}`)
      .join(', '),
  ).toBe(wanted),
);
