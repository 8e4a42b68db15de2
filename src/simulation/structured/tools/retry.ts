import type { MadeCall } from '../../reading/calls.ts';

/**
 * The arguments of a failed call with the value that its error names in place of the wrong one: "Did you mean 'Rome'?",
 * "unit must be one of: celsius". Undefined if it names none.
 */
export function corrected({ input, result = '' }: MadeCall): Readonly<Record<string, unknown>> | undefined {
  const text = result.slice(0, 2_000).replaceAll('\\"', '"');
  const value = suggestedIn(text);
  if (value === undefined) return undefined;
  const texts = Object.entries(input).filter(
    ([, each]) => typeof each === 'string' || typeof each === 'number',
  );
  if (texts.some(([, each]) => String(each) === value)) return undefined;
  const lower = text.toLowerCase();
  const wrong =
    texts.find(([, each]) => String(each) !== '' && lower.includes(`${String(each).toLowerCase()}`)) ??
    texts.find(
      ([key]) => lower.includes(key.toLowerCase()) || lower.includes(key.toLowerCase().replaceAll('_', ' ')),
    ) ??
    (texts.length === 1 ? texts[0] : undefined);
  if (wrong === undefined) return undefined;
  const [key, old] = wrong;
  return {
    ...input,
    [key]: typeof old === 'number' && Number.isFinite(Number(value)) ? Number(value) : value,
  };
}

function suggestedIn(text: string): string | undefined {
  for (const form of SUGGESTIONS) {
    const value = form
      .exec(text)
      ?.slice(1)
      .find((each) => each !== undefined);
    if (value !== undefined) return value.trim().replace(/[.?!,;]+$/, '');
  }
  return undefined;
}

const VALUE = String.raw`(?:"([^"\n]{1,120})"|'([^'\n]{1,120})'|\x60([^\x60\n]{1,120})\x60|([^\s,;"'\x60]{1,80}))`;
const QUOTED = String.raw`(?:"([^"\n]{1,120})"|'([^'\n]{1,120})'|\x60([^\x60\n]{1,120})\x60)`;
const SUGGESTIONS = [
  new RegExp(String.raw`\bdid you mean:?\s+${VALUE}`, 'i'),
  new RegExp(
    String.raw`\b(?:please |instead,? )?(?:use|try|call it with|renamed to|replaced by|moved to|is now|known as|closest match(?: is)?:?|suggestions?"?:|nearest(?: match)?(?: is)?:?|perhaps|maybe)\s*\[?\s*(?:the )?(?:\w{1,20} )?${QUOTED}`,
    'i',
  ),
  /\b(?:use|try)\s+([A-Z\d][\w./-]{1,60})\s+instead\b/,
  new RegExp(
    String.raw`\b(?:must be|should be|expected|allowed values?(?: are)?|valid (?:values?|options?|\w{1,20})(?: are)?|one of|available(?: \w{1,20})?(?: are)?)"?:?\s*(?:one of:?\s*)?\[?${VALUE}`,
    'i',
  ),
];
