import { capitalise } from '../grammar.ts';
import type { Form, Scene, Writing } from '../scene.ts';
import { createTemplates } from '../templates.ts';
import { type Topic, topicOf } from '../topic.ts';

/** Stories, letters and e-mails, and jokes. */
export const tale: Form = {
  name: 'tale',
  clues: {
    opens: 'once write compose create make give tell generate draft say do got',
    mentions:
      'once fact facts joke jokes story tale fairytale bedtime narrative fable email mail letter message ' +
      'note invitation apology',
  },
  recognise: ({ command, lower }) => {
    if (/^once upon a time/.test(lower)) return (scene) => story(scene, undefined);
    const writes =
      /^(?:write|compose|create|make|give|tell|generate|draft|say|do you know|got|make up)\b/.test(lower);
    if (!writes) return undefined;
    if (/\b(?:fun|interesting|random|cool) facts?$/.test(lower.replace(/[^a-z]+$/, '')))
      return ({ random }) => [random.pick(FUN_FACTS)];
    if (/\bjokes?\b/.test(lower)) return ({ random }) => [random.pick(JOKES)];
    if (/\b(?:story|tale|fairy ?tale|bedtime|narrative|fable)\b/.test(lower) && !/\buser stor/.test(lower)) {
      return (scene) => story(scene, subjectOf(command));
    }
    if (
      /\b(?:e-?mail|letter|message|note|invitation|apology)\b/.test(lower) &&
      !/\b(?:parser|validator|function|regex|commit message)\b/.test(lower)
    ) {
      return (scene) => letter(scene, command);
    }
    return undefined;
  },
};

