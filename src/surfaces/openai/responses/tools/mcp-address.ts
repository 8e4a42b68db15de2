import { invalid } from '../../invalid.ts';
import type { McpTool } from '../schema/tools.ts';

const ADDRESSES = ['server_url', 'connector_id', 'tunnel_id'] as const;

/** Headers that belong to the connection or to the protocol. */
const OWN_HEADERS: ReadonlySet<string> = new Set([
  'accept',
  'connection',
  'content-length',
  'content-type',
  'expect',
  'host',
  'keep-alive',
  'mcp-protocol-version',
  'mcp-session-id',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** @throws Fault for a server without exactly one address, or with headers that cannot be sent */
export function checkServer(tool: McpTool, at: string): void {
  const given = ADDRESSES.filter((name) => tool[name] !== undefined);
  if (given.length !== 1) {
    throw invalid(
      `${at}.${given[1] ?? 'server_url'}`,
      `Invalid '${at}': give exactly one of 'server_url', 'connector_id' and 'tunnel_id'.`,
      given.length === 0 ? 'missing_required_parameter' : 'mutually_exclusive_parameters',
    );
  }
  if (tool.server_url !== undefined && !isAddress(tool.server_url)) {
    throw invalid(
      `${at}.server_url`,
      `Invalid '${at}.server_url': give an absolute URL that starts with http:// or https:// and contains no password.`,
      'invalid_value',
    );
  }
  for (const [name, value] of Object.entries(tool.headers ?? {})) checkHeader(name, value, tool, at);
  checkHeader('Authorization', tool.authorization ?? '', {}, at, 'authorization');
}

function isAddress(url: string): boolean {
  const parsed = URL.parse(url);
  return (
    parsed !== null && /^https?:$/.test(parsed.protocol) && parsed.username === '' && parsed.password === ''
  );
}

function checkHeader(
  name: string,
  value: string,
  { authorization }: Pick<McpTool, 'authorization'>,
  at: string,
  member = 'headers',
): void {
  const lower = name.toLowerCase();
  if (!/^[\w!#$%&'*+.^`|~-]{1,100}$/.test(name) || !/^[\t -~\u0080-\u00ff]{0,16384}$/.test(value)) {
    throw invalid(
      `${at}.${member}`,
      `Invalid '${at}.${member}': '${name.slice(0, 100)}' is no header that can be sent.`,
      'invalid_value',
    );
  }
  if (OWN_HEADERS.has(lower)) {
    throw invalid(
      `${at}.headers`,
      `Invalid '${at}.headers': '${name}' is set by the platform. Remove it.`,
      'invalid_value',
    );
  }
  if (lower === 'authorization' && authorization !== undefined) {
    throw invalid(
      `${at}.authorization`,
      `Invalid '${at}.authorization': 'headers' has an Authorization, too. Give one of them.`,
      'mutually_exclusive_parameters',
    );
  }
}

/** What is sent to a server with each request. */
export function toHeaders({ headers = {}, authorization }: McpTool): Readonly<Record<string, string>> {
  return authorization === undefined ? headers : { ...headers, authorization: `Bearer ${authorization}` };
}
