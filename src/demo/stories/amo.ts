// Complaints about the health cover: rights, reimbursements, hospitals.
import type { Story } from './story.ts'

const AMO = { programme: 'AMO_TADAMON' } as const

export const amoStories: readonly Story[] = [
  {
    ...AMO,
    category: 'RIGHTS_CLOSED',
    kind: 'right',
    unit: 'AFFILIATION',
    weight: 6,
    object: { fr: 'Droits fermés sans explication', ar: 'إغلاق الحقوق بدون تفسير' },
    told: {
      fr: [
        'À {hospital}, on m’a dit que mes droits étaient fermés depuis le {since}. J’ai payé la consultation et les analyses de ma poche. Rien n’a changé chez nous : je fais des journées, mon mari est malade.',
        'Mon dialyseur me dit que la prise en charge n’est plus acceptée. Je ne peux pas sauter une séance. Mon numéro au registre social n’a pas bougé.',
      ],
      ar: [
        'في {hospital} أخبروني أن حقوقي مغلقة منذ {since}، فأديت ثمن الفحص والتحاليل من جيبي. لم يتغير شيء في وضعيتنا، وأطلب إعادة فتح حقوقي.',
        'مشيت للسبيطار قالو ليا الحقوق ديالك مسدودين وخاصك تخلص. أنا ما خدام ما والو وولادي مراض. عافاكم حلو ليا الحقوق.',
      ],
    },
    findings: [
      'Score du registre social unifié inchangé, sous le seuil. Fermeture due à un double compte créé lors du transfert du RAMED. Fondée : droits à rétablir depuis le {since}.',
      'Ancienne affiliation salariée de deux mois jamais clôturée par l’employeur. L’assurée n’en est pas responsable. Fondée.',
    ],
    work: {
      promise: 'Fusion des deux comptes et réouverture des droits depuis le {since}.',
      done: 'Comptes fusionnés, droits ouverts depuis le {since}, vérifiés sur le portail des soignants.',
      late: 'La clôture par l’employeur n’est pas encore parvenue ; relance faite auprès de l’inspection.',
    },
    answer: {
      template: 'RIGHTS_RESTORED',
      blanks: {
        fr: { cause: 'deux comptes portaient votre numéro de carte nationale', 'ayants droit': '{children}' },
        ar: { السبب: 'وجود حسابين برقم بطاقتكم الوطنية', 'ذوي الحقوق': '{children}' },
      },
    },
    refusals: [
      {
        ground: 'contestsRules',
        motive: {
          fr: 'l’indice de votre ménage dépasse le seuil de l’AMO Tadamon',
          ar: 'مؤشر أسرتكم يتجاوز عتبة أمو تضامن',
        },
        because: {
          fr: 'votre indice au registre social unifié a été recalculé le {since} ; vous pouvez demander sa révision auprès de votre commune, ou vous affilier au régime des personnes pouvant s’acquitter des cotisations',
          ar: 'أعيد احتساب مؤشركم في السجل الاجتماعي الموحد بتاريخ {since}؛ ويمكنكم طلب مراجعته لدى جماعتكم أو الانخراط في نظام القادرين على أداء الاشتراكات',
        },
        finding:
          'Indice au-dessus du seuil depuis le {since}, notifié par SMS. La demande vise la règle. Non fondée ; orientation vers la révision de l’indice.',
      },
    ],
    asks: {
      fr: 'La copie recto verso de votre carte nationale et votre numéro au registre social unifié.',
      ar: 'نسخة من وجهي بطاقتكم الوطنية ورقمكم في السجل الاجتماعي الموحد.',
    },
  },
  {
    ...AMO,
    category: 'REIMBURSEMENT',
    kind: 'payment',
    unit: 'BENEFITS',
    weight: 5,
    object: { fr: 'Remboursement de soins non reçu', ar: 'عدم التوصل بتعويض عن العلاج' },
    told: {
      fr: [
        'J’ai déposé le dossier de maladie {ofChild} le {since}, avec toutes les ordonnances. {amount} DH de médicaments. Aucune nouvelle, ni SMS ni virement.',
        'On m’a remboursé une partie seulement. Les analyses n’ont pas été comptées alors que la facture était dans le dossier.',
      ],
      ar: [
        'وضعت ملف مرض {child} بتاريخ {since} مع جميع الوصفات، بقيمة {amount} درهماً. لم أتوصل بأي رسالة ولا تحويل.',
        'رجعو ليا غير شوية من الفلوس والتحاليل ما تحسبوش. راه الفاتورة كانت فالملف. بغيت الباقي ديالي.',
      ],
    },
    findings: [
      'Dossier reçu et numérisé, resté en anomalie : identifiant du médecin illisible. Droits ouverts à la date des soins. Fondée : {amount} DH à rembourser.',
      'Relevé bancaire rejeté par la banque, nouveau compte déclaré et non saisi. Fondée.',
    ],
    work: {
      promise: 'Liquidation du dossier et virement de {amount} DH.',
      done: 'Dossier liquidé, {amount} DH mis en paiement.',
      late: 'Le médecin n’a pas encore confirmé son identifiant ; relance faite.',
    },
    answer: {
      template: 'REIMBURSED',
      blanks: {
        fr: {
          cause: 'votre dossier était resté bloqué par une erreur de saisie',
          'mode de paiement': 'mise à disposition à {agency}',
        },
        ar: { السبب: 'بقي ملفكم معلقاً بسبب خطأ في الإدخال', 'طريقة الأداء': 'وضعه رهن إشارتكم ب{agency}' },
      },
    },
    refusals: [
      {
        ground: 'undeclaredChange',
        motive: { fr: 'le dossier a été déposé hors délai', ar: 'وضع الملف خارج الأجل' },
        because: {
          fr: 'les feuilles de soins se déposent dans les deux mois qui suivent le premier acte ; les vôtres datent d’avant le {since} et aucun empêchement n’a été déclaré',
          ar: 'تودع أوراق العلاج خلال الشهرين المواليين لأول علاج؛ وأوراقكم سابقة لتاريخ {since} دون التصريح بأي مانع',
        },
        finding: 'Premier acte antérieur au délai de deux mois, aucun motif de force majeure. Non fondée.',
      },
    ],
    asks: {
      fr: 'L’original de la feuille de soins, l’ordonnance et la facture de la pharmacie.',
      ar: 'أصل ورقة العلاج والوصفة الطبية وفاتورة الصيدلية.',
    },
    trace: { kind: 'payment', status: 'returned' },
  },
  {
    ...AMO,
    category: 'AFFILIATION_REFUSED',
    kind: 'right',
    unit: 'AFFILIATION',
    weight: 4,
    object: { fr: 'Affiliation refusée', ar: 'رفض الانخراط في أمو تضامن' },
    told: {
      fr: [
        'Ma demande est refusée parce que je serais déjà assurée par mon mari. Il est parti il y a des années et je n’ai aucun papier de lui. J’élève seule {kids}.',
        'Le site écrit « non éligible » sans dire pourquoi. J’avais le RAMED jusqu’à l’an dernier et je suis inscrite au registre.',
      ],
      ar: [
        'رُفض طلبي بدعوى أنني مؤمنة عبر زوجي، وقد غادر البيت منذ سنوات. أعيل وحدي {kids} وليس لدي أي تغطية.',
        'الموقع كيقول غير مؤهل وما كيشرحش علاش. كان عندي راميد حتى للعام اللي داز ومسجلة فالسجل.',
      ],
    },
    findings: [
      'L’affiliation du conjoint est éteinte depuis le {since}. Le contrôle s’appuyait sur un fichier ancien. Fondée.',
      'Indice sous le seuil, rejet causé par une différence d’orthographe du nom entre deux registres. Fondée.',
    ],
    work: {
      promise: 'Correction du recoupement et affiliation, avec effet au {since}.',
      done: 'Affiliation enregistrée, immatriculation envoyée par SMS.',
      late: 'Le registre national de la population n’a pas encore confirmé la correction du nom.',
    },
    answer: {
      template: 'RIGHTS_RESTORED',
      blanks: {
        fr: { cause: 'le recoupement s’appuyait sur une information ancienne', 'ayants droit': '{children}' },
        ar: { السبب: 'اعتمدت المطابقة على معطيات قديمة', 'ذوي الحقوق': '{children}' },
      },
    },
    refusals: [
      {
        ground: 'falseDeclaration',
        motive: { fr: 'une déclaration antérieure s’est révélée inexacte', ar: 'تبيّن عدم صحة تصريح سابق' },
        because: {
          fr: 'la demande déclare l’absence de tout revenu salarié, alors qu’un salaire est déclaré à votre nom depuis le {since} ; vous relevez du régime des salariés',
          ar: 'صُرّح في الطلب بعدم وجود أي أجر، في حين أن هناك أجراً مصرحاً به باسمكم منذ {since}؛ وتنتمون بذلك إلى نظام الأجراء',
        },
        finding: 'Salaire déclaré depuis le {since}, contraire à la déclaration sur l’honneur. Non fondée.',
      },
    ],
    asks: {
      fr: 'Une attestation de non-affiliation du conjoint, ou un jugement, ou une attestation de la commune {ofCommune}.',
      ar: 'شهادة عدم انخراط الزوج أو حكم أو شهادة من جماعة {commune}.',
    },
    trace: { kind: 'enrolment', status: 'refused' },
  },
  {
    ...AMO,
    category: 'PROVIDER',
    kind: 'conduct',
    unit: 'PROVIDERS',
    weight: 3,
    nameless: true,
    object: { fr: 'Soins facturés à l’hôpital public', ar: 'أداء ثمن العلاج بالمستشفى العمومي' },
    told: {
      fr: [
        'À {hospital}, on m’a demandé un chèque de garantie avant d’opérer mon fils, alors que mes droits sont ouverts. J’ai dû emprunter.',
        'On m’envoie acheter le fil et les compresses dehors. On me dit que l’AMO Tadamon ne couvre pas cela. Est-ce vrai ?',
      ],
      ar: [
        'في {hospital} طلبوا مني شيك ضمان قبل إجراء العملية لابني رغم أن حقوقي مفتوحة، فاضطررت إلى الاقتراض.',
        'صيفطوني نشري الخيط والفاصما من برا، وقالو ليا أمو تضامن ما كتخلصش هادشي. واش بصح؟',
      ],
    },
    findings: [
      'Droits ouverts à la date des soins. Le chèque de garantie est interdit ; l’hôpital reconnaît les faits. Fondée.',
      'Rupture de consommables confirmée à {hospital} ; l’achat ne peut être imposé à l’assuré. Fondée.',
    ],
    work: {
      promise: 'Intervention auprès de la direction de {hospital} et restitution des sommes.',
      done: 'Chèque restitué, rappel écrit adressé à {hospital} et affiché aux admissions.',
      late: 'La direction de l’hôpital n’a pas encore répondu au rappel.',
    },
    answer: {
      template: 'PROVIDER_REMINDED',
      blanks: {
        fr: {
          établissement: '{hospital}',
          'faits établis': 'une somme a été demandée alors que vos droits étaient ouverts',
          mesure: 'la somme vous est restituée et la règle est affichée aux admissions',
        },
        ar: {
          المؤسسة: '{hospital}',
          'الوقائع الثابتة': 'طُلب منكم أداء مبلغ رغم أن حقوقكم مفتوحة',
          الإجراء: 'إرجاع المبلغ إليكم وتعليق القاعدة بمكتب القبول',
        },
      },
    },
    refusals: [],
    asks: {
      fr: 'Le reçu ou la facture remis par l’hôpital, même une photo.',
      ar: 'الوصل أو الفاتورة المسلّمة من المستشفى، ولو صورة.',
    },
  },
]
