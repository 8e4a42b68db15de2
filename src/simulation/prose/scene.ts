import type { Brief } from '../../engine/ports/content.ts';
import type { GenerationRequest } from '../../engine/request.ts';
import type { Random } from '../../runtime/random.ts';
import { commandOf } from '../reading/command.ts';
import type { Reading } from '../reading/reading.ts';
import { type Ask, clippedText, readAsk } from './ask.ts';
import type { Clues } from './clues.ts';
import { flipPerson } from './grammar.ts';
import { type LengthWish, lengthWishOf, wordTarget } from './length.ts';
import { keyPhraseOf } from './noun-phrase.ts';
import { createTemplates, type Templates } from './templates.ts';
import { createTopic, NO_TOPIC, type Topic, topicOf } from './topic.ts';

/** The input of every form of answer. Expensive parts are created on first use. */
export interface Scene {
  readonly ask: Ask;
  readonly brief: Brief;
  readonly request: GenerationRequest;
  readonly random: Random;
  readonly topic: Topic;
  readonly templates: Templates;
  readonly wish: LengthWish;
  /** A number of words to write, drawn around `median` tokens. */
  aim(median: number, spread?: number): number;
}

/** An answer piece by piece; separators are part of the pieces. Consumed only as far as the budget allows. */
export type Writing = Iterable<string>;

/** One form of answer: recognises the requests it applies to and writes the answer. */
export interface Form {
  readonly name: string;
  /** Without these clues the form is not tried; absent: it is always tried. */
  readonly clues?: Clues;
  /** Returns a function that writes the answer, or undefined when the form does not apply. */
  recognise(ask: Ask): ((scene: Scene) => Writing) | undefined;
}

export function createScene(brief: Brief, reading: Reading, random: Random): Scene {
  return new LazyScene(brief, reading, random);
}

class LazyScene implements Scene {
  readonly ask: Ask;
  readonly brief: Brief;
  readonly request: GenerationRequest;
  readonly random: Random;
  #topic: Topic | undefined;
  #templates: Templates | undefined;
  #wish: LengthWish | undefined;

  constructor(brief: Brief, reading: Reading, random: Random) {
    this.brief = brief;
    this.request = brief.request;
    this.random = random;
    this.ask = readAsk(reading);
  }

  get topic(): Topic {
    this.#topic ??= currentTopic(this.ask);
    return this.#topic;
  }

  get templates(): Templates {
    this.#templates ??= createTemplates(this.topic, this.random);
    return this.#templates;
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

/** The topic of the command or, if it refers back ("tell me more"), of the earlier text. */
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
