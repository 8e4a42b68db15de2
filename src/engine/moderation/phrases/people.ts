import type { Phrase } from '../phrase.ts';

/** Groups of people named by more than one word, or only pointed at. */
export const peoplePhrases: readonly Phrase[] = [
  {
    as: '<group> <person>',
    joined: [
      '<trait>|<group> ..0 <folk>',
      '<trait> ..0 <trait> <folk>',
      'people|person|folks|kids|men|women|those of|with|in|from ..2 color|colour|disabilities|disability|wheelchairs|autism|africa|mexico|india|china|asia|syria|pakistan|nigeria|caste|castes',
      'the disabled|blind|deaf|blacks|whites|handicapped|untouchables',
      'lower|low caste|castes',
      'lesser|inferior|other|foreign|mixed race|races|peoples|blood|tribes',
      'asylum seekers|seeker',
      'illegal aliens|alien|immigrants|immigrant',
      'so called refugees|asylum|immigrants|women',
      'same sex couple|couples|marriage',
    ],
  },
  {
    as: '<outsiders> <person>',
    joined: [
      'those|these|such people|folks|creatures|savages|foreigners|types',
      'you people|lot',
      'your|their|his|her|that|this|them ..0 kind|sort|type|lot|ilk|breed|race|religion|tribe',
      'people|folks|someone|somebody|anyone|men|women like them|those|these',
      'one|all|any|every|most of ..2 them|those|these ..0 people?',
    ],
  },
  { as: '<expel>', joined: ['=kick|=throw out ..0 of?', '=lock up', '=ship|=send off|back|home'] },
];
