import { describe, expect, it } from 'vitest';
import { parseArguments } from './arguments.ts';

describe('parseArguments', () => {
  it('defaults to the serve command', () => {
    expect(parseArguments([])).toMatchObject({
      command: 'serve',
      flags: {},
      help: undefined,
      version: false,
    });
  });

  it.each([
    [['serve'], { command: 'serve', help: undefined }],
    [['server'], { command: 'serve', help: undefined }],
    [['--debug', 'models', '--json'], { command: 'models', json: true, flags: { debug: true } }],
    [['serve', '--help'], { command: 'serve', help: 'serve' }],
    [['help', 'serve'], { help: 'serve' }],
    [['help', 'batch', 'run'], { help: 'batch' }],
    [['help'], { help: 'all' }],
    [['-h'], { help: 'all' }],
    [['-v'], { version: true }],
    [['version'], { version: true }],
    [['config', '--config', 'x.yaml'], { command: 'config', config: 'x.yaml' }],
    [['--config=x.yaml'], { command: 'serve', config: 'x.yaml' }],
    [['--port', '1', '--port=2'], { flags: { port: '2' } }],
    [['--port', '-1'], { flags: { port: '-1' } }],
    [['--api-keys', 'a', '--api-keys', 'b,c', '--api-keys=d'], { flags: { apiKeys: ['a', 'b,c', 'd'] } }],
    [['--no-docs', '--debug'], { flags: { docs: false, debug: true } }],
    [['--docs=false'], { flags: { docs: 'false' } }],
    [['batch', 'run', 'a.jsonl'], { command: 'batch', input: 'a.jsonl', output: undefined }],
    [['batch', 'run', 'a', '-o', 'b', '--errors', 'c'], { input: 'a', output: 'b', errors: 'c' }],
    [['batch', 'run', 'a', '-o', 'b', '--resume'], { resume: true, force: false }],
    [['batch', 'run', 'a', '--force'], { resume: false, force: true }],
    [['batch', '--help'], { command: 'batch', help: 'batch' }],
    [['batch', 'run', '--help'], { command: 'batch', help: 'batch' }],
    [['models', '--port', '1', '--help'], { help: 'models' }],
    [['calibrate', 'a', 'b', '--like', 'c'], { results: ['a', 'b'], like: 'c', name: undefined }],
    [['help', 'calibrate'], { help: 'calibrate' }],
  ])('reads %j', (argv, expected) => {
    expect(parseArguments(argv)).toMatchObject(expected);
  });

  it.each([
    [['--prot', '1'], 'Unknown flag --prot. Did you mean --port?'],
    [['--api-key=x'], 'Unknown flag --api-key. Did you mean --api-keys?'],
    [['--response_delay', '1'], 'Unknown flag --response_delay. Did you mean --response-delay?'],
    [['--no-port'], 'Unknown flag --no-port. Did you mean --port?'],
    [['--strict'], 'Unknown flag --strict. Did you mean --strict-models or --strict-schemas?'],
    [['--max', '1'], 'Unknown flag --max. See fakeai --help.'],
    [['--no-help'], 'Unknown flag --no-help.'],
    [['--__proto__=1'], 'Unknown flag --__proto__. See fakeai --help.'],
    [['--constructor'], 'Unknown flag --constructor. See fakeai --help.'],
    [['-x'], 'Unknown flag -x. See fakeai --help.'],
    [['--\u001b[31m'], 'Unknown flag --\\u001b[31m. See fakeai --help.'],
    [['sreve'], 'Unknown command "sreve". Did you mean serve?'],
    [
      ['temperature'],
      'Unknown command "temperature". Commands: serve, models, config, openapi, batch, calibrate.',
    ],
    [['serve', 'now'], 'Unexpected argument "now".'],
    [['batch'], 'Missing input file: fakeai batch run <input.jsonl> -o out.jsonl'],
    [['batch', 'run'], 'Missing input file: fakeai batch run <input.jsonl> -o out.jsonl'],
    [['batch', 'walk', 'a'], 'Unknown batch command "walk". Use fakeai batch run <input.jsonl>.'],
    [['batch', 'a.jsonl'], 'Unknown batch command "a.jsonl". Did you mean fakeai batch run a.jsonl?'],
    [['a.jsonl'], 'Unknown command "a.jsonl". Did you mean fakeai batch run a.jsonl?'],
    [['batch', 'run', 'a', 'b'], 'Unexpected argument "b".'],
    [['batch', 'run', 'a', '--resume'], '--resume needs the output file to continue: --output <path>.'],
    [['batch', 'run', 'a', '-o', 'b', '--resume', '--force'], '--resume and --force exclude each other.'],
    [
      ['batch', 'run', 'a', '--port', '1'],
      '--port does not apply to fakeai batch run, only to serve, config.',
    ],
    [['models', '-o', 'b'], '--output does not apply to fakeai models, only to batch run.'],
    [['--resume'], '--resume does not apply to fakeai serve, only to batch run.'],
    [['models', '--fast'], '--fast does not apply to fakeai models, only to serve, config, batch run.'],
    [
      ['batch', 'run', 'a', '--json'],
      '--json does not apply to fakeai batch run, only to models, config, calibrate.',
    ],
    [['--debug', 'false'], 'Unexpected argument "false". Use --debug or --no-debug.'],
    [['false'], 'Unknown command "false".'],
    [['calibrate'], 'Missing file: fakeai calibrate <results.json>...'],
    [['calibrate', 'a', '--like'], '--like needs a value: --like <name>.'],
    [['models', '--name', 'a'], '--name does not apply to fakeai models, only to calibrate.'],
    [['--port'], '--port needs a value: --port <number>.'],
    [['--port='], '--port needs a value: --port <number>.'],
    [['--data', '--debug'], '--data needs a value: --data <path>.'],
    [['--config'], '--config needs a value: --config <path>.'],
    [['--no-docs=1'], '--no-docs takes no value.'],
    [['--help=1'], '--help takes no value.'],
    [
      ['serve', '--json'],
      '--json does not apply to fakeai serve, only to models, config, calibrate. For JSON logs use --log-format json.',
    ],
  ])('rejects %j', (argv, message) => {
    expect(() => parseArguments(argv)).toThrow(message);
  });

  it('cannot pollute a prototype', () => {
    expect(() => parseArguments(['--__proto__.port=1'])).toThrow('Unknown flag');
    expect(({} as { port?: string }).port).toBeUndefined();
  });
});
