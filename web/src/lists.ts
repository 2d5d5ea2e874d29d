// Lists: selecting rows, and the focus after a part of the page was replaced.
import { all, on } from './dom'

export function lists(): void {
  on('change', '[data-pick-all]', (el) => {
    if (!(el instanceof HTMLInputElement)) return
    for (const box of all<HTMLInputElement>('[data-pick]', el.closest('form') ?? document)) box.checked = el.checked
    count(el)
  })
  on('change', '[data-pick]', (el) => count(el))
}

/** count says how many rows are selected; the words come from the page, in its language. */
function count(el: HTMLElement): void {
  const form = el.closest('form')
  const words = form?.querySelector<HTMLElement>('[data-bulk-count]')
  if (!form || !words) return
  const picked = all<HTMLInputElement>('[data-pick]', form).filter((b) => b.checked)
  for (const row of all('[data-row]', form)) row.classList.toggle('picked', row.querySelector<HTMLInputElement>('[data-pick]')?.checked ?? false)
  form.querySelector('[data-bulk-bar]')?.classList.toggle('bulk-on', picked.length > 0)
  const pattern = picked.length === 1 ? words.dataset.one : words.dataset.many
  words.textContent = (pattern ?? '').replace(/\d+/, String(picked.length))
}
