import type { Brief } from '../../../engine/ports/content.ts';
import type { Tool, ToolCall, Turn } from '../../../engine/request.ts';
import { isNamed } from '../../../engine/tool-group.ts';
import { refers } from '../../calls/segments.ts';
import { callsIn, callsSince, type MadeCall } from '../../reading/calls.ts';
import { findAnswer } from '../../reading/passages.ts';
import { lastRequestIndex, type Reading } from '../../reading/reading.ts';
import { type Facts, factsIn, factsOf, factsWith, lastRequestOf, textOf } from '../facts/facts.ts';
import { keyOf } from '../facts/literals.ts';
import { composeJson } from '../json/compose.ts';
import type { Insight } from '../json/insight.ts';
import { budgetOf, statedFields } from '../values/values.ts';
import { questionFor } from './ask-back.ts';
import { conclusionOf } from './conclusion.ts';
import { confirmedIn, confirming } from './confirmation.ts';
import { coworkerFor } from './coworkers.ts';
import { customInput } from './custom-input.ts';
import { endingsAmong } from './endings.ts';
import { expressionFor } from './expression.ts';
import { changeFor } from './file-change.ts';
import { type Focus, focusesOf } from './focus.ts';
import { continued, FOLLOW_UP } from './follow-up.ts';
import { handOffAtEnd, handOffFor } from './hand-off.ts';
import { askingFor } from './look-ups.ts';
import { memoFor } from './memo.ts';
import { ordersIn } from './orders.ts';
import { personFor } from './person.ts';
import { planOf } from './plan.ts';
import type { Profile } from './profile.ts';
import type { ProfileReader } from './profile-reader.ts';
import { Progress } from './progress.ts';
import { type Asked, askedIn, matchOf } from './relevance.ts';
import { corrected } from './retry.ts';
import { sqlFor } from './sql.ts';
import type { Given, Step } from './step.ts';

type Call = Omit<ToolCall, 'id'>;

/** What an answer does with the tools of its request. */
export interface Decision {
  /** The calls of the answer; empty if it is text. */
  readonly calls: readonly Call[];
  /** The text of the answer, if it asks for something that a call needs. */
  readonly question?: string;
}

/**
 * The tool calls of an answer, or the question for a value that one needs; neither if the answer is text.
 *
 * `named` calls that tool once. `auto` calls what the request plausibly needs and has no result yet, so that agent loops
 * end. `required` does the same, then calls the tool that ends the conversation or, without one, the least recently called.
 * No call is repeated with equal arguments unless one is required. Eight calls at most.
 *
 * @param profiles reads the tools
 * @param insight what prose would answer, for the tool that ends the conversation
 *
 * @example
 * decideTools(brief, reading, createProfileReader()).calls; // [{ kind: 'function', name: 'get_weather', input: '{"location":"San Francisco"}' }]
 */
export function decideTools(
  brief: Brief,
  reading: Reading,
  profiles: ProfileReader,
  insight?: Insight,
): Decision {
  const { tools, toolChoice } = brief.request;
  if (tools.length === 0 || toolChoice.mode === 'none') return NOTHING;
  const allowed = toolChoice.mode === 'named' ? undefined : toolChoice.allowed;
  const candidates = allowed === undefined ? tools : tools.filter(({ name }) => isNamed(name, allowed));
  if (toolChoice.mode === 'named') {
    const tool = tools.find(({ name }) => name === toolChoice.name);
    return tool === undefined ? NOTHING : new Decider(brief, reading, profiles([tool]), insight).forced();
  }
  if (candidates.length === 0) return NOTHING;
  return new Decider(brief, reading, profiles(candidates), insight).decide(toolChoice.mode === 'required');
}

const NOTHING: Decision = { calls: [] };
const MOST_CALLS = 8;
/** Tools whose arguments are looked for in a request that asks for none of them. */
const MOST_SUITED = 8;
/** The form of requests that are no more than talk. */
const SMALL_TALK = -3;

class Decider {
  readonly #brief: Brief;
  readonly #reading: Reading;
  readonly #profiles: readonly Profile[];
  readonly #endings: ReadonlySet<Tool>;
  readonly #turns: readonly Turn[];
  readonly #made: readonly MadeCall[];
  readonly #asked: Asked;
  readonly #system: string;
  readonly #insight: Insight | undefined;

