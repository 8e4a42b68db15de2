import { type Ask, clippedText, lastUserTurn } from './ask.ts';

/**
 * The text that a command such as "summarize" or "translate" refers to: after a colon, in quotes, on other
 * lines, or earlier in the conversation.
 */
export function givenText(ask: Ask): string {
  const turn = lastUserTurn(ask.request.turns);
  const full = turn === undefined ? '' : clippedText(turn, WINDOW);
  const at = full.indexOf(ask.command);
  const before = at > 0 ? full.slice(0, at).trim() : '';
  const after = at < 0 ? '' : full.slice(at + ask.command.length).trim();
  const colon = ask.command.search(/:(?=\s|["“]|$)/);
  const inside = colon < 0 ? '' : ask.command.slice(colon + 1).trim();
  if (inside !== '' || (colon >= 0 && after !== ''))
    return unquoted(
      after === ''
        ? inside
        : `${inside}${at >= 0 ? separatorAfter(full, at + ask.command.length) : ' '}${after}`.trim(),
    );
  const quoted =
    /["“]([^"“”]{1,1000})["”]/.exec(ask.command) ??
    /(?:^|\s)['‘]([^‘’]{1,1000})['’](?=\s|[.?!,]|$)/.exec(ask.command);
  if (quoted !== null) return quoted[1]!.trim();
  if (after.length > 2 && after.length >= before.length) return unquoted(after);
  if (before.length > 2 && !/^(?:hi|hello|hey)\b.{0,12}$/i.test(before)) return unquoted(before);
  return '';
}

/** The most recent substantial text before the last user turn. */
export function earlierText(ask: Ask): string {
  const { turns } = ask.request;
  const last = turns.findLastIndex((turn) => turn.role === 'user');
  for (let index = last - 1; index >= 0 && index > last - 6; index--) {
    const turn = turns[index]!;
    if (turn.role === 'system') continue;
    const text = clippedText(turn, WINDOW);
    if (text.length > 20) return text;
  }
  return '';
}

function separatorAfter(text: string, at: number): string {
  const next = text[at] ?? ' ';
  return next === '\n' ? '\n' : next === ' ' ? ' ' : '';
}

function unquoted(text: string): string {
  const bare = text.replace(/^(?:text|sentence|input|phrase|message|word):\s+/i, '');
  const match = /^["“'‘]([\s\S]*)["”'’][.!?]?$/.exec(bare);
  return (match?.[1] ?? bare).trim();
}

/** Characters read from each end of the text: enough for an article, and still fast. */
const WINDOW = 8000;
