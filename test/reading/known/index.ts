import type { ReadingCase } from '../case.ts';
import { retrievalMaterials } from './retrieval-materials.ts';
import { retrievalTemplates } from './retrieval-templates.ts';

/** Cases that the reading is developed against. */
export const known: readonly ReadingCase[] = [...retrievalTemplates, ...retrievalMaterials];
