import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { OptionError } from '../config/option-error.ts';
import { flagOf, optionNames } from '../config/options.ts';
import { version } from '../config/version.ts';
import { parseArguments } from './arguments.ts';
import { COMMANDS, commandNames, GENERAL_FLAGS, takesOption } from './commands.ts';
import { createFakeIo } from './fake-io.ts';
import { CommandError } from './io.ts';
import { errorText, main } from './main.ts';

const SECRET = 'sk-very-secret-0123456789';

describe('main', () => {
  it('prints the version', async () => {
    const io = createFakeIo();
    expect(await main(['--version'], io)).toBe(0);
    expect(io.stdout()).toBe(`${version}\n`);
  });

  it('prints an overview with every command', async () => {
    for (const argv of [['--help'], ['help'], ['-h']]) {
      const io = createFakeIo({ columns: 80 });
      expect(await main(argv, io)).toBe(0);
      const lines = io.stdout().split('\n');
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
      expect(lines).toContain('Usage: fakeai [command] [flags]');
      for (const name of commandNames) expect(io.stdout()).toContain(COMMANDS[name].summary.slice(0, 40));
    }
  });

  it.each(commandNames)(
    'prints help for %s: usage, examples that are accepted, and the flags it takes',
    async (name) => {
      const { usage, examples, flags } = COMMANDS[name];
      for (const columns of [60, 80, 100]) {
        const io = createFakeIo({ columns });
        expect(await main([name, '--help'], io)).toBe(0);
        const text = io.stdout();
        expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(columns);
        expect(text).toContain(`Usage: fakeai ${usage} [flags]\n`);
        for (const flag of [...flags, ...GENERAL_FLAGS]) expect(text).toContain(`--${flag}`);
        for (const option of optionNames) {
          const isListed = new RegExp(
            `^  (${flagOf(option)}|--\\[no-\\]${flagOf(option).slice(2)})\\b`,
            'm',
          ).test(text);
          expect(isListed, option).toBe(name !== 'config' && takesOption(name, option));
        }
      }
      for (const [argv] of examples) {
        const words = argv
          .replace(/ [|>].*/, '')
          .split(' ')
          .filter((word) => word !== '');
        expect(parseArguments(words).command).toBe(name);
      }
    },
  );

  it('prints the options in force and where each came from, keys masked', async () => {
    const io = createFakeIo({ env: { FAKEAI_API_KEYS: SECRET, FAKEAI_PORT: '9000' } });
    expect(await main(['config', '--fast'], io)).toBe(0);
    const rows = new Map(
      io
        .stdout()
        .split('\n')
        .map((line) => [line.split(/ +/)[0], line.split(/ {2,}/)]),
    );
    expect(rows.get('port')).toEqual(['port', '9000', 'FAKEAI_PORT']);
    expect(rows.get('apiKeys')).toEqual(['apiKeys', 'sk-v…6789', 'FAKEAI_API_KEYS']);
    expect(rows.get('latency')).toEqual(['latency', 'none', '--fast']);
    expect(rows.get('host')).toEqual(['host', '127.0.0.1', 'default']);
    expect([...rows.keys()]).toEqual(expect.arrayContaining([...optionNames]));
    expect(io.stdout()).not.toContain(SECRET);
  });

  it('prints them as JSON, keys masked', async () => {
    const io = createFakeIo();
    expect(await main(['config', '--json', '--api-keys', `${SECRET},short`, '--ttft', '1s'], io)).toBe(0);
    const { file, options } = JSON.parse(io.stdout());
    expect(file).toBeNull();
    expect(options.apiKeys).toEqual({
      value: ['sk-v…6789', '…'],
      origin: { source: 'flag', name: '--api-keys' },
    });
    expect(options.ttft.value).toEqual({ mean: 1000, deviation: 0, shape: 'none' });
    expect(options.maxConnections.value).toBeNull();
    expect(Object.keys(options)).toEqual(optionNames);
  });

  it('masks every secret that is not a default', async () => {
    const secret = `whsec_${'x'.repeat(32)}`;
    for (const argv of [['config'], ['config', '--json']]) {
      const io = createFakeIo({ env: { FAKEAI_WEBHOOK_SECRET: secret, FAKEAI_API_KEYS: SECRET } });
      await main(argv, io);
      expect(io.stdout()).not.toContain(secret);
      expect(io.stdout()).not.toContain(SECRET);
      const plain = createFakeIo();
      await main(argv, plain);
      expect(plain.stdout()).toContain('sk-fakeai-1234567890abcdef');
    }
  });

  it('says which variables it does not know, and goes on', async () => {
    const io = createFakeIo({ env: { FAKEAI_PROT: '9000', FAKEAI_ZZZZZZ: '', PORT: '1' } });
    expect(await main(['config'], io)).toBe(0);
    expect(io.stderr()).toBe(
      'fakeai: Unknown variable FAKEAI_PROT is ignored. Did you mean FAKEAI_PORT?\n' +
        'fakeai: Unknown variable FAKEAI_ZZZZZZ is ignored.\n',
    );
  });

  it.each([
    [['--port', 'abc'], {}, 'fakeai: Wrong value for --port: "abc". Allowed: an integer from 0 to 65535.\n'],
    [
      ['config'],
      { FAKEAI_PORT: '-1' },
      'fakeai: Wrong value for FAKEAI_PORT: "-1". Allowed: an integer from 0 to 65535.\n',
    ],
    [['--prot'], {}, 'fakeai: Unknown flag --prot. Did you mean --port?\n'],
    [
      ['--log-level', 'inf'],
      {},
      'fakeai: Wrong value for --log-level: "inf". Allowed: one of silent, error, warn, info, debug. Did you mean info?\n',
    ],
    [
      ['--port', 'x'],
      { FAKEAI_DOCS: 'maybe' },
      'fakeai: Wrong value for --port: "x". Allowed: an integer from 0 to 65535.\nfakeai: Wrong value for FAKEAI_DOCS: "maybe". Allowed: true or false.\n',
    ],
    [['--config', 'no.yaml', '--debug'], {}, 'fakeai: Cannot read the config file no.yaml: no such file.\n'],
  ])('answers %j with a line for each problem, and 2', async (argv, env, line) => {
    const io = createFakeIo({ env });
    expect(await main(argv, io)).toBe(2);
    expect(io.stderr()).toBe(line);
    expect(io.stdout()).toBe('');
  });
});

