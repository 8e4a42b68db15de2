import type { Random } from '../../runtime/random.ts';
import { FOREIGN_SENTENCES } from '../prose/foreign-sentences.ts';
import { countWords } from '../prose/grammar.ts';
import { type Language, languageOfText } from '../prose/language.ts';
import type { Writing } from '../prose/scene.ts';
import type { SentenceKind } from '../prose/sentences.ts';
import type { Templates } from '../prose/templates.ts';
import type { Context } from './context.ts';
import { ENDINGS, FOREIGN_ENDINGS, LATER, SCENES } from './passages.ts';
import { expectedAfter, isStory } from './sentence-end.ts';
import { gapAfter } from './text-end.ts';

/** Returns the next sentence; never runs out. */
type Lines = () => string;

/** The rest of the started sentence, and further text of the same kind, up to about `target` words. */
export function* prose(context: Context, target: number): Writing {
  const { end } = context;
  const language = languageOfText(end.tail.slice(-160));
  let separator = gapAfter(end.tail);
  let words = 0;
  if (end.sentence !== '') {
    const rest = language === 'en' ? restOfSentence(context) : context.random.pick(FOREIGN_ENDINGS[language]);
    yield separator + rest;
    separator = ' ';
    words = countWords(rest);
  }
  const next = linesFor(context, language);
  for (let count = 1; words < target && count < MOST_SENTENCES; count++) {
    const line = next();
    yield separator + line;
    words += countWords(line);
    separator = count % 4 === 0 ? '\n\n' : ' ';
  }
}

/** Endless further paragraphs on the subject of the text. */
export function* furtherParagraphs(context: Context): Writing {
  const next = linesFor(context, languageOfText(context.end.tail.slice(-160)));
  for (let count = 0; ; count++) yield (count % 4 === 0 ? '\n\n' : ' ') + next();
}

function linesFor({ end, scene, random }: Context, language: Language): Lines {
  if (language !== 'en') return foreignLines(language, random);
  return isStory(end.tail) ? storyLines(random) : accountLines(scene.templates, random);
}

function restOfSentence({ end, scene, random, compose }: Context): string {
  const { sentence, tail } = end;
  const asked = /\bthe capital of [a-z ]{3,30}(?= (?:is|was)$)/i.exec(sentence)?.[0];
  if (asked !== undefined) {
    const known = compose(`What is ${asked}? Just one word.`);
    if (countWords(known) <= 3) return `${known}.`;
  }
  const ending = random.pick(ENDINGS[isStory(tail) ? 'story' : 'account'][expectedAfter(sentence)]);
  // The leading space prevents capitalisation of a slot at the beginning.
  return scene.templates.fill(` ${ending}`).slice(1);
}

/** Sentences on the topic of a templates. */
export function accountLines(templates: Templates, random: Random): Lines {
  let drawn = random.int(KINDS.length);
  return () => templates.sentence(KINDS[drawn++ % KINDS.length] as SentenceKind);
}

function storyLines(random: Random): Lines {
  const start = random.int(SCENES.length);
  const step = random.between(2, 9);
  let drawn = 0;
  return () => {
    const scene = SCENES[(start + drawn * step) % SCENES.length] as string;
    const round = Math.floor(drawn++ / SCENES.length);
    if (round === 0) return scene;
    return (LATER[(drawn + round) % LATER.length] as string) + scene.charAt(0).toLowerCase() + scene.slice(1);
  };
}

function foreignLines(language: Exclude<Language, 'en'>, random: Random): Lines {
  const { body } = FOREIGN_SENTENCES[language];
  let drawn = random.int(body.length);
  return () => body[drawn++ % body.length] as string;
}

const KINDS: readonly SentenceKind[] = [
  'context',
  'mechanism',
  'example',
  'benefit',
  'practice',
  'caution',
  'outlook',
];

/** Upper bound that no real target reaches. */
const MOST_SENTENCES = 1500;
