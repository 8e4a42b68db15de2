import { Fault } from '../../../../kernel/fault.ts';
import { andThen } from '../../../../runtime/and-then.ts';
import type { ImageModel } from '../../images/models.ts';
import { toImageModel } from '../../images/models.ts';
import { invalid } from '../../invalid.ts';
import type { ImageGenerationTool } from '../schema/tools.ts';
import { IMAGE_TOOL } from './image-call.ts';
import { orderOf, runImageCall } from './image-run.ts';
import type { Declared, ToolKind, ToolScope } from './tool-kind.ts';
import { atTool } from './tool-kind.ts';

/** The model that draws unless the tool names another one. */
const DEFAULT_MODEL = 'gpt-image-1';

/** Images that the model has made: the pictures of the images endpoint. */
export const imageGenerationKind: ToolKind<'image_generation'> = {
  name: IMAGE_TOOL,
  check(tool, at) {
    for (const member of STILL) {
      if (tool[member] === undefined) continue;
      throw unsupported(
        `${at}.${member}`,
        `'${member}' is not simulated: images are still and made of pixels. Remove it.`,
      );
    }
    const { output_format: format, input_image_mask: mask, action } = tool;
    if (format === 'gif' || format === 'svg') {
      throw unsupported(
        `${at}.output_format`,
        `Images in the format '${format}' are not simulated. Use 'png', 'webp' or 'jpeg'.`,
      );
    }
    if (mask === undefined) return;
    if ((mask.image_url === undefined) === (mask.file_id === undefined)) {
      throw invalid(
        `${at}.input_image_mask`,
        `Invalid '${at}.input_image_mask': expected exactly one of 'image_url' and 'file_id'.`,
      );
    }
    if (action === 'generate') {
      throw invalid(
        `${at}.input_image_mask`,
        `Invalid '${at}.input_image_mask': a mask is for an image that is edited. Use the 'action' edit or auto.`,
      );
    }
  },
  declare(tool, scope, at) {
    return andThen(modelOf(tool, scope, at), (model) => {
      checkLook(tool, model, at);
      return declared(tool, model, scope, at);
    });
  },
};

const STILL = ['frame_count', 'frame_duration_ms', 'complexity', 'svg'] as const;

/** The image model, checked as that of the images endpoint. It need not be able to edit if the model is to decide. */
function modelOf(
  { model: id = DEFAULT_MODEL, action, input_image_mask: mask }: ImageGenerationTool,
  { call, services: { models } }: ToolScope,
  at: string,
): ImageModel | Promise<ImageModel> {
  const isEdit = action === 'edit' || mask !== undefined;
  return andThen(models.in(call.principal.project).find(id), (card) => {
    if (card === undefined) {
      throw invalid(`${at}.model`, `The model '${id}' does not exist. Use an image model.`, 'invalid_value');
    }
    return atTool(at, () =>
      toImageModel(card, isEdit ? 'edit' : 'generate', models.catalogue, { byReference: isEdit }),
    );
  });
}

/** @throws Fault for a size, a quality or another member that the model does not support */
function checkLook(tool: ImageGenerationTool, model: ImageModel, at: string): void {
  atTool(at, () => orderOf(tool, { action: 'generate', prompt: '' }, model));
}

function declared(tool: ImageGenerationTool, model: ImageModel, scope: ToolScope, at: string): Declared {
  const { action = 'auto' } = tool;
  const actions = action === 'auto' ? ['generate', 'edit'] : [action];
  return {
    tools: [
      {
        kind: 'function',
        native: 'image-generation',
        name: IMAGE_TOOL,
        description: 'Makes an image from a prompt, or edits images of the conversation.',
        parameters: {
          type: 'object',
          properties: { action: { type: 'string', enum: actions }, prompt: { type: 'string' } },
          required: ['action', 'prompt'],
        },
        strict: false,
        run: (hosted) => runImageCall(hosted, { tool, model, scope, at }),
      },
    ],
  };
}

function unsupported(param: string, message: string): Fault {
  return new Fault({ kind: 'invalid_value', param, message, code: 'unsupported_value' });
}
