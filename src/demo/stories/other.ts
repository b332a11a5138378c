// Complaints about sites, reception and the rest, in both programmes.
import type { Story } from './story.ts'

const photo = {
  fr: 'Une photo de l’écran avec le message d’erreur, et l’heure à laquelle il est apparu.',
  ar: 'صورة للشاشة تظهر رسالة الخطأ مع ساعة ظهورها.',
}

export const otherStories: readonly Story[] = [
  {
    programme: 'TAYSSIR',
    category: 'TECHNICAL',
    kind: 'technical',
    unit: 'SYSTEMS',
    weight: 4,
    nameless: true,
    object: { fr: 'Problème technique sur le site', ar: 'مشكل تقني في الموقع' },
    told: {
      fr: [
        'Le site refuse la photo du certificat de scolarité : « fichier trop lourd ». J’ai essayé avec trois téléphones, au cybercafé aussi.',
        'Je ne reçois pas le code par SMS pour entrer dans l’espace des parents. J’ai essayé le matin et le soir pendant une semaine.',
      ],
      ar: [
        'الموقع يرفض صورة الشهادة المدرسية ويقول إن الملف كبير. جربت بثلاثة هواتف وفي مقهى الإنترنت كذلك.',
        'ما كيوصلنيش الكود فالميساج باش ندخل للفضاء ديال الآباء. جربت سيمانة كاملة صباح وعشية.',
      ],
    },
    findings: [
      'Incident reproduit : la limite de taille est trop basse pour les photos de téléphone. Fondée.',
      'Les SMS de code ne partaient plus vers un opérateur entre le {since} et la semaine dernière. Fondée.',
    ],
    work: {
      promise: 'Relèvement de la taille admise et essai avec la photo de la famille.',
      done: 'Correctif en ligne, dépôt vérifié avec trois modèles de téléphone.',
      late: 'La mise en ligne est regroupée avec celle du mois.',
    },
    answer: {
      letter: {
        fr: 'Après vérification, elle est fondée : le problème venait de notre site. Il est corrigé et vous pouvez recommencer dès maintenant. Si le message revient, appelez-nous : nous ferons la démarche avec vous.',
        ar: 'وبعد التحقق تبيّن أنها مؤسسة، فالمشكل كان من موقعنا وقد تم إصلاحه، ويمكنكم إعادة المحاولة من الآن. وإذا تكرر المشكل فاتصلوا بنا لننجز العملية معكم.',
      },
    },
    refusals: [],
    asks: photo,
  },
  {
    programme: 'TAYSSIR',
    category: 'OTHER',
    kind: 'conduct',
    unit: 'ENROLMENT',
    weight: 3,
    nameless: true,
    object: { fr: 'Argent demandé pour monter le dossier', ar: 'طلب مقابل لإعداد الملف' },
    told: {
      fr: [
        'Une personne qui travaille devant {school} demande 50 DH aux parents pour remplir le dossier et dit qu’il ne passera pas sans cela. Est-ce normal ?',
        'On nous a demandé de payer les photocopies et « le déplacement » du dossier. Je croyais que tout était gratuit.',
      ],
      ar: [
        'هناك شخص أمام {school} يطلب من الآباء 50 درهماً لملء الملف ويقول إنه لن يُقبل بدون ذلك. هل هذا قانوني؟',
        'طلبو منا الفلوس ديال الفوطوكوبي والتنقل ديال الملف. كنا كنسمعو كلشي فابور.',
      ],
    },
    findings: [
      'La démarche est gratuite. L’établissement, joint par téléphone, a fait cesser la pratique et l’a affiché. Fondée.',
      'Faits confirmés par la direction provinciale, rappel écrit adressé aux établissements de la commune {ofCommune}. Fondée.',
    ],
    work: {
      promise:
        'Rappel écrit de la gratuité à {school} et à la direction provinciale, avec affichage à l’entrée.',
      done: 'Rappel adressé, affichage confirmé par photo par la direction provinciale.',
      late: 'La direction provinciale n’a pas encore répondu au rappel.',
    },
    answer: {
      letter: {
        fr: 'Vous avez raison : toute la démarche est gratuite, du dépôt au paiement. L’établissement a été rappelé à cette règle par écrit et l’a affichée. Si l’on vous demande encore de l’argent, dites-le-nous, avec ou sans votre nom.',
        ar: 'أنتم على حق: العملية مجانية بالكامل من وضع الملف إلى صرف الدعم. وقد ذُكّرت المؤسسة كتابة بهذه القاعدة وعلّقتها عند المدخل. وإذا طُلب منكم أي مقابل مرة أخرى فأخبرونا باسمكم أو بدونه.',
      },
    },
    refusals: [],
    asks: photo,
  },
  {
    programme: 'DAAM',
    category: 'RECEPTION',
    kind: 'conduct',
    unit: 'PENSIONS',
    weight: 4,
    nameless: true,
    object: { fr: 'Accueil et attente au guichet', ar: 'سوء الاستقبال والانتظار بالشباك' },
    told: {
      fr: [
        'J’ai attendu quatre heures avec un enfant malade, puis on m’a dit de revenir demain. Je fais quatre-vingts kilomètres pour venir.',
        'L’agent m’a répondu devant tout le monde en parlant de ma situation de famille. C’est humiliant. Je ne demande que du respect.',
      ],
      ar: [
        'انتظرت أربع ساعات مع طفل مريض ثم قالوا لي ارجعي غداً، وأنا أقطع ثمانين كيلومتراً للوصول.',
        'الموظف جاوبني قدام الناس كاملين وهضر على حالتي العائلية. هادشي حشومة، أنا ما طالبة غير الاحترام.',
      ],
    },
    findings: [
      'Relevé d’attente du jour : trois heures quarante, deux guichets sur quatre ouverts. Fondée.',
      'Faits reconnus par l’équipe d’accueil. Un espace à part existe et n’a pas été proposé. Fondée.',
    ],
    work: {
      promise: 'Ouverture d’un guichet prioritaire et rappel à l’équipe de l’usage du bureau fermé.',
      done: 'Guichet prioritaire ouvert le matin, rappel fait à l’équipe et affiché.',
      late: 'Le poste d’agent supplémentaire n’est pas encore pourvu.',
    },
    answer: {
      letter: {
        fr: 'Votre réclamation est fondée et nous vous prions d’accepter nos excuses. Un guichet prioritaire est désormais ouvert chaque matin, et vous pouvez demander à être reçue à part. Un rendez-vous vous sera donné par téléphone si vous le souhaitez.',
        ar: 'شكايتكم مؤسسة ونرجو قبول اعتذارنا. وقد فُتح شباك للأولوية كل صباح، ويمكنكم طلب الاستقبال على انفراد، كما يمكن تحديد موعد لكم عبر الهاتف إذا رغبتم في ذلك.',
      },
    },
    refusals: [],
    asks: photo,
  },
  {
    programme: 'DAAM',
    category: 'TECHNICAL',
    kind: 'technical',
    unit: 'PAYMENTS',
    weight: 2,
    nameless: true,
    object: { fr: 'Suivi impossible sur l’application', ar: 'تعذر التتبع عبر التطبيق' },
    told: {
      fr: [
        'L’application affiche « dossier introuvable » alors que mon numéro est juste. Depuis la mise à jour, plus rien ne marche.',
        'Je n’arrive plus à voir mes paiements dans l’application, la page reste blanche.',
      ],
      ar: [
        'التطبيق يعرض «الملف غير موجود» رغم أن رقمي صحيح. منذ التحديث الأخير لم يعد أي شيء يعمل.',
        'ما بقيتش كنقدر نشوف الأداءات ديالي فالتطبيق، الصفحة كتبقى بيضا.',
      ],
    },
    findings: ['Défaut confirmé sur la dernière version, corrigé depuis. Fondée.'],
    work: {
      promise: 'Correction de la recherche par numéro dans l’application et vérification sur le dossier.',
      done: 'Version corrigée publiée, consultation vérifiée.',
      late: 'La publication attend la validation du magasin d’applications.',
    },
    answer: {
      letter: {
        fr: 'Après vérification, elle est fondée : un défaut de la dernière version empêchait la consultation. Il est corrigé ; il suffit de mettre l’application à jour.',
        ar: 'وبعد التحقق تبيّن أنها مؤسسة، فقد كان خلل في النسخة الأخيرة يحول دون الاطلاع، وتم إصلاحه؛ ويكفي تحديث التطبيق.',
      },
    },
    refusals: [],
    asks: photo,
  },
  {
    programme: 'DAAM',
    category: 'OTHER',
    kind: 'other',
    unit: 'PAYMENTS',
    weight: 1,
    nameless: true,
    object: { fr: 'Agence de paiement trop éloignée', ar: 'بعد وكالة الأداء' },
    told: {
      fr: [
        'Il faut un taxi et une demi-journée pour retirer l’aide. Une agence a ouvert plus près de chez nous : peut-on être payée là-bas ?',
      ],
      ar: ['يلزمني طاكسي ونصف يوم باش نسحب الدعم، وكاينة وكالة قريبة منا. واش يمكن نتخلص فيها؟'],
    },
    findings: [
      'L’agence la plus proche accepte les paiements depuis le {since}. Changement possible. Fondée.',
    ],
    work: {
      promise: 'Changement d’agence de paiement au profit de la plus proche.',
      done: 'Agence changée, prise d’effet à la prochaine mensualité.',
      late: 'L’agence attend son habilitation.',
    },
    answer: {
      letter: {
        fr: 'Votre demande est justifiée : vous serez payée à {agency} à partir du {payDay}.',
        ar: 'طلبكم مبرر، وسيُصرف لكم الدعم لدى {agency} ابتداء من {payDay}.',
      },
    },
    refusals: [],
    asks: photo,
  },
]
