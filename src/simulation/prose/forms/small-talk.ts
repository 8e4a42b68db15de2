import type { Random } from '../../../runtime/random.ts';
import type { Ask } from '../ask.ts';
import { FOREIGN_SENTENCES } from '../foreign-sentences.ts';
import type { Form, Scene } from '../scene.ts';

/** Greetings, thanks, goodbyes, questions about the assistant itself, and counting aloud. */
export const smallTalk: Form = {
  name: 'small talk',
  clues: {
    mentions:
      'who what which introduce tell help how whats sup knock say give compliment cheer motivate count hi ' +
      'hello hey hiya howdy greetings yo good thanks thank thx many cheers much great ok perfect bye ' +
      'goodbye see farewell take cya have test testing ping this are okay nice cool awesome got i sounds ' +
      'yes no sure si sí oui ja non nein',
  },
  recognise: (ask) => {
    if (ask.lower.length > 80) return undefined;
    // What a translator is sent is to be translated.
    if (/\btranslat(?:es?|ing|ors?)\b/i.test(ask.system)) return undefined;
    const text = ask.lower.replace(/[^a-z0-9' ]+/g, ' ').trim();
    if (text === '') return undefined;
    if (
      /^(?:who are you|what are you|what(?:'s| is) your name|which model are you|what model are you|what model is this|introduce yourself|tell me about yourself)\b/.test(
        text,
      )
    ) {
      return (scene) => [identity(scene)];
    }
    if (/^(?:what can you do|how can you help|what do you do|help)( me)?$/.test(text))
      return ({ random }) => [random.pick(ABILITIES)];
    if (/^(?:how are you|how's it going|how are things|how do you do|what's up|whats up|sup)\b/.test(text)) {
      return ({ random }) => [`${random.pick(WELLBEING)} ${random.pick(OFFERS)}`];
    }
    if (/^knock knock$/.test(text)) return () => ["Who's there?"];
    if (/^(?:say something nice|give me a compliment|compliment me|cheer me up|motivate me)\b/.test(text))
      return ({ random }) => [random.pick(KIND_WORDS)];
    if (text.startsWith('count ')) return counting(text);
    if (ask.text.length > 90 || /hello,? world/i.test(ask.text)) return undefined;
    // "Thanks. And when does it leave?" is a question.
    if (/^\W*(?:thanks|thank you|great|perfect|ok)\b.*[^?]\?/is.test(ask.text)) return undefined;
    return ritual(
      ask.text
        .toLowerCase()
        .replace(/[^\p{L}']+/gu, ' ')
        .trim(),
    );
  },
};

function ritual(text: string): ((scene: Scene) => string[]) | undefined {
  if (
    /^(?:hi|hello|hey|hiya|howdy|greetings|yo|good (?:morning|afternoon|evening|day))\b/.test(text) &&
    (text.split(' ').length <= 7 || INTRODUCING.test(text))
  ) {
    const asked = /how are you|how's it going|how are things|what's up/.test(text);
    const time = /good (?:morning|afternoon|evening|day)/.exec(text)?.[0];
    return ({ random, ask }) => {
      const opening = time === undefined ? random.pick(OPENINGS) : `G${time.slice(1)}!`;
      return [`${opening} ${asked ? `${random.pick(WELLBEING)} ` : ''}${random.pick(welcome(ask, random))}`];
    };
  }
  if (
    /^(?:(?:great|ok|okay|perfect|wonderful|excellent|awesome|cool|nice|lovely|brilliant) )?(?:many )?(?:thanks|thank you|thx|cheers|much appreciated)\b/.test(
      text,
    )
  ) {
    return ({ random }) => [`${random.pick(ACCEPTANCES)} ${random.pick(AFTERWORDS)}`];
  }
  if (/^(?:bye|goodbye|good night|see you|farewell|take care|cya|have a (?:nice|good|great))\b/.test(text)) {
    return ({ random }) => [`${random.pick(PARTINGS)} ${random.pick(WISHES)}`];
  }
  if (/^(?:test|testing|ping|this is a test|are you there)(?: test| testing)*$/.test(text)) {
    return ({ random }) => [random.pick(PRESENCE)];
  }
  if (
    /^(?:ok|okay|great|nice|cool|perfect|awesome|got it|i see|sounds good|yes|no|sure|s[ií]|oui|ja|non?|nein)$/.test(
      text,
    )
  ) {
    return ({ random, ask: { language } }) => {
      if (language !== 'en') return [random.pick(FOREIGN_SENTENCES[language].offers)];
      return [`${random.pick(AGREEMENTS)} ${random.pick(OFFERS)}`];
    };
  }
  return undefined;
}

const INTRODUCING =
  /\b(?:nice|pleased|good|great) to (?:meet|see|talk to) you\b|^\S+(?: \S+)? (?:i'm|i am|my name is|this is)(?: \S+){1,4}$/;

function counting(text: string): ((scene: Scene) => Iterable<string>) | undefined {
  const match =
    /^count (?:from (\d{1,4}) )?(?:up |down )?to (\d{1,4})\b/.exec(text) ??
    /^count down from (\d{1,4})(?: to (\d{1,4}))?/.exec(text);
  if (match === null) return undefined;
  const first = Number(match[1] ?? 1);
  const last = Number(match[2] ?? (text.startsWith('count down') ? 0 : 10));
  return () => numbersBetween(first, last);
}

function* numbersBetween(first: number, last: number): Iterable<string> {
  const step = last >= first ? 1 : -1;
  for (let number = first; ; number += step) {
    if (number === last) {
      yield `${number}.`;
      return;
    }
    yield `${number}, `;
  }
}

/** The name that a system turn gives the assistant, if any. */
function personaOf(system: string): string | undefined {
  return /\b(?:[Yy]our name is|[Yy]ou are called|(?:assistant|bot|agent) (?:named|called)|[Yy]ou are (?=[A-Z][a-z]+[,.]))\s*([A-Z][\p{L}]{1,24})/u.exec(
    system,
  )?.[1];
}

function identity({ ask, request, random }: Scene): string {
  const name = personaOf(ask.system);
  if (name !== undefined)
    return random.pick([
      `I'm ${name}, your assistant. How can I help?`,
      `My name is ${name}. What can I do for you?`,
    ]);
  const { id } = request.model;
  return random.pick([
    `I'm a simulated assistant answering in place of ${id}. My replies have the right form, but no model stands behind them.`,
    `You are talking to a simulation of ${id}: the interface is real, while the words come from a small text generator.`,
    `I answer under the name ${id}, but I am a simulator made for development and testing.`,
  ]);
}

function welcome(ask: Ask, random: Random): readonly string[] {
  const name = personaOf(ask.system);
  return name === undefined || random.chance(0.3)
    ? OFFERS
    : [`I'm ${name}. How can I help you today?`, `My name is ${name}. What can I do for you?`];
}

export const OPENINGS = [
  'Hello!',
  'Hi there!',
  'Hi!',
  'Hello there!',
  'Hey!',
  'Good to hear from you!',
  'Welcome!',
  'Hey there!',
  'Hello and welcome!',
  'Nice to meet you!',
];
export const OFFERS = [
  'How can I help you today?',
  'What can I do for you?',
  'What would you like to talk about?',
  'What is on your mind?',
  'How may I help?',
  'What are you working on today?',
  'Ask me anything, and I will do my best.',
  'Is there something I can help you with?',
  'Where would you like to start?',
  'What shall we look at?',
];
const WELLBEING = [
  "I'm doing well, thank you.",
  'All is well here, thanks for asking.',
  'Everything is running smoothly, thank you.',
  'Very well, thanks.',
  "I'm fine, and I hope you are too.",
  'Doing great, thanks!',
];
const ACCEPTANCES = [
  "You're welcome!",
  'My pleasure!',
  'Happy to help!',
  'Any time!',
  'Glad I could help!',
  'Of course!',
  'No problem at all!',
];
const AFTERWORDS = [
  'Let me know if anything else comes up.',
  'Just ask if you need more.',
  'Is there anything else you would like to know?',
  'I am here if you have more questions.',
  'Feel free to come back at any time.',
  'Have a great day!',
  'Good luck with the rest of it.',
];
const PARTINGS = ['Goodbye!', 'See you soon!', 'Take care!', 'Bye for now!', 'Until next time!', 'So long!'];
const WISHES = [
  'It was nice talking with you.',
  'Have a wonderful day.',
  'Come back whenever you like.',
  'I hope the rest of your day goes well.',
  'Thanks for stopping by.',
  'All the best to you.',
];
const PRESENCE = [
  'I am here, and everything is working.',
  'Test received. All good on this side.',
  'Yes, I can hear you. What would you like to try?',
  'The connection works. Go ahead!',
  'Loud and clear. What comes next?',
];
const KIND_WORDS = [
  'You ask good questions, and that is half of every good answer.',
  'It takes some courage to try new things, and here you are, trying them.',
  'Whatever today brings, you have solved harder things before.',
  'The people around you are lucky to have someone who pays attention.',
  'Small steps count, and you have taken more of them than you think.',
];
const AGREEMENTS = ['Great!', 'Good to know!', 'Sounds good.', 'All right.', 'Wonderful.', 'Understood.'];
const ABILITIES = [
  'I can explain a topic, write lists, instructions, poems and code, work out sums, summarize or translate short texts, and call the tools you give me. Just tell me what you need.',
  'Quite a few things: answer questions, draft text, compare options, write short programs, do arithmetic and return JSON in the shape you ask for. What shall we start with?',
  'Ask me to explain, compare, list, summarize, translate, calculate or write code. I can also use the tools that come with your request.',
];
