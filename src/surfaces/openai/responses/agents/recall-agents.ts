import { ROOT_AGENT } from '../../../../engine/agents.ts';
import type { Part } from '../../../../engine/request.ts';
import type { InputItem } from '../schema/items.ts';
import type { Sealer } from '../seal.ts';
import type { ItemOf } from '../tools/recall.ts';
import { openReport, readReport } from './reports.ts';

/** Whether an item was made by another agent than the one that is asked. */
export function isOfOther({ agent }: InputItem): boolean {
  return agent !== undefined && agent.agent_name !== ROOT_AGENT;
}

/** What is read of a message: its words, also if they were sealed here. */
export function readMessage(
  { author, content }: ItemOf<'agent_message'>,
  open: Sealer['open'],
): readonly Part[] {
  const words = content.flatMap((part) => {
    if (part.type === 'input_text') return part.text;
    return part.type === 'encrypted_content' ? (openReport(part.encrypted_content, open) ?? []) : [];
  });
  return words.length === 0 ? [] : readReport(author, words.join('\n'));
}
