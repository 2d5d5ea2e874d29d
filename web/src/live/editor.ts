// The record itself: lines one below the other, one of them a field to write in. Everything can be done without a mouse, and
// nothing happens to a key that an input method is using.
import { button, composing, el } from './dom'
import type { Model } from './model'
import { contentOf, same, type Config, type Content, type Line, type StemKind, type Votes } from './types'
import { Suggest } from './suggest'

export interface Acts {
  speaker(line: Line): void
  agenda(line: Line): void
  retry(): void
  history(line: Line): void
  pasted(line: Line, text: string, e: Event): void
  said(words: string, undo?: () => void): void
}

const rest = 2000 // ms without a key after which what was written becomes a command

export class Editor {
  private readonly items = new Map<string, HTMLElement>()
  private active: string | null = null
  private field: HTMLTextAreaElement | null = null
  private timer = 0
  private inWord = false
  private readonly suggest: Suggest
  private pressed = 0 // when the last key went down
  private breaks = false // Shift is held: Enter breaks the line inside the paragraph

  constructor(private readonly root: HTMLElement, private readonly config: Config, private readonly model: Model, private readonly acts: Acts) {
    this.suggest = new Suggest(() => (model.meta.change?.register?.units ?? []).map((u) => u.name))
    root.addEventListener('focusin', (e) => {
      const text = (e.target as Element).closest<HTMLElement>('.live-text')
      if (text && text.tagName !== 'TEXTAREA') this.open(text.closest<HTMLElement>('[data-line]')!.dataset.line!)
    })
  }

  private word(key: string): string {
    return this.config.words[key] ?? key
  }

  private get writable(): boolean {
    return this.model.meta.change?.writable ?? true
  }

  /** drawAll puts the lines in their order, making only what is not there yet. */
  drawAll(): void {
    const order = this.model.order()
    const there = new Set(order.map((l) => l.id))
    for (const [id, item] of this.items) {
      if (there.has(id)) continue
      item.remove()
      this.items.delete(id)
      if (this.active === id) this.active = this.field = null
    }
    let before: Element | null = null
    let point = ''
    for (const line of order) {
      const item = this.items.get(line.id) ?? this.make(line)
      const next: Element | null = before ? before.nextElementSibling : this.root.firstElementChild
      if (item !== next) {
        // A field that is moved about loses the focus; whoever writes in it must not notice.
        const held = this.field !== null && item.contains(this.field) && document.activeElement === this.field
        const [from, to] = [this.field?.selectionStart ?? 0, this.field?.selectionEnd ?? 0]
        if (before) before.after(item)
        else this.root.prepend(item)
        if (held) {
          this.field!.focus({ preventScroll: true })
          this.field!.setSelectionRange(from, to)
        }
      }
      item.classList.toggle('live-same-item', (line.now.agenda_item_id ?? '') === point)
      point = line.now.agenda_item_id ?? ''
      before = item
    }
    this.root.classList.toggle('live-empty', order.length === 0)
  }

  draw(ids: string[]): void {
    for (const id of ids) {
      const line = this.model.lines.get(id)
      const item = this.items.get(id)
      if (line && item) this.fill(item, line)
    }
  }

  private make(line: Line): HTMLElement {
    const item = el('li', { class: 'live-line', attrs: { 'data-line': line.id } },
      el('div', { class: 'live-head' }), el('div', { class: 'live-text', attrs: { tabindex: '0', role: 'textbox', 'aria-multiline': 'true' } }), el('div', { class: 'live-foot' }),
      el('button', { class: 'btn btn-sm btn-ghost live-wrote', text: this.word('live.history'), attrs: { type: 'button', tabindex: '-1' }, on: { click: () => this.acts.history(line) } }))
    this.items.set(line.id, item)
    this.fill(item, line)
    return item
  }