  constructor(brief: Brief, reading: Reading, profiles: readonly Profile[], insight: Insight | undefined) {
    const { turns, toolChoice } = brief.request;
    this.#brief = brief;
    this.#reading = reading;
    this.#insight = insight;
    this.#turns = turns;
    this.#profiles = profiles;
    const tools = profiles.map(({ tool }) => tool);
    this.#endings = endingsAmong(tools, toolChoice.mode !== 'auto');
    this.#made = callsSince(
      turns,
      tools.map(({ name }) => name),
    );
    this.#asked = askedIn(confirmedIn(turns) ?? lastRequestOf(turns));
    this.#system = turns
      .flatMap((turn) => (turn.role === 'system' ? [textOf(turn)] : []))
      .join('\n')
      .slice(0, 4_000);
  }

  /** A call of the only tool. */
  forced(): Decision {
    const [profile] = this.#profiles;
    const [step] = this.#planned().filter((each) => each.profile === profile);
    return { calls: [step ? this.#callOf(step, [], 0) : this.#plainCall(profile!)] };
  }

  decide(isRequired: boolean): Decision {
    const working = this.#profiles.filter(({ tool, handsOff }) => !this.#endings.has(tool) && !handsOff);
    const agent = handOffFor(this.#asked, this.#profiles, this.#made, this.#system);
    if (agent) return { calls: [this.#callWith(agent.profile, factsOf(this.#reading), 0, agent.given)] };
    const plan = this.#planned(working);
    const next = new Progress(plan, this.#made).next();
    const [first] = next;
    const question =
      first && !isRequired
        ? (questionFor(first.step, this.#reading, this.#system) ??
          confirming(first.step.profile, this.#turns, this.#system))
        : undefined;
    if (question !== undefined) return { calls: [], question };
    const repeated = this.#repeated(plan);
    if (repeated.length > 0) return { calls: this.#new(repeated) };
    const calls = this.#new([
      ...this.#corrections(),
      ...next.flatMap(({ step, sources }) => this.#callsOf(step, sources)),
      ...this.#otherSources(plan, working),
    ]);
    if (calls.length === 0 && plan.length === 0 && this.#made.length === 0)
      calls.push(...this.#suited(working, isRequired));
    if (!isRequired && this.#isKnown(calls)) return NOTHING;
    if (calls.length > 0)
      return {
        calls: this.#brief.request.parallelToolCalls ? calls.slice(0, MOST_CALLS) : calls.slice(0, 1),
      };
    const last = this.#made.length > 0 && handOffAtEnd(this.#profiles, this.#made, this.#system);
    if (last) return { calls: [this.#callWith(last.profile, factsOf(this.#reading), 0, last.given)] };
    const ending = this.#profiles.find(({ tool }) => this.#endings.has(tool));
    const ends =
      ending !== undefined && (isRequired || this.#made.some(({ result }) => result !== undefined));
    if (ends) return { calls: [this.#endingCall()] };
    return isRequired ? { calls: [this.#plainCall(this.#leastRecent())] } : NOTHING;
  }

  /** A call of the tool whose every argument the request states, though it does not say what is to be done. */
  #suited(working: readonly Profile[], isRequired: boolean): Call[] {
    if (this.#asked.form <= SMALL_TALK) return [];
    const facts = factsOf(this.#reading);
    const budget = budgetOf(this.#brief.effort);
    let best: { readonly profile: Profile; readonly merit: number } | undefined;
    for (const profile of working.slice(0, MOST_SUITED)) {
      const { parameters, name } =
        profile.tool.kind === 'function' ? profile.tool : { parameters: undefined, name: '' };
      const stated = parameters === undefined ? 0 : statedFields(parameters, facts, name, budget);
      const { score } = matchOf(profile, this.#asked);
      if (stated === 0 || (stated < 2 && score < 1 && !isRequired)) continue;
      const merit = stated + score;
      if (best === undefined || merit > best.merit) best = { profile, merit };
    }
    return best === undefined ? [] : [this.#plainCall(best.profile)];
  }

  /** The tool that ends the conversation: the one that suits the request best. */
  #bestEnding(): Profile {
    const endings = this.#profiles.filter(({ tool }) => this.#endings.has(tool));
    return best(endings, (profile) => matchOf(profile, this.#asked).score);
  }

  /** The call that ends the conversation, with what was found. */
  #endingCall(): Call {
    const profile = this.#bestEnding();
    return this.#callWith(
      profile,
      factsOf(this.#reading),
      0,
      conclusionOf(
        profile,
        this.#made.filter(({ name }) => name !== profile.tool.name),
        this.#reading,
        this.#insight,
      ),
    );
  }

  /** If everything has been called: the tool that suits the request best, of those that were called least recently. */
  #leastRecent(): Profile {
    const since = ({ tool }: Profile): number => this.#made.findLastIndex(({ name }) => name === tool.name);
    const ranked = this.#profiles.toSorted(
      (a, b) => matchOf(b, this.#asked).score - matchOf(a, this.#asked).score,
    );
    return best(ranked, (profile) => -since(profile));
  }

  #planned(profiles = this.#profiles): readonly Step[] {
    return planOf(this.#reading, profiles, ordersIn(this.#turns, profiles), this.#asked);
  }

  /**
   * Whether an earlier call has found already what a question about "it" asks: the call would be the same again, and its
   * result has the answer.
   */
  #isKnown(calls: readonly Call[]): boolean {
    const { text, segment } = this.#asked;
    const [call, ...others] = calls;
    if (call === undefined || others.length > 0 || this.#made.length > 0 || call.kind === 'custom')
      return false;
    if (segment.mood !== 'question' || !refers(text)) return false;
    const input = JSON.parse(call.input) as MadeCall['input'];
    if (Object.values(input).some((value) => text.includes(String(value)))) return false;
    const key = keyOfCall(call.name, input);
    const earlier = callsIn(this.#turns.slice(0, lastRequestIndex(this.#turns))).filter(
      (made) => keyOfCall(made.name, made.input) === key && made.outcome === 'found',
    );
    const results = earlier.map(({ result = '' }) => ({ text: result, from: 'result' as const }));
    return results.length > 0 && findAnswer(this.#reading.question, results) !== undefined;
  }

  /** Failed calls with the values that their errors name. */
  #corrections(): Call[] {
    const calls: Call[] = [];
    for (const made of this.#made.slice(-MOST_CALLS)) {
      if (made.outcome !== 'failed') continue;
      const input = corrected(made);
      const profile = this.#profiles.find(({ tool }) => tool.name === made.name);
      if (input && profile)
        calls.push({ kind: 'function', name: profile.tool.name, input: JSON.stringify(input) });
    }
    return calls;
  }

  /** The next look-up tool for what the last ones found nothing for. */
  #otherSources(plan: readonly Step[], working: readonly Profile[]): Call[] {
    const called = new Set(this.#made.map(({ name }) => name));
    const used = working.filter(
      ({ tool, act, looksUp }) => called.has(tool.name) && (looksUp || act === 'read'),
    );
    const tried = this.#made.filter(({ name }) => used.some(({ tool }) => tool.name === name));
    if (tried.length === 0 || tried.some(({ outcome }) => outcome === 'found')) return [];
    const takes = ({ parameters, looksUp }: Profile): string =>
      looksUp ? 'query' : parameters.flatMap(({ isRequired, name }) => (isRequired ? [name] : [])).join(' ');
    const other = working.filter(
      (each) =>
        !called.has(each.tool.name) && each.act === 'read' && used.some((one) => takes(one) === takes(each)),
    );
    if (other.length === 0) return [];
    const step = plan.find(({ profile }) => called.has(profile.tool.name));
    const profile = best(other, (each) => matchOf(each, this.#asked).score);
    return [
      this.#callWith(
        profile,
        factsIn(step?.focus ?? this.#asked.text, this.#asked.text),
        0,
        profile.looksUp ? askingFor(profile, this.#reading.standalone) : givenBy(tried.at(-1)!.input),
      ),
    ];
  }

  /** The last call again, with what a follow-up asks of instead. */
  #repeated(plan: readonly Step[]): Call[] {
    if (this.#made.length > 0 || !FOLLOW_UP.test(this.#asked.text)) return [];
    const last = lastRequestIndex(this.#turns);
    const made = callsIn(this.#turns.slice(0, last)).at(-1);
    const profile = made && this.#profiles.find(({ tool }) => tool.name === made.name);
    if (profile === undefined || plan.some((step) => !step.given && step.profile !== profile)) return [];
    const earlier = this.#turns.slice(0, last).findLast(({ role }) => role === 'user');
    const said = earlier === undefined ? '' : textOf(earlier);
    const input = continued(this.#asked.text, made!, said) ?? made!.input;
    return [this.#callWith(profile, factsIn(this.#asked.text, said), 0, givenBy(input))];
  }

  #callsOf(step: Step, sources: readonly MadeCall[]): Call[] {
    return focusesOf(step, sources.filter(isFound), this.#asked.text).map((focus, turn) =>
      this.#callWith(step.profile, this.#factsFor(focus, sources), turn, focus.given),
    );
  }

  #factsFor(focus: Focus, sources: readonly MadeCall[]): Facts {
    const whole = this.#asked.text;
    if (focus.text === whole && !sources.some(isFound)) return factsOf(this.#reading);
    const found =
      focus.support === undefined
        ? sources.filter(isFound).map(({ result = '' }) => result)
        : [focus.support];
    const before = this.#turns
      .slice(0, lastRequestIndex(this.#turns))
      .filter(({ role }) => role === 'user')
      .toReversed()
      .map(textOf);
    return factsIn(focus.text, [whole, ...found, ...before].join('\n\n'));
  }

  #callOf(step: Step, sources: readonly MadeCall[], turn: number): Call {
    const [focus] = focusesOf(step, sources, this.#asked.text);
    return this.#callWith(step.profile, this.#factsFor(focus!, sources), turn, focus!.given);
  }

  #plainCall(profile: Profile): Call {
    return this.#callWith(profile, factsOf(this.#reading), 0);
  }

  #callWith(profile: Profile, facts: Facts, turn: number, found?: Given): Call {
    const { tool } = profile;
    const given = this.#withSql(
      profile,
      joined(
        coworkerFor(profile, this.#asked, this.#system),
        expressionFor(profile, facts),
        memoFor(profile, this.#asked.text),
        personFor(profile, facts),
        found,
        changeFor(profile, this.#asked.text, this.#made),
      ),
    );
    const random = this.#brief.random.fork('tool', tool.name, turn);
    const { effort } = this.#brief;
    const known = given === undefined || given.size === 0 ? facts : factsWith(facts, given);
    if (tool.kind === 'custom')
      return { kind: 'custom', name: tool.name, input: customInput(tool, known, random, effort) };
    const input =
      tool.parameters === undefined
        ? '{}'
        : composeJson(tool.parameters, {
            facts: known,
            random,
            name: tool.name,
            isFunction: true,
            effort,
            ...(this.#insight && this.#endings.has(tool) && { insight: this.#insight }),
          });
    return { kind: 'function', name: tool.name, input };
  }

  /** The values that are known, with a query for a parameter that takes SQL. */
  #withSql({ tool, parameters }: Profile, found: Given | undefined): Given | undefined {
    const parameter = parameters.find(
      ({ type, name, description, kind }) =>
        type === 'string' &&
        kind === 'query' &&
        SQL.test(`${tool.name} ${tool.description.slice(0, 300)} ${name} ${description}`.replace(/_/g, ' ')),
    );
    if (parameter === undefined || /\bselect\b.{1,500}\bfrom\b/is.test(this.#asked.text)) return found;
    const results = this.#made.map(({ result = '' }) => result).toReversed();
    const sql = sqlFor(
      this.#reading.question,
      [
        ...results.filter((result) => /CREATE TABLE/i.test(result)),
        ...results,
        this.#system,
        tool.description,
      ].join('\n\n'),
    );
    return sql === undefined ? found : new Map([...(found ?? []), [keyOf(parameter.name), sql]]);
  }

  /** Calls that have not been made since the request, each once. */
  #new(calls: readonly Call[]): Call[] {
    const seen = new Set(this.#made.map(({ name, input }) => keyOfCall(name, input)));
    return calls.filter(({ name, input, kind }) => {
      const key = keyOfCall(name, kind === 'custom' ? { input } : (JSON.parse(input) as MadeCall['input']));
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    });
  }
}

const SQL = /\bsql\b|\bsqlite\b|\bpostgres/i;

const best = <T>(items: readonly T[], merit: (item: T) => number): T =>
  items.reduce((one, other) => (merit(other) > merit(one) ? other : one));

const isFound = ({ outcome }: MadeCall): boolean => outcome === 'found';

const keyOfCall = (name: string, input: MadeCall['input']): string =>
  `${name} ${JSON.stringify(Object.entries(input).toSorted(([a], [b]) => (a < b ? -1 : 1)))}`;

/** All values; of several for one parameter, the last. */
function joined(...each: readonly (Given | undefined)[]): Given | undefined {
  const known = each.filter((values) => values !== undefined && values.size > 0);
  return known.length < 2 ? known[0] : new Map(known.flatMap((values) => [...values!]));
}

function givenBy(input: MadeCall['input']): Given {
  return new Map(
    Object.entries(input).flatMap(([name, value]) =>
      typeof value === 'object' ? [] : [[keyOf(name), String(value)] as const],
    ),
  );
}
