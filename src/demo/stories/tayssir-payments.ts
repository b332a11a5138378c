// Complaints about the payments of TAYSSIR.
import type { Story } from './story.ts'

const PAYMENTS = {
  programme: 'TAYSSIR',
  kind: 'payment',
  unit: 'PAYMENTS',
} as const

export const tayssirPayments: readonly Story[] = [
  {
    ...PAYMENTS,
    paid: 'postal',
    category: 'PAYMENT_MISSING',
    weight: 9,
    object: { fr: 'Versement non reçu, {term}', ar: 'عدم التوصل بالدفعة، {term}' },
    told: {
      fr: [
        'Bonjour, je n’ai pas reçu la {term} pour {kids}. J’ai fait deux fois le déplacement jusqu’à {agency} : on me répond que le mandat n’existe pas. Mes voisines ont toutes été payées. Merci de vérifier.',
        'La {term} n’est toujours pas arrivée. L’agent de {agency} a cherché avec mon numéro de carte nationale et n’a rien trouvé. L’année dernière tout s’était bien passé. J’ai besoin de cet argent pour les fournitures {ofChild}.',
        'Je n’ai rien touché depuis la rentrée alors que {kids} vont à l’école tous les jours. À {agency}, on me dit d’attendre. J’attends depuis six semaines.',
      ],
      ar: [
        'السلام عليكم، لم أتوصل ب{term} لفائدة {kids}. ذهبت إلى {agency} مرتين وقالوا لي إن الحوالة غير موجودة. السنة الماضية وصلت في وقتها. أرجو أن تتحققوا من الأمر.',
        'عافاكم، كل الجيران ديالي خداو الفلوس ديال تيسير وأنا ما وصلني والو. مشيت ل{agency} وقالو ليا السمية ديالك ما كايناش فاللائحة. بغيت نعرف فين مشى {term}.',
        'أبنائي يتابعون دراستهم ب{school}، ولم يصلني {term} إلى حدود اليوم رغم أن الأبناء لم يتغيبوا. المرجو إفادتي بسبب التأخير.',
      ],
    },
    findings: [
      'La famille figure bien sur la liste de paiement de la {term}. Le mandat a été émis vers une autre agence que {agency} : code d’agence erroné dans le fichier transmis à Barid Al-Maghrib. Droit confirmé pour {theKids}, {amount} DH à réémettre.',
      'Assiduité confirmée pour {theKids}. Mandat émis puis annulé par rejet du fichier de la poste, ligne non reprise dans la réémission. Réclamation fondée, {amount} DH dus au titre de la {term}.',
    ],
    work: {
      promise:
        'Réémission du mandat de la {term} pour {theKids}, après correction du code de {agency}. Montant : {amount} DH.',
      done: 'Code d’agence corrigé et mandat de {amount} DH réémis ; disponible à {agency}, confirmation de Barid Al-Maghrib reçue.',
      late: 'Le fichier de réémission a été rejeté par la poste pour un autre bénéficiaire du même lot ; il repart avec le lot suivant.',
    },
    answer: {
      template: 'PAYMENT_REGULARISED',
      blanks: {
        fr: { cause: 'votre mandat avait été adressé par erreur à une autre agence que la vôtre' },
        ar: { السبب: 'فقد وُجّهت الحوالة خطأً إلى وكالة بريدية غير وكالتكم' },
      },
    },
    refusals: [
      {
        ground: 'undeclaredChange',
        motive: {
          fr: 'le changement de votre situation n’a pas été déclaré à temps',
          ar: 'عدم التصريح بتغيير الوضعية داخل الأجل',
        },
        because: {
          fr: 'l’enfant {child} a changé d’établissement en cours d’année sans que le transfert soit déclaré ; son assiduité n’a donc pas pu être attestée pour la {term}',
          ar: 'انتقال {child} إلى مؤسسة أخرى خلال السنة لم يُصرّح به، فتعذر إثبات المواظبة برسم {term}',
        },
        finding:
          'Pas d’assiduité attestée pour {child} sur la période : transfert d’établissement non déclaré par la famille avant la date limite. La règle ne permet pas de payer la {term}. Non fondée.',
      },
      {
        ground: 'contestsRules',
        motive: {
          fr: 'les conditions d’assiduité du programme ne sont pas remplies',
          ar: 'عدم استيفاء شرط المواظبة المعمول به في البرنامج',
        },
        because: {
          fr: 'les absences {ofChild} dépassent le nombre admis par mois, ce qui suspend le versement de la {term} selon les règles du programme',
          ar: 'غيابات {child} تجاوزت العدد المسموح به في الشهر، وهو ما يوقف صرف {term} وفق قواعد البرنامج',
        },
        finding:
          'L’établissement confirme plus de quatre absences par mois pour {child}. La famille conteste la règle d’assiduité elle-même. Non fondée.',
      },
    ],
    asks: {
      fr: 'Une photo du reçu ou du refus remis par l’agence postale, et une copie lisible de votre carte nationale des deux côtés.',
      ar: 'صورة للوصل أو لرفض الأداء المسلّم من وكالة البريد، ونسخة واضحة من بطاقتكم الوطنية من الجهتين.',
    },
    trace: { kind: 'payment', status: 'returned' },
  },
  {
    ...PAYMENTS,
    paid: 'bank',
    category: 'PAYMENT_MISSING',
    weight: 6,
    object: { fr: 'Virement non reçu sur mon compte, {term}', ar: 'عدم التوصل بالتحويل البنكي، {term}' },
    told: {
      fr: [
        'Depuis que j’ai choisi le virement bancaire, plus rien n’arrive. La {term} devait être versée le mois dernier. Ma banque dit qu’aucun virement n’a été présenté. Mon RIB n’a pas changé.',
        'J’ai reçu un SMS annonçant la {term}, mais le compte est resté vide. La banque m’a remis une attestation : rien n’est passé. Pouvez-vous me dire où est l’argent de {kids} ?',
      ],
      ar: [
        'توصلت برسالة نصية تخبرني بصرف {term}، لكن حسابي البنكي لم يدخله أي مبلغ. سلمتني الوكالة البنكية شهادة تثبت ذلك. المرجو التحقق من رقم الحساب المعتمد عندكم.',
        'منذ أن اخترت التحويل البنكي لم أعد أتوصل بأي شيء. رقم الحساب هو نفسه ولم أغيره. أطلب تسوية وضعية {kids} في أقرب وقت.',
      ],
    },
    findings: [
      'Virement de {amount} DH rejeté par la banque : une inversion de deux chiffres dans le RIB lors de la saisie chez nous. Le RIB fourni par la famille est exact. Fondée.',
      'Le virement de la {term} est resté en suspens dans le lot de la banque. La bénéficiaire n’est pas en cause. Fondée, {amount} DH à représenter.',
    ],
    work: {
      promise: 'Correction du RIB et nouvelle présentation du virement de {amount} DH au titre de la {term}.',
      done: 'RIB corrigé d’après le relevé fourni ; virement de {amount} DH représenté et accepté par la banque.',
      late: 'La banque demande un relevé d’identité daté de moins de trois mois avant de débloquer le lot.',
    },
    answer: {
      template: 'PAYMENT_REGULARISED',
      blanks: {
        fr: {
          cause: 'une erreur de saisie de votre relevé d’identité bancaire avait fait rejeter le virement',
          agence: 'votre agence bancaire',
        },
        ar: {
          السبب: 'فقد تسبب خطأ في إدخال رقم حسابكم البنكي في رفض التحويل',
          الوكالة: 'وكالتكم البنكية',
        },
      },
    },
    refusals: [
      {
        ground: 'undeclaredChange',
        motive: {
          fr: 'la fermeture du compte bancaire n’a pas été déclarée',
          ar: 'عدم التصريح بإغلاق الحساب البنكي',
        },
        because: {
          fr: 'le compte sur lequel la {term} a été virée est fermé depuis le {since} et ce changement ne nous a pas été signalé ; le paiement suivra la prochaine tranche dès que vous aurez déclaré un nouveau compte',
          ar: 'الحساب الذي حُوّل إليه {term} أُغلق منذ {since} دون إشعارنا، وسيُستأنف الصرف مع الشطر المقبل فور تصريحكم بحساب جديد',
        },
        finding:
          'Compte fermé par la titulaire le {since} sans déclaration. Le virement de la {term} est revenu de plein droit. Non fondée ; informer la famille de la démarche à suivre.',
      },
    ],
    asks: {
      fr: 'Un relevé d’identité bancaire de moins de trois mois au nom du tuteur déclaré, et la copie de sa carte nationale.',
      ar: 'شهادة التعريف البنكي لا تتعدى ثلاثة أشهر باسم الولي المصرح به، ونسخة من بطاقته الوطنية.',
    },
    trace: { kind: 'payment', status: 'refused' },
  },
  {
    ...PAYMENTS,
    paid: 'postal',
    category: 'PAYMENT_MISSING',
    weight: 4,
    object: { fr: 'Mandat retourné faute de retrait, {term}', ar: 'إرجاع الحوالة قبل سحبها، {term}' },
    told: {
      fr: [
        'J’étais à l’hôpital avec mon fils et je n’ai pas pu retirer la {term} avant la date. Quand j’ai enfin pu aller à {agency}, le mandat était déjà reparti. Que faut-il faire pour le récupérer ?',
        'La route {ofCommune} était coupée par des travaux pendant trois semaines. Le mandat de {amount} DH a été renvoyé. Ce n’est pas notre faute, merci de nous le remettre.',
      ],
      ar: [
        'كنت في المستشفى مع ابني ولم أتمكن من سحب {term} في الأجل. لما وصلت إلى {agency} أخبروني أن الحوالة رجعت. أرجو إعادة إرسالها.',
        'الطريق عندنا كانت مقطوعة بسبب الأشغال، وما قدرتش نمشي ل{agency}. رجعو الحوالة ديال {amount} درهم. الله يجازيكم بخير عاودو صيفطوها.',
      ],
    },
    findings: [
      'Mandat de {amount} DH revenu non retiré après trente jours. Le motif présenté est justifié ; la règle permet une réémission. Fondée.',
      'Retour non retiré confirmé par Barid Al-Maghrib. Empêchement établi par l’attestation jointe. Réémission à demander, {amount} DH.',
    ],
    work: {
      promise:
        'Réémission du mandat revenu non retiré, {amount} DH, à {agency}, avec un délai de retrait de soixante jours.',
      done: 'Mandat de {amount} DH réémis avec un délai de soixante jours, SMS envoyé à la bénéficiaire.',
      late: 'Le rapprochement du retour avec la poste n’est pas encore fait ; la réémission ne peut partir avant.',
    },
    answer: {
      template: 'PAYMENT_REGULARISED',
      blanks: {
        fr: {
          cause:
            'le mandat nous était revenu sans avoir pu être retiré, pour un motif que vous avez justifié',
        },
        ar: { السبب: 'فقد رجعت الحوالة قبل سحبها لسبب أدليتم بما يثبته' },
      },
    },
    refusals: [],
    asks: {
      fr: 'Un document qui montre pourquoi le retrait n’a pas été possible : certificat médical, attestation du moqaddem ou autre.',
      ar: 'وثيقة تبيّن سبب تعذر السحب: شهادة طبية أو شهادة من عون السلطة أو ما يقوم مقامها.',
    },
    trace: { kind: 'payment', status: 'returned' },
  },
  {
    ...PAYMENTS,
    category: 'AMOUNT_WRONG',
    weight: 5,
    object: { fr: 'Montant incomplet, {term}', ar: 'مبلغ غير كامل، {term}' },
    told: {
      fr: [
        'J’ai reçu {part} DH seulement pour la {term}. J’attendais {amount} DH, car mes enfants sont tous inscrits à {school}. Il manque la part {ofChild}.',
        'Le montant est faux : un de mes enfants n’est pas compté. {child} est pourtant dans la même école que ses frères et sœurs. Merci de me verser la différence.',
      ],
      ar: [
        'توصلت بمبلغ {part} درهماً فقط برسم {term}، في حين أنتظر {amount} درهماً لأن جميع أبنائي مسجلون ب{school}. ينقص نصيب {child}.',
        'المبلغ اللي خديت ناقص. {child} ما تحسبش معاهم وهو كيقرا فنفس المدرسة مع خوتو. بغيت الباقي ديال الفلوس.',
      ],
    },
    findings: [
      '{child} est inscrit et assidu, mais rattaché à un second dossier de tuteur : sa part n’a pas été comptée. Il reste {rest} DH à verser au titre de la {term}. Fondée.',
      'Écart confirmé entre MASSAR et la liste de paiement : un enfant de moins. Complément de {rest} DH dû.',
    ],
    work: {
      promise:
        'Complément de {rest} DH au titre de la {term}, après rattachement {ofChild} au dossier de la famille.',
      done: '{child} rattaché au dossier ; complément de {rest} DH mis en paiement à {agency}.',
      late: 'Le rattachement attend la fusion des deux dossiers de tuteur par l’équipe des systèmes.',
    },
    answer: {
      template: 'PAYMENT_REGULARISED',
      blanks: {
        fr: { cause: 'la part {ofChild} n’avait pas été comptée', montant: '{rest}' },
        ar: { السبب: 'لأن نصيب {child} لم يُحتسب', المبلغ: '{rest}' },
      },
    },
    refusals: [
      {
        ground: 'contestsRules',
        motive: {
          fr: 'le montant versé est celui que fixent les règles du programme',
          ar: 'المبلغ المصروف هو المحدد في قواعد البرنامج',
        },
        because: {
          fr: 'le montant dépend du niveau scolaire et des mois d’assiduité ; pour la {term}, deux mois étaient dus et ont été payés en entier',
          ar: 'المبلغ يحدد حسب المستوى الدراسي وعدد أشهر المواظبة؛ وبرسم {term} كان المستحق شهرين وقد صُرفا كاملين',
        },
        finding:
          'Calcul vérifié : deux mois, barème du niveau, aucun écart. La famille demande un barème plus élevé que celui du programme. Non fondée.',
      },
    ],
    asks: {
      fr: 'Le certificat de scolarité de chaque enfant pour l’année {year}, cacheté par l’établissement.',
      ar: 'شهادة مدرسية لكل طفل برسم السنة {year} مختومة من طرف المؤسسة.',
    },
  },
  {
    ...PAYMENTS,
    category: 'AMOUNT_WRONG',
    weight: 3,
    object: { fr: 'Barème du primaire appliqué au collège', ar: 'صرف مبلغ الابتدائي لتلميذ بالإعدادي' },
    told: {
      fr: [
        '{child} est au collège depuis septembre, mais nous sommes encore payés comme pour le primaire. J’ai le certificat de scolarité. Il manque {rest} DH.',
        'Ma fille aînée est passée au collège et l’internat coûte cher. Le montant de la {term} n’a pas changé. Est-ce une erreur ?',
      ],
      ar: [
        'انتقل {child} إلى الإعدادي منذ شتنبر وما زلنا نتوصل بمبلغ الابتدائي. أتوفر على الشهادة المدرسية. الفرق هو {rest} درهماً.',
        'ولدي نجح للكوليج والفلوس بقات كيف كانت. قالو ليا خاص تتبدل فالسيستيم. عافاكم شوفو المشكل ديال {child}.',
      ],
    },
    findings: [
      'Passage au collège enregistré dans MASSAR après l’arrêt de la liste. Différence de {rest} DH due pour {child}. Fondée.',
      'Le niveau {ofChild} n’a pas été repris lors de la mise à jour de septembre. Recalcul à faire : {rest} DH.',
    ],
    work: {
      promise: 'Recalcul au barème du collège pour {child} et versement de la différence, {rest} DH.',
      done: 'Niveau mis à jour, différence de {rest} DH mise en paiement avec le lot du mois.',
      late: 'Le recalcul est groupé avec les autres changements de niveau de la province, prévu au lot suivant.',
    },
    answer: {
      template: 'PAYMENT_REGULARISED',
      blanks: {
        fr: { cause: 'le passage {ofChild} au collège n’avait pas été pris en compte', montant: '{rest}' },
        ar: { السبب: 'إذ لم يؤخذ انتقال {child} إلى الإعدادي بعين الاعتبار', المبلغ: '{rest}' },
      },
    },
    refusals: [],
    asks: {
      fr: 'Le certificat de scolarité {ofChild} au collège pour l’année {year}.',
      ar: 'الشهادة المدرسية لـ{child} بالإعدادي برسم السنة {year}.',
    },
  },
]
