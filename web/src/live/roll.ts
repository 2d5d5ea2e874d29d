// The roll call: everybody present by default, then the exceptions. Grouped by agency, as the minutes have it.
import { button, clock, el } from './dom'
import type { Model } from './model'
import { palette } from './palette'
import { newID, type Attendance, type Config, type Person, type Quorum } from './types'

/** needed is how many must be there; null without a rule. */
export function needed(q: Quorum | undefined, seats: number): number | null {
  if (!q?.rule.active || q.rule.denominator === 0) return null
  const n = (q.rule.base === 'members' ? q.members : seats) * q.rule.numerator
  return q.rule.strict ? Math.floor(n / q.rule.denominator) + 1 : Math.ceil(n / q.rule.denominator)
}

const here = (a: Attendance): boolean => a.status === 'present' && (a.left_at === '' || a.back_at !== '')

/** atOnce lets a button act when the mouse goes down: the roll may be drawn anew before it goes up, and the click would be lost. */
function atOnce(b: HTMLButtonElement): void {
  b.addEventListener('mousedown', (e) => {
    if (e.button !== 0 || b.disabled) return
    e.preventDefault()
    b.click()
  })
  b.addEventListener('click', (e) => {
    if (e.detail > 0) e.stopImmediatePropagation() // it was done when the mouse went down
  }, true)
}

export class Roll {
  constructor(
    private readonly root: HTMLElement, private readonly config: Config, private readonly model: Model,
    private readonly members: () => Person[], private readonly people: () => Person[],
  ) {}

  private word(key: string): string {
    return this.config.words[key] ?? key
  }

  private get writable(): boolean {
    return this.model.meta.change?.writable ?? false
  }

