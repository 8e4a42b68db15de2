/** The languages other than English that an answer can be written in. */
export type ForeignLanguage = 'es' | 'fr' | 'de' | 'it';

/** Building blocks of an answer in another language. `{t}` is the topic, in quotation marks. */
export interface ForeignSentences {
  readonly quotes: readonly [string, string];
  readonly nothing: string;
  readonly greeting: RegExp;
  readonly thanks: RegExp;
  /** Question words at the beginning of a prompt, which are not part of the topic. */
  readonly asking: RegExp;
  readonly greetings: readonly string[];
  readonly offers: readonly string[];
  readonly welcomes: readonly string[];
  readonly openings: readonly string[];
  readonly body: readonly string[];
  readonly closings: readonly string[];
}

export const FOREIGN_SENTENCES: Readonly<Record<ForeignLanguage, ForeignSentences>> = {
  es: {
    quotes: ['«', '»'],
    nothing: 'este tema',
    greeting: /^(?:hola|buenos días|buenas tardes|buenas noches|qué tal)/,
    thanks: /^(?:muchas )?gracias/,
    asking:
      /^(?:por favor|qué es|qué son|qué significa|cómo funciona|cómo funcionan|por qué|cuál es|cuáles son|quién es|quién fue|explica(?:me)?|explícame|háblame de|dime|escribe(?: un texto)?(?: sobre)?|describe|cuéntame|puedes|sobre|qué|cómo)(?:\s|,|$)/i,
    greetings: ['¡Hola!', '¡Hola, qué tal!', '¡Buenos días!', '¡Bienvenido!', '¡Muy buenas!'],
    offers: [
      '¿En qué puedo ayudarte?',
      '¿Qué te gustaría saber?',
      '¿De qué quieres hablar hoy?',
      '¿Qué puedo hacer por ti?',
      '¿Por dónde empezamos?',
    ],
    welcomes: [
      '¡De nada! Aquí estoy si necesitas algo más.',
      '¡Con mucho gusto! Pregunta cuando quieras.',
      '¡No hay de qué! Me alegra haber ayudado.',
    ],
    openings: [
      'Cuando se habla de {t}, conviene empezar por lo más sencillo.',
      'La idea central de {t} se puede explicar en pocas palabras.',
      'Hay muchas maneras de acercarse a {t}, y casi todas parten de la misma pregunta.',
      'Para entender {t} ayuda pensar primero en el problema y después en los detalles.',
    ],
    body: [
      'En el fondo se trata de unas pocas partes que trabajan juntas para llegar a una meta común.',
      'Cada paso depende del anterior, y por eso los pequeños errores del comienzo se notan más tarde.',
      'Un buen ejemplo es aprender a montar en bicicleta: las reglas son pocas, pero hace falta práctica.',
      'Las personas con experiencia suelen dedicar más tiempo a las preguntas que a las respuestas.',
      'También hay límites, y es mejor conocerlos desde el principio.',
      'Con el tiempo se ha visto qué ideas funcionan y cuáles eran solo una moda.',
      'La ventaja más clara es que los buenos resultados se pueden repetir.',
      'No hace falta un talento especial, sino algo de paciencia y ganas de observar.',
      'En la práctica, la mayor parte del trabajo está en la preparación.',
      'Conviene cambiar una sola cosa a la vez para ver qué efecto tiene.',
      'El contexto importa, porque lo que sirve en un caso puede fallar en otro.',
      'Muchos errores nacen de una suposición que nadie puso por escrito.',
    ],
    closings: [
      'En resumen, lo importante es empezar con algo sencillo y prestar atención.',
      'Si quieres, puedo explicar cualquiera de estos puntos con más detalle.',
      'Con esto ya se tiene una buena visión general.',
    ],
  },
  fr: {
    quotes: ['« ', ' »'],
    nothing: 'ce sujet',
    greeting: /^(?:bonjour|bonsoir|salut|coucou)/,
    thanks: /^merci/,
    asking:
      /^(?:s'il (?:te|vous) plaît|qu'est-ce que c'est que|qu'est-ce qu[e']|qu'est ce qu[e']|que sont|quelle est|quel est|quels sont|quelles sont|comment (?:fonctionne|marche)(?:nt)?|pourquoi|comment|qui est|qui était|explique(?:z)?(?:-moi)?|parle(?:z)?(?:-moi)? d[eu]|décri(?:s|vez)|dis-moi|écri(?:s|vez)(?: un texte sur)?|peux-tu|pouvez-vous|sur)(?:\s|,|$)|^qu'est-ce qu'/i,
    greetings: [
      'Bonjour !',
      'Salut !',
      'Bonjour et bienvenue !',
      'Bonjour, ravi de vous lire !',
      'Bien le bonjour !',
    ],
    offers: [
      'Comment puis-je vous aider ?',
      'Que puis-je faire pour vous ?',
      'De quoi aimeriez-vous parler ?',
      'Par où commençons-nous ?',
      'Quelle est votre question ?',
    ],
    welcomes: [
      "Je vous en prie ! N'hésitez pas si vous avez d'autres questions.",
      'Avec plaisir ! Je reste à votre disposition.',
      'De rien, ravi d’avoir pu aider !',
    ],
    openings: [
      'Pour parler de {t}, le mieux est de commencer par le plus simple.',
      "L'idée qui se cache derrière {t} tient en quelques mots.",
      'Il y a plusieurs façons d’aborder {t}, mais elles partent presque toutes de la même question.',
      'Pour comprendre {t}, il est utile de penser d’abord au problème, puis aux détails.',
    ],
    body: [
      'Au fond, il s’agit de quelques éléments simples qui travaillent ensemble vers un même but.',
      'Chaque étape dépend de la précédente, si bien que les petites erreurs du début se voient plus tard.',
      'Un bon exemple est l’apprentissage du vélo : les règles sont peu nombreuses, mais il faut de la pratique.',
      'Les personnes expérimentées passent souvent plus de temps sur les questions que sur les réponses.',
      'Il y a aussi des limites, et il vaut mieux les connaître dès le départ.',
      'Avec le temps, on a vu quelles idées tenaient et lesquelles n’étaient qu’une mode.',
      'L’avantage le plus net est que les bons résultats peuvent être répétés.',
      'Cela ne demande pas un talent rare, mais un peu de patience et le goût d’observer.',
      'En pratique, l’essentiel du travail se trouve dans la préparation.',
      'Il est préférable de ne changer qu’une chose à la fois pour en voir l’effet.',
      'Le contexte compte, car ce qui marche dans un cas peut échouer dans un autre.',
      'Beaucoup de difficultés viennent d’une hypothèse que personne n’avait écrite.',
    ],
    closings: [
      'En somme, le plus important est de commencer simplement et de rester attentif.',
      'Si vous le souhaitez, je peux développer l’un de ces points.',
      'Voilà qui donne une bonne vue d’ensemble.',
    ],
  },
  de: {
    quotes: ['„', '“'],
    nothing: 'dieses Thema',
    greeting: /^(?:hallo|guten (?:tag|morgen|abend)|servus|moin|grüße?)/,
    thanks: /^(?:vielen )?danke?/,
    asking:
      /^(?:bitte|was (?:ist|sind|bedeutet)|wie funktionier(?:t|en)|warum (?:ist|sind)?|wieso|wer (?:ist|war)|erklär(?:e|en sie)?|erzähl(?:e)?|beschreib(?:e)?|schreib(?:e)?(?: einen text)?(?: über)?|nenne|sag|kannst du|können sie|mir|etwas über|über|wie|was)(?:\s|,|$)/i,
    greetings: [
      'Hallo!',
      'Guten Tag!',
      'Hallo und willkommen!',
      'Schön, von dir zu hören!',
      'Hallo zusammen!',
    ],
    offers: [
      'Wie kann ich helfen?',
      'Was kann ich für dich tun?',
      'Worüber möchtest du sprechen?',
      'Womit fangen wir an?',
      'Was möchtest du wissen?',
    ],
    welcomes: [
      'Gern geschehen! Melde dich, wenn du noch etwas brauchst.',
      'Sehr gern! Frag einfach weiter.',
      'Keine Ursache, das freut mich!',
    ],
    openings: [
      'Wer sich mit {t} befasst, beginnt am besten mit dem Einfachsten.',
      'Der Grundgedanke hinter {t} lässt sich in wenigen Worten sagen.',
      'Es gibt viele Wege zu {t}, und fast alle gehen von derselben Frage aus.',
      'Um {t} zu verstehen, hilft es, zuerst an das Problem und dann an die Einzelheiten zu denken.',
    ],
    body: [
      'Im Kern geht es um wenige einfache Teile, die zusammen ein größeres Ziel erreichen.',
      'Jeder Schritt baut auf dem vorigen auf, deshalb zeigen sich kleine Fehler oft erst später.',
      'Ein gutes Beispiel ist das Radfahren: Die Regeln sind schnell erklärt, das Können kommt mit der Übung.',
      'Erfahrene Leute verbringen mehr Zeit mit den Fragen als mit den Antworten.',
      'Natürlich gibt es Grenzen, und man sollte sie von Anfang an kennen.',
      'Mit der Zeit hat sich gezeigt, welche Ideen tragen und welche nur eine Mode waren.',
      'Der größte Vorteil ist, dass sich gute Ergebnisse wiederholen lassen.',
      'Besonderes Talent ist nicht nötig, wohl aber etwas Geduld und ein wacher Blick.',
      'In der Praxis steckt die meiste Arbeit in der Vorbereitung.',
      'Am besten ändert man immer nur eine Sache, um die Wirkung zu sehen.',
      'Der Zusammenhang zählt, denn was hier hilft, kann anderswo schaden.',
      'Viele Schwierigkeiten beginnen mit einer Annahme, die niemand aufgeschrieben hat.',
    ],
    closings: [
      'Kurz gesagt: einfach anfangen und genau hinsehen.',
      'Wenn du möchtest, erkläre ich einen dieser Punkte genauer.',
      'Damit hast du einen guten Überblick.',
    ],
  },
  it: {
    quotes: ['«', '»'],
    nothing: 'questo tema',
    greeting: /^(?:ciao|buongiorno|buonasera|salve)/,
    thanks: /^(?:grazie|mille grazie)/,
    asking:
      /^(?:per favore|che cos'è|cos'è|cosa (?:è|sono|significa)|che cosa (?:è|sono)|come funzionan?o?|come funziona|perché|qual è|quali sono|chi (?:è|era)|spiega(?:mi)?|parlami di|descrivi|dimmi|scrivi(?: un testo)?(?: su)?|puoi|come|che)(?:\s|,|$)|^(?:che )?cos'è /i,
    greetings: ['Ciao!', 'Buongiorno!', 'Ciao e benvenuto!', 'Salve!', 'Ciao, piacere di sentirti!'],
    offers: [
      'Come posso aiutarti?',
      'Che cosa posso fare per te?',
      'Di che cosa vuoi parlare?',
      'Da dove cominciamo?',
      'Che cosa vorresti sapere?',
    ],
    welcomes: [
      'Prego! Sono qui se ti serve altro.',
      'Figurati! Chiedi pure quando vuoi.',
      'Non c’è di che, mi fa piacere!',
    ],
    openings: [
      'Quando si parla di {t}, conviene cominciare dalle cose più semplici.',
      'L’idea di fondo di {t} si può spiegare in poche parole.',
      'Ci sono molti modi di avvicinarsi a {t}, e quasi tutti partono dalla stessa domanda.',
      'Per capire {t} è utile pensare prima al problema e poi ai dettagli.',
    ],
    body: [
      'In fondo si tratta di poche parti semplici che lavorano insieme verso uno scopo comune.',
      'Ogni passo dipende da quello precedente, e così i piccoli errori iniziali si vedono più tardi.',
      'Un buon esempio è imparare ad andare in bicicletta: le regole sono poche, ma serve pratica.',
      'Chi ha esperienza dedica più tempo alle domande che alle risposte.',
      'Ci sono anche dei limiti, ed è meglio conoscerli fin dall’inizio.',
      'Con il tempo si è visto quali idee reggono e quali erano solo una moda.',
      'Il vantaggio più chiaro è che i buoni risultati si possono ripetere.',
      'Non serve un talento raro, ma un po’ di pazienza e voglia di osservare.',
      'In pratica la maggior parte del lavoro sta nella preparazione.',
      'Conviene cambiare una sola cosa alla volta per vederne l’effetto.',
      'Il contesto conta, perché ciò che funziona in un caso può fallire in un altro.',
      'Molte difficoltà nascono da un’ipotesi che nessuno ha scritto.',
    ],
    closings: [
      'In breve, l’importante è cominciare in modo semplice e fare attenzione.',
      'Se vuoi, posso spiegare meglio uno di questi punti.',
      'Con questo si ha già un buon quadro generale.',
    ],
  },
};
