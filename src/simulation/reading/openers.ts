import { sensesOf } from '../embedding/lexicon/lexicon.ts';
import { stem } from '../stem.ts';

/** Whether a sentence begins with a common word, not with a name. */
export function opensWithoutName(sentence: string): boolean {
  const first = /^["“'(]*([\p{L}'’-]+)/u.exec(sentence)?.[1] ?? '';
  const lower = first.toLowerCase();
  return first === lower || OPENERS.has(lower) || sensesOf(stem(lower)).length > 0;
}

/** Whether a statement has a name of its own, and so speaks of nobody else. */
export function hasOwnName(text: string): boolean {
  return !opensWithoutName(text) || OWN_NAME.test(text);
}

const OWN_NAME = /[\p{Ll},\d] ["“(]?\p{Lu}\p{Ll}/u;

const OPENERS = new Set(
  (
    'the a an it its he she they his her their this that these those there in on at by from to for with all every each some ' +
    'if when while after before since during as you your we our i my please both most many no not only one two three until ' +
    'either neither any anyone anybody everyone everybody nobody another other others such several few half once twice although though ' +
    'because however therefore also then now just here there what who where how why which under over above below between among within ' +
    'without against about around near unless except instead like upon via per four five six seven eight nine ten first second third ' +
    'last next yes so and but or nor let usually normally currently originally formerly previously later earlier again ' +
    'der die das er sie es sein ihr im am le la les il elle son sa el los su lo gli'
  ).split(' '),
);
