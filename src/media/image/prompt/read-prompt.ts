import { mix, type Rgb, shade, turn } from '../raster/colour.ts';
import { type ColourShade, colourNamed, isAlsoThing, shadeNamed } from './colour-names.ts';
import {
  DAYTIMES,
  type Daytime,
  MOTIFS,
  type Motif,
  PARTS,
  type Part,
  SETTINGS,
  type Setting,
  USUAL_SETTINGS,
  VAGUE,
  WEATHERS,
  type Weather,
} from './vocabulary.ts';

/** What an image should show, as far as it can be derived from the prompt. */
export interface Brief {
  readonly caption: string;
  readonly motif?: Motif;
  /** A second object named in the prompt. */
  readonly companion?: Motif;
  /** Undefined if the prompt names neither a place nor an object with a usual place. */
  readonly setting?: Setting;
  readonly daytime: Daytime;
  /** Whether the prompt named the time of day. */
  readonly daytimeNamed: boolean;
  readonly weather: Weather;
  /** Colours of the motif, e.g. from "a red and white boat". */
  readonly motifColours: readonly Rgb[];
  readonly partColours: Readonly<Partial<Record<Part, Rgb>>>;
  /** Colours that no noun claims. */
  readonly freeColours: readonly Rgb[];
}

/** Only this many characters are read; the subject of a prompt comes early. */
const READ = 4000;
const MOST_COLOURS = 6;

/** Maximum number of other words between a colour and its noun. */
const REACH = 3;

const BREAKS = new Set(
  'in on under over behind against with near by of at from above below beside into through before is are'.split(
    ' ',
  ),
);

/**
 * Reads a prompt word by word: the first word that names an object decides the subject, and a colour belongs
 * to the noun that follows it.
 *
 * @example
 * readPrompt('a red fox under a green sky').partColours.sky; // a green
 */
export function readPrompt(prompt: string): Brief {
  const words = wordsOf(prompt.slice(0, READ));
  const found = colours(words);
  const isColour = new Set(found.map(({ at }) => at));
  const named = words.flatMap((word, at) => {
    const found = isColour.has(at) ? undefined : lookUp(MOTIFS, word);
    return found ? [{ motif: found, vague: VAGUE.has(word) }] : [];
  });
  const motif = (named.find(({ vague }) => !vague) ?? named[0])?.motif;
  const companion = named.find((other) => other.motif !== motif && !other.vague)?.motif;
  const daytime = first(words, DAYTIMES) ?? (words.includes('night') ? 'night' : undefined);
  const settings = words.flatMap((word, at) => (isColour.has(at) ? [] : (lookUp(SETTINGS, word) ?? [])));
  const setting = settings.find((name) => name !== 'studio') ?? settings[0];

  const motifColours: Rgb[] = [];
  const freeColours: Rgb[] = [];
  const partColours: Partial<Record<Part, Rgb>> = {};
  for (const { at, rgb } of found) {
    const owner = ownerOf(words, at, isColour, motif);
    if (owner === 'motif') motifColours.push(rgb);
    else if (owner) partColours[owner] ??= rgb;
    else freeColours.push(rgb);
  }
  // "Fox, red": if the motif has no colour of its own, it takes a loose one.
  const loose = motif && motifColours.length === 0 ? freeColours.splice(0, 1) : [];
  return {
    caption: prompt,
    ...(motif && { motif }),
    ...(companion && { companion }),
    ...((setting ?? motif) && { setting: settingOf(setting, motif, partColours) }),
    daytime: daytime ?? 'day',
    daytimeNamed: daytime !== undefined,
    weather: first(words, WEATHERS) ?? 'clear',
    motifColours: [...motifColours, ...loose],
    partColours,
    freeColours,
  };
}

function settingOf(
  named: Setting | undefined,
  motif: Motif | undefined,
  parts: Readonly<Partial<Record<Part, Rgb>>>,
): Setting {
  if (named) return named;
  if (parts.background) return 'studio';
  return motif ? USUAL_SETTINGS[motif.kind] : 'mountains';
}

function wordsOf(text: string): string[] {
  const plain = text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/\b(hot) (pink)\b/g, '$1$2')
    .replace(/\b(sky)[- ](blue)\b/g, '$1$2');
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Looks up a word, or its singular. */
function lookUp<T>(entries: ReadonlyMap<string, T>, word: string): T | undefined {
  return (
    entries.get(word) ??
    (word.endsWith('s') ? entries.get(word.slice(0, -1)) : undefined) ??
    (word.endsWith('es') ? entries.get(word.slice(0, -2)) : undefined) ??
    (word.endsWith('ies') ? entries.get(`${word.slice(0, -3)}y`) : undefined)
  );
}

function first<T>(words: readonly string[], entries: ReadonlyMap<string, T>): T | undefined {
  for (const word of words) {
    const value = lookUp(entries, word);
    if (value !== undefined) return value;
  }
  return undefined;
}

function colours(words: readonly string[]): { at: number; rgb: Rgb }[] {
  const found: { at: number; rgb: Rgb }[] = [];
  for (const [at, word] of words.entries()) {
    const rgb = colourNamed(word);
    if (!rgb || found.length >= MOST_COLOURS) continue;
    if (isAlsoThing(word) && !describes(words, at, found)) continue;
    const kind = at > 0 ? shadeNamed(words[at - 1]!) : undefined;
    found.push({ at, rgb: kind ? shaded(rgb, kind) : rgb });
  }
  return found;
}

/**
 * "A rose dress" names a colour, "a rose" a flower: an ambiguous word counts as a colour if a noun follows
 * it, or a colour precedes it as in "blue and orange".
 */
function describes(words: readonly string[], at: number, found: readonly { readonly at: number }[]): boolean {
  const before = words[at - 1] === 'and' || words[at - 1] === 'or' ? at - 2 : at - 1;
  if (found.at(-1)?.at === before) return true;
  const next = words[at + 1];
  if (next === undefined || BREAKS.has(next) || next === 'and') return false;
  return (
    words[at] === 'orange' ||
    [MOTIFS, PARTS, SETTINGS].some((entries) => lookUp<unknown>(entries, next) !== undefined) ||
    colourNamed(next) !== undefined
  );
}

function ownerOf(
  words: readonly string[],
  at: number,
  isColour: ReadonlySet<number>,
  motif: Motif | undefined,
): Part | 'motif' | undefined {
  let passed = 0;
  for (let next = at + 1; next < words.length && passed < REACH; next++) {
    const word = words[next]!;
    if (isColour.has(next) || word === 'and' || shadeNamed(word)) continue;
    if (BREAKS.has(word)) break;
    const part = lookUp(PARTS, word);
    if (part) return part;
    if (motif && lookUp(MOTIFS, word) === motif) return 'motif';
    passed++;
  }
  // Matches "The sky is green" and "background: blue".
  const before = words[at - 1] === 'is' || words[at - 1] === 'are' ? words[at - 2] : words[at - 1];
  return before === undefined ? undefined : lookUp(PARTS, before);
}

function shaded(rgb: Rgb, kind: ColourShade): Rgb {
  if (kind === 'light') return shade(rgb, 0.4);
  if (kind === 'dark') return shade(rgb, -0.35);
  if (kind === 'pale') return mix(rgb, [255, 252, 246], 0.55);
  return turn(rgb, 0, 1.25);
}