describe('errorText', () => {
  it('shows the stack of an unexpected error only when debugging', () => {
    const error = new TypeError('broken\nin two');
    expect(errorText(error, false)).toBe('fakeai: broken (--debug shows the stack trace)\n');
    expect(errorText(error, true)).toContain('main.test.ts');
    expect(errorText(new OptionError('wrong'), true)).toBe('fakeai: wrong\n');
    expect(errorText(new CommandError('one\ntwo'), true)).toBe('fakeai: one\nfakeai: two\n');
    expect(errorText('text', true)).toBe('fakeai: text\n');
  });
});

describe('the program on an old Node', () => {
  const start = (version: string) => {
    const script = `Object.defineProperty(process.versions, 'node', { value: ${JSON.stringify(version)} });
      process.argv.splice(1, 0, 'fakeai', '--version');
      await import(${JSON.stringify(join(import.meta.dirname, '..', 'bin.ts'))});`;
    return spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  };

  it.each(['20.20.2', '22.17.1', '18.0.0'])('refuses %s in one line', (old) => {
    const { status, stderr, stdout } = start(old);
    expect({ status, stderr, stdout }).toEqual({
      status: 1,
      stderr: `fakeai needs Node.js 22.18 or newer; this is ${old}\n`,
      stdout: '',
    });
  });

  it.each(['22.18.0', '24.0.0'])('starts on %s', (recent) => {
    expect(start(recent)).toMatchObject({ status: 0, stderr: '', stdout: `${version}\n` });
  });
});
