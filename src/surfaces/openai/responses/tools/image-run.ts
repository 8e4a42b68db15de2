import type { ImageWork, Stage, StagedWork } from '../../../../engine/ports/work.ts';
import type { HostedCall, HostedRun, Turn } from '../../../../engine/request.ts';
import { Fault } from '../../../../kernel/fault.ts';
import { Abort } from '../../../../runtime/abort.ts';
import { decodeImageRequest, type PictureOrder, type Sources } from '../../images/decode.ts';
import { toAppearance } from '../../images/encode.ts';
import { type MadePicture, makePicture } from '../../images/make-picture.ts';
import type { ImageModel } from '../../images/models.ts';
import { revisePrompt } from '../../images/revise.ts';
import type { ImageReference, ImageRequest } from '../../images/schema.ts';
import { readReferences } from '../../images/sources.ts';
import { invalid } from '../../invalid.ts';
import type { ImageGenerationTool } from '../schema/tools.ts';
import { type ImageCall, readImageCall, toFailurePart, toImagePart } from './image-call.ts';
import { atTool, type ToolScope } from './tool-kind.ts';

/** A declared tool. */
export interface ImageToolContext {
  readonly tool: ImageGenerationTool;
  readonly model: ImageModel;
  readonly scope: ToolScope;
  /** Of the tool in the request: `tools[0]`. */
  readonly at: string;
}

/**
 * Makes the image of one call. An image of the conversation that cannot be edited makes the call fail, and the model reads
 * why; what is wrong with the tool itself is refused.
 *
 * @throws Fault for a mask that cannot be used, or for an edit without an image
 */
export async function runImageCall(hosted: HostedCall, context: ImageToolContext): Promise<HostedRun> {
  const { tool, model, scope, at } = context;
  const references = imagesIn(hosted.request.turns).slice(-model.rules.input.most);
  const written = readImageCall(hosted.input);
  const call: ImageCall = {
    action: actionOf(written, context, references.length > 0),
    prompt: written.prompt.slice(0, model.rules.promptLength),
  };
  const abort = hosted.abort ?? new Abort();
  const { imageAccess } = scope.services;
  const pathOf = (place: number | 'mask'): string => (place === 'mask' ? `${at}.input_image_mask` : 'input');
  try {
    if (call.action === 'generate') return await draw({ images: [] });
    const access = { ...imageAccess(scope.call), pathOf, abort };
    const sources = await readReferences(references, tool.input_image_mask, model.rules, access);
    try {
      return await draw(sources);
    } finally {
      sources.release();
    }
  } catch (error) {
    const detail = error instanceof Fault ? error.detail : undefined;
    if (detail?.kind !== 'invalid_value' || detail.param?.startsWith(at)) throw error;
    if (detail.param === 'mask') throw new Fault({ ...detail, param: pathOf('mask') });
    return failed(call, context, detail);
  }

  async function draw(sources: Sources): Promise<HostedRun> {
    const order = atTool(at, () => orderOf(tool, call, model, { sources, partials: partialsOf(context) }));
    return done(call, order, await makePicture(order, hosted.random, abort, scope.services), hosted);
  }
}

interface OrderOptions {
  readonly sources?: Sources;
  readonly partials?: number;
}

/**
 * What the tool asks for, by the rules of the model.
 *
 * @throws Fault whose `param` is a member of the tool, for what the model does not support
 */
export function orderOf(
  tool: ImageGenerationTool,
  { action, prompt }: ImageCall,
  model: ImageModel,
  { sources, partials = tool.partial_images ?? 0 }: OrderOptions = {},
): PictureOrder {
  const { size, quality, background, output_format, output_compression, moderation, input_fidelity } = tool;
  const given = {
    size,
    quality,
    background,
    output_format,
    output_compression,
    moderation,
    input_fidelity,
    // Partial images of an endpoint need a stream.
    ...(partials > 0 && { partial_images: partials, stream: true }),
  };
  const members = Object.entries(given).filter(([, value]) => value !== undefined);
  const request = { prompt, ...Object.fromEntries(members) } as ImageRequest;
  return decodeImageRequest(request, action, model, sources);
}

/** Partial images are made if a stream can show them. */
function partialsOf({ tool, scope: { call } }: ImageToolContext): number {
  const { stream, background } = call.body;
  return stream || background ? (tool.partial_images ?? 0) : 0;
}

function actionOf(
  { action: wanted }: ImageCall,
  { tool, model: { rules }, at }: ImageToolContext,
  hasImages: boolean,
): ImageCall['action'] {
  const { action = 'auto', input_image_mask: mask } = tool;
  if (action === 'edit' || mask !== undefined) {
    if (hasImages) return 'edit';
    const member = action === 'edit' ? 'action' : 'input_image_mask';
    throw invalid(
      `${at}.${member}`,
      `Invalid '${at}.${member}': there is no image to edit in the conversation. Add one as an 'input_image', or use the 'action' generate.`,
      'invalid_value',
    );
  }
  const canEdit = rules.actions.includes('edit') && rules.editsByReference;
  return action === 'auto' && wanted === 'edit' && hasImages && canEdit ? 'edit' : 'generate';
}

/** The images of the latest turn that has any, in their order. */
function imagesIn(turns: readonly Turn[]): ImageReference[] {
  for (const { parts } of turns.toReversed()) {
    const images = parts.flatMap((part): ImageReference[] => {
      if (part.kind === 'image') return [{ image_url: part.url }];
      return part.kind === 'file' && part.imageId !== undefined ? [{ file_id: part.imageId }] : [];
    });
    if (images.length > 0) return images;
  }
  return [];
}

function done(
  call: ImageCall,
  order: PictureOrder,
  { image, partials, due, usage }: MadePicture,
  { random }: HostedCall,
): HostedRun {
  const base64 = toBase64(image);
  const { countsTokens, revisesPrompts } = order.rules;
  const tokens = {
    text: usage.input_tokens_details.text_tokens,
    image: usage.input_tokens_details.image_tokens,
    output: usage.output_tokens,
  };
  const work: ImageWork = {
    ...begun(call, order),
    prompt: revisesPrompts ? revisePrompt(order, random.fork('revision')) : call.prompt,
    image: base64,
    partials: partials.map(toBase64),
    ...(countsTokens && { tokens }),
  };
  const waits = due.map((at, index) => at - (due[index - 1] ?? 0));
  const stages: Stage[] = [
    ...STARTED,
    ...waits.map((after, index) => ({
      name: index < waits.length - 1 ? 'partial_image' : 'completed',
      after,
    })),
  ];
  return { works: [{ work, stages }], read: [toImagePart(base64, order.output.format, order.size)] };
}

function failed(
  call: ImageCall,
  { tool, model }: ImageToolContext,
  { message, code }: { readonly message: string; readonly code?: string | null },
): HostedRun {
  const error = { code: code ?? 'invalid_value', message };
  const order = orderOf(tool, { ...call, action: 'generate' }, model);
  const failure: StagedWork = { work: { ...begun(call, order), error }, stages: STARTED };
  return { works: [failure], read: [toFailurePart(message)] };
}

const STARTED: readonly Stage[] = [
  { name: 'in_progress', after: 0 },
  { name: 'generating', after: 0 },
];

/** A work without its images. */
function begun({ action, prompt }: ImageCall, order: PictureOrder): ImageWork {
  const { background, output_format: format, quality, size } = toAppearance(order);
  return { tool: 'image-generation', action, prompt, background, format, quality, size, partials: [] };
}

function toBase64({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('base64');
}
