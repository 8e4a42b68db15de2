import type { Phrase } from '../phrase.ts';
import { abusePhrases } from './abuse.ts';
import { harmPhrases } from './harm.ts';
import { illicitPhrases } from './illicit.ts';
import { peoplePhrases } from './people.ts';
import { selfHarmPhrases } from './self-harm.ts';

export const phrases: readonly Phrase[] = [
  peoplePhrases,
  harmPhrases,
  abusePhrases,
  illicitPhrases,
  selfHarmPhrases,
].flat();
