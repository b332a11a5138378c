// The people of a large office: some for a whole programme, one clerk an entity, one processor a unit.
import { programmes } from '../src/programmes/index.ts'
import { type Person, person } from './people.ts'

const wholeProgramme = ['clerk', 'supervisor', 'closer'] as const

export const office: readonly Person[] = programmes.flatMap(({ code, entities, units }) => [
  ...[1, 2, 3].flatMap((n) => wholeProgramme.map((role) => person(role, code, '', n))),
  ...entities.map((entity) => person('clerk', code, entity.code)),
  ...units.map((unit) => person('processor', code, unit.code)),
])
