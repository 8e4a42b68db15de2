import { keyOf } from '../facts/literals.ts';
import { type Parameter, type Profile, profilesOf } from './profile.ts';
import { type Asked, matchOf } from './relevance.ts';
import type { Given } from './step.ts';

/** Somebody who can be given work, by a tool and the arguments that name them. */
export interface Agent {
  readonly profile: Profile;
  readonly given: Given;
  /** What is said of them, as of a tool. */
  readonly described: Profile;
}

/**
 * The agents that a tool can give work to: those among which its parameter chooses, as far as they are listed in its
 * description or in the system message, else one that the tool itself is about.
 *
 * @example
 * agentsOf(profile, '').map(({ given }) => given); // [Map { 'toagent' => 'billing' }, …] for "{'billing': 'Invoices', …}"
 */
export function agentsOf(profile: Profile, system: string): Agent[] {
  const choosing = choosingIn(profile);
  const listed = choosing === undefined ? [] : listedFor(choosing, profile, system);
  if (listed.length === 0) return [{ profile, given: NOTHING, described: profile }];
  const key = keyOf(choosing!.name);
  return profilesOf(
    listed.map(([name, description]) => ({ kind: 'custom', name, description }) as const),
  ).map((described) => ({ profile, given: new Map([[key, described.tool.name]]), described }));
}

/** The argument that names the coworker whose role suits a request best, if a tool lets choose one. */
export function coworkerFor(profile: Profile, asked: Asked, system: string): Given | undefined {
  if (choosingIn(profile) === undefined) return profile.handsOff ? briefing(profile, asked.text) : undefined;
  let best: { readonly given: Given; readonly suits: number } | undefined;
  for (const agent of agentsOf(profile, system)) {
    const suits = suitOf(agent, asked);
    if (suits > (best?.suits ?? 0)) best = { given: agent.given, suits };
  }
  return new Map([...(best?.given ?? []), ...briefing(profile, asked.text)]);
}

/** What somebody who gets work is told: the request. */
function briefing({ parameters }: Profile, request: string): Given {
  const task = request.replace(/^\s*(?:current |new )?(?:task|request|question)\s*:\s*/i, '').trim();
  return new Map(
    parameters
      .filter(({ type, words }) => type === 'string' && words.some((word) => BRIEFS.has(word)))
      .map(({ name }) => [keyOf(name), task]),
  );
}

const BRIEFS = new Set(
  'task question request message query instruction instructions context reason'.split(' '),
);

/** How well a request suits an agent. What it does with it makes no difference, nor how politely it is put. */
export function suitOf({ described }: Agent, asked: Asked): number {
  return matchOf(
    { ...described, act: undefined },
    { ...asked, form: 0, segment: { ...asked.segment, mood: 'question' } },
  ).score;
}

const NOTHING: Given = new Map();
const MOST_AGENTS = 32;

/** The parameter that says who gets the work. */
function choosingIn({ parameters }: Profile): Parameter | undefined {
  return parameters.find(({ words }) => words.some((word) => AGENTS.has(word)));
}

const AGENTS = new Set(
  'agent assistant coworker colleague expert team department specialist role worker teammate'.split(' '),
);

type Listed = readonly (readonly [name: string, detail: string])[];

function listedFor({ values, description }: Parameter, { tool }: Profile, system: string): Listed {
  const text = `${description}\n${tool.description.slice(0, LONGEST)}\n${system.slice(0, LONGEST)}`;
  const names = values.filter((value) => typeof value === 'string').slice(0, MOST_AGENTS);
  if (names.length > 0) return names.map((name) => [name, detailOf(name, text)]);
  const detailed = [...tool.description.slice(0, LONGEST).matchAll(DETAILED)]
    .slice(0, MOST_AGENTS)
    .map((match) => [match[1] ?? match[3]!, match[2] ?? match[4]!] as const);
  if (detailed.length > 0) return detailed;
  const [, list = ''] = FOLLOWING.exec(`${tool.description.slice(0, LONGEST)}\n${description}`) ?? [];
  return list
    .split(/,\s*(?:(?:and|or)\s+)?|\s+(?:and|or)\s+/)
    .map((name) => name.trim().replace(/^["'`]|["'`]$/g, ''))
    .filter((name) => name !== '')
    .slice(0, MOST_AGENTS)
    .map((name) => [name, detailOf(name, text)]);
}

const LONGEST = 4_000;
/** A name with what it is for: `'billing': 'Invoices'` or "- billing: invoices". */
const DETAILED =
  /['"]([\w -]{1,60})['"]\s*:\s*['"]([^'"\n]{1,300})['"]|^\s*[-*•]\s+[`'"]?([\w -]{1,60}?)[`'"]?\s*[:–—]\s+(.{1,300})$/gm;
/** "one of the following coworkers: Editor, Translator". */
const FOLLOWING =
  /\b(?:following|these|available|one of the) (?:\w{1,20} )?(?:agents?|assistants?|co-?workers?|experts?|teams?|departments?|specialists?|roles?)\b[^:\n]{0,40}:\s*\[?([^\n.\]]{1,600})/i;

/** What a text says of a name: "billing: invoices and refunds", "billing (invoices)". */
function detailOf(name: string, text: string): string {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
    const after = text.slice(at + name.length, at + name.length + 220);
    const detail =
      /^[`'"*]{0,3}\s{0,3}(?:(?::|–|—|is|who|which|handles|does)\s{1,3}|\()([^\n);]{3,200})/.exec(after)?.[1];
    if (detail !== undefined) return detail;
  }
  return '';
}
