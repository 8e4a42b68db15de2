import type { ReadingCase } from '../case.ts';
import { argumentsConversationAndSigns } from './arguments-conversation-and-signs.ts';
import { argumentsNumbersAndNames } from './arguments-numbers-and-names.ts';
import { argumentsRecordsAndDates } from './arguments-records-and-dates.ts';
import { retrievalMaterials } from './retrieval-materials.ts';
import { retrievalTemplates } from './retrieval-templates.ts';

/** Cases that the reading is developed against. */
export const known: readonly ReadingCase[] = [
  ...retrievalTemplates,
  ...retrievalMaterials,
  ...argumentsNumbersAndNames,
  ...argumentsRecordsAndDates,
  ...argumentsConversationAndSigns,
];
