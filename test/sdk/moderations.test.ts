import { describe } from 'vitest';
import { moderationCases } from './cases/moderations.ts';
import { openInProcess, openOnSocket } from './world.ts';

describe('moderations, in the process', () => moderationCases(openInProcess));
describe('moderations, over a socket', () => moderationCases(openOnSocket));
