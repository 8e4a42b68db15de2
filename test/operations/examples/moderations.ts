import type { Example } from '../example.ts';
import { pixel } from './files.ts';

const picture = { type: 'image_url', image_url: { url: pixel } };

export const moderationExamples: Readonly<Record<string, readonly Example[]>> = {
  createModeration: [
    { name: 'one text' },
    { name: 'several', body: { model: 'omni-moderation-latest', input: ['Hello', 'I will kill you'] } },
    { name: 'text and image', body: { input: [{ type: 'text', text: 'Look' }, picture] } },
    { name: 'an image', body: { model: 'omni-moderation-2024-09-26', input: [picture] } },
    { name: 'an older model', body: { model: 'text-moderation-latest', input: 'I will kill you' } },
  ],
};
