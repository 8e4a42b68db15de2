import type { Phrase } from '../phrase.ts';

/** Groups of people named by more than one word, or only alluded to. */
export const peoplePhrases: readonly Phrase[] = [
  {
    as: '<group> <person>',
    joined: [
      '<trait>|<group> ..0 <folk>',
      '<trait> ..0 <trait> <folk>',
      'people|person|folks|kids|men|women|those of|with|in|from ..3 color|colour|disabilities|disability|wheelchairs|autism|africa|mexico|india|china|asia|syria|pakistan|nigeria|caste|castes',
      'the disabled|blind|deaf|blacks|whites|handicapped|untouchables',
      'lower|low caste|castes',
      'lesser|inferior|other|foreign|mixed race|races|peoples|blood|tribes',
      'asylum seekers|seeker',
      'mentally ill|handicapped|challenged|disabled',
      'special needs <folk>',
      'dark|brown|black|yellow skinned|skin people|folks|men|women|ones',
      'people|person|someone|anyone|woman|man|women|men|kids|girls|folks in|with|wearing ..1 hijabs|burqas|turbans|headscarves|wheelchairs|hijab|headscarf|veils|veil|burqa|turban|disabilities|autism|down',
      'boat people',
      'drag queens|queen',
      'the irish|chinese|french|english|dutch|jewish|mentally|gays|lame|dumb',
      'jehovah|jehovahs witnesses|witness',
      'border crossers|jumpers',
      'migrant|guest|foreign workers|labour|labor|students|families',
      'illegal aliens|alien|immigrants|immigrant',
      'so called refugees|asylum|immigrants|women',
      'same sex couple|couples|marriage',
      'men|boys|guys|women|girls|man|woman kissing|marrying|loving|dating men|boys|guys|women|girls|man|woman',
      'anyone|people|everyone|those|men|women with ..1 slanted|slanty|narrow|squinty|dark|brown|black|hooked ..0 eyes|skin|noses|nose',
      'people|those|them|everyone|anyone who ..0 came|come|arrive|arrived ..4 boat|boats|raft|border|truck',
      'trans|transgender|gay|lesbian|queer|muslim|jewish|arab|immigrant|refugee|disabled|autistic <insult>',
      'some|that|this|such|these|those|every desert|jungle|savage|backward|primitive|heathen|alien tribe|tribes|people|peoples|religion|culture|cult',
    ],
  },
  {
    as: '<outsiders> <person>',
    joined: [
      'those|these|such people|folks|creatures|savages|foreigners|types|families|tribes|newcomers|elements|religions|cultures',
      'you people|lot',
      'your|their|his|her|that|this|them|that ..0 kind|sort|type|lot|ilk|breed|race|religion|tribe|caste',
      'people|folks|anyone|men|women|those who worship|pray|kneel|bow|prays|kneels|worships|bows',
      'the likes|like of ..0 them|those|you|these',
      'people|folks|someone|somebody|anyone|men|women like them|those|these',
      'one|all|any|every|most of ..3 them|these|those ..0 people|folks|families|types',
      'one|all|any|every|most of ..3 them',
    ],
  },
  {
    as: '<worship>',
    joined: [
      'prayer|worship house|houses|hall|halls|room|rooms|place',
      'house|houses|place|places of worship|prayer',
    ],
  },
  { as: '<expel>', joined: ['=kick|=throw out ..0 of?', '=lock up', '=ship|=send off|back|home'] },
];
