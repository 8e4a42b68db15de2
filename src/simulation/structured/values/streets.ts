import type { Candidate } from './candidates.ts';

/** Names of streets. */
export const STREET =
  /\b(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Row|Way|Close|Court|Place|Square|Boulevard|Blvd|Terrace|Alley|Crescent|Gardens?|Hill|Walk|Quay|Path|Mews|Parade)$|(?:straße|strasse|gasse|weg|platz)$|^(?:Rue|Via|Calle|Avenida|Rua|Piazza)\b/;

/** Whether the name of a street follows a number. */
export const isBeforeStreet = ({ end }: Candidate, text: string): boolean =>
  STREET.test(/^ ((?:\p{Lu}[\p{L}’'-]{1,30} ?){1,4})/u.exec(text.slice(end, end + 80))?.[1]?.trim() ?? '');
