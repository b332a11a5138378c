// Finding cases by what was told in them, in French and in Arabic, the same on both databases.
import { beforeAll, describe, expect, test } from 'vitest'
import { type Excerpt, excerptsOf } from '../../src/cases/excerpts.ts'
import { type Asked, findCases, MOST_COUNTED, PAGE } from '../../src/cases/find-cases.ts'
import type { Filters } from '../../src/cases/search-filters.ts'
import { wordsAsked, wordsOf } from '../../src/cases/text-words.ts'
import { days } from '../support/clock.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Name, type Office, openOffice } from '../support/office.ts'
import { lead, leadTo } from './roads.ts'

describe('the words of a text', () => {
  test.each<[string, string[]]>([
    ['L’école n’a pas reçu l’aide d’Azrou', ['ecole', 'pas', 'recu', 'aide', 'azrou']],
    ['Œuvre, NAÏF, çà et là', ['œuvre', 'naif', 'ca', 'et', 'la']],
    ['لم أستلم الدَّفعة', ['لم', 'استلم', 'الدفعه', 'دفعه']],
    ['والدفعة بالبنك للأسرة', ['والدفعه', 'دفعه', 'بالبنك', 'بنك', 'للاسره', 'اسره']],
    ['مستشفى ـــ مســتشفي', ['مستشفي']],
    ['2026/03 : 1.250 dh', ['2026', '03', '250', 'dh']],
    ['🙂 _ % "', []],
  ])('« %s » are %j', (text, words) => {
    expect(wordsOf(text)).toEqual(words)
  })

  test.each<[string, string[]]>([
    ['les aides de l’école', ['les', 'aides', 'de', 'ecole']],
    ['الدفعة', ['دفعه']],
    ['aide  aide retard', ['aide', 'retard']],
    ['retard aide retard', ['aide', 'retard']],
  ])('« %s » asks for %j', (text, words) => {
    expect(wordsAsked(text)).toEqual(words)
  })

  test('are asked for by the forms that a text is found under', () => {
    for (const text of ['والمدرسة', 'بالمدرسة', 'للمدرسة', 'المدرسة', 'كالمدرسة', 'فالمدرسة'])
      for (const asked of ['المدرسة', 'مدرسة', 'المدرسه'])
        expect(wordsOf(text)).toEqual(expect.arrayContaining(wordsAsked(asked)))
  })
})

const corpus = {
  bank: {
    object: 'Virement rejeté',
    description: 'La banque a rejeté le virement de février à Béni Mellal.',
  },
  school: { object: 'Bourse refusée', description: 'L’école n’a pas envoyé le certificat de scolarité.' },
  widow: {
    object: 'تأخر الدفعة',
    description: 'لم أتوصّل بالدفعة الأخيرة من البنك، والمدرسة بعيدة.',
    name: 'عائشة الفاسي',
    language: 'ar',
  },
  phone: {
    object: 'Numéro changé',
    description: 'Mon téléphone a changé, merci de corriger. Virement attendu.',
  },
} as const
type Told = keyof typeof corpus

