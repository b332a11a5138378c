// Everything about cases that the web offers, in one list.
import type { CaseDeps } from './case-deps.ts'
import type { Routes } from './router.ts'
import { absenceRoutes } from './routes/absences.ts'
import { actRoutes } from './routes/acts.ts'
import { auditItemRoutes } from './routes/audit-items.ts'
import { auditRoutes } from './routes/audits.ts'
import { bulkRoutes } from './routes/bulk.ts'
import { calendarRoutes } from './routes/calendar.ts'
import { caseRoutes } from './routes/cases.ts'
import { causeAnswerRoutes } from './routes/cause-answers.ts'
import { causeCaseRoutes } from './routes/cause-cases.ts'
import { causeNoticeRoutes } from './routes/cause-notices.ts'
import { causeRoutes } from './routes/causes.ts'
import { confidentialRoutes } from './routes/confidential.ts'
import { confidentialDoorRoutes } from './routes/confidential-doors.ts'
import { confidentialFiguresRoutes } from './routes/confidential-figures.ts'
import { confidentialNewRoutes } from './routes/confidential-new.ts'
import { dashboardRoutes } from './routes/dashboard.ts'
import { dashboardFileRoutes } from './routes/dashboard-files.ts'
import { documentRoutes } from './routes/documents.ts'
import { exportRoutes } from './routes/exports.ts'
import { incidentRoutes } from './routes/incidents.ts'
import { journalRoutes } from './routes/journal.ts'
import { journalReadRoutes } from './routes/journal-reads.ts'
import { journalStatementRoutes } from './routes/journal-statement.ts'
import { journalVerificationRoutes } from './routes/journal-verification.ts'
import { keptReportRoutes } from './routes/kept-reports.ts'
import { knownRoutes } from './routes/known.ts'
import { lifecycleRoutes } from './routes/lifecycles.ts'
import { noticeRoutes } from './routes/notices.ts'
import { ombudsmanListRoutes } from './routes/ombudsman-list.ts'
import { planFileRoutes } from './routes/plan-files.ts'
import { planRoutes } from './routes/plans.ts'
import { registerRoutes } from './routes/register.ts'
import { releaseRoutes } from './routes/release.ts'
import { reportRoutes } from './routes/reports.ts'
import { searchRoutes } from './routes/search.ts'
import { stateCaseRoutes } from './routes/state-cases.ts'
import { verificationRoutes } from './routes/verifications.ts'
import { workRoutes } from './routes/work.ts'

/** The routes of those who work on cases. What is registered stands before what is read: `new` is no reference. */
export function officeRoutes(deps: CaseDeps): Routes[] {
  return [
    workRoutes,
    searchRoutes,
    dashboardRoutes,
    dashboardFileRoutes,
    reportRoutes,
    keptReportRoutes,
    ombudsmanListRoutes,
    bulkRoutes,
    causeRoutes,
    causeCaseRoutes,
    causeAnswerRoutes,
    causeNoticeRoutes,
    knownRoutes,
    planRoutes,
    planFileRoutes,
    auditRoutes,
    auditItemRoutes,
    noticeRoutes,
    incidentRoutes,
    absenceRoutes,
    exportRoutes,
    journalRoutes,
    journalReadRoutes,
    journalStatementRoutes,
    journalVerificationRoutes,
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
