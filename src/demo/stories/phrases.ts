// What the office writes again and again: reasons, notes, proofs and last words.
import type { Said } from '../said.ts'

export const returnedAnswers = [
  'La réponse ne dit pas où retirer la somme ni jusqu’à quand. À compléter avant envoi.',
  'Merci de reprendre la phrase sur la cause : elle laisse croire que la famille est en faute.',
  'Il manque le montant exact et la période. La personne ne doit pas avoir à rappeler.',
  'Trop long pour une personne qui lit peu : dites d’abord ce qui est décidé, puis pourquoi.',
]

export const sentBackAnswers = [
  'La réponse envoyée ne mentionne pas le droit de contester. À reprendre et à renvoyer.',
  'Le montant de la réponse ne correspond pas à celui du dossier. Vérifier et corriger.',
]

export const sentBackWork = [
  'Le paiement n’apparaît pas dans le fichier de la poste : le travail n’est pas terminé.',
  'La correction est faite dans notre fichier mais pas dans celui du partenaire. À terminer.',
]

export const returnedToClerk = [
  'Ne relève pas de notre unité : la correction est à faire par les inscriptions.',
  'Le relevé d’identité bancaire joint est illisible, nous ne pouvons rien traiter en l’état.',
]

export const returnedWork = [
  'La bénéficiaire rappelle : rien n’est disponible à l’agence. Merci de vérifier l’émission.',
  'Le numéro corrigé n’est toujours pas le bon d’après la copie de la carte.',
]

export const reconsidered = [
  'Pièce reçue après l’analyse : elle change la conclusion, à reprendre.',
  'La famille apporte le certificat qui manquait ; l’analyse est à refaire.',
]

export const requalified = [
  'La catégorie choisie ne correspond pas à ce que dit la personne : à qualifier de nouveau.',
]

export const reopened = [
  'La personne rappelle : le mandat annoncé n’est jamais arrivé. Dossier à rouvrir.',
  'Erreur constatée au contrôle : la somme versée est inférieure à celle annoncée dans la réponse.',
]

export const withdrawals = [
  'La personne a été payée entre-temps et ne souhaite pas poursuivre. Confirmé au téléphone.',
  'Doublon : la même réclamation a été déposée au guichet et suit son cours. Retrait demandé par la personne.',
  'La personne retire sa demande, sa situation s’étant réglée sur place.',
]

export const dispensedNotNeeded = [
  'Dépôt anonyme sans coordonnées et sans fait vérifiable : aucune réponse individuelle possible.',
  'La personne a obtenu satisfaction sur place au moment du dépôt et l’a confirmé.',
]

export const dispensedAnswered = [
  'Même objet que la réclamation précédente, déjà répondue. Rappel téléphonique fait ce jour, compris et accepté.',
]

export const unverifiable = [
  'Dépôt sans nom ni numéro de carte.',
  'Numéro de carte illisible sur la photo, personne injoignable au téléphone.',
]

export const notices = [
  'Appel de deux minutes, la personne remercie et attend la date.',
  'Message lu avec la personne, en darija.',
  '',
]

export const announcements = [
  'Date annoncée de vive voix, bien comprise.',
  'La personne demande à être appelée le jour même.',
  '',
]

export const approvals = [
  '',
  '',
  '',
  'Bonne réponse, claire. À envoyer sans attendre.',
  'Vu avec les paiements.',
]

export const staffNotes = [
  'Appel de la personne : elle demande où en est son dossier. Informée de l’étape et de la date limite.',
  'Échange avec le service concerné, réponse attendue en début de semaine.',
  'Dossier semblable à deux autres de la même commune : à surveiller.',
  'Le moqaddem a confirmé l’adresse. Rien de changé dans la composition du ménage.',
  'La personne parle tamazight : la rappeler avec un collègue.',
]

/** How a person proves that an answer was carried, by channel. */
export const proofs: Readonly<Record<string, readonly string[]>> = {
  phone: [
    'Appel de quatre minutes ; la personne a répété la décision avec ses mots.',
    'Appel abouti à la deuxième tentative, décision comprise, lettre refusée.',
  ],
  desk: [
    'Lettre remise en main propre contre signature au registre du guichet.',
    'Lettre lue à la personne, puis remise contre empreinte.',
  ],
  mail: ['Recommandé avec accusé de réception n° RR {number} MA.', 'Courrier déposé, bordereau n° {number}.'],
  exchange: ['Accusé de la plateforme partenaire n° {number}.'],
  ombudsman: ['Transmis à la délégation régionale du Médiateur, accusé n° {number}.'],
}

export const syntheses = {
  honoured: [
    'Engagement tenu à la date annoncée. Travail vérifié au dossier, réponse complète et remise. Rien ne reste dû.',
    'Régularisation vérifiée dans le fichier de paiement, réponse conforme, engagement honoré.',
  ],
  late: [
    'Travail fait, mais après la première date annoncée : le retard compte. Excuses présentées dans la réponse.',
    'Engagement non tenu une fois, puis honoré. La cause du retard est signalée à l’unité.',
  ],
  founded: [
    'Réclamation fondée, réponse vérifiée et remise sur le canal de dépôt. Rien ne reste à faire.',
    'Analyse et réponse concordantes, droit rétabli, délai respecté.',
  ],
  refused: [
    'Refus motivé, règle citée, voies de recours indiquées. Dossier complet.',
    'Motif exact et expliqué simplement ; la personne est informée de son droit de contester.',
  ],
  question: ['Demande d’information satisfaite, à compter à part des réclamations.'],
  withdrawn: ['Retrait confirmé par la personne, note au dossier. Rien ne reste à faire.'],
  dispensed: ['Dispense de réponse justifiée et écrite. Rien ne reste à faire.'],
} as const

/** How others write for a person: around what the person says. */
export const onBehalf: Readonly<Record<'representative' | 'lawyer' | 'organisation', Said>> = {
  representative: {
    fr: 'Je vous écris pour ma mère, qui ne sait pas écrire. Voici ce qu’elle demande : « {words} »',
    ar: 'أكتب إليكم نيابة عن والدتي التي لا تعرف الكتابة، وهذا ما تقوله: «{words}»',
  },
  lawyer: {
    fr: 'Agissant pour le compte de {person}, j’ai l’honneur de vous saisir de ce qui suit : « {words} » Je vous prie de me faire connaître la suite réservée à cette demande.',
    ar: 'نيابة عن {person}، يشرفني أن أعرض عليكم ما يلي: «{words}» والمرجو إخباري بمآل هذا الطلب.',
  },
  organisation: {
    fr: 'Notre association accompagne {person} et vous transmet ses mots : « {words} » Nous restons à votre disposition.',
    ar: 'جمعيتنا تواكب {person} وتنقل إليكم ما يلي: «{words}» ونبقى رهن إشارتكم.',
  },
}
