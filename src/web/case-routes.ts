// Everything about cases that the web offers, in one list.
import type { CaseDeps } from './case-deps.ts'
import type { Routes } from './router.ts'
import { absenceRoutes } from './routes/absences.ts'
import { actRoutes } from './routes/acts.ts'
import { bulkRoutes } from './routes/bulk.ts'
import { calendarRoutes } from './routes/calendar.ts'
import { caseRoutes } from './routes/cases.ts'
import { causeRoutes } from './routes/causes.ts'
import { confidentialRoutes } from './routes/confidential.ts'
import { confidentialDoorRoutes } from './routes/confidential-doors.ts'
import { confidentialFiguresRoutes } from './routes/confidential-figures.ts'
import { confidentialNewRoutes } from './routes/confidential-new.ts'
import { dashboardRoutes } from './routes/dashboard.ts'
import { documentRoutes } from './routes/documents.ts'
import { exportRoutes } from './routes/exports.ts'
import { incidentRoutes } from './routes/incidents.ts'
import { lifecycleRoutes } from './routes/lifecycles.ts'
import { noticeRoutes } from './routes/notices.ts'
import { registerRoutes } from './routes/register.ts'
import { releaseRoutes } from './routes/release.ts'
import { stateCaseRoutes } from './routes/state-cases.ts'
import { verificationRoutes } from './routes/verifications.ts'
import { workRoutes } from './routes/work.ts'

/** The routes of those who work on cases. What is registered stands before what is read: `new` is no reference. */
export function officeRoutes(deps: CaseDeps): Routes[] {
  return [
    workRoutes,
    dashboardRoutes,
    bulkRoutes,
    causeRoutes,
    noticeRoutes,
    incidentRoutes,
    absenceRoutes,
    exportRoutes,
    stateCaseRoutes,
    lifecycleRoutes,
    calendarRoutes,
    registerRoutes,
    confidentialNewRoutes,
    confidentialDoorRoutes,
    confidentialFiguresRoutes,
    confidentialRoutes,
    documentRoutes,
    verificationRoutes,
    caseRoutes,
    actRoutes,
    releaseRoutes,
  ].map((add) => add(deps))
}
