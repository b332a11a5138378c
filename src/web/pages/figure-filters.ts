// The links above figures: which programme, which period.
import type { Viewer } from '../../cases/desks.ts'
import { asOverseer, counters } from '../../cases/overseen.ts'
import type { Programmes } from '../../programmes/index.ts'
import { dashboardHref, type FigureChoice, type Period } from './figure-choice.ts'
import type { Say } from './say.ts'
import { nameOf } from './work-page.ts'

type Link = { text: string; href: string; current: boolean }

/** Programme and period as sentences of links; a group of one choice is left out. */
export function choiceLinks(
  say: Say,
  viewer: Viewer,
  programmes: Programmes,
  choice: FigureChoice,
): { label: string; links: Link[] }[] {
  const { t } = say
  const codes = [...new Set(asOverseer(viewer, counters).grants.map(({ programme }) => programme))]
  const chosen = { ...choice, entity: undefined }
  const ofProgramme = [
    {
      text: t('dashboard.allProgrammes'),
      href: dashboardHref({ ...chosen, programme: undefined }),
      current: !choice.programme,
    },
    ...codes.map((code) => ({
      text: nameOf(say, programmes, code),
      href: dashboardHref({ ...chosen, programme: code }),
      current: choice.programme === code,
    })),
  ]
  const ofPeriod = (['weeks4', 'weeks12', 'year'] satisfies Period[]).map((period) => ({
    text: t(`dashboard.periods.${period}`),
    href: dashboardHref({ ...choice, period }),
    current: choice.period === period,
  }))
  return [
    ...(codes.length > 1 ? [{ label: t('work.programme'), links: ofProgramme }] : []),
    { label: t('dashboard.periods.label'), links: ofPeriod },
  ]
}
