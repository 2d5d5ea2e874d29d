// Menus are <details>: they open without scripts. Here they close when one goes elsewhere, stay inside the window,
// and long ones can be narrowed by typing.
import { all, matches, on } from './dom'

const margin = 8 // px between a menu and the edge of the window

export function menus(): void {
  document.addEventListener('click', (e) => {
    const inside = e.target instanceof Element ? e.target.closest('details.menu') : null
    for (const m of all<HTMLDetailsElement>('details.menu[open]')) if (m !== inside) m.open = false
  })
  document.addEventListener('toggle', (e) => opened(e.target), true)
  on('input', '[data-filter-find]', (el) => {
    if (el instanceof HTMLInputElement) narrow(el)
  })
  on('click', '[data-close]', (el) => el.closest('[data-flash]')?.remove())
}

function opened(el: EventTarget | null): void {
  if (!(el instanceof HTMLDetailsElement) || !el.classList.contains('menu') || !el.open) return
  const sheet = el.querySelector<HTMLElement>('.menu-sheet')
  if (!sheet) return
  sheet.style.removeProperty('translate')
  const over = sheet.getBoundingClientRect().right - document.documentElement.clientWidth
  if (over > 0) sheet.style.translate = `${-over - margin}px 0`
  // On a touch screen the focus would raise the keyboard over the choices.
  if (matchMedia('(hover: hover)').matches) el.querySelector<HTMLElement>('[data-filter-find]')?.focus({ preventScroll: true })
}

function narrow(box: HTMLInputElement): void {
  for (const item of all('.menu-list > li', box.closest('.menu-sheet') ?? document)) {
    item.hidden = !matches(item.textContent ?? '', box.value)
  }
}
