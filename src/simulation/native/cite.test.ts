import { describe, expect, it } from 'vitest';
import type { CitedSource } from '../../engine/ports/work.ts';
import type { GenerationRequest } from '../../engine/request.ts';
import { isPage } from '../../engine/source.ts';
import { citing } from './cite.ts';

const SWIFTS: CitedSource = {
  source: { url: 'https://nature.example.com/swifts', title: 'The life of swifts' },
  passage: 'Swifts eat, drink and even sleep in flight. They spend three months of the year in Europe.',
};
const BEES: CitedSource = {
  source: { url: 'https://www.example.org/bees', title: 'Bees' },
  passage: 'Bees need flowers from March to October. Clover gives much nectar.',
};
const FILE: CitedSource = {
  source: { fileId: 'file-1', filename: 'handbook.md' },
  passage: 'Employees have 25 days of vacation a year. Unused days are carried over.',
};
const PLOT: CitedSource = {
  source: { fileId: 'cfile_1', filename: 'plot.png', containerId: 'cntr_1' },
  passage: '',
};

const cite = (text: string, sources: readonly CitedSource[], format: object = { kind: 'text' }) =>
  citing({ text }, { sources, format } as GenerationRequest);

/** The parts of an answer that are cited. */
function citedIn({ text = '', citations = [] }: ReturnType<typeof cite>): [string, string][] {
  return citations.map((each) => [text.slice(each.start, each.end), isPage(each) ? each.url : each.fileId]);
}

const swiftsMark = '([nature.example.com](https://nature.example.com/swifts))';

describe('an answer', () => {
  it('cites a page behind its sentence', () => {
    const answer = cite('Yes. Swifts eat, drink and even sleep in flight. Remarkable!', [BEES, SWIFTS]);
    expect(answer.text).toBe(`Yes. Swifts eat, drink and even sleep in flight. ${swiftsMark} Remarkable!`);
    expect(citedIn(answer)).toEqual([[swiftsMark, 'https://nature.example.com/swifts']]);
  });

  it('cites a file for a short answer only if its words stand there', () => {
    expect(citedIn(cite('25 days', [FILE]))).toEqual([['25 days', 'file-1']]);
    expect(citedIn(cite('Ear.', [FILE]))).toEqual([]);
  });

  it('has a sentence once that one source has in full and another one in part', () => {
    const cut = { ...BEES, passage: 'Swifts eat, drink and even sl' };
    const answer = cite('Swifts eat, drink and even sleep in flight.', [cut, SWIFTS]);
    expect(answer.text).toBe(`Swifts eat, drink and even sleep in flight. ${swiftsMark}`);
    expect(citedIn(answer)).toEqual([[swiftsMark, 'https://nature.example.com/swifts']]);
  });

  it('cites several pages in its order, and sentences of one page in a row once', () => {
    const answer = cite(`${BEES.passage} ${SWIFTS.passage}`, [SWIFTS, BEES]);
    const beesMark = '([example.org](https://www.example.org/bees))';
    expect(answer.text).toBe(`${BEES.passage} ${beesMark} ${SWIFTS.passage} ${swiftsMark}`);
    expect(citedIn(answer).map(([mark]) => mark)).toEqual([beesMark, swiftsMark]);
  });

  it('cites a file by the sentence, without a mark', () => {
    const text = 'Employees have 25 days of vacation a year.';
    const answer = cite(`Good question. ${text}`, [FILE]);
    expect(answer.text).toBe(`Good question. ${text}`);
    expect(citedIn(answer)).toEqual([[text, 'file-1']]);
  });

  it('cites where a value comes from that is the whole answer', () => {
    expect(citedIn(cite('25 days', [SWIFTS, FILE]))).toEqual([['25 days', 'file-1']]);
    expect(citedIn(cite('26 days', [FILE]))).toEqual([]);
  });

  it('quotes pages if it says nothing that they say', () => {
    const answer = cite('Birds are interesting.', [SWIFTS, BEES, FILE]);
    expect(answer.text).toMatch(
      /^Birds are interesting\.\n\nSwifts eat, drink and even sleep in flight\. \(/,
    );
    expect(citedIn(answer).map(([, url]) => url)).toEqual([
      'https://nature.example.com/swifts',
      'https://www.example.org/bees',
    ]);
  });

  it('names files of containers with links', () => {
    const answer = cite('The sum is 5.', [PLOT]);
    expect(answer.text).toBe(
      'The sum is 5.\n\nThe result is in this file: [plot.png](sandbox:/mnt/data/plot.png)',
    );
    expect(citedIn(answer)).toEqual([['[plot.png](sandbox:/mnt/data/plot.png)', 'cfile_1']]);
    expect(answer.citations?.[0]).toMatchObject({ containerId: 'cntr_1', filename: 'plot.png' });
  });

  it('is left alone without sources, in JSON, and if it is a call', () => {
    const json = '{"days":25}';
    expect(cite(json, [])).toEqual({ text: json });
    expect(cite(json, [FILE, SWIFTS], { kind: 'json' })).toEqual({ text: json });
    const calls = { toolCalls: [] };
    expect(citing(calls, { sources: [FILE], format: { kind: 'text' } } as unknown as GenerationRequest)).toBe(
      calls,
    );
  });
});
