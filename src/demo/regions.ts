// The regions of Morocco and the offices that programmes have there.
import type { Programme } from '../programmes/schema.ts'
import type { Draw } from './draw.ts'
import type { Place } from './places.ts'

/** Where a complaint of somebody who lives at a place is received: their region's office, or the head office. */
export function officeFor({ code, entities }: Programme, channel: string, place: Place, draw: Draw): string {
  const head = entities[0]?.code ?? ''
  const here = regionOf(place)
  const near = channel === 'desk' || channel === 'register' || draw.chance(45)
  if (code === 'HOUSING') return channel === 'ombudsman' ? head : here.company
  if (code === 'AMO_TADAMON') return near ? here.agency : head
  if (code === 'INTEGRITY') return near ? here.listening : head
  if (code !== 'MICROFINANCE' || !near) return head
  const units = entities.filter(({ kind, names }) => kind === 'mobile' && names.fr.endsWith(`, ${here.name}`))
  return draw.chance(50) ? here.branch : draw.pick(units).code
}

/** A region with its offices; where a programme has none, its head office receives. */
type Region = {
  name: string
  provinces: readonly string[]
  /** The company of the housing group. */
  company: string
  /** The branch of the microfinance institution. */
  branch: string
  /** The agency of the health cover. */
  agency: string
  /** Where complaints about health services are heard. */
  listening: string
}

type Offices = Omit<Region, 'name' | 'provinces'>

const region = (name: string, provinces: readonly string[], offices: Partial<Offices>): Region => ({
  company: 'HOLDING',
  branch: 'HEAD_OFFICE',
  agency: 'CNSS',
  listening: 'CENTRAL',
  ...offices,
  name,
  provinces,
})

const regions: readonly Region[] = [
  region('Tanger-Tétouan-Al Hoceïma', ['Chefchaouen', 'Tétouan', 'Al Hoceïma'], {
    company: 'TANGER_TETOUAN',
    branch: 'BRANCH_TANGER',
  }),
  region('Oriental', ['Guercif', 'Taourirt', 'Jerada', 'Figuig'], {
    company: 'ORIENTAL',
    branch: 'BRANCH_ORIENTAL',
    agency: 'OUJDA',
  }),
  region('Fès-Meknès', ['Taounate', 'Taza', 'Boulemane'], {
    company: 'FES_MEKNES',
    branch: 'BRANCH_FES',
    agency: 'FES_SAISS',
    listening: 'FES',
  }),
  region('Rabat-Salé-Kénitra', ['Khémisset', 'Sidi Slimane', 'Kénitra', 'Salé', 'Skhirate-Témara'], {
    company: 'RABAT_SALE',
    branch: 'BRANCH_RABAT',
    agency: 'RABAT_AGDAL',
  }),
  region('Béni Mellal-Khénifra', ['Azilal', 'Béni Mellal', 'Khénifra'], {
    company: 'BENI_MELLAL',
    branch: 'BRANCH_BENI_MELLAL',
    listening: 'CASABLANCA',
  }),
  region('Casablanca-Settat', ['Sidi Bennour', 'El Jadida', 'Benslimane', 'Casablanca', 'Médiouna'], {
    company: 'CASABLANCA',
    branch: 'BRANCH_CASABLANCA',
    agency: 'CASA_AIN_SEBAA',
    listening: 'CASABLANCA',
  }),
  region('Marrakech-Safi', ['Al Haouz', 'Chichaoua', 'Essaouira', 'Safi'], {
    company: 'MARRAKECH',
    branch: 'BRANCH_MARRAKECH',
    agency: 'MARRAKECH_GUELIZ',
    listening: 'MARRAKECH',
  }),
  region('Drâa-Tafilalet', ['Midelt', 'Tinghir', 'Zagora', 'Ouarzazate'], {
    company: 'DRAA_TAFILALET',
    branch: 'BRANCH_DRAA',
    listening: 'MARRAKECH',
  }),
  region('Souss-Massa', ['Taroudant', 'Tiznit'], {
    company: 'SOUSS_MASSA',
    branch: 'BRANCH_SOUSS',
    agency: 'AGADIR_INEZGANE',
    listening: 'MARRAKECH',
  }),
  region('Guelmim-Oued Noun', ['Guelmim', 'Tan-Tan'], { company: 'SUD', branch: 'BRANCH_GUELMIM' }),
  region('Laâyoune-Sakia El Hamra', ['Laâyoune'], { company: 'SUD', branch: 'BRANCH_LAAYOUNE' }),
]

function regionOf({ province }: Place): Region {
  const found = regions.find(({ provinces }) => provinces.includes(province))
  if (!found) throw new Error(`${province} lies in no region`)
  return found
}
