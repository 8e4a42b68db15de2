import type { ReadingCase } from '../case.ts';
import { jsonExtraction } from './json-extraction.ts';
import { jsonFrameworks } from './json-frameworks.ts';
import { jsonProtocols } from './json-protocols.ts';
import { jsonSchemas } from './json-schemas.ts';
import { retrievalMaterials } from './retrieval-materials.ts';
import { retrievalTemplates } from './retrieval-templates.ts';

/** Cases that the reading is developed against. */
export const known: readonly ReadingCase[] = [
  ...jsonExtraction,
  ...jsonFrameworks,
  ...jsonProtocols,
  ...jsonSchemas,
  ...retrievalMaterials,
  ...retrievalTemplates,
];
