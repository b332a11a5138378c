// By which way a message reaches a complainant.
import { describe, expect, test } from 'vitest'
import { type Contact, chosenWay, usualWay } from '../../src/notifications/channels.ts'

describe('the way to a complainant', () => {
  const nobody: Contact = { relation: 'beneficiary', phone: '', email: '', address: '' }
  const phone = { ...nobody, phone: '0612345678' }
  const email = { ...nobody, email: 'fatima@example.ma' }
  const sms = { channel: 'sms', recipient: '+212612345678', status: 'waiting' }
  const mail = { channel: 'email', recipient: 'fatima@example.ma', status: 'waiting' }

  test.each([
    ['the mail it came by', email, ['email'], mail],
    ['the telephone it came by, as a text', phone, ['phone', 'sms'], sms],
    ['the telephone of who complained on the web', phone, ['web', 'sms'], sms],
    ['the mail of who left only that on the web', email, ['web', 'sms'], mail],
    [
      'the page, for who left nothing',
      nobody,
      ['web', 'sms'],
      { channel: 'web', recipient: '', status: 'onPage' },
    ],
    ['the telephone left in a register', phone, ['desk', 'phone', 'sms', 'mail'], sms],
    ['the desk, in person', phone, ['desk'], { channel: 'desk', recipient: '', status: 'byHand' }],
    [
      'a letter, written by a person',
      { ...email, address: '3 rue Atlas, Jerada' },
      ['mail'],
      { channel: 'mail', recipient: '3 rue Atlas, Jerada', status: 'byHand' },
    ],
    ['a partner', nobody, ['exchange'], { channel: 'exchange', recipient: '', status: 'byHand' }],
    [
      'the page, for who stays unknown',
      { ...nobody, relation: 'anonymous' },
      ['desk'],
      { channel: 'desk', recipient: '', status: 'onPage' },
    ],
    [
      'a partner, even for who stays unknown',
      { ...nobody, relation: 'anonymous' },
      ['exchange'],
      { channel: 'exchange', recipient: '', status: 'byHand' },
    ],
  ])('is usually %s', (_name, contact, channels, expected) => {
    expect(usualWay(contact, channels)).toEqual(expected)
  })

  test('a call that a clerk chose is the clerk’s to make', () => {
    expect(chosenWay(phone, 'phone')).toEqual({ channel: 'phone', recipient: '0612345678', status: 'byHand' })
  })

  test('a mail to nowhere is not taken for sent', () => {
    expect(chosenWay(phone, 'email')).toEqual({ channel: 'email', recipient: '', status: 'waiting' })
  })
})
