import type { Turn } from '../../../engine/request.ts';
import { findAnswer } from '../../reading/passages.ts';
import { clippedText } from '../ask.ts';
import { flipPerson, toPlainLine } from '../grammar.ts';
import type { Form } from '../scene.ts';

/** Questions about what users said about themselves earlier in the conversation. */
export const recollection: Form = {
  name: 'recollection',
  clues: {
    opens: 'where how what whats who do tell say remember remind',
    mentions: 'my i me',
  },
  recognise: (ask) => {
    const wanted = wantedOf(ask.lower);
    if (wanted === undefined) return undefined;
    const found = lookUp(ask.request.turns, wanted);
    if (found !== undefined) {
      const value = flipPerson(found);
      const said = wanted.say(value);
      return ({ random }) => [
        random.pick([
          `${said}.`,
          `You told me earlier: ${said[0]!.toLowerCase()}${said.slice(1)}.`,
          `As you said before, ${said[0]!.toLowerCase()}${said.slice(1)}.`,
        ]),
      ];
    }
    // The conversation may say it in other words.
    if (!wanted.certain || findAnswer(ask.reading.question, ask.reading.material)) return undefined;
    return ({ random }) => [
      random.pick([
        `You have not told me ${wanted.label} yet. What is it?`,
        `I do not know ${wanted.label}, because it has not come up in this conversation.`,
        `I am afraid you have not mentioned ${wanted.label} so far.`,
      ]),
    ];
  },
};

interface Wanted {
  readonly label: string;
  readonly patterns: readonly RegExp[];
  /** True if only the user could answer it, so that not knowing is a valid answer. */
  readonly certain: boolean;
  say(value: string): string;
}

function wantedOf(lower: string): Wanted | undefined {
  if (!/\b(?:my|i|me)\b/.test(lower)) return undefined;
  if (/^where do i live|^where am i from|^what city do i live/.test(lower)) {
    return {
      label: 'where you live',
      patterns: [
        /\bi(?:'m| am)? (?:live|living|based|come|am) (?:in|from) ([^.!?,\n]{2,60})/i,
        /\bi'm from ([^.!?,\n]{2,60})/i,
      ],
      certain: true,
      say: (value) => `You live in ${value}`,
    };
  }
  if (/^how old am i|^what(?:'s| is) my age/.test(lower)) {
    return {
      label: 'your age',
      patterns: [/\bi(?:'m| am) (\d{1,3})(?: years old)?\b/i, /\bmy age is (\d{1,3})\b/i],
      certain: true,
      say: (value) => `You are ${value} years old`,
    };
  }
  if (
    /^who am i\b|^(?:what(?:'s| is|s)|do you (?:know|remember)|tell me|say|remember) my (?:first |full )?name\b/.test(
      lower,
    )
  ) {
    return { label: 'your name', patterns: NAME, certain: true, say: (value) => `Your name is ${value}` };
  }
  if (/^what do i do\b|^where do i work/.test(lower)) {
    return {
      label: 'what you do',
      patterns: [/\bi (?:work|am working) ((?:as|at|for|in) [^.!?,\n]{2,60})/i],
      certain: true,
      say: (value) => `You work ${value}`,
    };
  }
  const called = CALLED.exec(lower);
  const owned = called?.[1] ?? called?.[2] ?? called?.[3];
  if (owned !== undefined) {
    return {
      label: `what your ${owned} is called`,
      patterns: [
        new RegExp(
          `\\b[Mm]y ${owned}(?:'s name)?,? (?:(?:is |was )?(?:called |named )?)?(\\p{Lu}[\\p{L}'’-]{1,30})`,
          'u',
        ),
      ],
      certain: false,
      say: (value) => `Your ${owned} is called ${value}`,
    };
  }
  const attribute =
    /^(?:what(?:'s| is| are|s| was)|do you (?:know|remember)|remind me of|tell me(?: what)?)(?: what)? my ([a-z' -]{2,40}?)(?: is| are| was)?\??$/.exec(
      lower,
    )?.[1];
  if (attribute === undefined) return undefined;
  const spelling = attribute
    .replace(/favou?rite/, 'favou?rite')
    .replace(/colou?r/, 'colou?r')
    .replace(/'/g, '.');
  return {
    label: `your ${attribute}`,
    patterns: [new RegExp(`\\bmy ${spelling} (?:is|are|was|were) ([^.!?\\n]{1,80})`, 'i')],
    certain:
      /^favou?rite|^(?:dog|cat|pet|wife|husband|son|daughter|birthday|job|phone|order|password|hobby)\b/.test(
        attribute,
      ),
    say: (value) =>
      `Your ${attribute} ${/s$/.test(attribute) && !/ss$/.test(attribute) ? 'are' : 'is'} ${value}`,
  };
}

/** "What is my dog called?", "the name of my dog", "my dog's name". */
const CALLED =
  /\bmy ([a-z]{2,20}) (?:is |was )?(?:called|named)\b|\bname of my ([a-z]{2,20})\b|\bmy ([a-z]{2,20})['’]s name\b/;

function lookUp(turns: readonly Turn[], wanted: Wanted): string | undefined {
  let looked = 0;
  const last = turns.findLastIndex((turn) => turn.role === 'user');
  for (let index = turns.length - 1; index >= 0 && looked < MOST_TURNS; index--) {
    const turn = turns[index]!;
    if (turn.role !== 'user' && turn.role !== 'system') continue;
    looked++;
    const text = clippedText(turn, 1000);
    for (const pattern of wanted.patterns) {
      const match = pattern.exec(text);
      // "What is my name" itself does not state the name.
      if (match !== null && !(index === last && /\?/.test(match[0]))) return toPlainLine(match[1]!, 80);
    }
  }
  return undefined;
}

const NAME = [
  /\b[Mm]y name(?: is|'s) (\p{L}[\p{L}'’-]{0,30}(?: \p{Lu}[\p{L}'’-]{1,30}){0,2})/u,
  /\b(?:I am|I'm|call me|this is) (\p{Lu}[\p{L}'’-]{1,30}(?: \p{Lu}[\p{L}'’-]{1,30})?)/u,
  /\b(?:the user's name is|the user is called) (\p{Lu}[\p{L}'’-]{1,30})/u,
];

const MOST_TURNS = 60;
