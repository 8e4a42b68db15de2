/** A page of the simulated web. */
export interface Page {
  /** On a reserved example domain. */
  readonly address: string;
  readonly title: string;
  readonly text: string;
  /** A city and its country, if the page is about a place. */
  readonly place?: { readonly city: string; readonly country: string };
}

/** Addresses without `https://`, titles and texts. Everything in them is written for this program. */
const TEXTS: readonly (readonly [address: string, title: string, text: string])[] = [
  [
    'home.example.com/heat-pumps',
    'How a heat pump works',
    'A heat pump moves heat from the outside air, the ground or water into a house instead of making it by burning fuel. For each kilowatt-hour of electricity it delivers about three kilowatt-hours of heat. It works best with large radiators or floor heating, because these need water that is less hot. In summer many heat pumps can run in reverse and cool the rooms.',
  ],
  [
    'home.example.com/insulation',
    'Where an old house loses heat',
    'Most of the heat of an old house leaves through the roof and the walls. Insulating the attic floor is the cheapest measure and often pays for itself within six years. New windows save less than many owners expect, but they make rooms more comfortable. Draughts around doors can be stopped with simple rubber seals.',
  ],
  [
    'home.example.org/led-lamps',
    'Choosing LED lamps',
    'An LED lamp needs about a tenth of the power of a light bulb of the same brightness. Its brightness is given in lumens: 800 lumens replace a bulb of 60 watts. Warm white light of 2700 kelvin suits living rooms, and neutral white of 4000 kelvin suits desks. A good lamp lasts for about 15,000 hours.',
  ],
  [
    'home.example.org/descaling-a-kettle',
    'Removing limescale from a kettle',
    'Limescale is mostly calcium carbonate, which hard water leaves behind when it is heated. Fill the kettle with equal parts of water and white vinegar, wait for thirty minutes, and rinse it twice. Citric acid does the same without the smell. Kettles in regions with hard water need this about once a month.',
  ],
  [
    'home.example.net/house-plants',
    'House plants that forgive neglect',
    'Snake plants and pothos survive weeks without water and need little light. More house plants die of too much water than of too little. The finger test tells when to water: the top two centimetres of soil should be dry. Yellow leaves are usually a sign of wet roots.',
  ],
  [
    'garden.example.com/compost',
    'Making compost in a small garden',
    'Compost needs green material such as kitchen scraps, and brown material such as dry leaves or cardboard. Use about two parts of brown for each part of green, and keep the heap as moist as a wrung-out sponge. Turning it every two weeks lets air in and speeds it up. Finished compost is dark, crumbly and smells of earth, usually after six to twelve months.',
  ],
  [
    'garden.example.com/tomatoes',
    'Growing tomatoes on a balcony',
    'Tomatoes need at least six hours of sun a day and a pot of ten litres or more. Water the soil and not the leaves, because wet leaves invite blight. Pinch out the side shoots of tall varieties so that the plant puts its strength into fruit. Seedlings go outside when nights stay above ten degrees Celsius.',
  ],
  [
    'garden.example.org/bees',
    'Flowers that feed wild bees',
    'Wild bees need flowers from March to October, so a mixture of early and late plants helps most. Lavender, thyme, clover and crocus give much nectar. Double flowers look rich but often hold none. A patch of bare soil in the sun serves as a nesting place for many kinds.',
  ],
  [
    'food.example.com/sourdough',
    'A sourdough starter in seven days',
    'A sourdough starter needs only flour, water and about seven days. Feed it daily with equal weights of flour and water and throw half of it away before each feeding. It is ready when it doubles within six hours and smells pleasantly sour. In the refrigerator it needs food only once a week.',
  ],
  [
    'food.example.com/boiled-eggs',
    'How long to boil eggs',
    'An egg from the refrigerator needs six minutes in boiling water for a soft yolk and ten minutes for a hard one. Start to count when the water boils again. Cold water afterwards stops the cooking and makes peeling easier. Very fresh eggs are the hardest to peel.',
  ],
  [
    'food.example.org/coffee',
    'Brewing filter coffee',
    'Sixty grams of ground coffee for each litre of water is a good start. The water should have between 92 and 96 degrees Celsius. Pour a little first and wait for thirty seconds, so that gas can escape from the coffee. If the cup tastes bitter, grind coarser; if it tastes sour, grind finer.',
  ],
  [
    'food.example.org/rice',
    'Cooking rice without a rice cooker',
    'Rinse long-grain rice until the water stays clear. Use one and a half cups of water for each cup of rice, bring it to the boil, cover it, and let it simmer for twelve minutes. Leave the lid on for ten more minutes off the heat. Brown rice needs more water and about forty minutes.',
  ],
  [
    'food.example.net/fermented-vegetables',
    'Sauerkraut and other fermented vegetables',
    'Sauerkraut is cabbage that bacteria of lactic acid have soured. Use two per cent of salt by weight and keep the cabbage below its own brine. At room temperature it is sour after two to four weeks. Mould on the surface means that air has reached the vegetables.',
  ],
  [
    'food.example.net/olive-oil',
    'What extra virgin olive oil means',
    'Extra virgin olive oil is pressed without chemicals at low temperature and has at most 0.8 per cent free acid. It tastes fruity, bitter and a little peppery. Light and warmth spoil it, so it keeps best in a dark bottle in a cool cupboard. Frying with it is fine up to about 190 degrees Celsius.',
  ],
  [
    'health.example.com/sleep',
    'How much sleep adults need',
    'Most adults need between seven and nine hours of sleep. Going to bed at the same time every day helps more than sleeping late at weekends. Caffeine stays in the body for hours: half of a cup is still there after about five hours. Bright screens in the evening delay tiredness.',
  ],
  [
    'health.example.com/running',
    'Starting to run',
    'Beginners do well with three runs a week and a day of rest between them. A pace at which one can still talk is fast enough. The distance should grow by no more than a tenth each week. Shoes wear out after 600 to 800 kilometres.',
  ],
  [
    'health.example.org/hand-washing',
    'Washing hands properly',
    'Washing hands with soap for twenty seconds removes most germs. The thumbs and the spaces between the fingers are forgotten most often. Drying matters, because germs pass more easily from wet skin. Warm water is more comfortable than cold water but cleans no better.',
  ],
  [
    'health.example.org/vitamin-d',
    'Vitamin D and sunlight',
    'The skin makes vitamin D when the sun stands high. In northern countries the winter sun is too low, so that the body lives on what it stored in summer. Fatty fish, eggs and fortified milk contain some of it. People who take supplements should keep to the dose that a doctor advises.',
  ],
  [
    'health.example.net/first-aid-burns',
    'First aid for small burns',
    'Cool a small burn under running water of about twenty degrees Celsius for ten to twenty minutes. Do not use ice, butter or toothpaste. Cover it with a clean, dry dressing. Burns that are larger than the palm of the hand need a doctor.',
  ],
  [
    'science.example.com/rainbows',
    'Why rainbows are round',
    'A rainbow appears when sunlight is bent and reflected inside drops of rain. Red light leaves the drops at an angle of about 42 degrees and violet light at about 40 degrees. All drops at the same angle form a circle around the point opposite the sun. From the ground the horizon hides the lower half of it.',
  ],
  [
    'science.example.com/tides',
    'What causes the tides',
    'The tides are caused mainly by the pull of the moon, and to a lesser degree by that of the sun. Most coasts have two high tides every 24 hours and 50 minutes. At new moon and full moon both pulls add up to a spring tide. The largest tides in the world, about sixteen metres, occur in the Bay of Fundy.',
  ],
  [
    'science.example.com/photosynthesis',
    'Photosynthesis in short',
    'Plants use the energy of light to turn carbon dioxide and water into sugar and oxygen. Chlorophyll absorbs red and blue light and reflects green light, which is why leaves look green. The light reactions split water; the Calvin cycle builds sugar. About half of the oxygen of the air comes from the sea.',
  ],
  [
    'science.example.org/black-holes',
    'What a black hole is',
    'A black hole is a region of space from which nothing escapes, not even light. Its border is called the event horizon. Stars of more than about twenty times the mass of the sun can end as black holes. The first picture of one, in the galaxy M87, was published in 2019.',
  ],
  [
    'science.example.org/moon-distance',
    'How far away the moon is',
    'The moon is on average 384,400 kilometres away from the earth. Light needs about 1.3 seconds for that distance. Mirrors left on its surface let astronomers measure it with lasers to within millimetres. The moon moves away from us by almost four centimetres a year.',
  ],
  [
    'science.example.org/vaccines',
    'How vaccines train the immune system',
    'A vaccine shows the immune system a harmless part of a germ or the plan for it. The body then makes antibodies and memory cells, which act quickly when the real germ comes. Some vaccines need a second dose because the memory is stronger after a repetition. Fever and a sore arm are signs that the immune system is at work.',
  ],
  [
    'science.example.net/plate-tectonics',
    'Why continents move',
    'The crust of the earth consists of plates that drift by a few centimetres a year. Where plates meet, mountains rise, and earthquakes and volcanoes are common. The Himalayas grow because India still pushes into Asia. New crust forms along ridges in the middle of the oceans.',
  ],
  [
    'science.example.net/quantum-computers',
    'What quantum computers can do',
    'A quantum computer stores information in qubits, which can be in a superposition of zero and one. For a few problems, such as factoring numbers and simulating molecules, it needs far fewer steps than a classical computer. Errors are its greatest difficulty, so thousands of physical qubits may be needed for one reliable qubit. It does not replace ordinary computers.',
  ],
  [
    'nature.example.com/swifts',
    'The life of swifts',
    'Swifts eat, drink and even sleep in flight. They spend only about three months of the year in Europe and the rest in Africa. A young swift may stay in the air for two years before it lands to breed. They nest under roofs and return to the same place every year.',
  ],
  [
    'nature.example.com/octopus',
    'Three hearts and nine brains: the octopus',
    'An octopus has three hearts and blue blood. Two thirds of its nerve cells are in its arms, which can act on their own. It changes colour within a second by means of tiny sacs of pigment. Most kinds live for only one to two years.',
  ],
  [
    'nature.example.org/hedgehogs',
    'Helping hedgehogs through the winter',
    'Hedgehogs sleep through the winter from November to March in heaps of leaves. They should weigh at least 500 grams before that. Milk harms them; water and cat food do not. A gap of thirteen centimetres in a fence lets them pass from garden to garden.',
  ],
  [
    'nature.example.net/mushrooms',
    'Fungi below the forest',
    'Most of a fungus is a net of fine threads in the soil; a mushroom is only its fruit. Many trees live together with fungi, which give them water and minerals in return for sugar. One honey fungus in Oregon covers almost ten square kilometres. Mushrooms for the kitchen should be picked only by people who know them.',
  ],
  [
    'tech.example.com/http-caching',
    'HTTP caching for web developers',
    'The Cache-Control header says how long a response may be reused. With max-age=3600 a browser keeps it for an hour without asking. An ETag lets the client ask whether its copy is still good, and the server answers 304 without a body if it is. Files with a hash in their names can be cached for a year and marked immutable.',
  ],
  [
    'tech.example.com/rest-pagination',
    'Pagination in REST APIs',
    'Offset pagination is simple, but rows move between pages when data changes, and large offsets are slow. Cursor pagination names the last item that was seen and stays stable. A page should say whether there are more. Clients should never guess the cursor of the next page.',
  ],
  [
    'tech.example.com/docker-images',
    'Smaller Docker images',
    'A multi-stage build compiles in one image and copies only the result into a second one. Each instruction of a Dockerfile makes a layer, and layers that change rarely should come first. A small base image such as Alpine or a distroless one saves hundreds of megabytes. A .dockerignore file keeps the build context small.',
  ],
  [
    'tech.example.com/git-rebase',
    'Rebase or merge in Git',
    'A merge keeps the history as it happened and adds a commit with two parents. A rebase writes the commits anew on top of another branch, so that the history is a line. Commits that others already use should not be rebased. The command git rebase --abort returns to the state before.',
  ],
  [
    'tech.example.org/typescript-unions',
    'Discriminated unions in TypeScript',
    'A discriminated union is a union of object types with a common property of literal type. A switch over that property narrows the type in each branch. Assigning the value to never in the default branch makes the compiler report forgotten cases. They model states better than many optional properties do.',
  ],
  [
    'tech.example.org/sql-indexes',
    'When a database uses an index',
    'An index helps when a query selects a small part of a table. An index on several columns serves only queries that restrict the first of them. A function around a column prevents the use of a plain index. The EXPLAIN command shows which plan the database has chosen.',
  ],
  [
    'tech.example.org/password-hashing',
    'Storing passwords safely',
    'Passwords are stored as slow hashes with a salt of their own, never as plain text. Argon2id is the usual choice for new systems; bcrypt is still acceptable. A slow hash makes guessing expensive for those who steal the database. A second factor protects accounts even if a password is known.',
  ],
  [
    'tech.example.org/vector-search',
    'Vector search and retrieval-augmented generation',
    'Retrieval-augmented generation looks up passages first and lets a language model answer from them. Documents are cut into chunks, and each chunk is turned into a vector by an embedding model. The nearest vectors to that of the question are the passages that the model reads. Mixing it with keyword search finds names and numbers more reliably.',
  ],
  [
    'tech.example.net/kubernetes-probes',
    'Liveness and readiness probes in Kubernetes',
    'A readiness probe decides whether a pod receives traffic. A liveness probe decides whether its container is restarted. A liveness probe that depends on a database restarts healthy pods when the database is slow. Slow starters should have a startup probe.',
  ],
  [
    'tech.example.net/server-sent-events',
    'Server-sent events or WebSockets',
    'Server-sent events are a stream of text from server to browser over ordinary HTTP. The browser reconnects by itself and sends the id of the last event. WebSockets carry messages in both directions and binary data too. For notifications and streamed answers, server-sent events are usually enough.',
  ],
  [
    'tech.example.net/usb-c-charging',
    'USB-C cables and charging power',
    'USB-C describes the plug and not the speed. Every USB-C cable carries at least 60 watts, and cables marked for 240 watts contain a chip that says so. Charger and device agree on voltage by USB Power Delivery. Fast data needs a cable for USB4 or Thunderbolt.',
  ],
  [
    'tech.example.net/battery-care',
    'Making a phone battery last',
    'Lithium-ion batteries age fastest when they are hot and full. Charging to 80 per cent instead of 100 can double the number of cycles. Deep discharges are harmful too. Most phones can limit the charge in their settings.',
  ],
  [
    'ai.example.com/context-windows',
    'What a context window is',
    'The context window is the number of tokens that a language model can read at once: instructions, conversation and answer together. An English token has about four characters. When a conversation grows longer than the window, the oldest parts have to be dropped or summarised. Prompt caching makes a repeated beginning cheaper.',
  ],
  [
    'ai.example.com/tool-calling',
    'Tool calling in language models',
    'With tool calling, a model answers with the name of a function and its arguments as JSON. The program runs the function and sends the result back as another message. The model then goes on with what it has learnt. Strict schemas make sure that the arguments have the declared form.',
  ],
  [
    'ai.example.org/prompt-injection',
    'Prompt injection and how to limit it',
    'Prompt injection is text in a page or a document that tries to give orders to a language model. It cannot be filtered reliably. Programs should therefore give a model few rights, ask people before dangerous actions, and treat retrieved text as data. Separating instructions from content helps but is no guarantee.',
  ],
  [
    'money.example.com/compound-interest',
    'Compound interest explained',
    'Compound interest is interest on interest that was paid before. At five per cent a year, money doubles in about fourteen years. The rule of 72 estimates it: divide 72 by the rate. Fees compound in the same way, so small differences matter over decades.',
  ],
  [
    'money.example.com/index-funds',
    'What an index fund is',
    'An index fund buys all the shares of an index in the same proportion. Because nobody chooses the shares, its costs are low, often below 0.2 per cent a year. It moves up and down with the market and cannot beat it. A fund on the whole world spreads the risk over thousands of companies.',
  ],
  [
    'money.example.org/household-budget',
    'A simple household budget',
    'A common plan gives half of the income to needs, thirty per cent to wishes and twenty per cent to savings. An emergency fund should cover three to six months of expenses. Writing down expenses for one month shows where money goes. Standing orders to a savings account work better than good intentions.',
  ],
  [
    'work.example.com/meetings',
    'Shorter meetings',
    'A meeting needs an aim, an agenda and as few people as possible. Twenty-five minutes are enough for most decisions. Whoever calls the meeting sends what has to be read a day before. Notes with decisions and names replace a second meeting about the first.',
  ],
  [
    'work.example.com/remote-teams',
    'Working in a remote team',
    'Remote teams write more down: decisions, reasons and open questions belong in a shared document. Two or three hours of common time a day are enough if work is planned for the rest. New colleagues need a named person to ask. Meeting in person twice a year builds trust that calls do not.',
  ],
  [
    'work.example.org/job-interviews',
    'Preparing for a job interview',
    'Prepare three stories that show what you have done, each with situation, action and result. Ask about the first three months and how success is measured. Test camera and microphone an hour before a video interview. A short message of thanks the next day is remembered.',
  ],
  [
    'language.example.com/learning-vocabulary',
    'Learning vocabulary with spaced repetition',
    'Spaced repetition shows a word again just before it would be forgotten. Intervals grow from one day to weeks and months. Ten new words a day are more than three thousand a year. Sentences are remembered better than single words.',
  ],
  [
    'language.example.org/esperanto',
    'A short history of Esperanto',
    'Esperanto was published in 1887 by Ludwik Zamenhof, an eye doctor from Białystok. Its grammar has sixteen basic rules without exceptions. Nouns end in -o, adjectives in -a and adverbs in -e. Estimates of the number of speakers range from one hundred thousand to two million.',
  ],
  [
    'history.example.com/printing',
    'Gutenberg and the printing press',
    'Johannes Gutenberg began to print with movable metal type in Mainz around 1450. His Bible had 42 lines to the page, and about 180 copies were made. Within fifty years, presses worked in more than two hundred towns of Europe. Books became so cheap that ideas spread faster than anybody could forbid them.',
  ],
  [
    'history.example.com/apollo-11',
    'Apollo 11 and the first landing on the moon',
    'Apollo 11 landed on the moon on 20 July 1969. Neil Armstrong and Buzz Aldrin walked on the surface for about two and a half hours, while Michael Collins stayed in orbit. They brought back 21.5 kilograms of stones and dust. The computer on board had about four kilobytes of working memory.',
  ],
  [
    'history.example.org/ada-lovelace',
    'Ada Lovelace and the first program',
    'Ada Lovelace was born in London in 1815 as the daughter of the poet Lord Byron. In 1843 she published notes on the Analytical Engine of Charles Babbage. One of them describes how the machine would compute Bernoulli numbers, which is often called the first program. She saw that such a machine could work on music as well as on numbers.',
  ],
  [
    'history.example.org/suez-canal',
    'The Suez Canal',
    'The Suez Canal was opened in 1869 and connects the Mediterranean with the Red Sea. It is 193 kilometres long and has no locks. It shortens the way from Asia to northern Europe by about 8,900 kilometres. In 2021 one stranded ship blocked it for six days.',
  ],
  [
    'history.example.net/library-of-alexandria',
    'The library of Alexandria',
    'The library of Alexandria was founded in the third century before Christ under the first Ptolemies. Ships in the harbour had to hand over their books to be copied. It was not lost in one fire but declined over centuries. Its catalogue alone is said to have filled 120 scrolls.',
  ],
  [
    'culture.example.com/chess-openings',
    'Chess openings for beginners',
    'In the opening, bring knights and bishops out, fight for the centre and castle early. The Italian Game, 1.e4 e5 2.Nf3 Nc6 3.Bc4, teaches these aims well. Do not move a piece twice without a reason. The queen should stay at home for the first moves.',
  ],
  [
    'culture.example.com/guitar-tuning',
    'Tuning a guitar',
    'The strings of a guitar are tuned to E, A, D, G, B and E, from the lowest to the highest. Tune up to a note and not down to it, so that the string stays in place. New strings stretch and need tuning for a few days. A clip-on tuner works even in a noisy room.',
  ],
  [
    'culture.example.org/impressionism',
    'What made Impressionism new',
    'The Impressionists painted outdoors and tried to catch the light of a moment. Their name comes from a painting by Claude Monet, Impression, Sunrise, which was shown in Paris in 1874. Critics meant it as mockery. Short strokes of pure colour mix only in the eye.',
  ],
  [
    'sport.example.com/offside',
    'The offside rule in football',
    'A player is offside if, when the ball is played, he is nearer to the goal line than both the ball and the last but one opponent. It applies only in the half of the opponents. There is no offside from a goal kick, a throw-in or a corner kick. Being level with the opponent is onside.',
  ],
  [
    'sport.example.org/marathon-distance',
    'Why a marathon has 42.195 kilometres',
    'The marathon of the Olympic Games of 1908 started at Windsor Castle and ended before the royal box in London. That distance, 42.195 kilometres, became the standard in 1921. The legend tells of a messenger who ran from Marathon to Athens. Most runners need between four and five hours.',
  ],
  [
    'travel.example.com/jet-lag',
    'Getting over jet lag',
    'The body clock shifts by about one hour a day, and travel to the east is harder than travel to the west. Daylight in the morning of the new place helps most after a flight to the east. Short naps of twenty minutes do no harm. Meals at local times help the body to adjust.',
  ],
  [
    'travel.example.com/carry-on',
    'Packing for a week with carry-on luggage only',
    'Clothes of three colours that go together make many outfits. Liquids have to be in containers of at most 100 millilitres in one clear bag of a litre. Heavy shoes are worn and not packed. Rolled clothes take less room than folded ones.',
  ],
  [
    'travel.example.org/night-trains',
    'Night trains in Europe',
    'Night trains connect many capitals of Europe again, among them Vienna, Paris, Berlin and Brussels. A seat is cheapest, a couchette has six or four beds, and a sleeper has one to three. Tickets open two to six months before departure and cheap ones sell out first. A train causes a small fraction of the carbon dioxide of a flight.',
  ],
  [
    'climate.example.com/carbon-footprint',
    'What makes up a carbon footprint',
    'Heating, travel and food make up most of the carbon footprint of a household. One return flight across the Atlantic causes about as much as a year of driving a car. Beef causes about ten times as much as beans for the same protein. The world average is a little below five tonnes of carbon dioxide a year for each person.',
  ],
  [
    'climate.example.org/solar-panels',
    'How much power solar panels give',
    'A solar panel on a roof in central Europe gives about 1,000 kilowatt-hours a year for each kilowatt of peak power. South-facing roofs with a slope of thirty degrees are best, but east and west lose only about a fifth. Panels last for 25 to 30 years. The energy that it takes to make one is earned back within about one and a half years.',
  ],
  [
    'climate.example.net/electric-cars',
    'The range of electric cars in winter',
    'In frost an electric car loses between a fifth and a third of its range. Heating the cabin and a cold battery are the causes. Warming the car while it is still plugged in saves energy for the road. Cars with a heat pump lose less.',
  ],
];

