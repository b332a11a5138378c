// The roads of the cases that are over, and how many cases took each.
import type { Case } from './case.ts'
import type { Road } from './roads.ts'
import * as walks from './walks-closed.ts'

const closed = (
  name: string,
  count: number,
  kind: Road['kind'],
  go: (c: Case) => void,
  rest: Partial<Road> = {},
): Road => ({ name, count, kind, go, closed: true, ...rest })

export const closedRoads: readonly Road[] = [
  closed('answered', 66, 'founded', walks.answered),
  closed('refused', 26, 'refused', walks.answered),
  closed('nameless', 10, 'founded', walks.answered, {
    nameless: true,
    channels: ['web', 'register', 'phone', 'app'],
  }),
  closed('slowly', 9, 'founded', walks.slowly),
  closed('slowly refused', 4, 'refused', walks.slowly),
  closed('not founded at once', 22, 'refused', walks.refusedAtOnce),
  closed('question', 30, 'question', walks.refusedAtOnce),
  closed('treated at once', 18, 'founded', walks.treatedAtOnce),
  closed('honoured', 52, 'founded', walks.honoured),
  closed('renewed late', 12, 'founded', walks.renewedLate),
  closed('renewed before', 5, 'founded', walks.renewedBefore),
  closed('done after breaking', 6, 'founded', walks.doneAfterBreaking),
  closed('with documents', 12, 'founded', walks.withDocuments),
  closed('documents never came', 4, 'refused', walks.documentsNeverCame),
  closed('with papers', 14, 'founded', walks.withPapers),
  closed('returned once', 9, 'founded', walks.returnedOnce),
  closed('sent back once', 6, 'founded', walks.sentBackOnce),
  closed('work sent back', 4, 'founded', walks.workSentBack),
  closed('went around', 4, 'founded', walks.wentAround),
  closed('reconsidered', 3, 'founded', walks.reconsidered),
  closed('dispensed', 5, 'founded', walks.dispensed, { channels: ['phone', 'desk'] }),
  closed('dispensed nameless', 3, 'founded', walks.dispensed, {
    nameless: true,
    channels: ['register', 'web'],
  }),
  closed('withdrawn', 6, 'founded', walks.withdrawn),
  closed('reopened once', 4, 'founded', walks.reopenedOnce),
  closed('missed once', 5, 'founded', walks.missedOnce, { channels: ['web', 'app'] }),
]
