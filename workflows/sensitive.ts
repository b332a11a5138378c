// The confidential road: services explained, consent given or not, a referral, its outcome. Nothing is investigated, nothing is told.
import type { Meta, Workflow } from './kit.ts'
import { unborn } from './sensitive-facts.ts'
import { inputs } from './sensitive-inputs.ts'
import { sensitiveRules } from './sensitive-rules.ts'

const focal = { by: ['focal_point'] } satisfies Meta
const specialist = { by: ['specialist'] } satisfies Meta
const survivor = { by: ['complainant'] } satisfies Meta
const system = { by: ['system'] } satisfies Meta

/** What she wants is hers to say, by herself or through whoever listens to her. */
const hers = { by: ['focal_point', 'complainant'] } satisfies Meta

const offer = { target: 'offered', actions: 'keepOffer', meta: focal } as const

/** Only after consent, to a body of the programme or to a service outside, with a day on which somebody asks how it went. */
const refer = [
  { guard: 'staysOutside', target: 'outside', actions: 'refer', meta: focal },
  {
    guard: { type: 'followUpAhead', params: { field: 'followUpOn' } },
    target: 'referred',
    actions: ['refer', 'tellSpecialist'],
    meta: focal,
  },
] as const

/** It cannot end here, and the page says why: these lead nowhere, whatever is known. */
const tooEarly = { guard: 'servicesOffered', meta: focal } as const
const undecided = { guard: 'outcomeKnown', meta: focal } as const

const closing = <const As extends 'supported' | 'declined' | 'refused' | 'withdrawn'>(as: As) =>
  ({
    guard: 'dutiesDone',
    target: '#closed',
    actions: { type: 'close', params: { as } },
    meta: focal,
  }) as const

/** Wherever a case stands, she may ask that nothing of it be kept. */
const erase = { target: '#erased', actions: 'erase', meta: focal } as const

const support = (by: Meta) =>
  [
    { guard: 'supportGoesOn', actions: 'keepSupport', meta: by },
    { target: 'supported', actions: 'keepSupport', meta: by },
  ] as const

/** The body says so, or never answers: then whoever referred notes it, and looks for another one. */
const refusal = {
  target: 'refused',
  actions: 'keepRefusal',
  meta: { by: ['specialist', 'focal_point'] },
} as const

const attempted = { type: 'wayAllowed', params: { field: 'by' } } as const

/** Told is told: nobody waits for a mail that may never leave. */
const byHand = {
  guard: { type: 'toldByNow', params: { field: 'sentOn' } },
  actions: 'keepNotice',
  meta: focal,
} as const