  private fill(item: HTMLElement, line: Line): void {
    const kind = this.config.kinds.find((k) => k.value === line.now.kind)?.label ?? line.now.kind
    item.dataset.kind = line.now.kind
    const [head, text, foot] = ['.live-head', '.live-text', '.live-foot'].map((css) => item.querySelector<HTMLElement>(css)!) as [HTMLElement, HTMLElement, HTMLElement]
    const who = el('span', { class: 'live-who', text: line.now.speaker ?? '' })
    head.replaceChildren(el('span', { class: 'live-kind', text: kind }), who)
    if (line.now.speaker_post) head.append(el('span', { class: 'sub', text: line.now.speaker_post }))
    const point = this.model.meta.change?.register?.agenda.find((a) => a.id === line.now.agenda_item_id)
    if (point) head.append(el('span', { class: 'sub live-point', text: point.title }))
    head.append(el('span', { class: 'live-state', text: this.state(line) }))
    if (text instanceof HTMLTextAreaElement) this.refresh(text, line)
    else if (text.textContent !== line.now.text) text.textContent = line.now.text
    text.setAttribute('aria-label', [kind, line.now.speaker].filter(Boolean).join(', '))
    this.below(foot, line)
  }

  /** refresh brings what others wrote into the field one is writing in, the cursor staying with its words. */
  private refresh(field: HTMLTextAreaElement, line: Line): void {
    const was = field.value
    if (was === line.now.text || this.inWord) return
    let head = 0
    while (head < was.length && head < line.now.text.length && was[head] === line.now.text[head]) head++
    const shift = line.now.text.length - was.length
    const moved = (at: number): number => (at <= head ? at : Math.max(head, at + shift))
    const [from, to] = [moved(field.selectionStart), moved(field.selectionEnd)]
    field.value = line.now.text
    if (document.activeElement === field) field.setSelectionRange(from, to)
    grow(field)
  }

  private state(line: Line): string {
    if (line.conflict) return this.word('live.state_conflict')
    if (line.refused !== undefined) return this.word('live.state_refused')
    if (line.pending > 0 || line.base === null && line.now.text !== '' || line.base !== null && !same(line.base, line.now)) return this.word('live.state_waiting')
    return ''
  }

  /** below is what a line needs a person for: votes to count, a choice to make, a refusal to read; and what its marks mean. */
  private below(foot: HTMLElement, line: Line): void {
    // The fields of a vote stay as they are: whoever goes from one to the next must not find another in its place.
    const kept = line.now.kind === 'vote' ? foot.querySelector<HTMLElement>('.live-votes') : null
    for (const child of [...foot.children]) if (child !== kept) child.remove()
    if (kept) this.count(kept, line)
    else if (line.now.kind === 'vote') foot.append(this.votes(line))
    if (line.conflict) foot.append(this.choice(line))
    if (line.refused !== undefined) {
      foot.append(el('div', { class: 'live-refused', attrs: { role: 'alert' } }, el('p', { text: `${this.word('live.refused')} ${line.refused}` }),
        button(this.word('live.send_again'), () => {
          const stem = line.refusedStem
          delete line.refused
          delete line.refusedStem
          if (stem) return this.stem(stem, line)
          if (line.base !== null && same(line.base, line.now) && line.server) line.base = contentOf(line.server)
          this.model.commit(line)
          this.draw([line.id])
          this.acts.retry()
        })))
    }
    const became = this.model.became.get(line.id)
    if (became) foot.append(el('p', { class: 'live-became' }, ...became.map(({ kind, stem }) => el('a', {
      text: `→ ${this.word(kind === 'task.add' ? 'live.tasks' : 'live.shortcomings')} ${stem.number}`,
      attrs: { href: `${kind === 'task.add' ? this.config.task_url : this.config.shortcoming_url}/${stem.number}`, target: '_blank', rel: 'noopener' },
    }))))
    const m = line.marks
    if (m) {
      const parts = [...(m.units ?? []).map((u) => `@ ${u.name}`), ...(m.deadline ? [`# ${this.word('live.due')} ${m.deadline}`] : []),
        ...(m.deadline_words && !m.deadline ? [`# ${this.word('live.due_unclear')} “${m.deadline_words}”`] : []), ...(m.unknown ?? []).map((u) => `@? ${u}`)]
      foot.append(el('p', { class: 'live-marks', text: parts.join(' · ') }))
    }
  }

