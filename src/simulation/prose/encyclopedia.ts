/** True sentences on topics that people often ask about first, or undefined. `name` is a topic's name. */
export function entryFor(name: string): readonly string[] | undefined {
  const key = name.toLowerCase().replace(/^(?:the|a|an) /, '');
  return ENTRIES.get(key);
}

/** `names, singular, in lower case: sentences`, one topic per line. */
const TEXT = `
docker, docker container, container: Docker packages an application together with everything it needs to run, so that it behaves the same on every machine. The package is called an image, and a running copy of it is a container. Containers share the kernel of the host, which makes them start faster and use less memory than virtual machines.
kubernetes, k8s: Kubernetes runs containers across a group of machines and keeps them in the state that you describe. If a machine fails or traffic grows, it starts new copies elsewhere without being told. Most of its parts are controllers that compare what is with what should be and close the gap.
git: Git is a version control system that records the history of a set of files. Every copy holds the whole history, so most commands work without a network. Branches are cheap, which makes it easy to try an idea and merge it later.
api, apis: An API is an agreement on how one program may ask another for something. It says which requests are possible, what they must contain and what comes back. As long as both sides keep to it, each can change inside without breaking the other.
rest api, rest: REST is a style of designing web interfaces around resources, each with its own address. Clients act on them with a few standard methods such as GET and POST. Each request carries all that is needed to answer it, so servers do not have to remember the client.
http: HTTP is the protocol that web browsers and servers use to talk to each other. A client sends a request with a method, an address and some headers, and the server answers with a status and usually a body. The protocol itself keeps no memory between requests.
dns: DNS turns names such as example.com into the addresses that computers use. The work is shared: each server knows a part and refers to others for the rest. Answers are kept for a while, so most questions never travel far.
database: A database stores information so that it can be found and changed quickly and safely. Indexes make reading fast, and transactions make sure that a group of changes happens completely or not at all. Relational databases keep data in tables, while others use documents, graphs or simple pairs.
sql: SQL is a language for asking questions of relational databases. You describe the result that you want, and the database decides how to get it. The same language also adds, changes and removes data.
recursion: Recursion means solving a problem by solving smaller versions of the same problem. Every recursive definition needs a base case, which is simple enough to answer at once. Without it the process would never end.
python: Python is a programming language known for code that is easy to read. It is used for web services, data analysis, automation and machine learning. Indentation is part of the grammar, so the layout of a program always shows its structure.
javascript: JavaScript is the language that runs in every web browser, and through Node.js on servers too. It handles many tasks on one thread with the help of an event loop. Functions are values in it, which makes callbacks and promises feel natural.
rust: Rust is a systems programming language that prevents most memory errors when a program is compiled. Each value has one owner, and the compiler checks how it is borrowed. This gives the speed of low-level code without a garbage collector.
machine learning: Machine learning is a way of building programs that improve from examples instead of following rules written by hand. A model makes predictions, compares them with known answers and adjusts its numbers to reduce the error. After enough examples it can give useful answers for cases it has never seen.
neural network: A neural network is a chain of simple calculations arranged in layers, loosely inspired by the brain. Each layer multiplies its input by weights and passes the result on. Training changes the weights step by step until the output comes close to what is wanted.
artificial intelligence, ai: Artificial intelligence is the field that builds machines for tasks which seem to need thought, such as language, vision and planning. Most current systems learn from large amounts of data. They can be very capable in one area and still fail at things that any child can do.
large language model, llm, language model: A large language model predicts the next piece of a text from all that came before. It learns this from a great many documents, and in doing so it picks up grammar, facts and styles. Its answers are produced one token at a time.
transformer, transformers: The transformer is a neural network design that processes all parts of a text at once. A mechanism called attention lets every word weigh how much the others matter to it. Because the work can be done in parallel, such models train well on large machines.
blockchain: A blockchain is a shared list of records in which each block contains a fingerprint of the one before. Changing an old record would change every later fingerprint, so tampering is easy to see. Many computers keep a copy and agree on new blocks by a common rule.
quantum computing, quantum computer: Quantum computing uses the rules of quantum physics to work with many possibilities at once. Its basic unit, the qubit, can be in a mixture of zero and one until it is measured. The art lies in arranging operations so that wrong answers cancel and right ones remain.
internet: The internet is a network of networks that all speak the same basic protocols. Data travels in small packets, which find their way through many routers and are put together again at the end. No single center controls it, and that is one reason why it is so robust.
photosynthesis: Photosynthesis is how plants, algae and some bacteria turn light into food. They take in carbon dioxide and water, and with the energy of sunlight they build sugar and release oxygen. In plants this happens in the chloroplasts, where the green pigment chlorophyll catches the light.
sky: The sky is blue because air scatters short waves of light much more than long ones. Sunlight contains all colors, and its blue part is sent in every direction by the molecules of the air. In the evening the light takes a longer path, most of the blue is lost on the way, and we see orange and red.
rainbow: A rainbow appears when sunlight enters drops of water, is reflected inside them and leaves at a slightly different angle for each color. You see it with the sun behind you and the rain in front. Its full shape is a circle, but the ground usually hides the lower half.
gravity: Gravity is the attraction between things that have mass. It keeps our feet on the ground, the moon near the earth and the planets near the sun. In the view of general relativity, mass bends space and time, and objects follow the shape of that bend.
black hole: A black hole is a region of space where gravity is so strong that not even light can get out. Many form when a massive star runs out of fuel and collapses. The edge from which there is no return is called the event horizon.
dna: DNA is the molecule that carries the building plan of living things. It has the form of a twisted ladder whose rungs are pairs of four bases. The order of the bases tells cells which proteins to make.
evolution: Evolution is the change of living things over many generations. Individuals differ, some leave more offspring than others, and what helped them becomes more common. Given enough time, this simple process leads to new species.
climate change: Climate change is the long term shift in the weather patterns of the earth. The warming of recent decades comes mainly from carbon dioxide and other gases released by human activity. They hold back heat that would otherwise escape into space.
rain: Rain begins when warm air rises, cools and can no longer hold all of its water vapor. The vapor turns into tiny drops that form a cloud. When the drops join and grow heavy enough, they fall.
volcano: A volcano is an opening through which melted rock, ash and gas escape from below the surface. Most of them lie where the plates of the earth move apart or slide under each other. Pressure builds up over time, and an eruption releases it.
solar system: The solar system consists of the sun and all that moves around it, including eight planets. The four inner planets are rocky, while the outer ones are large and made mostly of gas and ice. The sun holds more than 99 percent of the total mass.
electricity: Electricity is the effect of charges, above all of electrons that move through a conductor. Voltage is the push, current is the flow, and resistance is what slows it down. It is useful because it can carry energy over long distances and be turned into light, heat or motion.
airplane, plane: An airplane stays in the air because its wings push air downward and are pushed upward in return. The engines provide thrust, which overcomes the drag of the air. In level flight lift equals weight and thrust equals drag.
inflation: Inflation is a general rise in prices, which means that money buys less than before. It can come from strong demand, from higher costs or from too much money in circulation. Central banks usually answer it by raising interest rates.
democracy: Democracy is a form of government in which power comes from the people. Citizens choose their representatives in free elections and can vote them out again. It depends on equal rights, a free press and courts that are independent.
french revolution: The French Revolution began in 1789, when anger over taxes, debt and privilege brought down the old order. The monarchy was abolished and new ideas of citizenship and rights spread through Europe. It ended with the rise of Napoleon, but its principles lived on.
roman empire: The Roman Empire grew from a city into a state that surrounded the whole Mediterranean. Roads, law and a strong army held it together. In the west it came to an end in the fifth century, while the eastern part lasted for another thousand years.
marie curie: Marie Curie was a physicist and chemist who was born in Warsaw and worked in Paris. She studied radioactivity and discovered the elements polonium and radium. She was the first person to receive two Nobel Prizes.
albert einstein, einstein: Albert Einstein was a physicist who changed our view of space, time and energy. His theory of relativity explains gravity as the bending of space and time. He received the Nobel Prize for his work on the photoelectric effect.
ada lovelace: Ada Lovelace was an English mathematician of the nineteenth century. In her notes on the Analytical Engine of Charles Babbage she described what many regard as the first computer program. She saw that such a machine could work with more than numbers.
sleep: Sleep is the time in which the body repairs itself and the brain sorts what it has taken in. It passes through stages, from light sleep to deep sleep and dreaming. Most adults need between seven and nine hours a night.
exercise: Regular exercise strengthens the heart, the muscles and the bones. It also lifts the mood and helps with sleep. Even a brisk walk on most days makes a clear difference.
coffee: Coffee is made from the roasted seeds of a plant that grows in warm countries. Its caffeine blocks the signals that make us feel tired. Roast, grind and water temperature decide much of the taste.
jazz: Jazz was born in New Orleans at the beginning of the twentieth century, where African American musicians joined blues, ragtime and brass band music. Improvisation is at its center. From there it grew into swing, bebop, cool jazz and many other styles.
cat: Cats are small hunters that have lived with people for thousands of years. They see well in dim light, hear very high sounds and land on their feet with remarkable skill. Much of the day they sleep, so as to save energy for short bursts of activity.
dog: Dogs descend from wolves and were the first animals to live with people. Their sense of smell is far better than ours. They read human gestures well, which makes them good partners at work and at home.
`;

/** Keyed by singular name and, unless that is another entry, by the name with an "s" added. */
const ENTRIES = new Map<string, readonly string[]>();
for (const line of TEXT.trim().split('\n')) {
  const colon = line.indexOf(': ');
  const sentences = line.slice(colon + 2).split(/(?<=\.) (?=[A-Z])/);
  for (const name of line.slice(0, colon).split(', ')) ENTRIES.set(name, sentences);
}
for (const [name, sentences] of [...ENTRIES]) {
  if (!ENTRIES.has(`${name}s`)) ENTRIES.set(`${name}s`, sentences);
}
