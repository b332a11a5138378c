// Complaints about the rights of DAAM: applications, children counted, personal data.
import type { Story } from './story.ts'

const RIGHTS = { programme: 'DAAM', kind: 'right', unit: 'PENSIONS' } as const

export const daamRights: readonly Story[] = [
  {
    ...RIGHTS,
    category: 'ENROLMENT_REFUSED',
    weight: 5,
    object: { fr: 'Demande de soutien refusée', ar: 'رفض طلب الاستفادة من الدعم' },
    told: {
      fr: [
        'Ma demande est refusée parce que mon mari aurait eu une pension. Il était ouvrier agricole, sans contrat ni CNSS. J’ai {count} et aucun revenu.',
        'La commission a refusé mon dossier sans écrire le motif. Mon mari est décédé l’an dernier, tous les papiers ont été déposés à la commune {ofCommune}.',
      ],
      ar: [
        'رُفض طلبي بدعوى أن زوجي المتوفى كان يتوفر على معاش. كان عاملاً فلاحياً بدون عقد ولا ضمان اجتماعي. أعيل {count} وليس لي أي دخل.',
        'اللجنة رفضات الملف ديالي وما كتبوش السبب. راجلي توفى العام اللي فات والوراق كلهم دفعتهم فجماعة {commune}.',
      ],
    },
    findings: [
      'L’attestation de la CNSS établit l’absence de toute pension. Confusion avec un homonyme. Demande à accepter pour {theKids}. Fondée.',
      'Dossier complet à la date du dépôt ; le motif du refus repose sur une pièce déjà fournie. Fondée.',
    ],
    work: {
      promise:
        'Nouveau passage du dossier en commission avec l’attestation de non-pension ; effet au premier du mois du dépôt.',
      done: 'Demande acceptée en commission pour {theKids} ; premier versement programmé.',
      late: 'La commission du mois n’a pas atteint le quorum ; le dossier est inscrit en tête de la suivante.',
    },
    answer: {
      template: 'ENROLMENT_ACCEPTED',
      blanks: {
        fr: { justificatif: 'les certificats de scolarité de vos enfants' },
        ar: { الوثيقة: 'الشواهد المدرسية لأبنائكم' },
      },
    },
    refusals: [
      {
        ground: 'contestsRules',
        motive: { fr: 'la condition d’âge des enfants n’est pas remplie', ar: 'عدم استيفاء شرط سن الأطفال' },
        because: {
          fr: 'le soutien est ouvert pour les enfants scolarisés de moins de vingt et un ans, ou en situation de handicap sans limite d’âge ; les enfants déclarés ont dépassé cet âge le {since}',
          ar: 'الدعم مخصص للأطفال المتمدرسين دون سن الحادية والعشرين أو في وضعية إعاقة دون تحديد السن؛ والأبناء المصرح بهم تجاوزوا هذا السن في {since}',
        },
        finding:
          'Enfants majeurs de plus de vingt et un ans, non scolarisés. La demande vise la règle. Non fondée.',
      },
      {
        ground: 'falseDeclaration',
        motive: { fr: 'une pension n’a pas été déclarée', ar: 'عدم التصريح بمعاش' },
        because: {
          fr: 'une pension de survivant vous est servie depuis le {since}, ce que la déclaration sur l’honneur ne mentionnait pas',
          ar: 'معاش المتوفى عنهم يُصرف لكم منذ {since}، وهو ما لم يتضمنه التصريح بالشرف',
        },
        finding: 'Pension de survivant en cours depuis le {since}, non déclarée au dépôt. Non fondée.',
      },
    ],
    asks: {
      fr: 'Une attestation de non-pension de la CNSS et de la CMR au nom de votre époux.',
      ar: 'شهادة عدم الاستفادة من معاش من الصندوق الوطني للضمان الاجتماعي والصندوق المغربي للتقاعد باسم الزوج.',
    },
    trace: { kind: 'enrolment', status: 'refused' },
  },
  {
    ...RIGHTS,
    category: 'ENROLMENT_PENDING',
    weight: 5,
    object: { fr: 'Demande sans réponse depuis le {since}', ar: 'طلب بدون جواب منذ {since}' },
    told: {
      fr: [
        'J’ai déposé ma demande le {since} à la commune {ofCommune}. Depuis, aucune nouvelle. Chaque fois on me dit de revenir la semaine prochaine.',
        'Mon dossier a été envoyé le {since}. J’ai le récépissé. Je voudrais au moins savoir s’il est arrivé et s’il manque quelque chose.',
      ],
      ar: [
        'وضعت طلبي بجماعة {commune} بتاريخ {since} ولم أتوصل بأي جواب. كل مرة يقولون لي ارجعي الأسبوع المقبل.',
        'دفعت الملف نهار {since} وعندي الوصل. بغيت غير نعرف واش وصل ولا ناقصة شي ورقة. راني كنمشي ونجي بلا فايدة.',
      ],
    },
    findings: [
      'Dossier reçu le {since} et resté en attente d’une vérification qui n’a pas été demandée. Retard de notre fait. Fondée.',
      'Dossier complet, non inscrit en commission par oubli. Fondée, à inscrire à la prochaine séance.',
    ],
    work: {
      promise: 'Inscription du dossier à la prochaine commission et notification de la décision.',
      done: 'Dossier passé en commission et accepté pour {theKids}.',
      late: 'La vérification auprès de la CNSS n’est pas revenue ; relance faite.',
    },
    answer: {
      template: 'ENROLMENT_ACCEPTED',
      blanks: {
        fr: { justificatif: 'les certificats de scolarité de vos enfants' },
        ar: { الوثيقة: 'الشواهد المدرسية لأبنائكم' },
      },
    },
    refusals: [],
    asks: {
      fr: 'La photo du récépissé de dépôt et l’acte de décès de votre époux.',
      ar: 'صورة وصل الإيداع وعقد وفاة الزوج.',
    },
  },
  {
    ...RIGHTS,
    category: 'CHILD_MISSING',
    weight: 4,
    object: { fr: 'Enfant non pris en compte', ar: 'طفل غير محتسب في الدعم' },
    told: {
      fr: [
        'Mon fils {child} n’est pas compté dans le soutien. Il est en situation de handicap et ne va pas à l’école, on me dit qu’il n’a pas droit. Ce n’est pas juste.',
        'J’ai {count} mais le soutien est calculé sans {child}, né après le dépôt du dossier. J’ai envoyé son acte de naissance.',
      ],
      ar: [
        'ابني {child} غير محتسب في الدعم. هو في وضعية إعاقة ولا يذهب إلى المدرسة وقيل لي إنه لا حق له. أطلب إنصافنا.',
        'عندي {count} والدعم محسوب بلا {child} اللي تزاد من بعد ما دفعت الملف. عقد الازدياد ديالو صيفطتو ليكم.',
      ],
    },
    findings: [
      'Le handicap ouvre droit sans condition de scolarité ; le certificat médical est au dossier. {child} à ajouter, {rest} DH par mois. Fondée.',
      'Acte de naissance {ofChild} reçu et non saisi. Fondée, ajout à compter du mois du dépôt.',
    ],
    work: {
      promise: 'Ajout {ofChild} au dossier et versement de la différence, {rest} DH par mois.',
      done: '{child} ajouté au dossier, différence mise en paiement.',
      late: 'Le médecin contrôleur n’a pas encore visé le certificat.',
    },
    answer: {
      letter: {
        fr: 'Après étude, elle est fondée : {child} est ajouté à votre dossier et la différence, soit {rest} dirhams par mois, vous sera versée à partir du {payDay}.\n\nNous vous présentons nos excuses pour ce retard.',
        ar: 'وبعد دراستها تبيّن أنها مؤسسة، وقد أضيف {child} إلى ملفكم، وسيُصرف لكم الفرق وقدره {rest} درهماً في الشهر ابتداء من {payDay}.\n\nنعتذر عن هذا التأخير.',
      },
    },
    refusals: [
      {
        ground: 'contestsRules',
        motive: { fr: 'l’enfant n’est pas scolarisé', ar: 'الطفل غير متمدرس' },
        because: {
          fr: 'le soutien est lié à la scolarité de l’enfant, sauf handicap reconnu ; aucune inscription scolaire ni certificat médical n’existe pour {child}',
          ar: 'الدعم مرتبط بتمدرس الطفل ما عدا في حالة الإعاقة المثبتة؛ ولا يوجد أي تسجيل مدرسي أو شهادة طبية لـ{child}',
        },
        finding: 'Pas de scolarité ni de handicap reconnu pour {child}. La règle s’applique. Non fondée.',
      },
    ],
    asks: {
      fr: 'L’acte de naissance {ofChild} et, s’il y a lieu, le certificat médical de handicap.',
      ar: 'عقد ازدياد {child}، والشهادة الطبية للإعاقة عند الاقتضاء.',
    },
  },
  {
    ...RIGHTS,
    category: 'PERSONAL_DATA',
    kind: 'data',
    weight: 3,
    object: { fr: 'Numéro de téléphone et carte à corriger', ar: 'تصحيح رقم الهاتف والبطاقة الوطنية' },
    told: {
      fr: [
        'Vos SMS arrivent chez quelqu’un d’autre : mon numéro a changé. Et ma carte nationale a été renouvelée. Comment faire la mise à jour sans aller à Rabat ?',
        'Mon nom de jeune fille est mal écrit sur le dossier et la poste fait des difficultés chaque mois.',
      ],
      ar: [
        'رسائلكم تصل إلى شخص آخر لأن رقم هاتفي تغير، وبطاقتي الوطنية جُددت. كيف يمكنني تحيين المعطيات دون التنقل إلى الرباط؟',
        'اسمي العائلي مكتوب خطأ في الملف وكل شهر تقع لي مشاكل مع وكالة البريد. المرجو التصحيح.',
      ],
    },
    findings: [
      'Pièces fournies et concordantes. Mise à jour à faire dans la fiche. Fondée.',
      'Orthographe différente de la carte nationale depuis la création du dossier. Fondée.',
    ],
    work: {
      promise:
        'Mise à jour de la fiche d’après la carte nationale et confirmation par SMS au nouveau numéro.',
      done: 'Fiche mise à jour, SMS de confirmation reçu par la bénéficiaire.',
      late: 'La mise à jour attend le contrôle d’identité du registre national.',
    },
    answer: {
      letter: {
        fr: 'Après vérification, elle est fondée : vos données ont été corrigées d’après votre carte nationale. Vos prochains paiements et messages en tiendront compte, sans autre démarche de votre part.',
        ar: 'وبعد التحقق تبيّن أنها مؤسسة، وقد تم تصحيح معطياتكم حسب بطاقتكم الوطنية، وستُعتمد في الأداءات والرسائل المقبلة دون أي إجراء آخر من جانبكم.',
      },
    },
    refusals: [],
    asks: {
      fr: 'Une copie de votre carte nationale en cours, des deux côtés.',
      ar: 'نسخة من بطاقتكم الوطنية الجارية من الجهتين.',
    },
  },
]
