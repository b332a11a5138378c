// Places as people choose and read them: whole programmes, or one entity of them.
import type { Place } from '../../cases/overseen.ts'
import type { Programmes } from '../../programmes/index.ts'
import type { Option } from '../forms.ts'
import type { Say } from './say.ts'
import { nameOf } from './work-page.ts'

/** The name of a place. */
export function placeName(say: Say, programmes: Programmes, { programme, entity }: Place): string {
  const place = programmes.find(programme)?.entities.find(({ code }) => code === entity)
  const name = nameOf(say, programmes, programme)
  return place ? `${name} · ${place.names[say.lang]}` : name
}

/** The places that may be chosen, as PROGRAMME or PROGRAMME/ENTITY; a choice of one is made already. */
export function placeOptions(say: Say, programmes: Programmes, may: (place: Place) => boolean): Option[] {
  const places = programmes.all.flatMap(({ code, entities }) =>
    ['', ...entities.map((entity) => entity.code)]
      .map((entity) => ({ programme: code, entity }))
      .filter(may)
      .map((place) => ({
        value: place.entity ? `${code}/${place.entity}` : code,
        label: placeName(say, programmes, place),
      })),
  )
  return places.length === 1 ? places : [{ value: '', label: say.t('case.form.choose') }, ...places]
}
