// The engine with the index of texts kept beside it: in the same transaction, whoever sends an event.
import type { Engine } from '../engine/engine.ts'
import { type Database, isDuplicate, type Tx } from '../platform/database.ts'
import { forgetIndexed, indexCases } from './search-index.ts'
import { tells } from './told-words.ts'

/** An engine that indexes what its events tell, and forgets what it releases. */
export function indexed(db: Database, engine: Engine): Engine {
  const within = <T>(tx: Tx | undefined, work: (tx: Tx) => Promise<T>) =>
    tx ? work(tx) : db.transaction(work)
  const open: Engine['open'] = (opening, given) =>
    within(given, async (tx) => {
      const outcome = await engine.open(opening, tx)
      if (!outcome.known) await indexCases(db, tx, [outcome.id])
      return outcome
    })
  return {
    ...engine,
    open: (opening, tx) =>
      tx
        ? open(opening, tx)
        : open(opening).catch((error: unknown) => {
            // Somebody opened it at the same time: it is found now.
            if (isDuplicate(error)) return open(opening)
            throw error
          }),
    send: (sending, given) =>
      tells(sending.type)
        ? within(given, async (tx) => {
            const outcome = await engine.send(sending, tx)
            await indexCases(db, tx, [sending.id])
            return outcome
          })
        : engine.send(sending, given),
    release: (releasing, given) =>
      within(given, async (tx) => {
        const outcome = await engine.release(releasing, tx)
        await forgetIndexed(db, tx, releasing.id)
        // The line of the register is still found by what it says.
        await indexCases(db, tx, [releasing.id])
        return outcome
      }),
  }
}
