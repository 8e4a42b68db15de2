import { describe } from 'vitest';
import { answerCases } from './cases/answers.ts';
import { audioCases } from './cases/audio.ts';
import { azureCases } from './cases/azure.ts';
import { batchCases } from './cases/batches.ts';
import { betaResponseCases } from './cases/beta-responses.ts';
import { breakingCases } from './cases/breaking.ts';
import { completionCases } from './cases/completions.ts';
import { conversationCases } from './cases/conversations.ts';
import { embeddingCases } from './cases/embeddings.ts';
import { errorCases } from './cases/errors.ts';
import { fileCases } from './cases/files.ts';
import { instanceCases } from './cases/instances.ts';
import { mediaCases } from './cases/media.ts';
import { modelCases } from './cases/models.ts';
import { moderationCases } from './cases/moderations.ts';
import { reasoningCases } from './cases/reasoning.ts';
import { responseCases } from './cases/responses.ts';
import { sameAnswerCases } from './cases/same-answer.ts';
import { spokenCases } from './cases/spoken.ts';
import { storedCases } from './cases/stored.ts';
import { streamCases } from './cases/streams.ts';
import { structuredCases } from './cases/structured.ts';
import { toolCases } from './cases/tools.ts';
import { uploadCases } from './cases/uploads.ts';
import type { OpenWorld } from './world.ts';

/**
 * All features of the official client, independent of how it reaches the instance; those of images are in
 * `images.slow.test.ts`.
 */
export function clientCases(open: OpenWorld): void {
  describe('answers', () => answerCases(open));
  describe('reasoning', () => reasoningCases(open));
  describe('images and audio', () => mediaCases(open));
  describe('streams', () => streamCases(open));
  describe('a stream adds up to the plain answer', () => sameAnswerCases(open));
  describe('structured outputs', () => structuredCases(open));
  describe('tools', () => toolCases(open));
  describe('stored completions', () => storedCases(open));
  describe('moderations', () => moderationCases(open));
  describe('audio', () => audioCases(open));
  describe('spoken answers', () => spokenCases(open));
  describe('completions', () => completionCases(open));
  describe('embeddings', () => embeddingCases(open));
  describe('files', () => fileCases(open));
  describe('uploads', () => uploadCases(open));
  describe('batches', () => batchCases(open));
  describe('responses', () => responseCases(open));
  describe('the beta of responses', () => betaResponseCases(open));
  describe('conversations', () => conversationCases(open));
  describe('azure', () => azureCases(open));
  describe('models', () => modelCases(open));
  describe('errors and headers', () => errorCases(open));
  describe('aborts, timeouts and retries', () => breakingCases(open));
  describe('instances', () => instanceCases(open));
}
