import Type, { type TObject } from 'typebox';
import type { Row } from '../../../../kernel/operation.ts';
import { pageSchema } from '../../../../kernel/page-dialect.ts';
import {
  BetaCompactedResponse,
  BetaCompactRequest,
  BetaCreateResponseRequest,
  BetaInputTokensRequest,
  BetaListedItem,
  BetaResponseObject,
  BetaResponseStreamEvent,
} from '../schema/beta.ts';
import { BETA_HEADERS, checkBetaHeader } from './beta-header.ts';

type Schemas = Pick<Row, 'body' | 'reply' | 'event'>;

/** What differs in the beta of a row, by the id of the row. All others have no beta. */
const BETAS: Readonly<Record<string, Schemas>> = {
  createResponse: {
    body: BetaCreateResponseRequest,
    reply: BetaResponseObject,
    event: BetaResponseStreamEvent,
  },
  Getinputtokencounts: { body: BetaInputTokensRequest },
  Compactconversation: { body: BetaCompactRequest, reply: BetaCompactedResponse },
  getResponse: { reply: BetaResponseObject, event: BetaResponseStreamEvent },
  cancelResponse: { reply: BetaResponseObject },
  deleteResponse: {},
  listInputItems: { reply: pageSchema('ids', BetaListedItem) },
};

/**
 * The rows with `?beta=true`: the same handlers, for requests and responses that several agents can be part of.
 *
 * @example
 * betaRows([createResponse])[0]?.id; // 'beta_createResponse'
 */
export function betaRows(rows: readonly Row[]): Row[] {
  return rows.flatMap((row) => {
    const schemas = BETAS[row.id];
    return schemas ? [toBeta(row, schemas)] : [];
  });
}

function toBeta(row: Row, schemas: Schemas): Row {
  const { properties = {} } = (row.query ?? {}) as Partial<TObject>;
  return {
    ...row,
    ...schemas,
    id: `beta_${row.id}`,
    summary: `${row.summary} (beta of several agents)`,
    description: row.description ? `${NEEDED} ${row.description} ${RULES}` : NEEDED,
    servedBy: { azure: 'undated' },
    headers: BETA_HEADERS,
    query: Type.Object({ beta: Type.Literal(true), ...properties }),
    handle: (call) => {
      checkBetaHeader(call);
      return row.handle(call);
    },
  };
}

const NEEDED = '`multi_agent` needs the header `OpenAI-Beta: responses_multi_agent=v1`.';

/** The rules of requests that several agents can answer. */
const RULES =
  'With several agents, which `multi_agent` enables, there is no `max_tool_calls` and no `summary` of reasoning. An `encrypted_content` was made by this server.';
