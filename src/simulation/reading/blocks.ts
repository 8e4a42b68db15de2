import type { Block } from './block.ts';
import { BlockReader } from './block-reader.ts';

/** Whether a prompt may have other blocks than one paragraph: the cheap first look. */
export function isStructured(prompt: string): boolean {
  return prompt.includes('\n') || prompt.includes('</') || prompt.includes('"""') || LABELLED.test(prompt);
}

/**
 * Divides a prompt into blocks, in order and in linear time. Labels, tags and rules are not part of any text.
 *
 * @example
 * blocksOf('Context: Ann lives in Rome.\n\nQuestion: Where does Ann live?\nAnswer:');
 * // [{ role: 'material', text: 'Ann lives in Rome.' … }, { role: 'question' … }, { role: 'cursor', text: '' … }]
 */
export function blocksOf(prompt: string): Block[] {
  return withLastQuestionApart(withoutAnswered(new BlockReader().read(prompt)));
}

/**
 * Questions with their answers are no questions: side by side they are material, as in a list of frequent questions;
 * with material between they are examples of what to do.
 */
function withoutAnswered(blocks: Block[]): Block[] {
  const kept: Block[] = [];
  let asked: number | undefined;
  for (const block of blocks) {
    if (block.role === 'question') asked = kept.length;
    if (block.role !== 'cursor' || block.text === '' || asked === undefined) {
      // Somebody who is called A.
      kept.push(
        block.name === 'A' && block.text !== ''
          ? { ...block, role: undefined, text: `A: ${block.text}` }
          : block,
      );
      continue;
    }
    const [question, ...between] = kept.splice(asked);
    if (between.length === 0)
      kept.push({ role: 'material', name: question!.name, text: `${question!.text}\n${block.text}` });
    asked = undefined;
  }
  return kept;
}

/** The question may follow the material without a label: the last paragraph then is no part of it. */
function withLastQuestionApart(blocks: Block[]): Block[] {
  const last = blocks.at(-1)?.role === 'cursor' ? blocks.length - 2 : blocks.length - 1;
  const block = blocks[last];
  if (block?.role !== 'material') return blocks;
  const isAsked = blocks.some(({ role }) => role === 'question');
  const cut = block.text.lastIndexOf('\n\n');
  const paragraph = block.text.slice(cut + 2).trim();
  if (cut <= 0 || paragraph.includes('\n') || !(isAsked ? INSTRUCTING : ASKING).test(paragraph))
    return blocks;
  return [
    ...blocks.slice(0, last),
    { ...block, text: block.text.slice(0, cut).trim() },
    { role: undefined, name: '', text: paragraph },
    ...blocks.slice(last + 1),
  ];
}

const ASKING =
  /\?\W*$|^(?:answer|what|who|where|when|why|how|which|explain|describe|tell|list|give|name|quote|copy|find|look|identify|return|output|report|please|state|say|count|calculate|compute|compare|i (?:need|want|would)|using|based|according|(?:in|from|at|on|for|to|by|with) (?:what|which|whom|how)|does|did|do|is|are|was|were|can|has|have|answer|reply|respond)\b/i;

const INSTRUCTING =
  /^(?:please |now )?(?:answer|give|reply|respond|use|keep|cite|if|only|just|in (?:one|a|at)|be|do not|don['’]t|limit|say|state|return|quote|your)\b.{0,200}$/i;

const LABELLED = /\b(?:question|query|context|answer)s?:/i;
