/** Path prefixes of OpenAI API endpoints that FakeAI does not serve. */
const NOT_SERVED = new Set([
  'agents',
  'assistants',
  'audio/voice_consents',
  'audio/voices',
  'chatkit',
  'containers',
  'content_provenance_checks',
  'decisions',
  'evals',
  'fine_tuning',
  'live',
  'organization',
  'projects',
  'realtime',
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
 * Whether an unmatched path, with or without `/v1`, belongs to an OpenAI endpoint that FakeAI does not serve.
 *
 * @example
 * isNotServedYet('/v1/assistants/asst_1'); // true
 * isNotServedYet('/v1/chat/compeltions'); // false
 */
export function isNotServedYet(path: string): boolean {
  const [first = '', second] = path.replace(/^\/(v1\/)?/, '').split('/', 2);
  return NOT_SERVED.has(first) || (second !== undefined && NOT_SERVED.has(`${first}/${second}`));
}
