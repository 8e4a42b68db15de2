import { stemOf } from '../structured/facts/words.ts';

/** What a tool or a request does. */
export type Act = 'read' | 'create' | 'change' | 'remove' | 'send';

/** What a verb in any of its forms does; undefined if it may be anything. */
export function actOf(verb: string): Act | undefined {
  return ACTS.get(stemOf(verb.toLowerCase()));
}

/** What an English phrase such as "call off" does. */
export function phrasedAct(text: string): Act | undefined {
  return ACT_PHRASES.find(([phrase]) => phrase.test(text))?.[1];
}

const stems = (words: string): string[] => words.trim().split(/\s+/).map(stemOf);

const ACTS: ReadonlyMap<string, Act> = new Map(
  (
    [
      [
        'read',
        'get fetch read show list find look see view search retrieve query lookup check describe count return tell display compare browse inspect fetch load know ask compute calculate convert translate recall',
      ],
      [
        'create',
        'create add make schedule book reserve open file register place order post insert start generate write save upload set enable buy purchase log record submit arrange invite issue raise reorder remember memorize store refund charge pay ship',
      ],
      [
        'change',
        'update change edit modify move reschedule rename replace adjust assign extend shift postpone',
      ],
      [
        'remove',
        'cancel delete remove drop close clear revoke erase unsubscribe uninstall discard disable stop terminate',
      ],
      ['send', 'send email mail message notify text forward reply dispatch alert inform'],
    ] as const
  ).flatMap(([act, verbs]) => stems(verbs).map((verb) => [verb, act] as const)),
);

const ACT_PHRASES: readonly (readonly [RegExp, Act])[] = [
  [/\b(?:turn|switch|dim)\b.{0,60}\b(?:on|off|up|down)\b/i, 'change'],
  [
    /\b(?:call(?:ed)? off|get rid of|take off|throw (?:out|away)|not (?:need|want) .{0,60}\bany ?more|no longer (?:needs?|wants?))\b/i,
    'remove',
  ],
  [/\bmark(?:ed)?\b.{1,80}\bas\b/i, 'change'],
  [/\b(?:put|get)\b.{1,80}\bon (?:my|the|our)\b.{0,20}\b(?:list|calendar|agenda|schedule)\b/i, 'create'],
  [/\b(?:push (?:back|to)|bring forward|put off|switch .{1,60} to|change .{1,60} to)\b/i, 'change'],
  [
    /\b(?:set up|sign up|put (?:in|down)|make a (?:note|reservation|booking)|note down|write down)\b/i,
    'create',
  ],
  [/\b(?:for later|remember that|keep in mind|for the record|note that)\b/i, 'create'],
  [/\b(?:let .{1,40} know|drop .{1,40} a (?:line|note|message)|write to)\b/i, 'send'],
  [/\b(?:look up|find out|have a look)\b/i, 'read'],
];
