import type { Lexicon } from './entry.ts';

/** Unlawful acts and their objects. */
export const illicitLexicon: Lexicon = {
  ask: {
    nouns: 'way step guide instruction tutorial recipe tip trick method technique procedure blueprint plan',
    words: `how teach show tell explain best easiest fastest cheapest where need want give help walk looking quickest safest discreetly simplest
      could can write list provide describe detailed learn`,
  },
  make: {
    verbs: `make/made build/built construct assemble create craft manufacture produce cook synthesize synthesise brew extract mix print develop
      write/wrote/written code program+ design prepare deploy launch detonate plant`,
  },
  get: {
    verbs:
      'buy/bought get+/got obtain acquire purchase order sell/sold smuggle deal/dealt source ship+ sneak score import find/found',
  },
  steal: {
    verbs:
      'steal/stole/stolen shoplift rob+ burgle burglarize hotwire carjack pickpocket mug+ pilfer siphon loot embezzle',
  },
  hack: {
    verbs: 'hack crack breach phish ddos clone hijack spoof infiltrate bypass compromise intercept snoop',
    words: 'break log access get breaking',
  },
  account: {
    nouns: `account email password network phone facebook instagram bank server website database camera computer laptop gmail snapchat whatsapp
      router login inbox webcam message atm system wallet iphone paywall card`,
    words: 'wifi wi-fi icloud bitcoin texts messages',
  },
  drug: {
    words: `meth methamphetamine cocaine heroin fentanyl mdma ecstasy lsd ghb crack ketamine amphetamine amphetamines drugs drug opioids oxycodone
      xanax narcotics steroids rohypnol weed adderall opium molly psilocybin marijuana cannabis`,
  },
  forge: {
    verbs: 'forge counterfeit falsify fake fabricate doctor photoshop+ alter',
    words: 'fake forged counterfeit bogus false',
  },
  document: {
    nouns: `passport id license licence prescription diploma banknote signature invoice receipt visa certificate bill cheque check ticket degree
      coupon card document transcript bond`,
    words: 'money currency identity ids cash documents papers dollars euros',
  },
  fraud: {
    verbs:
      'launder embezzle blackmail extort bribe scam+ defraud swindle smuggle traffic/trafficked con+ impersonate',
    words: 'trafficking laundering',
  },
  malware: {
    nouns: 'keylogger botnet trojan rootkit skimmer',
    words: 'ransomware malware spyware phishing',
  },
  attack: {
    nouns: 'attack shooting massacre bombing assassination ambush kidnapping murder rampage',
    words: 'terrorism',
  },
};
