// A mail server and a telephone gateway of a test: real ones, on real sockets, that keep what they got.
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'
import { type Mail, readMail } from './mail-reader.ts'

export type MailServer = {
  url: string
  /** What was accepted, oldest first. */
  mails: Mail[]
  /** Addresses that are refused, with the reply: 550 for good, 450 for now. */
  refused: Map<string, number>
  close(): Promise<void>
}

/** Starts a mail server on a port of its own. */
export async function startMailServer(): Promise<MailServer> {
  const mails: Mail[] = []
  const refused = new Map<string, number>()
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    onRcptTo({ address }, _session, done) {
      const code = refused.get(address)
      if (!code) return done()
      done(Object.assign(new Error(`5.1.1 <${address}> is unknown here`), { responseCode: code }))
    },
    onData(stream, { envelope }, done) {
      text(stream).then((raw) => {
        mails.push(readMail(raw, envelope.rcptTo.map(({ address }) => address).join()))
        done()
      }, done)
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}?from=reclamations%40cnra.example`,
    mails,
    refused,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

export type Gateway = {
  url: string
  /** The texts that arrived, oldest first. */
  texts: { to: string; text: string; id: string }[]
  requests: IncomingMessage[]
  /** What it answers. */
  status: number
  close(): Promise<void>
}

/** Starts a gateway for text messages. */
export async function startGateway(): Promise<Gateway> {
  const server = createServer((request, response) => {
    text(request).then((body) => {
      gateway.requests.push(request)
      if (gateway.status < 300) gateway.texts.push(JSON.parse(body))
      response.writeHead(gateway.status).end()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const gateway: Gateway = {
    url: `http://user:secret@127.0.0.1:${port}/send`,
    texts: [],
    requests: [],
    status: 202,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return gateway
}
