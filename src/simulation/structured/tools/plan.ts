import { type Condition, refers, type Segment, segmentsOf, withoutCourtesy } from '../../calls/segments.ts';
import { findAnswer } from '../../reading/passages.ts';
import type { Reading } from '../../reading/reading.ts';
import { factsIn } from '../facts/facts.ts';
import { keyOf } from '../facts/literals.ts';
import { stemOf, tokensOf } from '../facts/words.ts';
import { conceptsOf, isGeneric, mentionOf } from './concepts.ts';
import { sharesOf } from './distribute.ts';
import { type Known, knownOf, provides, unstated } from './needs.ts';
import { concerns, type Order } from './orders.ts';
import type { Parameter, Profile } from './profile.ts';
import { type Asked, askedIn, CALLED, type Match, matchOf, records } from './relevance.ts';
import type { Given, Step } from './step.ts';

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

/** The score of a tool that suits a request somewhat. */
const LIKELY = 1.4;
/** Comparisons of a part of the request with a tool. */
const MOST_MATCHES = 1_000;
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

interface Want {
  readonly profile: Profile;
  readonly segment: Segment;
  focus: string;
  readonly given?: Given;
}

class Planner {
  readonly #reading: Reading;
  readonly #profiles: readonly Profile[];
  readonly #orders: readonly Order[];
  readonly #asked: Asked;
  readonly #known: Known;
  readonly #steps: Step[] = [];
  readonly #ruledOut = new Set<Profile>();

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
    const { wants, left } = this.#wants();
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

