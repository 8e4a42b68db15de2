import type { Engine } from '../../../engine/engine.ts';
import { ContextExceeded } from '../../../engine/errors.ts';
import { type ModelCard, serves } from '../../../engine/models/card.ts';
import type { ModelRegistry } from '../../../engine/models/registry.ts';
import { usualModel } from '../../../engine/models/usual-model.ts';
import type { GenerationRequest } from '../../../engine/request.ts';
import type { Tokenizers } from '../../../engine/tokenizer/create-tokenizers.ts';
import { specialText, textOfTokens } from '../../../engine/tokenizer/special-tokens.ts';
import type { Tokenizer } from '../../../engine/tokenizer/tokenizer.ts';
import { Fault } from '../../../kernel/fault.ts';
import type { Call } from '../../../kernel/operation.ts';
import { lazyJson } from '../../../kernel/parts-reply.ts';
import { json, type Reply } from '../../../kernel/reply.ts';
import { LazyArray } from '../../../kernel/wire/lazy-json.ts';
import { runSteps } from '../../../runtime/steps.ts';
import { toContextFault } from '../../../serving/context-fault.ts';
import { requestedModel } from '../../../serving/requested-model.ts';
import type { Collection } from '../../../storage/store.ts';
import type { VoiceServices } from '../chat/audio.ts';
import { createVoice, type Remembered } from '../chat/audio.ts';
import type { ChatReadServices } from '../chat/read.ts';
import { createChatReader } from '../chat/read.ts';
import type { ChatCompletionRequest } from '../chat/schema.ts';
import { checkCompletion } from '../completions/check.ts';
import { decodeCompletion, decodePrompts, type Prompt } from '../completions/decode.ts';
import type { CompletionRequest } from '../completions/schema.ts';
import { checkExtras } from '../engine-extras/check.ts';
import type { FileRecord } from '../files/record.ts';
import { tokenName } from '../token-name.ts';
import type { DetokenizeRequest, RenderedRequest, TokenizeRequest } from './schema.ts';

export interface RenderingServices extends VoiceServices, Omit<ChatReadServices, 'options'> {
  readonly engine: Engine;
  readonly models: ModelRegistry;
  readonly tokenizers: Tokenizers;
  readonly options: ChatReadServices['options'] & { readonly answerLimit: number };
}

/** The ids are written in turns: there can be very many. */
type Rendered = Omit<RenderedRequest, 'token_ids'> & { readonly token_ids: LazyArray<number> };

type RenderingCall<Body> = Call<unknown, unknown, Body>;

