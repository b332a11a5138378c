// Another code for whoever a case is about, when she has none or lost hers: the one before leads nowhere any more.
import type { Viewer } from '../cases/desks.ts'
import { codeText, newCode } from './codes.ts'
import type { RoadParts } from './commands.ts'
import { type ReadingParts, wakeOnDesk } from './on-desk.ts'
import { actorOf } from './policy.ts'

/**
 * Gives the case a new code: to be shown once, in front of her.
 * @throws NotFound when the case is not on a desk of theirs, refusals as the engine's.
 */
export function giveCode(
  parts: RoadParts & ReadingParts,
  { id, revision }: { id: string; revision: number },
  viewer: Viewer,
): Promise<string> {
  const { db, vault, engine } = parts
  return db.transaction(async (tx) => {
    await wakeOnDesk(parts, tx, id, viewer)
    const code = newCode()
    const input = { codeTag: vault.tag(codeText(code)) }
    await engine.send({ id, type: 'NEW_CODE', input, revision, actor: actorOf(viewer) }, tx)
    return code
  })
}