export const machine = sensitiveRules.createMachine({
  id: 'sensitive',
  context: unborn,
  type: 'parallel',
  states: {
    handling: {
      initial: 'unborn',
      states: {
        unborn: {
          on: {
            OPEN: {
              target: 'alive',
              actions: ['register', 'tellFocalPoints'],
              meta: { by: ['agent', 'clerk', 'focal_point', 'complainant', 'system'] },
            },
          },
        },
        alive: {
          id: 'alive',
          initial: 'received',
          on: {
            WITHDRAW_CONSENT: {
              guard: 'consentInForce',
              target: '.withdrawn',
              actions: 'withdrawConsent',
              meta: hers,
            },
            // Not by her code: whoever found it could have her messages sent elsewhere.
            SET_CONTACT: { actions: 'setContact', meta: focal },
            RECLASSIFY: { actions: 'reclassify', meta: focal },
            NEW_CODE: { actions: 'giveCode', meta: focal },
            RECORD_ATTEMPT: { guard: attempted, actions: 'countAttempt', meta: focal },
            CLOSE_UNREACHABLE: {
              guard: 'triedEnough',
              target: '#closed',
              actions: { type: 'close', params: { as: 'unreachable' } },
              meta: focal,
            },
            ERASE: erase,
          },
          states: {
            received: {
              meta: { stage: 'receive', owner: 'focal_point', next: 'OFFER_SERVICES' },
              on: { OFFER_SERVICES: offer, CLOSE: tooEarly },
            },
            offered: {
              meta: { stage: 'qualify', owner: 'focal_point', next: 'CONSENT' },
              on: {
                CONSENT: {
                  guard: { type: 'wasOffered', params: { field: 'medical' } },
                  target: 'consented',
                  actions: 'keepConsent',
                  meta: focal,
                },
                // Whatever she agreed to before is over too.
                DECLINE: { target: 'declined', actions: 'withdrawConsent', meta: focal },
                OFFER_SERVICES: offer,
                CLOSE: undecided,
              },
            },
            consented: {
              meta: { stage: 'commit', owner: 'focal_point', next: 'REFER' },
              on: { REFER: refer, OFFER_SERVICES: offer, CLOSE: undecided },
            },
            declined: {
              meta: { stage: 'close', owner: 'focal_point', next: 'CLOSE' },
              on: { CLOSE: closing('declined'), OFFER_SERVICES: offer },
            },
            referred: {
              meta: { stage: 'commit', owner: 'specialist', next: 'ACCEPT' },
              on: {
                ACCEPT: { target: 'accepted', actions: 'keepAcceptance', meta: specialist },
                REFUSE: refusal,
                CLOSE: undecided,
              },
            },
            refused: {
              meta: { stage: 'commit', owner: 'focal_point', next: 'REFER' },
              on: { REFER: refer, OFFER_SERVICES: offer, CLOSE: closing('refused') },
            },
            accepted: {
              meta: { stage: 'respond', owner: 'specialist', next: 'REPORT_SUPPORT' },
              on: { REPORT_SUPPORT: support(specialist), REFUSE: refusal, CLOSE: undecided },
            },
            // What does not use the product is asked by whoever referred to it.
            outside: {
              meta: { stage: 'respond', owner: 'focal_point', next: 'REPORT_SUPPORT' },
              on: {
                REPORT_SUPPORT: support(focal),
                REFUSE: { target: 'refused', actions: 'keepRefusal', meta: focal },
                CLOSE: undecided,
              },
            },
            supported: {
              meta: { stage: 'close', owner: 'focal_point', next: 'CLOSE' },
              on: { CLOSE: closing('supported'), REFER: refer, OFFER_SERVICES: offer },
            },
            withdrawn: {
              meta: { stage: 'close', owner: 'focal_point', next: 'CLOSE' },
              on: { CLOSE: closing('withdrawn'), OFFER_SERVICES: offer },
            },
          },
        },
        closed: {
          id: 'closed',
          meta: { stage: 'close' },
          on: {
            REOPEN: { target: '#alive.received', actions: 'reopen', meta: focal },
            REPLY: {
              guard: 'asksForContact',
              target: '#alive.received',
              actions: 'reopen',
              meta: survivor,
            },
            ERASE: erase,
          },
        },
        erased: { id: 'erased', meta: { stage: 'close' } },
      },
    },

    // The institution and the funder learn within a day that a case of a nature exists, and nothing else.
    notice: {
      initial: 'idle',
      on: { ERASE: '.still' },
      states: {
        idle: { on: { OPEN: 'due' } },
        due: {
          // It leaves by itself: whoever listens to her is not asked to do paperwork first.
          on: {
            SEND_NOTICE: { target: 'sending', actions: ['noticeInstitution', 'noticeFunder'], meta: focal },
          },
          after: {
            untilNoticeLeaves: { target: 'sending', actions: ['noticeInstitution', 'noticeFunder'] },
          },
        },
        sending: {
          always: { guard: 'noticeOut', target: 'sent' },
          on: {
            RECORD_NOTICE: byHand,
            NOTICE_SENT: { actions: 'keepNotice', meta: system },
            NOTICE_FAILED: { target: 'byHand', actions: 'loseNotice', meta: system },
          },
        },
        byHand: {
          meta: { stage: 'receive', owner: 'focal_point', next: 'RECORD_NOTICE', due: 'noticeBy' },
          always: { guard: 'noticeOut', target: 'sent' },
          on: {
            RECORD_NOTICE: byHand,
            NOTICE_SENT: { actions: 'keepNotice', meta: system },
            NOTICE_FAILED: { actions: 'loseNotice', meta: system },
          },
        },
        sent: {},
        still: {},
      },
    },
    noticeClock: {
      initial: 'idle',
      on: { ERASE: '.kept' },
      states: {
        idle: { on: { OPEN: 'running' } },
        running: {
          always: { guard: 'noticeOut', target: 'kept' },
          after: { untilNoticeBy: { target: 'late', actions: 'alertNoticeLate' } },
        },
        late: { always: { guard: 'noticeOut', target: 'kept' } },
        kept: {},
      },
    },

    // After an assault, some care helps only within three days. The clock runs for every case: it tells nobody which.
    medical: {
      initial: 'idle',
      on: { ERASE: '.still' },
      states: {
        idle: { on: { OPEN: 'within' } },
        within: { after: { untilMedicalEnds: 'passed' } },
        passed: {},
        still: {},
      },
    },

    followUp: {
      initial: 'idle',
      on: {
        ERASE: '.idle',
        CLOSE: '.idle',
        CLOSE_UNREACHABLE: '.idle',
        REFER: { guard: { type: 'followUpAhead', params: { field: 'followUpOn' } }, target: '.scheduled' },
      },
      states: {
        idle: {},
        scheduled: { after: { untilFollowUp: 'due' } },
        due: {
          meta: { stage: 'respond', owner: 'focal_point', next: 'FOLLOW_UP', due: 'followUpAt' },
          on: {
            FOLLOW_UP: [
              { guard: 'followsUpAgain', target: 'scheduled', actions: 'keepFollowUp', meta: focal },
              {
                guard: { type: 'nextAhead', params: { field: 'nextOn' } },
                target: 'idle',
                actions: 'keepFollowUp',
                meta: focal,
              },
            ],
          },
        },
      },
    },

    // What was written on the ordinary road: opened deliberately, destroyed on her wish or by itself.
    enclosure: {
      initial: 'none',
      states: {
        none: { on: { OPEN: { guard: 'bringsEnclosure', target: 'sealed' } } },
        sealed: {
          after: { untilEnclosureEnds: { target: 'destroyed', actions: 'destroyEnclosure' } },
          on: {
            OPEN_ENCLOSURE: { meta: focal },
            DESTROY_ENCLOSURE: { target: 'destroyed', meta: focal },
            ERASE: 'destroyed',
          },
        },
        destroyed: {},
      },
    },

    messages: {
      initial: 'idle',
      on: { ERASE: '.still' },
      states: {
        idle: { on: { OPEN: 'heard' } },
        heard: {
          initial: 'quiet',
          on: {
            REPLY: { actions: 'hear', meta: survivor },
            MESSAGE_SENT: { meta: system },
            // What waits behind it does not leave either: somebody looks for another way first.
            MESSAGE_FAILED: { target: '.undelivered', actions: 'clearLeaving', meta: system },
          },
          states: {
            quiet: {
              on: {
                SAY: [
                  { guard: 'goesOut', target: 'waiting', actions: 'say', meta: focal },
                  { guard: 'reachesHer', actions: 'say', meta: focal },
                ],
              },
            },
            // A word leaves in the hours that are safe for her, and never where she does not want it any more.
            waiting: {
              after: { untilSafeHour: { target: 'quiet', actions: ['clearLeaving', 'tellSurvivor'] } },
              on: {
                SAY: { actions: 'say', meta: focal },
                SET_CONTACT: [
                  { guard: 'leavesLater', target: 'waiting', reenter: true, actions: 'postponeLeaving' },
                  { target: 'quiet', actions: 'clearLeaving' },
                ],
                REPLY: [
                  {
                    guard: 'asksForSilence',
                    target: 'quiet',
                    actions: ['hear', 'clearLeaving'],
                    meta: survivor,
                  },
                  { actions: 'hear', meta: survivor },
                ],
              },
            },
            undelivered: {
              meta: { stage: 'respond', owner: 'focal_point', next: 'RECORD_ATTEMPT' },
              on: {
                RECORD_ATTEMPT: { guard: attempted, target: 'quiet', meta: focal },
                SET_CONTACT: 'quiet',
                CLOSE: 'quiet',
                CLOSE_UNREACHABLE: 'quiet',
                REPLY: { target: 'quiet', actions: 'hear', meta: survivor },
                SAY: { actions: ['say', 'clearLeaving'], meta: focal },
              },
            },
          },
        },
        still: {},
      },
    },

    // What she says waits for somebody, until it was read or answered.
    answer: {
      initial: 'none',
      on: { ERASE: '.none', CLOSE: '.none', CLOSE_UNREACHABLE: '.none' },
      states: {
        none: { on: { REPLY: { guard: 'asksSomething', target: 'unread', actions: 'tellFocalPoints' } } },
        unread: {
          meta: { stage: 'respond', owner: 'focal_point', next: 'NOTE_REPLY' },
          on: {
            NOTE_REPLY: { target: 'none', meta: focal },
            SAY: 'none',
            OFFER_SERVICES: 'none',
            CONSENT: 'none',
            DECLINE: 'none',
          },
        },
      },
    },

    // The law asks for a referral to those who protect children.
    child: {
      initial: 'none',
      on: { ERASE: '.none' },
      states: {
        none: {
          on: {
            OPEN: { guard: 'concernsChild', target: 'due' },
            RECLASSIFY: { guard: 'concernsChild', target: 'due' },
          },
        },
        due: {
          meta: { stage: 'qualify', owner: 'focal_point', next: 'REFER_CHILD' },
          on: {
            REFER_CHILD: { target: 'done', actions: 'keepChildReferral', meta: focal },
            RECLASSIFY: [{ guard: 'concernsChild' }, { target: 'none' }],
          },
        },
        done: {},
      },
    },
  },
})

export const sensitive: Workflow = { name: 'sensitive', version: 1, machine, inputs }
