/** FakeAI: a simulator of the whole OpenAI platform. */

import './check-node.ts';

export { loadOptions } from './config/load.ts';
export { OptionError } from './config/option-error.ts';
export type { Options, OptionsInput } from './config/options.ts';
export type { LatencyModel, LatencyWork, Pace } from './engine/latency/model.ts';
export type {
  Answer,
  AnswerItem,
  AnswerPart,
  Brief,
  ContentSource,
  PlainAnswer,
  WorkItem,
} from './engine/ports/content.ts';
export type { GenerationRequest } from './engine/request.ts';
export { createFakeAI, type EngineWorkers, type FakeAI, type FakeAIOptions } from './fakeai.ts';
export * from './original-names.ts';
export { createVirtualClock, type VirtualClock } from './runtime/virtual-clock.ts';
export { createSimulatedGenerator } from './simulation/simulated-generator.ts';

// To add APIs and steps.

export { Type } from 'typebox';
export type { JobDefinition, RunningJob } from './jobs/jobs.ts';
export { type Api, defineApi } from './kernel/api.ts';
export { type CollectionDeclaration, defineCollection } from './kernel/collections.ts';
export { Fault, type FaultDetail } from './kernel/fault.ts';
export { header } from './kernel/incoming.ts';
export type { InsideAnswer, InsideRequest } from './kernel/inside.ts';
export { type Collections, defineNoun, type Noun } from './kernel/noun.ts';
export { type Call, type Operation, operation, type Row, type Surface, socket } from './kernel/operation.ts';
export type { Access, Principal } from './kernel/principal.ts';
export {
  acceptSocket,
  bytesReply,
  content,
  eventStream,
  json,
  type Reply,
  withHeaders,
} from './kernel/reply.ts';
export { action, resource, subList } from './kernel/resource.ts';
export { parentIn, scopeBelow } from './kernel/resource-scope.ts';
export { singleton } from './kernel/resource-singleton.ts';
export type { Socket, SocketMessage } from './kernel/socket.ts';
export type { AnyCall, Moments, Step, StepCall } from './kernel/step.ts';
export { StoredUploadField, UploadField } from './kernel/upload.ts';
export { toEvent } from './kernel/wire/sse.ts';
export type { Platform } from './platform.ts';
export { fromPieces } from './runtime/pieces.ts';
export type { Timeline } from './runtime/timeline.ts';
export type { Collection, Document, Store } from './storage/store.ts';
export { oneOf, range } from './storage/where.ts';
export { pageQuery } from './surfaces/openai/shapes.ts';
export { openai } from './surfaces/openai/surface.ts';
