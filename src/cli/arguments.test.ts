import { describe, expect, it } from 'vitest';
import { parseArguments } from './arguments.ts';

describe('parseArguments', () => {
  it('takes serve for the command when none is given', () => {
    expect(parseArguments([])).toMatchObject({ command: 'serve', flags: {}, help: false, version: false });
  });

  it.each([
    [['serve'], { command: 'serve', help: false }],
    [['server'], { command: 'serve', help: false }],
    [['--fast', 'models', '--json'], { command: 'models', json: true, flags: { fast: true } }],
    [['serve', '--help'], { command: 'serve', help: true }],
    [['help', 'serve'], { help: true }],
    [['-h'], { help: true }],
    [['-v'], { version: true }],
    [['config', '--config', 'x.yaml'], { command: 'config', config: 'x.yaml' }],
    [['--config=x.yaml'], { command: 'serve', config: 'x.yaml' }],
    [['--port', '1', '--port=2'], { flags: { port: '2' } }],
    [['--port', '-1'], { flags: { port: '-1' } }],
    [['--api-keys', 'a', '--api-keys', 'b,c', '--api-keys=d'], { flags: { apiKeys: ['a', 'b,c', 'd'] } }],
    [['--no-docs', '--debug'], { flags: { docs: false, debug: true } }],
    [['--docs=false'], { flags: { docs: 'false' } }],
    [['batch', 'run', 'a.jsonl'], { command: 'batch', input: 'a.jsonl', output: undefined }],
    [['batch', 'run', 'a', '-o', 'b', '--errors', 'c'], { input: 'a', output: 'b', errors: 'c' }],
    [['batch', '--help'], { command: 'batch', help: true }],
  ])('reads %j', (argv, expected) => {
    expect(parseArguments(argv)).toMatchObject(expected);
  });

  it.each([
    [['--prot', '1'], 'Unknown flag --prot. Did you mean --port?'],
    [['--api-key=x'], 'Unknown flag --api-key. Did you mean --api-keys?'],
    [['--response_delay', '1'], 'Unknown flag --response_delay. Did you mean --response-delay?'],
    [['--no-port'], 'Unknown flag --no-port. Did you mean --port?'],
    [['--no-help'], 'Unknown flag --no-help.'],
    [['--__proto__=1'], 'Unknown flag --__proto__. fakeai --help lists them.'],
    [['--constructor'], 'Unknown flag --constructor. fakeai --help lists them.'],
    [['-x'], 'Unknown flag -x. fakeai --help lists them.'],
    [['--\u001b[31m'], 'Unknown flag --\\u001b[31m. fakeai --help lists them.'],
    [['sreve'], 'Unknown command "sreve". Did you mean serve?'],
    [['temperature'], 'Unknown command "temperature". Commands: serve, models, config, openapi, batch.'],
    [['serve', 'now'], 'Unexpected word "now" after serve. A switch is turned off with --no-NAME.'],
    [['batch'], 'batch needs a file: fakeai batch run input.jsonl -o output.jsonl'],
    [['batch', 'run'], 'batch needs a file: fakeai batch run input.jsonl -o output.jsonl'],
    [['batch', 'walk', 'a'], 'Unexpected word "walk" after batch.'],
    [['models', '-o', 'b'], '--output and --errors are for the command batch run.'],
    [['batch', 'run', 'a', '--json'], '--json is for the commands models and config.'],
    [['--debug', 'false'], 'Unknown command "false".'],
    [['--port'], '--port needs a value: --port=VALUE.'],
    [['--port='], '--port needs a value: --port=VALUE.'],
    [['--data', '--debug'], '--data needs a value: --data=VALUE.'],
    [['--config'], '--config needs a value: --config=VALUE.'],
    [['--no-docs=1'], '--no-docs takes no value.'],
    [['--help=1'], '--help takes no value.'],
    [['serve', '--json'], '--json is for the commands models and config. JSON log lines: --log-format json.'],
  ])('refuses %j', (argv, message) => {
    expect(() => parseArguments(argv)).toThrow(message);
  });

  it('pollutes no prototype', () => {
    expect(() => parseArguments(['--__proto__.port=1'])).toThrow('Unknown flag');
    expect(({} as { port?: string }).port).toBeUndefined();
  });
});
