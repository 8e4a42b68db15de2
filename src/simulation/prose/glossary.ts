/** Languages of the glossary, in the order of its columns. */
export const GLOSSARY_LANGUAGES = ['french', 'spanish', 'german', 'italian'] as const;

export type GlossaryLanguage = (typeof GLOSSARY_LANGUAGES)[number];

/** The translation of an English word or phrase in lower case, if the glossary has it. */
export function translated(phrase: string, language: GlossaryLanguage): string | undefined {
  return ENTRIES.get(phrase)?.[GLOSSARY_LANGUAGES.indexOf(language)];
}

/** `english|french|spanish|german|italian`; phrases are at most {@link LONGEST_PHRASE} words long. */
const TABLE = `
hello|bonjour|hola|hallo|ciao
hi|salut|hola|hallo|ciao
hello world|bonjour le monde|hola mundo|hallo welt|ciao mondo
good morning|bonjour|buenos días|guten morgen|buongiorno
good evening|bonsoir|buenas noches|guten abend|buonasera
good night|bonne nuit|buenas noches|gute nacht|buonanotte
goodbye|au revoir|adiós|auf wiedersehen|arrivederci
how are you|comment allez-vous|cómo estás|wie geht es dir|come stai
how are you today|comment allez-vous aujourd'hui|cómo estás hoy|wie geht es dir heute|come stai oggi
thank you|merci|gracias|danke|grazie
thank you very much|merci beaucoup|muchas gracias|vielen dank|grazie mille
thanks|merci|gracias|danke|grazie
please|s'il vous plaît|por favor|bitte|per favore
you are welcome|de rien|de nada|gern geschehen|prego
i love you|je t'aime|te quiero|ich liebe dich|ti amo
my name is|je m'appelle|me llamo|ich heiße|mi chiamo
what is your name|comment vous appelez-vous|cómo te llamas|wie heißt du|come ti chiami
where is|où est|dónde está|wo ist|dov'è
where is the|où est le|dónde está el|wo ist der|dov'è il
where is the train station|où est la gare|dónde está la estación de tren|wo ist der bahnhof|dov'è la stazione
where is the library|où est la bibliothèque|dónde está la biblioteca|wo ist die bibliothek|dov'è la biblioteca
where is the bathroom|où sont les toilettes|dónde está el baño|wo ist die toilette|dov'è il bagno
how much does it cost|combien ça coûte|cuánto cuesta|wie viel kostet das|quanto costa
i would like|je voudrais|me gustaría|ich möchte|vorrei
i want|je veux|quiero|ich will|voglio
i have|j'ai|tengo|ich habe|ho
i am|je suis|soy|ich bin|sono
i'm|je suis|soy|ich bin|sono
you are|vous êtes|eres|du bist|sei
it is|c'est|es|es ist|è
there is|il y a|hay|es gibt|c'è
i like|j'aime|me gusta|ich mag|mi piace
i don't know|je ne sais pas|no lo sé|ich weiß nicht|non lo so
do you speak english|parlez-vous anglais|hablas inglés|sprichst du englisch|parli inglese
have a nice day|bonne journée|que tengas un buen día|einen schönen tag|buona giornata
see you tomorrow|à demain|hasta mañana|bis morgen|a domani
see you soon|à bientôt|hasta pronto|bis bald|a presto
the weather is nice today|il fait beau aujourd'hui|hoy hace buen tiempo|das wetter ist heute schön|oggi il tempo è bello
the cat is on the table|le chat est sur la table|el gato está en la mesa|die katze ist auf dem tisch|il gatto è sul tavolo
the cat|le chat|el gato|die katze|il gatto
the dog|le chien|el perro|der hund|il cane
the house|la maison|la casa|das haus|la casa
the book|le livre|el libro|das buch|il libro
the water|l'eau|el agua|das wasser|l'acqua
the weather|le temps|el tiempo|das wetter|il tempo
the sky|le ciel|el cielo|der himmel|il cielo
the sun|le soleil|el sol|die sonne|il sole
the world|le monde|el mundo|die welt|il mondo
the table|la table|la mesa|der tisch|la tavola
the car|la voiture|el coche|das auto|la macchina
the city|la ville|la ciudad|die stadt|la città
the train|le train|el tren|der zug|il treno
the meeting|la réunion|la reunión|das treffen|la riunione
a cat|un chat|un gato|eine katze|un gatto
a dog|un chien|un perro|einen hund|un cane
a book|un livre|un libro|ein buch|un libro
a coffee|un café|un café|einen kaffee|un caffè
a glass of water|un verre d'eau|un vaso de agua|ein glas wasser|un bicchiere d'acqua
the|le|el|die|il
a|un|un|ein|un
an|un|un|ein|un
and|et|y|und|e
or|ou|o|oder|o
but|mais|pero|aber|ma
with|avec|con|mit|con
without|sans|sin|ohne|senza
in|dans|en|in|in
on|sur|en|auf|su
of|de|de|von|di
to|à|a|zu|a
for|pour|para|für|per
from|de|de|von|da
is|est|es|ist|è
are|sont|son|sind|sono
was|était|era|war|era
have|avoir|tener|haben|avere
i|je|yo|ich|io
you|vous|tú|du|tu
he|il|él|er|lui
she|elle|ella|sie|lei
we|nous|nosotros|wir|noi
they|ils|ellos|sie|loro
my|mon|mi|mein|mio
your|votre|tu|dein|tuo
yes|oui|sí|ja|sì
no|non|no|nein|no
not|pas|no|nicht|non
very|très|muy|sehr|molto
today|aujourd'hui|hoy|heute|oggi
tomorrow|demain|mañana|morgen|domani
yesterday|hier|ayer|gestern|ieri
now|maintenant|ahora|jetzt|adesso
here|ici|aquí|hier|qui
good|bon|bueno|gut|buono
bad|mauvais|malo|schlecht|cattivo
big|grand|grande|groß|grande
small|petit|pequeño|klein|piccolo
new|nouveau|nuevo|neu|nuovo
old|vieux|viejo|alt|vecchio
beautiful|beau|hermoso|schön|bello
happy|heureux|feliz|glücklich|felice
red|rouge|rojo|rot|rosso
blue|bleu|azul|blau|blu
green|vert|verde|grün|verde
white|blanc|blanco|weiß|bianco
black|noir|negro|schwarz|nero
friend|ami|amigo|freund|amico
friends|amis|amigos|freunde|amici
water|eau|agua|wasser|acqua
bread|pain|pan|brot|pane
coffee|café|café|kaffee|caffè
house|maison|casa|haus|casa
cat|chat|gato|katze|gatto
dog|chien|perro|hund|cane
book|livre|libro|buch|libro
apple|pomme|manzana|apfel|mela
car|voiture|coche|auto|macchina
city|ville|ciudad|stadt|città
world|monde|mundo|welt|mondo
day|jour|día|tag|giorno
night|nuit|noche|nacht|notte
time|temps|tiempo|zeit|tempo
love|amour|amor|liebe|amore
life|vie|vida|leben|vita
sun|soleil|sol|sonne|sole
moon|lune|luna|mond|luna
sea|mer|mar|meer|mare
train|train|tren|zug|treno
school|école|escuela|schule|scuola
work|travail|trabajo|arbeit|lavoro
family|famille|familia|familie|famiglia
mother|mère|madre|mutter|madre
father|père|padre|vater|padre
child|enfant|niño|kind|bambino
woman|femme|mujer|frau|donna
man|homme|hombre|mann|uomo
one|un|uno|eins|uno
two|deux|dos|zwei|due
three|trois|tres|drei|tre
eat|manger|comer|essen|mangiare
drink|boire|beber|trinken|bere
go|aller|ir|gehen|andare
see|voir|ver|sehen|vedere
like|aimer|gustar|mögen|piacere
want|vouloir|querer|wollen|volere
speak|parler|hablar|sprechen|parlare
read|lire|leer|lesen|leggere
write|écrire|escribir|schreiben|scrivere
help|aide|ayuda|hilfe|aiuto
this|ce|este|dies|questo
that|cela|eso|das|quello
what|quoi|qué|was|cosa
who|qui|quién|wer|chi
where|où|dónde|wo|dove
when|quand|cuándo|wann|quando
why|pourquoi|por qué|warum|perché
how|comment|cómo|wie|come
`;

const ENTRIES = new Map<string, readonly string[]>();
for (const line of TABLE.trim().split('\n')) {
  const [english, ...others] = line.split('|');
  ENTRIES.set(english!, others);
}

/** Words in the longest phrase of the glossary. */
export const LONGEST_PHRASE = 6;
