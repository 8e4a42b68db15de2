import { describe, expect, it } from 'vitest';
import { changeIn, promptIn, refersToPicture, wantsChange, wantsPicture } from './picture-wish.ts';

describe('a wish for a picture', () => {
  it.each([
    ['Draw a cat', 'A cat'],
    ['Please draw me a picture of a red fox in the snow!', 'A red fox in the snow'],
    [
      'Hi! Can you generate an image of gray tabby cat hugging an otter with an orange scarf?',
      'Gray tabby cat hugging an otter with an orange scarf',
    ],
    ['Create a simple flat logo for a bakery.', 'A simple flat logo for a bakery'],
    ['I want a photo of the sea at dawn', 'A photo of the sea at dawn'],
    ['Could you paint a mill, please?', 'A mill'],
    ['Design an icon. Use two colours.', 'An icon. Use two colours'],
    ['make me an illustration of three owls', 'An illustration of three owls'],
  ])('is heard in %j', (text, prompt) => {
    expect(wantsPicture(text)).toBe(true);
    expect(promptIn(text)).toBe(prompt);
  });

  it.each([
    'How do I draw a fox?',
    'Who painted the Mona Lisa?',
    'Draw a conclusion from these figures.',
    'Describe this image.',
    'Write a caption for the picture.',
    'Create a description of the photo.',
    'Create a docker image for my service.',
    "Don't draw anything, just tell me about foxes.",
    'Draw an ASCII tree.',
    'Make an image component in React.',
    'What is 6 * 7?',
  ])('is not heard in %j', (text) => {
    expect(wantsPicture(text)).toBe(false);
  });
});

describe('a wish for a change', () => {
  it.each([
    ['Now make it blue', 'Make it blue'],
    ['Please remove the snow.', 'Remove the snow'],
    ['Could you add a hat to the fox?', 'Add a hat to the fox'],
    ['Turn this photo into a watercolour', 'Turn this photo into a watercolour'],
  ])('is heard in %j', (text, prompt) => {
    expect(wantsChange(text)).toBe(true);
    expect(changeIn(text)).toBe(prompt);
  });

  it.each([
    'What is in this picture?',
    'Make a list of what you see.',
    'Turn this picture into a table.',
    'Add up the prices.',
    'Give me the name of the animal.',
  ])('is not heard in %j', (text) => {
    expect(wantsChange(text)).toBe(false);
  });

  it('tells a picture that is there from a new one', () => {
    expect(refersToPicture('Make the picture brighter')).toBe(true);
    expect(refersToPicture('Draw it at night')).toBe(true);
    expect(refersToPicture('Draw a mill')).toBe(false);
  });
});
