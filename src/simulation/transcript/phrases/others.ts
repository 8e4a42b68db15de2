import type { Phrases } from './phrases.ts';

const scene = (text: string): readonly (readonly string[])[] => [
  text
    .trim()
    .split('\n')
    .map((line) => line.trim()),
];

/** Phrases for other languages by ISO 639-1 code: one conversation each. */
export const others: Readonly<Record<string, Phrases>> = {
  es: {
    stop: '.',
    shorts: ['Vale.', 'Claro.', 'Muchas gracias.', 'Muy bien.', 'Ya lo veo.', 'Nos vemos el lunes.'],
    mentions: [
      'Antes de nada quería hablar de {t}.',
      'Mucha gente me pregunta por {t}.',
      'Y luego está lo de {t}.',
    ],
    scenes: scene(`
      Buenos días a todos, gracias por venir tan temprano.
      Hoy tenemos tres temas y me gustaría terminar antes de las diez.
      La tienda nueva abrió el sábado y fue mucha más gente de la que pensábamos.
      Hubo cola hasta la esquina, pero nadie se quejó.
      Los vecinos trajeron flores y el panadero nos regaló dos cajas de dulces.
      Lo único que falló fue la luz del almacén.
      Ya he llamado al electricista y viene mañana por la tarde.
      El segundo tema es el horario de verano.
      Yo abriría una hora antes y cerraría a mediodía, cuando aprieta el calor.
      A mí me parece bien, siempre que podamos turnarnos.
      Entonces lo probamos dos semanas y después decidimos.
      Si no hay más preguntas, seguimos con nuestro trabajo.
    `),
  },
  fr: {
    stop: '.',
    shorts: [
      'Oui.',
      "D'accord.",
      'Merci beaucoup.',
      'Très bien.',
      'Je comprends.',
      'À la semaine prochaine alors.',
    ],
    mentions: [
      'Avant tout, je voulais parler de {t}.',
      'On me demande souvent des nouvelles de {t}.',
      'Et puis il y a {t}.',
    ],
    scenes: scene(`
      Bonjour à toutes et à tous, merci d'être venus malgré la pluie.
      Je vais commencer par une bonne nouvelle.
      La vieille salle est enfin réparée, et on peut y jouer dès samedi.
      Il reste un peu de peinture à faire près de la scène, mais ce n'est pas grave.
      Nous cherchons encore deux personnes pour tenir la caisse.
      Je peux venir le premier soir, mais pas le deuxième.
      Parfait, je note ton nom.
      Pour les affiches, il faudrait choisir entre la bleue et la jaune.
      Moi, je préfère la jaune, on la voit de plus loin.
      Tout le monde est d'accord ?
      Alors c'est décidé, et je passe chez l'imprimeur demain matin.
      On se retrouve ici jeudi à la même heure.
    `),
  },
  de: {
    stop: '.',
    shorts: [
      'Genau.',
      'Alles klar.',
      'Vielen Dank.',
      'Ja, das passt.',
      'Ich schreibe es auf.',
      'Dann bis nächste Woche.',
    ],
    mentions: [
      'Zuerst wollte ich etwas zu {t} sagen.',
      'Nach {t} fragen mich zurzeit viele.',
      'Und dann wäre da noch {t}.',
    ],
    scenes: scene(`
      Guten Morgen zusammen, schön, dass es bei allen geklappt hat.
      Ich fange einfach an, die anderen kommen sicher gleich dazu.
      Der Ausflug ist auf den zwölften verlegt, weil am fünften die Brücke gesperrt ist.
      Wir treffen uns um halb acht am Bahnhof, direkt neben der großen Uhr.
      Bitte denkt an feste Schuhe, denn der Weg kann nass sein.
      Wer bringt noch etwas zu essen mit?
      Ich kann zwei Kuchen backen, einen mit Äpfeln und einen ohne Nüsse.
      Das ist großartig, dann kümmere ich mich um die Getränke.
      Auf dem Rückweg halten wir kurz an der alten Mühle.
      Dort gibt es eine Führung, die etwa eine Stunde dauert.
      Wenn es regnet, gehen wir stattdessen ins Museum.
      Gibt es dazu noch Fragen, oder sind wir fertig?
    `),
  },
  it: {
    stop: '.',
    shorts: ['Certo.', 'Va bene.', 'Grazie mille.', 'Sono d’accordo.', 'Ci vediamo lunedì.'],
    mentions: ['Prima di tutto vorrei parlare di {t}.', 'In molti mi chiedono di {t}.', 'E poi c’è {t}.'],
    scenes: scene(`
      Buonasera a tutti e grazie di essere qui.
      Stasera vi racconto come è nata la nostra piccola biblioteca.
      All’inizio avevamo solo due scaffali e una sedia zoppa.
      Poi una signora del quartiere ci ha portato i libri di suo marito.
      Erano così tanti che li abbiamo messi anche sulle scale.
      I bambini venivano il pomeriggio, dopo la scuola.
      Uno di loro leggeva ad alta voce e gli altri ascoltavano in silenzio.
      Dopo un anno il comune ci ha dato una stanza più grande.
      Adesso abbiamo perfino una finestra sul giardino.
      Chi vuole può prendere un libro e lasciarne un altro.
      Non chiediamo soldi, solo un po’ di cura.
    `),
  },
  pt: {
    stop: '.',
    shorts: ['Claro.', 'Está bem.', 'Muito obrigado.', 'Eu concordo.', 'Até a próxima semana.'],
    mentions: [
      'Primeiro eu queria falar de {t}.',
      'Muita gente tem perguntado por {t}.',
      'E depois temos {t}.',
    ],
    scenes: scene(`
      Bom dia a todos, obrigado por terem vindo.
      Hoje vamos falar da feira que começa no sábado.
      Já temos quase todas as mesas, faltam só duas para o lado do rio.
      A música começa às quatro e vai até o fim da tarde.
      Se chover, levamos tudo para dentro do mercado.
      Quem pode ajudar a montar as barracas na sexta?
      Eu posso, mas só depois do trabalho.
      Perfeito, assim terminamos antes de escurecer.
      Também precisamos de alguém para receber as crianças.
      A minha irmã disse que vem com muito gosto.
      Então está tudo combinado, e amanhã mando a lista para vocês.
    `),
  },
  nl: {
    stop: '.',
    shorts: ['Prima.', 'Dank je wel.', 'Dat klopt.', 'Ik schrijf het op.', 'Tot volgende week dan.'],
    mentions: [
      'Eerst wilde ik het over {t} hebben.',
      'Veel mensen vragen me naar {t}.',
      'En dan is er nog {t}.',
    ],
    scenes: scene(`
      Goedemorgen allemaal, fijn dat jullie er zijn.
      We beginnen met het dak, want dat lekt nog steeds.
      De dakdekker komt donderdag, als het tenminste droog blijft.
      Tot die tijd zetten we een emmer onder het raam.
      Daarna wil ik het over de tuin hebben.
      De oude boom moet helaas weg, want hij is van binnen hol.
      We kunnen er een kersenboom voor in de plaats zetten.
      Dat lijkt me een mooi idee, die bloeit zo vroeg.
      Wie heeft er zaterdag een paar uur over?
      Ik neem koffie mee en iets lekkers erbij.
      Dan zien we elkaar om tien uur bij het hek.
    `),
  },
  sv: {
    stop: '.',
    shorts: ['Precis.', 'Tack så mycket.', 'Det låter bra.', 'Vi ses nästa vecka.'],
    mentions: ['Först ville jag säga något om {t}.', 'Många frågar om {t} just nu.', 'Och sedan har vi {t}.'],
    scenes: scene(`
      God morgon allihop, vad roligt att ni kunde komma.
      I dag pratar vi om båten och vad som måste göras före midsommar.
      Skrovet är rent, men det behövs ett nytt lager färg.
      Jag har köpt två burkar, så det borde räcka.
      Motorn startar fortfarande trögt när det är kallt.
      Min bror kan titta på den på lördag.
      Sedan måste vi byta repet vid bryggan.
      Det gamla är så slitet att man knappt vågar använda det.
      Om vädret håller sig kan vi segla redan nästa helg.
      Ta med varma kläder, för det blåser mer där ute.
    `),
  },
  pl: {
    stop: '.',
    shorts: ['Dobrze.', 'Bardzo dziękuję.', 'Tak, zgadzam się.', 'Do zobaczenia w poniedziałek.'],
    mentions: [
      'Najpierw chciałam powiedzieć o {t}.',
      'Wiele osób pyta mnie o {t}.',
      'No i jest jeszcze {t}.',
    ],
    scenes: scene(`
      Dzień dobry wszystkim, cieszę się, że jesteście.
      Dzisiaj opowiem wam o naszym małym kinie.
      Otworzyliśmy je pięć lat temu w starej szkole.
      Na początku mieliśmy tylko dwadzieścia krzeseł i jeden ekran.
      W pierwszy wieczór zgasło światło, a ludzie i tak zostali.
      Ktoś przyniósł świece i zaczęliśmy rozmawiać.
      Teraz w każdy piątek sala jest pełna.
      Najbardziej lubię chwilę, kiedy wszyscy śmieją się razem.
      W przyszłym miesiącu pokażemy filmy z całego świata.
      Zapraszam was i wasze rodziny.
    `),
  },
  tr: {
    stop: '.',
    shorts: ['Tamam.', 'Çok teşekkürler.', 'Bence de öyle.', 'Haftaya görüşmek üzere.'],
    mentions: [
      'Önce {t} hakkında konuşmak istiyorum.',
      'Herkes bana {t} hakkında soru soruyor.',
      'Bir de {t} var.',
    ],
    scenes: scene(`
      Herkese günaydın, geldiğiniz için teşekkür ederim.
      Bugün size köydeki bahçemizi anlatacağım.
      Geçen yıl oraya on tane kiraz ağacı diktik.
      Kış çok soğuk geçti ama hepsi ayakta kaldı.
      Komşumuz bize su getirmek için eski bir yol gösterdi.
      Akşamları serin oluyor, o yüzden dışarıda oturuyoruz.
      Çocuklar akşam yemeğine kadar top oynuyor.
      Gelecek ay ilk meyveleri toplayacağız.
      Sizi de bekleriz, yol çok uzun değil.
      Gelirken kalın bir ceket almayı unutmayın.
    `),
  },
  ru: {
    stop: '.',
    shorts: ['Хорошо.', 'Большое спасибо.', 'Да, я согласна.', 'Увидимся на следующей неделе.'],
    mentions: ['Сначала я хотел сказать про {t}.', 'Меня часто спрашивают про {t}.', 'И ещё есть {t}.'],
    scenes: scene(`
      Доброе утро, спасибо, что пришли так рано.
      Сегодня я расскажу, как мы ездили на озеро.
      Поезд опоздал на два часа, но никто не расстроился.
      Мы пили чай и смотрели в окно.
      К вечеру дождь закончился, и вода стала совсем тихой.
      Дедушка показал нам место, где ловится рыба.
      Мы ничего не поймали, зато увидели лебедей.
      Утром над водой стоял туман.
      Потом мы пошли в лес и набрали целую корзину грибов.
      В следующем году мы обязательно поедем туда снова.
    `),
  },
  ar: {
    stop: '.',
    shorts: ['حسنًا.', 'شكرًا جزيلًا.', 'نعم، هذا صحيح.', 'إلى اللقاء في الأسبوع القادم.'],
    mentions: ['أولًا أريد أن أتحدث عن {t}.', 'كثير من الناس يسألون عن {t}.', 'ثم هناك {t}.'],
    scenes: scene(`
      صباح الخير جميعًا، وشكرًا على حضوركم.
      سنتحدث اليوم عن رحلتنا إلى الجبل.
      خرجنا من البيت قبل شروق الشمس.
      كان الهواء باردًا والطريق طويلًا.
      توقفنا عند عين ماء وشربنا الشاي.
      من هناك رأينا القرية كلها والبحر بعيدًا.
      أخي الصغير جمع الحجارة الملونة.
      عدنا في المساء ونحن متعبون وسعداء.
      في المرة القادمة نريد أن نبقى يومين.
    `),
  },
  hi: {
    stop: '।',
    shorts: ['ठीक है।', 'बहुत धन्यवाद।', 'हाँ, यह सही है।', 'अगले हफ़्ते मिलते हैं।'],
    mentions: ['पहले मैं {t} के बारे में बात करना चाहता हूँ।', 'बहुत लोग {t} के बारे में पूछ रहे हैं।', 'और फिर {t} भी है।'],
    scenes: scene(`
      सबको नमस्ते, आने के लिए धन्यवाद।
      आज हम अपने छोटे बाज़ार की बात करेंगे।
      सुबह सबसे पहले फूल वाले आते हैं।
      उसके बाद सब्ज़ी और फल की दुकानें खुलती हैं।
      मेरी माँ हमेशा उसी बूढ़े आदमी से आम लेती हैं।
      वह हर बार एक आम मुफ़्त में दे देता है।
      बारिश के दिनों में रास्ते पर बहुत पानी भर जाता है।
      फिर भी लोग छाता लेकर आते हैं और चाय पीते हैं।
      शाम को बच्चे यहाँ खेलते हैं।
    `),
  },
  ja: {
    stop: '。',
    isUnspaced: true,
    shorts: ['はい。', 'そうですね。', 'ありがとうございます。', 'では、また来週。'],
    mentions: [
      'まず、{t}についてお話しします。',
      '最近、{t}についてよく聞かれます。',
      'それから、{t}もあります。',
    ],
    scenes: scene(`
      おはようございます、今日は来てくださってありがとうございます。
      今日は、小さな町の図書館についてお話しします。
      その図書館は、古い駅の中にあります。
      電車はもう走っていませんが、時計はまだ動いています。
      子どもたちは学校の帰りに、ここで本を読みます。
      窓の近くの席が一番人気です。
      冬になると、みんなでストーブのまわりに集まります。
      先週、海の写真がたくさん届きました。
      来月、その写真の展示をする予定です。
      時間があれば、ぜひ見に来てください。
    `),
  },
  zh: {
    stop: '。',
    isUnspaced: true,
    shorts: ['好的。', '没错。', '谢谢大家。', '那我们下周见。'],
    mentions: ['首先我想说一下{t}。', '最近有很多人问起{t}。', '然后还有{t}。'],
    scenes: scene(`
      大家早上好，谢谢你们今天过来。
      今天我想讲一讲我们家的小饭馆。
      饭馆是爷爷四十年前开的，那时候只有三张桌子。
      每天早上五点，他就去市场买菜。
      冬天很冷，可是厨房里总是很暖和。
      客人大多是附近的邻居，有些人每天都来。
      有一位老师一直坐在窗边，一边吃面一边看报纸。
      后来我们换了新的招牌，但是味道没有变。
      下个月我们打算多卖两种汤。
      欢迎大家有空来尝一尝。
    `),
  },
  ko: {
    stop: '.',
    shorts: ['네.', '맞아요.', '정말 고맙습니다.', '그럼 다음 주에 봐요.'],
    mentions: [
      '먼저 {t} 이야기를 하고 싶어요.',
      '요즘 {t} 질문을 많이 받아요.',
      '그리고 {t} 이야기도 있어요.',
    ],
    scenes: scene(`
      안녕하세요, 오늘 와 주셔서 고맙습니다.
      오늘은 우리 동네 산책길을 소개할게요.
      길은 강을 따라 천천히 이어집니다.
      봄에는 벚꽃이 피고 가을에는 단풍이 아름답습니다.
      아침에는 운동하는 사람이 많아요.
      다리 옆에는 작은 찻집이 하나 있습니다.
      주인 할머니가 직접 만든 떡을 팔아요.
      비가 오는 날에도 창가에 앉아 있으면 기분이 좋습니다.
      다음에는 친구와 함께 걸어 보세요.
    `),
  },
};
