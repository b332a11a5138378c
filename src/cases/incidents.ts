// What gave up on a case, for whoever keeps the product running: pages know cases, the engine is behind them.
export {
  countIncidents,
  type Incident,
  incidents,
  retryEffect,
  retryTimer,
} from '../engine/incidents.ts'