  private votes(line: Line): HTMLElement {
    const box = el('div', { class: 'live-votes' })
    for (const key of ['for', 'against', 'abstained'] as const) {
      const input = el('input', { class: 'form-control form-control-sm', attrs: { type: 'number', min: '0', inputmode: 'numeric', 'data-votes': key, value: String(line.now.votes?.[key] ?? 0) } })
      input.addEventListener('input', () => {
        const votes = { for: 0, against: 0, abstained: 0, ...line.now.votes, [key]: Math.max(0, Math.floor(Number(input.value) || 0)) }
        this.model.write(line, { votes })
        this.soon(line)
      })
      input.addEventListener('blur', () => this.model.commit(line))
      input.addEventListener('keydown', (e) => {
        if (e.key !== 'Enter' || composing(e)) return
        e.preventDefault()
        this.next(line)
      })
      box.append(el('label', {}, el('span', { text: this.word(`live.votes_${key}`) }), input))
    }
    return box
  }

  /** count shows what others counted, but for the field one is writing in. */
  private count(box: HTMLElement, line: Line): void {
    for (const input of box.querySelectorAll<HTMLInputElement>('[data-votes]')) {
      const n = String(line.now.votes?.[input.dataset.votes as keyof Votes] ?? 0)
      if (input !== document.activeElement && input.value !== n) input.value = n
    }
  }

  /** choice shows both texts and one made of both; the words here are kept until one is chosen. */
  private choice(line: Line): HTMLElement {
    const c = line.conflict!
    const mine = contentOf(line.now)
    const side = (key: string, content: Content, take: () => void): HTMLElement => el('div', { class: 'live-side' },
      el('h4', { text: this.word(`live.conflict_${key}`) }),
      el('p', { class: 'sub', text: [this.config.kinds.find((k) => k.value === content.kind)?.label, content.speaker].filter(Boolean).join(' · ') }),
      el('p', { class: 'live-side-text', text: content.text }), button(this.word(`live.take_${key}`), take))
    const gone = c.theirs.withdrawn
    const sides = [side('mine', mine, () => this.model.resolve(line, mine)), side('theirs', contentOf(c.theirs), () => this.model.resolve(line, null))]
    if (!gone && c.fields.length > 0) sides.push(side('merged', c.proposal, () => this.model.resolve(line, c.proposal)))
    return el('div', { class: 'live-conflict', attrs: { role: 'group', 'aria-label': this.word('live.state_conflict') } },
      el('p', { text: this.word(gone ? 'live.conflict_gone' : 'live.conflict') }), el('div', { class: 'live-sides' }, ...sides))
  }

  /** open turns a line into the field to write in. */
  open(id: string, at: 'start' | 'end' | null = 'end'): void {
    const line = this.model.lines.get(id)
    const item = this.items.get(id)
    if (!line || !item || !this.writable) return
    if (this.active === id && this.field) return this.field.focus()
    this.close()
    const field = el('textarea', { class: 'live-text', text: line.now.text, attrs: { rows: '1', spellcheck: 'false', 'aria-label': item.children[1]!.getAttribute('aria-label') ?? '' } })
    this.active = id
    this.field = field
    this.inWord = false
    this.listen(field, line)
    item.children[1]!.replaceWith(field)
    item.classList.add('live-active')
    field.focus()
    if (at) field.setSelectionRange(at === 'end' ? field.value.length : 0, at === 'end' ? field.value.length : 0)
    grow(field)
  }

