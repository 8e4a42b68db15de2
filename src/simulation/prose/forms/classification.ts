import type { Ask } from '../ask.ts';
import { givenText } from '../given.ts';
import { capitalise } from '../grammar.ts';
import type { Form } from '../scene.ts';

/**
 * "Classify the sentiment …", "is this positive or negative?": one of the labels, based on the words of the
 * text.
 */
export const classification: Form = {
  name: 'classification',
  clues: { mentions: 'classify categorize categorise label sentiment positive negative spam classifier' },
  recognise: (ask) => {
    const asked =
      /^(?:classify|categori[sz]e|label)\b|\bsentiment\b|\b(?:positive|negative) or (?:positive|negative)\b|\bspam or\b|\bor (?:not )?spam\b/;
    const standing = /\b(?:classify|sentiment analysis|classifier)\b/i.test(ask.system);
    if (!asked.test(ask.lower) && !standing) return undefined;
    if (/^(?:what|how|why|explain) /.test(ask.lower) && !/\b(?:this|following)\b|:/.test(ask.lower))
      return undefined;
    const labels = labelsOf(ask);
    const text = (givenText(ask) || (standing ? ask.text : ask.command)).toLowerCase();
    const label = bestOf(labels, text);
    return ({ random }) => {
      if (/\b(?:only|just|one word|single word|exactly one|label only)\b/i.test(`${ask.text} ${ask.system}`))
        return [label];
      return [
        random.pick([
          `${capitalise(label)}.`,
          `I would classify this as ${label}.`,
          `The best fitting label is: ${label}.`,
          `Label: ${label}. The choice of words points in that direction.`,
        ]),
      ];
    };
  },
};

