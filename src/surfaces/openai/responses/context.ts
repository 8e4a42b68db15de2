import type { Engine } from '../../../engine/engine.ts';
import type { ModelCard } from '../../../engine/models/card.ts';
import type { ModelRegistry } from '../../../engine/models/registry.ts';
import { saidBy, type Turn } from '../../../engine/request.ts';
import type { Tokenizers } from '../../../engine/tokenizer/create-tokenizers.ts';
import { Fault } from '../../../kernel/fault.ts';
import type { Call } from '../../../kernel/operation.ts';
import { json, type Reply } from '../../../kernel/reply.ts';
import { type Clock, unixSeconds } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import { toContextFaultOf } from '../../../serving/context-fault.ts';
import { requestedModel } from '../../../serving/requested-model.ts';
import { sealHistory, tell } from './compaction/told-history.ts';
import { decodeResponse } from './decode.ts';
import { itemIds, toConversationItem } from './kept-item.ts';
import type { Conversation, Preparer } from './prepare.ts';
import type { ResponseCall } from './response-call.ts';
import { newResponseId } from './response-id.ts';
import type { InputItem, ListedItem } from './schema/items.ts';
import type { CompactRequest, CreateResponseRequest, InputTokensRequest } from './schema/request.ts';
import type { Sealer } from './seal.ts';

export interface ContextServices {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly engine: Engine;
  readonly models: ModelRegistry;
  readonly tokenizers: Tokenizers;
}

/** Counting and compacting the context of a response that is not made. */
export function createContextHandlers(
  { clock, ids, engine, models, tokenizers }: ContextServices,
  preparer: Preparer,
  sealer: Sealer,
) {
  const makeId = itemIds(ids);

  async function countOf(
    call: ResponseCall,
    model: ModelCard,
    { earlier, own, ...given }: Conversation,
  ): Promise<number> {
    const turns = await preparer.inOrder([...earlier, ...own], call);
    const declared = await preparer.declare(call, { ...given, turns });
    const request = decodeResponse(call.body, model, turns, declared);
    try {
      return (await engine.prepare(request, call.abort)).prompt.total;
    } catch (error) {
      throw toContextFaultOf(error, 'input');
    }
  }

  async function countInput(call: Call<unknown, unknown, InputTokensRequest>): Promise<Reply> {
    const { model: id, personality } = call.body;
    // No response can be created with one, so its tokens would be those of no request.
    if (personality !== undefined) throw new Fault({ kind: 'unsupported_parameter', param: 'personality' });
    if (id === undefined) throw new Fault({ kind: 'missing_parameter', param: 'model' });
    const model = await requestedModel(call, id, models);
    const asked = call as unknown as ResponseCall;
    const tokens = await countOf(asked, model, await preparer.conversation(asked, model));
    return json({ object: 'response.input_tokens', input_tokens: tokens });
  }

  async function compact(call: Call<unknown, unknown, CompactRequest>): Promise<Reply> {
    const model = await requestedModel(call, call.body.model, models);
    const body = call.body as CreateResponseRequest;
    const asked = { ...call, body } as ResponseCall;
    const conversation = await preparer.conversation(asked, model);
    const input = await countOf(asked, model, conversation);
    const { earlier, items, own } = conversation;
    const all = await preparer.inOrder([...earlier, ...own], asked);
    const told = tell(all, 'answers');
    const tokenizer = tokenizers.get(model.tokenizer) ?? (await tokenizers.load(model.tokenizer));
    const output = tokenizer.count(told);
    const compaction = {
      id: makeId('compaction'),
      type: 'compaction',
      encrypted_content: sealHistory(
        { covers: 'answers', text: told, whole: tell(all, 'everything') },
        sealer,
      ),
    };
    return json({
      id: newResponseId(ids),
      object: 'response.compaction',
      created_at: unixSeconds(clock),
      output: [...earlier.flatMap((turn) => toUserItem(turn)), ...items.flatMap(toKept), compaction],
      usage: {
        input_tokens: input,
        input_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 },
        output_tokens: output,
        output_tokens_details: { reasoning_tokens: 0 },
        total_tokens: input + output,
      },
    });
  }

  /** A message of a user stays as it is; everything else is in the compacted history. */
  function toKept(item: InputItem): ListedItem[] {
    if (!('role' in item) || item.role !== 'user') return [];
    return [toConversationItem(item, makeId) as ListedItem];
  }

  function toUserItem({ role, parts }: Turn): ListedItem[] {
    const content = parts.map((part) => saidBy(part) ?? '').join('\n');
    return role === 'user' ? toKept({ role: 'user', content }) : [];
  }

  return { countInput, compact };
}