/** Pages about places, each with its city and country. */
const PLACES: readonly (readonly [
  address: string,
  title: string,
  text: string,
  city: string,
  country: string,
])[] = [
  [
    'travel.example.net/oslo',
    'Two days in Oslo',
    'Oslo lies at the head of a fjord and is surrounded by forest. The roof of the opera house can be walked on at any hour. Ferries to the islands in the fjord leave from Aker Brygge and cost as much as a tram ticket. Restaurants in Grünerløkka are cheaper than those at the harbour.',
    'Oslo',
    'NO',
  ],
  [
    'travel.example.net/paris',
    'Paris by neighbourhood',
    'The Marais has small museums and restaurants that open on Sundays. Montmartre is quiet before nine in the morning. Many museums in Paris close on Mondays or Tuesdays. Tickets for the Eiffel Tower sell out weeks ahead, but the stairs can often be climbed on the same day.',
    'Paris',
    'FR',
  ],
  [
    'travel.example.net/london',
    'London on a small budget',
    'The large museums of London are free, among them the British Museum and the Tate Modern. Contactless cards are charged at most the price of a day ticket. Street markets such as Borough Market and Maltby Street are good places to eat. Theatre tickets for the same day are sold at Leicester Square.',
    'London',
    'GB',
  ],
  [
    'travel.example.net/new-york',
    'First time in New York',
    'The Staten Island Ferry is free and passes the Statue of Liberty. The subway in New York runs all night, with fewer trains after midnight. Restaurants in Queens serve the food of more than a hundred countries. Central Park is two and a half miles long.',
    'New York',
    'US',
  ],
  [
    'travel.example.net/san-francisco',
    'San Francisco and its fog',
    'Summer in San Francisco is cool, and fog often lies over the Golden Gate Bridge until noon. The warmest month is September. Restaurants in the Mission are known for burritos. The cable cars are crowded, so the line along California Street is the better choice.',
    'San Francisco',
    'US',
  ],
  [
    'travel.example.net/tokyo',
    'Getting around Tokyo',
    'A rechargeable card works in all trains and buses of Tokyo. The last trains leave shortly after midnight. Small restaurants sell tickets for meals at a machine by the door. The cherry trees usually flower at the end of March.',
    'Tokyo',
    'JP',
  ],
  [
    'travel.example.net/berlin',
    'Berlin with children',
    'The museum of technology in Berlin has old locomotives and a roof with an aeroplane. In summer the lakes Wannsee and Müggelsee are clean enough for swimming. Playgrounds are found in almost every block. Restaurants in Kreuzberg and Neukölln are used to families.',
    'Berlin',
    'DE',
  ],
  [
    'travel.example.net/sydney',
    'Sydney by ferry',
    'The ferry from Circular Quay to Manly takes half an hour and passes the opera house. The coast walk from Bondi to Coogee is six kilometres long. The sea is warmest in February. On Sundays public transport in Sydney costs less.',
    'Sydney',
    'AU',
  ],
];

/** All pages of the simulated web. */
export const PAGES: readonly Page[] = [
  ...TEXTS.map(([address, title, text]): Page => ({ address, title, text })),
  ...PLACES.map(
    ([address, title, text, city, country]): Page => ({ address, title, text, place: { city, country } }),
  ),
];
