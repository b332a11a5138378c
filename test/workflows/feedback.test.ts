// An observation or a suggestion: acknowledged, routed, noted, thanked for, closed by somebody else.
import { expect, test } from 'vitest'
import { feedback } from '../../workflows/feedback.ts'
import { story } from '../support/story.ts'

const routed = () =>
  story(feedback)
    .on('2023-01-10', 'OPEN', { channel: 'desk', receivedOn: '2023-01-10' })
    .on('2023-01-11', 'ROUTE', { unit: 'PAYMENTS', by: 'clerk' })

test('a suggestion is noted by the unit it concerns, and whoever made it is thanked', () => {
  const told = routed()
    .on('2023-01-12', 'TAKE_NOTE', { by: 'unit' })
    .on('2023-01-13', 'THANK', { by: 'clerk', channel: 'desk' })

  for (const by of ['clerk', 'unit']) expect(told.accepts('2023-01-14', 'CLOSE', { by })).toBe(false)
  told.on('2023-01-14', 'CLOSE', { by: 'closer', time: '12:00' })

  expect(told.told).toEqual(expect.arrayContaining(['2023-01-10 acknowledge', '2023-01-13 thank']))
  expect(told.context).toMatchObject({ outcome: 'answered', closingOn: '2023-01-14' })
})

test('a unit that it does not concern gives it back', () => {
  expect(routed().on('2023-01-12', 'RETURN_TO_CLERK').states).toContain('received')
})

test('nobody is thanked before somebody took note', () => {
  expect(routed().accepts('2023-01-12', 'THANK', { channel: 'desk' })).toBe(false)
})
