import type { Part, Report } from '../../../../engine/request.ts';
import type { Sealer } from '../seal.ts';

/** Characters of what an agent has said that it reports. */
const LONGEST_REPORT = 2_000;

/** Between which agents a message goes. */
export interface Route {
  readonly author: string;
  readonly recipient: string;
}

/** Reports what an agent has said to the one that has asked for it. */
export function toReport(said: string, { author, recipient }: Route, { seal }: Sealer): Report {
  const text = said.trim().slice(0, LONGEST_REPORT);
  return {
    told: {
      work: { tool: 'agent-message', author, recipient, sealed: seal(JSON.stringify({ author, text })) },
      stages: [{ name: 'sent', after: 0 }],
    },
    read: readReport(author, text),
  };
}

/** What is read of a report. */
export function readReport(author: string, text: string): readonly Part[] {
  return [{ kind: 'text', text: `\n\n${author}: ${text}` }];
}

/** The text of a sealed report; undefined if it is none. */
export function openReport(sealed: string, open: Sealer['open']): string | undefined {
  const content = open(sealed);
  if (content === undefined) return undefined;
  try {
    const { author, text } = JSON.parse(content) as { readonly author?: unknown; readonly text?: unknown };
    return typeof author === 'string' && typeof text === 'string' ? text : undefined;
  } catch {
    // What else was sealed here: reasoning.
    return undefined;
  }
}
