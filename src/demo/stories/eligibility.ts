// Households to which the emergency support was refused.
import type { Request } from './story.ts'

const REFUSED = {
  programme: 'TADAMON_COVID',
  service: 'ELIGIBILITY',
  kind: 'right',
  unit: 'PAYMENTS',
  applicant: true,
  work: {
    promise: 'Mise à disposition de {amount} DH à {agency}, code de retrait envoyé par SMS.',
    done: 'Aide de {amount} DH mise à disposition, code reçu par le ménage.',
    late: 'Le fichier de paiement du jour est parti sans ce ménage ; il est ajouté au suivant.',
  },
} as const

export const eligibilityRequests: readonly Request[] = [
  {
    ...REFUSED,
    category: 'RAMED_CARD',
    weight: 4,
    object: { fr: 'Aide refusée malgré la carte RAMED', ar: 'رفض الدعم رغم التوفر على بطاقة راميد' },
    told: {
      fr: [
        'J’ai envoyé mon numéro de carte RAMED au 1212 et on m’a répondu que je n’étais pas éligible. Ma carte est valable jusqu’à l’été. Je faisais des ménages et je n’ai plus de travail depuis le {since}.',
        'Le message dit « carte non reconnue ». C’est pourtant celle avec laquelle on me soigne à l’hôpital. Personne ne travaille à la maison et j’ai {kids}.',
      ],
      ar: [
        'أرسلت رقم بطاقة راميد إلى 1212 فجاءني الجواب بأن أسرتي غير مؤهلة، والبطاقة صالحة إلى غاية الصيف. كنت أشتغل في البيوت وتوقفت منذ {since}.',
        'قالو ليا البطاقة ما كايناش وأنا كنتعالج بيها فالصبيطار. راني بوحدي مع {kids} وما كاين حتى مدخول.',
      ],
    },
    finding: 'Carte valable, numéro enregistré avec un chiffre inversé.',
    yes: {
      fr: 'Votre carte RAMED est bien valable : son numéro avait été enregistré avec une erreur. Votre ménage recevra {amount} DH.',
      ar: 'بطاقة راميد الخاصة بكم صالحة، وقد سُجّل رقمها خطأً. ستتوصل أسرتكم بمبلغ {amount} درهماً.',
    },
    no: {
      ground: 'notRegistered',
      because: {
        fr: 'La carte présentée n’était plus valable au 31 décembre. Vous pouvez vous présenter avec une carte renouvelée : la décision sera revue.',
        ar: 'انتهت صلاحية البطاقة المدلى بها في 31 دجنبر. يمكنكم الإدلاء ببطاقة مجددة وستُراجع الحالة.',
      },
    },
    synthesis: 'Décision expliquée au ménage, carte vérifiée avec le fichier RAMED. Rien ne reste à faire.',
  },
  {
    ...REFUSED,
    category: 'EMPLOYED_WRONGLY',
    weight: 4,
    object: { fr: 'Considéré à tort comme salarié', ar: 'اعتباري خطأً أجيراً' },
    told: {
      fr: [
        'On me dit que je suis déclaré à la CNSS. Le chantier {ofCommune} a fermé il y a plus d’un an et je n’ai jamais retravaillé. Je vis de petites journées au marché.',
        'On me compte un salaire d’usine. J’ai quitté cette usine le {since} et j’ai l’attestation de l’employeur.',
      ],
      ar: [
        'يقولون إنني مصرح بي لدى الضمان الاجتماعي، والورش الذي كنت أشتغل فيه ب{commune} أغلق منذ أكثر من سنة. أعيش من العمل اليومي في السوق.',
        'رفضوني حيت قالو خدام فالمعمل. راني خرجت منو ف{since} وعندي الشهادة ديال الخدمة.',
      ],
    },
    finding: 'Dernière déclaration à la CNSS antérieure à douze mois, attestation de l’employeur conforme.',
    yes: {
      fr: 'Aucun salaire n’est plus déclaré à votre nom depuis plus d’un an. Votre ménage est accepté et recevra {amount} DH.',
      ar: 'لا يوجد أي تصريح بالأجر باسمكم منذ أكثر من سنة. قُبلت أسرتكم وستتوصل بمبلغ {amount} درهماً.',
    },
    no: {
      ground: 'income',
      because: {
        fr: 'Un salaire a été déclaré à la CNSS pour votre conjoint le mois dernier. L’aide va aux ménages qui n’ont plus de revenu déclaré.',
        ar: 'صُرّح بأجر لدى الصندوق الوطني للضمان الاجتماعي باسم الزوج خلال الشهر الماضي. والدعم موجه للأسر التي لم يعد لها دخل مصرح به.',
      },
    },
    synthesis: 'Recoupement refait avec la CNSS, décision motivée et annoncée par SMS.',
  },
  {
    ...REFUSED,
    category: 'HOUSEHOLD_WRONG',
    weight: 2,
    object: { fr: 'Ménage compté avec celui de mes parents', ar: 'إدراج أسرتي مع أسرة والدي' },
    told: {
      fr: [
        'Nous habitons à part depuis trois ans avec {kids}, mais le fichier nous met dans le ménage de mes parents, qui touche déjà l’aide.',
      ],
      ar: ['نسكن وحدنا منذ ثلاث سنوات مع {kids}، لكن الملف يضعنا ضمن أسرة والدي التي تستفيد من الدعم.'],
    },
    finding: 'Certificat de résidence : logement séparé à {commune} depuis trois ans.',
    yes: {
      fr: 'Votre certificat montre que vous formez un ménage à part. Il est accepté et recevra {amount} DH.',
      ar: 'تثبت شهادة السكنى أنكم أسرة مستقلة. قُبلت أسرتكم وستتوصل بمبلغ {amount} درهماً.',
    },
    no: {
      ground: 'otherAid',
      because: {
        fr: 'Un membre du ménage, à la même adresse, reçoit déjà cette aide : elle est versée une fois par ménage.',
        ar: 'يستفيد أحد أفراد الأسرة في نفس العنوان من هذا الدعم، وهو يُصرف مرة واحدة لكل أسرة.',
      },
    },
    synthesis: 'Composition du ménage vérifiée, décision motivée et annoncée.',
  },
]
