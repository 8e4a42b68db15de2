import { type Condition, type Segment, segmentsOf, withoutCourtesy } from '../../calls/segments.ts';
import { describesChange } from '../../edits/change.ts';
import { findAnswer } from '../../reading/passages.ts';
import type { Reading } from '../../reading/reading.ts';
import { stemOf, tokensOf } from '../facts/words.ts';
import { subjectsOf } from './concepts.ts';
import { changersFor } from './file-change.ts';
import { askingFor, isAdvice, isFactual, isPrivate, lookUpFor } from './look-ups.ts';
import { provides } from './needs.ts';
import { concerns, type Order } from './orders.ts';
import type { Profile } from './profile.ts';
import { type Asked, askedIn, CALLED, type Match, matchOf, records } from './relevance.ts';
import type { Given } from './step.ts';

/** A tool that a part of the request asks for. */
export interface Want {
  readonly profile: Profile;
  readonly segment: Segment;
  /** The text that its arguments are taken from. */
  focus: string;
  readonly given?: Given;
}

export interface Wants {
  readonly wants: readonly Want[];
  /** The parts that ask for something and that no tool was found for. */
  readonly left: readonly Segment[];
}

/**
 * The tools that the parts of a request ask for.
 *
 * @example
 * wantsOf(reading, profiles, [], asked).wants.map(({ profile, focus }) => [profile.tool.name, focus]);
 * // [['get_weather', 'the weather in Rome'], ['send_email', 'mail it to Ann']]
 */
export function wantsOf(
  reading: Reading,
  profiles: readonly Profile[],
  orders: readonly Order[],
  asked: Asked,
): Wants {
  return new WantReader(reading, profiles, orders, asked).read();
}

/** The score of a tool that suits a request somewhat. */
const LIKELY = 1.4;
/** What a subject in common adds to a score. */
const OF_SUBJECT = 1.2;
const NONE: ReadonlySet<number> = new Set();
/** The score of a tool that may tell whether a condition is met. */
const FINDING_OUT = 1;
/** Comparisons of a part of the request with a tool. */
const MOST_MATCHES = 1_000;
const MOST_WANTS = 24;

class WantReader {
  readonly #reading: Reading;
  readonly #profiles: readonly Profile[];
  readonly #orders: readonly Order[];
  readonly #asked: Asked;
  /** The tools of what is not to be done. */
  readonly #ruledOut = new Set<Profile>();

  constructor(reading: Reading, profiles: readonly Profile[], orders: readonly Order[], asked: Asked) {
    this.#reading = reading;
    this.#profiles = profiles;
    this.#orders = orders;
    this.#asked = asked;
  }

  read(): Wants {
    const wants: Want[] = [];
    const left: Segment[] = [];
    const whole = this.#asked;
    const change = changersFor(whole.text, this.#profiles);
    const segments = whole.isRewriting
      ? []
      : segmentsOf(whole.text)
          .slice(0, Math.max(4, Math.floor(MOST_MATCHES / Math.max(1, this.#profiles.length))))
          .map((segment) => this.#asCommand(segment));
    for (const segment of segments) if (DECLINED.test(segment.text)) this.#rule(segment);
    for (const segment of segments) {
      if (wants.length >= MOST_WANTS) break;
      if (DECLINED.test(segment.text)) continue;
      if (segment.condition && wants.length === 0) this.#findOut(segment.condition, wants);
      const part =
        segment.text === whole.text ? { ...whole, segment } : askedIn(segment.text, segment, whole);
      const changing = change && describesChange(segment.text) ? change : undefined;
      const match = changing ? matchOf(changing.changer, part) : this.#best(part);
      const last = wants.at(-1);
      if (changing?.reader && wants.every(({ profile }) => profile !== changing.reader))
        wants.push({
          profile: changing.reader,
          segment: { ...segment, mood: 'command' },
          focus: segment.text,
        });
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
      wants.push({
        profile: match.profile,
        segment: changing ? { ...segment, mood: 'command', follows: changing.reader !== undefined } : segment,
        focus: segment.text,
      });
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
    const isCommand = this.#asked.segment.mood === 'command';
    if (this.#asked.form < 0 || !(isCommand || isPrivate(this.#asked.text))) return;
    if (this.#asked.segment.mood === 'question' && this.#isAnswered(this.#reading.standalone)) return;
    const isOfThings = !isAdvice(this.#asked.text) && !this.#profiles.some(({ looksUp }) => looksUp);
    const subjects = isOfThings ? subjectsOf(this.#asked.text) : NONE;
    const matches = left
      .map((segment) => ({
        segment,
        match: this.#best(askedIn(segment.text, segment, this.#asked), LIKELY, subjects),
      }))
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
    const match = this.#best(askedIn(text, segment), FINDING_OUT);
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

  /** The tool that matches a part best; one of the given subjects matches better. */
  #best(part: Asked, least = CALLED, subjects: ReadonlySet<number> = NONE): Match | undefined {
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
      const isOfSubject =
        subjects.size > 0 &&
        !subjects.isDisjointFrom(
          subjectsOf(`${profile.tool.name} ${profile.tool.description.slice(0, 200)}`),
        );
      const score = found.score + (isOrdered ? 2.6 : 0) + (isOfSubject ? OF_SUBJECT : 0);
      const match = { ...found, score };
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
      if (wants.length >= MOST_WANTS) return;
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
      const tool = lookUpFor(tools, part, this.#orders);
      if (tool === undefined || this.#isAnswered(question)) continue;
      wants.push({ profile: tool, segment, focus: question, given: askingFor(tool, question) });
    }
  }

  #isAnswered(question: string): boolean {
    const { material } = this.#reading;
    return material.length > 0 && findAnswer(question, material) !== undefined;
  }
}

const NUMBER = /\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|half)\b/i;

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
