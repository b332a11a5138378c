// What several programmes have in common besides their letters: the complaint as a service, the doors of an agency, where to send sensitive cases.
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

/** Organisations that receive survivors. Each installation names its own, with the funder's consent. */
export const specialists: NonNullable<Pack['specialists']> = [
  {
    code: 'AMAL',
    names: {
      fr: 'Association Amal, centre d’écoute',
      ar: 'جمعية أمل، مركز الاستماع',
      en: 'Amal association, listening centre',
    },
    services: ['medical', 'psychosocial', 'legal'],
  },
  {
    code: 'INJAD',
    names: { fr: 'Réseau Injad, hébergement', ar: 'شبكة إنجاد، الإيواء', en: 'Injad network, shelter' },
    services: ['shelter', 'psychosocial'],
  },
]

/** Who hears that a sensitive case exists, within a day: addresses that every installation replaces. */
export const notices = (body: string): NonNullable<Pack['notices']> => ({
  institution: `notifications@${body}.example`,
  funder: 'grievances@funder.example',
})

/** Where she may call and come: invented, replaced by every installation. What somebody beside her may read tells nothing. */
export const reach: NonNullable<Pack['reach']> = {
  phone: '05 00 00 00 00',
  place: {
    fr: 'Bureau 12, rez-de-chaussée (exemple à remplacer)',
    ar: 'المكتب رقم 12، الطابق الأرضي (مثال يجب تغييره)',
    en: 'Office 12, ground floor (example to replace)',
  },
  hours: {
    fr: 'du lundi au vendredi, de 9 h à 16 h (exemple)',
    ar: 'من الاثنين إلى الجمعة، من 9 صباحاً إلى 4 بعد الزوال (مثال)',
    en: 'Monday to Friday, 9 am to 4 pm (example)',
  },
}
