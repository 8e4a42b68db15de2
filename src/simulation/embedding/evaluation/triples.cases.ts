export interface Triple {
  readonly anchor: string;
  /** On the same subject as the anchor, mostly in other words. */
  readonly related: string;
  /** On another subject; may share a word with the anchor. */
  readonly unrelated: string;
}

/**
 * Sentences for evaluating the embedder. Written before the lexicon existed and not changed to suit it; nor
 * is the lexicon changed to suit them.
 */
export const triples: readonly Triple[] = toTriples(`
My dog barks whenever the mailman walks by | The puppy growls at strangers near the gate | Interest rates rose for the third time
How do I reset my password? | I forgot my login and cannot get into my account | The soup needs a pinch of salt
She baked a chocolate cake for the party | He made cookies and a pie in the oven | The train to the coast was delayed
The stock market fell sharply on Monday | Shares tumbled as investors sold | Penguins huddle together to keep warm
The doctor prescribed antibiotics for the infection | A physician gave the patient medicine for her illness | The goalkeeper saved a penalty
It rained heavily all weekend | Storms and showers soaked the town | The jury reached a verdict
Our flight to Madrid was cancelled | The airline rebooked passengers on a later plane | Tomatoes grow best in full sun
He scored the winning goal in the final | The striker netted twice and his team won the match | The senate passed the budget bill
The violin solo moved the audience to tears | An orchestra played a beautiful concert | My phone battery drains too fast
Plants turn sunlight into energy | Leaves absorb light to make sugar by photosynthesis | The court fined the company
The company laid off two hundred workers | Employees lost their jobs when the firm cut staff | We spotted a whale from the boat
A new phone was released with a better camera | The latest smartphone takes sharper photos | The bishop led the Easter service
The old castle stands on a hill above the river | A medieval fortress overlooks the valley | Vaccines protect children from measles
I need to renew my passport before the trip | What documents does a traveller need at the border? | Whisk the eggs until they are fluffy
The baby would not stop crying last night | Our newborn wakes up every two hours | Copper conducts electricity well
My car makes a strange noise when I brake | The mechanic replaced the worn brake pads | The novel won a literary prize
The recipe calls for garlic, onions and butter | Fry the chopped vegetables in oil in a pan | The astronaut returned from orbit
Polar bears are losing their habitat as the ice melts | Global warming shrinks the Arctic glaciers | She plays chess on Sundays
The teacher handed out homework to the class | Pupils were given an assignment at school | The plumber fixed a leaking pipe
She went to the gym to lift weights | He exercises every morning to build muscle | The museum bought a painting
The rocket lifted off from the launch pad | A spacecraft was sent into orbit around Mars | Grandma knitted a wool sweater
The bank refused my loan application | They would not lend us money for the mortgage | The river bank was covered in reeds
He was arrested for stealing a bicycle | Police caught the thief with the stolen goods | The choir sang carols at Christmas
We hiked up the mountain trail before dawn | The climbers reached the summit at sunrise | The invoice is due in thirty days
The wine paired nicely with the cheese | A glass of red goes well with brie | The server returned an error code
My computer crashed and I lost my files | The laptop froze before I could save the document | The bride wore a white dress
The election results were announced last night | Voters chose a new president | The cat knocked over a vase
The surgeon operated on his knee | She had an operation at the hospital after the injury | Lettuce and radishes grow quickly
Bees collect nectar and pollinate the flowers | Insects such as butterflies visit blossoms in the garden | The merger was approved by the board
The hotel room had a lovely view of the sea | We stayed at a resort by the beach | The algorithm sorts a list of numbers
The function throws an exception when the input is null | How can I catch this error in my code? | The farmer milked his cows at dawn
The film received an award for best director | Critics praised the movie and its actors | The bridge is closed for repairs
He proposed to her with a diamond ring | They got engaged and plan to marry in June | Ants carry many times their own weight
The earthquake destroyed hundreds of buildings | A strong tremor shook the city and houses collapsed | My favourite tea is jasmine
The fisherman caught a large trout | Anglers land salmon in this stream | The software licence expires next month
She is learning Spanish with an app | He practises French vocabulary every day | The roof was damaged by hail
The museum displays ancient Egyptian mummies | An exhibition of artefacts from the pharaohs opened | The toddler refused to eat peas
The refrigerator stopped cooling overnight | Our freezer broke and the food spoiled | The poet published a second collection
The company reported record profits this quarter | Earnings and revenue grew faster than expected | The kitten chased a ball of yarn
He quit smoking two years ago | Giving up cigarettes is hard but healthy | The orbit of Jupiter takes twelve years
Traffic was terrible on the highway this morning | Cars were stuck in a jam on the motorway | The fox lives in a burrow
The pianist practised scales for hours | A musician rehearses on her instrument every day | The inflation report surprised economists
The vegetarian menu has lentil curry and tofu | Meals without meat can be rich in protein | The pilot landed the aircraft safely
I want to return these shoes for a refund | Can I send back an item I bought online and get my money back? | The volcano erupted in the spring
The wolf pack hunted an elk | Predators chase their prey through the forest | The accountant prepared the tax return
She wrote a letter to her grandmother | He sent his grandparents a postcard | The engine overheated in traffic
The king was crowned in the cathedral | A monarch ascended the throne | Rinse the rice before cooking
The factory pollutes the river with chemicals | Toxic waste from the plant contaminates the water | The comedian told a joke
Farmers harvested wheat in late summer | The crop of barley was gathered from the fields | The nurse checked his pulse
He broke his arm falling from a ladder | She fractured a bone in an accident | The orchestra tuned their instruments
The train leaves from platform four | Rail passengers wait at the station | The soup was seasoned with thyme
The hacker stole credit card numbers | A data breach exposed customers' private information | The gardener pruned the roses
The desert receives almost no rain | Sand dunes stretch across the dry Sahara | The tailor shortened the trousers
My grandfather fought in the war | Soldiers returned from the battle | The dishwasher leaves spots on glasses
She painted a portrait in oils | The artist sketched a landscape on canvas | The shuttle bus runs every hour
The judge sentenced him to five years in prison | A criminal was sent to jail by the court | The dolphin leapt out of the water
The kids built a sandcastle at the beach | Children played in the waves by the shore | The contract was signed by both parties
How long should I boil an egg? | What is the best way to cook eggs for breakfast? | Which planet has the most moons?
The vaccine reduces the risk of severe disease | Immunisation prevents people from catching the virus | The drummer joined a rock band
The startup raised ten million dollars from investors | Venture capital funded a young technology business | The lion slept in the shade
The bathroom tap drips all night | Water is leaking from the sink faucet | The senator gave a long speech
The stars were bright in the clear night sky | Astronomers observed a distant galaxy with a telescope | He ironed his shirts on Sunday
The librarian helped me find a history book | I borrowed several novels from the library | The tyre went flat on the road
He is allergic to peanuts | Eating nuts gives her a dangerous reaction | The satellite sends weather images
The couple divorced after ten years | Their marriage ended and they separated | Gravel covers the garden path
The sculpture is carved from marble | A statue made of stone stands in the gallery | My inbox is full of spam
The tax deadline is in April | When do I have to file my income return with the revenue office? | The horse jumped over the fence
The hurricane forced thousands to evacuate | Residents fled their homes before the cyclone hit | The chef sharpened his knives
I cannot connect to the wireless network | The internet router keeps dropping the signal | The apple tree is in blossom
The athlete broke the world record in the marathon | A runner won gold at the Olympic race | The parliament debated the law
The electrician rewired the whole house | A fuse blew and the lights went out | She translated the poem into German
The bakery sells fresh bread every morning | I bought rolls and a baguette from the baker | The meteor burned up in the atmosphere
The coral reef is home to many fish | Divers saw turtles and sharks in the ocean | The printer is out of toner
The priest blessed the congregation | Worshippers prayed together in church | The bus driver checked tickets
Unemployment dropped to its lowest level in years | More people found jobs as the economy grew | The owl hunts mice at night
The cyclist wore a helmet | Riding a bike safely in town takes practice | The cake fell when I opened the oven door
She felt sad and lonely after moving away | He was depressed and missed his friends | The theorem was proved in the last century
The magician pulled a rabbit from a hat | An illusionist performed tricks on stage | The dentist filled a cavity
My tooth hurts when I drink something cold | I have to see the dentist about a cavity | The fleet sailed for the islands
The landlord raised the rent again | Tenants complain that their apartment costs too much | The squirrel buried acorns
The volcano spewed ash and lava | Molten rock flowed down after the eruption | We rehearsed the play twice
Database queries got slow after the table grew | Adding an index speeds up lookups in SQL | The tulips bloom in April
The actor forgot his lines on stage | The theatre performance had to be stopped | Zinc and iron are metals
The detective searched the room for clues | An investigator examined the evidence of the murder | Stir the sauce over low heat
Learning to swim is important for safety | The lifeguard teaches children in the pool | The editor corrected the manuscript
The dress is available in blue and green | This skirt comes in several colours and sizes | The wolves howled at the moon
The elderly woman lives in a nursing home | Old people need care when they retire | The compiler reports a syntax error
A loud explosion was heard downtown | The bomb blast broke windows across the city | She waters her orchids weekly
The coach praised the players after the game | The basketball team trained hard for the season | The glacier is retreating
Bacteria can become resistant to antibiotics | Germs evolve and drugs stop working against them | The opera begins at eight
The carpenter built a wooden table | He made shelves out of oak boards | The mayor opened the new hospital
The lake froze and people went skating | In winter the pond is covered with ice | The waiter spilled the coffee
The tourist asked for directions to the cathedral | Visitors take a guided tour of the city sights | The bacteria were grown in a dish
The price of petrol went up again | Fuel is getting more expensive for drivers | The ballerina danced the lead
Scientists discovered a new species of frog | Biologists described an unknown amphibian in the jungle | The web page loads slowly
She invested her savings in bonds | He bought shares for his pension fund | The puppy chewed my slippers
The guitar is out of tune | He changed the strings on his bass | The border was closed at midnight
Eating too much sugar is bad for your teeth and weight | A healthy diet has fewer sweets | The submarine dived below the surface
The refugees crossed the border to escape the war | Families fled the fighting and sought asylum | The mathematician solved an equation
The boat capsized in rough seas | The ship sank during a storm | He revised for his chemistry exam
Students protested against higher tuition fees | University costs worry many undergraduates | The rooster crowed at sunrise
The oven timer rang when the roast was done | Dinner was cooked and the meat was tender | The asteroid passed close to Earth
The photographer adjusted the lens | He took pictures with his camera at sunset | The union called a strike
The workers went on strike for better pay | Trade unions demanded higher wages | The snake shed its skin
The elephant sprayed water with its trunk | Giraffes and zebras drink at the waterhole | Please attach the receipt to the form
The lecture on quantum physics was hard to follow | The professor explained how atoms and particles behave | The hairdresser cut her fringe
The hairdresser dyed her hair red | I need a haircut at the salon | The wheat prices collapsed
The painter covered the walls with a fresh coat | We decorated the bedroom with new wallpaper | The referee blew the whistle
The referee gave the defender a red card | The player was sent off for a foul | The volcano park is open to visitors
A cold front will bring snow tomorrow | The forecast says freezing temperatures and frost | The author signed copies of her book
I would like to book a table for two | Can we reserve a place at the restaurant tonight? | The robot welds car doors
The robot assembles parts in the factory | Machines automate production on the assembly line | The monk lives in silence
The puppy needs to be vaccinated | Take your pet to the vet for a checkup | The trial lasted three weeks
Encrypt the data before sending it | Use a secure protocol so attackers cannot read messages | The strawberries are ripe
The forest fire spread quickly in the wind | Firefighters battled the flames in the woods | The choreography was modern
She gave birth to twins | The pregnant woman went into labour and had a girl | The satellite dish was installed
He teaches mathematics at a secondary school | The instructor explained algebra and geometry to students | The sheep were sheared in spring
The treaty ended the conflict between the nations | Both countries signed a peace agreement | The jam was made from plums
The microwave heats leftovers in a minute | Warm up yesterday's food in the kitchen | The pirate ship model has sails
My knee hurts when I run | Jogging causes pain in his joints | The poem has fourteen lines
The vase was made of clay | The potter shaped a ceramic bowl on the wheel | The hurricane season starts in June
The queen bee lays all the eggs | A hive is full of honey and workers | The auction raised a million pounds
The auction house sold a rare painting | Collectors bid for a masterpiece | A thunderstorm knocked out the power
The power went out during the storm | A blackout left homes without electricity | The judge dismissed the appeal
The newspaper published an article about corruption | Journalists reported on the political scandal | The salad is dressed with lemon
How do I sort an array in JavaScript? | Ordering the elements of a list in a program | Where can I buy hiking boots?
The shepherd led his flock to pasture | Lambs and ewes graze in the meadow | The modem blinks red
The zoo welcomed a baby panda | A bear cub was born at the animal park | The bridge loan was repaid
The suitcase was lost at the airport | My luggage never arrived after the flight | The chess master resigned
I have a sore throat and a fever | Her cold came with a cough and a high temperature | The architect designed a tower
The architect drew plans for a skyscraper | Builders began constructing an office tower | I have a headache
He drinks two cups of coffee every morning | An espresso or a latte wakes me up | The whale migrates south
The child is afraid of the dark | Monsters under the bed scare my little girl | The bond yields increased
The bus was late so I missed my appointment | Public transport delays made me miss the meeting | The sauce contains basil
The customer complained about the poor service | A shopper was unhappy with the rude staff | The eclipse will be visible in Asia
The moon passes between the Earth and the sun | A solar eclipse darkened the sky | The manager approved the expense
The soldier was awarded a medal for bravery | The army honoured a courageous officer | The yoghurt has live cultures
She donated money to a charity for orphans | Volunteers raise funds to help poor children | The keyboard is missing a key
The laptop's keyboard stopped responding | My mouse and screen do not work on this PC | Donkeys carried the load
The chess player sacrificed her queen | He checkmated his opponent with a bishop and rook | The flood damaged the crops
The river flooded the village | Rising water forced people onto rooftops | The tenor sang an aria
She jogs in the park before work | A morning run keeps him fit | The statute was repealed
The lawyer advised her client to settle | An attorney represented him in the lawsuit | The pond is full of frogs
The museum is free on the first Sunday of the month | Admission to the gallery costs nothing today | The infection spread to his lungs
Smoking damages the lungs | Tobacco causes cancer and heart disease | The furniture arrived in boxes
The sofa is covered in grey fabric | We bought an armchair and a couch for the living room | Whales sing to each other
Dinosaurs died out millions of years ago | Fossils of extinct reptiles were dug up | The waiter brought the bill
Machine learning models need a lot of training data | Neural networks learn patterns from examples | The donkey would not move
The garden is full of weeds | I planted flowers and trimmed the hedge | The cashier gave me the wrong change
The cashier scanned the groceries | We bought milk and fruit at the supermarket | The mayor resigned over the affair
Wind turbines produce clean electricity | Solar panels are a renewable source of power | The knight drew his sword
The knight fought the dragon to save the princess | A wizard cast a spell in the fairy tale | The bus lane is closed
The novel tells of an orphan in Victorian London | The story follows a poor boy in the nineteenth century | Bake the tart for an hour
He plays the trumpet in a jazz band | A saxophone player improvised with the group | The tide comes in at noon
The tide washed shells onto the sand | Waves rolled onto the shore | The budget deficit widened
The nurse gave him an injection | She got a shot in the arm at the clinic | The lizard sunned itself on a rock
The shop offers a discount on winter coats | Jackets are on sale at half price | The neutron has no charge
The seminar taught managers how to lead teams | A workshop on leadership for executives | The parrot learned to whistle
The parrot repeats every word | A talking bird lives in a cage in their kitchen | The mortgage was paid off
We paid off the mortgage on our house | The homeowners finished repaying the bank | A comet appeared in the sky
Please forward the email to the whole team | I sent a message with an attachment to my colleagues | The cave is home to bats
The children dressed up as ghosts for Halloween | Kids wore costumes and collected candy | The export quota was lifted
The two countries signed a trade deal on tariffs | Import duties on goods were reduced | The children's choir rehearsed
Her grandmother's recipe for dumplings is a secret | Noodles and steamed buns are family favourites | The runway was resurfaced
The runway was closed because of fog | Planes could not land at the airport | The shirt shrank in the wash
The washing machine leaks when it spins | Laundry day is ruined by a broken appliance | The prophet spoke of peace
Buddhist monks meditate at dawn | Believers practise their religion in a temple | The gear box was replaced
The truck driver delivered the parcels | A courier brought the package to my door | The mosquito bites itch
Mosquitoes spread malaria in the tropics | The disease is carried by insects | The keynote speaker was late
The mine collapsed and trapped the workers | Coal miners were rescued from underground | My aunt collects stamps
He collects rare coins and stamps | Her hobby is gathering old postcards | The pipeline leaked oil
Oil spilled from the tanker into the sea | Crude petroleum polluted the coast | The toddler learned to walk
The toddler took her first steps | Infants start walking and talking at about one | The lease ends in August
The crowd cheered when the band came on stage | Fans sang along at the rock concert | The bill was vetoed
I am looking for a cheap apartment downtown | Affordable housing to rent in the city centre | The needle points north
The compass needle points north | Sailors navigate with maps and charts | The pudding was too sweet
The dessert was ice cream with strawberries | We had a sweet pudding after dinner | The drill needs a new bit
He drilled a hole and hung the shelf with screws | Use a hammer and nails to fix the board | The singer lost her voice
The bakery's oven runs on gas | Ovens and stoves in a professional kitchen | The lawyer filed a motion
Parents should read to their kids at bedtime | Mother told her son a story before sleep | The steel mill shut down
The steel plant produces iron beams | Metal is melted in a furnace | Parents met the new teacher
My sister is getting married in September | The wedding of my brother was in a small chapel | The chip has eight cores
The processor has eight cores and a large cache | A faster CPU makes the computer quicker | The swans nest by the lake
Ducks and swans swim on the lake | Water birds feed at the pond | The password must have a digit
The thief broke in through the window | A burglar robbed the house at night | The melody is in a minor key
She has a good sense of humour and makes us laugh | The comedian's jokes were very funny | The cable carries broadband
The immigrant applied for citizenship | Foreigners need a visa to live in the country | The bread dough has to rise
Knead the dough and let it rise | Flour, yeast and water make a loaf | The visa application was rejected
The spacewalk lasted six hours | Astronauts repaired the station outside their capsule | The goat ate the laundry
The website went down after the update | The server outage took our site offline | The oak is three hundred years old
The oak lost its leaves in autumn | Trees in the forest turn red and gold in fall | The server brought our drinks
The waiter recommended the fish | The restaurant staff suggested a dish from the menu | The firewall blocks port eighty
The firewall blocks traffic from unknown addresses | Network security keeps intruders out | The soup was lukewarm
He wants to lose weight before summer | She is on a diet and counts calories | The bishop moves diagonally
The judge at the dog show picked a poodle | The terrier won best breed in the contest | The judge reads poetry
The kettle is boiling | Make a pot of tea with hot water | The hinge squeaks
The bookkeeper balanced the accounts | An accountant audited the company's finances | The kangaroo carries its young in a pouch
Kangaroos and koalas live in Australia | Marsupials carry their young in a pouch | The accountant retired
The cinema shows a thriller tonight | We watched a scary film on television | The plumber charges by the hour
She got a promotion and a raise | He was hired for a better paid position | The waterfall is fifty metres high
The waterfall drops into a deep gorge | A stream runs down the rocky canyon | Her boss is on leave
The employee asked for a week of holiday | Staff can take paid vacation in August | The ozone layer protects us
Carbon dioxide emissions warm the planet | Greenhouse gases change the climate | The carpet has a stain
The carpet has a wine stain | How can I clean a dirty rug? | The emissions test failed
`);

/** Parses one triple per line: anchor, related and unrelated sentence. */
export function toTriples(text: string): Triple[] {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [anchor = '', related = '', unrelated = ''] = line.split(' | ');
      return { anchor, related, unrelated };
    });
}
