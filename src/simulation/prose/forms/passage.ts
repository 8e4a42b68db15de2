import { findAnswer } from '../../reading/passages.ts';
import type { Passage } from '../../reading/reading.ts';
import type { Ask } from '../ask.ts';
import type { Form } from '../scene.ts';

/** A question that the material of the request answers: the sentence that does, with its source if asked for. */
export const passage: Form = {
  name: 'passage',
  recognise: (ask) => {
    const { question, material } = ask.reading;
    if (material.length === 0 || !isQuestion(question)) return undefined;
    const found = findAnswer(question, material);
    if (found) return () => [cites(ask) ? cited(found.text, found.passage) : found.text];
    if (!material.some(({ from }) => from === 'context')) return undefined;
    return () => [unknownOf(ask)];
  },
};

const isQuestion = (question: string): boolean =>
  question.endsWith('?') ||
  /^(?:what|who|whose|whom|where|when|why|how|which|is|are|was|were|do|does|did|can|has|have|tell me|explain|describe|name|state)\b/i.test(
    question,
  );

const cites = ({ text, system }: Ask): boolean =>
  /\bcit(?:e|es|ing|ations?)\b|\bsource (?:marks?|numbers?|ids?)\b|\breferenc(?:e|ing) (?:the|a|each|your) sources?\b/i.test(
    `${text}\n${system}`,
  );

function cited(text: string, { mark }: Passage): string {
  if (mark === undefined) return text;
  const end = /[.!?]$/.exec(text);
  return end ? `${text.slice(0, -1)} [${mark}]${end[0]}` : `${text} [${mark}]`;
}

/** What the prompt says to answer when the material has no answer, else a plain statement of it. */
function unknownOf({ text, system }: Ask): string {
  const said =
    /\b(?:say|reply|respond|answer|output|return|write|state)\b[^.\n]{0,30}?["“'‘]([^"”’\n]{2,120})["”’'](?!\w)/i.exec(
      [text, system].join('\n'),
    )?.[1];
  if (said !== undefined) return said;
  return /\bdon['’]?t know\b|\bdo not know\b/i.test(`${text}\n${system}`)
    ? "I don't know."
    : 'The provided context does not say.';
}
