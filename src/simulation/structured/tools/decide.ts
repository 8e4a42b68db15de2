import type { Brief } from '../../../engine/ports/content.ts';
import type { JsonSchema, Tool, ToolCall, Turn } from '../../../engine/request.ts';
import { isResult, lastRequestIndex, type Reading } from '../../reading/reading.ts';
import { type Facts, factsIn, factsOf, lastRequestOf } from '../facts/facts.ts';
import { tokensOf } from '../facts/words.ts';
import { composeJson } from '../json/compose.ts';
import { isDivisible, subjectOf } from '../json/plausible.ts';
import { isObject } from '../schema/resolve.ts';
import { customInput } from './custom-input.ts';
import { type Asked, askedIn, CALLED, type Match, MOST_VALUES, matchOf } from './relevance.ts';
import { nextRequired } from './required.ts';

/**
 * The tool calls of an answer; empty if the answer is text.
 *
 * `named` calls that tool once. `auto` calls the tools that the last request plausibly asks for, and none once there are
 * results for it, so that agent loops end. `required` calls the tools that the request asks for and that have no result
 * yet, then the tool that ends the conversation or, without one, the least recently called. With parallel calls, several
 * values ("in Paris and Tokyo") get one call each, and so do several tools that are clearly requested; eight at most.
 *
 * @example
 * decideToolCalls(brief, reading); // [{ kind: 'function', name: 'get_weather', input: '{"location":"San Francisco"}' }]
 */
export function decideToolCalls(brief: Brief, reading: Reading): readonly Omit<ToolCall, 'id'>[] {
  const { tools, toolChoice, turns, parallelToolCalls } = brief.request;
  if (tools.length === 0 || toolChoice.mode === 'none') return [];
  if (toolChoice.mode === 'named') {
    const tool = tools.find((each) => each.name === toolChoice.name);
    return tool === undefined ? [] : [callOf(tool, factsOf(reading), brief, 0)];
  }
  if (toolChoice.mode === 'auto' && hasFreshResults(turns)) return [];
  const allowed = toolChoice.allowed && new Set(toolChoice.allowed);
  const candidates = allowed === undefined ? tools : tools.filter((tool) => allowed.has(tool.name));
  if (candidates.length === 0) return [];
  const asked = askedIn(lastRequestOf(turns));
  const matches = ranked(candidates, asked, turns);
  const wanted =
    toolChoice.mode === 'required'
      ? nextRequired(matches, asked, turns)
      : matches.filter(({ score }) => score >= CALLED);
  if (wanted.length === 0) return [];
  const facts = factsOf(reading);
  const chosen = distinct(wanted, asked);
  if (!parallelToolCalls) return [callOf((chosen[0] as { match: Match }).match.tool, facts, brief, 0)];
  return chosen
    .flatMap(({ match, part }) => {
      // The rest of the request supplies what the clause does not mention.
      const own = part === asked ? facts : factsIn(part.text, asked.text);
      return callsOf(match, part, own, brief);
    })
    .slice(0, MOST_CALLS);
}

const MOST_CALLS = 8;
const MOST_TOOLS = 200;
/** Enum values of all tools that are read. */
const MOST_VALUES_OF_ALL = 5_000;
/** Tools that are compared with the parts of a request, besides the best. */
const MOST_OTHERS = 20;

function hasFreshResults(turns: readonly Turn[]): boolean {
  return turns.slice(lastRequestIndex(turns) + 1).some(isResult);
}

function ranked(tools: readonly Tool[], asked: Asked, turns: readonly Turn[]): Match[] {
  const repeated = FOLLOW_UP.test(asked.text) ? lastCalled(turns) : undefined;
  const read = tools.slice(0, MOST_TOOLS);
  const mostValues = Math.min(MOST_VALUES, Math.floor(MOST_VALUES_OF_ALL / read.length));
  return read
    .map((tool) => {
      const match = matchOf(tool, asked, mostValues);
      return tool.name === repeated ? { ...match, score: match.score + 3 } : match;
    })
    .toSorted((a, b) => b.score - a.score);
}

