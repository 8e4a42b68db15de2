import { type Condition, refers, type Segment } from '../../calls/segments.ts';
import type { Reading } from '../../reading/reading.ts';
import { factsIn } from '../facts/facts.ts';
import { keyOf } from '../facts/literals.ts';
import { conceptsOf, mentionOf } from './concepts.ts';
import { sharesOf } from './distribute.ts';
import { askingFor, NAMED } from './look-ups.ts';
import { type Known, knownOf, provides, unstated } from './needs.ts';
import { concerns, type Order } from './orders.ts';
import type { Parameter, Profile } from './profile.ts';
import { type Asked, matchOf } from './relevance.ts';
import type { Given, Step } from './step.ts';
import { type Want, wantsOf } from './wants.ts';
import { takesPlace, tellsWhere } from './whereabouts.ts';

/**
 * The calls that a request needs, in their order. Tools that end the conversation or give it to another agent are not
 * planned.
 *
 * @example
 * planOf(reading, profiles, [], asked).map(({ profile, after }) => [profile.tool.name, after]);
 * // [['find_customer', []], ['get_orders', [0]]] for "What has ann@example.org ordered?"
 */
export function planOf(
  reading: Reading,
  profiles: readonly Profile[],
  orders: readonly Order[],
  asked: Asked,
): readonly Step[] {
  return new Planner(reading, profiles, orders, asked).plan();
}

const MOST_STEPS = 24;
const DEEPEST = 3;

interface Adding {
  readonly segment?: Segment;
  readonly given?: Given | undefined;
  readonly condition?: Condition | undefined;
  readonly depth?: number;
  /** Whether its value is one of those that the steps before it list. */
  readonly isListed?: boolean;
}

class Planner {
  readonly #reading: Reading;
  readonly #profiles: readonly Profile[];
  readonly #orders: readonly Order[];
  readonly #asked: Asked;
  readonly #known: Known;
  readonly #steps: Step[] = [];

