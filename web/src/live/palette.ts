// The palette of speakers: two letters of the given name, Enter.
import { composing, el, sheet } from './dom'
import { find } from './names'
import type { Person } from './types'

export function palette(words: Record<string, string>, people: Person[], chosen: (p: Person) => void): void {
  const box = el('input', { class: 'form-control', attrs: { type: 'text', autocomplete: 'off', 'aria-label': words['live.speaker_find'] ?? '', 'aria-controls': 'live-people', role: 'combobox', 'aria-expanded': 'true' } })
  const list = el('ul', { class: 'live-people', attrs: { id: 'live-people', role: 'listbox' } })
  let found: Person[] = []
  let at = 0
  const draw = (): void => {
    const typed = box.value.trim()
    found = find(people, typed).slice(0, 12)
    if (typed !== '') found.push({ id: '', name: typed, post: words['live.speaker_typed'] ?? '' })
    at = Math.min(at, Math.max(0, found.length - 1))
    list.replaceChildren(...found.map((p, i) => {
      const item = el('li', { attrs: { role: 'option', 'aria-selected': String(i === at), id: `live-person-${i}` }, on: { mousedown: (e) => { e.preventDefault(); pick(i) } } },
        el('span', { text: p.name }))
      if (p.post) item.append(el('span', { class: 'sub', text: p.post }))
      return item
    }))
    box.setAttribute('aria-activedescendant', `live-person-${at}`)
    list.children[at]?.scrollIntoView({ block: 'nearest' })
  }
  const pick = (i: number): void => {
    const p = found[i]
    d.close()
    if (p) chosen(p.id === '' ? { id: '', name: p.name, post: '' } : p)
  }
  box.addEventListener('input', () => {
    at = 0
    draw()
  })
  box.addEventListener('keydown', (e) => {
    if (composing(e)) return
    if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
      at = Math.max(0, Math.min(found.length - 1, at + (e.key === 'ArrowDown' ? 1 : -1)))
      draw()
    } else if (e.key === 'Enter') pick(at)
    else return
    e.preventDefault()
  })
  const d = sheet(words['live.speaker_choose'] ?? '', box, list)
  draw()
  box.focus()
}
