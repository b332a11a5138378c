// What people report about corruption; nobody is named in these stories.
import type { Request } from './story.ts'

const CORRUPTION = {
  programme: 'INTEGRITY',
  service: 'CORRUPTION',
  kind: 'conduct',
  unit: 'INSPECTION',
  nameless: true,
} as const

const ANSWER = {
  fr: 'Nous avons examiné ce que vous nous avez signalé et saisi l’autorité compétente. Elle mène sa propre enquête ; son secret nous interdit d’en dire davantage. Si quelqu’un vous menace à cause de ce message, dites-le-nous aussitôt.',
  ar: 'درسنا ما أبلغتم عنه وأحلناه على الجهة المختصة التي تباشر بحثها، وتمنعنا سريته من قول المزيد. وإذا هددكم أحد بسبب هذا التبليغ فأخبرونا فوراً.',
}

export const integrityRequests: readonly Request[] = [
  {
    ...CORRUPTION,
    category: 'BRIBE',
    weight: 4,
    object: { fr: 'Argent demandé pour un lit', ar: 'طلب مال مقابل سرير بالمستشفى' },
    told: {
      fr: [
        'À {hospital}, un employé m’a demandé trois cents dirhams pour trouver un lit à mon père. Quand j’ai refusé, on nous a laissés dans le couloir jusqu’au matin.',
        'Pour passer la radio avant deux mois il faut « voir » le gardien. Tout le monde le sait à {hospital}. Je ne veux pas que mon nom sorte.',
      ],
      ar: [
        'طلب مني أحد العاملين ب{hospital} ثلاثمائة درهم ليجد سريراً لوالدي، وعندما رفضت تركونا في الممر إلى الصباح.',
        'باش تدوز الراديو خاصك تشوف العساس. كلشي عارفها ف{hospital}. ما بغيتش سميتي تخرج.',
      ],
    },
    finding:
      'Trois signalements concordants sur le même service, même mode opératoire. Relève de la justice pénale.',
    yes: ANSWER,
    synthesis: 'Faits transmis à l’autorité compétente, auteur informé et protégé.',
  },
  {
    ...CORRUPTION,
    category: 'DIVERSION',
    weight: 2,
    object: { fr: 'Médicaments du centre revendus', ar: 'إعادة بيع أدوية المركز الصحي' },
    told: {
      fr: [
        'Les boîtes d’insuline arrivent à {centre} le lundi, et le mercredi on les trouve chez un épicier avec le cachet du ministère. J’ai une photo.',
      ],
      ar: [
        'تصل علب الأنسولين إلى {centre} يوم الاثنين، ويوم الأربعاء نجدها عند بقال وعليها طابع الوزارة. لدي صورة.',
      ],
    },
    finding: 'Écart de stock constaté sur quatre mois, cachets identiques sur la photo.',
    yes: ANSWER,
    synthesis: 'Écart de stock établi, dossier transmis, stock remis sous double clé.',
  },
  {
    ...CORRUPTION,
    category: 'FAVOUR',
    weight: 2,
    object: { fr: 'Rendez-vous donnés par connaissance', ar: 'مواعيد تُمنح بالمحسوبية' },
    told: {
      fr: [
        'La liste des opérations de {hospital} change chaque nuit. Des noms sont ajoutés en tête, toujours de la même famille.',
      ],
      ar: ['تتغير لائحة العمليات ب{hospital} كل ليلة، وتضاف أسماء في أولها وكلها من نفس العائلة.'],
    },
    finding: 'Journal du logiciel : onze inversions en un mois, toutes depuis le même poste.',
    yes: ANSWER,
    synthesis: 'Liste placée sous contrôle du médecin-chef, faits transmis à l’inspection.',
  },
]
