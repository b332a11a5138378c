// How a message reaches a complainant: by itself when the product can carry it, else by a person, else on the page.
import { foldPhone } from '../cases/folding.ts'
import type { MessageStatus } from '../cases/messages.ts'

/** What a complainant left to be reached at; '' where there is nothing. */
export type Contact = { relation: string; phone: string; email: string; address: string }

export type Way = { channel: string; recipient: string; status: MessageStatus }

/** What a partner carries to people it knows, even if we do not. */
const PARTNERS = ['exchange', 'ombudsman']

/**
 * The way of a message that nobody chose a channel for: the first channel of the programme's list for the case
 * that the product can use by itself; otherwise a person's errand on the usual one.
 * @param channels the channels an answer to this complaint may take, the usual one first.
 */
export function usualWay(contact: Contact, channels: readonly string[]): Way {
  for (const channel of channels) {
    // Who complained on the phone is called with the answer; on the way there a text message is enough.
    const way = channel === 'phone' ? texted(contact) : carried(contact, channel)
    if (way) return way
  }
  return byHand(contact, channels[0] ?? '')
}

/** The way of a message whose channel somebody chose. */
export function chosenWay(contact: Contact, channel: string): Way {
  const way = carried(contact, channel)
  if (way) return way
  // Without an address it cannot leave: it has to fail and come back, not to look sent.
  if (channel === 'email' || channel === 'sms') return { channel, recipient: '', status: 'waiting' }
  return byHand(contact, channel)
}

function carried(contact: Contact, channel: string): Way | undefined {
  if (channel === 'email') return mailed(contact)
  if (channel === 'sms') return texted(contact)
  // The answer stands on the page; whoever left a number or an address is told so.
  if (channel === 'web' || channel === 'app') return texted(contact) ?? mailed(contact)
  return undefined
}

const mailed = ({ email }: Contact): Way | undefined =>
  email ? { channel: 'email', recipient: email, status: 'waiting' } : undefined

const texted = ({ phone }: Contact): Way | undefined =>
  phone ? { channel: 'sms', recipient: international(phone), status: 'waiting' } : undefined

function byHand(contact: Contact, channel: string): Way {
  const { relation, phone, email, address } = contact
  const nobody = relation === 'anonymous' && !phone && !email && !address
  if (channel === 'web' || channel === 'app' || (nobody && !PARTNERS.includes(channel)))
    return { channel, recipient: '', status: 'onPage' }
  const recipients: Record<string, string> = { phone, mail: address }
  return { channel, recipient: recipients[channel] ?? '', status: 'byHand' }
}

/** A number as gateways want it. */
const international = (phone: string): string => foldPhone(phone).replace(/^0(?=\d{9}$)/, '+212')
