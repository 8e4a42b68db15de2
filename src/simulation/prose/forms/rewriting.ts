import { givenText } from '../given.ts';
import { capitalise } from '../grammar.ts';
import type { Form } from '../scene.ts';

/** Rewrites, corrects or paraphrases a given text with small, safe changes. */
export const rewriting: Form = {
  name: 'rewriting',
  clues: {
    opens: 'rewrite rephrase paraphrase reword fix correct improve proofread edit simplify polish make',
  },
  recognise: (ask) => {
    const verb =
      /^(rewrite|rephrase|paraphrase|reword|fix|correct|improve|proofread|edit|simplify|polish|make)\b/.exec(
        ask.lower,
      )?.[1];
    if (verb === undefined) return undefined;
    if (
      verb === 'make' &&
      !/\b(?:this|it|following|text|sentence|email)\b.{0,40}\b(?:more|sound|formal|shorter|better|clearer|polite)/.test(
        ask.lower,
      )
    )
      return undefined;
    let text = givenText(ask);
    if (
      text === '' &&
      /^(?:fix|correct)\b.{0,40}?\b(?:sentence|text|grammar|spelling)\b/.test(ask.lower) === false
    ) {
      text =
        /^(?:rewrite|rephrase|paraphrase|reword|simplify|polish|proofread) (?!this|that|the |my |it\b)(.{12,})$/i.exec(
          ask.command,
        )?.[1] ?? '';
    }
    if (text === '') return undefined;
    const lines = text.slice(0, 6000);
    const formal = /\b(?:formal|professional|polite|business)\b/.test(ask.lower);
    return ({ random }) => {
      const corrected = correct(lines);
      const result =
        verb === 'fix' || verb === 'correct' || verb === 'proofread'
          ? corrected
          : reword(corrected, formal, random.int(2));
      return [
        random.chance(0.5)
          ? result
          : `${random.pick(['Here is a revised version:', 'A cleaner version:', 'You could put it like this:', 'Here you go:'])}\n\n${result}`,
      ];
    };
  },
};

function correct(text: string): string {
  let fixed = text;
  for (const [pattern, replacement] of CORRECTIONS) fixed = fixed.replace(pattern, replacement);
  fixed = fixed.replace(
    /(^|[.!?] )(\p{Ll})/gu,
    (_, before: string, letter: string) => before + letter.toUpperCase(),
  );
  return /[\p{L}\p{N}]$/u.test(fixed) ? `${fixed}.` : fixed;
}

function reword(text: string, formal: boolean, variant: number): string {
  let words = text.replace(/\b[a-z']{2,14}\b/gi, (word) => {
    const options = SYNONYMS.get(word.toLowerCase());
    if (options === undefined) return word;
    const other = options[variant % options.length]!;
    return /^[A-Z]/.test(word) ? capitalise(other) : other;
  });
  if (formal) {
    words = words.replace(
      /\b(?:don't|can't|won't|isn't|it's|I'm|we're|you're|they're|didn't|doesn't|hey|gonna|wanna|ASAP)\b/gi,
      (word) => {
        const full = FULL_FORMS[word.toLowerCase()] ?? word;
        return /^[A-Z]/.test(word) ? capitalise(full) : full;
      },
    );
  }
  return words;
}

const CORRECTIONS: readonly (readonly [RegExp, string])[] = [
  [/\bi\b/g, 'I'],
  [/\bi'm\b/g, "I'm"],
  [/\bteh\b/gi, 'the'],
  [/\brecieve/gi, 'receive'],
  [/\bseperate/gi, 'separate'],
  [/\bdefinately\b/gi, 'definitely'],
  [/\boccured\b/gi, 'occurred'],
  [/\balot\b/gi, 'a lot'],
  [/\bdont\b/gi, "don't"],
  [/\bcant\b/gi, "can't"],
  [/\bwont\b/gi, "won't"],
  [/\bdoesnt\b/gi, "doesn't"],
  [/\bthier\b/gi, 'their'],
  [/\bwich\b/gi, 'which'],
  [/\buntill\b/gi, 'until'],
  [/\bcould of\b/gi, 'could have'],
  [/\bshould of\b/gi, 'should have'],
  [/\b(he|she|it) (?:dont|don't|do not)\b/gi, "$1 doesn't"],
  [/\b(he|she|it) have\b/gi, '$1 has'],
  [/\b(he|she|it) go\b/gi, '$1 goes'],
  [/\b(he|she|it) like\b/gi, '$1 likes'],
  [/\b(I|we|you|they) was\b/g, '$1 were'],
  [/\bI were\b/g, 'I was'],
  [/\b(we|you|they) is\b/gi, '$1 are'],
  [/\bI is\b/g, 'I am'],
  [/\bI has\b/g, 'I have'],
  [/\b(me) and (my [a-z]{2,20}|[A-Z][a-z]{1,20}) (?=go|went|are|were|have)/g, '$2 and I '],
  [/\ba ([aeio][a-z])/g, 'an $1'],
  [/\bgoed\b/gi, 'went'],
  [/ {2,}/g, ' '],
  [/ ([,.;:!?])/g, '$1'],
];

const SYNONYMS = new Map(
  Object.entries({
    good: ['fine', 'pleasant'],
    bad: ['poor', 'weak'],
    big: ['large', 'major'],
    important: ['essential', 'vital'],
    quickly: ['rapidly', 'swiftly'],
    quick: ['swift', 'rapid'],
    fast: ['quick', 'rapid'],
    very: ['highly', 'extremely'],
    many: ['numerous', 'a great many'],
    use: ['employ', 'apply'],
    show: ['demonstrate', 'present'],
    get: ['obtain', 'receive'],
    start: ['begin', 'set out'],
    think: ['believe', 'feel'],
    because: ['since', 'as'],
    but: ['yet', 'though'],
    also: ['in addition', 'as well'],
    however: ['even so', 'still'],
    happy: ['glad', 'pleased'],
    said: ['stated', 'remarked'],
    buy: ['purchase', 'acquire'],
    begin: ['start', 'set out'],
    difficult: ['hard', 'demanding'],
    easy: ['simple', 'straightforward'],
    beautiful: ['lovely', 'charming'],
    jumps: ['leaps', 'springs'],
    lazy: ['idle', 'sleepy'],
  }),
);

const FULL_FORMS: Readonly<Record<string, string>> = {
  "don't": 'do not',
  "can't": 'cannot',
  "won't": 'will not',
  "isn't": 'is not',
  "it's": 'it is',
  "i'm": 'I am',
  "we're": 'we are',
  "you're": 'you are',
  "they're": 'they are',
  "didn't": 'did not',
  "doesn't": 'does not',
  hey: 'hello',
  gonna: 'going to',
  wanna: 'want to',
  asap: 'as soon as possible',
};
