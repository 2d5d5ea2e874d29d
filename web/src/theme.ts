// The switch of colours, without a journey to the server; the cookie is the one the server reads.
import { all, on } from './dom'

const year = 365 * 24 * 60 * 60

export function theme(): void {
  on('click', '[data-theme-switch] button', (el, e) => {
    if (!(el instanceof HTMLButtonElement)) return
    e.preventDefault()
    document.cookie = `theme=${el.value}; path=/; max-age=${year}; samesite=lax`
    document.documentElement.dataset.bsTheme = el.value
    for (const b of all('[data-theme-switch] button')) b.setAttribute('aria-pressed', String(b === el))
    document.dispatchEvent(new CustomEvent('dondoc:theme'))
  })
}
