// For somebody who may be watched: no page of this door stays behind in the history, and a key leaves it. Without this file links and forms do what links and forms do.

/** Three presses of Escape within so many milliseconds are meant. */
const MEANT = 3000

let presses = []
let sending = false

/** Leaves at once: the screen is empty before the other page has come, and Back does not lead here. */
function leave() {
  document.body.hidden = true
  location.replace(document.querySelector('a[data-leave]').href)
}

/** A link replaces the page it stands on. */
function followLink(event) {
  const link = event.target.closest('a[href]')
  const elsewhere = event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey
  if (!link || elsewhere || !link.protocol.startsWith('http')) return
  event.preventDefault()
  if (link.hasAttribute('data-leave')) leave()
  else location.replace(link.href)
}

/** An answer takes the place of its form; sent twice by a trembling hand, it is sent once. */
async function sendForm(event) {
  event.preventDefault()
  if (sending) return
  sending = true
  const form = event.target
  const { name, value } = event.submitter ?? {}
  const body = new URLSearchParams(new FormData(form))
  if (name) body.append(name, value)
  try {
    const answer = await fetch(form.action, { method: 'POST', body })
    show(await answer.text())
  } catch {
    document.querySelector('[data-lost]').hidden = false
    document.querySelector('[data-lost]').focus()
  } finally {
    sending = false
  }
}

function show(html) {
  const page = new DOMParser().parseFromString(html, 'text/html')
  document.documentElement.lang = page.documentElement.lang
  document.documentElement.dir = page.documentElement.dir
  document.body.replaceWith(page.body)
  begin()
  scrollTo(0, 0)
  const first = document.querySelector('[data-focus], [aria-invalid=true]') ?? document.querySelector('h1')
  first?.focus()
}

/** Only a script can listen to a key: without one the line about it is not there. */
function begin() {
  for (const line of document.querySelectorAll('[data-keys]')) line.hidden = false
}

function press(event) {
  if (event.key !== 'Escape' || event.repeat) return
  presses = [...presses.slice(-2), event.timeStamp]
  if (presses.length === 3 && event.timeStamp - presses[0] < MEANT) leave()
}

document.addEventListener('click', followLink)
document.addEventListener('submit', sendForm)
document.addEventListener('keydown', press)
// A browser may keep the whole page in its memory: what was on it is not shown again.
addEventListener('pagehide', () => {
  document.body.hidden = true
})
addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload()
})
begin()
