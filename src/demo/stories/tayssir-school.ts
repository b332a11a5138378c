// Complaints about who is enrolled in TAYSSIR and about what the schools' register says.
import type { Story } from './story.ts'

const SCHOOL = { programme: 'TAYSSIR', unit: 'ENROLMENT' } as const

const certificate = {
  fr: 'Le certificat de scolarité {ofChild} pour {year}, cacheté, et la copie de votre carte nationale.',
  ar: 'الشهادة المدرسية لـ{child} برسم {year} مختومة، ونسخة من بطاقتكم الوطنية.',
}

export const tayssirSchool: readonly Story[] = [
  {
    ...SCHOOL,
    category: 'ENROLMENT_REFUSED',
    kind: 'right',
    weight: 6,
    object: { fr: 'Inscription refusée pour {year}', ar: 'رفض التسجيل برسم {year}' },
    told: {
      fr: [
        'L’inscription de {children} a été refusée. On me dit que la commune {ofCommune} n’est pas concernée, alors que les enfants de mes voisins touchent l’aide dans la même école.',
        'Le directeur de {school} a bien envoyé notre dossier en septembre. Sur le site il est écrit « refusé » sans raison. Je demande que l’on revoie le dossier de {kids}.',
      ],
      ar: [
        'تم رفض تسجيل {children} بدعوى أن جماعة {commune} غير معنية، مع أن أبناء الجيران في نفس المدرسة يستفيدون. أطلب إعادة النظر في الملف.',
        'السلام عليكم، المدير ديال {school} صيفط الملف فشتنبر وفالموقع مكتوب مرفوض بلا سبب. بغيت نعرف علاش رفضتو {kids}.',
      ],
    },
    findings: [
      'La commune {ofCommune} est éligible depuis l’extension du programme ; l’ancien découpage a été utilisé lors du contrôle. Inscription de {theKids} à accepter. Fondée.',
      'Dossier complet et transmis dans les délais par {school}. Rejet dû à un doublon de code MASSAR, corrigé depuis. Fondée.',
    ],
    work: {
      promise:
        'Inscription de {theKids} pour {year} avec le découpage à jour, et première tranche au lot suivant.',
      done: 'Inscription acceptée pour {theKids}, intégrée au prochain lot de paiement.',
      late: 'La direction provinciale n’a pas encore validé la liste rectificative de {school}.',
    },
    answer: { template: 'ENROLMENT_ACCEPTED', blanks: { fr: {}, ar: {} } },
    refusals: [
      {
        ground: 'contestsRules',
        motive: {
          fr: 'le score du ménage au registre social unifié dépasse le seuil du programme',
          ar: 'مؤشر الأسرة في السجل الاجتماعي الموحد يتجاوز عتبة البرنامج',
        },
        because: {
          fr: 'le score retenu à la date du {since} est au-dessus du seuil ; seul le registre social unifié peut le réviser, à votre demande auprès de l’annexe administrative',
          ar: 'المؤشر المعتمد بتاريخ {since} يفوق العتبة؛ ولا تتم مراجعته إلا لدى السجل الاجتماعي الموحد بطلب منكم بالملحقة الإدارية',
        },
        finding:
          'Score RSU au-dessus du seuil à la date de référence du {since}. La famille conteste le seuil lui-même. Non fondée ; orienter vers l’annexe pour la révision du score.',
      },
      {
        ground: 'falseDeclaration',
        motive: {
          fr: 'la déclaration initiale était inexacte',
          ar: 'عدم صحة التصريح الأصلي',
        },
        because: {
          fr: 'le tuteur déclaré perçoit déjà l’aide pour les mêmes enfants dans une autre province, ce que la déclaration ne mentionnait pas',
          ar: 'الولي المصرح به يستفيد من الدعم عن نفس الأطفال بإقليم آخر، وهو ما لم يرد في التصريح',
        },
        finding:
          'Double inscription : mêmes enfants, autre province, même tuteur. Déclaration inexacte de la famille. Non fondée.',
      },
    ],
    asks: certificate,
    trace: { kind: 'enrolment', status: 'refused' },
  },
  {
    ...SCHOOL,
    category: 'ENROLMENT_REFUSED',
    kind: 'right',
    weight: 3,
    object: { fr: 'Dossier refusé, carte RAMED expirée', ar: 'رفض الملف بسبب انتهاء بطاقة راميد' },
    told: {
      fr: [
        'Notre dossier est rejeté à cause de l’ancienne carte RAMED. Elle n’existe plus, nous sommes maintenant à l’AMO Tadamon. Mes enfants sont à {school}.',
        'On nous demande une carte RAMED valable, mais l’administration ne la délivre plus. Comment faire pour inscrire {children} ?',
      ],
      ar: [
        'رُفض ملفنا بسبب بطاقة راميد القديمة، وهذه البطاقة لم تعد موجودة ونحن مسجلون في أمو تضامن. {kids} يدرسون ب{school}.',
        'يطلبون منا بطاقة راميد سارية المفعول والإدارة لم تعد تسلمها. كيف نسجل {children}؟',
      ],
    },
    findings: [
      'La famille relève de l’AMO Tadamon depuis la bascule ; la carte RAMED n’est plus exigible. Contrôle automatique non mis à jour pour cette province. Fondée.',
      'Rejet pour RAMED expiré alors que l’attestation AMO Tadamon figure au dossier. Fondée, inscription à reprendre.',
    ],
    work: {
      promise: 'Reprise du dossier avec l’attestation AMO Tadamon et inscription de {theKids} pour {year}.',
      done: 'Attestation AMO Tadamon rattachée, inscription de {theKids} acceptée.',
      late: 'L’échange de données avec la CNSS est interrompu ; la vérification se fait à la main.',
    },
    answer: { template: 'ENROLMENT_ACCEPTED', blanks: { fr: {}, ar: {} } },
    refusals: [],
    asks: {
      fr: 'L’attestation d’affiliation à l’AMO Tadamon, ou sa photo.',
      ar: 'شهادة الانخراط في أمو تضامن أو صورة منها.',
    },
    trace: { kind: 'enrolment', status: 'refused' },
  },
  {
    ...SCHOOL,
    category: 'TUTOR_NAME',
    kind: 'data',
    weight: 3,
    object: { fr: 'Nom du tuteur mal écrit', ar: 'خطأ في كتابة اسم الولي' },
    told: {
      fr: [
        'Mon nom est mal écrit dans MASSAR : une lettre en trop. À {agency}, on refuse de me payer parce que la carte nationale ne correspond pas.',
        'Le prénom enregistré est celui de ma sœur. L’école dit que la correction doit venir de vous. Depuis, je ne peux plus retirer l’aide de mes enfants.',
      ],
      ar: [
        'اسمي العائلي مكتوب خطأ في منظومة مسار، حرف زائد. وكالة البريد ترفض الأداء لأن البطاقة الوطنية لا تطابق. المرجو التصحيح.',
        'الاسم الشخصي المسجل ليس اسمي بل اسم أختي. قالت المدرسة إن التصحيح من عندكم، ومنذ ذلك الحين لا أستطيع سحب دعم {kids}.',
      ],
    },
    findings: [
      'Écart confirmé entre la carte nationale et MASSAR. Erreur de saisie de l’établissement, non imputable à la famille. Fondée.',
      'Le nom de la carte nationale fait foi. Correction à demander et paiement à débloquer. Fondée.',
    ],
    work: {
      promise: 'Correction du nom du tuteur d’après la carte nationale et déblocage du paiement en attente.',
      done: 'Nom corrigé dans le fichier des bénéficiaires et confirmé par l’établissement ; paiement débloqué.',
      late: 'L’établissement n’a pas encore validé la correction dans MASSAR.',
    },
    answer: {
      template: 'DATA_CORRECTED',
      blanks: {
        fr: {
          'donnée erronée': 'le nom du tuteur',
          'suite donnée': 'le paiement en attente, soit {amount} DH, vous sera versé avec le prochain lot',
        },
        ar: {
          'المعطى الخاطئ': 'اسم الولي',
          المآل: 'سيُصرف لكم المبلغ العالق وقدره {amount} درهماً مع الدفعة المقبلة',
        },
      },
    },
    refusals: [],
    asks: {
      fr: 'Une copie lisible de votre carte nationale, des deux côtés.',
      ar: 'نسخة واضحة من بطاقتكم الوطنية من الجهتين.',
    },
  },
  {
    ...SCHOOL,
    category: 'TUTOR_CNIE',
    kind: 'data',
    weight: 3,
    object: { fr: 'Numéro de carte nationale erroné', ar: 'خطأ في رقم البطاقة الوطنية' },
    told: {
      fr: [
        'Deux chiffres de ma carte nationale sont inversés dans votre fichier. Le mandat est à un autre numéro et la poste refuse de payer.',
        'Le père des enfants est décédé et c’est toujours sa carte qui est enregistrée. C’est moi qui élève {children}. Comment mettre mon numéro ?',
      ],
      ar: [
        'رقم بطاقتي الوطنية مسجل عندكم مقلوباً، والحوالة في رقم آخر ووكالة البريد ترفض الأداء.',
        'توفي والد الأطفال وما زالت بطاقته هي المسجلة. أنا من يعيل {children}. كيف يمكن تسجيل رقم بطاقتي؟',
      ],
    },
    findings: [
      'Inversion de deux chiffres confirmée sur la copie de la carte. Fondée, correction à faire et mandat à réémettre.',
      'Acte de décès du père au dossier. Changement de tuteur recevable au profit de la mère. Fondée.',
    ],
    work: {
      promise: 'Mise à jour du numéro de carte nationale et réémission du mandat de {amount} DH.',
      done: 'Numéro mis à jour, mandat de {amount} DH réémis sous le bon numéro.',
      late: 'Le contrôle d’identité a signalé un second dossier ; la fusion est en cours.',
    },
    answer: {
      template: 'DATA_CORRECTED',
      blanks: {
        fr: {
          'donnée erronée': 'le numéro de carte nationale du tuteur',
          'suite donnée': 'un mandat de {amount} DH a été émis sous le bon numéro',
        },
        ar: {
          'المعطى الخاطئ': 'رقم البطاقة الوطنية للولي',
          المآل: 'أُصدرت حوالة بمبلغ {amount} درهماً بالرقم الصحيح',
        },
      },
    },
    refusals: [
      {
        ground: 'undeclaredChange',
        motive: { fr: 'le changement de tuteur n’a pas été déclaré', ar: 'عدم التصريح بتغيير الولي' },
        because: {
          fr: 'le changement de tuteur date du {since} et n’a été déclaré qu’après l’arrêt de la liste ; il sera pris en compte à la prochaine tranche',
          ar: 'تغيير الولي يعود إلى {since} ولم يُصرّح به إلا بعد حصر اللائحة؛ وسيؤخذ به في الشطر المقبل',
        },
        finding:
          'Changement de tuteur du {since} déclaré après l’arrêt de la liste. Non fondée pour la {term}.',
      },
    ],
    asks: {
      fr: 'La copie de la carte nationale du nouveau tuteur et, s’il y a lieu, l’acte de décès.',
      ar: 'نسخة البطاقة الوطنية للولي الجديد، وعقد الوفاة عند الاقتضاء.',
    },
  },
  {
    ...SCHOOL,
    category: 'MASSAR_OTHER',
    kind: 'data',
    weight: 3,
    object: { fr: 'Absences inscrites à tort', ar: 'تسجيل غيابات غير صحيحة' },
    told: {
      fr: [
        'L’aide {ofChild} est suspendue pour absences, mais mon fils était présent : c’est un autre élève du même nom. L’instituteur peut le confirmer.',
        '{child} a changé d’école en octobre et reste compté à l’ancienne, où on le note absent tous les jours.',
      ],
      ar: [
        'أُوقف دعم {child} بسبب غيابات لم تقع، فابني كان حاضراً والأمر يتعلق بتلميذ يحمل نفس الاسم. يمكن للأستاذ تأكيد ذلك.',
        '{child} بدّل المدرسة فأكتوبر وباقي محسوب فالمدرسة القديمة، كل نهار كيديرو ليه غايب.',
      ],
    },
    findings: [
      'Homonymie confirmée par {school} : les absences sont celles d’un autre élève. Fondée.',
      'Transfert enregistré tardivement par l’ancien établissement. Assiduité attestée par le nouveau. Fondée.',
    ],
    work: {
      promise: 'Correction de l’assiduité {ofChild} avec {school} et paiement des mois suspendus.',
      done: 'Assiduité corrigée, mois suspendus remis en paiement : {rest} DH.',
      late: 'L’ancien établissement n’a pas encore libéré le dossier de l’élève.',
    },
    answer: {
      template: 'DATA_CORRECTED',
      blanks: {
        fr: {
          'donnée erronée': 'le relevé d’absences {ofChild}',
          'suite donnée': 'les mois suspendus, soit {rest} DH, vous sont rendus',
        },
        ar: {
          'المعطى الخاطئ': 'سجل غيابات {child}',
          المآل: 'تُصرف لكم مستحقات الأشهر الموقوفة وقدرها {rest} درهماً',
        },
      },
    },
    refusals: [
      {
        ground: 'contestsRules',
        motive: { fr: 'la règle d’assiduité n’est pas remplie', ar: 'عدم استيفاء شرط المواظبة' },
        because: {
          fr: 'l’établissement atteste sept absences sans motif dans le mois, alors que quatre sont admises',
          ar: 'المؤسسة تثبت سبع غيابات بدون مبرر في الشهر، والمسموح به أربع',
        },
        finding:
          'Sept absences confirmées par écrit par l’établissement. La règle est contestée, pas le fait. Non fondée.',
      },
    ],
    asks: certificate,
  },
]
