/**
 * The subject of a request in a few words, without the instruction: "lemon cake" for "Create a recipe for lemon cake".
 * Empty if nothing is left.
 *
 * @example
 * subjectPhrase('Give me a list of 5 books about space'); // 'space'
 */
export function subjectPhrase(topic: string): string {
  const [sentence = ''] = topic.split(/(?<=[a-z\d"')])[.!?:;]+(?:\s|$)/, 1);
  const plain = sentence
    .replace(/\b(?:as|in|using|with) (?:a |an |valid )?json\b.*$/i, '')
    .replace(/[?!.:;]+$/, '');
  const about = /\b(?:about|describing|regarding|on the topic of) (.{2,120})$/i.exec(plain)?.[1];
  const purpose =
    about ??
    /\b(?:recipe|plan|list|names?|ideas?|tips|guide|schema|title|form|introduction|examples?) (?:for|of|to) (.{2,120})$/i.exec(
      plain,
    )?.[1];
  const bare = (purpose ?? plain.replace(COMMAND, '')).replace(ARTICLE, '').trim();
  return bare
    .split(/\s+/)
    .slice(0, 7)
    .join(' ')
    .replace(/[,\s"'“]+$/, '')
    .replace(/ (?:of|for|to|and|the|a|an|in|on|with|by|at)$/i, '');
}

/** The text with its first letter in upper case. */
export function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

const COMMAND =
  /^\W{0,5}(?:(?:please|can you|could you|i want|i need|i'd like|help me(?: to)?) ){0,2}(?:(?:extract|summari[sz]e|write|create|generate|give me|give|tell me|return|make|produce|provide|describe|explain|analy[sz]e|classify|list|show me|show|find|plan|design|review|what is|what are|what's|who is|who was|how do i|how to|how many|why is|why do|is|are)\b[:,]? ?)?/i;
const ARTICLE =
  /^(?:(?:a|an|the|some|this|that|my|your|json|object|list|of|\d+|two|three|four|five|ten) ){0,4}/i;
