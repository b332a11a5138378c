// Complaints of buyers of the housing group: defects, titles, delays, refunds.
import type { Story } from './story.ts'

const HOUSING = { programme: 'HOUSING' } as const

export const housingStories: readonly Story[] = [
  {
    ...HOUSING,
    category: 'DEFECT',
    kind: 'technical',
    unit: 'AFTER_SALES',
    weight: 6,
    nameless: true,
    object: { fr: 'Infiltrations d’eau, {flat}', ar: 'تسربات مائية، {flat}' },
    told: {
      fr: [
        'Depuis les pluies, l’eau coule du plafond de deux chambres à {project}, {flat}. J’ai signalé le problème à la remise des clés et un technicien est passé, puis plus rien. Les murs sont noirs et mes enfants toussent.',
        'Les fissures de la façade laissent entrer l’eau. Nous sommes six familles du même immeuble dans ce cas, {project}.',
      ],
      ar: [
        'منذ التساقطات والماء يتسرب من سقف غرفتين ب{project}، {flat}. أخبرت بالمشكل يوم تسلم المفاتيح وزارنا تقني ولم يعد. الجدران سوداء وأبنائي يعانون من السعال.',
        'الماء داخل من الشقوق ديال الواجهة. حنا ستة ديال العائلات فنفس العمارة ب{project} وعندنا نفس المشكل.',
      ],
    },
    findings: [
      'Visite faite avec le bureau de contrôle : étanchéité de la terrasse défaillante au droit des descentes. Garantie en cours. Fondée.',
      'Réserve portée au procès-verbal de remise des clés et jamais levée. Fondée.',
    ],
    work: {
      promise: 'Reprise de l’étanchéité au-dessus de {flat} et peinture des deux chambres, après séchage.',
      done: 'Étanchéité reprise et essayée à l’eau, peinture refaite, réserve levée avec le client.',
      late: 'L’entreprise a été mise en demeure ; ses travaux sont arrêtés par la pluie.',
    },
    answer: {
      template: 'REPAIRED',
      blanks: {
        fr: {
          'désordre constaté': 'l’étanchéité de la terrasse était défaillante',
          opération: '{project}',
          travaux: 'reprise de l’étanchéité, essai à l’eau et peinture',
        },
        ar: {
          'العيب المعاين': 'خلل في عزل السطح عن الماء',
          المشروع: '{project}',
          الأشغال: 'إعادة العزل وتجربته بالماء ثم الصباغة',
        },
      },
    },
    refusals: [
      {
        ground: 'undeclaredChange',
        motive: {
          fr: 'le désordre provient de travaux faits après la livraison',
          ar: 'العيب ناتج عن أشغال أُنجزت بعد التسليم',
        },
        because: {
          fr: 'la douche a été déplacée sans accord et sans étanchéité, ce que la visite du {since} a constaté ; la garantie ne couvre pas ces travaux',
          ar: 'تم نقل الحمام دون موافقة ودون عزل، وهو ما عاينته زيارة {since}؛ ولا يشمل الضمان هذه الأشغال',
        },
        finding: 'Douche déplacée après la livraison, sans accord. Désordre hors garantie. Non fondée.',
      },
    ],
    asks: {
      fr: 'Des photos des désordres et le procès-verbal de remise des clés.',
      ar: 'صور للعيوب ومحضر تسلم المفاتيح.',
    },
  },
  {
    ...HOUSING,
    category: 'LAND_TITLE',
    kind: 'right',
    unit: 'LAND_TITLES',
    weight: 5,
    object: { fr: 'Titre foncier jamais remis', ar: 'عدم تسليم الرسم العقاري' },
    told: {
      fr: [
        'J’ai tout payé depuis plus de deux ans pour {flat} à {project} et je n’ai toujours pas le titre. Sans lui je ne peux ni vendre ni transmettre à mes enfants.',
        'À chaque visite on me dit que le titre mère n’est pas éclaté. Je demande une date écrite.',
      ],
      ar: [
        'أديت ثمن {flat} ب{project} كاملاً منذ أكثر من سنتين ولم أتسلم الرسم العقاري بعد. بدونه لا أستطيع البيع ولا نقل الملك إلى أبنائي.',
        'كل مرة كنمشي كيقولو ليا الرسم الأم مازال ما تقسم. بغيت تاريخ مكتوب.',
      ],
    },
    findings: [
      'Prix soldé. L’éclatement du titre mère est fait ; le dossier de {flat} n’a pas été joint à l’envoi à la conservation foncière. Fondée.',
      'Mainlevée de l’hypothèque du promoteur non demandée pour ce lot. Fondée.',
    ],
    work: {
      promise: 'Dépôt du dossier à la conservation foncière et retrait du titre au nom de l’acquéreur.',
      done: 'Titre établi et remis au service foncier de la société, prêt pour l’acquéreur.',
      late: 'La conservation foncière demande une pièce complémentaire au géomètre.',
    },
    answer: {
      template: 'TITLE_READY',
      blanks: {
        fr: {
          cause: 'votre dossier n’avait pas été joint à l’envoi à la conservation foncière',
          opération: '{project}',
          lieu: 'notre agence commerciale',
        },
        ar: {
          السبب: 'لم يُرفق ملفكم بالإرسال الموجه إلى المحافظة العقارية',
          المشروع: '{project}',
          المكان: 'وكالتنا التجارية',
        },
      },
    },
    refusals: [
      {
        ground: 'contestsRules',
        motive: { fr: 'le prix n’est pas entièrement réglé', ar: 'عدم أداء الثمن كاملاً' },
        because: {
          fr: 'le contrat prévoit la remise du titre après le solde et les frais d’enregistrement ; un reliquat de {amount} dirhams reste dû',
          ar: 'ينص العقد على تسليم الرسم بعد أداء الثمن كاملاً ومصاريف التسجيل؛ وما زال بذمتكم مبلغ {amount} درهماً',
        },
        finding: 'Reliquat de {amount} DH. La remise avant solde est contraire au contrat. Non fondée.',
      },
    ],
    asks: {
      fr: 'Le contrat de vente et la quittance du dernier versement.',
      ar: 'عقد البيع ووصل آخر دفعة.',
    },
  },
  {
    ...HOUSING,
    category: 'DELIVERY_DELAY',
    kind: 'right',
    unit: 'WORKS',
    weight: 4,
    object: { fr: 'Livraison repoussée, {project}', ar: 'تأجيل التسليم، {project}' },
    told: {
      fr: [
        'La livraison était promise pour le {since}. Le chantier de {project} est à l’arrêt. Je paie un loyer et la banque prélève déjà le crédit.',
        'Troisième report annoncé par téléphone, rien d’écrit. Je veux savoir quand {flat} sera prêt, ou être remboursé.',
      ],
      ar: [
        'كان التسليم محدداً في {since}، والأشغال متوقفة ب{project}. أؤدي الكراء والبنك يقتطع أقساط القرض.',
        'هادي المرة الثالثة كيأجلو غير بالتيليفون. بغيت نعرف إمتى غادي نسكن ولا رجعو ليا فلوسي.',
      ],
    },
    findings: [
      'Date contractuelle dépassée, retard dû à la résiliation du marché de gros œuvre. Le client n’en a pas été informé par écrit. Fondée.',
      'Logement prêt, permis d’habiter en attente d’un raccordement. Date donnée par la régie. Fondée.',
    ],
    work: {
      promise: 'Achèvement et remise des clés de {flat}, permis d’habiter compris.',
      done: 'Permis d’habiter délivré, visite et remise des clés faites avec le client.',
      late: 'La régie a décalé le raccordement au réseau d’eau.',
    },
    answer: {
      letter: {
        fr: 'Votre réclamation est fondée : la date du contrat n’a pas été tenue et vous n’en avez pas été informé par écrit. {project} est achevé, et votre agence vous attend pour la visite et la remise des clés à partir du {payDay}. Les pénalités de retard prévues au contrat seront déduites du solde.',
        ar: 'شكايتكم مؤسسة: لم يُحترم تاريخ العقد ولم يتم إخباركم كتابة. وقد انتهت الأشغال ب{project}، وتنتظركم وكالتكم للزيارة وتسلم المفاتيح ابتداء من {payDay}. وستُخصم غرامات التأخير المنصوص عليها في العقد من باقي الثمن.',
      },
    },
    refusals: [],
    asks: {
      fr: 'La copie du contrat de réservation avec la date de livraison.',
      ar: 'نسخة من عقد الحجز تتضمن تاريخ التسليم.',
    },
  },
  {
    ...HOUSING,
    category: 'REFUND',
    kind: 'payment',
    unit: 'COMMERCIAL',
    weight: 3,
    object: { fr: 'Avance non remboursée', ar: 'عدم استرجاع التسبيق' },
    told: {
      fr: [
        'Je me suis désisté le {since} pour raison de maladie. On m’avait dit un mois pour récupérer mon avance de {amount} DH. J’attends toujours.',
        'La banque a refusé mon crédit et le contrat prévoit le remboursement. J’ai écrit deux fois à {project}, sans réponse.',
      ],
      ar: [
        'تنازلت عن الشراء بتاريخ {since} بسبب المرض، وقيل لي إن التسبيق وقدره {amount} درهماً سيُرجع خلال شهر. ما زلت أنتظر.',
        'البنك رفض ليا الكريدي والعقد فيه أن الفلوس كيرجعو. صيفطت جوج رسائل ل{project} وما جاوبني حد.',
      ],
    },
    findings: [
      'Désistement reçu et accepté. L’ordre de remboursement de {amount} DH attend une signature. Fondée.',
      'Refus de crédit justifié, clause suspensive applicable. Aucune retenue à faire. Fondée.',
    ],
    work: {
      promise: 'Virement de {amount} DH, sans retenue.',
      done: 'Virement de {amount} DH exécuté, avis adressé au client.',
      late: 'Le relevé bancaire du client est incomplet ; il lui a été redemandé.',
    },
    answer: {
      template: 'REFUNDED',
      blanks: {
        fr: {
          cause: 'votre désistement avait été accepté sans que le remboursement suive',
          opération: '{project}',
          'mode de paiement': 'virement',
        },
        ar: {
          السبب: 'قُبل تنازلكم دون أن يتبعه الاسترجاع',
          المشروع: '{project}',
          'طريقة الأداء': 'تحويل بنكي',
        },
      },
    },
    refusals: [
      {
        ground: 'contestsRules',
        motive: {
          fr: 'la retenue est prévue au contrat',
          ar: 'الاقتطاع منصوص عليه في العقد',
        },
        because: {
          fr: 'un désistement sans motif après la signature donne lieu à une retenue, que vous avez acceptée le {since}',
          ar: 'يترتب عن التنازل بدون سبب بعد التوقيع اقتطاع سبق أن قبلتموه بتاريخ {since}',
        },
        finding: 'Retenue conforme à la clause signée le {since}. La demande vise la règle. Non fondée.',
      },
    ],
    asks: {
      fr: 'Un relevé d’identité bancaire à votre nom et la lettre de la banque.',
      ar: 'كشف التعريف البنكي باسمكم ورسالة البنك.',
    },
  },
]
