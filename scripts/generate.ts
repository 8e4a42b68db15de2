/**
 * `npm run generate` writes the files that are generated from the code. With `--check` it writes nothing,
 * lists the files that differ, and exits with 1 if there are any.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import cl100k from 'gpt-tokenizer/bpeRanks/cl100k_base';
import o200k from 'gpt-tokenizer/bpeRanks/o200k_base';
import { optionReference } from '../src/config/reference.ts';
import { engineProfiles } from '../src/engine/batching/engine-profiles.ts';
import { modelCatalogue } from '../src/engine/models/catalogue.ts';
import { createFakeAI } from '../src/fakeai.ts';
import { engineParameters } from './engine-parameters.ts';
import { engineProfileTable } from './engine-profile-table.ts';
import { metricsPage } from './metrics-page.ts';
import { modelTable } from './model-table.ts';
import { packVocabulary } from './pack-vocabulary.ts';
import { responseEvents } from './response-events.ts';
import { supportMatrix } from './support-matrix.ts';

interface GeneratedFile {
  /** Relative to the repository root. */
  readonly path: string;
  content(): string | Uint8Array | Promise<string>;
}

const GENERATED: readonly GeneratedFile[] = [
  { path: 'docs/options.md', content: optionReference },
  { path: 'docs/models.md', content: () => modelTable(modelCatalogue) },
  { path: 'docs/engine-profiles.md', content: () => engineProfileTable(engineProfiles) },
  { path: 'docs/metrics.md', content: metricsPage },
  { path: 'docs/support-matrix.md', content: () => supportMatrix(createFakeAI().operations) },
  { path: 'docs/engine-parameters.md', content: engineParameters },
  { path: 'docs/response-events.md', content: responseEvents },
  { path: 'src/engine/tokenizer/vocabularies/o200k_base.bin', content: () => packVocabulary(o200k) },
  { path: 'src/engine/tokenizer/vocabularies/cl100k_base.bin', content: () => packVocabulary(cl100k) },
];

const ROOT = join(import.meta.dirname, '..');
const checking = process.argv.includes('--check');

for (const { path, content } of GENERATED) {
  const file = join(ROOT, path);
  const wanted = Buffer.from(await content());
  const present = await readFile(file).catch(() => undefined);
  if (present?.equals(wanted)) continue;
  if (checking) {
    process.stderr.write(
      `${path} is ${present === undefined ? 'missing' : 'out of date'}: run npm run generate\n`,
    );
    process.exitCode = 1;
  } else {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, wanted);
    process.stdout.write(`${path} written\n`);
  }
}
