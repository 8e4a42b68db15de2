import { capitalise } from '../grammar.ts';
import type { Form, Scene, Writing } from '../scene.ts';
import { createTemplates } from '../templates.ts';
import { createTopic, type Topic, topicOf } from '../topic.ts';

/** Poems, haiku, limericks and songs. */
export const verse: Form = {
  name: 'verse',
  clues: { mentions: 'haiku limerick poem poetry sonnet verse song lyrics rhyme ballad ode' },
  recognise: ({ command, lower }) => {
    const kind = /\b(haiku|limerick|poem|poetry|sonnet|verse|song|lyrics|rhyme|ballad|ode)\b/.exec(
      lower,
    )?.[1];
    if (
      kind === undefined ||
      !/^(?:write|compose|create|make|give|tell|sing|generate|recite|show|a |an |haiku|poem|limerick|draft|i )/.test(
        lower,
      )
    )
      return undefined;
    return (scene) => {
      const topic = subjectOf(command);
      if (kind === 'haiku') return haiku(scene, topic);
      if (kind === 'limerick') return limerick(scene, topic);
      return poem(scene, topic, kind);
    };
  },
};

function subjectOf(command: string): Topic {
  const named =
    /\b(?:haiku|limerick|poem|sonnet|verse|song|lyrics|rhyme|ballad|ode)s? (?:about|on|of|for|to) (.+)$/i.exec(
      command,
    )?.[1];
  if (named !== undefined) return topicOf(`explain ${named}`);
  const before = /\b(?:a|an) ([a-z ]{3,30}?) (?:haiku|poem|limerick|song)\b/i.exec(command)?.[1];
  const vague =
    before === undefined ||
    /^(?:short|long|funny|nice|good|little|simple|beautiful|sad|happy|love|rhyming|small|quick)/i.test(
      before,
    );
  return createTopic(vague ? 'the morning' : before);
}

function* haiku({ random }: Scene, topic: Topic): Writing {
  const first = random.pick(HAIKU_FIRST);
  const opening =
    topic.name.length <= 26
      ? [
          `${topic.title} at dawn`,
          `${topic.title}, so still`,
          `Quiet, ${topic.name}`,
          `${topic.title} in the rain`,
        ]
      : HAIKU_FIRST;
  yield `${random.chance(0.8) ? random.pick(opening) : first}\n`;
  yield `${random.pick(HAIKU_SECOND)}\n`;
  yield random.pick(HAIKU_THIRD);
}

function* limerick({ random }: Scene, topic: Topic): Writing {
  const rows = random.pick(LIMERICKS);
  for (const [index, row] of rows.entries()) {
    yield `${row.replace('{t}', () => topic.name)}${index < rows.length - 1 ? '\n' : ''}`;
  }
}

/** Quatrains of rhyming couplets, each couplet used once. */
function* poem(scene: Scene, topic: Topic, kind: string): Writing {
  const { random, wish } = scene;
  const templates = createTemplates(topic, random);
  const asked = /(\d{1,2}|two|three|four|five|six) (?:stanza|verse)s?/.exec(scene.ask.lower)?.[1];
  const wanted = asked === undefined ? undefined : (COUNTS[asked] ?? Number(asked));
  const stanzas = Math.max(
    1,
    Math.min(
      30,
      wanted ??
        (kind === 'sonnet'
          ? 3
          : Math.round((wish.factor < 1 ? 2 : wish.factor > 1 ? 6 : 3) + random.next() * 1.4)),
    ),
  );
  if (random.chance(0.7))
    yield `**${capitalise(random.pick(['{t}', 'On {t}', 'Lines for {t}', 'A song of {t}', 'Thinking of {t}']).replace('{t}', () => topic.name))}**\n\n`;
  for (let stanza = 0; stanza < stanzas; stanza++) {
    if (stanza > 0) yield '\n\n';
    const opening = stanza === 0 ? OPENING_COUPLETS : COUPLETS;
    yield `${capitalise(couplet(templates.from(opening)))}\n`;
    yield capitalise(couplet(templates.from(COUPLETS)));
  }
  if (kind === 'sonnet') yield `\n\n${couplet(templates.from(CLOSING_COUPLETS))}`;
}

