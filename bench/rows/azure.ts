import type { Context } from '../context.ts';
import type { Line } from '../report.ts';
import { besideChat } from './beside-chat.ts';

/** Chat completions under Azure, whose prompts and answers are filtered, beside the same ones without a filter. */
export function measureAzure(context: Context): Promise<Line[]> {
  return besideChat(context, [
    { name: 'chat at Azure, 16-token answer, 64 connections', work: 'azure', chat: 'plain' },
    { name: 'streamed chat at Azure, 100 tokens, 64 connections', work: 'azure-stream', chat: 'stream' },
  ]);
}
