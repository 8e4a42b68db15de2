import type { LoadedOptions } from '../config/load.ts';

const MOST_KEYS = 5;

/** What a person sees at the start: where the server is, how to get in, and a first request to paste. */
export function greeting(listening: string, { options, origins, file }: LoadedOptions): string {
  const url = reachable(listening);
  const facts = [
    ['API', `${url}/v1`],
    ...(options.docs ? [['Docs', `${url}/docs`]] : []),
    ['Keys', keys(options.apiKeys, options.requireApiKey, origins.apiKeys)],
    ...(options.data === ':memory:' ? [] : [['Data', options.data]]),
    ...(options.webhooks.length === 0 ? [] : [['Events', events(options, origins.webhookSecret)]]),
    ...(file === undefined ? [] : [['Config', file]]),
  ];
  return [
    `FakeAI is listening on ${listening}`,
    '',
    ...facts.map(([label = '', value = '']) => `  ${label.padEnd(8)}${value}`),
    '',
    'Try it:',
    '',
    firstRequest(url, options.requireApiKey ? options.apiKeys[0] : undefined),
    '',
    'Ctrl+C stops.',
    '',
  ].join('\n');
}

function keys(
  apiKeys: readonly string[],
  required: boolean,
  origin: LoadedOptions['origins']['apiKeys'],
): string {
  if (!required) return 'none needed';
  const more = apiKeys.length > MOST_KEYS ? ` and ${apiKeys.length - MOST_KEYS} more` : '';
  const from = origin.source === 'default' ? 'the defaults' : `from ${origin.name}`;
  return `${apiKeys.slice(0, MOST_KEYS).join('  ')}${more}  (${from})`;
}

function events(
  { webhooks, webhookSecret }: LoadedOptions['options'],
  { source, name }: LoadedOptions['origins']['webhookSecret'],
): string {
  const more = webhooks.length > 1 ? ` and ${webhooks.length - 1} more` : '';
  // Nobody's secret but the one that everybody knows is printed.
  return `to ${webhooks[0]}${more}, signed with ${source === 'default' ? webhookSecret : `the secret from ${name}`}`;
}

function firstRequest(url: string, key: string | undefined): string {
  const body = { model: 'openai/gpt-oss-120b', messages: [{ role: 'user', content: 'Hello! Who are you?' }] };
  return [
    `  curl ${quote(`${url}/v1/chat/completions`)}`,
    ...(key === undefined ? [] : [`    -H ${quote(`Authorization: Bearer ${key}`)}`]),
    `    -H ${quote('Content-Type: application/json')}`,
    `    -d ${quote(JSON.stringify(body))}`,
  ].join(' \\\n');
}

/** A server on every interface is reached from here through the loopback one. */
function reachable(url: string): string {
  return url.replace('//0.0.0.0:', '//127.0.0.1:').replace('//[::]:', '//[::1]:');
}

/** As one word of a POSIX shell. */
function quote(text: string): string {
  return /^[\w:/.-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
