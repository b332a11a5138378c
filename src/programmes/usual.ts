// What several programmes have in common besides their letters: the complaint as a service, the doors of an agency.
import type { Pack } from './schema.ts'

/** The service of complaints, where other things are brought too. */
export const complaints: NonNullable<Pack['services']>[number] = {
  code: 'COMPLAINT',
  names: { fr: 'Réclamation', ar: 'شكاية', en: 'Complaint' },
  workflow: 'complaint',
}

/** How people reach an agency, and how it answers them. */
export const agencyChannels: Pack['channels'] = [
  { code: 'desk', answeredBy: ['desk', 'phone', 'sms'] },
  { code: 'phone', answeredBy: ['phone', 'sms'] },
  { code: 'web', answeredBy: ['web', 'sms', 'email'] },
  { code: 'mail', answeredBy: ['mail'] },
]
