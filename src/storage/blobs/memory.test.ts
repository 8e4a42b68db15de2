import { describeBlobPlace } from './blob-place.cases.ts';
import { createBlobMemory } from './memory.ts';

describeBlobPlace('blobs in memory', createBlobMemory);
