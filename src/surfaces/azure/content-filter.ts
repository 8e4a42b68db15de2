import { moderate, moderateInSteps } from '../../engine/moderation/moderate.ts';
import { type ContentSeverity, type Severity, toContentSeverity } from '../../engine/moderation/severity.ts';
import type { Abort } from '../../runtime/abort.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { FilterResults } from './schema.ts';

/**
 * Rates each harm by the most severe of several texts, and marks whether Azure's default filter blocks it: it
 * blocks from `medium` on. Long texts are processed in steps that yield to other due work.
 *
 * @throws the abort reason if the caller disconnects
 */
export async function filterTexts(
  texts: readonly string[],
  { clock, abort }: { readonly clock: Clock; readonly abort: Abort },
): Promise<FilterResults> {
  let worst = SAFE;
  let characters = 0;
  for (const text of texts) {
    const steps = moderateInSteps(text);
    let step = steps.next();
    while (!step.done) {
      await turn(clock, abort);
      characters = 0;
      step = steps.next();
    }
    worst = worse(worst, toContentSeverity(step.value.scores));
    characters += text.length;
    if (characters >= CHARACTERS_AT_A_TIME) {
      await turn(clock, abort);
      characters = 0;
    }
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

/** Amount of text that takes a few milliseconds to classify. */
const CHARACTERS_AT_A_TIME = 16 * 1024;

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

/** Yields to all other work that is due. */
async function turn(clock: Clock, abort: Abort): Promise<void> {
  await new Promise<void>((resolve) => {
    clock.at(clock.now(), resolve);
  });
  if (abort.aborted) throw abort.reason;
}
