// The forms that hand work over: one for each desk of a person where cases wait.
import type { SignedIn } from '../../accounts/schema.ts'
import { standInsFor } from '../../accounts/staff.ts'
import { AT_ONCE, type NamedWork } from '../../cases/handover.ts'
import { capital } from '../capital.ts'
import type { CaseDeps } from '../case-deps.ts'
import { blank, type Field, type FieldSpec, type Form, fieldsOf, type Summary, summaryOf } from '../forms.ts'
import type { Say } from './say.ts'

export type HandoverForm = {
  desk: string
  title: string
  button: string
  hint: string
  field: Field | undefined
  summary: Summary | null
}

type Asked = {
  work: readonly NamedWork[]
  today: string
  /** The choice that means everybody of the role. */
  everybody: string
  /** The desk of the form that was refused, with what was chosen. */
  desk?: string
  form?: Form<unknown>
}

/** A form for each of these desks, with those who may take its work today. */
export function handoverForms(
  { db, programmes }: CaseDeps,
  say: Say,
  by: SignedIn,
  asked: Asked,
): Promise<HandoverForm[]> {
  const { t, lang } = say
  return Promise.all(
    asked.work.map(async ({ programme, person, role, cases }) => {
      const desk = `${programme}/${role}`
      const people = await standInsFor(db, by, { person, role, programme }, asked.today)
      const form = asked.desk === desk && asked.form ? asked.form : blank()
      const spec: FieldSpec = {
        name: 'to',
        id: `to-${programme}-${role}`,
        kind: 'select',
        label: t('absence.handover.to'),
        required: true,
        options: [
          { value: '', label: t('absence.handover.pick') },
          { value: asked.everybody, label: t('absence.handover.everybody') },
          ...people.map(({ id, name }) => ({ value: id, label: name })),
        ],
      }
      const fields = fieldsOf(lang, form, [spec])
      return {
        desk,
        title: `${capital(t(`word.role.${role}`))} · ${programmes.find(programme)?.names[lang] ?? programme}`,
        button: t('absence.handover.do', { count: Math.min(cases, AT_ONCE) }),
        hint:
          cases > AT_ONCE ? t('absence.handover.atOnce', { count: AT_ONCE, all: say.f.number(cases) }) : '',
        field: fields[0],
        summary: summaryOf(lang, form, fields),
      }
    }),
  )
}
