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

/** Messages to the complainant, newest first. */
export function threadOf({ t, f }: Say, messages: readonly MessageRow[]): ThreadItem[] {
  return messages.toReversed().map((message) => ({
    icon: icons[message.effect] ?? 'message-2',
    what: t(`case.thread.${message.effect}`),
    when: f.dateTime(message.at),
    how: t(`case.thread.status.${message.status}`, { channel: t(`word.channel.${message.channel}`) }),
    ok: message.status === 'sent',
    bad: message.status === 'failed',
    text: message.body,
  }))
}
