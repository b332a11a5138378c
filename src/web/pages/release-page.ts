// The form that hands a case over to another service: where it goes, what that means, and that it was understood.
import { z } from 'zod'
import { natures } from '../../../workflows/sensitive-facts.ts'
import { destinations, type Releasable } from '../../cases/release.ts'
import { blank, type FieldSpec, type Form, fieldsOf, inOrder, summaryOf } from '../forms.ts'
import type { Say } from './say.ts'

/** What is posted. */
export const ReleaseForm = z
  .object({
    destination: z.enum(destinations, { error: 'release.destination.choose' }),
    // Whoever chose no such road may have left the list where it stood.
    nature: z.enum(natures).or(z.literal('')).catch('').default(''),
    understood: z.literal('true', { error: 'release.understood.missing' }),
    revision: z.coerce.number().int().min(1),
  })
  .refine(({ destination, nature }) => destination !== 'confidential' || nature !== '', {
    path: ['nature'],
    error: 'release.nature.choose',
    // Everything that is wrong is told at once.
    when: () => true,
  })

/** What happens to what was written, and what is asked of whoever hands it over, by where it goes. */
const points: Record<Releasable['destinations'][number], readonly string[]> = {
  otherBody: ['leaves', 'print'],
  confidential: ['sealed', 'tellPerson', 'keepNothing'],
}

/** The locals of the page; `form` is what was typed when it was refused. */
export function releasePage(
  say: Say,
  { row, revision, destinations: open }: Releasable,
  form?: Form<unknown>,
) {
  const { t, lang } = say
  const [only, ...others] = open
  // Where there is one road, it is chosen already, and what it asks is asked at once.
  const first = only && others.length === 0 ? { destination: only } : {}
  const fields = fieldsOf(lang, form ?? blank(first), specsOf(say, open))
  return {
    title: t('release.title'),
    id: row.id,
    case: `/cases/${row.id}`,
    action: `/cases/${row.id}/release`,
    // Whoever reads what others did meanwhile decides about the case as it is now.
    revision,
    happens: ['family', 'stays', 'seen'].map((point) => t(`release.happens.${point}`)),
    ways: open.map((destination) => ({
      title: open.length > 1 ? t(`release.way.${destination}`) : '',
      points: points[destination].map((point) => t(`release.happens.${point}`)),
      // Whoever hands it to another body may want to print it; what stays confidential is never printed.
      reread: destination === 'otherBody',
    })),
    fields,
    summary: form ? summaryOf(lang, inOrder(form, fields), fields) : null,
  }
}

function specsOf({ t }: Say, open: Releasable['destinations']): FieldSpec[] {
  return [
    {
      name: 'destination',
      kind: 'radio',
      label: t('release.destination.label'),
      hint: t('release.destination.hint'),
      options: open.map((value) => ({ value, label: t(`release.destination.option.${value}`) })),
      required: true,
    },
    {
      name: 'nature',
      kind: 'select',
      label: t('release.nature.label'),
      options: [
        { value: '', label: t('case.form.choose') },
        ...natures.map((value) => ({ value, label: t(`field.nature.option.${value}`) })),
      ],
      when: { field: 'destination', is: ['confidential'] },
    },
    { name: 'understood', kind: 'tick', label: t('release.understood.label'), required: true },
  ]
}
