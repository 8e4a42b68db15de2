import { capitalise, countWords } from '../grammar.ts';
import type { Form, Scene, Writing } from '../scene.ts';
import { topicOf, withoutManner } from '../topic.ts';

/** Taglines, posts, captions and descriptions of a product. */
export const pitch: Form = {
  name: 'pitch',
  clues: {
    opens: 'write create generate give suggest make draft come',
    mentions: 'tagline slogan tweet caption headline post description ad advert advertisement',
  },
  recognise: ({ command, lower }) => {
    const match =
      /^(?:write|create|generate|give|suggest|make|draft|come up with)\b.{0,40}?\b(tagline|slogan|tweet|caption|headline|social media post|linkedin post|instagram post|product description|ad|advert|advertisement)\b(?: (?:for|about|on|of|announcing|to promote))? (.+)$/.exec(
        lower,
      );
    if (match === null) return undefined;
    const subject = withoutManner(command.slice(command.length - match[2]!.length));
    return (scene) => write(scene, match[1]!, subject);
  },
};

function* write(scene: Scene, kind: string, subject: string): Writing {
  const { random, templates } = scene;
  const topic = topicOf(`explain ${subject}`, { generic: false });
  const fill = (line: string): string => capitalise(templates.fill(line, topic));
  if (/^(?:tagline|slogan|caption|headline)$/.test(kind)) {
    yield fill(random.pick(TAGLINES));
    return;
  }
  if (kind === 'product description' || kind.startsWith('ad')) {
    const target = scene.aim(90, 0.3);
    const start = random.int(PRAISE.length);
    let words = 0;
    for (let index = 0; words < target && index < PRAISE.length; index++) {
      const sentence = fill(index === 0 ? random.pick(OPENINGS) : PRAISE[(start + index) % PRAISE.length]!);
      words += countWords(sentence);
      yield (index === 0 ? '' : index % 4 === 0 ? '\n\n' : ' ') + sentence;
    }
    return;
  }
  yield `${fill(random.pick(POSTS))} ${random.pick(['#new', '#goodnews', '#today', '#behindthescenes'])}`;
}

const TAGLINES = [
  'Small moments, made better.',
  'Made with care, enjoyed every day.',
  'Come for a taste, stay for the smile.',
  'Simple. Honest. Yours.',
  'The good things start here.',
  'Life is short, so make it sweet.',
  'Where every day feels a bit like a holiday.',
  'Less noise, more joy.',
];
const POSTS = [
  'Big day for us: {t} {is} finally here! Tell us what you think.',
  'We have been working on something special. Say hello to {t}!',
  'Good things take time, and now the time has come for {t}. Who wants to see more?',
  'Three words for {t}: simple, useful, ready. Join us!',
];
const OPENINGS = [
  'Meet the one thing that you will reach for every morning.',
  'Some things simply feel right from the first day.',
  'Made for daily life and built to last.',
];
const PRAISE = [
  'It fits well in the hand, looks good on any table and never asks for attention.',
  'Every detail has been thought through, from the first line of the design to the last finish.',
  'The materials are strong, easy to clean and kind to the touch.',
  'Use it at home, take it to work, or give it to someone who deserves a treat.',
  'It does one job and does it well, day after day.',
  'The calm colors go with everything, so it is at home in any room.',
  'There is nothing to learn and nothing to set up; just unpack it and enjoy.',
  'Because good design should last, we chose quality over fashion.',
  'It comes in a simple box without plastic, ready to be given away or kept.',
  'Once you have used it for a week, you will wonder how you managed without it.',
  'Each piece is checked by hand before it leaves the workshop.',
  'Treat yourself to a small daily pleasure.',
];
