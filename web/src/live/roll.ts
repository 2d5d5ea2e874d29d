// The roll call: everybody present by default, then the exceptions.
import { button, clock, el } from './dom'
import type { Model } from './model'
import { newID, type Attendance, type Config, type Person } from './types'

export class Roll {
  constructor(private readonly root: HTMLElement, private readonly config: Config, private readonly model: Model, private readonly members: () => Person[]) {}

  private word(key: string): string {
    return this.config.words[key] ?? key
  }

  private lines(): Attendance[] {
    return [...this.model.roll.values()].filter((a) => !a.withdrawn).sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1))
  }

  draw(): void {
    const focused = (document.activeElement as HTMLElement | null)?.dataset.roll
    const lines = this.lines()
    const filled = new Set(lines.filter((a) => a.status === 'present' && a.substitute_for).map((a) => a.substitute_for))
    const seats = lines.filter((a) => !a.substitute_for || !this.model.roll.has(a.substitute_for))
    const here = seats.filter((a) => a.status === 'present' || filled.has(a.id)).length
    const parts: Node[] = []
    if (seats.length > 0) {
      const enough = 2 * here > seats.length
      parts.push(el('p', { class: 'live-count', text: `${this.word('live.roll_present')} ${here}/${seats.length} · ${this.word(enough ? 'live.roll_quorate' : 'live.roll_not_quorate')}` }))
    }
    const missing = this.members().filter((p) => !lines.some((a) => a.person_id === p.id))
    if (missing.length > 0 && this.model.meta.change?.writable) parts.push(button(`${this.word('live.roll_all')} (${missing.length})`, () => this.callAll(missing)))
    parts.push(el('ul', { class: 'live-roll' }, ...lines.map((a) => this.line(a))))
    this.root.replaceChildren(...parts)
    if (focused) this.root.querySelector<HTMLElement>(`[data-roll="${focused}"]`)?.focus()
  }

  private line(a: Attendance): HTMLElement {
    const status = el('select', { class: 'form-select form-select-sm', attrs: { 'aria-label': `${a.name}: ${this.word('live.roll_status')}`, 'data-roll': `${a.id}-s` } })
    for (const s of this.config.statuses) {
      const option = el('option', { text: s.label, attrs: { value: s.value } })
      option.selected = s.value === a.status
      status.append(option)
    }
    status.disabled = !this.model.meta.change?.writable
    status.addEventListener('change', () => this.set(a, { status: status.value }))
    const times = el('span', { class: 'live-roll-times' },
      this.time(a, 'arrived_at', 'live.roll_late'), this.time(a, 'left_at', 'live.roll_left'))
    const item = el('li', { class: a.status === 'present' ? '' : 'away' }, el('span', { class: 'live-roll-name', text: a.name, attrs: { title: a.post } }), status, times)
    if (a.waiting) item.append(el('span', { class: 'live-state', text: this.word('live.state_waiting') }))
    return item
  }

  /** time is a button that notes this minute; pressed again it takes the note back. */
  private time(a: Attendance, field: 'arrived_at' | 'left_at', word: string): HTMLElement {
    const on = a[field] !== ''
    const b = button(on ? `${this.word(word)} ${a[field]}` : this.word(word), () => this.set(a, { [field]: on ? '' : clock(Date.now()).slice(0, 5) }), 'btn btn-sm btn-ghost')
    b.setAttribute('aria-pressed', String(on))
    b.dataset.roll = `${a.id}-${field}`
    b.disabled = !this.model.meta.change?.writable
    return b
  }

  private set(a: Attendance, change: Partial<Attendance>): void {
    this.model.setRoll({ ...a, ...change }, a)
  }

  private callAll(some: Person[]): void {
    const last = Math.max(0, ...this.lines().map((a) => a.position))
    some.forEach((p, i) => this.model.setRoll({
      id: newID(), position: last + 1000 * (i + 1), person_id: p.id, name: p.name, post: p.post, unit_name: '', status: 'present', arrived_at: '', left_at: '', withdrawn: false, version: 0,
    }, null))
  }
}
