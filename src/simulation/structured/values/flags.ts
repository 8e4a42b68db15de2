import type { Roots } from '../../reading/roots.ts';
import type { Field } from './fields.ts';

/** Whether a text says yes or no to the words of a flag. */
export function flagIn(field: Field, text: string, roots: Roots): boolean | undefined {
  const lower = text.toLowerCase();
  const named = [...field.named].filter((root) => !FLAGS.has(root));
  if (field.tokens.at(-1) === 'on' && /\b(?:on|off)\b/.test(lower)) return !/\boff\b/.test(lower);
  if (field.tokens[0] === 'new' || field.tokens[0] === 'first')
    for (const [form, value] of FIRST) if (form.test(lower)) return value;
  for (const opposite of OPPOSITES.get(field.tokens.at(-1)!) ?? OPPOSITES.get(field.tokens[0]!) ?? [])
    if (new RegExp(`\\b${opposite}\\b`).test(lower)) return false;
  for (const match of text.matchAll(/[\p{L}][\p{L}’'-]*/gu)) {
    const root = roots.root(match[0]);
    if (root === '' || !named.includes(root)) continue;
    const around = roots.of(text.slice(Math.max(0, match.index - 60), match.index + 60));
    if (
      !named.every((each) => around.has(each)) &&
      named.filter((each) => around.has(each)).length * 2 < named.length
    )
      continue;
    const before = lower.slice(Math.max(0, match.index - 40), match.index);
    const after = lower.slice(match.index + match[0].length, match.index + match[0].length + 24);
    const isNegated =
      /\b(?:no|not|without|never|don['’]?t|doesn['’]?t|isn['’]?t|aren['’]?t|didn['’]?t|won['’]?t|skip|exclude|excluding|disable|non|leave out|leave off|cancel)\b[^.,;:!?]{0,30}$/.test(
        before,
      ) ||
      /^\s*:\s*(?:no|false|off|none|-|–)\b|^[^.,;:!?]{0,12}\b(?:not (?:needed|necessary|required|included|wanted)|unnecessary|off)\b/.test(
        after,
      );
    return !isNegated;
  }
  return undefined;
}

/** What people say who are new, or who are not. */
const FIRST: readonly (readonly [RegExp, boolean])[] = [
  [
    /\b(?:first (?:visit|time|appointment|order|stay|booking|purchase)|never (?:been|visited|ordered|stayed)|new (?:here|to))\b/,
    true,
  ],
  [
    /\b(?:again|returning|regular|long[- ]?time|been (?:here|with you)|come back|last (?:visit|time)|already)\b/,
    false,
  ],
];

/** Words that say no to a flag. */
const OPPOSITES: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    public: ['private'],
    private: ['public'],
    furnished: ['unfurnished', 'without furniture', 'no furniture'],
    open: ['closed'],
    enabled: ['disabled', 'switched off', 'turned off'],
    active: ['inactive', 'retired', 'out of service'],
    operation: ['out of order', 'out of service'],
    paid: ['unpaid', 'outstanding', 'not yet paid'],
    available: ['sold out', 'unavailable', 'out of stock'],
    urgent: ['no rush', 'no hurry', 'not urgent'],
    indoor: ['outdoor', 'outside'],
    return: ['one way', 'one-way', 'single ticket'],
    injuries: ['nobody was hurt', 'no one was hurt', 'nobody was injured', 'no one was injured'],
    allowed: [
      'not allowed',
      'forbidden',
      'prohibited',
      'must stay outside',
      'have to stay outside',
      'stay outside',
    ],
    anonymous: ['with my name', 'publicly'],
    smoking: ['non-smoking', 'nonsmoking'],
  }),
);

const FLAGS = new Set(
  'is are has have was can should will includ enabl use with need requir onli want'.split(' '),
);
