import type { ReadingCase } from '../case.ts';
import { retrievalMaterials } from './retrieval-materials.ts';
import { retrievalTemplates } from './retrieval-templates.ts';
import { toolsDev1 } from './tools-dev-1.ts';
import { toolsDev2 } from './tools-dev-2.ts';
import { toolsDev3 } from './tools-dev-3.ts';
import { toolsDev4 } from './tools-dev-4.ts';

/** Cases that the reading is developed against. */
export const known: readonly ReadingCase[] = [
  ...retrievalTemplates,
  ...retrievalMaterials,
  ...toolsDev1,
  ...toolsDev2,
  ...toolsDev3,
  ...toolsDev4,
];
