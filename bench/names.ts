// People by the million: names as common and as rare as in life, cards and telephones of their own.
import type { Draw } from '../test/support/draw.ts'

const FIRST = `Mohamed Fatima Ahmed Khadija Youssef Amina Hassan Aicha Rachid Zineb Said Naima Omar Latifa Brahim Malika
  Mustapha Hanane Karim Samira Abdellah Rkia Driss Nadia Hamid Saida Khalid Ilham Idir Ouafae Tarik Meryem Lahcen
  Ghita Anas Salma Ayoub Hajar Reda Imane محمد فاطمة عائشة خديجة أحمد يوسف زينب سعيد نعيمة عمر لطيفة إبراهيم`
const LEFT = 'Ben Bou Ait El Ou Al Ha Cha Ta Za Id Mou La Sa Ra Gha Kha Da Fa Ma'.split(' ')
const MIDDLE = 'bra da ha kri la ma na ra sa ta wa ya zi dri li mi'.split(' ')
const RIGHT = 'ssi oui ni di li mi ki ri bi zi chi dou ane our ach id al oum ir out'.split(' ')

const first = FIRST.split(/\s+/)

export type Somebody = { name: string; phone: string; cnie: string }

/** A stream of complainants; one in eight has complained before. */
export function complainants(draw: Draw): () => Somebody {
  const known: Somebody[] = []
  return () => {
    if (known.length > 0 && draw.chance(12)) return draw.pick(known)
    const somebody = {
      name: `${first[rare(draw, first.length)]} ${draw.pick(LEFT)}${MIDDLE[rare(draw, MIDDLE.length)]}${draw.pick(RIGHT)}`,
      phone: `06${String(draw.below(100_000_000)).padStart(8, '0')}`,
      cnie: `${draw.pick(['A', 'AB', 'BE', 'BK', 'JB', 'X', 'EE', 'W'])}${draw.between(100_000, 999_999)}`,
    }
    if (known.length < 2000) known.push(somebody)
    else known[draw.below(known.length)] = somebody
    return somebody
  }
}

/** A place in a list, the first ones far more often than the last. */
const rare = (draw: Draw, length: number): number =>
  Math.floor(length * (draw.below(1_000_000) / 1_000_000) ** 2)
