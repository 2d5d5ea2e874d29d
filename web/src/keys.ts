// Keys for people who work without a mouse. Never a single letter inside a field, never while an input method composes.
import { all } from './dom'
import { move, open, pick } from './rows'

const leaders: Record<string, string> = { t: '', n: '/nhiem-vu', h: '/hoi-nghi' }
const patience = 1200 // ms between "g" and the letter after it

/** typing reports whether the event belongs to somebody who is writing. */
export function typing(e: KeyboardEvent): boolean {
  if (e.isComposing || e.keyCode === 229) return true
  const el = e.target
  if (!(el instanceof HTMLElement)) return false
  if (el.isContentEditable) return true
  if (el instanceof HTMLInputElement) return !['checkbox', 'radio', 'button', 'submit', 'reset', 'file'].includes(el.type)
  return el instanceof HTMLTextAreaElement || el instanceof HTMLSelectElement
}

export function keys(): void {
  let leader = 0
  document.addEventListener('keydown', (e) => {
    if (e.key === 'Escape') return escape(e)
    if (typing(e) || e.ctrlKey || e.altKey || e.metaKey || e.defaultPrevented) return
    if (e.key === 'g') {
      leader = e.timeStamp
      return
    }
    if (leader > 0 && e.timeStamp - leader < patience && e.key in leaders) go(leaders[e.key] ?? '')
    else if (!single(e.key)) return
    leader = 0
    e.preventDefault()
  })
  document.addEventListener('click', (e) => {
    if (e.target instanceof Element && e.target.closest('[data-key-help]')) help()
  })
}

/** single does what one key means and reports whether it means anything. */
function single(key: string): boolean {
  switch (key) {
    case '/':
      return focus('[data-key-search]')
    case 'j':
      return move(1)
    case 'k':
      return move(-1)
    case 'x':
      return pick()
    case 'o':
      return open()
    case '?':
      return help()
  }
  return false
}

/** go opens a section of the committee that the page is about. */
function go(path: string): void {
  const here = /^\/c\/[^/]+/.exec(location.pathname)
  if (here) location.assign(here[0] + path)
}

function focus(selector: string): boolean {
  const el = document.querySelector<HTMLInputElement>(selector)
  el?.focus()
  el?.select()
  return el !== null
}

function help(): boolean {
  const sheet = document.querySelector<HTMLDialogElement>('#phim-tat')
  if (sheet && !sheet.open) sheet.showModal()
  return sheet !== null
}

/** escape leaves the field one is in, or closes the menus; it never throws away what was typed. */
function escape(e: KeyboardEvent): void {
  if (e.isComposing || e.keyCode === 229) return
  const menus = all<HTMLDetailsElement>('details.menu[open]')
  for (const m of menus) {
    m.open = false
    m.querySelector('summary')?.focus()
  }
  if (menus.length === 0 && e.target instanceof HTMLInputElement && e.target.type === 'search') e.target.blur()
}
