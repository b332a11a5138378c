// Files of a plan as lines, and the form that withdraws one.
import type { PlanFile } from '../../plans/files.ts'
import type { FieldSpec } from '../forms.ts'
import { fileIcon } from './file-icon.ts'
import type { Say } from './say.ts'

/** The files of one action, each with who added it and when. */
export const fileLines = (
  { t, f }: Say,
  { plan, n }: { plan: string; n: number },
  files: readonly PlanFile[],
  names: ReadonlyMap<string, string>,
) =>
  files
    .filter(({ action }) => action === n)
    .map((file) => ({
      href: `/plans/${plan}/files/${file.id}`,
      name: file.name,
      icon: fileIcon(file.type),
      meta: t('case.documents.meta', {
        size: f.bytes(file.bytes),
        who: names.get(file.added_by) ?? '',
        date: f.dayShortYear(file.added_at),
      }),
    }))

/** The fields that withdraw one of them. */
export const withdrawalFields = ({ t }: Say, n: number, files: readonly PlanFile[]): FieldSpec[] => [
  {
    ...{ name: 'file', kind: 'select', label: t('plan.file.which'), required: true },
    options: [
      { value: '', label: t('plan.file.choose') },
      ...files.filter(({ action }) => action === n).map(({ id, name }) => ({ value: id, label: name })),
    ],
  },
  {
    ...{ name: 'fileWhy', kind: 'text', label: t('plan.file.why'), required: true },
    hint: t('plan.file.whyHint'),
  },
]
