import type { Ask } from '../ask.ts';
import { createTriage } from '../clues.ts';
import type { Form, Scene, Writing } from '../scene.ts';
import { attachment } from './attachment.ts';
import { choice } from './choice.ts';
import { classification } from './classification.ts';
import { code } from './code.ts';
import { comparison } from './comparison.ts';
import { condensing } from './condensing.ts';
import { conversion } from './conversion.ts';
import { echo } from './echo.ts';
import { explanation } from './explanation.ts';
import { extraction } from './extraction.ts';
import { foreign } from './foreign.ts';
import { jsonSample } from './json-sample.ts';
import { judgment } from './judgment.ts';
import { knowledge } from './knowledge.ts';
import { listing } from './listing.ts';
import { passage } from './passage.ts';
import { pattern } from './pattern.ts';
import { pitch } from './pitch.ts';
import { recollection } from './recollection.ts';
import { rewriting } from './rewriting.ts';
import { selection } from './selection.ts';
import { silence } from './silence.ts';
import { smallTalk } from './small-talk.ts';
import { sum } from './sum.ts';
import { tale } from './tale.ts';
import { toolReport } from './tool-report.ts';
import { translation } from './translation.ts';
import { triplets } from './triplets.ts';
import { variants } from './variants.ts';
import { verse } from './verse.ts';
import { wordProblem } from './word-problem.ts';

/** The answer to a request, from the first form that recognises it. */
export function writingFor(scene: Scene): Writing {
  return formFor(scene.ask)?.write(scene) ?? [];
}

/** The first form that recognises a request, by its name, and what writes in it. */
export function formFor(
  ask: Ask,
): { readonly name: string; readonly write: (scene: Scene) => Writing } | undefined {
  const worthy = triage(ask);
  for (let index = 0; index < FORMS.length; index++) {
    if ((worthy & (1 << index)) === 0) continue;
    const { name, recognise } = FORMS[index]!;
    const write = recognise(ask);
    if (write !== undefined) return { name, write };
  }
  return undefined;
}

/**
 * Every form of answer; the first that recognises a request writes it, and the last recognises everything.
 */
export const FORMS: readonly Form[] = [
  toolReport,
  attachment,
  silence,
  choice,
  pattern,
  classification,
  smallTalk,
  variants,
  echo,
  condensing,
  triplets,
  extraction,
  translation,
  rewriting,
  recollection,
  sum,
  wordProblem,
  conversion,
  selection,
  passage,
  knowledge,
  jsonSample,
  code,
  verse,
  pitch,
  tale,
  foreign,
  comparison,
  listing,
  judgment,
  explanation,
];

const triage = createTriage(FORMS.map((form) => form.clues));
