// x
import { programmes } from '../src/programmes/index.ts'
import { type Person, person } from './people.ts'
export const officePeople: Person[] = programmes.flatMap(({ code, entities, units }) => [
  ...[1, 2, 3].flatMap((n) => [
    person('clerk', code, '', n),
    person('supervisor', code, '', n),
    person('closer', code, '', n),
  ]),
  ...entities.map((entity) => person('clerk', code, entity.code)),
  ...units.map((unit) => person('processor', code, unit.code)),
])
