import { FOREIGN_SENTENCES, type ForeignSentences } from '../foreign-sentences.ts';
import { capitalise, countWords, toPlainLine } from '../grammar.ts';
import { type Language, languageOfText } from '../language.ts';
import type { Form, Scene, Writing } from '../scene.ts';
import { NO_TOPIC, topicOf } from '../topic.ts';

/** Spanish, French, German and Italian prompts: greetings and explanations in their language. */
export const foreign: Form = {
  name: 'foreign',
  recognise: ({ language, lower, command, text }) => {
    if (language === 'en') return undefined;
    const sentences = FOREIGN_SENTENCES[language];
    const bare = lower.replace(/[^\p{L} ]+/gu, ' ').trim();
    if (bare.length < 60 && sentences.greeting.test(bare))
      return ({ random }) => [`${random.pick(sentences.greetings)} ${random.pick(sentences.offers)}`];
    if (bare.length < 60 && sentences.thanks.test(bare))
      return ({ random }) => [random.pick(sentences.welcomes)];
    return (scene) => explain(scene, sentences, subjectIn(language, command, text));
  },
};

/** The subject in the language's quotation marks; a text that is not in that language is read as English. */
function subjectIn(language: Exclude<Language, 'en'>, command: string, text: string): string {
  const sentences = FOREIGN_SENTENCES[language];
  if (languageOfText(text) === language) return subjectOf(command, sentences);
  const { name } = topicOf(command);
  return name === NO_TOPIC ? sentences.nothing : sentences.quotes[0] + name + sentences.quotes[1];
}

function* explain(scene: Scene, sentences: ForeignSentences, topic: string): Writing {
  const { random, wish } = scene;
  const target = wish.sentences === undefined ? scene.aim(110) : Number.POSITIVE_INFINITY;
  const limit = Math.min(wish.sentences ?? 24, 60);
  const say = (line: string): string => capitalise(line.replace('{t}', () => topic));
  const opening = say(random.pick(sentences.openings));
  let words = countWords(opening);
  yield opening;
  const start = random.int(sentences.body.length);
  for (let index = 0; index < limit - 1 && index < sentences.body.length && words < target; index++) {
    const sentence = say(sentences.body[(start + index) % sentences.body.length]!);
    words += countWords(sentence);
    yield (index % 4 === 2 ? '\n\n' : ' ') + sentence;
  }
  if (wish.sentences === undefined && target > 50) yield ` ${say(random.pick(sentences.closings))}`;
}

/** The topic in the language's quotation marks, so that it needs no article or agreement. */
function subjectOf(command: string, sentences: ForeignSentences): string {
  let rest = toPlainLine(command, 160)
    .replace(/^[¿¡]/, '')
    .replace(/[.!?]+$/, '')
    .trim();
  for (let round = 0; round < 3; round++) rest = rest.replace(sentences.asking, '').trim();
  rest = toPlainLine(rest.replace(/[,;:].*$/, '').replace(/^["«„“]|["»“”]$/g, ''), 60);
  return rest === '' ? sentences.nothing : `${sentences.quotes[0]}${rest}${sentences.quotes[1]}`;
}
