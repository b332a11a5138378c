// The post of a test: an office on a fresh database between a real mail server and a real gateway.
import { afterAll, beforeAll, beforeEach } from 'vitest'
import type { Database } from '../../src/platform/database.ts'
import { type TestClock, testClock } from '../support/clock.ts'
import type { TestDatabase } from '../support/databases.ts'
import { type Gateway, type MailServer, startGateway, startMailServer } from './mail-server.ts'
import { type Office, openOffice } from './office.ts'

export type Post = { db: Database; clock: TestClock; office: Office; server: MailServer; gateway: Gateway }

/** Hands each test of a suite an office on 10 January 2023, whose servers got nothing yet and refuse nobody. */
export function openPost(open: () => Promise<TestDatabase>): () => Post {
  let post: Post
  beforeAll(async () => {
    const { db } = await open()
    const [server, gateway] = await Promise.all([startMailServer(), startGateway()])
    post = { db, server, gateway, ...officeOn(db, server, gateway) }
  })
  beforeEach(() => {
    const { db, server, gateway } = post
    server.mails.length = 0
    server.refused.clear()
    gateway.texts.length = 0
    gateway.status = 202
    post = { ...post, ...officeOn(db, server, gateway) }
  })
  afterAll(async () => {
    await Promise.all([post.server.close(), post.gateway.close()])
  })
  return () => post
}

function officeOn(db: Database, server: MailServer, gateway: Gateway) {
  const clock = testClock('2023-01-10')
  return { clock, office: openOffice(db, clock, { smtpUrl: server.url, smsUrl: gateway.url }) }
}
