import { sentencesOf } from '../prose/grammar.ts';
import { FIRST_NAMES } from '../structured/facts/gazetteer.ts';

export type EntityKind = 'person' | 'place' | 'organisation' | 'other';

/** A name in a text, without its title. */
export interface Entity {
  readonly name: string;
  readonly kind: EntityKind;
}

/**
 * The names in a text, in order and each once, with what they are the names of: told by titles, by words such as "Labs" or
 * "the town of", by prepositions, and by the names that they are enumerated with. Linear in the length that is read.
 *
 * @example
 * entitiesIn('Ann Lee of Acme Labs flew to Rome.'); // Ann Lee person, Acme Labs organisation, Rome place
 */
export function entitiesIn(text: string): Entity[] {
  const found = new Map<string, EntityKind>();
  for (const sentence of sentencesOf(text.slice(0, LONGEST), MOST_SENTENCES)) {
    let previous: { readonly end: number; readonly kind: EntityKind } | undefined;
    for (const match of sentence.matchAll(NAME)) {
      const { index } = match;
      const [name, skipped] = withoutOthers(match[0], index === 0);
      if (name === '') continue;
      const before = sentence.slice(Math.max(0, index + skipped - 40), index + skipped);
      const isListed = previous && /^,?\s?(?:and\s|&\s|or\s)?$/.test(sentence.slice(previous.end, index));
      const own = kindOf(name, before, sentence.slice(index + match[0].length, index + match[0].length + 40));
      const kind = own === 'other' && isListed ? previous!.kind : own;
      previous = { end: index + match[0].length, kind };
      if (!found.has(name) || found.get(name) === 'other') found.set(name, kind);
    }
  }
  return [...found].map(([name, kind]) => ({ name, kind })).slice(0, MOST);
}

const LONGEST = 8000;
const MOST_SENTENCES = 120;
const MOST = 100;
const WORD = String.raw`\p{Lu}[\p{L}\p{N}'’&-]*`;
const NAME = new RegExp(
  String.raw`(?<![\p{L}\p{N}@./-])${WORD}(?:\s(?:(?:de|van|von|der|da|di|du|la|al)\s)?${WORD}){0,5}`,
  'gu',
);

/** A run of words in capitals without titles, months, and a common word at the start of a sentence. */
function withoutOthers(run: string, isFirst: boolean): readonly [name: string, skipped: number] {
  const words = run.split(' ');
  let skipped = 0;
  while (
    words.length > 0 &&
    (TITLES.test(words[0]!) || (isFirst && skipped === 0 && COMMON.has(words[0]!.toLowerCase())))
  ) {
    skipped += words.shift()!.length + 1;
    if (words.length > 0 && !TITLES.test(words[0]!)) break;
  }
  const name = words.join(' ').replace(/['’]s$/, '');
  const isNone = NO_NAMES.test(name) || COMMON.has(name.toLowerCase()) || name.length < 2;
  return [isNone ? '' : name, skipped];
}

function kindOf(name: string, before: string, after: string): EntityKind {
  const words = name.split(' ');
  if (ORGANISATIONS.test(name)) return 'organisation';
  if (TITLES.test(before.trimEnd().split(' ').at(-1) ?? '') || ROLES.test(before)) return 'person';
  if (FIRST_NAMES.has(words[0]!.toLowerCase())) return 'person';
  if (PLACE_OF.test(before)) return 'place';
  if (EMPLOYER.test(before)) return 'organisation';
  if (words.length > 1 && ACTS.test(after)) return 'person';
  if (IN_PLACE.test(before) && !/^\s(?:and|who|said)\b/.test(after))
    return words.length < 4 ? 'place' : 'other';
  return words.length === 2 || words.length === 3 ? 'person' : 'other';
}

const TITLES =
  /^(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Lady|Lord|Captain|Capt|Judge|President|Minister|Senator|King|Queen|Prince|Princess|Inspector|Sergeant|General|CEO|CTO|CFO)\.?$/;
const ROLES =
  /\b(?:minister|ministers|president|presidents|ceo|director|directors|manager|founder|founders|author|authors|artist|engineer|doctor|professor|player|actor|actress|singer|writer|mayor|captain|coach|teacher|colleague|friend|customer|chairman|chairwoman|chair|secretary|by|with|met|meet|meets|named|called)[,:]?\s$/i;
const ORGANISATIONS =
  /(?:^|\s)(?:Inc|Corp|Corporation|Ltd|LLC|GmbH|Co|Company|Group|Labs?|Laboratories|Technologies|Technology|Systems|Software|Robotics|Logistics|Foods?|Textiles|Optics|Shipping|Analytics|Ceramics|Bank|Industries|Holdings|AG|SA|PLC|Partners|Studios?|University|Institute|College|School|Museum|Ministry|Council|Committee|Association|Foundation|Party|Agency|Union|Airlines|Airways|Motors|Energy|Media|Press|Records|Hospital|Club|Society|Services|Solutions|Enterprises|Electronics|Pharma|Pharmaceuticals|Insurance|Capital|Consulting|Brothers|Sons|Works)\.?$/;
const PLACE_OF =
  /\b(?:town|city|village|port|capital|region|island|river|lake|valley|district|province|county|country|state|kingdom|republic|harbour|harbor|suburb)(?:\sof)?\s$/i;
const EMPLOYER = /\b(?:works?|worked|working|employed|engineer|manager|job|intern)\s(?:at|for|by)\s$/i;
const ACTS =
  /^,?\s(?:said|says|told|signed|wrote|joined|met|works?|lives?|lived|was born|flew|travell?ed|founded|who)\b/;
const IN_PLACE =
  /\b(?:in|from|to|near|at|into|through|via|towards|outside|around|across|visit(?:ed|s|ing)?|reach(?:ed)?|leaves?|left)\s(?:the\s)?$/i;
const NO_NAMES =
  /^(?:January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|I|I['’]\w{1,2}|CEO|CTO|CFO|OK|PS)$/;
const COMMON = new Set(
  'the this that these those there then they he she it we you in on at and but or if when while after before my our his her their a an yesterday today tomorrow text note sentence dear hello hi please who what where why how is are was were do does did as for from to of with by not no yes please thanks regards best since because although however meanwhile during extract find list nothing nobody everything everyone something someone here some all every each both last next one two three'.split(
    ' ',
  ),
);
