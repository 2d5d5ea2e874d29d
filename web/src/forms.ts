// Forms: the error summary takes the focus, long lists of choices can be narrowed, text areas grow,
// and a form is not sent twice by a double click.
import { all, matches, on } from './dom'

const impatience = 3000 // ms in which a second click is taken for the first

export function forms(): void {
  document.querySelector<HTMLElement>('[data-focus]')?.focus()
  on('input', '[data-multi-filter]', (el) => {
    if (!(el instanceof HTMLInputElement)) return
    for (const choice of all('[data-words]', el.closest('[data-multi]') ?? document)) {
      const chosen = choice.querySelector<HTMLInputElement>('input')?.checked ?? false
      choice.hidden = !chosen && !matches(choice.dataset.words ?? '', el.value)
    }
  })
  on('input', 'textarea', (el) => grow(el))
  for (const el of all('textarea')) grow(el)
  document.addEventListener('submit', (e) => once(e))
  window.addEventListener('pageshow', () => {
    for (const f of all<HTMLFormElement>('form[data-sent]')) delete f.dataset.sent
  })
}

function grow(el: HTMLElement): void {
  if (el.scrollHeight > el.clientHeight + 2) el.style.height = `${el.scrollHeight + 2}px`
}

function once(e: SubmitEvent): void {
  const form = e.target
  if (!(form instanceof HTMLFormElement) || form.method !== 'post' || e.defaultPrevented) return
  if (form.dataset.sent) e.preventDefault()
  form.dataset.sent = '1'
  setTimeout(() => delete form.dataset.sent, impatience) // a form may answer with a file and stay
}