  private listen(field: HTMLTextAreaElement, line: Line): void {
    field.addEventListener('compositionstart', () => { this.inWord = true })
    field.addEventListener('compositionend', () => {
      this.inWord = false
      this.typed(field, line)
    })
    field.addEventListener('input', () => this.typed(field, line))
    field.addEventListener('keydown', (e) => {
      this.breaks = e.shiftKey
      this.pressed = e.timeStamp
      anchored(field)
      this.key(e, field, line)
    })
    field.addEventListener('beforeinput', (e) => {
      // Some keyboards send the break of the line apart from the key: it belongs to the line before.
      if (e.inputType === 'insertLineBreak' && !this.breaks) e.preventDefault()
    })
    field.addEventListener('paste', (e) => {
      if (e.clipboardData) this.acts.pasted(line, '', e)
    })
    field.addEventListener('blur', () => setTimeout(() => {
      // A sheet that was opened from the field comes back to it.
      if (document.activeElement !== field && this.field === field && document.hasFocus() && !document.querySelector('dialog[open]')) this.close()
      else if (this.field === field) this.model.commit(line)
    }))
  }

  /** close makes a line of the field again and sends what it says. */
  close(): void {
    const { active, field } = this
    if (!active || !field) return
    this.active = this.field = null
    this.suggest.hide()
    clearTimeout(this.timer)
    const line = this.model.lines.get(active)
    const item = this.items.get(active)
    item?.classList.remove('live-active')
    if (!line || !item) return
    if (field.isConnected) {
      field.replaceWith(el('div', { class: 'live-text', text: line.now.text, attrs: { tabindex: '0', role: 'textbox', 'aria-multiline': 'true' } }))
    }
    if (line.base === null && line.now.text.trim() === '' && line.now.kind !== 'vote') this.model.remove(line)
    else this.model.commit(line)
    this.draw([active])
  }

  private typed(field: HTMLTextAreaElement, line: Line): void {
    this.model.write(line, { text: field.value })
    grow(field)
    this.suggest.look(field, this.inWord)
    this.soon(line)
    painted(this.pressed || performance.now())
    this.pressed = 0
  }

  private soon(line: Line): void {
    clearTimeout(this.timer)
    this.timer = window.setTimeout(() => {
      if (!this.inWord) this.model.commit(line)
    }, rest)
  }

  private key(e: KeyboardEvent, field: HTMLTextAreaElement, line: Line): void {
    if (composing(e) || this.inWord) return
    if (this.act(e, field, line)) {
      e.preventDefault()
      e.stopPropagation()
    }
  }

  private act(e: KeyboardEvent, field: HTMLTextAreaElement, line: Line): boolean {
    const plain = !e.ctrlKey && !e.metaKey && !e.altKey
    const caret = field.selectionStart === field.selectionEnd ? field.selectionStart : -1
    switch (true) {
      case e.key === 'Tab' && plain && !e.shiftKey && this.suggest.offers:
        this.suggest.take(field)
        this.typed(field, line)
        return true
      case e.key === 'Enter' && plain && !e.shiftKey:
        this.next(line)
        return true
      case e.altKey && !e.ctrlKey && (e.key === 'ArrowUp' || e.key === 'ArrowDown'):
        this.model.move(line, e.key === 'ArrowUp' ? -1 : 1)
        field.scrollIntoView({ block: 'nearest' })
        return true
      case e.altKey && !e.ctrlKey && /^Digit[1-9]$/.test(e.code):
        return this.digit(Number(e.code.slice(5)), line)
      case e.key === 'F2' && plain:
        this.acts.speaker(line)
        return true
      case e.key === 'F9' && plain:
        this.acts.history(line)
        return true
      case e.key === 'Backspace' && plain && field.value === '':
        this.takeOut(line)
        return true
      case e.key === 'ArrowUp' && plain && !e.shiftKey && caret === 0:
        return this.go(line, -1)
      case e.key === 'ArrowDown' && plain && !e.shiftKey && caret === field.value.length:
        return this.go(line, 1)
      case e.key === 'Escape':
        field.blur()
        return true
    }
    return false
  }

