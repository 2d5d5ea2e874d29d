// The row one is on in a list: moved by keys, opened by Enter, selected by x.
import { all } from './dom'

function rows(): HTMLElement[] {
  return all('[data-row]')
}

function current(): HTMLElement | null {
  return document.querySelector<HTMLElement>('[data-row].current')
}

/** move goes down (1) or up (-1) and reports whether there are rows. The focus follows, so that Enter opens. */
export function move(step: number): boolean {
  const list = rows()
  if (list.length === 0) return false
  const now = current()
  const at = now ? list.indexOf(now) : step > 0 ? -1 : list.length
  const next = list[Math.min(Math.max(at + step, 0), list.length - 1)]
  if (!next) return false
  now?.classList.remove('current')
  next.classList.add('current')
  next.scrollIntoView({ block: 'nearest' })
  const link = next.querySelector<HTMLElement>('a[href]')
  if (link) link.focus({ preventScroll: true })
  return true
}

/** open follows the first link of the row one is on. */
export function open(): boolean {
  const link = current()?.querySelector<HTMLAnchorElement>('a[href]')
  link?.click()
  return link !== null && link !== undefined
}

/** pick selects the row one is on, or unselects it. */
export function pick(): boolean {
  const box = current()?.querySelector<HTMLInputElement>('[data-pick]')
  box?.click()
  return box !== null && box !== undefined
}
