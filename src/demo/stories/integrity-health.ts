// Complaints about health services: waiting, closed centres, medicines.
import type { Story } from './story.ts'

const HEALTH = { programme: 'INTEGRITY' } as const

export const healthStories: readonly Story[] = [
  {
    ...HEALTH,
    category: 'ABSENCE',
    kind: 'conduct',
    unit: 'PRIMARY_CARE',
    weight: 4,
    nameless: true,
    object: { fr: 'Centre de santé fermé', ar: 'إغلاق المركز الصحي' },
    told: {
      fr: [
        '{centre} est fermé trois jours par semaine. La sage-femme couvre deux communes. Ma fille est enceinte et l’hôpital est à soixante kilomètres.',
        'Il n’y a plus de médecin à {centre} depuis le {since}. On nous renvoie à chaque fois au mois suivant.',
      ],
      ar: [
        '{centre} مغلق ثلاثة أيام في الأسبوع، والقابلة تغطي جماعتين. ابنتي حامل والمستشفى يبعد ستين كيلومتراً.',
        'من {since} ما بقاش الطبيب ف{centre}. كل مرة كيقولو لينا حتى للشهر الجاي.',
      ],
    },
    findings: [
      'Planning vérifié avec la délégation : un seul poste pourvu sur trois, sans affichage des jours d’ouverture. Fondée.',
      'Départ du médecin le {since}, remplacement non organisé. Fondée.',
    ],
    work: {
      promise: 'Permanence d’un médecin deux jours par semaine et affichage du planning à {centre}.',
      done: 'Permanence commencée, planning affiché et transmis à la commune {ofCommune}.',
      late: 'L’affectation attend la signature de la direction régionale.',
    },
    answer: {
      template: 'SERVICE_RESTORED',
      blanks: {
        fr: {
          établissement: '{centre}',
          'faits établis': 'le centre fonctionnait avec un seul poste pourvu sur trois',
          'Mesure prise': 'Un médecin assure une permanence deux jours par semaine, affichée à l’entrée',
        },
        ar: {
          المؤسسة: '{centre}',
          'الوقائع الثابتة': 'كان المركز يعمل بإطار واحد من أصل ثلاثة',
          'الإجراء المتخذ': 'يؤمّن طبيب المداومة يومين في الأسبوع، والبرنامج معلق عند المدخل',
        },
      },
    },
    refusals: [],
    asks: { fr: 'Les dates de vos passages.', ar: 'تواريخ زياراتكم.' },
  },
  {
    ...HEALTH,
    category: 'WAITING',
    kind: 'other',
    unit: 'HOSPITALS',
    weight: 4,
    object: { fr: 'Rendez-vous repoussé de plusieurs mois', ar: 'تأجيل الموعد لعدة أشهر' },
    told: {
      fr: [
        'Le rendez-vous de ma mère en cardiologie à {hospital} est repoussé pour la troisième fois. Elle a soixante-douze ans et elle étouffe la nuit.',
        'On nous a donné un scanner dans sept mois. Le médecin a écrit « urgent » sur la demande.',
      ],
      ar: [
        'موعد والدتي عند طبيب القلب ب{hospital} تأجل للمرة الثالثة. عمرها اثنتان وسبعون سنة وتعاني من ضيق التنفس ليلاً.',
        'عطاونا السكانير من هنا سبع شهور والطبيب كاتب مستعجل فالورقة.',
      ],
    },
    findings: [
      'Demande marquée urgente et saisie comme ordinaire. Place trouvée. Fondée.',
      'Trois reports sans information de la patiente, l’appareil étant en panne. Fondée.',
    ],
    work: {
      promise: 'Nouveau rendez-vous à {hospital} ou dans l’hôpital régional, confirmé par téléphone.',
      done: 'Rendez-vous avancé et confirmé à la famille.',
      late: 'L’appareil est toujours en réparation ; une place est cherchée ailleurs.',
    },
    answer: {
      template: 'SERVICE_RESTORED',
      blanks: {
        fr: {
          établissement: '{hospital}',
          'faits établis': 'la demande urgente avait été enregistrée comme ordinaire',
          'Mesure prise': 'Un rendez-vous proche a été réservé et vous a été confirmé par téléphone',
        },
        ar: {
          المؤسسة: '{hospital}',
          'الوقائع الثابتة': 'سُجّل الطلب المستعجل كطلب عادي',
          'الإجراء المتخذ': 'حُجز لكم موعد قريب وتم تأكيده هاتفياً',
        },
      },
    },
    refusals: [
      {
        ground: 'contestsRules',
        motive: {
          fr: 'l’ordre des rendez-vous suit l’avis médical',
          ar: 'ترتيب المواعيد يخضع للرأي الطبي',
        },
        because: {
          fr: 'la demande n’est pas classée urgente par le médecin, et le délai est celui de tous les patients de ce service ; en cas d’aggravation, les urgences vous reçoivent à toute heure',
          ar: 'لم يصنف الطبيب الطلب كحالة مستعجلة، والأجل هو نفسه لجميع مرضى هذه المصلحة؛ وفي حالة تدهور الوضع تستقبلكم المستعجلات في كل وقت',
        },
        finding: 'Demande non urgente d’après le médecin, délai conforme à la liste. Non fondée.',
      },
    ],
    asks: { fr: 'La demande du médecin et le carton de rendez-vous.', ar: 'طلب الطبيب وورقة الموعد.' },
  },
  {
    ...HEALTH,
    category: 'MEDICINES',
    kind: 'other',
    unit: 'SUPPLIES',
    weight: 3,
    nameless: true,
    object: { fr: 'Insuline introuvable au centre', ar: 'غياب الأنسولين بالمركز الصحي' },
    told: {
      fr: [
        'Pas d’insuline à {centre} depuis le {since}. J’en ai pour deux enfants diabétiques et la pharmacie est trop chère pour nous.',
        'On me donne un bon et il faut revenir la semaine suivante. La semaine suivante, il n’y a toujours rien.',
      ],
      ar: [
        'لا يوجد الأنسولين ب{centre} منذ {since}. لدي طفلان مصابان بالسكري وثمنه في الصيدلية يفوق طاقتنا.',
        'كيعطيوني بون ونرجع السيمانة الجاية، والسيمانة الجاية ما كاين والو.',
      ],
    },
    findings: [
      'Rupture confirmée à la pharmacie de la délégation, commande tardive. Fondée.',
      'Stock disponible au dépôt régional, non distribué faute de véhicule. Fondée.',
    ],
    work: {
      promise: 'Livraison d’insuline à {centre} et réserve d’un mois pour les enfants suivis.',
      done: 'Livraison faite, réserve constituée, familles prévenues par la sage-femme.',
      late: 'Le dépôt régional attend lui-même son approvisionnement.',
    },
    answer: {
      template: 'SERVICE_RESTORED',
      blanks: {
        fr: {
          établissement: '{centre}',
          'faits établis': 'le stock n’avait pas été renouvelé à temps',
          'Mesure prise': 'L’insuline a été livrée et une réserve d’un mois est gardée pour vos enfants',
        },
        ar: {
          المؤسسة: '{centre}',
          'الوقائع الثابتة': 'لم يُجدَّد المخزون في الوقت المناسب',
          'الإجراء المتخذ': 'تم تزويد المركز بالأنسولين مع الاحتفاظ باحتياطي شهر لأبنائكم',
        },
      },
    },
    refusals: [],
    asks: { fr: 'L’ordonnance et le carnet de suivi.', ar: 'الوصفة الطبية ودفتر التتبع.' },
  },
]
