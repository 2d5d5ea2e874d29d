// While a shortcoming is typed, the earlier ones it may repeat are asked for and shown beside it. Nothing typed is touched, what
// was chosen stays chosen, and without this script the form asks once before it saves.

const rest = 500 // ms without a key before the server is asked

export function offers(): void {
  const part = document.querySelector<HTMLElement>('[data-offers]')
  const form = part?.closest('form')
  const shown = part?.querySelector<HTMLElement>('[data-offered]')
  if (!part || !form || !shown) return
  let timer = 0
  let asking: AbortController | undefined
  const ask = async () => {
    asking?.abort()
    asking = new AbortController()
    const said = new URLSearchParams()
    for (const [name, value] of new FormData(form)) {
      if (typeof value === 'string' && wanted.has(name)) said.append(name, value)
    }
    try {
      const answer = await fetch(`${part.dataset.offers ?? ''}?${said.toString()}`, { signal: asking.signal, headers: { Accept: 'text/html' } })
      if (answer.ok) swap(shown, await answer.text())
    } catch {
      // no network, or asked anew: what is shown stays, and saving asks by itself
    }
  }
  form.addEventListener('input', (e) => {
    if (!(e.target instanceof Element) || !asks(e.target)) return
    clearTimeout(timer)
    timer = window.setTimeout(() => void ask(), rest)
  })
}

const wanted = new Set(['text', 'field_id', 'units', 'meeting_id', 'raised_on', 'repeats_id'])

function asks(el: Element): boolean {
  const name = el.getAttribute('name') ?? ''
  return wanted.has(name) && name !== 'repeats_id'
}

/** swap puts the answer in place only when it differs, so that nothing is read out twice and the focus is not lost. */
function swap(shown: HTMLElement, html: string): void {
  const next = document.createElement('template')
  next.innerHTML = html
  const same = (t: ParentNode) => t.querySelector<HTMLInputElement>('input[name=offered]')?.value
  if (same(next.content) === same(shown)) return
  const held = shown.contains(document.activeElement) ? (document.activeElement as HTMLInputElement).value : undefined
  shown.replaceChildren(next.content)
  if (held === undefined) return
  const again = Array.from(shown.querySelectorAll<HTMLInputElement>('input[type=radio]')).find((r) => r.value === held)
  again?.focus()
}
