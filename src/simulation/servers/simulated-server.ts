import type {
  DeclaredServer,
  ListedTool,
  ServerResult,
  ToolServer,
  ToolServerCall,
} from '../../engine/ports/tool-server.ts';
import { hash32, type Random } from '../../runtime/random.ts';
import { actOf } from '../calls/acts.ts';
import { tokensOf } from '../structured/facts/words.ts';
import { toolsOfService } from './services.ts';

/** What a server has whose tools are not known: what clients for research expect. */
const UNKNOWN: readonly string[] = ['search', 'fetch'];

/** Milliseconds that a list or a call takes: at least, and up to as much again. */
const LEAST_MS = 60;
const SPREAD_MS = 240;

/**
 * A server that nobody calls: it has the tools that its declaration names, else those of the service that it names, else
 * `search` and `fetch`. Parameters and results follow from the names: the same call always has the same result.
 *
 * @example
 * const server = openSimulatedServer({ label: 'shop', headers: {}, tools: ['search_products'] });
 * await server.call('search_products', '{"query":"tea"}', { random, abort: undefined });
 * // { output: '{"results":[{"id":"shop-4711","title":"tea, part 1"}, …]}', took: 132 }
 */
export function openSimulatedServer(declared: DeclaredServer): ToolServer {
  const names = [declared.tools, toolsOfService(declared.service), UNKNOWN].find(({ length }) => length > 0);
  const tools = (names ?? UNKNOWN).map((name) => toTool(name, declared));
  return {
    list: async ({ random }: ToolServerCall) => ({ tools, took: timeOf(random) }),
    async call(name, input, { random }): Promise<ServerResult> {
      const took = timeOf(random);
      if (!tools.some((tool) => tool.name === name)) {
        return { error: { kind: 'protocol', code: -32_602, message: `Unknown tool: ${name}` }, took };
      }
      return { output: resultOf(name, input, declared), took };
    },
    close: () => {},
  };
}

const timeOf = (random: Random): number => Math.round(LEAST_MS + random.next() * SPREAD_MS);

/** What a tool is given, by its verb. */
type Shape = 'query' | 'id' | 'content' | 'nothing';

function shapeOf(name: string): Shape {
  const words = tokensOf(name);
  const [verb = ''] = words;
  if (/^(?:list|recent|whoami|ping)$/.test(verb) || words.includes('profile') || words.includes('recent'))
    return 'nothing';
  if (/^(?:fetch|read|open|download|delete|remove|cancel)$/.test(verb)) return 'id';
  const act = actOf(verb);
  return act === undefined || act === 'read' ? 'query' : 'content';
}

const PARAMETERS: Readonly<Record<Shape, Readonly<Record<string, string>>>> = {
  query: { query: 'What is wanted' },
  id: { id: 'The id of the entry' },
  content: { content: 'The whole text' },
  nothing: {},
};

function toTool(name: string, { label }: DeclaredServer): ListedTool {
  const members = PARAMETERS[shapeOf(name)];
  const act = actOf(tokensOf(name)[0] ?? '');
  return {
    name,
    description: `${sentenceOf(name)} (${label}).`,
    inputSchema: {
      type: 'object',
      properties: Object.fromEntries(
        Object.entries(members).map(([member, means]) => [member, { type: 'string', description: means }]),
      ),
      required: Object.keys(members),
      additionalProperties: false,
    },
    isReadOnly: act === undefined || act === 'read',
  };
}

/** `get_weather`: "Get weather". */
function sentenceOf(name: string): string {
  const text = tokensOf(name).join(' ');
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** Entries that a list has. */
const ENTRIES = 3;

/** What a call results in: the first argument says what it is about. */
function resultOf(name: string, input: string, { label }: DeclaredServer): string {
  const given = String(Object.values(objectIn(input))[0] ?? '').slice(0, 200);
  const subject = given === '' ? sentenceOf(name) : given;
  const number = hash32(`${label} ${name} ${input}`) % 10_000;
  if (LISTING.test(name)) {
    const entries = Array.from({ length: ENTRIES }, (_, index) => ({
      id: `${label}-${(number + index) % 10_000}`,
      title: `${subject}, part ${index + 1}`,
    }));
    return JSON.stringify({ results: entries });
  }
  switch (shapeOf(name)) {
    case 'content':
      return JSON.stringify({ status: 'done', id: `${label}-${number}` });
    case 'id':
      return JSON.stringify({ id: given, text: `Simulated entry ${number} of ${label}.` });
    default:
      return `Simulated result ${number} of ${name} for: ${subject}`;
  }
}

const LISTING = /^(?:search|find|list|recent|query)|search$/i;

function objectIn(input: string): object {
  try {
    const value: unknown = JSON.parse(input);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
