// The people of the demonstration: the accounts of the sign-in page, and colleagues whose names stand in the journals.
import type { Role } from '../../workflows/kit.ts'

export const DEMO_DOMAIN = 'demo.jawab'

/** `TAYSSIR`, or `DAAM/RABAT` for one place of it; `*` is the installation. */
export type Post = { role: Role; places: readonly string[] }

export type Person = Post & {
  /** What stands before the @ of the login. */
  account: string
  name: string
  /** Whether the sign-in page offers a button for it. */
  offered: boolean
  /** A confidential role that still waits for its confirmation. */
  pending?: boolean
}

const ORDINARY = ['TAYSSIR', 'DAAM', 'AMO_TADAMON', 'TADAMON_COVID', 'HOUSING', 'MICROFINANCE'] as const
/** With the programme whose corruption cases only named people see. */
const ALL = [...ORDINARY, 'INTEGRITY'] as const

const offered = (account: string, name: string, role: Role, places: readonly string[] = ALL): Person => ({
  account,
  name,
  role,
  places,
  offered: true,
})
const colleague = (account: string, name: string, role: Role, ...places: string[]): Person => ({
  account,
  name,
  role,
  places,
  offered: false,
})

/** In the order of the buttons on the sign-in page. */
export const staff: readonly Person[] = [
  offered('agent', 'Imane Rifai', 'agent', ORDINARY),
  offered('clerk', 'Salma Benjelloun', 'clerk', ORDINARY),
  offered('clerk2', 'Anas Kettani', 'clerk'),
  offered('processor', 'Youssef Alaoui', 'processor'),
  offered('supervisor', 'Nadia Berrada', 'supervisor', ORDINARY),
  offered('supervisor2', 'Omar Filali', 'supervisor'),
  offered('closer', 'Karim Sefrioui', 'closer'),
  offered('auditor', 'Driss Mansouri', 'auditor'),
  offered('focal', 'Hind Lamrani', 'focal_point', ORDINARY),
  offered(
    'specialist',
    'Association Amal',
    'specialist',
    ALL.map((programme) => `${programme}/AMAL`),
  ),
  offered('verifier', 'Said Ouazzani', 'verifier', ['TAYSSIR/MENPS']),
  offered('reporter', 'Leila Guessous', 'reporter'),
  offered('admin', 'Mehdi Tahiri', 'admin', ['*']),

  colleague('z.doukkali', 'Zakaria Doukkali', 'agent', 'DAAM/CASABLANCA'),
  colleague('n.oubella', 'Naïma Oubella', 'agent', 'TAYSSIR'),
  colleague('h.lahlou', 'Hajar Lahlou', 'clerk', 'TAYSSIR'),
  colleague('a.sabri', 'Amine Sabri', 'clerk', 'TAYSSIR'),
  colleague('s.hilali', 'Souad Hilali', 'clerk', 'DAAM/RABAT', 'DAAM/CNRA'),
  colleague('m.bekkali', 'Mounir Bekkali', 'clerk', 'DAAM/CASABLANCA'),
  colleague('r.zerouali', 'Rachida Zerouali', 'clerk', 'DAAM/JERADA'),
  colleague('ml.bouh', 'Mohamed Lamine Bouh', 'clerk', 'DAAM/LAAYOUNE'),
  colleague('h.guerraoui', 'Hicham Guerraoui', 'processor', 'TAYSSIR/PAYMENTS'),
  colleague('s.mernissi', 'Sanae Mernissi', 'processor', 'TAYSSIR/ENROLMENT'),
  colleague('a.raji', 'Ayoub Raji', 'processor', 'TAYSSIR/SYSTEMS'),
  colleague('l.benkirane', 'Latifa Benkirane', 'processor', 'DAAM/PENSIONS'),
  colleague('t.ouali', 'Tarik Ouali', 'processor', 'DAAM/PAYMENTS'),
  colleague('m.alami', 'Meriem Alami', 'supervisor', 'TAYSSIR', 'DAAM'),
  colleague('f.laaroussi', 'Fouad Laaroussi', 'closer', 'TAYSSIR', 'DAAM'),
  colleague('a.bennis', 'Asmae Bennis', 'closer', 'TAYSSIR', 'DAAM'),
  colleague('b.elouafi', 'Btissam El Ouafi', 'agent', 'AMO_TADAMON', 'TADAMON_COVID'),
  colleague('i.hajji', 'Ismail Hajji', 'agent', 'HOUSING', 'MICROFINANCE'),
  colleague('w.naciri', 'Wafae Naciri', 'agent', 'INTEGRITY'),
  colleague('k.ennaji', 'Kenza Ennaji', 'clerk', 'AMO_TADAMON'),
  colleague('j.belghiti', 'Jalal Belghiti', 'clerk', 'TADAMON_COVID'),
  colleague('n.rhazi', 'Nawal Rhazi', 'clerk', 'HOUSING'),
  colleague('y.ouhammou', 'Yahya Ouhammou', 'clerk', 'MICROFINANCE'),
  colleague('r.bouzidi', 'Redouane Bouzidi', 'processor', 'AMO_TADAMON/AFFILIATION', 'AMO_TADAMON/BENEFITS'),
  colleague('f.kadiri', 'Fadwa Kadiri', 'processor', 'AMO_TADAMON/PROVIDERS'),
  colleague('a.moutaouakil', 'Adil Moutaouakil', 'processor', 'HOUSING/AFTER_SALES', 'HOUSING/WORKS'),
  colleague('c.benchekroun', 'Chadia Benchekroun', 'processor', 'HOUSING/LAND_TITLES', 'HOUSING/COMMERCIAL'),
  colleague('h.aitmbark', 'Hassan Aït Mbark', 'processor', 'MICROFINANCE/LOANS', 'MICROFINANCE/COLLECTION'),
  colleague('g.tazi', 'Ghita Tazi', 'supervisor', 'AMO_TADAMON', 'TADAMON_COVID'),
  colleague('m.bouayad', 'Mustapha Bouayad', 'supervisor', 'HOUSING', 'MICROFINANCE'),
  colleague('s.hajoui', 'Siham Hajoui', 'closer', 'AMO_TADAMON', 'TADAMON_COVID', 'HOUSING', 'MICROFINANCE'),
  // Reads for the others when they cannot: a focal point of elsewhere.
  colleague('l.skalli', 'Loubna Skalli', 'focal_point', 'INTEGRITY'),
  { ...colleague('s.chafik', 'Samira Chafik', 'focal_point', 'DAAM'), pending: true },
]
