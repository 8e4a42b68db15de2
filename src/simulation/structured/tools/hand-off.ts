import { languageOfText } from '../../prose/language.ts';
import type { MadeCall } from '../../reading/calls.ts';
import { isHandOff } from '../../reading/hand-offs.ts';
import type { Profile } from './profile.ts';
import { type Asked, CALLED, matchOf } from './relevance.ts';

/**
 * The agent that a request is given to: one for its language, else the one whose subject it speaks of most. None if the
 * conversation has been given away since the request, or another tool serves it better.
 */
export function handOffFor(
  asked: Asked,
  profiles: readonly Profile[],
  calls: readonly MadeCall[],
  system: string,
): Profile | undefined {
  const agents = profiles.filter(({ handsOff }) => handsOff);
  if (agents.length === 0 || asked.form <= -4) return undefined;
  if (calls.some(({ name }) => isHandOff(name))) return undefined;
  const others = profiles.filter(({ handsOff }) => !handsOff);
  const speaking = byLanguage(asked.text, agents);
  if (speaking) return speaking;
  const isBack = (profile: Profile): boolean =>
    /\bback\b|other (?:topics?|questions|requests)/i.test(`${profile.tool.name} ${profile.tool.description}`);
  const ranked = agents
    .map((profile) => ({ profile, score: scoreOf(profile, asked) }))
    .toSorted((a, b) => b.score - a.score);
  const [best] = ranked;
  if (best === undefined || best.score <= 0) return undefined;
  const rival = Math.max(0, ...others.map((profile) => matchOf(profile, asked).score));
  if (rival >= CALLED && rival >= best.score) return undefined;
  const isTriage = TRIAGE.test(system) && !isBack(best.profile);
  return best.score >= (isTriage ? LEAST : CALLED) ? best.profile : undefined;
}

/** The least score of an agent if the system message says that requests are to be given to one. */
const LEAST = 0.8;
const TRIAGE =
  /\b(?:triage|transfer|hand(?:s|ing)?[- ]?off|hand (?:\w+ ){0,3}over|real person|human|delegat\w+|rout(?:e|es|ing)|forward|receptionist|supervisor|which agent|right (?:agent|team|department|specialist))\b/i;

function scoreOf(profile: Profile, asked: Asked): number {
  // Whatever is asked, giving it away changes nothing; its own words of politeness are not counted.
  const { score } = matchOf(
    { ...profile, act: undefined },
    { ...asked, form: 0, segment: { ...asked.segment, mood: 'question' } },
  );
  return score;
}

function byLanguage(text: string, agents: readonly Profile[]): Profile | undefined {
  const named = agents.flatMap((profile) => {
    const language = LANGUAGES.find(([, form]) =>
      form.test(`${profile.tool.name.replaceAll('_', ' ')} ${profile.tool.description}`),
    );
    return language ? [{ profile, code: language[0] }] : [];
  });
  if (named.length === 0) return undefined;
  const spoken = languageOf(text);
  return named.find(({ code }) => code === spoken)?.profile;
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
