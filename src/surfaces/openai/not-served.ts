/** Where the paths of OpenAI's API begin that this program does not serve. */
const NOT_SERVED = new Set([
  'agents',
  'assistants',
  'audio/voice_consents',
  'audio/voices',
  'chatkit',
  'containers',
  'content_provenance_checks',
  'conversations',
  'decisions',
  'evals',
  'fine_tuning',
  'live',
  'organization',
  'projects',
  'realtime',
  'responses',
  'safety',
  'skills',
  'threads',
  'vaults',
  'vector_stores',
  'videos',
  'webhook_endpoints',
  'webhook_event_types',
]);

/**
 * Whether a path that no row has is one of OpenAI's API, with or without `/v1`.
 *
 * @example
 * isNotServedYet('/v1/responses/resp_1'); // true
 * isNotServedYet('/v1/chat/compeltions'); // false
 */
export function isNotServedYet(path: string): boolean {
  const [first = '', second] = path.replace(/^\/(v1\/)?/, '').split('/', 2);
  return NOT_SERVED.has(first) || (second !== undefined && NOT_SERVED.has(`${first}/${second}`));
}
