/**
 * Beginnings of words without which no request is harmful enough to be declined. Most requests with one of them are
 * harmless all the same: moderation tells.
 */
const STEMS =
  'kill murder assassinat bomb explosi grenade detonat weapon firearm rifle silencer ammunition shoot shot behead ' +
  'strangl suffocat chok poison cyanide ricin sarin anthrax arson torch napalm molotov terror massacre genocide exterminat ' +
  'gassed lynch hanged tortur kidnap abduct hostage trafficking traffick rapist molest grop ' +
  'cocaine heroin fentanyl lsd mdma ecstasy opioid ghb dealer smuggl launder counterfeit ' +
  'fraud scam phish hack malware ransomware trojan keylogg botnet ddos backdoor spyware password ' +
  'steal stole stolen burgl shoplift hotwir lockpick blackmail extort brib evade suicid ' +
  'self-harm overdos dying dead death cutting starv purge pills wrist noose sexual ' +
  'porn nude naked fuck dick pussy cum orgasm masturbat blowjob erotic incest underage ' +
  'schoolgirl loli preteen lolita disgust filth vermin subhuman scum parasite ' +
  'illegal vomit throw embezzl anti-theft corpse hitman pistol ' +
  'pyramid cannabis molly adderall prescription pirat torrent alarm breathalyzer ' +
  'impersonat cheat tamper bypass disable dispos police cops caught undetect ' +
  'unregister skim clone laxative bleach anorexi ' +
  'razor illicit contraband shroom spike roofie dissolve ' +
  'attack hijack xanax tylenol painkiller wake woke kys kms';

/** Whole words: as beginnings, they would be those of harmless ones (`method`, `robot`, `right`). */
const WORDS =
  'meth rig rob robbed robbing robbery die dies cock forge forged forgery forging exist coke harm sex rape raped minor minors ' +
  'teen teens spy spied dose lies fake drug drugs gun guns weed stab stabs hurt stalk stash dope lethal fatal secretly ' +
  'illegally chemicals burn blow blows';

const DONE = String.raw`(?:stolen?|hacked|robbed|cloned|hijacked|scammed|skimmed|forged|burgled|phished|vandali[sz]ed)\b`;

const SUSPECT = new RegExp(`\\b(?:(?:${alternatives(STEMS)})|(?:${alternatives(WORDS)})\\b)`, 'i');

function alternatives(words: string): string {
  return words.split(' ').join('|');
}

/** What somebody suffered: "my card was stolen", "somebody has hacked our account". */
const SUFFERED = new RegExp(
  [
    String.raw`\b(?:my|our)\b[^.!?\n]{0,60}\b(?:was|were|is|are|got|been)\b[^.!?\n]{0,20}\b${DONE}`,
    String.raw`\bI(?: was|['’]ve been| have been| got)\b[^.!?\n]{0,20}\b${DONE}`,
    String.raw`\b(?:somebody|someone|he|she|they|thie(?:f|ves)|hackers?)\b[^.!?\n]{0,30}\b${DONE}[^.!?\n]{0,20}\b(?:my|our|me|us)\b`,
  ].join('|'),
  'gi',
);

/** Whether a text has a word that a harmful request could have, other than of what its author suffered. */
export function isSuspect(text: string): boolean {
  return SUSPECT.test(text) && SUSPECT.test(text.replace(SUFFERED, ' '));
}
