import { expect, it } from 'vitest';
import { audioTokens } from './audio.ts';

it.each([
  [0, 1],
  [0.01, 1],
  [0.1, 1],
  [0.3, 3],
  [2.35, 24],
  [60, 600],
])('counts %d seconds as %i tokens', (seconds, tokens) => {
  expect(audioTokens(seconds)).toBe(tokens);
});
