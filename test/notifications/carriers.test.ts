// What carries a message: files where there is no server, patience with one that is silent, no trust in one that says no.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createCarriers } from '../../src/notifications/carriers.ts'
import { createMailer } from '../../src/notifications/mail.ts'
import type { Parcel } from '../../src/notifications/parcel.ts'
import { createPhone } from '../../src/notifications/phone.ts'
import { instantOf } from '../support/clock.ts'
import { readMail } from './mail-reader.ts'

const parcel: Parcel = {
  id: 'DAA-7K3F-9QXD:1:0',
  to: 'fatima@example.ma',
  language: 'ar',
  sender: 'الصندوق الوطني',
  subject: 'سُجّلت شكايتكم DAA-7K3F-9QXD',
  body: 'السلام عليكم،\n\nمرجعكم: DAA-7K3F-9QXD\nاحتفظوا به.',
  sms: 'سُجّلت شكايتكم',
  at: instantOf('2023-01-10'),
}

describe('without a mail server or gateway', () => {
  let dataDir: string

  beforeEach(async () => {
    dataDir = await mkdtemp(path.join(os.tmpdir(), 'jawab-outgoing-'))
  })
  afterEach(() => rm(dataDir, { recursive: true }))

  const carriers = () =>
    createCarriers({ smtpUrl: undefined, smsUrl: undefined, baseUrl: 'https://jawab.example', dataDir })
  const file = (name: string) => readFile(path.join(dataDir, 'outgoing', name), 'utf8')

  test('a mail is a file that any mail program opens', async () => {
    await carriers().email(parcel)

    const mail = readMail(await file('DAA-7K3F-9QXD.1.0.eml'), '')
    expect(mail).toMatchObject({
      from: 'الصندوق الوطني <jawab@jawab.example>',
      subject: parcel.subject,
      text: parcel.body,
      messageId: '<DAA-7K3F-9QXD.1.0@jawab.example>',
    })
    expect(mail.html).toContain('<p>مرجعكم: DAA-7K3F-9QXD<br>احتفظوا به.</p>')
    expect(mail.headers.get('date')).toContain('10 Jan 2023')
  })

  test('a text message is a file with the number and the text', async () => {
    await carriers().sms({ ...parcel, to: '+212612345678' })

    expect(await file('DAA-7K3F-9QXD.1.0.txt')).toBe('+212612345678\n\nسُجّلت شكايتكم\n')
  })

  test('a second attempt leaves one file', async () => {
    const { email } = carriers()

    await Promise.all([email(parcel), email({ ...parcel, id: 'DAA-7K3F-9QXD:2:0' })])
    await email(parcel)

    expect((await readdir(path.join(dataDir, 'outgoing'))).sort()).toEqual([
      'DAA-7K3F-9QXD.1.0.eml',
      'DAA-7K3F-9QXD.2.0.eml',
    ])
  })
})

describe('a server', () => {
  let server: Server | undefined

  afterEach(() => {
    server?.close()
    server = undefined
  })

  /** A server that greets with this line, answers every line with the next, and never hangs up. */
  async function listen(...lines: string[]): Promise<number> {
    const listening = createServer((socket) => {
      const left = [...lines]
      const say = () => {
        const line = left.shift()
        if (line) socket.write(`${line}\r\n`)
      }
      socket.on('data', say).on('error', () => undefined)
      say()
    })
    server = listening
    await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve))
    const address = listening.address()
    return typeof address === 'object' && address ? address.port : 0
  }

  const mailer = (port: number, account = '') =>
    createMailer(`smtp://${account}127.0.0.1:${port}`, { host: 'h', outgoing: '', patience: 300 })

  test('that is silent is left after a while', async () => {
    const port = await listen()

    await expect(mailer(port)(parcel)).rejects.toMatchObject({ message: 'ETIMEDOUT', permanent: false })
    const phone = createPhone(`http://127.0.0.1:${port}`, { outgoing: '', patience: 300 })
    await expect(phone(parcel)).rejects.toThrow()
  })

  test('that does not know us is a fault of ours, not of the letter', async () => {
    const port = await listen('220 here', '250-here\r\n250 AUTH PLAIN', '535 5.7.8 who are you')

    await expect(mailer(port, 'user:wrong@')(parcel)).rejects.toMatchObject({
      message: 'SMTP 535 5.7.8',
      permanent: false,
    })
  })

  test('that is not there is named by its code, without words', async () => {
    const port = await listen()
    server?.close()

    await expect(mailer(port)(parcel)).rejects.toMatchObject({ message: 'ECONNREFUSED', permanent: false })
  })

  test('that refuses the letter itself is not asked again', async () => {
    const port = await listen(
      '220 here',
      '250 here',
      '250 ok',
      '250 ok',
      '552 5.3.4 fatima@example.ma is full',
    )

    await expect(mailer(port)(parcel)).rejects.toMatchObject({ message: 'SMTP 552 5.3.4', permanent: true })
  })
})