/** Follow-up questions such as "And in Tokyo?", which mean the same tool again. */
const FOLLOW_UP = /^\W{0,5}(?:and|what about|how about|also|same for|now for|ok,? and)\b.{0,80}$/i;

function lastCalled(turns: readonly Turn[]): string | undefined {
  return turns
    .findLast((turn) => turn.toolCalls !== undefined && turn.toolCalls.length > 0)
    ?.toolCalls?.at(-1)?.name;
}

/** The best tool, and others that match other parts of the request. */
function distinct(
  matches: readonly Match[],
  asked: Asked,
): { readonly match: Match; readonly part: Asked }[] {
  const [best, ...others] = matches as [Match, ...Match[]];
  const clauses = clausesOf(asked);
  if (others.length === 0 || clauses.length < 2) return [{ match: best, part: asked }];
  const chosen = [{ match: best, clause: clauseFor(best, clauses) }];
  for (const match of others.slice(0, MOST_OTHERS)) {
    if (match.score < best.score * 0.5 || chosen.length >= MOST_CALLS) break;
    const clause = clauseFor(match, clauses);
    if (clause !== undefined && chosen.every((other) => other.clause !== clause))
      chosen.push({ match, clause });
  }
  if (chosen.length === 1) return [{ match: best, part: asked }];
  return chosen.map(({ match, clause }) => ({ match, part: clause ?? asked }));
}

function clausesOf(asked: Asked): Asked[] {
  return asked.text
    .split(/[?.!;\n]+\s+|,\s+(?:and\s+)?|\s+(?:and|then|also|plus)\s+/)
    .filter((clause) => clause.trim() !== '')
    .slice(0, 20)
    .map(askedIn);
}

/** The clause about a tool's subject: "weather in Rome and the time in Lima" has one for each of two tools. */
function clauseFor(match: Match, clauses: readonly Asked[]): Asked | undefined {
  let best: { readonly clause: Asked; readonly merit: number } | undefined;
  for (const clause of clauses) {
    const { shared, score } = matchOf(match.tool, clause);
    const merit = shared.size * 10 + score;
    if (shared.size > 0 && (best === undefined || merit > best.merit)) best = { clause, merit };
  }
  return best?.clause;
}

function callsOf(match: Match, part: Asked, facts: Facts, brief: Brief): Omit<ToolCall, 'id'>[] {
  const values = match.tool.kind === 'function' ? valuesFor(match.tool.parameters, part.facts) : 1;
  return Array.from({ length: values }, (_, turn) => callOf(match.tool, facts, brief, turn));
}

/** How many values the request names for a parameter that takes one, and thus the number of calls. */
function valuesFor(parameters: JsonSchema | undefined, facts: Facts): number {
  if (!isObject(parameters) || !isObject(parameters.properties)) return 1;
  if (facts.route.from !== undefined && facts.route.to !== undefined) return 1;
  let values = 1;
  const seen = new Set<object>();
  for (const [name, schema] of Object.entries(parameters.properties).slice(0, 40)) {
    const subject = subjectOf(tokensOf(name));
    if (subject === undefined || !isDivisible(subject) || (isObject(schema) && schema.type === 'array'))
      continue;
    // Two parameters for places form a pair, such as the ends of a journey, and take one call.
    if (seen.has(subject)) return 1;
    seen.add(subject);
    values = Math.max(values, new Set(subject.facts?.(facts)).size);
  }
  return Math.min(MOST_CALLS, values);
}

function callOf(tool: Tool, facts: Facts, brief: Brief, turn: number): Omit<ToolCall, 'id'> {
  const random = brief.random.fork('tool', tool.name, turn);
  if (tool.kind === 'custom')
    return { kind: 'custom', name: tool.name, input: customInput(tool, facts, random, brief.effort) };
  const input =
    tool.parameters === undefined
      ? '{}'
      : composeJson(tool.parameters, {
          facts,
          random,
          name: tool.name,
          isFunction: true,
          turn,
          effort: brief.effort,
        });
  return { kind: 'function', name: tool.name, input };
}
