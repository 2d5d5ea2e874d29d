// A list to choose from by typing: speakers by two letters of the given name, Enter; points of the agenda; who sits in for whom.
import { matches } from '../dom'
import { composing, el, sheet } from './dom'
import { find } from './names'
import type { Person } from './types'

interface Asking<T> {
  title: string
  label: string
  found(typed: string): T[]
  shown(one: T): { text: string; sub?: string }
  chosen(one: T): void
}

function ask<T>(a: Asking<T>): void {
  const box = el('input', { class: 'form-control', attrs: { type: 'text', autocomplete: 'off', 'aria-label': a.label, 'aria-controls': 'live-choices', role: 'combobox', 'aria-expanded': 'true' } })
  const list = el('ul', { class: 'live-people', attrs: { id: 'live-choices', role: 'listbox', 'aria-label': a.title } })
  let found: T[] = []
  let at = 0
  const draw = (): void => {
    found = a.found(box.value.trim())
    at = Math.min(at, Math.max(0, found.length - 1))
    list.replaceChildren(...found.map((one, i) => {
      const { text, sub } = a.shown(one)
      const item = el('li', { attrs: { role: 'option', 'aria-selected': String(i === at), id: `live-choice-${i}` }, on: { mousedown: (e) => { e.preventDefault(); pick(i) } } }, el('span', { text }))
      if (sub) item.append(el('span', { class: 'sub', text: sub }))
      return item
    }))
    if (found.length > 0) box.setAttribute('aria-activedescendant', `live-choice-${at}`)
    list.children[at]?.scrollIntoView({ block: 'nearest' })
  }
  const pick = (i: number): void => {
    const one = found[i]
    d.close()
    if (one) a.chosen(one)
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
  const d = sheet(a.title, box, list)
  draw()
  box.focus()
}

/** palette asks for a person; a name that is in no list is taken as typed. */
export function palette(words: Record<string, string>, title: string, people: Person[], chosen: (p: Person) => void): void {
  ask<Person & { typed?: boolean }>({
    title, label: words['live.speaker_find'] ?? '',
    found: (typed) => [...find(people, typed).slice(0, 12), ...(typed === '' ? [] : [{ id: '', name: typed, post: '', typed: true }])],
    shown: (p) => ({ text: p.name, sub: p.typed ? (words['live.speaker_typed'] ?? '') : p.post }),
    chosen: ({ id, name, post }) => chosen({ id, name, post }),
  })
}

/** agenda asks for a point of the agenda; none is a choice too. */
export function agenda(words: Record<string, string>, points: { id: string; title: string }[], chosen: (id: string) => void): void {
  ask<{ id: string; title: string }>({
    title: words['live.agenda_choose'] ?? '', label: words['live.agenda_find'] ?? '',
    found: (typed) => [...points.filter((p) => matches(p.title, typed)), { id: '', title: words['live.agenda_none'] ?? '' }],
    shown: (p) => ({ text: p.title }),
    chosen: (p) => chosen(p.id),
  })
}