  /** What each part of the request wants, and the parts that no tool was found for. */
  #wants(): { readonly wants: Want[]; readonly left: Segment[] } {
    const wants: Want[] = [];
    const left: Segment[] = [];
    const whole = this.#asked;
    const segments = whole.isRewriting
      ? []
      : segmentsOf(whole.text)
          .slice(0, Math.max(4, Math.floor(MOST_MATCHES / Math.max(1, this.#profiles.length))))
          .map((segment) => this.#asCommand(segment));
    for (const segment of segments) if (DECLINED.test(segment.text)) this.#rule(segment);
    for (const segment of segments) {
      if (wants.length >= MOST_STEPS) break;
      if (DECLINED.test(segment.text)) continue;
      if (segment.condition && wants.length === 0) this.#findOut(segment.condition, wants);
      const part =
        segment.text === whole.text ? { ...whole, segment } : askedIn(segment.text, segment, whole);
      const match = this.#best(part);
      const last = wants.at(-1);
      if (match === undefined) {
        if (last && segment.mood !== 'question' && !segment.condition) extend(last, segment);
        if (segment.mood === 'question' || segment.mood === 'command') left.push(segment);
        continue;
      }
      const same = wants.find(({ profile }) => profile === match.profile);
      if (same && !isRequestOfItsOwn(segment, part, match.profile)) {
        if (same === last) extend(last, segment);
        continue;
      }
      wants.push({ profile: match.profile, segment, focus: segment.text });
    }
    // Statements beside a request are about it.
    if (wants.some(({ segment }) => asks(segment)))
      wants.splice(
        0,
        wants.length,
        ...wants.filter(({ segment }) => asks(segment) || segment.mood === 'fragment'),
      );
    if (wants.length === 0) {
      const match = this.#best(whole);
      if (match) {
        left.length = 0;
        wants.push({ profile: match.profile, segment: whole.segment, focus: whole.text });
      }
    }
    if (wants.length === 0) this.#likely(left, wants);
    const isWhole = segments.every(({ condition, text }) => !condition && !DECLINED.test(text));
    if (wants.length === 1 && isWhole) wants[0]!.focus = whole.text;
    this.#lookUps(left, wants);
    const isFirst = ({ profile }: Want): boolean =>
      this.#orders.some((order) => order.place === 'first' && order.profile === profile);
    return { wants: [...wants.filter(isFirst), ...wants.filter((want) => !isFirst(want))], left };
  }

  /** For a request about something that only the application can know, the tool that fits best, if any does somewhat. */
  #likely(left: Segment[], wants: Want[]): void {
    if (this.#asked.form < 0 || !isPrivate(this.#asked.text)) return;
    if (this.#asked.segment.mood === 'question' && this.#isAnswered(this.#reading.standalone)) return;
    const matches = left
      .map((segment) => ({ segment, match: this.#best(askedIn(segment.text, segment, this.#asked), LIKELY) }))
      .filter(({ match }) => match !== undefined);
    const best = matches.toSorted((a, b) => b.match!.score - a.match!.score)[0];
    if (best === undefined) return;
    left.splice(left.indexOf(best.segment), 1);
    const { profile } = best.match!;
    const given = profile.looksUp ? { given: askingFor(profile, this.#reading.standalone) } : {};
    wants.push({ profile, segment: best.segment, focus: best.segment.text, ...given });
  }

  /** What has to be found out before it is known whether a condition is met. */
  #findOut({ text }: Condition, wants: Want[]): void {
    const { condition, ...whole } = this.#asked.segment;
    const segment: Segment = {
      ...whole,
      text,
      mood: 'question',
      act: 'read',
      verb: undefined,
      follows: false,
    };
    const match = this.#best(askedIn(text, segment));
    if (match?.profile.act === 'read') wants.push({ profile: match.profile, segment, focus: text });
  }

  /** A part that begins with the verb of a tool is a command, whatever the verb. */
  #asCommand(segment: Segment): Segment {
    if (segment.mood === 'question' || segment.mood === 'command') return segment;
    const verb = /\p{L}+/u.exec(withoutCourtesy(segment.text))?.[0].toLowerCase() ?? '';
    const isVerb = this.#profiles.some(
      ({ tool }) => stemOf(tokensOf(tool.name.slice(0, 200))[0] ?? '') === stemOf(verb),
    );
    return isVerb ? { ...segment, mood: 'command', verb } : segment;
  }

  /** Leaves out the tools of what is not to be done. */
  #rule(segment: Segment): void {
    const part = askedIn(segment.text, { ...segment, mood: 'command' });
    for (const profile of this.#profiles)
      if (matchOf({ ...profile, act: undefined }, part).score >= CALLED) this.#ruledOut.add(profile);
  }

  #best(part: Asked, least = CALLED): Match | undefined {
    let best: Match | undefined;
    for (const profile of this.#profiles) {
      if (this.#ruledOut.has(profile)) continue;
      const found = matchOf(profile, part);
      const isOrdered = this.#orders.some(
        (order) =>
          order.profile === profile &&
          order.kind === 'use' &&
          order.when !== undefined &&
          concerns(order, part),
      );
      const match = isOrdered ? { ...found, score: found.score + 2.6 } : found;
      if (match.score >= least && match.score > (best?.score ?? 0) && this.#isFeasible(profile)) best = match;
    }
    return best;
  }

  /** Whether a tool that takes only numbers has some to compute with, or another tool that finds them. */
  #isFeasible(profile: Profile): boolean {
    const required = profile.parameters.filter(({ isRequired }) => isRequired);
    if (required.length < 2 || !required.every(({ kind }) => kind === 'number')) return true;
    return (
      NUMBER.test(this.#asked.text) ||
      required.every((parameter) => this.#profiles.some((other) => provides(other, parameter, profile)))
    );
  }

  /** Adds searches for the questions that no other tool was found for. */
  #lookUps(left: readonly Segment[], wants: Want[]): void {
    const tools = this.#profiles.filter(({ looksUp }) => looksUp);
    if (tools.length === 0 || this.#asked.form < 0) return;
    for (const segment of left) {
      if (wants.length >= MOST_STEPS) return;
      const isAll = segment.at === 0 && left.filter(({ piece }) => piece === segment.piece).length > 1;
      const question =
        left.length === 1 && wants.length === 0
          ? this.#reading.standalone
          : isAll
            ? segment.piece
            : segment.text;
      const isPart = !segment.opens && wants.length > 0;
      if (isPart || !isFactual(segment)) continue;
      const part = askedIn(segment.text, segment, this.#asked);
      const tool = this.#lookUp(tools, part);
      if (tool === undefined || this.#isAnswered(question)) continue;
      wants.push({ profile: tool, segment, focus: question, given: askingFor(tool, question) });
    }
  }

  #lookUp(tools: readonly Profile[], part: Asked): Profile | undefined {
    let best: { readonly profile: Profile; readonly score: number } | undefined;
    for (const profile of tools) {
      const { score } = matchOf(profile, part);
      const isFirst = this.#orders.some((order) => order.profile === profile && order.place === 'first');
      const suits = isFirst || score >= 1.2 || isOpen(profile) || isPrivate(part.text);
      if (!suits || (ADVICE.test(part.text) && !isReference(profile))) continue;
      const merit = score + (isFirst ? 5 : 0);
      if (best === undefined || merit > best.score) best = { profile, score: merit };
    }
    return best?.profile;
  }

  #isAnswered(question: string): boolean {
    const { material } = this.#reading;
    return material.length > 0 && findAnswer(question, material) !== undefined;
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
  #isHere({ kind, words }: Parameter, profile: Profile, focus: string): boolean {
    if (kind !== 'text' || !PLACES.has(words.at(-1) ?? '')) return false;
    return (
      this.#profiles.some((other) => other !== profile && tellsWhere(other)) &&
      factsIn(focus === this.#asked.text ? focus : `${focus}\n${this.#asked.text}`).places.length === 0
    );
  }

  /** The steps that find the value of a parameter; new ones, if a tool can. */
  #sourceOf(parameter: Parameter, profile: Profile, focus: string, depth: number): number[] {
    const isHere = PLACES.has(parameter.words.at(-1) ?? '') && parameter.kind === 'text';
    const finds = (each: Profile): boolean =>
      isHere ? tellsWhere(each) : provides(each, parameter, profile);
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
    if (best === undefined) return isLast ? [last] : [];
    return this.#add(best.each, this.#asked.text, [], { depth: depth + 1 });
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

const PLACES = new Set('location city place position town region area'.split(' '));

/** Whether a tool takes nothing and returns a place, which is that of the user. */
function tellsWhere({ tool, parameters, act }: Profile): boolean {
  return (
    (act === 'read' || act === undefined) &&
    parameters.every(({ isRequired }) => !isRequired) &&
    PLACES.has(tokensOf(tool.name.slice(0, 200)).at(-1) ?? '')
  );
}

const RELATED = /\b\p{Ll}{3,20} of (?:the )?\p{Lu}|\p{Lu}\p{L}+['’]s \p{Ll}{3,20}\b/u;
const NUMBER = /\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|half)\b/i;
const NAMED = /(?<![\p{L}\d])\p{Lu}\p{L}/u;

/** A search is made for the question as it stands. */
export function askingFor({ parameters }: Profile, question: string): Given {
  const query = parameters.find(({ isRequired, kind }) => isRequired && kind === 'query');
  return new Map(query === undefined || query.name === 'sql' ? [] : [[keyOf(query.name), question]]);
}

/** Parts that say what is not to be done. */
const DECLINED =
  /^\W{0,3}(?:please |just |but |and )?(?:(?:they|we|i|he|she|you) )?(?:don['’]t|doesn['’]t|do not|does not|never|no need (?:to|for)|without|leave it|ignore|not)\b(?! (?:forget|hesitate)\b)/i;

/** Adds what follows to the focus of a call; parts of one sentence as they stand in it. */
function extend(want: Want, { text, piece, at }: Segment): void {
  const { segment } = want;
  want.focus =
    piece === segment.piece && want.focus === piece.slice(segment.at, segment.at + want.focus.length)
      ? piece.slice(segment.at, at + text.length)
      : `${want.focus}${/[.?!;:]$/.test(want.focus) ? '' : '.'} ${text}`;
}

/** Whether a part that fits the same tool as the one before it asks for a call of its own. */
function isRequestOfItsOwn(
  { mood, opens, condition, follows }: Segment,
  part: Asked,
  profile: Profile,
): boolean {
  if (condition || follows || records(profile, part)) return true;
  if (matchOf(profile, { ...part, around: new Set() }).score < CALLED) return false;
  if (mood === 'command' || (mood === 'question' && opens)) return true;
  return part.facts().solution !== undefined;
}

const asks = ({ mood, act }: Segment): boolean =>
  mood === 'question' || mood === 'command' || (mood === 'statement' && act !== undefined);

/** Whether a part asks for something that could be looked up. */
function isFactual({ text, mood }: Segment): boolean {
  if (mood === 'command')
    return /\b(?:tell me (?!(?:a|an|another|some)\b)|find out|look up|look for|search|find)\b/i.test(text);
  if (mood !== 'question' || OPINION.test(text)) return false;
  return text.split(/\s+/).length > 2 && [...conceptsOf(text)].some((concept) => !isGeneric(concept));
}

const OPINION =
  /\b(?:do you (?:think|like|feel|know how)|would you|your (?:favou?rite|name|opinion|instructions)|are you|can you|who are you|what can you|how are you|should i|shall (?:i|we)|meaning of life)\b/i;
const ADVICE =
  /^\W{0,3}(?:and |so )?(?:how (?:do|can|should|would|to)\b|why\b|what (?:is|are) (?:an? )?(?:difference|meaning|definition|concept))/i;

/** Words of sources that hold anything. */
const SOURCES =
  /^(?:search|web|internet|online|inform|knowledg|document|doc|articl|wikipedia|wiki|new|databas|db|quest|answ|archiv|intern|company|bas|topic|pag|content|relevant|fact|event|engin|google|duckduckgo|general|perform|top|up|dat|sourc|text|passag|chunk|vector|index|stor|retriev|query|natural|languag|semant|gener|real|sit|record|anything|everyth|all|not|world|publ|look)/;

/** Whether a look-up tool is for everything, as far as its declaration says. */
function isOpen({ named, described }: Profile): boolean {
  return [...named, ...described].every(({ stem }) => SOURCES.test(stem));
}

/** Whether a look-up tool finds what is written for users, such as instructions and rules. */
function isReference({ named, described, detailed }: Profile): boolean {
  const concepts = new Set([
    'knowledge',
    'faq',
    'polic',
    'policy',
    'manual',
    'guid',
    'handbook',
    'help',
    'support',
    '~document',
    'instruct',
  ]);
  return [...named, ...described, ...detailed].some(
    (term) => mentionOf(term, concepts) > 0 || concepts.has(term.stem),
  );
}

/** Whether a question is about something that only the sources of an application can know. */
function isPrivate(text: string): boolean {
  return /\b(?:my|our|we|us)\b/i.test(text) || NAMED.test(text.replace(/^\W*\w+/, ''));
}