  private lines(): Attendance[] {
    return [...this.model.roll.values()].filter((a) => !a.withdrawn).sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1))
  }

  draw(): void {
    const focused = (document.activeElement as HTMLElement | null)?.closest<HTMLElement>('[data-roll]')?.dataset.roll
    const open = this.root.querySelector<HTMLDetailsElement>('.live-moments')?.open ?? false
    const lines = this.lines()
    const parts: Node[] = [...this.count(lines)]
    const missing = this.members().filter((p) => !lines.some((a) => a.person_id === p.id))
    if (missing.length > 0 && this.writable) {
      const all = button(`${this.word('live.roll_all')} (${missing.length})`, () => this.callAll(missing))
      all.dataset.roll = 'all'
      parts.push(all)
    }
    parts.push(...this.groups(lines))
    if (this.writable) {
      const add = button(this.word('live.roll_add'), () => palette(this.config.words, this.word('live.roll_add_choose'), this.people(), (p) => this.put(p, {})))
      add.dataset.roll = 'add'
      parts.push(add)
    }
    const fresh = el('div', {}, ...parts)
    const moments = fresh.querySelector<HTMLDetailsElement>('.live-moments')
    if (moments && open) moments.open = true
    if (fresh.innerHTML === this.root.innerHTML) return // nothing to be seen changed: what is under the mouse stays there
    this.root.replaceChildren(...fresh.childNodes)
    if (focused) this.root.querySelector<HTMLElement>(`[data-roll="${focused}"]`)?.focus()
  }

  /** count is who is there now, held against the committee's rule, and the counts that were written down. */
  private count(lines: Attendance[]): Node[] {
    const on = new Set(lines.map((a) => a.id))
    const filled = new Set(lines.filter(here).map((a) => a.substitute_for))
    const seats = lines.filter((a) => !a.substitute_for || !on.has(a.substitute_for))
    if (seats.length === 0) return []
    const q = this.model.meta.change?.quorum
    const present = seats.filter((a) => here(a) || filled.has(a.id)).length
    const least = needed(q, seats.length)
    let text = `${this.word('live.roll_present')} ${present}/${seats.length}`
    if (least !== null) text += ` · ${this.word('live.roll_needed')} ${least} · ${this.word(present >= least ? 'live.roll_enough' : 'live.roll_not_enough')}`
    const nodes: Node[] = [el('p', { class: 'live-count', text, attrs: { role: 'status' } })]
    if (q) { // also while there are none: what stands below must not move when the first comes
      nodes.push(el('details', { class: 'live-moments' }, el('summary', { text: `${this.word('live.moments')} (${q.moments.length})` }),
        el('ol', {}, ...q.moments.map((m) => el('li', { text: `${clock(Date.parse(m.at)).slice(0, 5)} ${this.word('live.moment')} ${m.present}/${m.seats}` })))))
    }
    return nodes
  }

  private groups(lines: Attendance[]): Node[] {
    const by = new Map<string, Attendance[]>()
    const of = new Map(lines.map((a) => [a.id, a]))
    for (const a of lines) {
      const seat = (a.substitute_for && of.get(a.substitute_for)) || a // a substitute stands with the one they sit in for
      by.set(seat.unit_name, [...(by.get(seat.unit_name) ?? []), a])
    }
    return [...by].map(([unit, some]) => el('section', { class: 'live-agency' },
      ...(by.size > 1 || unit !== '' ? [el('h3', { text: unit || this.word('live.roll_no_unit') })] : []),
      el('ul', { class: 'live-roll' }, ...this.seated(some).map((a) => this.line(a)))))
  }

  /** seated puts a substitute right below the one they sit in for. */
  private seated(some: Attendance[]): Attendance[] {
    const subs = some.filter((a) => a.substitute_for && some.some((b) => b.id === a.substitute_for))
    return some.filter((a) => !subs.includes(a)).flatMap((a) => [a, ...subs.filter((s) => s.substitute_for === a.id)])
  }

  private line(a: Attendance): HTMLElement {
    const member = a.substitute_for ? this.model.roll.get(a.substitute_for) : undefined
    const name = el('span', { class: 'live-roll-name', text: a.name, attrs: { title: a.post } })
    if (member) name.append(el('span', { class: 'sub', text: `${this.word('live.roll_in_for')} ${member.name}` }))
    const item = el('li', { class: here(a) ? '' : 'away' }, name, member ? el('span') : this.status(a), el('span', { class: 'live-roll-times' }, ...this.times(a)))
    // Over the line's own room, so that nothing moves under the mouse when the server's answer takes it away.
    if (a.waiting) item.append(el('span', { class: 'live-roll-waits', text: '↑', attrs: { role: 'img', title: this.word('live.state_waiting'), 'aria-label': this.word('live.state_waiting') } }))
    return item
  }

  private status(a: Attendance): HTMLElement {
    const status = el('select', { class: 'form-select form-select-sm', attrs: { 'aria-label': `${a.name}: ${this.word('live.roll_status')}`, 'data-roll': `${a.id}-s` } })
    for (const s of this.config.statuses) {
      const option = el('option', { text: s.label, attrs: { value: s.value } })
      if (s.value === a.status) option.setAttribute('selected', '')
      status.append(option)
    }
    status.disabled = !this.writable
    status.addEventListener('change', () => this.set(a.id, { status: status.value, ...(status.value === 'present' ? {} : { arrived_at: '', left_at: '', back_at: '' }) }))
    return status
  }

  /** times are what may be noted now: late, left, back; for an empty seat, who sits in it. */
  private times(a: Attendance): HTMLElement[] {
    const all: HTMLElement[] = [this.time(a, 'arrived_at', 'live.roll_late')]
    if (a.status === 'present') {
      all.push(this.time(a, 'left_at', 'live.roll_left'))
      if (a.left_at !== '') all.push(this.time(a, 'back_at', 'live.roll_back'))
    } else if (!a.substitute_for && !this.lines().some((s) => s.substitute_for === a.id)) {
      const b = button(this.word('live.roll_substitute'), () => this.substitute(a), 'btn btn-sm btn-ghost')
      atOnce(b)
      b.dataset.roll = `${a.id}-substitute`
      b.disabled = !this.writable
      all.push(b)
    }
    return all
  }

  /** time is a button that notes this minute; pressed again it takes the note back. */
  private time(a: Attendance, field: 'arrived_at' | 'left_at' | 'back_at', word: string): HTMLElement {
    const on = a[field] !== ''
    const b = button(on ? `${this.word(word)} ${a[field]}` : this.word(word), () => this.set(a.id, this.noted(a, field, on ? '' : clock(Date.now()).slice(0, 5))), 'btn btn-sm btn-ghost')
    atOnce(b)
    b.setAttribute('aria-pressed', String(on))
    b.setAttribute('aria-label', `${a.name}: ${b.textContent}`)
    b.dataset.roll = `${a.id}-${field}`
    b.disabled = !this.writable
    return b
  }

  /** noted is what a note brings with it: whoever comes late is there; a leaving that is taken back was followed by no return. */
  private noted(a: Attendance, field: 'arrived_at' | 'left_at' | 'back_at', at: string): Partial<Attendance> {
    if (field === 'arrived_at' && at !== '') return { arrived_at: at, status: 'present' }
    if (field === 'left_at') return { left_at: at && a.arrived_at > at ? a.arrived_at : at, back_at: '' }
    return { [field]: at }
  }

  private substitute(a: Attendance): void {
    palette(this.config.words, `${this.word('live.roll_substitute_choose')} ${a.name}?`, this.people().filter((p) => p.id === '' || !this.lines().some((l) => l.person_id === p.id)), (p) => {
      this.put(p, { substitute_for: a.id, ...(a.unit_id ? { unit_id: a.unit_id } : {}), unit_name: a.unit_name })
    })
  }

  private set(id: string, change: Partial<Attendance>): void {
    const a = this.model.roll.get(id)
    if (a) this.model.setRoll({ ...a, ...change }, a)
  }

  private put(p: Person, more: Partial<Attendance>): void {
    const last = Math.max(0, ...this.lines().map((a) => a.position))
    const unit = p.unit_id ? { unit_id: p.unit_id, unit_name: p.unit_name ?? '' } : { unit_name: '' }
    this.model.setRoll({
      id: newID(), position: last + 1000, name: p.name, post: p.post, status: 'present', arrived_at: '', left_at: '', back_at: '', withdrawn: false, version: 0,
      ...unit, ...(p.id ? { person_id: p.id } : {}), ...more,
    }, null)
  }

  private callAll(some: Person[]): void {
    for (const p of some) this.put(p, {})
  }
}
