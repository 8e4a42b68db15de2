import { contentOf } from '../../reading/content.ts';
import { bestLabel } from '../../reading/label-for.ts';
import type { Reading } from '../../reading/reading.ts';

/**
 * The verdict of a request that asks whether a text is safe; undefined for other requests.
 *
 * @example
 * safetyVerdict(reading, true); // "unsafe\nS1" for a policy with categories and the words 'safe' and 'unsafe'
 */
export function safetyVerdict(reading: Reading, isHarmful: boolean): string | undefined {
  const system = reading.request.turns
    .flatMap(({ role, parts }) => (role === 'system' ? parts : []))
    .map((part) => (part.kind === 'text' ? part.text.slice(0, LONGEST) : ''));
  const text = [reading.text.slice(0, LONGEST), ...system].join('\n');
  const match = ASKED.exec(text);
  if (match === null || !JUDGING.test(text)) return undefined;
  const [safe, unsafe] = /^un/i.test(match[1]!) ? [match[2]!, match[1]!] : [match[1]!, match[2]!];
  if (!isHarmful) return safe;
  const categories = [...text.matchAll(CATEGORY)].map(([, code]) => code!);
  if (categories.length === 0 || !/\bcategor(?:y|ies)\b/i.test(text)) return unsafe;
  return `${unsafe}\n${bestLabel(categories, text, contentOf(reading)) ?? categories[0]!}`;
}

const LONGEST = 8000;
const ASKED = /["'“`]?\b((?:un)?safe)\b["'”`]?\s?(?:or|\/|,)\s?["'“`]?\b((?:un)?safe)\b/i;
const JUDGING =
  /\b(?:assess|assessment|check|classify|determine|judge|moderat\w+|policy|polic(?:y|ies)|evaluate|label)\b/i;
/** `S1: Violence` */
const CATEGORY = /^\s{0,4}([A-Z]{1,3}\d{1,2})\s?[:.)]\s/gm;
