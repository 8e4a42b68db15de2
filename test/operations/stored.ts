import type { Send } from './example.ts';
import { makeBatch } from './examples/batches.ts';
import { keepCompletion } from './examples/chat.ts';
import { beginConversation, beginWithItem } from './examples/conversations.ts';
import { keepResponse } from './examples/responses.ts';
import { keepFile } from './examples/stored-files.ts';
import { keepSpan, keepTrace } from './examples/traces.ts';
import { beginUpload } from './examples/uploads.ts';

/**
 * How to store what a path names, by the path: each function stores something and returns all of the path's parameters.
 * Derived examples use it for the operations at the path and below, and for the list that contains it.
 */
export const STORED: Readonly<Record<string, (send: Send) => Promise<Record<string, string>>>> = {
  '/chat/completions/{completion_id}': keepCompletion,
  '/files/{file_id}': keepFile,
  '/uploads/{upload_id}': beginUpload,
  '/batches/{batch_id}': makeBatch,
  '/responses/{response_id}': keepResponse,
  '/conversations/{conversation_id}': beginConversation,
  '/traces/{trace_id}': keepTrace,
  '/traces/{trace_id}/spans/{span_id}': keepSpan,
  '/conversations/{conversation_id}/items/{item_id}': beginWithItem,
};
