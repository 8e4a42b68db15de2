import type { Phrase } from '../phrase.ts';

/** Violent ways to die; said about the reader, these would be threats. */
const violentEnds = (own: string): string[] => [
  `=blow|=shoot ..1 ${own} ..0 brains|head out|off|in`,
  `=drive|=crash|=steer ..1 ${own}|the ..1 car|truck|bike ..1 into|off ..5 tree|bridge|wall|cliff|lake|river|traffic`,
  `=put|=hold|=point|=press|=stick ..5 gun|pistol|barrel|revolver|shotgun|rifle ..3 to|in|against|into|under|at ${own} ..1 head|mouth|temple|chin|heart`,
  `=put|=fire ..5 bullet ..3 in|through|into ${own} ..1 head|skull|brain|heart|mouth`,
  `=slit|=slash|=cut ..0 ${own} ..1 throat|neck`,
];

const HEIGHTS = '<height>|bus|truck|traffic|tracks|subway|story|tram|lorry';

/** Suicide and self-injury, in wordings that say whose. */
const owned = (as: string, self: string, own: string, threats: readonly string[]): Phrase[] => [
  {
    as: `<die-${as}>`,
    joined: [
      `<deadly>|=slaughter|=murder|=gas|=electrocute|=poison ..0 ${self}`,
      `=do away with ${self}`,
      `=end|=take|=finish ..1 ${own} ..1 own? ..0 life|lives|existence|suffering|misery`,
      `=slit|=slash|=open|=slice|=cut ..0 ${own} ..1 wrist|wrists|veins|artery`,
      ...threats,
      `=throw|=fling|=hurl ${self} ..1 off|under|in|into|from|out|down|onto|over ..6 ${HEIGHTS}|river|sea`,
      `=drink|=eat|=starve ${self} to death`,
    ],
  },
  {
    as: `<wound-${as}>`,
    joined: [
      `=cut|=burn|=hurt|=harm|=hit|=scratch|=starve|=punish|=injure|=mutilate|=punch|=scald|=bruise|=bite|=slash|=slice ..0 ${self}`,
      `=cut|=burn|=scratch|=slice|=carve|=slash|=bite|=scald|=pick|=stab|=mark ..1 ${own} ..3 arm|arms|forearm|forearms|skin|thigh|thighs|leg|legs|wrist|wrists|stomach|hand|hands|hips|body|flesh`,
      `=carve|=cut|=burn|=scratch ..6 in|into|on|across ${own} ..3 arm|arms|forearm|forearms|skin|thigh|thighs|leg|legs|wrist|wrists|stomach|hand|hands`,
      `=bang ..0 ${own} ..1 head ..3 against|on|into|until`,
      `razor|blade|knife|lighter|scissors|needle|glass|cigarette|cigarettes ..5 to|across|into|on|against|along ..1 ${own} ..3 arm|arms|forearm|forearms|skin|thigh|thighs|leg|legs|wrist|wrists|stomach|flesh`,
      `=make|=force ${self} ..3 throw|vomit|sick|puke|purge|bleed|starve|hurt`,
    ],
  },
];

export const selfHarmPhrases: readonly Phrase[] = [
  ...owned('me', 'myself', 'my', violentEnds('my')),
  ...owned('you', 'yourself|urself|yourselves', 'your', []),
  ...owned('other', 'himself|herself|themselves|themself', 'his|her|their', []),
  ...owned('one', 'oneself', 'one|ones', []),
  {
    as: '<die-any>',
    joined: [
      '=overdose|=od',
      '=commit|=attempt suicide',
      '=end it ..0 all|tonight|now|today|already|soon|forever|myself|yourself|with',
      '=swallow|=take|down|=eat|took|taken ..3 all|whole|entire|bottle|handful|every|fistful|these|enough|too ..6 <pills>|meds|medicine|medication|bottle',
      '=drink ..1 bleach|antifreeze|poison|pesticide|drano',
      'not|never ..5 =wake up',
      'never|not =wake|woke|waking|woken',
      '=stop existing',
      '=cease to exist|live|be',
      '=sleep|asleep ..1 forever',
      '=fall|=go ..3 sleep|asleep ..5 not|never ..3 =wake|woke',
      '=walk ..1 into ..1 sea|ocean|river|lake|traffic',
      'close ..1 eyes ..3 never ..1 =open|wake',
    ],
  },
  {
    as: '<die-leap>',
    joined: [
      `=jump|=leap|=step|=dive|=plunge|=walk ..1 off|from|under|in|into|out|front|onto ..5 ${HEIGHTS}`,
    ],
  },
];
