import type { Steps } from '../../runtime/steps.ts';
import { moderate, moderateInSteps } from '../../simulation/moderation/moderate.ts';
import {
  type ContentSeverity,
  type Severity,
  toContentSeverity,
} from '../../simulation/moderation/severity.ts';
import type { FilterResults } from './schema.ts';

/**
 * Rates each harm by the most severe of several texts, and marks whether Azure's default filter blocks it: it
 * blocks from `medium` on.
 */
export function* filterTexts(texts: readonly string[]): Steps<FilterResults> {
  let worst = SAFE;
  for (const text of texts) {
    worst = worse(worst, toContentSeverity((yield* moderateInSteps(text)).scores));
    yield;
  }
  return toFilterResults(worst);
}

/** The same for one short text, synchronously. */
export function filterPassage(text: string): FilterResults {
  return toFilterResults(toContentSeverity(moderate(text).scores));
}

/** Whether any harm is blocked. */
export function isFiltered(results: FilterResults): boolean {
  return Object.values(results).some(({ filtered }) => filtered);
}

const SEVERITIES: readonly Severity[] = ['safe', 'low', 'medium', 'high'];
const rank = (severity: Severity): number => SEVERITIES.indexOf(severity);
const BLOCKED_FROM = rank('medium');

const SAFE: ContentSeverity = { hate: 'safe', selfHarm: 'safe', sexual: 'safe', violence: 'safe' };

function worse(one: ContentSeverity, other: ContentSeverity): ContentSeverity {
  const of = (harm: keyof ContentSeverity): Severity =>
    rank(one[harm]) >= rank(other[harm]) ? one[harm] : other[harm];
  return { hate: of('hate'), selfHarm: of('selfHarm'), sexual: of('sexual'), violence: of('violence') };
}

function toFilterResults({ hate, selfHarm, sexual, violence }: ContentSeverity): FilterResults {
  const of = (severity: Severity) => ({ filtered: rank(severity) >= BLOCKED_FROM, severity });
  return { hate: of(hate), self_harm: of(selfHarm), sexual: of(sexual), violence: of(violence) };
}
