// Small comforts on top of plain pages. Without this file everything still works.

/** Shows a block only while the field it depends on has one of the values it names; a hidden block sends nothing. */
function showWhatApplies() {
  for (const block of document.querySelectorAll('[data-when-field]')) {
    const form = block.closest('form')
    if (!form) continue
    const wanted = (block.dataset.whenIs ?? '').split(' ')
    block.hidden = !new FormData(form).getAll(block.dataset.whenField).some((value) => wanted.includes(value))
    for (const control of block.querySelectorAll('input, select, textarea')) control.disabled = block.hidden
  }
}

/** Repeats a date in words under its field: what was typed and what was meant are seen to be the same. */
function sayDates() {
  const { lang } = document.documentElement
  // As the pages write a day themselves: in English the day before its month, nowhere a comma.
  const words = new Intl.DateTimeFormat({ ar: 'ar-MA', en: 'en-GB' }[lang] ?? lang, {
    dateStyle: 'full',
    timeZone: 'UTC',
  })
  for (const said of document.querySelectorAll('[data-date-of]')) {
    const day = document.getElementById(said.dataset.dateOf)?.valueAsDate
    // In French the first of a month is an ordinal; a browser says 1.
    const written = (day ? words.format(day) : '').replaceAll(/[,،]/g, '')
    const text = written.replace(/^(\p{L}+) 1 /u, lang === 'fr' ? '$1 1er ' : '$&')
    if (said.textContent !== text) said.textContent = text
  }
}

/** Moves to what has to be read first: the list of errors, or else what just happened. */
function focusMessage(within) {
  const messages = [...within.querySelectorAll('[data-focus]')]
  const message = messages.find((one) => one.dataset.focus === 'errors') ?? messages[0]
  message?.focus()
}

/** Folds an open menu of the bar or of the tabs when something else is touched, or on Escape. */
function foldMenus(except) {
  for (const menu of document.querySelectorAll('details[data-menu][open]')) {
    if (!except || !menu.contains(except)) menu.open = false
  }
}

/** The Latin letter of a key; on an Arabic keyboard the one that is written on the same key. */
const letterOf = ({ key, code }) => (/^[ -~]$/.test(key) ? key : code.replace(/^Key/, '')).toLowerCase()

/** In a list that offers it: j and k move, x chooses, Enter opens (the name has the focus, and is a link). */
function moveInList(event) {
  const list = document.querySelector('table[data-keys]')
  const typing = event.target.closest('input:not([type=checkbox]), textarea, select, [contenteditable]')
  if (!list || typing || event.ctrlKey || event.metaKey || event.altKey) return
  const names = [...list.querySelectorAll('.j-who')]
  const row = document.activeElement.closest('tr')
  const at = names.findIndex((name) => row?.contains(name))
  const letter = letterOf(event)
  if (letter === 'j') names[at + 1]?.focus()
  if (letter === 'k') names[at - 1]?.focus()
  if (letter === 'x') row?.querySelector('input[type=checkbox]')?.click()
}

/** A page may give a button a key of its own (y, n): pressing it is pressing the button, unless somebody types. */
function pressKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return
  if (event.target.closest('input, textarea, select, [contenteditable]')) return
  for (const button of document.querySelectorAll('[data-key]'))
    if (button.dataset.key === letterOf(event)) return button.click()
}

/** Only a script can ask for the printer: without one the button is not there. */
function offerPrinting() {
  for (const button of document.querySelectorAll('[data-print][hidden]')) button.hidden = false
}

function refresh() {
  showWhatApplies()
  sayDates()
  offerPrinting()
}

document.addEventListener('change', refresh)
addEventListener('pageshow', refresh) // coming back, the browser fills the fields again
document.addEventListener('reset', () => setTimeout(refresh))
document.addEventListener('keydown', moveInList)
document.addEventListener('keydown', pressKey)
document.addEventListener('keydown', (event) => event.key === 'Escape' && foldMenus())
document.addEventListener('click', (event) => foldMenus(event.target))
document.addEventListener('click', (event) => event.target.closest('[data-print]') && print())

// A swap may replace the very element htmx reports on, so the page itself is watched. A morph keeps the elements it
// finds and adds nothing: a form refused twice is told by the answer's status.
new MutationObserver((changes) => {
  refresh()
  for (const added of changes.flatMap((change) => [...change.addedNodes])) {
    if (added.nodeType !== Node.ELEMENT_NODE) continue
    if (added.matches('[data-focus]')) added.focus()
    else focusMessage(added)
  }
}).observe(document.body, { childList: true, subtree: true })
document.addEventListener('htmx:after:swap', (event) => {
  if (event.detail.ctx?.response?.status === 422) focusMessage(document)
})

refresh()
focusMessage(document)
