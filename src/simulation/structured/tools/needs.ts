import { ID_WORDS } from '../../calls/entries.ts';
import { refers } from '../../calls/segments.ts';
import { conceptsOf, mentionOf } from './concepts.ts';
import type { Parameter, Profile } from './profile.ts';
import { CODE, FILE } from './relevance.ts';

/**
 * The required parameters of a tool whose values a text does not state, so that they come from a result or have to be
 * asked for.
 *
 * @param focus the part of the request that the call is about
 * @param request the whole request
 */
export function unstated(profile: Profile, focus: string, request: string, known: Known): Parameter[] {
  const required = profile.parameters.filter(({ isRequired }) => isRequired);
  const numbers = required.filter(({ kind }) => kind === 'number');
  // Numbers of other parts of the request are theirs.
  const counted = numbersIn(focus);
  const open = numbers.slice(Math.min(counted, numbers.length));
  return required.filter((parameter) => {
    if (parameter.kind === 'number') return open.includes(parameter);
    return !isStated(parameter, profile, focus, request, known);
  });
}

/** What is known of the tools of a request. */
export interface Known {
  /** The nouns of all parameters that take identifiers: `customer` of `customer_id`. */
  readonly nouns: ReadonlySet<string>;
  /** What may identify things in a text; read once. */
  readonly codes: (text: string) => readonly Code[];
}

export function knownOf(profiles: readonly Profile[]): Known {
  const nouns = new Set<string>();
  for (const { parameters } of profiles)
    for (const { kind, words } of parameters)
      if (kind === 'id') for (const word of words) if (!ID_WORDS.has(word)) nouns.add(word);
  const read = new Map<string, readonly Code[]>();
  return {
    nouns,
    codes: (text) => {
      const codes = read.get(text) ?? codesIn(text, nouns);
      read.set(text, codes);
      return codes;
    },
  };
}

/** The nouns of the thing that a parameter identifies: those of its name, else of the tool's. */
function nounsOf({ words }: Parameter, { named }: Profile): readonly string[] {
  const own = words.filter((word) => !ID_WORDS.has(word) && !FILE_WORDS.has(word));
  return own.length > 0 ? own : named.map(({ stem }) => stem);
}

const FILE_WORDS = new Set('path file filename filepath url uri link name address'.split(' '));

function numbersIn(text: string): number {
  const digits = text.match(/(?<![\w-])[-−]?\d[\d,]*(?:\.\d+)?(?![\w-])/g) ?? [];
  const words =
    text.match(
      /\b(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|fifty|hundred|dozen|half|twice|double|triple)\b/gi,
    ) ?? [];
  return digits.length + words.length;
}

function isStated(
  parameter: Parameter,
  profile: Profile,
  focus: string,
  request: string,
  known: Known,
): boolean {
  const { kind, type } = parameter;
  switch (kind) {
    case 'id':
      return (
        hasCode(focus, parameter, profile, known) ||
        hasCode(request, parameter, profile, known) ||
        ((type === 'integer' || type === 'number') && numbersIn(focus) > 0 && !refers(focus))
      );
    case 'email':
      return /\S@\S/.test(request);
    case 'url':
      return /\bhttps?:\/\/|\bwww\.|\b[\w-]+\.(?:com|org|net|io|example)\b/i.test(request);
    case 'file':
      return (
        (FILE.test(request) &&
          (!AMONG.test(request) || FOLDER.test(`${profile.tool.name} ${profile.tool.description}`))) ||
        /["'`]/.test(focus) ||
        (FOLDER.test(focus) && FOLDER.test(`${profile.tool.name} ${profile.tool.description}`))
      );
    case 'excerpt':
      return /["'`“]/.test(request);
    default:
      return true;
  }
}

/** A file that has to be found among others first. */
const AMONG =
  /\b(?:newest|latest|oldest|largest|smallest|last|first|every|each|all)\b.{0,40}\bfiles?\b|\bfiles? (?:in|of|from) (?:\S*\/|the )/i;
const FOLDER = /(?<![a-z])(?:folder|director(?:y|ies)|dir)(?![a-z])/i;

/** Whether a text has an identifier that may be the parameter's, and is not said to be that of something else. */
function hasCode(text: string, parameter: Parameter, profile: Profile, known: Known): boolean {
  const own = new Set(nounsOf(parameter, profile));
  // A plain number or an abbreviation is one only if it is said to be.
  return known
    .codes(text)
    .some(({ noun, near, isPlain }) => own.has(noun) || (!isPlain && near.length === 0));
}

/** Something in a text that may identify a thing. */
interface Code {
  /** The word that says what it identifies. */
  readonly noun: string;
  /** The nouns of parameters shortly before it. */
  readonly near: readonly string[];
  readonly isPlain: boolean;
}

const MOST_CODES = 40;

function codesIn(text: string, nouns: ReadonlySet<string>): Code[] {
  const codes: Code[] = [];
  for (const match of text.slice(0, 4_000).matchAll(IDENTIFIER)) {
    if (codes.length >= MOST_CODES) break;
    const before = text
      .slice(Math.max(0, match.index - 40), match.index)
      .split(/[.;!?\n]/)
      .at(-1)!
      .toLowerCase();
    const words = before.match(/\p{L}+/gu) ?? [];
    codes.push({
      noun: words.findLast((word) => !FILLING.has(word)) ?? '',
      near: words.slice(-4).filter((word) => nouns.has(word)),
      isPlain: !CODE.test(match[0]),
    });
  }
  return codes;
}

/** Words between a noun and its identifier: "order number is A-1". */
const FILLING = new Set('number no id ids code is are ref reference with the key'.split(' '));

const IDENTIFIER = new RegExp(
  String.raw`${CODE.source}|(?<![\w-])\d{1,12}(?![\w-])|(?<![\w-])[A-Z]{2,12}(?![\w-])|["“'][^"”'\n]{1,60}["”']`,
  'g',
);

/** Whether the results of one tool may hold the value of a parameter of another. */
export function provides(provider: Profile, parameter: Parameter, consumer: Profile): boolean {
  if (provider === consumer || provider.handsOff || (provider.act !== 'read' && provider.act !== undefined))
    return false;
  const terms = [...provider.named, ...provider.described, ...provider.detailed];
  if (parameter.kind === 'number') {
    const concepts = conceptsOf(`${parameter.name} ${parameter.description}`);
    return terms.some((term) => mentionOf(term, concepts) > 0);
  }
  if (parameter.kind === 'file' || parameter.kind === 'excerpt')
    return terms.some(({ families }) => families.includes('~document') || families.includes('~shell'));
  if (parameter.kind === 'email' && terms.some(({ families }) => families.includes('~person'))) return true;
  const concepts = conceptsOf(nounsOf(parameter, consumer).join(' '));
  return concepts.size > 0 && terms.some((term) => mentionOf(term, concepts) > 0);
}