eachDatabase('a search of texts', (open) => {
  let office: Office
  const cases = new Map<string, string>()
  const idOf = (who: string) => [...cases].find(([, one]) => one === who)?.[0] ?? ''

  beforeAll(async () => {
    office = await openOffice((await open()).db)
    for (const [who, fields] of Object.entries(corpus)) {
      office.clock.advance(60_000)
      cases.set(await office.register(fields), who)
    }
  })

  const ask = (text: string, filters: Filters = {}, who: Name = 'clerk', more: Partial<Asked> = {}) =>
    findCases(office.db, office.staff[who], { text, filters, ...more })
  const find = async (text: string, filters: Filters = {}, who: Name = 'clerk') =>
    (await ask(text, filters, who)).rows.map(({ id }) => cases.get(id))

  test.each<[string, Told[]]>([
    ['virement', ['phone', 'bank']],
    ['VIREMENT rejete', ['bank']],
    ['rejeté virement février', ['bank']],
    ['beni mellal', ['bank']],
    ['ecole', ['school']],
    ['L’École', ['school']],
    ['scol', ['school']],
    ['scol ', []],
    ['scol certificat', []],
    ['certificat scol', ['school']],
    ['telephone', ['phone']],
    ['irement', []],
    ['fatima virement', ['phone', 'bank']],
    ['idrissi bank', []],
    ['دفعة', ['widow']],
    ['الدفعه', ['widow']],
    ['الدَّفْعَـــة الأخيرة', ['widow']],
    ['مدرسه بنك', ['widow']],
    ['عايشة دفعة', ['widow']],
    ['اتوصل', ['widow']],
    ['توصل', []],
    ['دف', ['widow']],
    ['د', []],
    ['', []],
    ['%', []],
    ['" OR "', []],
    ["' | 'virement", ['phone', 'bank']],
    ['x* NOT y', []],
  ])('for « %s » finds %j, the newest first', async (text, expected) => {
    expect(await find(text)).toEqual(expected)
  })

  test('finds what was answered and how it was closed, from the moment it was written', async () => {
    const id = await office.register({ description: 'Une demande ordinaire, sans rien de particulier.' })
    cases.set(id, 'answered')
    await lead(office, id, 'qualify', 'conclude')
    expect(await find('zaouia')).toEqual([])

    await office.act(id, office.staff.clerk, 'SUBMIT_ANSWER', {
      language: 'fr',
      text: 'Le guichet de Zaouïa Cheikh vous attend dès lundi matin.',
    })
    expect(await find('zaouia cheikh')).toEqual(['answered'])
    expect(await find('zaouia particulier')).toEqual(['answered'])
    await lead(office, id, 'approve', 'send')
    await office.act(id, office.staff.closer, 'CLOSE', {
      synthesis: 'Guichet désigné, complainant informé à Khénifra.',
    })

    expect(await find('khenifra guichet')).toEqual(['answered'])
    expect(await find('khenifra', { stage: 'close' })).toEqual(['answered'])
    expect(await find('khenifra', { stage: 'analyse' })).toEqual([])
  })

  test('does not find what the office writes to itself', async () => {
    const id = idOf('bank')
    await office.act(id, office.staff.clerk, 'ADD_NOTE', { note: 'Dossier sensible pour Ouarzazate.' })

    expect(await find('ouarzazate')).toEqual([])
  })

  test('finds a reference, a card and a telephone, whatever else is asked for', async () => {
    const id = await office.register({ phone: '0612340000', cnie: 'BE770011', externalKey: 'BO-77/12' })
    cases.set(id, 'numbers')

    for (const text of [id, '06 12 34 00 00', 'be770011', 'bo-77/12', 'fatima 0612340000'])
      expect([text, await find(text)]).toEqual([text, ['numbers']])
    expect(await find(id, { channel: 'web' })).toEqual([])
    expect(await find('be770011', { channel: 'desk' })).toEqual(['numbers'])
  })

  describe('narrowed', () => {
    let promised: string
    let refused: string
    beforeAll(async () => {
      promised = await leadTo(office, 'promised', { description: 'Narration commune, promesse.' })
      office.clock.advance(60_000)
      refused = await leadTo(office, 'refused', {
        description: 'Narration commune, refus.',
        channel: 'email',
        email: 'fatima@example.ma',
      })
      cases.set(promised, 'promised')
      cases.set(refused, 'refused')
    })

    test.each<[Filters, string[]]>([
      [{}, ['refused', 'promised']],
      [{ programme: 'DAAM' }, ['refused', 'promised']],
      [{ programme: 'TAYSSIR' }, []],
      [{ programme: 'DAAM', entity: 'RABAT' }, ['refused', 'promised']],
      [{ programme: 'DAAM', entity: 'JERADA' }, []],
      [{ unit: 'PAYMENTS' }, ['promised']],
      [{ channel: 'email' }, ['refused']],
      [{ category: 'PAYMENT_MISSING' }, ['refused', 'promised']],
      [{ category: 'NOTHING' }, []],
      [{ stage: 'commit' }, ['promised']],
      [{ mark: 'held' }, ['promised']],
      [{ mark: 'late' }, []],
      [{ verdict: 'no' }, ['refused']],
      [{ verdict: 'no', ground: 'contestsRules' }, ['refused']],
      [{ verdict: 'yes' }, []],
      [{ closedFrom: '2020-01-01' }, []],
      [{ receivedTo: '2020-01-01' }, []],
      [{ receivedFrom: '2026-11-25', receivedTo: '2026-12-31' }, ['refused', 'promised']],
      [{ channel: 'email', verdict: 'no', receivedFrom: '2026-11-25' }, ['refused']],
      [{ channel: 'email', unit: 'PAYMENTS' }, []],
    ])('by %j finds %j', async (filters, expected) => {
      expect(await find('narration', filters)).toEqual(expected)
      if (Object.keys(filters).length > 0) {
        const all = await find('', filters)
        expect(all.filter((one) => ['promised', 'refused'].includes(one ?? ''))).toEqual(expected)
      }
    })

    test('by whom work was given to, with words and without', async () => {
      const { clerk2, supervisor } = office.staff
      await office.act(refused, supervisor, 'ASSIGN', { role: 'clerk', to: clerk2.id })

      expect(await find('narration', { assigned: clerk2.id })).toEqual(['refused'])
      expect(await find('', { assigned: clerk2.id })).toEqual(['refused'])
      expect(await find('', { assigned: office.staff.clerk.id })).toEqual([])
    })
  })

  test('finds for each role what that role may read, and nothing else', async () => {
    const told = { description: 'Mot rarissime : bergamote.' }
    const here = await office.register(told)
    const referred = await leadTo(office, 'referred', told)
    const elsewhere = await office.register(
      { ...told, entity: 'JERADA' },
      await office.hire('jerada', [{ role: 'clerk', programme: 'DAAM', entity: 'JERADA' }]),
    )
    for (const [id, who] of Object.entries({
      [here]: 'here',
      [referred]: 'referred',
      [elsewhere]: 'elsewhere',
    }))
      cases.set(id, who)
    const seen: Partial<Record<Name, string[]>> = {
      ...Object.fromEntries(
        ['agent', 'clerk', 'clerk2', 'supervisor', 'supervisor2', 'closer'].map((name) => [
          name,
          ['here', 'referred'],
        ]),
      ),
      auditor: ['elsewhere', 'here', 'referred'],
      processor: ['referred'],
    }

    for (const name of Object.keys(office.staff) as Name[]) {
      const found = await ask('bergamote', {}, name)
      const expected = seen[name] ?? []
      expect([name, found.rows.map(({ id }) => cases.get(id) ?? '').sort()]).toEqual([name, expected])
      expect([name, found.count]).toEqual([name, { n: expected.length, more: false }])
      expect(await find(here, {}, name)).toEqual(expected.includes('here') ? ['here'] : [])
    }
  })

  test('finds a restricted case for its handlers alone, and by nobody’s name', async () => {
    const { db, staff } = office
    const handler = await office.hire('handler', [{ role: 'supervisor', programme: 'INTEGRITY', entity: '' }])
    const desk = await office.hire('desk', [{ role: 'clerk', programme: 'INTEGRITY', entity: '' }])
    const pack = office.programmes.get('INTEGRITY')
    const category =
      pack.categories.find(({ services }) => services?.includes('CORRUPTION')) ?? pack.categories[0]
    const id = await office.register(
      {
        programme: 'INTEGRITY',
        entity: pack.entities[0]?.code ?? '',
        category: category?.code ?? '',
        service: 'CORRUPTION',
        description: 'Un agent demande un bakchich pour le tampon.',
        name: 'Brahim Ouhaddou',
      },
      desk,
    )
    const restricted = await office.row(id)
    expect(restricted.restricted).toBe(1)

    const found = async (viewer: Parameters<typeof findCases>[1], text: string) =>
      (await findCases(db, viewer, { text, filters: {} })).rows.map((row) => row.id)
    expect(await found(handler, 'bakchich tampon')).toEqual([id])
    expect(await found(handler, 'ouhaddou')).toEqual([])
    for (const viewer of [desk, staff.auditor, staff.clerk])
      expect(await found(viewer, 'bakchich')).toEqual([])
  })

  describe('of many cases', () => {
    const many = 60
    const ids: string[] = []
    beforeAll(async () => {
      for (let n = 0; n < many; n += 1) {
        // Over weeks, with two in the same second now and then.
        if (n % 5 !== 0) office.clock.advance(n % 7 === 0 ? days(9) : 61_000)
        ids.push(await office.register({ description: `Foule de cas, le numéro ${n}.` }))
      }
    })

    const pages = async (text: string, between?: () => Promise<unknown>) => {
      const seen: string[] = []
      let after: number | undefined
      for (;;) {
        const page = await ask(text, {}, 'clerk', { after })
        seen.push(...page.rows.map(({ id }) => id))
        if (page.next === null) return seen
        after = page.next
        await between?.()
      }
    }

    test('shows a page, says how many there are, and loses or repeats none while others come', async () => {
      const first = await ask('foule')
      expect(first.rows).toHaveLength(PAGE)
      expect(first.count).toEqual({ n: many, more: false })

      const seen = await pages('foule', () => office.register({ description: 'Encore une foule.' }))

      expect(seen.slice().sort()).toEqual(ids.slice().sort())
      const received = new Map(
        (await office.db.read('cases').select('id', 'received_at')).map((row) => [row.id, row.received_at]),
      )
      const times = seen.map((id) => Math.floor(received.get(id) / 1000))
      expect(times).toEqual(times.toSorted((a, b) => b - a))
      expect(await pages('fou')).toHaveLength(many + 2)
    })

    test('says that there are more than it counts', async () => {
      for (let n = 0; n < MOST_COUNTED; n += 1)
        await office.register({ description: `Multitude ${n}.`, name: 'Zineb Multiple' })

      expect((await ask('multitude')).count).toEqual({ n: MOST_COUNTED, more: false })
      await office.register({ description: 'Multitude encore.' })
      expect((await ask('multitude')).count).toEqual({ n: MOST_COUNTED, more: true })
    }, 60_000)
  })

  describe('says why', () => {
    const excerptOf = async (text: string): Promise<Excerpt | undefined> => {
      const { rows, words } = await ask(text)
      return (
        await excerptsOf(
          office.db,
          rows.map(({ id }) => id),
          words,
        )
      ).get(rows[0]?.id ?? '')
    }
    const marked = (excerpt: Excerpt | undefined) =>
      excerpt?.pieces.filter((piece) => piece.marked).map((piece) => piece.text)

    test('with the words as they were written, accents and all', async () => {
      const excerpt = await excerptOf('fevrier beni')

      expect(marked(excerpt)).toEqual(['février', 'Béni'])
      expect(excerpt?.pieces.map(({ text }) => text).join('')).toBe(corpus.bank.description)
      expect(excerpt).toMatchObject({ arabic: false, cutBefore: false, cutAfter: false })
    })

    test('in Arabic, from right to left', async () => {
      const excerpt = await excerptOf('اتوصل البنك')

      expect(marked(excerpt)).toEqual(['أتوصّل', 'البنك'])
      expect(excerpt?.arabic).toBe(true)
    })

    test('with a piece of a long text', async () => {
      await office.register({
        description: `${'Long récit. '.repeat(40)}Une aubergine ici. ${'Suite. '.repeat(60)}`,
      })
      const excerpt = await excerptOf('auberg')

      expect(marked(excerpt)).toEqual(['aubergine'])
      expect(excerpt).toMatchObject({ cutBefore: true, cutAfter: true })
      expect(excerpt?.pieces.map(({ text }) => text).join('').length).toBeLessThanOrEqual(161)
    })

    test('not, when a name alone was found', async () => {
      expect(await excerptOf('zineb multiple')).toBeUndefined()
    })
  })
})