function subjectOf(command: string): Topic | undefined {
  const named =
    /\b(?:story|tale|narrative|fable)s?(?: in [a-z]+)? (?:about|of|on|with|featuring|involving) (.+)$/i.exec(
      command,
    )?.[1];
  if (named === undefined) return undefined;
  // Keeps the singular, which reads better in a story: "a dragon", not "dragons".
  const own =
    /^((?:an?|the|two|three|my) [\p{L} '-]{2,40}?)(?: (?:who|that|which|and|in|on|with|finding|learning|trying|looking|going) |[.,!?]|$)/iu.exec(
      named,
    )?.[1];
  const topic = topicOf(`explain ${named}`);
  return own === undefined
    ? topic
    : {
        ...topic,
        name: own.toLowerCase().replace(/^my /, 'your '),
        title: capitalise(own),
        plural: /^(?:two|three)/i.test(own),
      };
}

function* story(scene: Scene, topic: Topic | undefined): Writing {
  const { random } = scene;
  const hero = random.pick(HEROES);
  const templates = createTemplates(topic ?? topicOf('explain a small light'), random);
  if (scene.wish.sentences !== undefined && scene.wish.sentences <= 2) {
    yield capitalise(templates.fill(random.pick(ONE_SENTENCE)));
    if (scene.wish.sentences === 2) yield ` ${random.pick(SECOND_SENTENCE)}`;
    return;
  }
  const target = scene.aim(230, 0.4);
  const [subject, object, possessive] = hero.she ? ['she', 'her', 'her'] : ['he', 'him', 'his'];
  const place = random.pick(PLACES);
  const tell = (line: string): string =>
    capitalise(
      templates.fill(
        line.replace(/\{(name|sub|obj|pos|Sub|Pos|place)\}/g, (_, key: string) => {
          switch (key) {
            case 'name':
              return hero.name;
            case 'sub':
              return subject;
            case 'Sub':
              return capitalise(subject);
            case 'obj':
              return object;
            case 'pos':
              return possessive;
            case 'Pos':
              return capitalise(possessive);
            default:
              return place;
          }
        }),
      ),
    );
  const parts = [BEGINNINGS, WISHES, TROUBLES, MIDDLES, TURNS, ENDINGS];
  for (const [index, part] of parts.entries()) {
    const decks = index === 3 ? Math.max(1, Math.round((target - 110) / 55)) : 1;
    for (let paragraph = 0; paragraph < Math.min(decks, 40); paragraph++) {
      const text = tell(index === 3 ? templates.from(part) : random.pick(part));
      const joined = index === 1 || index === 4 ? ' ' : '\n\n';
      yield index === 0 ? text : joined + text;
    }
    // If the requested length is short, the middle of the story is dropped, never its end.
    if (index === 1 && target < 90) {
      yield `\n\n${tell(random.pick(ENDINGS))}`;
      return;
    }
  }
}

function* letter(scene: Scene, command: string): Writing {
  const { random, templates, topic } = scene;
  const purpose =
    /\b(?:asking (?:for|about)|requesting|about|regarding|to request|to ask for|for|saying|inviting|apologi[sz]ing for|thanking (?:them |him |her )?for) (.+)$/i.exec(
      command,
    )?.[1];
  const subject = purpose === undefined ? topic : topicOf(`explain ${purpose}`, { generic: false });
  const recipient =
    /\bto (?:my |our |the |a )?(boss|manager|team|customer|client|teacher|landlord|friend|colleague|colleagues|hr|professor|neighbor|candidate|recruiter)\b/i.exec(
      command,
    )?.[1];
  const salutation =
    recipient === undefined
      ? random.pick(['Hello', 'Dear all', 'Hi there'])
      : `Dear ${recipient.toLowerCase() === 'hr' ? 'HR team' : recipient.toLowerCase()}`;
  const email = /mail/i.test(command);
  if (email) yield `Subject: ${subject.title}\n\n`;
  yield `${salutation},\n\n`;
  yield templates.fill(random.pick(LETTER_OPENINGS), subject);
  yield ` ${templates.fill(random.pick(LETTER_BODIES), subject)}`;
  if (scene.aim(130) > 60) yield `\n\n${templates.fill(random.pick(LETTER_DETAILS), subject)}`;
  yield `\n\n${random.pick(LETTER_CLOSINGS)}\n\n${random.pick(['Best regards', 'Kind regards', 'With best wishes', 'Many thanks'])},\n[Your name]`;
}

const HEROES: readonly { readonly name: string; readonly she: boolean }[] = [
  { name: 'Mira', she: true },
  { name: 'Tom', she: false },
  { name: 'Ada', she: true },
  { name: 'Leo', she: false },
  { name: 'Nora', she: true },
  { name: 'Sam', she: false },
  { name: 'Clara', she: true },
  { name: 'Hugo', she: false },
];
const PLACES = [
  'a small town by the sea',
  'a village at the edge of the forest',
  'an old house on a hill',
  'a quiet street near the harbor',
  'a valley where the snow stayed until May',
];
const BEGINNINGS = [
  'In {place} there lived a child named {name} who could not stop thinking about {t}.',
  'Nobody in {place} had ever paid much attention to {t}, until the day {name} arrived.',
  'It began on a cold morning in {place}, when {name} opened the door and found {t} on the other side.',
  'Long ago, in {place}, people told each other stories about {t}, and {name} believed every one of them.',
];
const WISHES = [
  'Every evening {sub} climbed to the highest window and looked out, hoping for a sign.',
  'The others laughed, but {name} only smiled and kept a small notebook in {pos} pocket.',
  '{Sub} had a plan, and like all good plans it was simple enough to fit on one page.',
  '"One day," {sub} said, "I will find out what it means," and nobody doubted that {sub} meant it.',
];
const TROUBLES = [
  'Then the storm came. It took the bridge, two roofs and the road to the city, and for three days no one went outside.',
  'But the winter was long that year, and by the end of it the lamps were low and tempers were short.',
  'One night a letter arrived with no name on it, and inside there was only a map with a single mark.',
  'Trouble started, as it often does, with a locked door and a key that did not fit.',
];
const MIDDLES = [
  '{name} packed some bread, a lamp and a good coat, and set off before the sun was up. The path was steep, and more than once {sub} thought of turning back.',
  'On the second day {sub} met an old woman who was mending a net. "You are looking for the wrong thing," she said, "but you are looking in the right place."',
  'The forest was full of small sounds. {name} walked on, counting {pos} steps, until the trees opened and there was nothing ahead but light.',
  'At the river there was no boat, so {sub} sat down and waited. Toward evening a heron landed close by, looked at {obj} for a long time, and flew to a shallow place where anyone could cross.',
  'For a while nothing happened at all, and that was the hardest part. {name} learned to listen to the wind and to tell the hours by the shadows.',
  'In the next village they asked {obj} for a story in return for a meal. {Sub} told them everything, and when {sub} had finished, the whole room was silent.',
  'The map was wrong in two places and torn in a third. Still, {sub} found the wall, and in the wall a gate, and behind the gate a garden nobody had seen for years.',
  'There were nights when {sub} wanted to go home. Each time a small thing changed {pos} mind: a star, a song, a light in a far window.',
];
const TURNS = [
  'And there, at last, {sub} understood: it had never been about finding {t}, but about learning how to look.',
  'What {sub} saw there was smaller than in the stories, and far more beautiful.',
  'It was then that {name} remembered the first page of the notebook, and everything fell into place.',
  'The answer was so simple that {name} laughed out loud, and the hills laughed back.',
];
const ENDINGS = [
  'When {sub} came home, the town looked the same and yet completely new. "Well?" they asked. {name} put the kettle on. "Sit down," {sub} said. "It is a long story, and it has a good end."',
  'Years later, children still asked {name} about it. {Sub} would show them the notebook, turn to the last page, and let them write the next line themselves.',
  'From that day on a lamp burned in the highest window, so that anyone who was still on the way could see where home was.',
  'And if you pass through there today, you may hear someone telling this story. Stay and listen; it is a little different every time.',
];
const ONE_SENTENCE = [
  'Once, when the moon was round and the whole village slept, {t} walked softly through the fields and left a dream on every doorstep.',
  'Far away, behind the last blue hill, {t} curled up under a blanket of stars, listened to the quiet wind and fell fast asleep.',
  'Every night {t} lit the smallest star in the sky, so that no child would ever have to fall asleep in the dark.',
  'One evening {t} lost the way home, followed the sound of a lullaby across the river, and found a friend waiting there with a lamp.',
];
const SECOND_SENTENCE = [
  'And in the morning nobody knew why everyone was smiling.',
  'That is why, even now, the night is never quite as dark as it seems.',
];
const JOKES = [
  'Why did the programmer bring a ladder to work? Someone had said the next release was on a higher level.',
  'I asked the library for a book on patience. They told me to wait.',
  'My calendar and I broke up. It said my days were numbered.',
  'Why do clocks make poor friends? They are always running, and they never have time.',
  'I told my computer I needed a break. It said: no problem, I will freeze.',
  'A string walks into a bar. The bartender asks, "Are you null?" It says, "No, just empty inside."',
  'Why was the list so calm? It had everything in order.',
  'My plant and I have an agreement: I forget to water it, and it reminds me by leaning on the window.',
  'What did the ocean say to the beach? Nothing, it just waved from far away.',
];
const FUN_FACTS = [
  'Honey keeps so well that jars found in ancient tombs were still good to eat.',
  'An octopus has three hearts, and its blood is blue.',
  'A day on Venus is longer than its year.',
  'Bananas are berries in the botanical sense, while strawberries are not.',
  'Sound travels about four times faster in water than in air.',
  'Light from the sun takes a little more than eight minutes to reach the earth.',
  'Sea otters often hold hands while they sleep, so that they do not drift apart.',
  'The Eiffel Tower grows by several inches in summer, because iron expands in the heat.',
];
const LETTER_OPENINGS = [
  'I hope this message finds you well. I am writing about {t}.',
  'Thank you for taking a moment to read this. I would like to talk with you about {t}.',
  'I wanted to get in touch about {t} before the week is over.',
];
const LETTER_BODIES = [
  'I have thought about it for some time, and I believe that now is a good moment to bring it up.',
  'The matter is not urgent, but an early answer would help me to plan.',
  'I know that you are busy, so I will keep this short and to the point.',
];
const LETTER_DETAILS = [
  'If it suits you, we could speak for a few minutes this week. I am free on most mornings and happy to follow your schedule. I have also put together some notes, which I can send beforehand.',
  'Please let me know what you think and whether you need anything from me. If there is a form to fill in or someone else to ask, I will take care of it.',
  'I would be grateful for your advice on the next step. Should you see any difficulty, I am sure that we can find a way that works for everyone.',
];
const LETTER_CLOSINGS = [
  'Thank you for your time and your help.',
  'I look forward to hearing from you.',
  'Thanks in advance, and have a good week.',
];
