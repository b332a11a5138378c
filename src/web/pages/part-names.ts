// The names of what figures are told by: codes of a programme by its pack, the rest by the vocabulary.
import type { Programmes } from '../../programmes/index.ts'
import type { Breakdown } from './figure-choice.ts'
import type { Say } from './say.ts'
import { nameOf } from './work-page.ts'

type Ground = {
  say: Say
  programmes: Programmes
  /** Where one programme was chosen, its name goes without saying. */
  choice: { programme?: string | undefined }
}

/** The name of a part; one of several programmes says of which. */
export function partName(
  ground: Ground,
  by: Breakdown,
  { programme, part }: { programme: string; part: string },
): string {
  const { say, programmes, choice } = ground
  const { t } = say
  if (by === 'programme') return nameOf(say, programmes, programme)
  if (by === 'channel') return t(part === '' ? 'dashboard.none.channel' : `word.channel.${part}`)
  if (by === 'sex' || by === 'area')
    return t(part === '' ? `dashboard.none.${by}` : `dashboard.${by}.${part}`)
  const name = part === '' ? t(`dashboard.none.${by}`) : codeName(programmes, say, { programme, part }, by)
  return choice.programme || programme === ''
    ? name
    : t('dashboard.ofProgramme', { name, programme: nameOf(say, programmes, programme) })
}

const lists = {
  entity: 'entities',
  unit: 'units',
  category: 'categories',
  service: 'services',
} as const

function codeName(
  programmes: Programmes,
  { lang }: Say,
  { programme, part }: { programme: string; part: string },
  by: keyof typeof lists,
): string {
  const known = programmes.find(programme)?.[lists[by]].find(({ code }) => code === part)
  return known?.names[lang] ?? part
}
