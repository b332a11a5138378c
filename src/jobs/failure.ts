// What may be written down about a failure: mail servers and databases quote addresses and numbers of people.
const address = /[^\s<>"'(),;:]+@[^\s<>"'(),;:]+/g
// A card, or a telephone number with or without its blanks; not a status such as 550 5.1.1.
const longNumber = /\d{6,}|\+?\d(?:[ .-]?\d){7,}/g

/** A failure in a few words, without addresses, without numbers of people. */
export function sayFailure(error: unknown): string {
  const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return said.replace(address, '…').replace(longNumber, '…').slice(0, 300)
}
