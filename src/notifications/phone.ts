// A message as a text message: one POST of JSON to the gateway of the installation.
import { letterName } from '../cases/kept-files.ts'
import { writeLetter } from './outgoing.ts'
import type { Carry, Parcel } from './parcel.ts'
import { Undelivered } from './undelivered.ts'

/** What a gateway may answer now and not later; any other 4xx refuses this very message. */
const PASSING = [401, 403, 408, 425, 429]

/** Sends through a gateway, or without one writes .txt files. */
export function createPhone(
  smsUrl: string | undefined,
  { outgoing, patience }: { outgoing: string; patience: number },
): Carry {
  if (smsUrl) return byGateway(smsUrl, patience)
  return ({ id, to, sms }) => writeLetter(outgoing, `${letterName(id)}.txt`, `${to}\n\n${sms}\n`)
}

function byGateway(smsUrl: string, patience: number): Carry {
  const { address, headers } = gateway(smsUrl)
  return async (parcel) => {
    const response = await fetch(address, {
      method: 'POST',
      headers: { ...headers, 'Idempotency-Key': parcel.id },
      body: bodyOf(parcel),
      // A number and a text go where the settings say, and nowhere else.
      redirect: 'error',
      signal: AbortSignal.timeout(patience),
    })
    await response.body?.cancel()
    if (!response.ok) throw new Undelivered(`HTTP ${response.status}`, refuses(response.status))
  }
}

const bodyOf = ({ id, to, sms }: Parcel): string => JSON.stringify({ to, text: sms, id })

const refuses = (status: number): boolean => status >= 400 && status < 500 && !PASSING.includes(status)

/** A name and a password in the address travel as a header, as `fetch` wants it. */
function gateway(smsUrl: string): { address: string; headers: Record<string, string> } {
  const url = new URL(smsUrl)
  const account = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`
  const headers: Record<string, string> = { 'Content-Type': 'application/json' }
  if (account !== ':') headers.Authorization = `Basic ${Buffer.from(account).toString('base64')}`
  url.username = ''
  url.password = ''
  return { address: url.href, headers }
}
