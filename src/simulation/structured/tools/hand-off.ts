import { languageOfText } from '../../prose/language.ts';
import type { MadeCall } from '../../reading/calls.ts';
import { isHandOff } from '../../reading/hand-offs.ts';
import { conceptsOf } from './concepts.ts';
import { type Agent, agentsOf, suitOf } from './coworkers.ts';
import type { Profile } from './profile.ts';
import { type Asked, CALLED, matchOf } from './relevance.ts';

/**
 * The agent that a request is given to: one for its language, else the one whose subject it speaks of most. None if the
 * request has been given to one already, or another tool suits it better.
 */
export function handOffFor(
  asked: Asked,
  profiles: readonly Profile[],
  calls: readonly MadeCall[],
  system: string,
): Agent | undefined {
  const agents = profiles.filter(({ handsOff }) => handsOff).flatMap((profile) => agentsOf(profile, system));
  if (agents.length === 0 || asked.form <= -4) return undefined;
  if (calls.some(({ name }) => isHandOff(name))) return undefined;
  const others = profiles.filter(({ handsOff }) => !handsOff);
  const speaking = byLanguage(asked.text, agents);
  if (speaking) return speaking;
  const isBack = ({ described: { tool } }: Agent): boolean =>
    /\bback\b|other (?:topics?|questions|requests)/i.test(`${tool.name} ${tool.description}`);
  const ranked = agents
    .map((agent) => ({ agent, score: suitOf(agent, asked) }))
    .toSorted((a, b) => b.score - a.score);
  const [best] = ranked;
  const isTriaging = TRIAGE.test(system) && asked.form >= 0;
  if (isTriaging && others.length === 0 && asked.segment.mood === 'question' && (best?.score ?? 0) < LEAST)
    return agents.find(({ described }) => described.named.some(({ stem }) => GENERAL.test(stem)));
  if (best === undefined || best.score <= 0) return undefined;
  const rival = Math.max(0, ...others.map((profile) => matchOf(profile, asked).score));
  if (rival >= CALLED && rival >= best.score) return undefined;
  const isTriage = TRIAGE.test(system) && !isBack(best.agent);
  return best.score >= (isTriage ? LEAST : CALLED) ? best.agent : undefined;
}

/** The hand-off that the system message orders for when everything else is done: "When it is complete, hand off to …". */
export function handOffAtEnd(
  profiles: readonly Profile[],
  calls: readonly MadeCall[],
  system: string,
): Agent | undefined {
  const agents = profiles.filter(({ handsOff }) => handsOff).flatMap((profile) => agentsOf(profile, system));
  if (agents.length === 0 || calls.some(({ name }) => isHandOff(name))) return undefined;
  for (const sentence of system.split(/(?<=[.!?;])\s+|\n+/)) {
    if (!AT_END.test(sentence) || !TRIAGE.test(sentence)) continue;
    const concepts = conceptsOf(sentence);
    return agents.length === 1
      ? agents[0]
      : agents.find(({ described }) => described.named.every(({ stem }) => concepts.has(stem)));
  }
  return undefined;
}

const AT_END =
  /\b(?:when|once|after|as soon as)\b.{1,80}\b(?:complete[ds]?|done|finish(?:ed)?|over|resolved|processed|ready)\b|\b(?:finally|at the end|afterwards)\b/i;

/** Words of agents that answer whatever is asked. */
const GENERAL = /^(?:research|search|inform|general|faq|knowledg|question)/;

/** The least score of an agent if the system message says that requests are to be given to one. */
const LEAST = 0.8;
const TRIAGE =
  /\b(?:triage|transfer|hand(?:s|ing)?[- ]?off|hand (?:\w+ ){0,3}over|real person|human|delegat\w+|rout(?:e|es|ing)|forward|receptionist|supervisor|which agent|right (?:agent|team|department|specialist))\b/i;

function byLanguage(text: string, agents: readonly Agent[]): Agent | undefined {
  const named = agents.flatMap((agent) => {
    const { tool } = agent.described;
    const language = LANGUAGES.find(([, form]) =>
      form.test(`${tool.name.replaceAll('_', ' ')} ${tool.description}`),
    );
    return language ? [{ agent, code: language[0] }] : [];
  });
  if (named.length === 0) return undefined;
  const spoken = languageOf(text);
  return named.find(({ code }) => code === spoken)?.agent;
}

function languageOf(text: string): string {
  const other =
    SCRIPTS.find(([, form]) => form.test(text)) ??
    WORDS.find(([, form]) => (text.match(form)?.length ?? 0) > 1);
  return other?.[0] ?? languageOfText(text);
}

const LANGUAGES: readonly (readonly [string, RegExp])[] = [
  ['es', /\bspanish\b|\bespañol/i],
  ['fr', /\bfrench\b|\bfrançais/i],
  ['de', /\bgerman\b|\bdeutsch/i],
  ['it', /\bitalian\b/i],
  ['pt', /\bportuguese\b/i],
  ['nl', /\bdutch\b/i],
  ['ja', /\bjapanese\b/i],
  ['zh', /\bchinese\b|\bmandarin\b/i],
  ['ru', /\brussian\b/i],
  ['en', /\benglish\b/i],
];
const SCRIPTS: readonly (readonly [string, RegExp])[] = [
  ['ja', /[\u3040-\u30ff]/],
  ['zh', /[\u4e00-\u9fff]/],
  ['ru', /[\u0400-\u04ff]{3}/],
];
/** Common words of languages that answers are not written in. */
const WORDS: readonly (readonly [string, RegExp])[] = [
  [
    'pt',
    /(?<!\p{L})(?:você|não|está|estou|obrigado|uma|meu|minha|onde|quero|posso|fazer|com|olá|preciso|são)(?!\p{L})/giu,
  ],
  [
    'nl',
    /(?<!\p{L})(?:ik|het|een|niet|mijn|kunt|hoe|waar|wat|graag|heb|zijn|voor|dank|goedendag)(?!\p{L})/giu,
  ],
];
