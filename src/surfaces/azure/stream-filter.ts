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
  const filterBatch = (chunks: readonly Chunk[]): ReadonlyMap<number, FilterResults> => {
    const added = new Map<number, string>();
    for (const choice of chunks.flatMap(({ choices = [] }) => choices)) {
      const said = content.said(choice);
      if (said !== '' && !withheld.has(choice.index)) {
        added.set(choice.index, (added.get(choice.index) ?? '') + said);
      }
    }
    const results = new Map<number, FilterResults>();
    for (const [index, text] of added) {
      const passage = (sentences.get(index) ?? '') + text;
      results.set(index, filter.filterPassage(passage));
      sentences.set(index, lastSentence(passage));
    }
    return results;
  };

  const toFiltered = (choice: Choice, results: FilterResults | undefined): Choice[] => {
    if (withheld.has(choice.index)) return [];
    if (results && isFiltered(results)) {
      withheld.add(choice.index);
      return [{ ...content.withhold(choice), content_filter_results: results }];
    }
    const hasText = content.said(choice) !== '';
    return [{ ...choice, content_filter_results: (hasText && results) || {} }];
  };

  return (events) => {
    const results = filterBatch(events);
    const filtered = events.flatMap((event: Chunk) => {
      if (!event.choices || event.choices.length === 0) return [event];
      const choices = event.choices.flatMap((choice) => toFiltered(choice, results.get(choice.index)));
      return choices.length === 0 ? [] : [{ ...event, choices }];
    });
    if (hasStarted) return filtered;
    hasStarted = true;
    return [toPromptEvent(prompts), ...filtered];
  };
}

function toPromptEvent(prompts: readonly PromptFilterResult[]): object {
  return { choices: [], created: 0, id: '', model: '', object: '', prompt_filter_results: prompts };
}

/**
 * Only this many characters at the end of a longer sentence are filtered, which bounds the cost per chunk.
 */
const LONGEST_SENTENCE = 400;

function lastSentence(text: string): string {
  const tail = text.slice(-LONGEST_SENTENCE);
  const ends = [...tail.matchAll(/[.!?\n]\s/g)];
  return tail.slice(ends.length === 0 ? 0 : (ends.at(-1) as RegExpExecArray).index + 1);
}
