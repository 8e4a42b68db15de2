import type { LoadedOptions } from '../config/load.ts';
import { maskedOption, publicKeyOf } from '../config/masked.ts';

const MOST_KEYS = 5;

/** The start-up message: the server's address, the accepted keys, and a first request to paste. */
export function greeting(
  listening: string,
  { options, origins, file }: LoadedOptions,
  dcgmUrl?: string,
): string {
  const url = reachable(listening);
  const facts = [
    ['API', `${url}/v1`],
    ...(options.docs ? [['Docs', `${url}/docs`]] : []),
    ['Keys', keys(options, origins.apiKeys)],
    ...(dcgmUrl === undefined ? [] : [['GPUs', `${reachable(dcgmUrl)}/metrics`]]),
    ...(options.data === ':memory:' ? [] : [['Data', options.data]]),
    ...(options.webhooks.length === 0 ? [] : [['Events', events(options, origins.webhookSecret)]]),
    ...(file === undefined ? [] : [['Config', file]]),
  ];
  return [
    `FakeAI is listening on ${listening}`,
    '',
    ...facts.map(([label = '', value = '']) => `  ${label.padEnd(8)}${value}`),
    '',
    ...firstRequest(url, options),
    '',
    'Press Ctrl+C to stop.',
    '',
  ].join('\n');
}

type Options = LoadedOptions['options'];
type Origin = LoadedOptions['origins']['apiKeys'];

function keys(options: Options, origin: Origin): string {
  if (!options.requireApiKey) return 'not required';
  const shown = maskedOption('apiKeys', options) as readonly string[];
  const more = shown.length > MOST_KEYS ? ` and ${shown.length - MOST_KEYS} more` : '';
  return `${shown.slice(0, MOST_KEYS).join('  ')}${more}  (${origin.source === 'default' ? 'defaults' : `from ${origin.name}`})`;
}

function events({ webhooks, webhookSecret }: Options, { source, name }: Origin): string {
  const more = webhooks.length > 1 ? ` and ${webhooks.length - 1} more` : '';
  // The default secret is public, so it may be printed.
  return `to ${webhooks[0]}${more}, signed with ${source === 'default' ? webhookSecret : `the secret from ${name}`}`;
}

/**
 * Lines are at most 80 characters, unless the address is long, so that the command can be copied from any
 * terminal.
 */
function firstRequest(url: string, options: Options): string[] {
  const key = publicKeyOf(options);
  const body = { model: 'gpt-4o', messages: [{ role: 'user', content: 'Hello' }] };
  const authorization =
    key === undefined ? '"Authorization: Bearer $OPENAI_API_KEY"' : quote(`Authorization: Bearer ${key}`);
  return [
    options.requireApiKey && key === undefined
      ? 'Try it in bash or zsh, with one of the keys in OPENAI_API_KEY:'
      : 'Try it in bash or zsh:',
    '',
    [
      `  curl ${quote(`${url}/v1/chat/completions`)}`,
      ...(options.requireApiKey ? [`    -H ${authorization}`] : []),
      `    -H ${quote('Content-Type: application/json')}`,
      `    -d ${quote(JSON.stringify(body))}`,
    ].join(' \\\n'),
  ];
}

/** A server that listens on all interfaces is reachable locally at the loopback address. */
function reachable(url: string): string {
  return url.replace('//0.0.0.0:', '//127.0.0.1:').replace('//[::]:', '//[::1]:');
}

/** Quotes text as one word of a POSIX shell. */
function quote(text: string): string {
  return /^[\w:/.-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
