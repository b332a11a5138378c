// What is done again and again, whoever asks: each job by its name and its rhythm.
import type { Clock } from '../platform/clock.ts'

/** Several workers may run the same job at once; it must not mind. */
export type Job = {
  name: string
  /** Milliseconds from one run to the next. */
  every: number
  run(): Promise<unknown>
}

export type Schedule = {
  /** The jobs whose time has come; they count as run. At the start that is all of them. */
  due(): Job[]
}

/** One schedule for a worker. */
export function createSchedule(jobs: readonly Job[], clock: Clock): Schedule {
  const next = new Map<Job, number>()
  // A clock that was set back must not make a job wait longer than its rhythm.
  const isDue = (job: Job, now: number) => {
    const at = next.get(job) ?? now
    return at <= now || at > now + job.every
  }
  return {
    due() {
      const now = clock.now()
      const due = jobs.filter((job) => isDue(job, now))
      for (const job of due) next.set(job, now + job.every)
      return due
    },
  }
}
