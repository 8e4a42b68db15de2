import type { Block } from './blocks.ts';
import { findAnswer } from './passages.ts';
import type { Reading } from './reading.ts';
import { Roots } from './roots.ts';
import { byRule } from './rule.ts';
import { sectionIn } from './section.ts';

/** Whether what a request asks about holds, and why. */
export interface Verdict {
  readonly holds: boolean;
  /** A sentence that says what decided it. */
  readonly reason: string;
}

/**
 * Judges what a request asks to be judged: a text by a criterion, a document by a question that it is to be relevant to,
 * or a question of yes and no by its material. Undefined if it asks for none, or nothing decides it.
 *
 * @example
 * verdictOn(reading); // { holds: true, reason: 'The text has KX-12.' } for a rubric "Names KX-12" and an output that does
 */
export function verdictOn(reading: Reading): Verdict | undefined {
  const { blocks } = reading;
  const judged = sectionIn(reading, JUDGED);
  const criterion = sectionIn(reading, CRITERION);
  const question =
    blocks.findLast(({ role, text }) => role === 'question' && text !== '')?.text ??
    sectionIn(reading, ASKED);
  if (judged && criterion && judged !== criterion)
    return question && specificsOf(criterion).length === 0
      ? byRelevance(question, judged)
      : byCriterion(criterion, judged);
  const document = blocks.find(isDocument)?.text ?? judged;
  if (question && document && RELEVANCE.test(instructionsOf(reading))) return byRelevance(question, document);
  const asked = reading.standalone.replace(LEADING, '');
  const byLimit = YES_NO.test(asked) ? byRule(asked, statementsOf(reading)) : undefined;
  if (byLimit) return byLimit;
  const found = findAnswer(asked, reading.material);
  if (found?.value === 'Yes' || found?.value === 'No')
    return { holds: found.value === 'Yes', reason: found.quote };
  return undefined;
}

const YES_NO = /^(?:is|are|was|were|does|do|did|can|could|may|must|will|would|should|has|have|am)\b/i;

/** What a rule and the case may stand in. */
function statementsOf({ text, question, material }: Reading): string {
  return [
    text.replace(question, ' '),
    ...material.filter(({ from }) => from === 'system').map((each) => each.text),
  ].join('\n');
}

/** What a question is asked by: "Based on the context, does …" */
const LEADING = /^(?:based on|according to|given|in|from|using|by) [^,?]{1,60},\s*/i;

const JUDGED =
  /\b(?:output|submission|response|answer|reply|completion|candidate|generation|hypothesis|prediction)\b/i;
const CRITERION =
  /\b(?:rubric|criteri(?:on|a)|assertion|statement|claim|requirement|condition|expectation|expected|check)\b/i;
const ASKED = /\b(?:question|input|query|prompt|task)\b/i;
const RELEVANCE = /\brelevan(?:t|ce)\b|\brelated to\b/i;

const isDocument = ({ role, text }: Block): boolean => role === 'material' && text !== '';

function instructionsOf({ instructions, request }: Reading): string {
  const system = request.turns.flatMap(({ role, parts }) => (role === 'system' ? parts : []));
  return [instructions, ...system.map((part) => (part.kind === 'text' ? part.text.slice(0, 2000) : ''))].join(
    '\n',
  );
}

/** Whether a text does what a criterion says of it. */
function byCriterion(criterion: string, text: string): Verdict {
  const negated = /\b(?:not|never|no|without|avoids?|free of|lacks?)\b/i.test(criterion);
  const named = specificsOf(criterion);
  const lower = text.toLowerCase();
  const missing = named.filter((word) => !lower.includes(word.toLowerCase().replace(/^["'“]|["'”]$/g, '')));
  const words = new Roots();
  const own = words.of(text);
  const wanted = [...words.of(criterion.replace(CRITERION_WORDS, ' '))];
  const shared = wanted.filter((root) => own.has(root));
  const states =
    named.length > 0 ? missing.length === 0 : wanted.length > 0 && shared.length * 2 >= wanted.length;
  const what = named.length > 0 ? (missing[0] ?? named[0]!) : (shared[0] ?? wanted[0] ?? 'that');
  return {
    holds: states !== negated,
    reason: states ? `The text mentions ${what}.` : `The text does not mention ${what}.`,
  };
}

function specificsOf(criterion: string): string[] {
  const found = criterion.slice(1).match(SPECIFIC) ?? [];
  return found.filter((word) => !/^(?:The|A|It|Output|Response)$/.test(word));
}

/** Names, numbers, codes and quoted words. */
const SPECIFIC =
  /["“][^"”\n]{1,80}["”]|\b[\p{L}\p{N}-]*\d[\p{L}\p{N}.,:-]*[\p{L}\p{N}]|\b\d\b|\b\p{Lu}[\p{L}\p{N}'’-]+/gu;

/** What criteria say of texts in general. */
const CRITERION_WORDS =
  /\b(?:contains?|mentions?|names?|states?|says?|includes?|gives?|tells?|uses?|answers?|text|output|response|reply|content|must|should|does|not|correct(?:ly)?|clearly|about|the user|customer)\b/gi;

/** Whether a document speaks of what a question asks. */
function byRelevance(question: string, document: string): Verdict {
  const words = new Roots();
  const own = words.of(document);
  const asked = [...words.of(question)];
  const shared = asked.filter((root) => own.has(root));
  const names = question.slice(1).match(/\p{Lu}[\p{L}\p{N}'’-]+/gu) ?? [];
  const isNamed = names.length === 0 || names.some((name) => document.includes(name));
  const holds = isNamed && shared.length * 2 >= asked.length;
  return {
    holds,
    reason: holds
      ? 'The document speaks of what the question asks.'
      : 'The document speaks of something else than the question.',
  };
}