  constructor(reading: Reading, profiles: readonly Profile[], orders: readonly Order[], asked: Asked) {
    this.#reading = reading;
    this.#orders = orders.filter((order) => concerns(order, asked));
    const never = new Set(this.#orders.filter(({ kind }) => kind === 'never').map(({ profile }) => profile));
    this.#profiles = profiles.filter((profile) => !never.has(profile));
    this.#asked = asked;
    this.#known = knownOf(profiles);
  }

  plan(): readonly Step[] {
    if (this.#asked.form <= -4) return [];
    const { wants, left } = wantsOf(this.#reading, this.#profiles, this.#orders, this.#asked);
    let opening: number[] = [];
    for (const { profile } of this.#ordered('first', wants))
      opening = this.#add(profile, this.#asked.text, opening);
    let last: number[] = [];
    for (const want of wants) {
      const { segment, profile } = want;
      const waits =
        segment.follows ||
        segment.condition !== undefined ||
        this.#orders.some(
          ({ beside, ...order }) =>
            order.profile === profile &&
            beside?.place === 'after' &&
            this.#steps.some((step) => step.profile === beside.profile),
        );
      const before = this.#beside(profile, 'before').flatMap((each) =>
        this.#add(each, this.#asked.text, opening),
      );
      last = this.#add(profile, want.focus, [...(waits ? last : opening), ...before], {
        segment,
        given: want.given,
      });
      for (const each of this.#beside(profile, 'after').filter((other) =>
        wants.every((wanted) => wanted.profile !== other),
      ))
        last = this.#add(each, this.#asked.text, last);
    }
    for (const { profile } of this.#ordered('any', wants)) this.#add(profile, this.#asked.text, opening);
    this.#addReaders(left);
    const all = this.#steps.map((_, index) => index);
    for (const { profile, condition } of this.#ordered('last', wants))
      if (condition === undefined || all.length > 0) this.#add(profile, this.#asked.text, all, { condition });
    return this.#steps;
  }

  /** The tools that orders put before or after another, unless they are planned already. */
  #beside(profile: Profile, place: 'before' | 'after'): Profile[] {
    return this.#orders.flatMap((order) =>
      order.beside?.profile === profile &&
      order.beside.place === place &&
      !this.#steps.some((step) => step.profile === order.profile)
        ? [order.profile]
        : [],
    );
  }

  /** The orders for tools that the request does not want by itself. */
  #ordered(place: Order['place'], wants: readonly Want[]): Order[] {
    const used = new Set([
      ...wants.map(({ profile }) => profile),
      ...this.#steps.map(({ profile }) => profile),
    ]);
    const found = new Map<Profile, Order>();
    for (const order of this.#orders) {
      if (
        order.kind !== 'use' ||
        order.place !== place ||
        order.beside ||
        !this.#profiles.includes(order.profile)
      )
        continue;
      if (used.has(order.profile)) continue;
      // A general order needs a request, unless its tool needs nothing from one.
      const isFree = order.profile.parameters.every(({ isRequired }) => !isRequired);
      if (order.when === undefined && place === 'any' && !isFree && !this.#isRequest()) continue;
      found.set(order.profile, found.get(order.profile) ?? order);
    }
    return [...found.values()];
  }

  #isRequest(): boolean {
    return this.#asked.segment.mood === 'question' || this.#asked.segment.mood === 'command';
  }

  /** Adds tools that read what earlier steps find, if a part of the request is left open. */
  #addReaders(left: readonly Segment[]): void {
    if (this.#steps.length === 0) return;
    const used = new Set(this.#steps.map(({ profile }) => profile));
    for (const profile of this.#profiles) {
      if (used.has(profile) || profile.act !== 'read' || profile.looksUp) continue;
      const open = unstated(profile, this.#asked.text, this.#asked.text, this.#known);
      const listed = open.length === 0 ? this.#listedFor(profile) : undefined;
      if (listed !== undefined) {
        this.#add(profile, this.#asked.text, [listed], { isListed: true });
        return;
      }
      const needs = open;
      if (needs.length === 0) continue;
      const isOpen =
        left.some(({ mood }) => mood === 'question' || mood === 'command') &&
        needs.every(({ kind }) => kind === 'file' || kind === 'url');
      if (!isOpen && !this.#isCalledFor(profile)) continue;
      const sources = needs.map((need) =>
        this.#steps.findIndex((step) => provides(step.profile, need, profile)),
      );
      if (sources.some((source) => source < 0)) continue;
      this.#add(profile, this.#asked.text, sources);
      return;
    }
  }

  /**
   * The step that lists what a tool is asked about by description only: "the price of the soup special", for a tool that
   * takes the name of an item, after one that lists the specials.
   */
  #listedFor(profile: Profile): number | undefined {
    const names = profile.parameters.filter(({ isRequired }) => isRequired);
    const { concepts, text } = this.#asked;
    const meant = profile.named.filter((term) => mentionOf(term, concepts) > 0);
    if (names.length !== 1 || names[0]!.kind !== 'text' || meant.length === 0 || /["“`\d]/.test(text))
      return undefined;
    const index = this.#steps.findIndex(
      ({ profile: lister }) =>
        lister.parameters.every(({ isRequired }) => !isRequired) &&
        lister.named.every((term) => mentionOf(term, concepts) > 0) &&
        meant.every(({ stem }) => lister.named.every((term) => term.stem !== stem)) &&
        provides(lister, names[0]!, profile),
    );
    return index < 0 ? undefined : index;
  }

  /** Whether the request speaks of what only this tool is about: "in celsius", for one that converts. */
  #isCalledFor({ named }: Profile): boolean {
    const { concepts } = this.#asked;
    return named.some(
      (term) =>
        concepts.has(term.stem) &&
        !this.#steps.some(
          ({ profile }) =>
            [
              ...profile.named,
              ...profile.described,
              ...profile.detailed,
              ...profile.parameters.flatMap(({ terms }) => terms),
            ].some(({ stem }) => stem === term.stem) ||
            profile.parameters.some(({ values }) =>
              values.some((value) => typeof value === 'string' && conceptsOf(value).has(term.stem)),
            ),
        ),
    );
  }

  /** Adds a step and, before it, those that find what it needs. Returns its indexes, one for each of its shares. */
  #add(
    profile: Profile,
    focus: string,
    after: readonly number[],
    { segment, given, condition = segment?.condition, depth = 0, isListed = false }: Adding = {},
  ): number[] {
    const open = [
      ...unstated(profile, focus, this.#asked.text, this.#known),
      ...profile.parameters.filter((each) => this.#isHere(each, profile, focus)),
    ];
    const waits = new Set(after);
    const needs: Parameter[] = [];
    const missing: Parameter[] = [];
    const before = this.#steps.length - 1;
    for (const parameter of open) {
      const sources = this.#sourceOf(parameter, profile, focus, depth);
      if (sources.length === 0) missing.push(parameter);
      else {
        needs.push(parameter);
        for (const source of sources) waits.add(source);
      }
    }
    const follows = segment === undefined && after.length > 0 && depth === 0 && !profile.looksUp;
    if (
      before >= 0 &&
      open.length === 0 &&
      (follows || isListed || this.#continues(profile, focus, segment))
    ) {
      if (!isListed) waits.add(before);
      needs.push(
        ...profile.parameters.filter(
          ({ isRequired, kind }) => isRequired && kind !== 'flag' && kind !== 'choice',
        ),
      );
    }
    // A search for nothing in particular is one for what is asked.
    const asking =
      segment === undefined && profile.looksUp ? askingFor(profile, this.#reading.standalone) : undefined;
    const known = given ?? asking;
    const shared = {
      profile,
      after: [...waits].sort((a, b) => a - b),
      needs,
      missing,
      ...(condition && { condition }),
      ...(known && { given: known }),
    };
    const added: number[] = [];
    const takers = profile.parameters.filter(
      ({ isRequired, kind }) =>
        isRequired && (kind === 'text' || kind === 'id' || kind === 'file' || kind === 'email'),
    );
    const [taker] = takers;
    for (const { text, item } of sharesOf(focus, profile)) {
      if (this.#steps.length >= MOST_STEPS) break;
      const isTaken = item !== undefined && taker !== undefined && takers.length === 1;
      const own = isTaken ? { given: new Map([...(known ?? []), [keyOf(taker.name), item]]) } : {};
      added.push(
        this.#steps.push({ ...shared, ...own, focus: text, ...(item !== undefined && { item }) }) - 1,
      );
    }
    return added;
  }

  /** Whether a parameter takes a place, the request names none, and a tool tells where the user is. */
  #isHere(parameter: Parameter, profile: Profile, focus: string): boolean {
    if (!takesPlace(parameter)) return false;
    return (
      this.#profiles.some((other) => other !== profile && tellsWhere(other)) &&
      factsIn(focus === this.#asked.text ? focus : `${focus}\n${this.#asked.text}`).places.length === 0
    );
  }

  /** The steps that find the value of a parameter; new ones, if a tool can. */
  #sourceOf(parameter: Parameter, profile: Profile, focus: string, depth: number): number[] {
    const finds = (each: Profile): boolean =>
      takesPlace(parameter) ? tellsWhere(each) : provides(each, parameter, profile);
    const known = this.#steps.findLastIndex((step) => finds(step.profile));
    if (known >= 0) return [known];
    const last = this.#steps.length - 1;
    const isLast = last >= 0 && depth === 0 && (parameter.kind === 'number' || refers(focus));
    if (isLast && parameter.kind === 'number') return [last];
    if (depth >= DEEPEST) return [];
    const candidates = this.#profiles
      .filter((each) => finds(each) && !this.#steps.some((step) => step.profile === each))
      .map((each) => ({
        each,
        open: unstated(each, this.#asked.text, this.#asked.text, this.#known),
        score: matchOf(each, this.#asked).score,
      }))
      .filter(({ each, open }) =>
        open.every(
          (need) =>
            depth + 1 < DEEPEST &&
            this.#profiles.some((other) => other !== profile && provides(other, need, each)),
        ),
      )
      .toSorted((a, b) => a.open.length - b.open.length || b.score - a.score);
    // What is asked of the manager of somebody takes two steps to find.
    const best = RELATED.test(focus)
      ? candidates.toSorted((a, b) => b.open.length - a.open.length)[0]
      : candidates[0];
    if (best === undefined) {
      const record = this.#recordFor(parameter, profile);
      if (record !== undefined) {
        const planned = this.#steps.findLastIndex((step) => step.profile === record);
        return planned >= 0 ? [planned] : this.#add(record, this.#asked.text, [], { depth: depth + 1 });
      }
      return isLast ? [last] : [];
    }
    return this.#add(best.each, this.#asked.text, [], { depth: depth + 1 });
  }

  /**
   * The tool that reads the record which a request names by its identifier, for an amount or an address that the request
   * does not state: "refund order A-1 in full".
   */
  #recordFor({ kind, words }: Parameter, profile: Profile): Profile | undefined {
    if (kind !== 'email' && !words.some((word) => AMOUNTS.has(word))) return undefined;
    const takes = profile.parameters.filter((each) => each.kind === 'id').map(({ name }) => name);
    return this.#profiles.find(
      (each) =>
        each !== profile &&
        each.act === 'read' &&
        each.parameters.some((own) => own.kind === 'id' && (kind === 'email' || takes.includes(own.name))) &&
        unstated(each, this.#asked.text, this.#asked.text, this.#known).length === 0,
    );
  }

  /** Whether a part of the request continues with what the step before it finds: "its weather", "each of them". */
  #continues(profile: Profile, focus: string, segment: Segment | undefined): boolean {
    if (segment === undefined || !refers(focus)) return false;
    const takes = profile.parameters.some(
      ({ isRequired, kind }) => isRequired && (kind === 'text' || kind === 'query'),
    );
    return takes && !NAMED.test(focus.slice(1)) && !/["“'`\d]/.test(focus) && !this.#saysBefore(segment);
  }

  /** Whether a statement before a part of the request says what it refers to. */
  #saysBefore({ text }: Segment): boolean {
    const at = this.#asked.text.indexOf(text);
    const [sentence = ''] = this.#asked.text
      .slice(0, Math.max(0, at))
      .split(/[.!?]\s/)
      .slice(-2);
    const used = this.#steps.some(({ focus }) => sentence.includes(focus) || focus.includes(sentence.trim()));
    return at > 0 && NAMED.test(sentence.slice(1)) && !used;
  }
}

const AMOUNTS = new Set('amount total price sum value cost balance'.split(' '));
const RELATED = /\b\p{Ll}{3,20} of (?:the )?\p{Lu}|\p{Lu}\p{L}+['’]s \p{Ll}{3,20}\b/u;
