// What may be written down about a failure: mail servers and databases quote addresses and numbers of people.
const address = /[^\s<>"'(),;:]+@[^\s<>"'(),;:]+/g
const longNumber = /[+]?\d[\d .-]{4,}\d/g

/** A failure in a few words, without addresses, without numbers of people. */
export function sayFailure(error: unknown): string {
  const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return said.replace(address, '…').replace(longNumber, '…').slice(0, 300)
}
