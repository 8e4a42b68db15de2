import type { Random } from '../../../runtime/random.ts';
import type { GenerationRequest } from '../../request.ts';
import type { Brief } from '../source.ts';
import { type Ask, clippedText, commandOf, readAsk } from './ask.ts';
import type { Clues } from './clues.ts';
import { flipPerson } from './grammar.ts';
import { type LengthWish, lengthWishOf, wordTarget } from './length.ts';
import { keyPhraseOf } from './noun-phrase.ts';
import { createStock, type Stock } from './stock.ts';
import { createTopic, NO_TOPIC, type Topic, topicOf } from './topic.ts';

/** Everything a form of answer writes from. What is costly is made on first use. */
export interface Scene {
  readonly ask: Ask;
  readonly brief: Brief;
  readonly request: GenerationRequest;
  readonly random: Random;
  readonly topic: Topic;
  readonly stock: Stock;
  readonly wish: LengthWish;
  /** A number of words to write, around `median` tokens. */
  aim(median: number, spread?: number): number;
}

/** A piece of an answer after another; separators are part of the pieces. Drawn from only as far as the budget goes. */
export type Writing = Iterable<string>;

/** One form of answer: it recognises the requests it is for, and writes. */
export interface Form {
  readonly name: string;
  /** Requests without these clues are not for this form, and it is not asked; absent: it is always asked. */
  readonly clues?: Clues;
  /** A function that writes the answer, or undefined when the request is not for this form. */
  recognise(ask: Ask): ((scene: Scene) => Writing) | undefined;
}

export function createScene(brief: Brief, random: Random): Scene {
  return new LazyScene(brief, random);
}

class LazyScene implements Scene {
  readonly ask: Ask;
  readonly brief: Brief;
  readonly request: GenerationRequest;
  readonly random: Random;
  #topic: Topic | undefined;
  #stock: Stock | undefined;
  #wish: LengthWish | undefined;

  constructor(brief: Brief, random: Random) {
    this.brief = brief;
    this.request = brief.request;
    this.random = random;
    this.ask = readAsk(brief.request);
  }

  get topic(): Topic {
    this.#topic ??= currentTopic(this.ask);
    return this.#topic;
  }

  get stock(): Stock {
    this.#stock ??= createStock(this.topic, this.random);
    return this.#stock;
  }

  get wish(): LengthWish {
    this.#wish ??= lengthWishOf(this.ask);
    return this.#wish;
  }

  aim(median: number, spread?: number): number {
    const options = { median, verbosity: this.request.verbosity, wish: this.wish };
    return wordTarget(this.random, spread === undefined ? options : { ...options, spread });
  }
}

/** The topic of the command, or, where that points back ("tell me more"), of what was said before it. */
function currentTopic(ask: Ask): Topic {
  const topic = topicOf(ask.command);
  if (topic.name !== NO_TOPIC) return topic;
  const rest = ask.text.slice(0, 600).replace(ask.command, ' ');
  const phrase = keyPhraseOf(rest);
  if (phrase.length > 3) return createTopic(flipPerson(phrase));
  const { turns } = ask.request;
  let looked = 0;
  for (
    let index = turns.findLastIndex((turn) => turn.role === 'user') - 1;
    index >= 0 && looked < 6;
    index--
  ) {
    const turn = turns[index]!;
    if (turn.role !== 'user') continue;
    looked++;
    const earlier = topicOf(commandOf(clippedText(turn, 300)));
    if (earlier.name !== NO_TOPIC) return earlier;
  }
  return topic;
}
