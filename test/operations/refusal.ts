import { expect } from 'vitest';
import type { Surface } from '../../src/kernel/operation.ts';
import { expectFit } from './table.ts';

/** The content of an error response, in any dialect. */
export interface Refusal {
  readonly message: string;
  /** The faulty parameter; undefined in dialects that name it only in the message. */
  readonly param?: string | null;
  /** The error code; undefined in dialects without codes. */
  readonly code?: string | null;
  /** Whether it is OpenAI's error object with all of its fields. */
  readonly isOpenAI: boolean;
}

/** Reads an error response and checks it against the shape that its surface declares. */
export async function readRefusal(
  reply: Response,
  surface: Surface,
  statuses: readonly number[],
): Promise<Refusal> {
  const text = await reply.text();
  expect(reply.headers.get('content-type'), text).toBe('application/json');
  expect(statuses, text).toContain(reply.status);
  const body = JSON.parse(text) as Record<string, unknown>;
  if (!surface.error) throw new Error(`The surface ${surface.name} declares no error schema`);
  expectFit(surface.error, body);
  const refusal = read(body);
  expect(refusal.message).toMatch(/\S/);
  return refusal;
}

/** Detects the dialect by the shape of the body. */
function read(body: Record<string, unknown>): Refusal {
  const { error, detail, message } = body;
  if (isObject(error) && typeof error.type === 'string' && typeof error.code === 'number') {
    return readEngine(error);
  }
  if (isObject(error) && typeof error.type === 'string') return readOpenAI(body, error);
  if (isObject(error)) return { message: String(error.message), code: String(error.code), isOpenAI: false };
  if (isObject(detail)) return { message: String(detail.error), isOpenAI: false };
  if (Array.isArray(detail)) {
    const [{ loc, msg, type }] = detail as [{ loc: (string | number)[]; msg: string; type: string }];
    const path = loc.slice(1).map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`));
    return { message: msg, param: path.join('').replace(/^\./, ''), code: type, isOpenAI: false };
  }
  return { message: String(message ?? error ?? detail), isOpenAI: false };
}

/** vLLM's error object. */
function readEngine({ message, param, code }: Record<string, unknown>): Refusal {
  return { message: String(message), param: param as string | null, code: String(code), isOpenAI: false };
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

/** Expects an error to name this request parameter or something inside it. */
export function expectAbout({ param, message }: Refusal, name: string, context = ''): void {
  if (param === undefined) expect(message, context).toContain(name);
  else expect(`${param}`, context).toMatch(new RegExp(`^${name}([.[]|$)`));
}
