import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outsideEnv, pack } from '../../scripts/pack.ts';
import { documents, snippetsOf } from '../readme/snippets.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const PATIENCE = 120_000;
const MEGABYTE = 1_000_000;

const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };

/** A project with only this package installed. */
let home: string;
const installed = (...path: string[]) => join(home, 'node_modules', 'fakeai', ...path);

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'fakeai-package-'));
  const tarball = await pack(home);
  await writeFile(join(home, 'package.json'), JSON.stringify({ name: 'app', private: true }));
  const install = await run('npm', [
    'install',
    '--offline',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    tarball,
  ]);
  if (install.code !== 0) throw new Error(install.stderr);
}, PATIENCE);

afterAll(() => rm(home, { recursive: true, force: true }));

describe('the contents of the package', () => {
  it('are the files that programs need, and no others', async () => {
    const files = await readdir(installed(), { recursive: true });
    expect(files).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'CHANGELOG.md', 'package.json']));
    expect(files).toEqual(
      expect.arrayContaining(['index.js', 'index.d.ts', 'bin.js'].map((f) => join('dist', f))),
    );
    expect(files).toContain(join('dist', 'THIRD-PARTY-NOTICES'));
    expect(files.filter((file) => /\.(map|test\.\w+|tsx?)$/.test(file) && !file.endsWith('.d.ts'))).toEqual(
      [],
    );
    const top = new Set(files.map((file) => file.split(/[\\/]/)[0]));
    expect([...top].sort()).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'dist', 'package.json']);
  });

  it('are small', async () => {
    const files = await readdir(installed(), { recursive: true });
    const sizes = await Promise.all(files.map((file) => stat(installed(file))));
    const total = sizes.reduce((sum, entry) => sum + (entry.isFile() ? entry.size : 0), 0);
    expect(total).toBeLessThan(9 * MEGABYTE);
  });

  it('include no other package', async () => {
    const folders = await readdir(join(home, 'node_modules'));
    expect(folders.filter((name) => !name.startsWith('.'))).toEqual(['fakeai']);
  });

  it('do not reveal the build path', async () => {
    const files = (await readdir(installed('dist'), { recursive: true })).filter((file) =>
      /\.(js|ts)$/.test(file),
    );
    for (const file of files) {
      const text = await readFile(installed('dist', file), 'utf8');
      expect(text.includes(ROOT), file).toBe(false);
      expect(text.includes('fakeai-pack-'), file).toBe(false);
    }
  });
});

