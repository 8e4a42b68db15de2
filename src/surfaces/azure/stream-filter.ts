import type { EventFilter } from '../../kernel/reply.ts';
import { type ContentFilter, isFiltered } from './content-filter.ts';
import type { Choice, FilteredContent } from './filtered-content.ts';
import type { FilterResults, PromptFilterResult } from './schema.ts';

/** The part of a chunk that the filter reads. Errors and usage have no choices. */
interface Chunk {
  readonly choices?: readonly Choice[];
}

/** What the filtering of one answer needs. */
export interface FilterScope {
  readonly filter: ContentFilter;
  readonly content: FilteredContent;
  /** Results for the prompts of the request. */
  readonly prompts: readonly PromptFilterResult[];
}

/**
 * Adds filter results to the chunks of a stream. The prompt results come first, in a chunk of their own. A
 * chunk's results cover the current sentence up to that point: later text is not known yet, and earlier
 * sentences have already been reported. Once something is blocked, the choice sends no more content.
 */
export function createStreamFilter({ filter, content, prompts }: FilterScope): EventFilter {
  const sentences = new Map<number, string>();
  const withheld = new Set<number>();
  let hasStarted = false;

  /** Filters the text that a batch adds to each choice. */
  const filterBatch = (chunks: readonly Chunk[]): ReadonlyMap<number, Filtered> => {
    const added = new Map<number, string>();
    for (const { choices = [] } of chunks) {
      for (const choice of choices) {
        const said = content.said(choice);
        if (said !== '' && !withheld.has(choice.index)) {
          added.set(choice.index, (added.get(choice.index) ?? '') + said);
        }
      }
    }
    const found = new Map<number, Filtered>();
    for (const [index, text] of added) {
      const passage = (sentences.get(index) ?? '') + text;
      const results = filter.filterPassage(passage);
      found.set(index, { results, isBlocked: isFiltered(results) });
      sentences.set(index, lastSentence(passage));
    }
    return found;
  };

  /** Undefined if nothing is left of the choice. */
  const toFiltered = (choice: Choice, found: Filtered | undefined): Choice | undefined => {
    if (withheld.has(choice.index)) return undefined;
    if (found?.isBlocked) {
      withheld.add(choice.index);
      return { ...content.withhold(choice), content_filter_results: found.results };
    }
    const results = found && content.said(choice) !== '' ? found.results : NO_RESULTS;
    return { ...choice, content_filter_results: results };
  };

  return (events) => {
    const chunks: readonly Chunk[] = events;
    const found = filterBatch(chunks);
    const filtered: object[] = hasStarted ? [] : [toPromptEvent(prompts)];
    hasStarted = true;
    for (const chunk of chunks) {
      const { choices = [] } = chunk;
      const left: Choice[] = [];
      for (const choice of choices) {
        const shown = toFiltered(choice, found.get(choice.index));
        if (shown) left.push(shown);
      }
      if (choices.length === 0) filtered.push(chunk);
      else if (left.length > 0) filtered.push({ ...chunk, choices: left });
    }
    return filtered;
  };
}

/** What the filter says to the text that a batch adds to a choice. */
interface Filtered {
  readonly results: FilterResults;
  readonly isBlocked: boolean;
}

/** Of chunks without text. */
const NO_RESULTS = {};

function toPromptEvent(prompts: readonly PromptFilterResult[]): object {
  return { choices: [], created: 0, id: '', model: '', object: '', prompt_filter_results: prompts };
}

/**
 * Only this many characters at the end of a longer sentence are filtered, which bounds the cost per chunk.
 */
const LONGEST_SENTENCE = 400;

function lastSentence(text: string): string {
  const tail = text.slice(-LONGEST_SENTENCE);
  if (!/[.!?\n]/.test(tail)) return tail;
  const ends = [...tail.matchAll(/[.!?\n]\s/g)];
  return tail.slice(ends.length === 0 ? 0 : (ends.at(-1) as RegExpExecArray).index + 1);
}
