import type { ModerationCategory } from '../../engine/ports/moderator.ts';
import type { Steps } from '../../runtime/steps.ts';
import { type Candidate, type Candidates, candidatesInSteps } from './candidates.ts';
import { joinPhrases } from './join-phrases.ts';
import { matchAt, mayMatch, type Span } from './pattern.ts';
import { readSentences, type Sentence, type Word } from './read-words.ts';
import {
  emphasisOf,
  isDenied,
  remainders,
  type SentenceSetting,
  type Setting,
  settingOf,
} from './setting.ts';
import { vocabularyInSteps } from './vocabulary.ts';

/** One reason for a score: the words a rule matched, and the strength left after context was applied. */
export interface ModerationCue {
  readonly category: ModerationCategory;
  /** The rule's readable name: `wishes harm on someone`. */
  readonly rule: string;
  /** The matched text, unchanged. */
  readonly text: string;
  /** Position in the text, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** From 0 to 1, after weakening and emphasis. */
  readonly strength: number;
  /** The settings that weakened it. */
  readonly weakenedBy: readonly Setting[];
}

/**
 * All cues in a text, strongest first; per rule and category only the strongest is kept.
 */
export function* findCues(text: string): Steps<ModerationCue[]> {
  const best = new Map<string, ModerationCue>();
  const loud = isLoud(text);
  let start = 0;
  while (start < text.length) {
    const end = chunkEnd(text, start);
    yield* readChunk(text, start, end, loud, best);
    start = end;
  }
  return [...best.values()].sort((a, b) => b.strength - a.strength);
}

/** Characters whose words are held in memory at a time. */
const LONGEST_CHUNK = 16 * 1024;

/** A chunk ends at the last line or sentence end in its second half, if there is one. */
function chunkEnd(text: string, start: number): number {
  const end = start + LONGEST_CHUNK;
  if (end >= text.length) return text.length;
  const half = text.slice(start + LONGEST_CHUNK / 2, end);
  const cut = Math.max(
    half.lastIndexOf('\n'),
    half.lastIndexOf('. '),
    half.lastIndexOf('! '),
    half.lastIndexOf('? '),
  );
  return cut < 0 ? end : start + LONGEST_CHUNK / 2 + cut + 1;
}

function* readChunk(
  text: string,
  offset: number,
  end: number,
  loud: boolean,
  best: Map<string, ModerationCue>,
): Steps<void> {
  const candidates = yield* candidatesInSteps();
  const sentences = yield* readSentences(text.slice(offset, end), yield* vocabularyInSteps());
  // Computed before idioms are blanked: their words still indicate the subject.
  const settings: SentenceSetting[] = [];
  for (const sentence of sentences) {
    if (settings.length > 0) yield;
    settings.push(settingOf(sentence));
  }
  for (const [index, sentence] of sentences.entries()) {
    if (index > 0) yield;
    // Stays a superset of the sentence's symbols: idioms only remove symbols, and joinPhrases adds the new ones.
    const present = new Set<string>();
    for (const { symbols } of sentence) for (const symbol of symbols) present.add(symbol);
    let found = sentence.map(candidates);
    let hasIdiom = false;
    for (let at = 0; at < sentence.length; at++) {
      for (const pattern of (found[at] as Candidates).idioms) {
        const span = mayMatch(pattern, present) && matchAt(pattern, sentence, at);
        if (!span) continue;
        blank(sentence, span);
        hasIdiom = true;
      }
    }
    if (hasIdiom) found = sentence.map(candidates);
    if (found.some(({ phrases }) => phrases.some(({ pattern }) => mayMatch(pattern, present)))) {
      joinPhrases(sentence, candidates, present);
      found = sentence.map(candidates);
    }
    let setting: SentenceSetting | undefined;
    for (let at = 0; at < sentence.length; at++) {
      for (const entry of (found[at] as Candidates).rules) {
        const span = mayMatch(entry.pattern, present) && matchAt(entry.pattern, sentence, at);
        if (!span) continue;
        setting ??= around(settings, index);
        keep(entry, span, { text, offset, sentence, setting, loud }, best);
      }
    }
  }
}

/** A sentence's setting, including what its neighbours establish: "Write a story. He …", "How do I kill him? In this game …" */
function around(settings: readonly SentenceSetting[], index: number): SentenceSetting {
  const own = settings[index] as SentenceSetting;
  const before = settings[index - 1];
  const found = new Set(own.settings);
  for (const setting of before?.settings ?? []) if (FROM_BEFORE.has(setting)) found.add(setting);
  for (const setting of settings[index + 1]?.settings ?? []) if (FROM_BEHIND.has(setting)) found.add(setting);
  return { settings: found, reports: own.reports || (before?.reports ?? false) };
}

const FROM_BEFORE: ReadonlySet<Setting> = new Set(['fiction', 'machines', 'sport']);
const FROM_BEHIND: ReadonlySet<Setting> = new Set(['machines', 'sport']);

interface Place {
  readonly text: string;
  readonly offset: number;
  readonly sentence: Sentence;
  readonly setting: SentenceSetting;
  readonly loud: boolean;
}

function keep(entry: Candidate, span: Span, place: Place, best: Map<string, ModerationCue>): void {
  const { remains, emphasis, weakenedBy } = weigh(entry, span, place);
  const start = place.offset + (place.sentence[span.from] as Word).start;
  const end = place.offset + (place.sentence[span.to] as Word).end;
  for (const [category, full] of entry.strengths) {
    const strength = (1 - (1 - full) ** emphasis) * remains;
    const key = `${category} ${entry.rule.name}`;
    if ((best.get(key)?.strength ?? 0) >= strength) continue;
    const cue = { category, rule: entry.rule.name, text: place.text.slice(start, end), start, end };
    best.set(key, { ...cue, strength, weakenedBy });
  }
}

/** Removes all symbols from the words of an idiom, so that no rule matches them. */
function blank(sentence: Sentence, { from, to }: Span): void {
  for (let at = from; at <= to; at++) (sentence[at] as Word).symbols = [];
}

function weigh(
  { rule, pattern }: Candidate,
  span: Span,
  { sentence, setting, loud }: Place,
): { remains: number; emphasis: number; weakenedBy: readonly Setting[] } {
  const found = new Set(setting.settings);
  if (!pattern.denies && isDenied(sentence, span.from, span.to, pattern.denials)) found.add('negation');
  const isQuoted = (sentence[span.from] as Word).quoted && (sentence[span.to] as Word).quoted;
  if (isQuoted && setting.reports) found.add('quotation');

  const weakened = remainders(rule.kind, found);
  const remains = weakened.reduce((product, [, share]) => product * share, 1);
  return {
    remains: Math.max(LEAST, remains),
    emphasis: 1 + PER_EMPHASIS * (emphasisOf(sentence, span.from, span.to) + (loud ? 1 : 0)),
    weakenedBy: weakened.map(([name]) => name),
  };
}

const LEAST = 0.03;
const PER_EMPHASIS = 0.12;

/** Whether the text is written mostly in capitals. */
function isLoud(text: string): boolean {
  const end = Math.min(text.length, 2000);
  let capitals = 0;
  let letters = 0;
  for (let index = 0; index < end; index++) {
    const letter = text.charCodeAt(index);
    const isCapital = letter >= 0x41 && letter <= 0x5a;
    if (isCapital) capitals++;
    if (isCapital || (letter >= 0x61 && letter <= 0x7a)) letters++;
  }
  return letters >= 10 && capitals / letters > 0.6;
}
