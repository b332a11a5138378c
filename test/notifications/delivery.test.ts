// A letter reaches the complainant once, in their language, by the way they chose.
import { describe, expect, test } from 'vitest'
import { eachDatabase } from '../support/databases.ts'
import { approve, clerk, processor, refer, supervisor, typed } from './office.ts'
import { openPost } from './post.ts'

const answer = { language: 'fr', text: 'Le versement de mars vous a été envoyé le 3 avril.' }

eachDatabase('messages to a complainant', (open) => {
  const post = openPost(open)

  test('who complains by mail gets a receipt by mail, kept as it was sent', async () => {
    const { clock, office, server } = post()
    const id = await office.register()

    await office.work()

    const [mail] = server.mails
    expect(mail).toMatchObject({
      to: 'fatima@example.ma',
      from: 'CDG Prévoyance, Caisse nationale de retraites et d’assurances <reclamations@cnra.example>',
      subject: `Votre réclamation ${id} est enregistrée`,
      html: '',
    })
    expect(mail?.text).toContain('au plus tard le 20 janvier 2023')
    expect(await office.messages(id)).toMatchObject([
      {
        id: `${id}:1:0`,
        effect: 'acknowledge',
        channel: 'email',
        recipient: 'fatima@example.ma',
        status: 'sent',
        body: mail?.text,
        sent_at: clock.now(),
        attempts: 1,
      },
    ])
  })

  test('an Arabic letter is Arabic throughout and runs from right to left', async () => {
    const { office, server } = post()
    const id = await office.register({ language: 'ar' })

    await office.work()

    const [mail] = server.mails
    expect(mail?.subject).toBe(`سُجّلت شكايتكم ${id}`)
    expect(mail?.from).toContain('الصندوق الوطني للتقاعد والتأمين')
    expect(mail?.text).toContain('20 يناير 2023')
    expect(mail?.html).toContain('<html lang="ar" dir="rtl">')
    expect(mail?.html).toContain(id)
    expect(mail?.headers.get('content-language')).toBe('ar')
  })

  test('an effect that is carried out twice makes one message and one mail', async () => {
    const { office, server } = post()
    const id = await office.register()
    const [effect] = await office.work()

    if (effect) await office.deliver(effect)

    expect(effect?.instance_id).toBe(id)
    expect(server.mails).toHaveLength(1)
    expect(await office.messages(id)).toHaveLength(1)
  })

  test('a worker that dies after sending sends again under the same number', async () => {
    const { db, office, server } = post()
    const id = await office.register()
    const [effect] = await office.work()
    await db.write('messages').where({ case_id: id }).update({ status: 'waiting', sent_at: null })

    if (effect) await office.deliver(effect)

    expect(server.mails.map(({ messageId }) => messageId)).toEqual(Array(2).fill(`<${id}.1.0@cnra.example>`))
    expect(await office.messages(id)).toMatchObject([{ status: 'sent' }])
  })

  test('the answer leaves as it was approved, in the language it was written in', async () => {
    const { office, server } = post()
    const text = 'توصلتم بدفعة مارس يوم 3 أبريل 2023. {{reference}} $t(name) $& <b>'
    const id = await office.register({ language: 'fr' })
    await approve(office, id, { language: 'ar', text })
    await office.act(id, clerk, 'SEND_ANSWER', { channel: 'email', sentOn: '2023-01-10' })

    await office.work()

    const mail = server.mails.at(-1)
    expect(mail?.subject).toBe(`جواب على شكايتكم ${id}`)
    expect(mail?.text.startsWith(`${text}\n\n`)).toBe(true)
    expect(mail?.text).toContain('9 فبراير 2023')
    expect(mail?.html).toContain('$t(name) $&amp; &lt;b&gt;')
  })

  test('of two answers the one that was approved leaves', async () => {
    const { office, server } = post()
    const id = await office.register()
    await office.act(id, clerk, 'QUALIFY', typed.qualify)
    await office.act(id, clerk, 'CONCLUDE', typed.answerable)
    await office.act(id, clerk, 'SUBMIT_ANSWER', {
      language: 'fr',
      text: 'Une première réponse, trop sèche.',
    })
    await office.act(id, supervisor, 'RETURN_ANSWER', { reason: 'Dites comment contester.' })
    await office.act(id, clerk, 'SUBMIT_ANSWER', answer)
    await office.act(id, supervisor, 'APPROVE')
    await office.act(id, clerk, 'SEND_ANSWER', { channel: 'email', sentOn: '2023-01-10' })

    await office.work()

    expect(server.mails[1]?.text.startsWith(answer.text)).toBe(true)
  })

  describe('by other channels', () => {
    test('a telephone gets one sentence, the page keeps the whole letter', async () => {
      const { office, gateway } = post()
      const id = await office.register({ channel: 'web', phone: '0612345678' })

      await office.work()

      const [message] = await office.messages(id)
      expect(gateway.texts).toEqual([{ to: '+212612345678', text: message?.sms, id: `${id}:1:0` }])
      expect(gateway.requests.at(-1)?.headers).toMatchObject({
        authorization: `Basic ${Buffer.from('user:secret').toString('base64')}`,
        'idempotency-key': `${id}:1:0`,
      })
      expect(message).toMatchObject({ channel: 'sms', status: 'sent' })
      expect(message?.body).toContain('Vos droits')
    })

    test('what a person hands over is kept with what they wrote down', async () => {
      const { clock, office, server } = post()
      const id = await office.register({ channel: 'desk', email: '' })
      await approve(office, id, answer)
      const proof = 'Remise contre signature au guichet.'
      await office.act(id, clerk, 'SEND_ANSWER', { channel: 'desk', sentOn: '2023-01-10', proof })

      await office.work()

      expect(await office.messages(id)).toMatchObject([
        { effect: 'acknowledge', channel: 'desk', status: 'byHand', sent_at: clock.now() },
        { effect: 'sendAnswer', channel: 'desk', status: 'byHand', proof },
      ])
      expect(server.mails).toEqual([])
    })

    test('who wants to stay unknown reads it on the page', async () => {
      const { office } = post()
      const id = await office.register({ relation: 'anonymous', channel: 'desk', name: '', email: '' })

      await office.work()

      expect(await office.messages(id)).toMatchObject([{ status: 'onPage', recipient: '' }])
    })

    test('every date promised is told, and from the second on that it changes', async () => {
      const { office, server } = post()
      const id = await office.register()
      await refer(office, id)
      await office.act(id, processor, 'COMMIT', { dueOn: '2023-02-10', work: 'Refaire le versement.' })
      await office.act(id, clerk, 'NOTIFY_COMMITMENT', { toldOn: '2023-01-10' })
      await office.act(id, processor, 'RENEW', { dueOn: '2023-03-01', reason: 'La banque demande du temps.' })
      await office.act(id, clerk, 'NOTIFY_COMMITMENT', { toldOn: '2023-01-10' })

      await office.work()

      expect(server.mails.slice(1).map(({ subject }) => subject)).toEqual([
        expect.stringContaining('une date est promise'),
        expect.stringContaining('la date change'),
      ])
      expect(server.mails[1]?.text).toContain('10 février 2023')
      expect(server.mails[2]?.text).toContain('1er mars 2023')
    })

    test('documents are asked for with what is needed and by when', async () => {
      const { office, server } = post()
      const id = await office.register()
      await office.act(id, clerk, 'ASK_DOCUMENTS', { documents: 'Copie de la carte nationale.' })

      await office.work()

      expect(server.mails[1]?.text).toContain('Copie de la carte nationale.')
      expect(server.mails[1]?.text).toContain('20 janvier 2023')
    })
  })
})
