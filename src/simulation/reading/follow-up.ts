import { opensWithoutName } from './openers.ts';

/**
 * A question that can be understood without what was said before: pronouns stand for the name that the earlier
 * question or answer was about, and "What about X?" asks the earlier question of X. Unchanged if it refers to nothing.
 *
 * @example
 * standalone('And who founded it?', [{ by: 'user', text: 'What does Acme make?' }]); // 'Who founded Acme?'
 */
export function standalone(question: string, earlier: readonly Said[]): string {
  const bare = question.replace(/^(?:and|but|so|ok(?:ay)?|then|also|thanks|great)[, ]+(?=\S)/i, '');
  if (earlier.length === 0 || bare.length > LONGEST) return question;
  const [, other] = ELLIPSIS.exec(question.trim()) ?? [];
  if (other !== undefined) return askedOf(other, earlier) ?? question;
  if (BARE.test(bare)) {
    const before = earlier
      .findLast(({ by, text }) => by === 'user' && text.trim().endsWith('?'))
      ?.text.trim()
      .slice(-LONGEST);
    return before === undefined ? question : `${bare.replace(/\?+$/, '')} ${before.replace(ASKED, '')}`;
  }
  if (namesIn(bare.slice(1)).length > 0) return question;
  const [role] = bare === question ? [] : (ROLE.exec(bare) ?? []);
  if (role === undefined && !REFERRING.test(bare)) return question;
  const isPerson = role !== undefined || /\b(?:he|she|his|her|him|hers)\b/i.test(bare);
  const name = referentIn(earlier, isPerson);
  if (name === undefined) return question;
  if (role !== undefined) return capitalised(bare.replace(role, name));
  let replaced = false;
  const whole = bare.replace(PRONOUN, (pronoun) => {
    const lower = pronoun.toLowerCase();
    if (replaced && !/^(?:its|his|their)$/.test(lower)) return pronoun;
    replaced = true;
    if (lower === 'there') return `in ${name}`;
    const isPossessive = /^(?:its|his|their)$/.test(lower) || (lower === 'her' && /\bher \p{Ll}/u.test(bare));
    return isPossessive ? `${name}'s` : name;
  });
  const full = replaced ? whole : bare.replace(/\?*$/, ` (${name})?`);
  return capitalised(full);
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A message of the conversation, or a line of one in a prompt. */
export interface Said {
  readonly by: 'user' | 'assistant';
  readonly text: string;
}

/** The messages in a conversation that stands in a prompt: lines such as "Human: …" and "Assistant: …". */
export function saidIn(text: string): Said[] {
  const said: Said[] = [];
  for (const line of text.split('\n').slice(-MOST_LINES)) {
    const [, speaker, rest] = /^\W{0,4}(\w{1,20})\W{0,3}:\s*(.+)$/.exec(line.trim()) ?? [];
    if (speaker === undefined) continue;
    said.push({
      by: /^(?:assistant|ai|bot|model|agent)$/i.test(speaker) ? 'assistant' : 'user',
      text: rest!,
    });
  }
  return said;
}

const MOST_LINES = 60;
const LONGEST = 300;

/** The latest name that was asked about; for "he" and "she" rather one that was answered with. */
function referentIn(earlier: readonly Said[], isPerson: boolean): string | undefined {
  const recent = earlier.slice(-6).reverse();
  if (isPerson) {
    // "I bought a boat called Ada. She is 16 m long."
    for (const { text } of recent) {
      const at = text.search(GENDERED);
      const name = at === -1 ? undefined : namesIn(text.slice(0, at)).at(-1);
      if (name !== undefined) return name;
    }
  }
  const order = isPerson
    ? [...recent].sort((one, other) => Number(other.by === 'assistant') - Number(one.by === 'assistant'))
    : [...recent].sort((one, other) => Number(other.by === 'user') - Number(one.by === 'user'));
  for (const { text } of order) {
    const all = namesIn(text);
    const things = all.filter((name) => !isPersonIn(text, name));
    const names = isPerson ? all : things;
    const person = isPerson ? names.find((name) => /^\p{Lu}[\p{L}'’-]+ \p{Lu}/u.test(name)) : undefined;
    const name = person ?? (isPerson ? names[0] : names.at(-1));
    if (name !== undefined) return name;
  }
  return undefined;
}

/** Whether a text says of a name what only people do. */
function isPersonIn(text: string, name: string): boolean {
  const after = text.slice(text.indexOf(name) + name.length);
  return PERSONAL.test(after.slice(0, 40));
}

const GENDERED = /\b(?:he|she|his|her|him|hers)\b/i;
const PERSONAL =
  /^(?:['’]s (?:wife|husband|mother|father|son|daughter|boss|job)| (?:teach(?:es)?|taught|lives?|lived|works?|worked|stud(?:y|ies|ied)|grew up|was born|born|marr(?:y|ies|ied)|writes?|wrote|says?|said|plays|wants?|likes?|loves?|attend(?:s|ed)?|graduated|paints?|painted|composed|invented|founded)\b)/;

/** The earlier question with its name replaced by another. */
function askedOf(other: string, earlier: readonly Said[]): string | undefined {
  const asked = earlier.findLast(
    ({ by, text }) => by === 'user' && text.trim().endsWith('?') && namesIn(text).length > 0,
  );
  if (asked === undefined) return undefined;
  const question = asked.text.slice(-LONGEST);
  const name = namesIn(question).at(-1)!;
  return question.replace(name, other.replace(/^the (?=\p{Lu})/u, ''));
}

/** Names: capitalised words after the first one, with the noun behind them ("the Zorlon kettle"). */
function namesIn(text: string): string[] {
  const read = text.slice(0, 1000);
  return [...read.matchAll(NAMES)]
    .filter(
      ({ 0: name, index }) =>
        name.includes(' ') ||
        !STARTS.test(read.slice(0, index)) ||
        (!opensWithoutName(name) && read[index + name.length] !== '!'),
    )
    .map(({ 0: name, index }) => {
      const isDefinite = /\bthe $/i.test(read.slice(Math.max(0, index - 5), index));
      return isDefinite ? name + (NOUN.exec(read.slice(index + name.length))?.[0] ?? '') : name;
    })
    .filter((name) => !COMMON.has(name.toLowerCase()));
}

/** The beginning of a text or of a sentence of it. */
const STARTS = /(?:^|[.!?:]\s{1,3})$/;
const NAMES =
  /(?<![\p{L}\p{N}])(?!(?:What|Who|Where|When|Which|Why|How|The|A|An|It|He|She|They|Is|Are|Was|Were|Do|Does|Did|Can|And|In|On|At|Tell|Please|Thanks|Hello|Hi|Yes|No|This|That|There|You|Your|My|If|Of|To|For|By|From)\b)\p{Lu}[\p{L}\p{N}'’-]*(?: (?:(?:of|de|von|van) )?\p{Lu}[\p{L}\p{N}'’-]*){0,4}/gu;
/** The noun behind a name: "the Zorlon kettle is …". */
const NOUN =
  /^ \p{Ll}{3,20}(?<!s|ed)(?=[.,?!;:]|$| (?:is|are|was|were|has|have|had|do|did|can|could|will|would|in|on|of|for|at|from|to|with|and|or|that|which|\p{Ll}{2,20}s)\b)/u;
/** "the artist": somebody whom the answer before named. */
const ROLE = /\bthe \p{Ll}+(?:er|or|ist|ian|ect|man|woman)\b/u;
const COMMON = new Set(['i', 'ok', 'okay']);

const ELLIPSIS =
  /^(?:[Aa]nd |[Bb]ut |[Ss]o )?(?:[Ww]hat about|[Hh]ow about|[Aa]nd)\s+((?:the )?\p{Lu}[^?]{1,60}|\d[^?]{1,40})\s*\?*$/u;
/** A question of nothing but its question word. */
const BARE =
  /^(?:(?:when|where|why|how) (?:was|is|did) (?:that|this|it)(?: happen)?|by whom|with whom|when|where|why|who|how|how (?:much|many|long|often|far|old)|since when|until when|which one|what time|at what time|in what year|which year|on which day)\s*(?:exactly\s*)?\?+$/i;
const ASKED =
  /^(?:and |so )?(?:in |on |at |from |by |for |to )?(?:what|which|who|whom|when|where|why|how)(?: (?:much|many|long|often|far|old|time|year|date|day|town|city))?\s+/i;
const REFERRING =
  /\b(?:it|its|he|she|his|her|him|they|them|their|there|that (?:company|city|town|person|product|place|one)|this (?:company|city|town|person|product|place|one))\b/i;
const PRONOUN =
  /\b(?:it|its|he|she|his|her|him|they|them|their|there(?! (?:is|are|was|were))|(?:that|this) (?:company|city|town|person|product|place|one))\b/gi;