describe('the commands', () => {
  it.each(['fakeai', 'fakeai-server'])(
    '%s prints its version and usage',
    async (name) => {
      expect(await run('npx', [name, '--version'])).toMatchObject({ code: 0, stdout: `${version}\n` });
      const help = await run('npx', [name, '--help']);
      expect(help).toMatchObject({ code: 0 });
      expect(help.stdout).toMatch(/usage/i);
      expect(help.stdout).toContain('--port');
    },
    PATIENCE,
  );

  it(
    'serves requests and exits cleanly on SIGINT',
    async () => {
      const program = join(home, 'node_modules', '.bin', 'fakeai-server');
      const server = spawn(program, ['--port', '0', '--fast', '--log-format', 'json'], {
        cwd: home,
        env: outsideEnv(),
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      try {
        const ended = once(server, 'exit');
        const url = await firstUrl(createInterface(server.stdout));
        const reply = await fetch(`${url}/v1/chat/completions`, {
          method: 'POST',
          headers: { authorization: 'Bearer sk-fakeai-1234567890abcdef', 'content-type': 'application/json' },
          body: JSON.stringify({ model: 'gpt-4o', messages: [{ role: 'user', content: 'Hello' }] }),
        });
        expect(reply.status).toBe(200);
        expect(await reply.json()).toMatchObject({ object: 'chat.completion', model: 'gpt-4o-2024-08-06' });
        for (const page of ['/docs', '/redoc', '/openapi.json']) {
          expect((await fetch(url + page)).status, page).toBe(200);
        }
        const script = await (await fetch(`${url}/docs/assets/swagger-ui-bundle.js`)).text();
        const original = join(ROOT, 'node_modules', 'swagger-ui-dist', 'swagger-ui-bundle.js');
        expect(script === (await readFile(original, 'utf8'))).toBe(true);
        server.kill('SIGINT');
        expect(await ended).toEqual([0, null]);
      } finally {
        server.kill('SIGKILL');
      }
    },
    PATIENCE,
  );
});

describe('as a library', () => {
  const body = `
    const fake = createFakeAI({ fast: true });
    const answer = async (fake) => {
      const reply = await fake.fetch('http://fake/v1/chat/completions', {
        method: 'POST',
        headers: { authorization: 'Bearer sk-fakeai-1234567890abcdef', 'content-type': 'application/json' },
        body: JSON.stringify({ model: 'gpt-4o', messages: [{ role: 'user', content: 'Hello' }] }),
      });
      return (await reply.json()).choices[0].message.role;
    };
    answer(fake).then(async (role) => {
      await fake.close();
      console.log(role);
    });`;

  it.each([
    ['import', 'app.mjs', "import { createFakeAI } from 'fakeai';"],
    ['require', 'app.cjs', "const { createFakeAI } = require('fakeai');"],
  ])('loads with %s', async (_way, file, load) => {
    await writeFile(join(home, file), load + body);
    expect(await run(process.execPath, [file])).toEqual({ code: 0, stdout: 'assistant\n', stderr: '' });
  });

  it('loads no HTTP server until it listens', async () => {
    const source = `
      import { createFakeAI } from 'fakeai';
      const loaded = () => process.moduleLoadList.includes('NativeModule http');
      const fake = createFakeAI({ fast: true });
      const before = loaded();
      await fake.listen({ port: 0 });
      console.log(before, loaded());
      await fake.close();`;
    await writeFile(join(home, 'quiet.mjs'), source);
    expect(await run(process.execPath, ['quiet.mjs'])).toEqual({
      code: 0,
      stdout: 'false true\n',
      stderr: '',
    });
  });

  it.each([
    ['node16', 'node16'],
    ['esnext', 'bundler'],
  ])(
    'has types under module %s with resolution %s',
    async (module, resolution) => {
      const source = `
      import { createFakeAI, defineApi, defineNoun, type FakeAI, type FakeAIOptions, openai, OptionError } from 'fakeai';
      const options: FakeAIOptions = { fast: true, port: 0, ttft: '20ms:10%' };
      const fake: FakeAI = createFakeAI(options);
      const { url, port }: { url: string; port: number } = await fake.listen();
      const call: typeof fetch = fake.fetch;
      const message: string = new OptionError('wrong').message;
      // @ts-expect-error a port is a number
      createFakeAI({ port: {} });
      // @ts-expect-error there is no such option
      createFakeAI({ prot: 1 });
      const mailing = defineNoun({ tag: 'Mailing', rows: (_: { mail: string }) => [] });
      // @ts-expect-error the platform has no mail
      createFakeAI({ apis: [defineApi({ dialect: openai, nouns: [mailing] })] });
      export { url, port, call, message };`;
      await writeFile(join(home, 'app.mts'), source);
      const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
      const flags = ['--noEmit', '--strict', '--exactOptionalPropertyTypes', '--target', 'es2023'];
      const checked = await run(process.execPath, [
        tsc,
        ...flags,
        '--lib',
        'es2023,dom',
        '--module',
        module,
        '--moduleResolution',
        resolution,
        'app.mts',
      ]);
      expect(checked).toEqual({ code: 0, stdout: '', stderr: '' });
    },
    PATIENCE,
  );
});

describe('the code in the documentation', () => {
  it(
    'compiles in strict mode with the package and the official client installed',
    async () => {
      const folder = join(home, 'snippets');
      await mkdir(join(folder, 'node_modules'), { recursive: true });
      for (const name of ['openai', '@types'])
        await symlink(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name), 'dir');
      const files: string[] = [];
      for (const path of documents())
        for (const [index, code] of snippetsOf(path, 'ts').entries()) {
          const file = `${path.replace(/\W/g, '-')}-${index}.mts`;
          // Documentation of internals imports from '../src/'. Each snippet is compiled as a module.
          const text = `${code.replaceAll("from '../src/", `from '${ROOT}/src/`)}\nexport {};\n`;
          await writeFile(join(folder, file), text);
          files.push(file);
        }
      expect(files.length).toBeGreaterThan(5);
      await writeFile(
        join(folder, 'tsconfig.json'),
        JSON.stringify({
          compilerOptions: {
            strict: true,
            noEmit: true,
            target: 'es2023',
            lib: ['es2023'],
            module: 'nodenext',
            types: ['node'],
            allowImportingTsExtensions: true,
          },
          files,
        }),
      );
      const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
      const checked = await run(process.execPath, [tsc, '--project', folder]);
      expect(checked).toEqual({ code: 0, stdout: '', stderr: '' });
    },
    PATIENCE,
  );
});

describe('bundled into a program', () => {
  /** Imitates a bundler: copies the package's code to another folder, with only the given files. */
  const bundleInto = async (folder: string, files: readonly string[]): Promise<void> => {
    const scripts = (await readdir(installed('dist'))).filter((file) => file.endsWith('.js'));
    const kept = [...scripts.filter((file) => file !== 'fakeai-worker.js'), ...files];
    await Promise.all(
      kept.map((file) => cp(installed('dist', file), join(home, folder, file), { recursive: true })),
    );
  };
  const ask = `
    const fake = createFakeAI({ fast: true });
    const ask = async (path, body) => {
      const headers = { authorization: 'Bearer sk-fakeai-1234567890abcdef', 'content-type': 'application/json' };
      const init = body ? { method: 'POST', headers, body: JSON.stringify(body) } : {};
      const reply = await fake.fetch('http://fake' + path, init);
      const text = await reply.text();
      console.log(reply.status, /cannot find its file '([^']+)'.*external: \\['fakeai'\\]/.exec(text)?.[1]);
    };
    const chat = { model: 'gpt-4o', messages: [{ role: 'user', content: 'Hello' }] };
    const picture = { model: 'gpt-image-1', prompt: 'A fox', size: '1024x1024', quality: 'low' };
    const speech = { model: 'tts-1', voice: 'alloy', input: 'Hello', response_format: 'opus' };`;
  const say = async (folder: string, calls: string) => {
    const file = join(home, folder, 'app.mjs');
    await writeFile(file, `import { createFakeAI } from './index.js';${ask}${calls} await fake.close();`);
    return run(process.execPath, [file]);
  };

  it(
    'reports each missing file to the requests that need it, and warns once',
    async () => {
      await bundleInto('without-files', []);
      const calls = `await ask('/v1/chat/completions', chat); await ask('/v1/chat/completions', chat);
        await ask('/docs'); await ask('/redoc');`;
      const { code, stdout, stderr } = await say('without-files', calls);
      expect(code).toBe(0);
      expect(stdout).toBe(
        '500 vocabularies/o200k_base.bin\n'.repeat(2) +
          '500 assets/swagger-ui-bundle.js.br\n500 assets/redoc.standalone.js.br\n',
      );
      expect(stderr.match(/FakeAIWarning/g)).toHaveLength(3);
    },
    PATIENCE,
  );

  it(
    'reports files missing in worker threads',
    async () => {
      await bundleInto('without-worker', ['vocabularies']);
      const calls = `await ask('/v1/images/generations', picture); await ask('/v1/audio/speech', speech);`;
      expect((await say('without-worker', calls)).stdout).toBe('500 fakeai-worker.js\n'.repeat(2));
      await bundleInto('without-codecs', ['vocabularies', 'fakeai-worker.js']);
      const webp = `await ask('/v1/images/generations', { ...picture, output_format: 'webp' });`;
      expect((await say('without-codecs', `${webp} await ask('/v1/audio/speech', speech);`)).stdout).toBe(
        '500 wasm/webp_enc_simd.wasm.br\n500 wasm/opusscript_native_wasm.wasm.br\n',
      );
    },
    PATIENCE,
  );

  it(
    'loads and reports missing files without import.meta.url, as in a CommonJS bundle',
    async () => {
      await bundleInto('without-location', []);
      for (const file of await readdir(join(home, 'without-location'))) {
        const path = join(home, 'without-location', file);
        const text = await readFile(path, 'utf8');
        await writeFile(path, text.replaceAll('import.meta.url', '(void 0)'));
      }
      const { code, stdout } = await say('without-location', "await ask('/v1/chat/completions', chat);");
      expect({ code, stdout }).toEqual({ code: 0, stdout: '500 vocabularies/o200k_base.bin\n' });
    },
    PATIENCE,
  );
});

describe('on a Node that is too old', async () => {
  const old = await oldNode();

  it.skipIf(old === undefined)(
    `prints one line and exits with 1 (${old?.version ?? 'none here'})`,
    async () => {
      const started = await run(old?.path ?? '', [installed('dist', 'bin.js'), '--version']);
      expect(started).toEqual({
        code: 1,
        stdout: '',
        stderr: `fakeai needs Node.js 22.18 or newer; this is ${old?.version}\n`,
      });
    },
  );

  const importing = (load = '') => [
    '--input-type=module',
    '--eval',
    `${load}try { await import('fakeai'); console.log('loaded'); } catch (error) { console.log(error.message); }`,
  ];

  it.skipIf(old === undefined)(
    `throws the same message on import (${old?.version ?? 'none here'})`,
    async () => {
      expect(await run(old?.path ?? '', importing())).toEqual({
        code: 0,
        stdout: `fakeai needs Node.js 22.18 or newer; this is ${old?.version}\n`,
        stderr: '',
      });
    },
  );

  // The current Node, made to report another version.
  const disguise = (as: string) => `Object.defineProperty(process.versions, 'node', { value: '${as}' });`;
  const startAs = (as: string) => {
    const preload = `data:text/javascript,${encodeURIComponent(disguise(as))}`;
    return run(process.execPath, ['--import', preload, installed('dist', 'bin.js'), '--version']);
  };
  const importAs = (as: string) => run(process.execPath, importing(disguise(as)));

  it.each(['18.20.8', '20.0.0', '22.17.1', '22.9.0'])('rejects %s', async (as) => {
    const problem = `fakeai needs Node.js 22.18 or newer; this is ${as}\n`;
    expect(await startAs(as)).toEqual({ code: 1, stdout: '', stderr: problem });
    expect(await importAs(as)).toEqual({ code: 0, stdout: problem, stderr: '' });
  });

  it.each(['22.18.0', '23.0.0', '100.0.0'])('accepts %s', async (as) => {
    expect(await startAs(as)).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
    expect(await importAs(as)).toEqual({ code: 0, stdout: 'loaded\n', stderr: '' });
  });
});

async function run(
  command: string,
  args: readonly string[],
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(command, args, { cwd: home, env: outsideEnv(), stdio: ['ignore', 'pipe', 'pipe'] });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
    });
  }
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...output };
}

async function firstUrl(lines: AsyncIterable<string>): Promise<string> {
  for await (const line of lines) {
    const { url } = JSON.parse(line) as { url?: string };
    if (url !== undefined) return url;
  }
  throw new Error('The server exited before it was listening');
}

/** The first Node older than 22.18 on the PATH, if any. */
async function oldNode(): Promise<{ path: string; version: string } | undefined> {
  for (const folder of process.env.PATH?.split(delimiter) ?? []) {
    const path = join(folder, 'node');
    const said = await versionOf(path);
    const [major = 0, minor = 0] = (said ?? '99').split('.').map(Number);
    if (said !== undefined && (major < 22 || (major === 22 && minor < 18))) return { path, version: said };
  }
  return undefined;
}

async function versionOf(path: string): Promise<string | undefined> {
  const child = spawn(path, ['--version'], { stdio: ['ignore', 'pipe', 'ignore'] });
  let said = '';
  child.stdout?.on('data', (text) => {
    said += text;
  });
  const code = await new Promise((resolve) => {
    child.on('error', resolve);
    child.on('close', resolve);
  });
  return code === 0 ? /^v(\d+\.\d+\.\d+)/.exec(said)?.[1] : undefined;
}
