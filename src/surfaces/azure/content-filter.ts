import type { Moderator } from '../../engine/ports/moderator.ts';
import { finish, type Steps } from '../../runtime/steps.ts';
import type { FilterResults } from './schema.ts';
import { type ContentSeverity, type Severity, toContentSeverity } from './severity.ts';

/** Azure's default filter, which blocks a harm from severity `medium` on. */
export interface ContentFilter {
  /** Rates each harm by the most severe of several texts, and marks whether it is blocked. */
  filterTexts(texts: readonly string[]): Steps<FilterResults>;
  /** The same for one short text, synchronously. */
  filterPassage(text: string): FilterResults;
}

/**
 * @example
 * const filter = createContentFilter(moderator);
 * isFiltered(filter.filterPassage('I want to hurt someone')); // true
 */
export function createContentFilter(moderator: Moderator): ContentFilter {
  return {
    *filterTexts(texts) {
      let worst = SAFE;
      for (const text of texts) {
        worst = worse(worst, toContentSeverity((yield* moderator.moderateInSteps(text)).scores));
        yield;
      }
      return toFilterResults(worst);
    },
    filterPassage: (text) =>
      toFilterResults(toContentSeverity(finish(moderator.moderateInSteps(text)).scores)),
  };
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
