import type { Ask } from '../ask.ts';
import { createCuedPatterns } from '../clues.ts';
import { entryFor } from '../encyclopedia.ts';
import { countWords } from '../grammar.ts';
import { HEADINGS, type Leaning, PLANS } from '../outline.ts';
import type { Form, Scene, Writing } from '../scene.ts';
import type { SentenceKind } from '../sentences.ts';

/** Answers any question or request in paragraphs; the fallback form. */
export const explanation: Form = {
  name: 'explanation',
  recognise: (ask) => (scene) => explain(scene, leaningOf(ask)),
};

/** Paragraphs on the scene's topic, up to the requested length. */
function* explain(scene: Scene, leaning: Leaning): Writing {
  const { wish, templates, random } = scene;
  if (wish.words !== undefined && wish.words <= 4) {
    yield fewWords(scene, wish.words);
    return;
  }
  if (wish.sentences !== undefined) {
    const kinds = kindsOf(leaning, random.int(2));
    const known = leaning === 'benefit' || leaning === 'advice' ? undefined : entryFor(scene.topic.name);
    for (let index = 0; index < wish.sentences; index++) {
      const last = index > 2 && index === wish.sentences - 1;
      const kind = last ? 'conclusion' : kinds[index % kinds.length]!;
      yield (index === 0 ? '' : ' ') + (known?.[index] ?? templates.sentence(kind));
    }
    return;
  }
  yield* paragraphs(scene, leaning);
}

/** Endless further paragraphs, each under a heading about an aspect of the topic. */
export function* furtherSections(scene: Scene): Writing {
  const { templates, random } = scene;
  const headings = HEADINGS.length;
  const start = random.int(headings);
  for (let section = 0; ; section++) {
    const [heading, kinds] = HEADINGS[(start + section) % headings]!;
    const title = templates.fill(heading);
    yield section < headings
      ? `\n\n## ${title}\n\n`
      : `\n\n## ${title}, part ${Math.floor(section / headings) + 1}\n\n`;
    for (let paragraph = 0; paragraph < 2; paragraph++) {
      const length = random.between(3, 5);
      for (let index = 0; index < length; index++) {
        const separator = index > 0 ? ' ' : paragraph > 0 ? '\n\n' : '';
        yield separator + templates.sentence(kinds[(paragraph * length + index) % kinds.length]!);
      }
    }
  }
}

function* paragraphs(scene: Scene, leaning: Leaning): Writing {
  const { templates, random, wish, topic } = scene;
  const target = wish.paragraphs === undefined ? scene.aim(150) : Number.POSITIVE_INFINITY;
  const known = leaning === 'benefit' || leaning === 'advice' ? undefined : entryFor(topic.name);
  const kinds = kindsOf(leaning, random.int(2)).filter(
    (kind) => known === undefined || kind !== 'definition',
  );
  const headed = target > 330 && wish.paragraphs === undefined;
  const ending = target > 60 ? 18 : 0;
  let words = 0;
  let drawn = 0;
  let paragraph = 0;
  if (known !== undefined) {
    if (wish.words === undefined) yield random.pick(LEADS);
    for (const [index, sentence] of known.entries()) {
      if (index > 0 && wish.words !== undefined && words + countWords(sentence) > target * 1.1) break;
      yield index === 0 ? sentence : ` ${sentence}`;
      words += countWords(sentence);
    }
    paragraph = 1;
  }
  while (words < target - ending && drawn < MOST_SENTENCES) {
    if (wish.paragraphs !== undefined && paragraph >= wish.paragraphs) return;
    let separator = paragraph === 0 ? '' : '\n\n';
    if (headed && paragraph % 2 === 1) separator += `## ${headingFor(scene, paragraph)}\n\n`;
    const length = paragraph === 0 ? random.between(2, 3) : random.between(3, 5);
    for (let index = 0; index < length && words < target - ending; index++) {
      const sentence = templates.sentence(kinds[drawn++ % kinds.length]!);
      // Meets a requested number of words as closely as whole sentences allow.
      const close = wish.words !== undefined && words > target * 0.7;
      if (close && words + countWords(sentence) > target * 1.1) return;
      yield separator + sentence;
      words += countWords(sentence);
      separator = ' ';
    }
    paragraph++;
  }
  if (ending === 0 || wish.paragraphs !== undefined || (wish.words !== undefined && words > target * 0.85))
    return;
  yield `${paragraph > 1 || words > 70 ? '\n\n' : ' '}${templates.sentence('conclusion')}`;
  if (wish.words === undefined && wish.factor >= 1 && random.chance(0.3))
    yield ` ${templates.sentence('offer')}`;
}

function headingFor({ templates }: Scene, paragraph: number): string {
  return templates.fill(HEADINGS[(paragraph >> 1) % HEADINGS.length]![0]);
}

function fewWords(scene: Scene, words: number): string {
  const { templates } = scene;
  const options = ['{concern}', 'mostly {concern}', 'simply {concern} first', 'above all, {concern}'];
  const text = templates.fill(options[Math.min(words, options.length) - 1]!);
  return `${text[0]!.toUpperCase()}${text.slice(1)}.`;
}

function kindsOf(leaning: Leaning, variant: number): readonly SentenceKind[] {
  return PLANS[leaning][variant]!;
}

function leaningOf({ lower, words }: Ask): Leaning {
  if (lower.startsWith('why') || lower.includes('the reason') || lower.startsWith('what cause'))
    return 'reason';
  const leaning = findLeaning(words, lower)?.means;
  if (leaning !== undefined) return leaning;
  return lower.startsWith('how') || lower.includes(' work') ? 'mechanism' : 'definition';
}

const findLeaning = createCuedPatterns<Leaning>([
  ['when who history origin origins', /^(?:when|who) |\bhistory of\b|\borigins? of\b/, 'history'],
  [
    'benefit benefits advantage advantages importance useful good value',
    /\b(?:benefits?|advantages?|importance|useful|good for|value)\b/,
    'benefit',
  ],
  [
    'should advice recommend suggest tip tips best help',
    /\b(?:should i|advice|recommend|suggest|tips?|best way|best practice|help me)\b/,
    'advice',
  ],
]);

/** Phrases before the opening sentence on a known topic. */
const LEADS = [
  '',
  '',
  '',
  'In short: ',
  'Put simply: ',
  'The short version: ',
  'Sure. ',
  'Here is a quick overview. ',
  'In brief: ',
];

/** Enough for the longest text that can be requested. */
const MOST_SENTENCES = 1500;
