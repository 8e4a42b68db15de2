import type { ReadingCase } from '../case.ts';
import { argumentCases } from './arguments.ts';
import { jsonProtocols } from './json-protocols.ts';
import { jsonSchemas } from './json-schemas.ts';
import { retrievalMaterials } from './retrieval-materials.ts';
import { retrievalTemplates } from './retrieval-templates.ts';
import { toolChoiceCases } from './tools-choice.ts';
import { toolLoopCases } from './tools-loops.ts';

/** Cases whose author had not seen the code that they test. They are not to be developed against one by one. */
export const unseen: readonly ReadingCase[] = [
  ...retrievalTemplates,
  ...retrievalMaterials,
  ...jsonSchemas,
  ...jsonProtocols,
  ...toolChoiceCases,
  ...toolLoopCases,
  ...argumentCases,
];