function couplet(text: string): string {
  return text
    .split(' / ')
    .map((line) => capitalise(line))
    .join('\n');
}

const COUNTS: Readonly<Record<string, number>> = { two: 2, three: 3, four: 4, five: 5, six: 6 };

const HAIKU_FIRST = [
  'A soft wind passes',
  'Light on the water',
  'The first day of spring',
  'One leaf in the snow',
  'The long road turns home',
];
const HAIKU_SECOND = [
  'the slow world holds its breath now',
  'a thousand small lights answer',
  'the river hums in the dark',
  'old stones remember the rain',
  'the wind carries it away',
  'morning opens like a book',
  'no one speaks, and all is said',
  'the hills lean closer to hear',
];
const HAIKU_THIRD = [
  'then silence again',
  'a new day begins',
  'and I start to smile',
  'the moon keeps its watch',
  'and the night is warm',
  'nothing more to say',
  'the garden can wait',
];

const LIMERICKS: readonly (readonly string[])[] = [
  [
    'There once was a writer from Spain',
    'who thought about {t} in the rain.',
    'She wrote down each word',
    'of the things that she heard,',
    'then read them all over again.',
  ],
  [
    'A curious fellow named Lee',
    'studied {t} from the top of a tree.',
    'When they asked him, "What for?"',
    'he said, "I want more,',
    'and the view from up here is for free."',
  ],
  [
    'A teacher who came from the north',
    'talked of {t}, going back and then forth.',
    'Her class, half asleep,',
    'found the subject too deep,',
    'but they knew, by the end, what it is worth.',
  ],
  [
    'A young engineer down in Rome',
    'took her questions on {t} home.',
    'She worked through the night',
    'till the answer was right,',
    'and she put the whole thing in a poem.',
  ],
];

const OPENING_COUPLETS = [
  'I think of {t} when the day is new, / when the grass is bright with the morning dew,',
  'Come sit with me where the light is low, / and I will tell you the things I know',
  'They ask me of {t}, and what can I say? / It is more than a word at the end of the day.',
  'There is something in {t} that is hard to name, / a quiet light or a steady flame.',
  'When all of the world is about to sleep, / the thought of {t} is a thing to keep.',
];
const COUPLETS = [
  'It comes without warning, it leaves without sound, / and something is different all around.',
  'The wind goes over the fields of gold / and tells us a story that never grows old.',
  'So many have looked for a reason or rhyme, / and found that the answer was given by time.',
  'It is not in the book, it is not in the sky, / it lives in the question of how and of why.',
  'The river runs on and it does not ask / if the sea is a home or only a task.',
  'We measure, we wonder, we count and we weigh, / and then in the evening we throw it away.',
  'A step and a step and the road is made, / from the heat of the sun to the cool of the shade.',
  'And those who have seen it will nod and agree / that the best of it all is to look and to see.',
  'The stars do their work and they ask for no pay, / they carry the night till it turns into day.',
  'A hand on the gate and a foot on the stone, / no one who wonders is ever alone.',
  'For what we hold dear is not silver or gold, / but a thing to be shared and a hand to hold.',
  'Let others be certain, let others be loud, / I will walk with the rain and the passing cloud.',
  'The small things are large when you look at them long, / and the world is a tune for a very old song.',
  'I wrote it in sand and the water came in, / so I picked up a stick and decided again.',
  'The lamp on the table, the chair by the door, / the same as last evening and then something more.',
  'You ask where it ends and I point to the hill, / where the path disappears and the evening is still.',
];
const CLOSING_COUPLETS = [
  'So let it be said, when the last word is through: / the old things are good, and the good things are new.',
  'And that is the whole of the tale that I tell, / go gently, look closely, and all will be well.',
];
