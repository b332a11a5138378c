// Numbers and addresses that identify somebody, as they are shown until somebody asks to see them.

export const maskCnie = (cnie: string): string => `${cnie.slice(0, 1)}•••${cnie.slice(-3)}`
export const maskPhone = (phone: string): string => `${phone.slice(0, 2)} •• •• •• ${phone.slice(-2)}`
export const maskEmail = (email: string): string =>
  `${email.slice(0, 1)}•••${email.slice(email.indexOf('@'))}`

const masks: Partial<Record<string, (value: string) => string>> = { cnie: maskCnie, phone: maskPhone }

/** Whether the value of a field of the sheet is shown only to whoever asks for it. */
export const isMasked = (field: string): boolean => field in masks

/** The value of a field of the sheet, masked where it has to be and was not asked for. */
export const shownValue = (field: string, value: string, revealed: boolean): string =>
  value && !revealed ? (masks[field]?.(value) ?? value) : value
