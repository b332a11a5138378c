// The exchange with the complainant: what was told, by which way, and whether it arrived.
import type { MessageRow } from '../../cases/messages.ts'
import type { Say } from './say.ts'

export type ThreadItem = {
  icon: string
  what: string
  when: string
  how: string
  ok: boolean
  bad: boolean
  text: string
}

const icons: Record<string, string> = {
  acknowledge: 'bell',
  askDocuments: 'paperclip',
  sendAnswer: 'send',
  resend: 'refresh',
}

/** What somebody carried is said by how they carried it. */
const carried = ['desk', 'phone', 'mail', 'ombudsman']

function howOf(t: Say['t'], { status, channel }: MessageRow): string {
  const told = { channel: t(`word.channel.${channel}`) }
  if (status !== 'byHand') return t(`case.thread.status.${status}`, told)
  return t(`case.thread.byHand.${carried.includes(channel) ? channel : 'other'}`, told)
}

/** Messages to the complainant, newest first. */
export function threadOf({ t, f }: Say, messages: readonly MessageRow[]): ThreadItem[] {
  return messages.toReversed().map((message) => ({
    icon: icons[message.effect] ?? 'message-2',
    what: t(`case.thread.${message.effect}`),
    when: f.dateTime(message.at),
    how: howOf(t, message),
    ok: message.status === 'sent',
    bad: message.status === 'failed',
    text: message.body,
  }))
}
