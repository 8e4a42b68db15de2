import type { Passage } from './material.ts';

/**
 * Whether something that a question names is among what the material lists: "Is Ann on the guest list?" Undefined for
 * other questions, and if the material is empty.
 *
 * @example
 * byMembership('Is Ann on the guest list?', [{ text: 'Guest list: Ann, Bob.', from: 'stated' }]); // { holds: true, … }
 */
export function byMembership(
  question: string,
  material: readonly Passage[],
): { readonly holds: boolean; readonly reason: string } | undefined {
  const [, named = '', group = ''] = ASKED.exec(question.slice(0, LONGEST)) ?? [];
  const name = named.replace(/^(?:an?|the)\s/i, '').replace(/^["'“‘]|["'”’]$/g, '');
  if (name === '') return undefined;
  const text = material.map((passage) => passage.text.replace(question, ' ')).join('\n');
  if (text.trim() === '') return undefined;
  const isListed = new RegExp(
    String.raw`(?<![\p{L}\p{N}])${name.replace(/[.*+?^${'$'}{}()|[\]\\]/g, String.raw`\$&`)}(?![\p{L}\p{N}])`,
    'iu',
  ).test(text);
  return { holds: isListed, reason: `${name} is ${isListed ? '' : 'not '}on the ${group}.` };
}

const LONGEST = 300;

/** "Is Ann on the guest list?", "Are nuts among the ingredients?" */
const ASKED =
  /^(?:is|are|was|were|does|do)\s(.{1,80}?)\s(?:on|in|among|amongst|part of|one of|listed (?:in|on|among)|included (?:in|on|among)|appear (?:in|on|among))\s(?:the|this|that|our|your|my|these|those)\s((?:[\p{L}-]+\s){0,3}(?:lists?|ingredients|members|guests|attendees|participants|invitees|roster|menu|catalogue|inventory|registry|register|items|names|options|winners|speakers|schedule|programme|agenda))\b/iu;
