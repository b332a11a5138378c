// A referral by the ombudsman: a correspondence that is kept, and an answer to the ombudsman's office.
import { expect, test } from 'vitest'
import { ombudsman } from '../../workflows/ombudsman.ts'
import { answeredOn, story } from '../support/story.ts'

const analysed = () =>
  story(ombudsman)
    .on('2023-01-10', 'OPEN', { channel: 'ombudsman', receivedOn: '2023-01-10' })
    .on('2023-01-11', 'ANALYSE_REFERRAL', { founded: 'yes', by: 'analyst' })

test('a referral is analysed, answered on the channel it came by, and closed by somebody else', () => {
  const told = answeredOn(analysed(), '2023-01-12')

  for (const by of ['analyst', 'writer', 'reviewer', 'sender'])
    expect(told.accepts('2023-01-13', 'CLOSE', { by })).toBe(false)
  told.on('2023-01-13', 'CLOSE', { by: 'closer', time: '12:00' })

  expect(told.context).toMatchObject({ outcome: 'answered', founded: 'yes', closingOn: '2023-01-13' })
})

test('letters are recorded whatever the case waits for, even when it is closed', () => {
  const letter = { direction: 'in', letterOn: '2023-01-12' }
  const open = analysed()
  const closed = answeredOn(analysed(), '2023-01-12').on('2023-01-13', 'CLOSE', { by: 'closer' })

  expect(open.accepts('2023-01-12', 'RECORD_LETTER', letter)).toBe(true)
  expect(closed.accepts('2023-01-20', 'RECORD_LETTER', letter)).toBe(true)
})

test('an answer that has to be thought over again is analysed again', () => {
  expect(analysed().on('2023-01-12', 'RECONSIDER').states).toContain('received')
})
