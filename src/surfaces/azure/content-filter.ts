import type { Moderator } from '../../engine/ports/moderator.ts';
import { RecentMap } from '../../runtime/recent-map.ts';
import { finish, type Steps } from '../../runtime/steps.ts';
import type { FilterResults } from './schema.ts';
import { type ContentSeverity, type Severity, toContentSeverity } from './severity.ts';

/**
 * Azure's default filter, which blocks a harm from severity `medium` on. It remembers short texts, because prompts and
 * answers are often repeated.
 */
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
  const known = new RecentMap<ContentSeverity>(REMEMBERED);

  function* severityOf(text: string): Steps<ContentSeverity> {
    const isShort = text.length <= LONGEST_REMEMBERED;
    const before = isShort ? known.get(text) : undefined;
    if (before) return before;
    const rated = toContentSeverity((yield* moderator.moderateInSteps(text)).scores);
    const severity = isSafe(rated) ? SAFE : rated;
    if (isShort) known.set(text, severity, text.length + PER_TEXT);
    return severity;
  }

  return {
    *filterTexts(texts) {
      let worst = SAFE;
      for (const text of texts) {
        worst = worse(worst, yield* severityOf(text));
        yield;
      }
      return toFilterResults(worst);
    },
    filterPassage: (text) => toFilterResults(finish(severityOf(text))),
  };
}

/** Characters of all remembered texts, what each text costs besides its own, and how long it may be. */
const REMEMBERED = 2 ** 20;
const PER_TEXT = 64;
const LONGEST_REMEMBERED = 4096;

/** Whether any harm is blocked. */
export function isFiltered(results: FilterResults): boolean {
  return Object.values(results).some(({ filtered }) => filtered);
}

const SEVERITIES: readonly Severity[] = ['safe', 'low', 'medium', 'high'];
const rank = (severity: Severity): number => SEVERITIES.indexOf(severity);
const BLOCKED_FROM = rank('medium');

const SAFE: ContentSeverity = { hate: 'safe', selfHarm: 'safe', sexual: 'safe', violence: 'safe' };

function isSafe(severity: ContentSeverity): boolean {
  return Object.values(severity).every((one) => one === 'safe');
}

function worse(one: ContentSeverity, other: ContentSeverity): ContentSeverity {
  if (other === SAFE) return one;
  const of = (harm: keyof ContentSeverity): Severity =>
    rank(one[harm]) >= rank(other[harm]) ? one[harm] : other[harm];
  return { hate: of('hate'), selfHarm: of('selfHarm'), sexual: of('sexual'), violence: of('violence') };
}

/** The same object for each safe text, so that its JSON is made only once per stream. */
function toFilterResults(severity: ContentSeverity): FilterResults {
  return severity === SAFE ? SAFE_RESULTS : toResults(severity);
}

function toResults({ hate, selfHarm, sexual, violence }: ContentSeverity): FilterResults {
  const of = (severity: Severity) => ({ filtered: rank(severity) >= BLOCKED_FROM, severity });
  return { hate: of(hate), self_harm: of(selfHarm), sexual: of(sexual), violence: of(violence) };
}

const SAFE_RESULTS = toResults(SAFE);
