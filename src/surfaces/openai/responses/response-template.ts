import { type Progress, type ResponseObject, toUsage } from './response-object.ts';
import { NO_TOOL_USAGE, toToolUsage } from './tools/tool-usage.ts';

/** Members that differ between the responses to one body, or change while a response is made. */
const CHANGING = [
  'id',
  'created_at',
  'status',
  'completed_at',
  'error',
  'incomplete_details',
  'moderation',
  'output',
  'tool_usage',
  'usage',
] as const;

type Changing = (typeof CHANGING)[number];

const IS_CHANGING: ReadonlySet<string> = new Set(CHANGING);

/** All members in their order; those that change have any value. The usage of tools is told if it is among them. */
export type ResponseMembers = Omit<ResponseObject, Changing> & {
  readonly [Name in Exclude<Changing, 'tool_usage'>]: unknown;
} & { readonly tool_usage?: unknown };

/** One response, at each point of its progress. */
export interface ResponseHead {
  at(progress: Progress): ResponseObject;
  /** The JSON text of {@link at}. */
  textAt(progress: Progress): string;
}

/** Characters. Longer texts are not kept: templates live as long as cached bodies. */
const LONGEST_KEPT = 16_384;

/**
 * The responses to one body, whose other members never change: their JSON text is made once. A stream carries it three
 * times, and a repeated body has many responses.
 *
 * @example
 * const head = new ResponseTemplate(members).head('resp_1', 1_700_000_000);
 * head.textAt({ status: 'in_progress' }) === JSON.stringify(head.at({ status: 'in_progress' })); // true
 */
export class ResponseTemplate {
  readonly #members: ResponseMembers;
  /** The text before each changing member, and after the last; undefined if it is too long. */
  #pieces: readonly Piece[] | undefined | 'not made' = 'not made';

  constructor(members: ResponseMembers) {
    this.#members = members;
  }

  head(id: string, createdAt: number): ResponseHead {
    const tellsTools = 'tool_usage' in this.#members;
    const changing = (progress: Progress) => ({
      id,
      created_at: createdAt,
      ...changingOf(progress, createdAt),
      ...(tellsTools && { tool_usage: toToolUsage(progress.toolUsage ?? NO_TOOL_USAGE) }),
    });
    const at = (progress: Progress): ResponseObject =>
      ({ ...this.#members, ...changing(progress) }) as ResponseObject;
    return {
      at,
      textAt: (progress) => {
        if (this.#pieces === 'not made') this.#pieces = toPieces(this.#members);
        if (this.#pieces === undefined) return JSON.stringify(at(progress));
        const values: { readonly [Name in Changing]?: unknown } = changing(progress);
        let text = '';
        for (const { before, name } of this.#pieces)
          text += name === undefined ? before : before + JSON.stringify(values[name]);
        return text;
      },
    };
  }
}

interface Piece {
  readonly before: string;
  /** The member that follows; undefined after the last. */
  readonly name: Changing | undefined;
}

function toPieces(members: ResponseMembers): readonly Piece[] | undefined {
  const pieces: Piece[] = [];
  let length = 0;
  let before = '{';
  let separator = '';
  for (const [name, value] of Object.entries(members)) {
    if (value === undefined) continue;
    before += `${separator}"${name}":`;
    separator = ',';
    if (IS_CHANGING.has(name)) {
      pieces.push({ before, name: name as Changing });
      before = '';
    } else {
      const text = JSON.stringify(value);
      length += text.length;
      if (length > LONGEST_KEPT) return undefined;
      before += text;
    }
  }
  pieces.push({ before: `${before}}`, name: undefined });
  return pieces;
}

/** A response that takes no time ends in the second in which it was created, though its request may have come before. */
function changingOf(progress: Progress, createdAt: number) {
  const { status, output = [], completedAt = null, incomplete, error, moderation = null, usage } = progress;
  return {
    status,
    completed_at: completedAt === null ? null : Math.max(completedAt, createdAt),
    error: error ?? null,
    incomplete_details: incomplete === undefined ? null : { reason: incomplete },
    moderation,
    output: [...output],
    usage: usage ? toUsage(usage) : null,
  };
}
