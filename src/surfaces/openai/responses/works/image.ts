import type { ImageWork } from '../../../../engine/ports/work.ts';
import type { WorkForm } from './work-encoder.ts';

/** Images that the model makes. */
export const imageForm: WorkForm<ImageWork> = {
  type: 'image_generation_call',
  begin: () => ({ status: 'in_progress', result: null }),
  encoder: (work, { item, told }) => {
    let partials = 0;
    const { action, background, format: output_format, quality, size } = work;
    const look = { size, quality, background, output_format };
    return {
      stage: ({ name }) => {
        if (name !== 'partial_image') {
          if (name === 'generating') item.status = name;
          return [told(`response.image_generation_call.${name}`)];
        }
        const partial_image_index = partials++;
        const partial_image_b64 = work.partials[partial_image_index];
        const members = { partial_image_index, partial_image_b64, ...look };
        return [told('response.image_generation_call.partial_image', members)];
      },
      end: (isWhole) => {
        const { image, error, prompt } = work;
        const isMade = isWhole && image !== undefined;
        item.status = isMade ? 'completed' : 'failed';
        if (!isWhole) return [];
        Object.assign(item, { result: image ?? null, action, ...look, revised_prompt: prompt });
        if (error) item.error = { ...error, param: null, type: 'image_generation_user_error' };
        return [];
      },
    };
  },
};