  private digit(n: number, line: Line): boolean {
    const kind = this.config.kinds[n - 1]
    if (kind) {
      const { votes, within_id, ...others } = line.now
      line.now = others
      if (kind.value === 'vote') this.model.write(line, { kind: kind.value, votes: votes ?? { for: 0, against: 0, abstained: 0 } })
      else if (kind.value === 'conclusion') this.model.write(line, { kind: kind.value, ...this.concluded(line, within_id) })
      else this.model.write(line, { kind: kind.value })
      this.soon(line)
      this.draw([line.id])
    } else if (n === 7 || n === 8) this.stem(n === 7 ? 'shortcoming.add' : 'task.add', line)
    else if (n === 9) this.acts.agenda(line)
    return true
  }

  /** concluded is what makes a line a conclusion: it lies within the chair's concluding speech and is the chair's where nobody is named. */
  concluded(line: Line, known?: string): Partial<Content> {
    const within = known ?? this.model.concluding(line)
    const m = this.model.meta.change?.meeting
    return {
      ...(within ? { within_id: within } : {}),
      ...(!line.now.speaker && m?.chair_name ? { speaker: m.chair_name, ...(m.chair_id ? { speaker_id: m.chair_id } : {}) } : {}),
    }
  }

  /** stem makes a shortcoming or a task of a paragraph; it keeps the paragraph as its source. */
  stem(kind: StemKind, line: Line): void {
    if (line.now.text.trim() === '') return
    this.model.stem(kind, line)
    this.acts.said(this.word(kind === 'task.add' ? 'live.task_coming' : 'live.shortcoming_coming'))
  }

  /** next begins another line below, by the same speaker. */
  next(line: Line | null): void {
    const after = line ?? this.model.order().at(-1) ?? null
    if (line) this.model.commit(line)
    const now: Content = { kind: 'speech', text: '' }
    if (after) {
      now.kind = after.now.kind === 'vote' ? 'speech' : after.now.kind
      if (after.now.kind !== 'vote') {
        for (const key of ['speaker_id', 'speaker', 'speaker_post', 'within_id'] as const) if (after.now[key]) now[key] = after.now[key]
      }
      if (after.now.agenda_item_id) now.agenda_item_id = after.now.agenda_item_id
    }
    const made = this.model.add(now, after?.id)
    this.drawAll()
    this.open(made.id)
    this.field?.scrollIntoView({ block: 'nearest' })
  }

  private takeOut(line: Line): void {
    const order = this.model.order()
    const at = order.indexOf(line)
    const neighbour = order[at - 1] ?? order[at + 1]
    const sent = line.base !== null
    this.active = this.field = null
    if (sent) line.now = contentOf(line.base!)
    this.model.remove(line)
    this.drawAll()
    if (neighbour) this.open(neighbour.id)
    if (sent) this.acts.said(this.word('live.taken_out'), () => this.model.restore(line))
  }

  private go(line: Line, by: -1 | 1): boolean {
    const order = this.model.order()
    const to = order[order.indexOf(line) + by]
    if (!to) return false
    this.open(to.id, by < 0 ? 'end' : 'start')
    return true
  }

  /** current is the line one writes in, else the last. */
  current(): Line | undefined {
    return (this.active ? this.model.lines.get(this.active) : undefined) ?? this.model.order().at(-1)
  }
}

const mostMeasures = 5000
let measures = 0

/** painted measures from the key to the frame that shows it; the measures of a long meeting are thrown away from time to time. */
function painted(start: number): void {
  requestAnimationFrame(() => setTimeout(() => {
    performance.measure('live-paint', { start, end: performance.now() })
    if (++measures < mostMeasures) return
    performance.clearMeasures('live-paint')
    measures = 0
  }))
}

/** anchored puts the cursor back into a field that has the focus without it. A sheet that closes gives the focus back, but the
 *  cursor may stay where the sheet was, and letters typed then would go nowhere. */
function anchored(field: HTMLTextAreaElement): void {
  if (document.getSelection()?.anchorNode !== field.parentNode) field.setSelectionRange(field.selectionStart, field.selectionEnd)
}

/** grow makes a field as high as its text, where the browser does not do it by itself. */
function grow(field: HTMLTextAreaElement): void {
  if (CSS.supports('field-sizing', 'content')) return
  field.style.height = 'auto'
  field.style.height = `${field.scrollHeight + 2}px`
}
