import type { Random } from '../../runtime/random.ts';
import { PALETTES, type Palette } from './domain.ts';
import { capitalise } from './grammar.ts';
import { FACETS, PERSON_SENTENCES, SENTENCES, type SentenceKind } from './sentences.ts';
import { createTopic, type Topic } from './topic.ts';

/**
 * Supplies sentences on one topic, each at most once until its kind is used up. Then they are reused for an
 * aspect of the topic ("the history of …"), so that a very long text does not repeat itself word for word.
 */
export interface Templates {
  readonly topic: Topic;
  /** A sentence of this kind. */
  sentence(kind: SentenceKind): string;
  /** Any template of `deck`, with its slots filled. Decks are identified by reference. */
  from(deck: readonly string[]): string;
  /** `template` with its slots filled. */
  fill(template: string, topic?: Topic): string;
}

export function createTemplates(topic: Topic, random: Random): Templates {
  return new Decks(topic, random);
}

/** Aspect number `round` of `topic`. */
export function facetOf(topic: Topic, round: number): Topic {
  return createTopic(
    FACETS[round % FACETS.length]!.replace('{t}', () => topic.name),
    topic.domain,
  );
}

interface Deck {
  readonly start: number;
  readonly step: number;
  drawn: number;
}

class Decks implements Templates {
  readonly topic: Topic;
  readonly #random: Random;
  readonly #palette: Palette;
  readonly #decks = new Map<readonly string[], Deck>();
  readonly #facets = new Map<number, Topic>();
  readonly #facetStart: number;
  #words: number;
  #lastOpening = '';
  #sinceTopic = 0;

  constructor(topic: Topic, random: Random) {
    this.topic = topic;
    this.#random = random;
    this.#palette = PALETTES[topic.domain];
    this.#words = random.int(60);
    this.#facetStart = random.int(FACETS.length);
  }

  sentence(kind: SentenceKind): string {
    if (this.topic.domain !== 'person' || kind === 'offer') return this.from(SENTENCES[kind]);
    const own = PERSON_SENTENCES[kind];
    if (own !== undefined && this.#isFresh(own)) return this.from(own);
    const other = PERSON_DECKS.find((deck) => this.#isFresh(deck));
    return this.from(other ?? own ?? PERSON_SENTENCES.mechanism);
  }

  from(templates: readonly string[]): string {
    let deck = this.#decks.get(templates);
    if (deck === undefined) {
      deck = { start: this.#random.int(templates.length), step: this.#stride(templates.length), drawn: 0 };
      this.#decks.set(templates, deck);
    }
    let template = this.#draw(templates, deck);
    // Avoids two neighbours with the same opening, and three sentences in a row that do not mention the
    // topic.
    for (let more = 0; more < 3 && templates.length > 7 && deck.drawn % templates.length !== 0; more++) {
      const distant = this.#sinceTopic > 1 && !/\{[tT]\}/.test(template);
      if (!distant && template.slice(0, 7) !== this.#lastOpening) break;
      template = this.#draw(templates, deck);
    }
    this.#sinceTopic = /\{[tT]\}/.test(template) ? 0 : this.#sinceTopic + 1;
    this.#lastOpening = template.slice(0, 7);
    const round = Math.floor((deck.drawn - 1) / templates.length);
    if (round === 0) return this.fill(template);
    const facet = this.#facet(((deck.drawn - 1) % templates.length) * 11 + round);
    const sentence = this.fill(template, facet);
    if (/\{[tT]\}/.test(template)) return sentence;
    // Without mentioning the topic, the sentence would repeat word for word.
    const introduction = REINTRODUCTIONS[deck.drawn % REINTRODUCTIONS.length]!.replace(
      '{t}',
      () => facet.name,
    );
    return introduction + (/^I\b/.test(sentence) ? sentence : sentence[0]!.toLowerCase() + sentence.slice(1));
  }

  fill(template: string, topic = this.topic): string {
    let open = template.indexOf('{');
    if (open < 0) return template;
    let text = '';
    let from = 0;
    while (open >= 0) {
      const close = template.indexOf('}', open);
      if (close < 0) break;
      text += template.slice(from, open) + this.#slot(template.slice(open + 1, close), topic);
      from = close + 1;
      open = template.indexOf('{', from);
    }
    text += template.slice(from);
    return open === 0 || template.startsWith('{') ? capitalise(text) : text;
  }

  #isFresh(templates: readonly string[]): boolean {
    return (this.#decks.get(templates)?.drawn ?? 0) < templates.length;
  }

  #draw(templates: readonly string[], deck: Deck): string {
    return templates[(deck.start + deck.drawn++ * deck.step) % templates.length]!;
  }

  /** A step coprime to `size`, so that it visits every template once. */
  #stride(size: number): number {
    const step = size < 4 ? 1 : this.#random.between(2, size - 1);
    for (let candidate = step; candidate < size; candidate++) {
      if (greatestCommonDivisor(candidate, size) === 1) return candidate;
    }
    return 1;
  }

  #facet(number: number): Topic {
    const index = (this.#facetStart + number) % FACETS.length;
    let topic = this.#facets.get(index);
    if (topic === undefined) {
      topic = facetOf(this.topic, index);
      this.#facets.set(index, topic);
    }
    return topic;
  }

  #slot(name: string, topic: Topic): string {
    switch (name) {
      case 't':
        return topic.name;
      case 'T':
        return topic.title;
      case 'is':
        return topic.plural ? 'are' : 'is';
      case 'was':
        return topic.plural ? 'were' : 'was';
      case 'has':
        return topic.plural ? 'have' : 'has';
      case 'does':
        return topic.plural ? 'do' : 'does';
      case 's':
        return topic.plural ? '' : 's';
      case 'es':
        return topic.plural ? '' : 'es';
      case 'it':
        return topic.plural ? 'they' : 'it';
      case 'It':
        return topic.plural ? 'They' : 'It';
      case 'its':
        return topic.plural ? 'their' : 'its';
      case 'them':
        return topic.plural ? 'them' : 'it';
      case 'people':
        return this.#word(this.#palette.people);
      case 'People':
        return capitalise(this.#word(this.#palette.people));
      case 'field':
        return this.#palette.field;
      case 'setting':
        return this.#word(this.#palette.setting);
      case 'concern':
        return this.#word(this.#palette.concern);
      case 'matter':
        return this.#word(this.#palette.matter);
      default:
        return `{${name}}`;
    }
  }

  /** Rotates through the words, so that the same one is not used twice in a row. */
  #word(words: readonly string[]): string {
    return words[this.#words++ % words.length]!;
  }
}

const REINTRODUCTIONS = [
  'When it comes to {t}, ',
  'As for {t}, ',
  'Turning to {t}, ',
  'In the case of {t}, ',
  'With regard to {t}, ',
];

/** All decks about persons except the opening and the closing one. */
const PERSON_DECKS = Object.entries(PERSON_SENTENCES)
  .filter(([kind]) => kind !== 'definition' && kind !== 'conclusion')
  .map(([, deck]) => deck);

function greatestCommonDivisor(left: number, right: number): number {
  return right === 0 ? left : greatestCommonDivisor(right, left % right);
}