export function createRenderingHandlers(
  services: RenderingServices,
  files: Collection<FileRecord>,
  spoken: Collection<Remembered>,
) {
  const { engine, models, tokenizers, turns, options } = services;
  const reader = createChatReader(services, files, createVoice(services, spoken, options));

  const tokenizerOf = (model: ModelCard): Tokenizer | Promise<Tokenizer> =>
    tokenizers.get(model.tokenizer) ?? tokenizers.load(model.tokenizer);

  /** The model that a call names, or the usual one. */
  async function modelOf({
    body,
    ...call
  }: RenderingCall<{ readonly model?: string | undefined }>): Promise<ModelCard> {
    const id = body.model ?? usualModel(models.catalogue, 'chat')?.id;
    if (id === undefined) throw new Fault({ kind: 'missing_parameter', param: 'model' });
    return requestedModel(call, id, models);
  }

  async function idsOf(
    request: GenerationRequest,
    param: string,
    isOpen: boolean,
    { abort }: Pick<Call, 'abort'>,
  ): Promise<readonly number[]> {
    try {
      return await engine.tokenize(request, { isOpen, abort });
    } catch (error) {
      throw error instanceof ContextExceeded ? toContextFault(error, param) : error;
    }
  }

  async function readChat(
    call: RenderingCall<ChatCompletionRequest>,
    model: ModelCard,
  ): Promise<GenerationRequest> {
    return (await reader.read(call, model)).decoded;
  }

  async function readPrompts(
    { body, abort }: RenderingCall<CompletionRequest>,
    model: ModelCard,
  ): Promise<Prompt[]> {
    try {
      return await runSteps(decodePrompts(body, model, await tokenizerOf(model)), turns, abort);
    } catch (error) {
      throw error instanceof ContextExceeded ? toContextFault(error, 'prompt') : error;
    }
  }

  function rendered(
    request: GenerationRequest,
    ids: readonly number[],
    body: ChatCompletionRequest | CompletionRequest,
  ): Rendered {
    const { model, limits, sampling, choices, format } = request;
    const asked = body.request_id ?? body.rid;
    return {
      request_id: asked ?? services.ids.uuid(),
      model: model.id,
      // Cut as the engine cuts it.
      token_ids: new LazyArray(ids.slice(-(request.truncation ?? Number.POSITIVE_INFINITY))),
      features: null,
      sampling_params: {
        n: choices,
        temperature: sampling.temperature,
        top_p: sampling.topP,
        presence_penalty: sampling.presencePenalty,
        frequency_penalty: sampling.frequencyPenalty,
        seed: sampling.seed ?? null,
        stop: limits.stop,
        stop_token_ids: limits.stopTokens ?? [],
        include_stop_str_in_output: limits.includesStop ?? false,
        ignore_eos: limits.ignoreEos,
        max_tokens:
          limits.maxTokens ?? Math.max(0, Math.min(model.maxOutputTokens, model.contextWindow - ids.length)),
        min_tokens: limits.minTokens,
        logprobs: request.topLogprobs ?? null,
        prompt_logprobs: request.promptLogprobs ?? null,
        structured_outputs: format.kind === 'text' ? null : { ...format },
      },
      stream: body.stream ?? false,
      cache_salt: request.cacheKey ?? null,
    };
  }

  return {
    async tokenize(call: RenderingCall<TokenizeRequest>): Promise<Reply> {
      const { body, abort } = call;
      const asText = textOrMessages(body);
      const model = await modelOf(call);
      const named = { ...body, model: model.id };
      const tokenizer = await tokenizerOf(model);
      const ids = asText
        ? await idsOf(
            decodeCompletion({ ...named, prompt: body.prompt }, model, { text: body.prompt ?? '' }),
            'prompt',
            false,
            call,
          )
        : await idsOf(
            await readChat({ ...call, body: toChat(body, model) }, model),
            'messages',
            body.add_generation_prompt === false,
            call,
          );
      const texts = body.return_token_strs ? namesOf(ids, tokenizer) : null;
      return lazyJson(
        () => ({
          count: ids.length,
          max_model_len: model.contextWindow,
          tokens: new LazyArray(ids),
          token_strs: texts && new LazyArray(texts),
        }),
        { turns, abort },
      );
    },

    async detokenize(call: RenderingCall<DetokenizeRequest>): Promise<Reply> {
      const { body, abort } = call;
      const model = await modelOf(call);
      const tokenizer = await tokenizerOf(model);
      const isKnown = (id: number): boolean =>
        tokenizer.bytes(id) !== undefined || specialText(id, tokenizer) !== undefined;
      const wrong = body.tokens.findIndex((id) => !isKnown(id));
      if (wrong !== -1 && !model.approximateTokens) {
        const param = `tokens[${wrong}]`;
        const message = `'${param}': ${body.tokens[wrong]} is not a token of this model.`;
        throw new Fault({ kind: 'invalid_value', param, message });
      }
      // The vocabulary only stands for that of the model: any id is taken for one of its own.
      const ids =
        wrong === -1 ? body.tokens : body.tokens.map((id) => (isKnown(id) ? id : id % tokenizer.size));
      return json({ prompt: await runSteps(textOfTokens(ids, tokenizer), turns, abort) });
    },

    async renderChat(call: RenderingCall<ChatCompletionRequest>): Promise<Reply> {
      const { body, abort } = call;
      const model = await requestedModel(call, body.model, models);
      const request = await readChat(call, model);
      const answer = rendered(request, await idsOf(request, 'messages', false, call), body);
      return lazyJson(() => answer, { turns, abort });
    },

    async renderCompletion(call: RenderingCall<CompletionRequest>): Promise<Reply> {
      const { body, abort } = call;
      const model = await requestedModel(call, body.model, models);
      if (!serves(model, 'completion')) {
        const message = `'${model.id}' does not continue texts. Use /v1/chat/completions/render.`;
        throw new Fault({ kind: 'unsuited_model', message });
      }
      checkCompletion(body, model);
      const answers: Rendered[] = [];
      for (const prompt of await readPrompts(call, model)) {
        const request = decodeCompletion(body, model, prompt);
        answers.push(rendered(request, await idsOf(request, 'prompt', false, call), body));
      }
      return lazyJson(() => new LazyArray(answers), { turns, abort });
    },
  };
}

/** Whether a request has a text; else it has messages. */
function textOrMessages(body: TokenizeRequest): boolean {
  const { prompt, messages } = body;
  if (prompt === undefined && messages === undefined) {
    throw new Fault({ kind: 'missing_parameter', param: 'prompt' });
  }
  if (messages === undefined) {
    if (body.tools === undefined) return true;
    throw new Fault({ kind: 'invalid_value', param: 'tools', message: "'tools' needs 'messages'." });
  }
  if (prompt !== undefined) {
    const message = "'prompt' and 'messages' are two kinds of prompts. Use one of them.";
    throw new Fault({ kind: 'invalid_value', param: 'prompt', message });
  }
  checkExtras(body);
  return false;
}

function toChat({ messages = [], tools }: TokenizeRequest, { id }: ModelCard): ChatCompletionRequest {
  return { model: id, messages, ...(tools && { tools }) };
}

function* namesOf(ids: Iterable<number>, tokenizer: Tokenizer): Generator<string> {
  for (const id of ids) {
    yield specialText(id, tokenizer) ??
      tokenName({ token: tokenizer.text(id), bytes: [...(tokenizer.bytes(id) ?? [])] });
  }
}
