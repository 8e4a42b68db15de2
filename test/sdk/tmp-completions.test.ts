import { describe } from 'vitest';
import { completionCases } from './cases/completions.ts';
import { openInProcess, openOnSocket } from './world.ts';
describe('p', () => completionCases(openInProcess));
describe('s', () => completionCases(openOnSocket));