function labelsOf(ask: Ask): readonly string[] {
  const source = `${ask.text.slice(0, 1200)}\n${ask.system}`;
  const listed =
    /\b(?:as|into|labels?|categories|classes|one of|either|options?)(?: (?:the following|these|one of|either|labels?|categories|classes|are|is))*:?\s*[[(]?((?:["']?[\p{L}_-]{2,30}(?: [\p{L}_-]{2,20})?["']?(?:\s*[,/|]\s*(?:or |and )?| or | and )){1,12}["']?[\p{L}_-]{2,30}["']?)/iu.exec(
      source,
    ) ??
    /\b([\p{L}_-]{2,30}(?:(?:\s*[,/|]\s*(?:or )?| or )[\p{L}_-]{2,30}){0,8} or [\p{L}_-]{2,30})\b/iu.exec(
      source,
    ) ??
    /[[(]((?:[\p{L}_-]{2,30}\s*[,/|]\s*){1,12}[\p{L}_-]{2,30})[\])]/u.exec(source);
  const labels = listed?.[1]
    ?.split(/\s*[,/|]\s*(?:or |and )?| or | and /)
    .map((label) => label.replace(/["']/g, '').trim())
    .filter((label) => label !== '' && !/^(?:one|either|the|a|an|following)$/i.test(label));
  return labels !== undefined && labels.length >= 2 ? labels : ['positive', 'negative', 'neutral'];
}

/** The label with the most evidence; without any evidence a neutral one, else the first. */
function bestOf(labels: readonly string[], text: string): string {
  const words = text.match(/[\p{L}']+/gu)?.slice(0, 800) ?? [];
  const mood = moodOf(words);
  let best: string | undefined;
  let most = 0;
  for (const label of labels) {
    const score = evidenceFor(label.toLowerCase(), words, mood);
    if (score > most) {
      best = label;
      most = score;
    }
  }
  return best ?? labels.find((label) => /neutral|other|none|ham|not/i.test(label)) ?? labels[0]!;
}

function evidenceFor(label: string, words: readonly string[], mood: number): number {
  if (/^(?:positive|pos|good|happy|favou?rable|joy)/.test(label)) return mood;
  if (/^(?:negative|neg|bad|unhappy|sad|angry|unfavou?rable|complaint)/.test(label)) return -mood;
  if (/^(?:neutral|mixed)/.test(label)) return mood === 0 ? 0.5 : 0;
  const hints = HINTS[label.replace(/[ _-]+/g, ' ')] ?? HINTS[label.split(/[ _-]/)[0]!];
  let score = 0;
  for (const word of words) {
    if (hints?.includes(word) || hints?.includes(word.replace(/s$/, ''))) score += 1;
    else if (word.length > 3 && word.slice(0, 5) === label.slice(0, 5)) score += 0.3;
  }
  return score;
}

/** Above 0 for positive words, below for negative ones; "not" inverts the next three words. */
function moodOf(words: readonly string[]): number {
  let mood = 0;
  let turned = 0;
  for (const word of words) {
    if (/^(?:not|never|no|isn't|wasn't|don't|didn't|doesn't|hardly|cannot|can't|won't)$/.test(word))
      turned = 4;
    else if (/^(?:and|but|though|yet)$/.test(word)) turned = 0;
    const value = KIND.has(word) ? 1 : HARSH.has(word) ? -1 : 0;
    mood += turned > 0 ? -value : value;
    turned = value === 0 ? Math.max(0, turned - 1) : 0;
  }
  return mood;
}

const KIND = new Set(
  'love loved loves great good excellent amazing wonderful fantastic happy best awesome perfect enjoy enjoyed nice brilliant superb delightful pleased beautiful recommend impressive outstanding friendly helpful fast delicious glad fun thank thanks satisfied exceeded comfortable easy incredible'.split(
    ' ',
  ),
);
const HARSH = new Set(
  'hate hated hates bad terrible awful horrible worst poor disappointing disappointed broken slow ugly boring sad angry useless waste annoying disgusting rude failed fails failure problem problems wrong dirty expensive refund unhappy cold mediocre frustrating frustrated crash crashed broke breaks died stopped leaking leaks damaged missing late noisy regret overpriced uncomfortable'.split(
    ' ',
  ),
);

const HINTS: Readonly<Record<string, readonly string[]>> = {
  spam: 'free win winner prize click offer buy cash money urgent congratulations limited cheap claim lottery'.split(
    ' ',
  ),
  billing: 'bill billing invoice charge charged payment refund card price subscription pay paid'.split(' '),
  technical: 'error crash bug login password broken install update server code slow fails screen app'.split(
    ' ',
  ),
  support: 'help issue problem broken error question assistance'.split(' '),
  sales: 'buy price quote order demo purchase plan upgrade discount'.split(' '),
  shipping: 'package delivery shipping shipped arrive arrived late order tracking courier'.split(' '),
  sports: 'game team player match goal score season coach win league ball tournament cup'.split(' '),
  politics: 'government president election vote law minister party senate policy parliament'.split(' '),
  technology: 'software computer phone app internet data ai device chip digital robot'.split(' '),
  tech: 'software computer phone app internet data ai device chip digital robot'.split(' '),
  business: 'market company stock profit sales trade bank investors shares economy'.split(' '),
  science: 'study research scientists experiment space energy species physics discovery'.split(' '),
  health: 'doctor hospital patient disease medicine treatment diet health'.split(' '),
  entertainment: 'movie film music actor show album concert star series'.split(' '),
  food: 'food eat restaurant recipe cook dish meal taste'.split(' '),
  travel: 'trip flight hotel travel city beach tour airport'.split(' '),
  urgent: 'now immediately asap urgent down emergency critical outage'.split(' '),
  toxic: 'stupid idiot hate shut ugly loser dumb'.split(' '),
  anger: 'angry furious mad hate annoyed'.split(' '),
  joy: 'happy glad love wonderful delighted'.split(' '),
  sadness: 'sad cry lonely miss lost grief'.split(' '),
  fear: 'afraid scared fear worried terrified'.split(' '),
};
