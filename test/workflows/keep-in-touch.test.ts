// Nobody waits for long without a word, where the programme asks for it.
import { describe, expect, test } from 'vitest'
import { programme } from '../../src/programmes/index.ts'
import { complaint2 } from '../../workflows/complaint.v2.ts'
import { story } from '../support/story.ts'

const amo = programme('AMO_TADAMON')
const opened = (pack = amo) =>
  story(complaint2, pack).on('2023-01-10', 'OPEN', { channel: 'desk', receivedOn: '2023-01-10' })

describe('a word to somebody who waits', () => {
  test('is owed after fifteen days of silence, and again fifteen days after it was said', () => {
    const told = opened().until('2023-01-25', '23:59')
    expect(told.states).not.toContain('due')

    told.until('2023-01-26', '00:00')
    expect(told.states).toContain('due')

    told.on('2023-01-27', 'KEEP_IN_TOUCH', { toldOn: '2023-01-27' })
    expect(told.told).toContain('2023-01-27 tellNews')
    expect(told.until('2023-02-11', '23:59').states).not.toContain('due')
    expect(told.until('2023-02-12', '00:00').states).toContain('due')
  })

  test('is never owed where the programme does not ask for it', () => {
    expect(opened(programme('DAAM')).until('2023-06-30').states).toContain('silent')
  })

  test('is said by a promise or a request for documents too', () => {
    const told = opened().on('2023-01-20', 'ASK_DOCUMENTS').until('2023-02-04', '23:59')

    expect(told.states).not.toContain('due')
    expect(told.until('2023-02-05', '00:00').states).toContain('due')
  })

  test('was not said tomorrow, nor before the complaint came', () => {
    const told = opened().until('2023-01-26')

    expect(told.accepts('2023-01-26', 'KEEP_IN_TOUCH', { toldOn: '2023-01-27' })).toBe(false)
    expect(told.accepts('2023-01-26', 'KEEP_IN_TOUCH', { toldOn: '2023-01-09' })).toBe(false)
  })

  test('is owed no more when the case is withdrawn', () => {
    expect(opened().until('2023-01-27').on('2023-01-27', 'WITHDRAW', { time: '12:00' }).states).toContain(
      'silent',
    )
  })
})
