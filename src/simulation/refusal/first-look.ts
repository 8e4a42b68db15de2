/**
 * Beginnings of words without which no request is harmful enough to be declined. Most requests with one of them are
 * harmless all the same: moderation tells.
 */
const STEMS =
  'kill murder assassinat bomb explosi grenade detonat weapon firearm gun rifle silencer ammunition shoot shot stab slash knife behead ' +
  'strangl suffocat chok poison cyanide ricin sarin anthrax nerve arson torch napalm molotov terror massacre genocide exterminat ' +
  'gas gassed lynch hang hanged tortur kidnap abduct hostage trafficking traffick slave rape rapist molest grop stalk ' +
  'drug meth cocaine crack heroin fentanyl lsd mdma ecstasy opioid ghb deal dealer smuggl launder counterfeit forg fake ' +
  'fraud scam phish hack crack malware ransomware virus trojan keylogg botnet ddos exploit backdoor spyware password ' +
  'steal stole stolen rob robbery burgl shoplift hotwir break pick lockpick blackmail extort brib evade tax suicid ' +
  'self-harm overdos die dying dead death end cut cutting hurt harm starv purge pills wrist noose jump sex sexual ' +
  'porn nude naked fuck cock dick pussy cum orgasm masturbat blowjob erotic incest child kid minor teen underage ' +
  'schoolgirl loli preteen lolita hate hates disgust filth vermin subhuman inferior scum animal parasite deport ' +
  'without illegal lethal fatal vomit throw spy spied embezzl anti-theft tag corpse hitman pistol credit bank account meter ' +
  'pyramid cannabis weed coke molly adderall prescription pirat torrent alarm insurance breathalyzer lies pretend ' +
  'impersonat rig cheat sneak tamper bypass disable dispos police cops caught notic undetect secret hide hiding ' +
  'alive living worth rope escape monitor chemical dark unregister skim clone laxative bleach eating calor anorexi ' +
  'burden deserve razor student illicit contraband dope stash shroom spike roofie passes brake dissolve trace ' +
  'attack threat burn blow hijack dose xanax tylenol painkiller exist wake woke kys kms';

const SUSPECT = new RegExp(`\\b(?:${STEMS.split(' ').join('|')})`, 'i');

/** Whether a text has a word that a harmful request could have. */
export function isSuspect(text: string): boolean {
  return SUSPECT.test(text);
}
