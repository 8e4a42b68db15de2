import type { McpTool } from '../schema/tools.ts';

const HIDDEN = '<redacted>';

/**
 * The declaration of a server without what may be secret: no token, no values of headers, and no path of its address.
 *
 * @example
 * shownServer({ type: 'mcp', server_label: 'wiki', server_url: 'https://wiki.test/key-1', authorization: 'token' });
 * // { type: 'mcp', server_label: 'wiki', server_url: 'https://wiki.test/<redacted>' }
 */
export function shownServer({ authorization: _, headers, server_url: url, ...shown }: McpTool): McpTool {
  return {
    ...shown,
    ...(url !== undefined && { server_url: withoutPath(url) }),
    ...(headers && { headers: Object.fromEntries(Object.keys(headers).map((name) => [name, HIDDEN])) }),
  };
}

function withoutPath(url: string): string {
  const parsed = URL.parse(url);
  if (parsed === null) return HIDDEN;
  const { origin, pathname, search, hash } = parsed;
  return pathname === '/' && search === '' && hash === '' ? url : `${origin}/${HIDDEN}`;
}
