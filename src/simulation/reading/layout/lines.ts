import { described } from '../shape/types.ts';
import type { AskedLayout, Part } from './layout.ts';

/**
 * Labelled lines that a text shows as the format of the answer: "use this format:" above `Verdict: yes or no` and
 * `Reason: one sentence`.
 */
export function linesAsked(texts: readonly string[]): AskedLayout | undefined {
  for (const [index, text] of texts.entries()) {
    const announced = ANNOUNCING.exec(text);
    if (announced === null) continue;
    const start = announced.index + announced[0].length;
    const labelled: { readonly label: string; readonly said: string }[] = [];
    let end = start;
    let isApart = false;
    for (const line of text.slice(start, start + LONGEST).split('\n')) {
      const [, label, said = ''] = LABELLED.exec(line.trim()) ?? [];
      // Below a blank line, only a placeholder is still part of the format.
      if (isApart && labelled.length > 0 && !/^[[<{(]/.test(said)) break;
      isApart = line.trim() === '';
      if (label !== undefined && /^(?:action|action input|observation)$/i.test(label)) return undefined;
      if (label !== undefined) labelled.push({ label, said });
      else if (line.trim() !== '' && labelled.length > 0) break;
      else if (line.trim() !== '' && !/^[`-]{3,}\w*$/.test(line.trim())) break;
      end += line.length + 1;
    }
    if (labelled.length === 0 || labelled.every(({ said }) => said === '')) continue;
    const parts = labelled.map(({ label, said }, at): Part => {
      const isWhole = /\b(?:answer|response|output|reply|result)$/i.test(label) && at === labelled.length - 1;
      return {
        before: `${at === 0 ? '' : '\n'}${label}: `,
        property: {
          name: label.replace(/\s+/g, '_'),
          schema: described(said.replace(/^[[<{(]|[\]>})]$/g, '')),
        },
        ...(FIRST_PERSON.test(said) && { fixed: said }),
        ...(isWhole && { isWhole }),
      };
    });
    const source = texts.map((each, other) => {
      const rest = other === index ? `${each.slice(0, announced.index)}\n${each.slice(end)}` : each;
      return withoutCursor(rest.trim(), labelled[0]!.label);
    });
    return { layout: { kind: 'parts', parts, end: '' }, source };
  }
  return undefined;
}

const LONGEST = 2000;
const ANNOUNCING =
  /(?:^|\n)[^\n]{0,200}\b(?:(?:following|this|exact|below)\s(?:\w+\s){0,2}(?:format|template|structure)|format(?:ted)?\s(?:is|as follows|like this|below)|(?:in|with|use|follow) (?:the|this|a) (?:\w+ )?(?:format|form|template|structure)(?=\s?:)|in (?:the|this) form)\b[^\n]{0,60}:[ \t]{0,12}\n+/i;
const LABELLED = /^(?:[-*]\s)?(?:\*\*)?([A-Z][\w'-]*(?: [\w'-]+){0,3})(?:\*\*)?:(?:\*\*)?(?:\s+(.*)|)$/;
/** What the answer says of itself: "I now know the final answer". */
const FIRST_PERSON = /^I (?:now |can |have |know |will )/;

/** A last line for the answer to go on from. */
function withoutCursor(text: string, label: string): string {
  const last = text.slice(text.lastIndexOf('\n') + 1);
  return last.trim().toLowerCase() === `${label.toLowerCase()}:` ? text.slice(0, -last.length).trim() : text;
}
