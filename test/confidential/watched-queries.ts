// Which fields of its address each page reads, as it reads them: nobody has to keep a list.
import { parse } from 'node:querystring'
import type { Express } from 'express'

/** Fields that mean one case, or a place among cases: tried by themselves, in every shape a page may take them. */
const telling = ['ref', 'case', 'after', 'before', 'q', 'by', 'back', 'template', 'search']
const shapes = ['REF', '1796000000000~REF~1', '1796000000000~REF', '1~REF']

/** What a page may read that takes all fields at once; which of them it uses cannot be seen. */
const unseen = ['after', 'ref', 'q', 'case', 'programme', 'entity']

/** Watches an application read addresses. */
export function watchQueries(app: Express) {
  const read = new Map<string, Set<string>>()
  let current = ''
  const note = (...fields: string[]) => {
    const known = read.get(current) ?? new Set()
    read.set(current, known)
    for (const field of fields) known.add(field)
  }
  app.set(
    'query parser',
    (text: string) =>
      new Proxy(parse(text), {
        get(target, field) {
          if (typeof field === 'string') note(field)
          return Reflect.get(target, field)
        },
        has(target, field) {
          if (typeof field === 'string') note(field)
          return Reflect.has(target, field)
        },
        ownKeys(target) {
          note(...unseen)
          return Reflect.ownKeys(target)
        },
      }),
  )
  return {
    /** The route that is asked for next. */
    now(route: string): void {
      current = route
    },
    /** What to add to the address of a route; a reference goes where REF stands. */
    queriesOf(route: string): string[] {
      const fields = [...(read.get(route) ?? [])]
      const together = fields.filter((field) => !telling.includes(field))
      return [
        ...fields
          .filter((field) => telling.includes(field))
          .flatMap((field) =>
            (['after', 'before'].includes(field) ? shapes : ['REF']).map((shape) => `${field}=${shape}`),
          ),
        ...(together.length > 0 ? [together.map((field) => `${field}=REF`).join('&')] : []),
      ]
    },
  }
}
