import Type, { type Static } from 'typebox';
import { Fault } from '../../../../kernel/fault.ts';
import { validate } from '../../../../kernel/steps/validate.ts';
import { Closed } from '../../shapes.ts';
import { ToolOutputContent } from '../schema/content.ts';
import type { Lane } from './lanes.ts';

/** What may steer a response: text, pictures and files of the user. */
const SteeringMessage = Closed({
  type: Type.Optional(Type.Literal('message')),
  role: Type.Literal('user'),
  content: Type.Union([Type.String(), Type.Array(ToolOutputContent, { minItems: 1 })]),
});

const SteeringInput = Type.Union([
  Type.String({ minLength: 1 }),
  Type.Array(SteeringMessage, { minItems: 1 }),
]);

const SteerEvent = Closed({
  type: Type.Literal('response.steer'),
  previous_response_id: Type.String(),
  input: SteeringInput,
});
export type SteerEvent = Static<typeof SteerEvent>;

/** A request for a response: the body, and what only connections have beside it. */
export interface CreateEvent {
  readonly lane: Lane;
  /** False: everything is prepared, but nothing is said. */
  readonly generates: boolean;
  /** Not validated: that happens when the response is made. */
  readonly body: RequestBody;
}

export type RequestBody = Readonly<Record<string, unknown>>;

/** A message of a client: a JSON object. */
export type ClientEvent = Readonly<Record<string, unknown>>;

const TYPES = ['response.create', 'response.steer'] as const;

/**
 * The type of a message.
 *
 * @throws Fault if it is none that clients send
 */
export function typeOf(value: unknown): (typeof TYPES)[number] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const message = 'A message must be a JSON object with a `type`.';
    throw new Fault({ kind: 'invalid_value', param: null, message, code: 'invalid_type' });
  }
  const { type } = value as ClientEvent;
  if (type === undefined) throw new Fault({ kind: 'missing_parameter', param: 'type' });
  const known = TYPES.find((one) => one === type);
  if (known === undefined)
    throw new Fault({ kind: 'invalid_choice', param: 'type', given: type, allowed: TYPES });
  return known;
}

const LANE = /^[\w.-]{1,256}$/;

/**
 * The lane that a message names.
 *
 * @throws Fault `invalid_value`, code `invalid_stream_id`
 */
export function laneOf({ stream_id: lane }: ClientEvent): Lane {
  if (lane === undefined) return undefined;
  if (typeof lane === 'string' && LANE.test(lane)) return lane;
  throw new Fault({
    kind: 'invalid_value',
    param: 'stream_id',
    message:
      "The 'stream_id' field must be a non-empty string with at most 256 characters and may only contain letters, numbers, underscores, hyphens, and periods.",
    code: 'invalid_stream_id',
  });
}

/**
 * Separates the body of a request from the rest.
 *
 * @throws Fault if the rest is invalid
 */
export function readCreate(event: ClientEvent, lane: Lane): CreateEvent {
  const { type: _type, stream_id: _lane, generate, stream, background, ...body } = event;
  if (generate !== undefined && generate !== null && typeof generate !== 'boolean') {
    const given = Array.isArray(generate) ? 'array' : typeof generate;
    throw new Fault({ kind: 'invalid_type', param: 'generate', expected: ['boolean'], given });
  }
  refuseUnless(stream ?? true, true, 'stream', 'Responses over a WebSocket are always streamed');
  refuseUnless(
    background ?? false,
    false,
    'background',
    'Nothing is made in the background over a WebSocket',
  );
  return { lane, generates: generate !== false, body };
}

function refuseUnless(given: unknown, only: boolean, param: string, why: string): void {
  if (given === only) return;
  const message = `Invalid '${param}': ${why}. Leave '${param}' out.`;
  throw new Fault({ kind: 'invalid_value', param, message, code: 'unsupported_parameter' });
}

/** @throws Fault if the event is invalid */
export function readSteer(event: ClientEvent): SteerEvent {
  return validate(SteerEvent, event) as SteerEvent;
}
