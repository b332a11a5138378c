// Who carries a message out of the house: a mail server and a telephone gateway, or files in a folder without them.
import path from 'node:path'
import { createMailer } from './mail.ts'
import type { Carry } from './parcel.ts'
import { createPhone } from './phone.ts'

/** The channels the product sends on by itself. */
export type Carriers = { email: Carry; sms: Carry }

export type CarrierSettings = {
  /** `smtp://` or `smtps://`; `?from=` names the sender. Without it, mails are written as files. */
  smtpUrl: string | undefined
  /** The gateway that takes a POST for each text message. Without it, they are written as files. */
  smsUrl: string | undefined
  /** Where files go: `outgoing` in it. */
  dataDir: string
  /** The public address: its host signs mails when the settings name no sender. */
  baseUrl: string | undefined
}

/** The longest (ms) an attempt may take: a worker holds a few effects for a minute, one after the other. */
const PATIENCE = 9_000

/** The carriers of this installation. */
export function createCarriers({ smtpUrl, smsUrl, dataDir, baseUrl }: CarrierSettings): Carriers {
  const outgoing = path.join(dataDir, 'outgoing')
  const host = baseUrl ? new URL(baseUrl).hostname : 'localhost'
  return {
    email: createMailer(smtpUrl, { host, outgoing, patience: PATIENCE }),
    sms: createPhone(smsUrl, { outgoing, patience: PATIENCE }),
  }
}
