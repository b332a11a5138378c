// What a monitoring system reads at /metrics: counts and sizes, in the Prometheus text form.
import type { RequestHandler } from 'express'
import { handsOver } from './logging.ts'

/** What is measured somewhere else, by its name. */
export type Gauges = Record<string, number>

export type Metrics = {
  /** Counts each request when its answer is out. */
  count: RequestHandler
  /** The text of the moment. */
  text(gauges?: Gauges): string
}

const CLASSES = ['2xx', '3xx', '4xx', '5xx'] as const
// Seconds; the budgets of a page lie in between.
const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]

/** The counters of this process. */
export function createMetrics(): Metrics {
  const requests: Record<string, number> = Object.fromEntries(CLASSES.map((name) => [name, 0]))
  const buckets = new Array<number>(BOUNDS.length + 1).fill(0)
  let seconds = 0
  return {
    count: (req, res, next) => {
      const start = performance.now()
      res.once('finish', () => {
        const took = (performance.now() - start) / 1000
        const name = `${Math.floor(res.statusCode / 100)}xx`
        requests[name] = (requests[name] ?? 0) + 1
        // How long it takes tells which way a case went: a sum that is read before and after would say it.
        if (handsOver(req)) return
        const at = BOUNDS.findIndex((bound) => took <= bound)
        const bucket = at < 0 ? BOUNDS.length : at
        buckets[bucket] = (buckets[bucket] ?? 0) + 1
        seconds += took
      })
      next()
    },
    text: (gauges = {}) =>
      `${[...counters(requests), ...durations(buckets, seconds), ...measured(gauges), ...machine()].join('\n')}\n`,
  }
}

const counters = (requests: Record<string, number>): string[] => [
  '# TYPE jawab_http_requests_total counter',
  ...Object.entries(requests).map(([name, count]) => `jawab_http_requests_total{status="${name}"} ${count}`),
]

function durations(buckets: readonly number[], seconds: number): string[] {
  let sum = 0
  const lines = BOUNDS.map((bound, at) => {
    sum += buckets[at] ?? 0
    return `jawab_http_request_seconds_bucket{le="${bound}"} ${sum}`
  })
  const all = sum + (buckets[BOUNDS.length] ?? 0)
  return [
    '# TYPE jawab_http_request_seconds histogram',
    ...lines,
    `jawab_http_request_seconds_bucket{le="+Inf"} ${all}`,
    `jawab_http_request_seconds_sum ${seconds.toFixed(6)}`,
    `jawab_http_request_seconds_count ${all}`,
  ]
}

const measured = (gauges: Gauges): string[] =>
  Object.entries(gauges).flatMap(([name, value]) => [`# TYPE ${name} gauge`, `${name} ${value}`])

function machine(): string[] {
  const { rss, heapUsed } = process.memoryUsage()
  const { user, system } = process.cpuUsage()
  return [
    '# TYPE process_resident_memory_bytes gauge',
    `process_resident_memory_bytes ${rss}`,
    '# TYPE nodejs_heap_used_bytes gauge',
    `nodejs_heap_used_bytes ${heapUsed}`,
    '# TYPE process_cpu_seconds_total counter',
    `process_cpu_seconds_total ${((user + system) / 1e6).toFixed(3)}`,
    '# TYPE process_uptime_seconds gauge',
    `process_uptime_seconds ${process.uptime().toFixed(1)}`,
  ]
}
