import type { Form } from '../scene.ts';
import { attachment } from './attachment.ts';
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
import { pitch } from './pitch.ts';
import { recollection } from './recollection.ts';
import { rewriting } from './rewriting.ts';
import { smallTalk } from './small-talk.ts';
import { sum } from './sum.ts';
import { tale } from './tale.ts';
import { toolReport } from './tool-report.ts';
import { translation } from './translation.ts';
import { verse } from './verse.ts';

/** Every form of answer; the first that recognises a request writes it, and the last recognises any. */
export const FORMS: readonly Form[] = [
  toolReport,
  attachment,
  smallTalk,
  echo,
  classification,
  condensing,
  extraction,
  translation,
  rewriting,
  recollection,
  sum,
  conversion,
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
