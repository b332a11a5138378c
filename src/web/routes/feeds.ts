// One's commitments in one's own calendar: the secret address, and the file behind it.
import type { Request } from 'express'
import type { Parts } from '../../accounts/commands.ts'
import { createFeedReader, makeFeed, revokeFeed } from '../../accounts/feeds.ts'
import { datedCommitments } from '../../cases/commitment-feed.ts'
import { NotFound } from '../../errors.ts'
import { translator } from '../../i18n/i18n.ts'
import type { Config } from '../../platform/config.ts'
import { flash } from '../flash.ts'
import { calendarFile } from '../pages/calendar-file.ts'
import { may } from '../permissions.ts'
import { type Routes, routes } from '../router.ts'
import type { WithPlaces } from './users-places.ts'

type FeedDeps = {
  parts: Parts
  config: Pick<Config, 'baseUrl'>
  programmes: readonly WithPlaces[]
  baseUrl: (req: Request) => string
}

/** The routes of feeds. The address is the key: it stands in no log, and in no page but the one that shows it once. */
export function feedRoutes({ parts, config, programmes, baseUrl }: FeedDeps): Routes {
  const own = routes()
  const ownerOf = createFeedReader(parts)
  own.get('/calendars/:token.ics', 'public', async (req, res) => {
    const owner = await ownerOf(req.params.token, req.ip)
    if (!may(owner, 'feed.read')) throw new NotFound()
    const rows = await datedCommitments(parts.db, owner, parts.clock.dayOf(parts.clock.now()))
    const say = { t: translator(owner.language), lang: owner.language }
    res.setHeader('Content-Disposition', 'inline; filename="jawab.ics"')
    res.setHeader('Cache-Control', 'private, no-cache')
    res.type('text/calendar').send(calendarFile(say, rows, { programmes, baseUrl: config.baseUrl }))
  })

  own.post('/account/feed', 'feed.read', async (req, res) => {
    const token = await makeFeed(parts, req.user.id)
    // Shown in the answer itself and kept nowhere: an address that is lost is made again.
    const address = `${baseUrl(req)}/calendars/${token}.ics`
    res.render('accounts/feed', { title: res.locals.t('feed.title'), address })
  })
  own.post('/account/feed/revoke', 'feed.read', async (req, res) => {
    await revokeFeed(parts, req.user.id)
    flash(req, { kind: 'done', key: 'feed.revoked' })
    res.redirect(303, '/account')
  })
  return own
}
