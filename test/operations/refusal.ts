import { expect } from 'vitest';
import type { Surface } from '../../src/kernel/operation.ts';
import { expectFit } from './table.ts';

/** What a refusal says, in whatever dialect. */
export interface Refusal {
  readonly message: string;
  /** Where in the request it lies; undefined in dialects that tell so in words alone. */
  readonly param?: string | null;
  /** Undefined in dialects without codes. */
  readonly code?: string | null;
  /** OpenAI's words, all of whose members are there. */
  readonly isOpenAI: boolean;
}

/** Holds a refusal to the shape that its surface declares. */
export async function readRefusal(
  reply: Response,
  surface: Surface,
  statuses: readonly number[],
): Promise<Refusal> {
  const text = await reply.text();
  expect(reply.headers.get('content-type'), text).toBe('application/json');
  expect(statuses, text).toContain(reply.status);
  const body = JSON.parse(text) as Record<string, unknown>;
  if (!surface.error) throw new Error(`The surface ${surface.name} declares no errors`);
  expectFit(surface.error, body);
  const refusal = read(body);
  expect(refusal.message).toMatch(/\S/);
  return refusal;
}

/** The same by its shape, which says which dialect it is. */
function read(body: Record<string, unknown>): Refusal {
  const { error, detail, message } = body;
  if (isObject(error) && 'type' in error) return readOpenAI(body, error);
  if (isObject(error)) return { message: String(error.message), code: String(error.code), isOpenAI: false };
  if (Array.isArray(detail)) {
    const [{ loc, msg, type }] = detail as [{ loc: (string | number)[]; msg: string; type: string }];
    const path = loc.slice(1).map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`));
    return { message: msg, param: path.join('').replace(/^\./, ''), code: type, isOpenAI: false };
  }
  return { message: String(message ?? error ?? detail), isOpenAI: false };
}

function readOpenAI(body: object, error: Record<string, unknown>): Refusal {
  expect(Object.keys(body)).toEqual(['error']);
  expect(Object.keys(error).sort()).toEqual(['code', 'message', 'param', 'type']);
  expect(error.type).toBe('invalid_request_error');
  const { message, param, code } = error as { message: string; param: string | null; code: string | null };
  return { message, param, code, isOpenAI: true };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** That a refusal names a member of the request, or something in it. */
export function expectAbout({ param, message }: Refusal, name: string, context = ''): void {
  if (param === undefined) expect(message, context).toContain(name);
  else expect(`${param}`, context).toMatch(new RegExp(`^${name}([.[]|$)`));
}
