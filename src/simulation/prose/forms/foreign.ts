import { FOREIGN_STOCK, type ForeignStock } from '../foreign-sentences.ts';
import { capitalise, countWords, toPlainLine } from '../grammar.ts';
import { type Language, languageOfText } from '../language.ts';
import type { Form, Scene, Writing } from '../scene.ts';
import { NO_TOPIC, topicOf } from '../topic.ts';

/** Spanish, French, German and Italian prompts: greetings and explanations in their language. */
export const foreign: Form = {
  name: 'foreign',
  recognise: ({ language, lower, command, text }) => {
    if (language === 'en') return undefined;
    const stock = FOREIGN_STOCK[language];
    const bare = lower.replace(/[^\p{L} ]+/gu, ' ').trim();
    if (bare.length < 60 && stock.greeting.test(bare))
      return ({ random }) => [`${random.pick(stock.greetings)} ${random.pick(stock.offers)}`];
    if (bare.length < 60 && stock.thanks.test(bare)) return ({ random }) => [random.pick(stock.welcomes)];
    return (scene) => explain(scene, stock, subjectIn(language, command, text));
  },
};

/** The subject in the language's quotation marks; a text that is not in that language is read as English. */
function subjectIn(language: Exclude<Language, 'en'>, command: string, text: string): string {
  const stock = FOREIGN_STOCK[language];
  if (languageOfText(text) === language) return subjectOf(command, stock);
  const { name } = topicOf(command);
  return name === NO_TOPIC ? stock.nothing : stock.quotes[0] + name + stock.quotes[1];
}

function* explain(scene: Scene, stock: ForeignStock, topic: string): Writing {
  const { random, wish } = scene;
  const target = wish.sentences === undefined ? scene.aim(110) : Number.POSITIVE_INFINITY;
  const limit = Math.min(wish.sentences ?? 24, 60);
  const say = (line: string): string => capitalise(line.replace('{t}', () => topic));
  const opening = say(random.pick(stock.openings));
  let words = countWords(opening);
  yield opening;
  const start = random.int(stock.body.length);
  for (let index = 0; index < limit - 1 && index < stock.body.length && words < target; index++) {
    const sentence = say(stock.body[(start + index) % stock.body.length]!);
    words += countWords(sentence);
    yield (index % 4 === 2 ? '\n\n' : ' ') + sentence;
  }
  if (wish.sentences === undefined && target > 50) yield ` ${say(random.pick(stock.closings))}`;
}

/** The topic in the language's quotation marks, so that it needs no article or agreement. */
function subjectOf(command: string, stock: ForeignStock): string {
  let rest = toPlainLine(command, 160)
    .replace(/^[¿¡]/, '')
    .replace(/[.!?]+$/, '')
    .trim();
  for (let round = 0; round < 3; round++) rest = rest.replace(stock.asking, '').trim();
  rest = toPlainLine(rest.replace(/[,;:].*$/, '').replace(/^["«„“]|["»“”]$/g, ''), 60);
  return rest === '' ? stock.nothing : `${stock.quotes[0]}${rest}${stock.quotes[1]}`;
}
