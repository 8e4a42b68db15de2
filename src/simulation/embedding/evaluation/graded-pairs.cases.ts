export interface GradedPair {
  /**
   * Graded by a human: 0 nothing in common, 1 same broad field, 2 same subject, 3 partly alike, 4 nearly the
   * same, 5 the same.
   */
  readonly grade: number;
  readonly one: string;
  readonly other: string;
}

/** Written and graded before the lexicon existed; neither was changed since. */
export const gradedPairs: readonly GradedPair[] = `
5 | A man is playing a guitar | A man plays the guitar
5 | The children are playing outside | Kids are playing outdoors
5 | How can I reset my password? | How do I change my password if I forgot it?
5 | The meeting was postponed until Friday | The meeting has been put off to Friday
5 | She purchased a new car | She bought a new automobile
5 | The doctor examined the patient | The patient was examined by a physician
5 | He is very happy | He is extremely glad
5 | The film was boring | The movie was dull
4.5 | Where is the nearest train station? | How do I get to the closest railway station?
4.5 | The airline lost my luggage | My suitcase was lost by the airline
4.5 | Profits increased by ten percent | Earnings rose ten percent
4.5 | A woman is slicing an onion | A woman is cutting onions
4 | A dog runs across the field | A puppy is running through the grass
4 | The restaurant serves Italian food | This restaurant offers pasta and pizza
4 | Police arrested two men after the robbery | Officers detained two suspects for the theft
4 | The company will cut five hundred jobs | The firm plans to lay off five hundred workers
4 | It will rain tomorrow | Tomorrow the forecast says showers
4 | The laptop will not turn on | My computer does not start
4 | He injured his leg playing football | He hurt his knee in a soccer match
4 | The teacher gave us homework | Our teacher assigned exercises to do at home
3.5 | A woman is cooking dinner | A man is preparing a meal in the kitchen
3.5 | The team won the championship | The players celebrated the title
3.5 | She is reading a novel | She is reading a magazine
3.5 | The president met the prime minister | The two leaders held talks
3 | A cat is sleeping on the sofa | A dog is lying on the couch
3 | I would like a cup of coffee | Could I have a cup of tea?
3 | He drives a truck | He drives a bus to work
3 | The bank raised its interest rates | The bank lowered its lending fees
3 | The river flooded the town | Heavy rain caused floods in the valley
3 | The painter sold three pictures | The gallery exhibits paintings
3 | Install the package before you run the program | The software needs to be installed first
3 | The baby is asleep | The child is tired
2.5 | A man is riding a horse | A girl feeds a horse
2.5 | The plane landed on time | The train arrived late
2.5 | She plays the piano | He sings in a choir
2.5 | The store opens at nine | The shop sells shoes
2.5 | Vaccines prevent disease | Hospitals treat sick people
2.5 | The court found him guilty | A lawyer defended the accused
2 | A man is swimming in a lake | A boat sails on the sea
2 | The garden has roses | Trees grow in the park
2 | The phone has a large screen | The laptop is light
2 | He ate an apple | They cooked rice and beans
2 | The snow closed the roads | The summer was hot and dry
2 | The student passed the exam | The school hired a new headmaster
2 | Tennis is played with a racket | The football club lost again
1.5 | The senator gave a speech | The soldiers marched through the city
1.5 | A tiger lives in the jungle | Parrots are colourful birds
1.5 | The shirt is made of cotton | She is wearing a hat
1.5 | The bridge is built of steel | The house has a red roof
1.5 | The moon is full tonight | Gravity keeps planets in orbit
1 | The factory makes engines | The shop repairs bicycles
1 | Children learn to read at six | The library closes early
1 | Bread is baked every morning | Wine is made from grapes
1 | He broke a window | The door is painted green
1 | The nurse works at night | Exercise keeps you fit
1 | She invested in shares | The shop raised its prices
0.5 | A man is playing a guitar | A man is eating a sandwich
0.5 | The children are at school | The bus has a flat tyre
0.5 | The king lived in a castle | The hotel has a swimming pool
0.5 | The train is late | The letter arrived late
0 | The soup is too salty | The satellite left its orbit
0 | A frog sat on a leaf | The invoice was paid in full
0 | Quantum computers use qubits | The bride threw her bouquet
0 | My shoes are wet | The parliament passed a law
0 | The violin is old | Cows eat grass
0 | He sneezed twice | The market opens on Monday
0 | The pizza was delivered cold | The theorem is easy to prove
0 | The desert is hot | Please sign the contract
0 | Birds build nests in spring | The password is too short
0 | She speaks four languages | The oil tank is empty
0 | The lamp is broken | The wolf is hungry
0 | Football fans filled the stadium | The chemist mixed two acids
`
  .trim()
  .split('\n')
  .map((line) => {
    const [grade = '', one = '', other = ''] = line.split(' | ');
    return { grade: Number(grade), one, other };
  });
