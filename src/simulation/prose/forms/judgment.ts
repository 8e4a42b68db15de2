import { countWords } from '../grammar.ts';
import type { Form, Scene, Writing } from '../scene.ts';
import { NO_TOPIC } from '../topic.ts';

/** Yes/no questions, and remarks without a request. */
export const judgment: Form = {
  name: 'judgment',
  clues: {
    opens:
      'is are was were does do did can could will would should has have am may i my we our it that this ' +
      'the there yesterday today they he she',
  },
  recognise: ({ lower, command, text }) => {
    if (YES_NO.test(lower) && (command.endsWith('?') || lower.length < 90) && !/ or /.test(lower)) {
      if (/\b(?:yes or no|only yes|just yes|yes\/no)\b/i.test(text))
        return ({ random }) => [random.pick(['Yes.', 'No.'])];
      return decide;
    }
    if (text.length < 240 && REMARK.test(lower) && !command.endsWith('?')) return remark;
    return undefined;
  },
};

function* decide(scene: Scene): Writing {
  const { random, templates, wish } = scene;
  if (DELICATE.test(scene.ask.lower)) {
    yield `${random.pick(CAREFUL)} ${random.pick(CAREFUL_ADVICE)}`;
    return;
  }
  const opinion = random.pick(OPINIONS);
  yield templates.fill(opinion);
  if (wish.sentences === 1 || (wish.words !== undefined && wish.words < 25)) return;
  const target = wish.sentences === undefined ? scene.aim(90) : Number.POSITIVE_INFINITY;
  const kinds = [
    'reason',
    'benefit',
    'caution',
    'example',
    'advice',
    'mechanism',
    'comparison',
    'context',
  ] as const;
  let words = countWords(opinion);
  for (let index = 0; words < target && index < (wish.sentences ?? 30) - 1; index++) {
    const sentence = templates.sentence(kinds[index % kinds.length]!);
    words += countWords(sentence);
    yield (index > 0 && index % 4 === 0 ? '\n\n' : ' ') + sentence;
  }
}

function* remark(scene: Scene): Writing {
  const { random, templates } = scene;
  const feeling =
    /^i(?:'m| am| feel| have been|'ve been)(?: feeling)?(?: [a-z]+)? (sad|tired|stressed|anxious|lonely|worried|angry|down|depressed|exhausted|happy|excited|great|good)\b/.exec(
      scene.ask.lower,
    )?.[1];
  if (feeling !== undefined) {
    yield random.pick(/happy|excited|great|good/.test(feeling) ? GLAD : SORRY);
    yield ` ${random.pick(FEELING_QUESTIONS)}`;
    return;
  }
  yield templates.fill(
    random.pick(
      /\b(?:name is|i live|i am from|i'm from|i work|years old|favou?rite)\b/.test(scene.ask.lower)
        ? INTRODUCED
        : repliesTo(scene),
    ),
  );
  if (scene.aim(40) > 24)
    yield ` ${templates.sentence(random.pick(['context', 'benefit', 'advice'] as const))}`;
  yield ` ${templates.fill(random.pick(QUESTIONS))}`;
}

/** Without a topic, only the replies that do not mention one. */
function repliesTo({ topic }: Scene): readonly string[] {
  return topic.name === NO_TOPIC ? REPLIES.filter((reply) => !reply.includes('{t}')) : REPLIES;
}

const YES_NO = /^(?:is|are|was|were|does|do|did|can|could|will|would|should|has|have|am|may) (?!you\b)/;
const REMARK =
  /^(?:i|i'm|i've|my|we|we're|our|it|it's|that|that's|this|the|there|yesterday|today|they|he|she)\b/;

/** Questions to which a wrong yes could do harm. */
const DELICATE =
  /\b(?:safe|healthy|legal|illegal|dangerous|harmful|poison(?:ous)?|medicine|dose|pregnan(?:t|cy)|die|deadly)\b/;

const CAREFUL = [
  'That depends on the circumstances, so please check with someone qualified before you rely on it.',
  'I would not give a plain yes or no here: the details matter, and a professional can judge them better.',
  'There is no general answer that would be right for everyone, so treat this with care.',
];

const CAREFUL_ADVICE = [
  'If you tell me more about the situation, I can at least help you to put the right questions.',
  'A reliable source on the subject will name the exceptions as well.',
  'Until then, the cautious choice is the better one.',
];

const OPINIONS = [
  'Yes, in most cases, although it depends on what you expect from {t}.',
  'In general yes, with a few exceptions that are worth knowing.',
  'It depends, but for most purposes the answer is yes.',
  'Broadly speaking, yes, and the reasons are easy to follow.',
  'Not always: with {t}, a good deal depends on the circumstances.',
  'Probably, as long as {concern} is kept in mind.',
  'The honest answer is that it varies, but there are clear signs to look for.',
  'Yes, though perhaps not for the reason that is usually given.',
];
const INTRODUCED = [
  'Nice to meet you, and thank you for telling me.',
  'Thanks for sharing that, I will keep it in mind.',
  'Good to know, thank you!',
  'Got it, I will remember that for our conversation.',
];
const GLAD = ['That is wonderful to hear!', 'I am glad to hear it!', 'How nice, thank you for sharing that!'];
const SORRY = [
  'I am sorry to hear that, and it is good that you say it.',
  'That sounds hard, and I am sorry you have to deal with it.',
  'Thank you for telling me; days like that happen to everyone, and they do pass.',
];
const FEELING_QUESTIONS = [
  'Would you like to talk about it?',
  'Do you want to tell me what happened?',
  'What would do you good right now?',
];
const REPLIES = [
  'Thanks for telling me about {t}.',
  'That is interesting, and {t} {is} a good place to start.',
  'I see what you mean about {t}.',
  'That sounds like something worth talking about.',
  'Thank you for sharing that.',
];
const QUESTIONS = [
  'What would you like to do next?',
  'How can I help with it?',
  'Is there something about it that you would like to know?',
  'What matters most to you here?',
  'Would you like some ideas?',
];
