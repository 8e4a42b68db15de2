import { contentOf } from '../../reading/content.ts';
import { bestLabel } from '../../reading/label-for.ts';
import type { Ask } from '../ask.ts';
import { givenText } from '../given.ts';
import { capitalise } from '../grammar.ts';
import type { Form } from '../scene.ts';

/**
 * "Classify the sentiment …", "is this positive or negative?": one of the labels, based on the words of the
 * text.
 */
export const classification: Form = {
  name: 'classification',
  clues: {
    mentions:
      'classify categorize categorise label tag sort route triage assign category categories sentiment positive negative spam classifier',
  },
  recognise: (ask) => {
    const asked =
      /^(?:classify|categori[sz]e|label)\b|\bsentiment\b|\b(?:positive|negative) or (?:positive|negative)\b|\bspam or\b|\bor (?:not )?spam\b/;
    const standing =
      /\b(?:(?:classify|sentiment analysis|classifier|categori[sz]e)\b|(?:label|tag|sort|route|triage|assign) (?:each|every|the|all|incoming|a|messages?|requests?|tickets?|e-?mails?)\b[^.\n]{0,60}\b(?:as|into|to|with|one of|category|categories|labels?))\b/i.test(
        ask.system,
      );
    if (!asked.test(ask.lower) && !standing) return undefined;
    if (/^(?:what|how|why|explain) /.test(ask.lower) && !/\b(?:this|following)\b|:/.test(ask.lower))
      return undefined;
    const labels = labelsOf(ask);
    const text = givenText(ask) && !standing ? givenText(ask) : contentOf(ask.reading);
    const label = fitting(labels, `${ask.text}\n${ask.system}`, text);
    return ({ random }) => {
      if (
        /\b(?:only|just|nothing else|nothing more|no other|one word|single word|exactly one|label only|alone)\b/i.test(
          `${ask.text} ${ask.system}`,
        )
      )
        return [label];
      return [
        random.pick([
          `${capitalise(label)}.`,
          `I would classify this as ${label}.`,
          `The best fitting label is: ${label}.`,
          `Label: ${label}. The choice of words points in that direction.`,
        ]),
      ];
    };
  },
};

function labelsOf(ask: Ask): readonly string[] {
  const source = `${ask.text.slice(0, 1200)}\n${ask.system}`;
  const lines = listedLabels(source);
  if (lines.length > 1) return lines;
  // What stands in brackets describes the labels, unless they stand there themselves.
  const bare = source.replace(/\s\([^()\n]{3,200}\)(?=[\s,;.])/g, '');
  const listed =
    LISTED.exec(bare) ??
    /\b([\p{L}_-]{2,30}(?:(?:\s*[,/|]\s*(?:or )?| or )[\p{L}_-]{2,30}){0,8} or [\p{L}_-]{2,30})\b/iu.exec(
      bare,
    ) ??
    /[[(]((?:[\p{L}_-]{2,30}\s*[,/|]\s*){1,12}[\p{L}_-]{2,30})[\])]/u.exec(source);
  const labels = listed?.[1]
    ?.split(/\s*[,/|]\s*(?:or |and )?| or | and /)
    .map((label) => label.replace(/["'`]/g, '').trim())
    .filter((label) => label !== '' && !/^(?:one|either|the|a|an|following)$/i.test(label));
  return labels !== undefined && labels.length >= 2 ? labels : ['positive', 'negative', 'neutral'];
}

const LISTED =
  /\b(?:as|into|labels?|categories|classes|one of|either|options?)(?: (?:the following|these|one of|either|labels?|categories|classes|are|is))*:?\s*[[(]?((?:["'`]?[\p{L}_-]{2,30}(?: [\p{L}_-]{2,20})?["'`]?(?:\s*[,/|]\s*(?:or |and )?| or | and )){1,12}["'`]?[\p{L}_-]{2,30}["'`]?)/iu;

/** Labels on lines of their own below words that announce them: "- billing: invoices and payments". */
function listedLabels(text: string): string[] {
  const announced =
    /\b(?:labels?|categor(?:y|ies)|classes|one of|following|options|departments|topics|intents?)\b[^\n]{0,60}:[ \t]*\n+/i.exec(
      text,
    );
  if (announced === null) return [];
  const labels: string[] = [];
  for (const line of text
    .slice(announced.index + announced[0].length)
    .split('\n')
    .slice(0, 40)) {
    const [, label] =
      /^\s*(?:[-*•]|\d+[.)])\s+["'`*]{0,2}([\p{L}][\p{L}\p{N} _/-]{1,40}?)["'`*]{0,2}\s*(?:$|:|–|—|\s-\s|\()/u.exec(
        line,
      ) ?? [];
    if (label === undefined) break;
    labels.push(label);
  }
  return labels;
}

/** The label with the most evidence; without any evidence a neutral one, else the first. */
function fitting(labels: readonly string[], said: string, text: string): string {
  return (
    bestLabel(labels, said, text) ??
    labels.find((label) => /neutral|other|none|ham|not/i.test(label)) ??
    labels[0]!
  );
}
