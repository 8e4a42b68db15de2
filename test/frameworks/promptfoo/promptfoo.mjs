/** promptfoo from the command line: deterministic assertions, and the graders that ask a model for JSON. */
import { spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { facts } from '../harness.mjs';

export const framework = 'promptfoo';
export const packageName = 'promptfoo';

const folder = join(import.meta.dirname, 'node_modules/promptfoo');

/** Evaluates one test and fails with the reason that promptfoo gives. */
async function evaluate(name, assertion) {
  const config = {
    prompts: ['Repeat the code {{code}} and nothing else.'],
    providers: ['openai:chat:gpt-4o-mini'],
    defaultTest: { options: { provider: 'openai:chat:gpt-4o' } },
    tests: [{ vars: { code: facts.code }, assert: [assertion] }],
  };
  await writeFile(`${name}.json`, JSON.stringify(config));
  const { bin } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const program = join(folder, bin.promptfoo);
  const flags = [
    'eval',
    '--config',
    `${name}.json`,
    '--output',
    `${name}-output.json`,
    '--no-write',
    '--no-cache',
  ];
  const { stderr } = spawnSync(process.execPath, [program, ...flags, '--no-table'], {
    encoding: 'utf8',
    timeout: 80_000,
  });
  const output = await readFile(`${name}-output.json`, 'utf8').catch(() => {
    throw new Error(stderr.trim().split('\n').at(-1));
  });
  const [result] = JSON.parse(output).results.results;
  if (!result.success) throw new Error(result.gradingResult?.reason ?? result.error);
}

export const quickstarts = {
  contains: () => evaluate('contains', { type: 'contains', value: facts.code }),
  'llm-rubric': () => evaluate('rubric', { type: 'llm-rubric', value: `mentions the code ${facts.code}` }),
  factuality: () => evaluate('factuality', { type: 'factuality', value: `The code is ${facts.code}.` }),
};
