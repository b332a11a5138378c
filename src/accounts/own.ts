// What people change of their own account, besides the password.
import type { Database } from '../platform/database.ts'
import type { AccountLanguage, SignedIn } from './schema.ts'
import { rowsOf } from './sql.ts'

/** Keeps the language a person reads. */
export async function setLanguage(db: Database, user: SignedIn, language: AccountLanguage): Promise<void> {
  if (user.language === language) return
  await rowsOf(db.write, 'UPDATE users SET language = ? WHERE id = ?', [language, user.id])
}
