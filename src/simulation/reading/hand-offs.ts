/** Whether a tool, by its name or description, gives the conversation to another agent. */
export function isHandOff(name: string, description = ''): boolean {
  return (
    (NAMED.test(name) && !MONEY.test(`${name.replaceAll('_', ' ')} ${description}`)) ||
    DESCRIBED.test(description)
  );
}

const NAMED =
  /^(?:transfer|hand_?-?off|handover|delegate|escalate|route|switch|forward|talk|speak)_?(?:to)?(?:_|[A-Z]|$)/;
const MONEY = /\b(?:money|funds?|amount|payment|bank|iban)\b/i;
const DESCRIBED =
  /\b(?:hand(?:s|ing)?[- ]?off|hand(?:s)? over|transfers?|delegates?|escalates?|routes?) (?:the )?(?:conversation|user|customer|caller|chat|request|task|question|call|to (?:the|a|an|another)\b.{0,40}\b(?:agent|assistant|specialist|expert|team|human))/i;
