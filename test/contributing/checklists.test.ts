import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TSchema } from 'typebox';
import { describe, expect, it } from 'vitest';
import { OPTION_GROUPS, optionDefinition, optionNames } from '../../src/config/options.ts';
import { modelCatalogue } from '../../src/engine/models/catalogue.ts';
import { createFakeAI } from '../../src/fakeai.ts';
import { ENGINE_EXTRAS, type ExtraName } from '../../src/surfaces/openai/engine-extras/schema.ts';

/** Checks the checklists of CONTRIBUTING.md against the tables in the code. */

const ROOT = join(import.meta.dirname, '..', '..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** The text of all files in a folder for which `keeps` returns true. Installed packages are left out. */
function textOf(folder: string, keeps: (path: string) => boolean): string {
  return globSync('**/*.*', { cwd: join(ROOT, folder), exclude: ['**/.venv', '**/node_modules'] })
    .map((path) => join(ROOT, folder, path))
    .filter(keeps)
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');
}

const isTest = (path: string): boolean => /\.(test|cases)\.ts$/.test(path);
const names = (name: string): RegExp => new RegExp(`\\b${name}\\b`);

describe('CONTRIBUTING.md', () => {
  const named = [...read('CONTRIBUTING.md').matchAll(/`((?:src|test|docs|scripts)\/[\w./-]*)`/g)].map(
    ([, path]) => path as string,
  );

  it('names the files that a new option, field or model touches', () => {
    expect(named).toEqual(
      expect.arrayContaining([
        'src/config/options.ts',
        'src/surfaces/openai/chat/schema.ts',
        'src/engine/models/catalogue/',
      ]),
    );
  });

  it.each([...new Set(named)])('names %s, which exists', (path) => {
    expect(existsSync(join(ROOT, path))).toBe(true);
  });
});

describe('an option', () => {
  // Options about the configuration itself are used in src/config.
  const code = textOf(
    'src',
    (path) => path.endsWith('.ts') && !isTest(path) && !/config.(options|masked|reference)\.ts$/.test(path),
  );
  const reference = read('docs/options.md');
  const effects = read('test/options/effects.test.ts');
  const values = read('src/cli/options.test.ts');

  it.each(optionNames)('%s is used, shown in help, documented and tested', (name) => {
    expect(code).toMatch(names(name));
    expect(OPTION_GROUPS).toContain(optionDefinition(name).group);
    expect(reference, 'run npm run generate').toContain(
      `\n### \`${name}\`\n\n${optionDefinition(name).description}\n`,
    );
    expect(effects).toContain(`  async ${name}() {`);
    expect(values).toContain(`\n  ${name}: [`);
  });
});

describe('a model', () => {
  const documented = read('docs/models.md');
  /** Kinds of models billed per token. */
  const PRICED: ReadonlySet<string> = new Set(['chat', 'completion', 'embedding']);
  /** Open weights without a list price, and models whose price is not published. */
  const UNPRICED: ReadonlySet<string> = new Set([
    'gpt-oss-120b',
    'gpt-oss-20b',
    'TinyLlama/TinyLlama-1.1B-Chat-v1.0',
    'deepseek-ai/DeepSeek-R1-Distill-Llama-8B',
    'nvidia/nv-embedqa-e5-v5',
    'nvidia/nv-embedqa-mistral-7b-v2',
    'nvidia/llama-3.2-nv-embedqa-1b-v2',
    'NV-Embed-QA',
    'gpt-5.5-cyber-preview',
    'gpt-6-cyber',
    'gpt-6-rosalind',
    'gpt-6.2-astra-law',
    'gpt-rosalind-research',
  ]);

  it.each(modelCatalogue.map((card) => [card.id, card] as const))(
    '%s has a context window and a price, and is documented',
    (id, { kind, contextWindow, price }) => {
      expect(contextWindow).toBeGreaterThan(0);
      if (PRICED.has(kind)) expect(price === undefined).toBe(UNPRICED.has(id));
      expect(documented, 'run npm run generate').toContain(`\n| \`${id}\` | `);
    },
  );
});

describe('a field of a request', () => {
  const isSchema = (path: string): boolean => /schema(\.ts$|\/)/.test(path);
  const code = textOf('src', (path) => path.endsWith('.ts') && !isTest(path) && !isSchema(path));
  const tests =
    textOf('src', isTest) +
    textOf('test', (path) => /\.(ts|txt|py)$/.test(path) && path !== import.meta.filename);

  /** Parameters of engines that are read by their table: those without effect, and those that are refused. */
  const inTable = (name: string): boolean =>
    Object.hasOwn(ENGINE_EXTRAS, name) && ENGINE_EXTRAS[name as ExtraName].effect !== 'honoured';

  /** Accepted because clients send them, but meaningless in a simulation without a model. */
  const WITHOUT_EFFECT: ReadonlySet<string> = new Set([
    // Hints to a real service.
    'prompt_cache_options',
    // Hints to SGLang's and vLLM's own servers.
    'log_metrics',
    'return_routed_experts',
    'lora_int_id',
  ]);

  const fields = new Map<string, string>();
  for (const { id, body, form } of createFakeAI().operations) {
    for (const name of [body, form].flatMap(fieldsOf)) fields.set(name, fields.get(name) ?? id);
  }

  it.each([...fields].filter(([name]) => !inTable(name)))(
    '%s (%s) is read and tested, or listed as without effect',
    (name) => {
      const isRead = names(name).test(code);
      expect(isRead).toBe(!WITHOUT_EFFECT.has(name));
      if (isRead) expect(tests).toMatch(names(name));
    },
  );

  it('is still accepted if listed as without effect', () => {
    expect([...fields.keys()]).toEqual(expect.arrayContaining([...WITHOUT_EFFECT]));
  });
});

function fieldsOf(schema: TSchema | undefined): string[] {
  if (schema === undefined) return [];
  const {
    properties = {},
    anyOf = [],
    allOf = [],
  } = schema as {
    properties?: object;
    anyOf?: TSchema[];
    allOf?: TSchema[];
  };
  return [...Object.keys(properties), ...[...anyOf, ...allOf].flatMap(fieldsOf)];
}
