import type { ReadingCase } from '../case.ts';
import { argumentsConversationAndSigns } from './arguments-conversation-and-signs.ts';
import { argumentsIndustries } from './arguments-industries.ts';
import { argumentsMore1 } from './arguments-more-1.ts';
import { argumentsMore2 } from './arguments-more-2.ts';
import { argumentsMore3 } from './arguments-more-3.ts';
import { argumentsNumbersAndNames } from './arguments-numbers-and-names.ts';
import { argumentsRecordsAndDates } from './arguments-records-and-dates.ts';
import { jsonExtraction } from './json-extraction.ts';
import { jsonFrameworks } from './json-frameworks.ts';
import { jsonMore1 } from './json-more-1.ts';
import { jsonMore2 } from './json-more-2.ts';
import { jsonMore3 } from './json-more-3.ts';
import { jsonProtocols } from './json-protocols.ts';
import { jsonSchemas } from './json-schemas.ts';
import { retrievalDev1 } from './retrieval-dev-1.ts';
import { retrievalDev2 } from './retrieval-dev-2.ts';
import { retrievalDev3 } from './retrieval-dev-3.ts';
import { retrievalMaterials } from './retrieval-materials.ts';
import { retrievalMore1 } from './retrieval-more-1.ts';
import { retrievalMore2 } from './retrieval-more-2.ts';
import { retrievalMore3 } from './retrieval-more-3.ts';
import { retrievalSituations } from './retrieval-situations.ts';
import { retrievalTemplates } from './retrieval-templates.ts';
import { toolsDev1 } from './tools-dev-1.ts';
import { toolsDev2 } from './tools-dev-2.ts';
import { toolsDev3 } from './tools-dev-3.ts';
import { toolsDev4 } from './tools-dev-4.ts';

/** Cases that the reading is developed against. */
export const known: readonly ReadingCase[] = [
  ...argumentsConversationAndSigns,
  ...argumentsIndustries,
  ...argumentsMore1,
  ...argumentsMore2,
  ...argumentsMore3,
  ...argumentsNumbersAndNames,
  ...argumentsRecordsAndDates,
  ...jsonExtraction,
  ...jsonFrameworks,
  ...jsonMore1,
  ...jsonMore2,
  ...jsonMore3,
  ...jsonProtocols,
  ...jsonSchemas,
  ...retrievalDev1,
  ...retrievalDev2,
  ...retrievalDev3,
  ...retrievalMaterials,
  ...retrievalMore1,
  ...retrievalMore2,
  ...retrievalMore3,
  ...retrievalSituations,
  ...retrievalTemplates,
  ...toolsDev1,
  ...toolsDev2,
  ...toolsDev3,
  ...toolsDev4,
];
