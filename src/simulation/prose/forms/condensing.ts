import { earlierText, givenText } from '../given.ts';
import { countWords, joinList } from '../grammar.ts';
import type { Form, Scene, Writing } from '../scene.ts';
import { centralSentences, frequentWords } from '../summary.ts';

/** A summary of a given text. */
export const condensing: Form = {
  name: 'condensing',
  clues: { mentions: 'summarize summarise summary tl tldr condense shorten main key' },
  recognise: (ask) => {
    const named =
      /^(?:summari[sz]e|tl;? ?dr|condense|shorten|(?:write|give|make|provide|create)(?: me| us)? (?:an? |the )?(?:[a-z-]+ ){0,2}(?:summary|tl;?dr))\b|^what(?:'s| is| are) the (?:main|key) (?:point|idea|message|takeaway)s?\b/;
    if (!named.test(ask.lower) && !/(?:^|\n) ?tl;? ?dr[:?. ]{0,8}$/i.test(ask.text.slice(-200)))
      return undefined;
    let text = givenText(ask).replace(/\s{0,4}tl;? ?dr[:?. ]{0,8}$/i, '');
    if (countWords(text, 8) < 8) {
      const referring = /\b(?:above|conversation|so far|this|that|it|previous|discussion)\b/.test(ask.lower);
      if (text === '' && referring) text = earlierText(ask);
    }
    if (text === '') {
      if (!/\b(?:conversation|chat|discussion)\b/.test(ask.lower)) return undefined;
      return ({ random }) => [
        random.pick([
          'There is no earlier conversation to summarize yet.',
          'We have only just begun, so there is nothing to summarize so far.',
        ]),
      ];
    }
    return (scene) => condense(scene, text);
  },
};

function* condense(scene: Scene, text: string): Writing {
  const { random, wish, ask } = scene;
  const words = countWords(text, MOST_COUNTED);
  if (words < 12) {
    yield random.pick([
      `The text is already short: ${text}`,
      `There is little to leave out here. In essence: ${text}`,
    ]);
    return;
  }
  const natural = Math.max(1, Math.min(5, Math.round(words / 60) + 1));
  const count =
    wish.sentences ?? Math.max(1, Math.round(natural * (wish.factor < 1 ? 0.5 : wish.factor > 1 ? 1.5 : 1)));
  const central = centralSentences(text, count);
  if (/\b(?:bullets?|bulleted|key points|list)\b/.test(ask.lower)) {
    yield random.pick(['The main points:\n', 'In brief:\n', 'Key points:\n']);
    for (const sentence of central) yield `\n- ${sentence}`;
    return;
  }
  if (wish.sentences === undefined && wish.words === undefined && random.chance(0.6)) {
    const opening = random.pick(OPENINGS);
    yield opening.includes('{s}') ? opening.replace('{s}', () => joinList(frequentWords(text, 2))) : opening;
  }
  let written = 0;
  for (const [index, sentence] of central.entries()) {
    if (wish.words !== undefined && index > 0 && written + countWords(sentence) > wish.words) break;
    written += countWords(sentence);
    yield index === 0 ? sentence : ` ${sentence}`;
  }
}

/** `{s}` is replaced by the most frequent words of the text. */
const OPENINGS = [
  'The text is mainly about {s}. ',
  'In short: ',
  'Here is the gist. ',
  'The main subject is {s}. ',
];

/** Words beyond this number do not make a summary longer. */
const MOST_COUNTED = 300;
