import type { Part } from '../../../engine/request.ts';
import { joinList, toPlainLine } from '../grammar.ts';
import type { Form, Scene, Writing } from '../scene.ts';

/** A message with images, audio or files: states honestly what a simulator can know about them. */
export const attachment: Form = {
  name: 'attachment',
  recognise: (ask) =>
    ask.attachments.length === 0 ? undefined : (scene) => describe(scene, ask.attachments),
};

function* describe(scene: Scene, parts: readonly Part[]): Writing {
  const { random, ask } = scene;
  const images = parts.filter((part) => part.kind === 'image');
  const videos = parts.filter((part) => part.kind === 'video');
  const sounds = parts.filter((part) => part.kind === 'audio');
  const files = parts.filter((part) => part.kind === 'file');
  const received: string[] = [];
  if (images.length > 0)
    received.push(images.length === 1 ? `an image${originOf(images[0]!.url)}` : `${images.length} images`);
  if (videos.length > 0) received.push(videos.length === 1 ? 'a video' : `${videos.length} videos`);
  if (sounds.length > 0)
    received.push(
      sounds.length === 1
        ? `an audio clip in ${toPlainLine(sounds[0]!.format, 12)} format`
        : `${sounds.length} audio clips`,
    );
  if (files.length > 0) {
    const names = files
      .slice(0, 3)
      .flatMap((file) => (file.name === undefined ? [] : [toPlainLine(file.name, 60)]));
    received.push(
      names.length === files.length
        ? `the file ${joinList(names)}`
        : files.length === 1
          ? 'one file'
          : `${files.length} files`,
    );
  }
  yield random.pick([
    `I received ${joinList(received)}. `,
    `Thank you for ${joinList(received)}. `,
    `Your message came with ${joinList(received)}. `,
  ]);
  const noun =
    images.length > 0
      ? images.length > 1
        ? 'images'
        : 'image'
      : videos.length > 0
        ? 'video'
        : sounds.length > 0
          ? 'recording'
          : files.length > 1
            ? 'files'
            : 'file';
  yield random.pick([
    `As a simulation I cannot really perceive the ${noun}, so what follows only shows the form of an answer.`,
    `I should say that I am a simulator: the content of the ${noun} is not analyzed, and this reply only has the right shape.`,
    `Please note that no model looks at the ${noun} here; this is a simulated description.`,
  ]);
  if (images.length > 0) {
    yield `\n\n${random.pick([
      'A description would begin with the main subject, then move on to the setting, the light and the colors.',
      'The usual answer would name what stands in the center, what lies in the background, and the mood that the two create.',
      'Typically I would point out the main object first, then any people or text, and finally the overall style.',
    ])}`;
  } else if (sounds.length > 0) {
    yield ` ${random.pick(['A real model would answer what is said in it, and note the tone of voice.', 'The usual reply would pick up the main request and answer it in a sentence or two.'])}`;
  } else {
    yield ` ${random.pick(['The usual answer would state what kind of document it is and give its main points.', 'A real model would begin with the purpose of the document and then list its key points.'])}`;
  }
  if (ask.command !== '') {
    yield ` ${random.pick(['As for your question', 'Regarding your request'])} ("${toPlainLine(ask.command, 80)}"), ${random.pick(['the answer would rest on those details.', 'those details would be the basis of the answer.', 'I would use them to answer it point by point.'])}`;
  }
}

/** Only the type of a data URI and the host of a link; the rest may be long or private. */
function originOf(url: string): string {
  const kind = /^data:image\/([a-z+]{2,10})/i.exec(url.slice(0, 40))?.[1];
  if (kind !== undefined) return ` in ${kind.toUpperCase().replace(/\+.*/, '')} format`;
  const host = /^https?:\/\/([a-z\d.-]{3,60})/i.exec(url.slice(0, 80))?.[1];
  return host === undefined ? '' : ` from ${host}`;
}
