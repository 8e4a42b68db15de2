import { expect, it } from 'vitest';
import type { Turn } from '../../../engine/request.ts';
import { confirmedIn } from './confirmation.ts';

const turn = (role: Turn['role'], text: string): Turn => ({ role, parts: [{ kind: 'text', text }] });

it.each([
  ['Are you sure?', 'Yes, go ahead.', 'Delete A-1.'],
  ['Are you sure?', 'No, wait.', undefined],
  ['It is gone.', 'Ok.', undefined],
  ['Are you sure?', 'Yes, but what does it cost?', undefined],
])('%s %s', (asked, said, request) =>
  expect(confirmedIn([turn('user', 'Delete A-1.'), turn('assistant', asked), turn('user', said)])).toBe(
    request,
  ),
);
