// The record as this page knows it: what the server said, what was written here, and what is still on its way. Nothing here
// touches the document or the network, and every change is written down before it is sent.
import type { Store } from './store'
import { contentOf, newID, same, type Attendance, type Block, type Change, type Command, type Content, type Line, type Meta, type Outcome, type Stem, type StemKind } from './types'

export interface Watcher {
  lines(ids: string[], order: boolean): void
  roll(): void
  rest(): void // the meeting, what became of it, the register
  saved(at: number): void
  failed(reason: unknown): void
}

export class Model {
  readonly lines = new Map<string, Line>()
  readonly roll = new Map<string, Attendance>()
  readonly became = new Map<string, { kind: StemKind; stem: Stem }[]>() // what stems from which line
  queue: Command[] = [] // kept in the browser already, in order
  meta: Meta
  private orders = 0
  private unkept = 0 // commands the browser is still writing down
  private sorted: Line[] | null = null
  private dirty = new Set<string>()
  private timer = 0
  private writing: Promise<void> = Promise.resolve()

  private constructor(readonly meeting: string, private readonly store: Store, private readonly watch: Watcher) {
    this.meta = { meeting, device: newID(), next: 1, seq: 0, sentAt: 0, roll: [] }
  }

  static async open(meeting: string, store: Store, watch: Watcher): Promise<Model> {
    const m = new Model(meeting, store, watch)
    const kept = await store.load()
    if (kept.meta) m.meta = kept.meta
    for (const l of kept.lines) {
      m.lines.set(l.id, l)
      m.orders = Math.max(m.orders, l.place?.order ?? 0)
    }
    for (const a of m.meta.roll) m.roll.set(a.id, a)
    m.queue = kept.outbox
    m.noteStems()
    return m
  }

  /** goOn makes commands of what was typed but not yet sent when the page was cut short. */
  goOn(): void {
    for (const l of [...this.order()]) {
      if (l.conflict || l.refused !== undefined || l.removed || !this.changed(l)) continue
      if (l.base === null && l.now.text.trim() === '' && l.now.kind !== 'vote') this.remove(l)
      else this.commit(l)
    }
  }

  /** order is the lines that are to be seen: where the server put them, then those moved here, in the order they were moved. */
  order(): Line[] {
    if (this.sorted) return this.sorted
    const all = [...this.lines.values()].filter((l) => !this.hidden(l))
    const at = (l: Line): number => l.server?.position ?? Number.MAX_SAFE_INTEGER
    const settled = all.filter((l) => !l.place).sort((a, b) => at(a) - at(b) || (a.id < b.id ? -1 : 1))
    const placed = all.filter((l) => l.place).sort((a, b) => a.place!.order - b.place!.order)
    for (const l of placed) {
      const { after, first } = l.place!
      const i = after ? settled.findIndex((x) => x.id === after) : -1
      if (i >= 0) settled.splice(i + 1, 0, l)
      else if (first) settled.unshift(l)
      else settled.push(l)
    }
    this.sorted = settled
    return settled
  }

  hidden(l: Line): boolean {
    if (l.removed) return true
    return l.server?.withdrawn === true && l.pending === 0 && !l.conflict && !l.refused && !this.changed(l)
  }

  changed(l: Line): boolean {
    return l.base === null || !same(l.base, l.now)
  }

  /** waiting is how many things typed here the server has not committed. */
  waiting(): number {
    let n = this.queue.length + this.unkept
    for (const l of this.lines.values()) if (!l.removed && (l.conflict !== undefined || this.changed(l)) && (l.base !== null || l.now.text.trim() !== '')) n++
    return n
  }

  add(content: Content, after: string | undefined): Line {
    const line: Line = { id: newID(), meeting: this.meeting, base: null, now: content, pending: 0, place: { order: ++this.orders } }
    if (after) line.place!.after = after
    else line.place!.first = true
    this.lines.set(line.id, line)
    this.touch(line, true)
    return line
  }

  /** write keeps what a line says now; the browser has it within a moment. */
  write(line: Line, change: Partial<Content>): void {
    line.now = contentOf({ ...line.now, ...change })
    delete line.refused
    this.touch(line, false)
  }

  private touch(line: Line, order: boolean): void {
    if (order) this.sorted = null
    this.dirty.add(line.id)
    this.watch.lines([line.id], order)
    if (!this.timer) this.timer = window.setTimeout(() => this.flush(), 120)
  }

  private flush(): void {
    this.timer = 0
    const lines = [...this.dirty].map((id) => this.lines.get(id)).filter((l) => l !== undefined)
    this.dirty.clear()
    if (lines.length > 0) this.keep({ lines })
  }

  /** keep writes to the browser, one thing after the other, and says when. */
  private keep(what: Parameters<Store['save']>[0], then?: () => void): void {
    const copy = structuredClone(what)
    this.writing = this.writing.then(() => this.store.save(copy)).then(() => {
      this.watch.saved(Date.now())
      then?.()
    }).catch((reason: unknown) => this.watch.failed(reason))
  }

  /** settled resolves when everything so far is in the browser. */
  settled(): Promise<void> {
    if (this.timer) {
      clearTimeout(this.timer)
      this.flush()
    }
    return this.writing
  }

  onQueued: () => void = () => undefined

  /** enqueue numbers a command and puts it in the queue once the browser has kept it, together with the lines it changed. */
  enqueue(kind: string, target: string, body: Record<string, unknown>, lines: Line[]): number {
    const command: Command = { meeting: this.meeting, n: this.meta.next++, kind, body: structuredClone(body), target }
    for (const l of lines) {
      l.pending++
      this.dirty.delete(l.id)
    }
    this.unkept++
    this.keep({ meta: this.meta, lines, commands: [command] }, () => {
      this.unkept--
      this.queue.push(command)
      this.onQueued()
    })
    return command.n
  }

  /** commit makes a command of what a line says, if it says something new. */
  commit(line: Line): void {
    if (line.conflict || line.removed || !this.changed(line)) return
    const content = contentOf(line.now)
    if (line.base === null) {
      if (content.text.trim() === '' && content.kind !== 'vote') return
      const after = this.before(line)
      line.base = content
      line.place = { ...line.place, order: line.place?.order ?? ++this.orders, n: this.meta.next }
      this.enqueue('block.add', line.id, { id: line.id, content, ...(after ? { after_id: after } : { first: true }) }, [line])
    } else {
      const base = line.base
      line.base = content
      this.enqueue('block.edit', line.id, { id: line.id, base, content }, [line])
    }
    this.watch.lines([line.id], false)
  }

  /** before is the nearest line above that the server knows or is going to. */
  private before(line: Line): string | undefined {
    const all = this.order()
    for (let i = all.indexOf(line) - 1; i >= 0; i--) if (all[i]!.base !== null) return all[i]!.id
    return undefined
  }

  move(line: Line, by: -1 | 1): void {
    const all = this.order()
    const at = all.indexOf(line)
    const to = at + by
    if (to < 0 || to >= all.length) return
    const rest = all.filter((l) => l !== line)
    const above = rest[to - 1]
    line.place = { order: ++this.orders, ...(above ? { after: above.id } : { first: true }) }
    this.sorted = null
    if (line.base !== null) {
      line.place.n = this.meta.next
      const after = this.before(line)
      this.enqueue('block.place', line.id, { id: line.id, ...(after ? { after_id: after } : { first: true }) }, [line])
    }
    this.touch(line, true)
  }

  /** remove takes a line out; one that was never sent is forgotten. */
  remove(line: Line): void {
    this.sorted = null
    if (line.base === null) {
      this.lines.delete(line.id)
      this.dirty.delete(line.id)
      this.keep({ gone: [line.id] })
      this.watch.lines([line.id], true)
      return
    }
    line.removed = true
    this.enqueue('block.withdraw', line.id, { id: line.id, base: line.base, withdrawn: true }, [line])
    this.touch(line, true)
  }

  restore(line: Line): void {
    delete line.removed
    this.sorted = null
    this.enqueue('block.withdraw', line.id, { id: line.id, base: line.base ?? line.now, withdrawn: false }, [line])
    this.touch(line, true)
  }

  /** resolve takes what a person chose where two changed the same. What was chosen starts from what the other side says. */
  resolve(line: Line, choice: Content | null): void {
    const theirs = line.conflict?.theirs
    if (!theirs) return
    delete line.conflict
    line.base = contentOf(theirs)
    line.now = contentOf(choice ?? theirs)
    if (theirs.withdrawn && choice) this.restore(line)
    this.commit(line)
    this.touch(line, true)
  }

  /** concluding is the speech a conclusion lies within: the chair's last one above it. */
  concluding(line: Line): string | undefined {
    const m = this.meta.change?.meeting
    if (!m) return undefined
    const all = this.order()
    for (let i = all.indexOf(line) - 1; i >= 0; i--) {
      const l = all[i]!
      if (l.now.kind !== 'speech' || l.now.text.trim() === '' || l.refused !== undefined) continue
      if (m.chair_id ? l.now.speaker_id !== m.chair_id : m.chair_name === '' || l.now.speaker !== m.chair_name) continue
      this.commit(l) // the server has to know it first
      return l.id
    }
    return undefined
  }

  stem(kind: StemKind, line: Line): void {
    delete line.refused
    delete line.refusedStem
    this.commit(line)
    this.enqueue(kind, line.id, { id: newID(), block_id: line.id, text: line.now.text }, [line])
    this.watch.lines([line.id], false)
  }

  setRoll(a: Attendance, base: Attendance | null): void {
    const of = (x: Attendance): Record<string, unknown> => ({
      name: x.name, status: x.status, ...(x.post ? { post: x.post } : {}), ...(x.person_id ? { person_id: x.person_id } : {}),
      ...(x.unit_id ? { unit_id: x.unit_id } : {}), ...(x.substitute_for ? { substitute_for: x.substitute_for } : {}),
      ...(x.arrived_at ? { arrived_at: x.arrived_at } : {}), ...(x.left_at ? { left_at: x.left_at } : {}), ...(x.back_at ? { back_at: x.back_at } : {}),
    })
    a.waiting = (a.waiting ?? 0) + 1
    this.roll.set(a.id, a)
    this.meta.roll = [...this.roll.values()]
    this.enqueue('attendance.set', a.id, { id: a.id, noted_at: new Date().toISOString(), content: of(a), ...(base ? { base: of(base) } : {}) }, [])
    this.watch.roll()
  }

  /** deny notes why nothing is taken any more; the words stay where they are. */
  deny(reason: string): void {
    const held = [...this.lines.values()].filter((l) => !l.removed && l.refused === undefined && (l.pending > 0 || this.changed(l) && l.now.text.trim() !== ''))
    for (const l of held) l.refused = reason
    if (held.length === 0) return
    this.keep({ lines: held })
    this.watch.lines(held.map((l) => l.id), false)
  }

  /** allow takes the reason back when the server takes words again; they are then on their way. */
  allow(reason: string): void {
    const held = [...this.lines.values()].filter((l) => l.refused === reason)
    for (const l of held) {
      delete l.refused
      this.commit(l)
    }
    if (held.length === 0) return
    this.keep({ lines: held })
    this.watch.lines(held.map((l) => l.id), false)
  }

  /** tooLarge gives a command up that cannot be sent at all: its words stay, those behind it go on. */
  tooLarge(n: number, reason: string): void {
    const kind = this.queue.find((c) => c.n === n)?.kind ?? ''
    this.answered([{ n, kind, status: 'refused', said: reason }])
    this.renumber()
  }

  /** renumber starts a new device with what waits, when the server no longer knows the old one's numbers. Every command may be
   *  sent twice: a line has its own id, and a change that is there already changes nothing. */
  renumber(): void {
    this.meta.device = newID()
    this.meta.next = 1
    for (const c of this.queue) {
      const line = this.lines.get(c.target)
      if (line?.place?.n === c.n) line.place.n = this.meta.next
      c.n = this.meta.next++
    }
    this.keep({ clear: true, meta: this.meta, commands: this.queue })
  }

  /** answered takes in what became of commands. */
  answered(outcomes: Outcome[]): void {
    const touched: Line[] = []
    const done: number[] = []
    for (const o of outcomes) {
      const i = this.queue.findIndex((c) => c.n === o.n)
      if (i < 0) continue
      const [command] = this.queue.splice(i, 1)
      done.push(o.n)
      if (command!.kind === 'attendance.set') this.rolled(command!, o)
      const line = this.lines.get(command!.target)
      if (line) {
        this.answer(line, command!, o)
        touched.push(line)
      }
    }
    this.meta.sentAt = Date.now()
    this.sorted = null
    this.keep({ meta: this.meta, lines: touched, done })
    this.watch.lines(touched.map((l) => l.id), true)
  }

  private answer(line: Line, command: Command, o: Outcome): void {
    line.pending = Math.max(0, line.pending - 1)
    if (o.marks) line.marks = o.marks
    else if (o.block) delete line.marks
    if (line.place?.n === o.n) {
      if (line.place.seen) delete line.place
      else line.place.acked = true
    }
    switch (o.status) {
      case 'refused':
        line.refused = o.said ?? ''
        delete line.removed
        if (command.kind === 'shortcoming.add' || command.kind === 'task.add') line.refusedStem = command.kind
        if (command.kind === 'block.add') line.base = null
        else if (command.kind === 'block.edit' && line.server && line.pending === 0) line.base = contentOf(line.server)
        return
      case 'conflict':
        if (!o.conflict) return
        line.conflict = o.conflict
        line.server = o.conflict.theirs
        delete line.removed
        return
    }
    if (o.block) this.stored(line, o.block)
  }

  /** stored takes in a line as the server has it. Words typed here meanwhile stay; the next command joins them with it. */
  private stored(line: Line, b: Block): void {
    if (line.server && b.version < line.server.version) return
    line.server = b
    if (line.conflict) {
      line.conflict.theirs = b
      return
    }
    if (line.pending === 0 && (line.base === null || same(line.base, line.now))) {
      line.base = contentOf(b)
      line.now = contentOf(b)
    }
  }

  private rolled(command: Command, o: Outcome): void {
    const a = this.roll.get(command.target)
    const waiting = Math.max(0, (a?.waiting ?? 1) - 1)
    // What was noted since stays to be seen until its own answer comes.
    if (a && waiting > 0) this.roll.set(a.id, { ...a, waiting, version: o.attendance?.version ?? a.version })
    else if (o.attendance) this.roll.set(o.attendance.id, { ...o.attendance, waiting })
    else if (o.status === 'refused' && a && a.version === 0) this.roll.delete(command.target)
    this.meta.roll = [...this.roll.values()]
    this.watch.roll()
  }

  /** took takes in what the server tells everybody. */
  took(c: Change): void {
    this.meta.seq = Math.max(this.meta.seq, c.seq)
    const changed: Line[] = []
    for (const b of c.blocks) {
      let line = this.lines.get(b.id)
      if (!line) {
        line = { id: b.id, meeting: this.meeting, base: contentOf(b), now: contentOf(b), pending: 0, server: b }
        this.lines.set(b.id, line)
      } else {
        this.stored(line, b)
        if (line.place) {
          if (line.place.acked || line.place.n === undefined && line.base !== null) delete line.place
          else line.place.seen = line.place.n !== undefined
        }
      }
      changed.push(line)
    }
    for (const a of c.attendance) {
      if (!(this.roll.get(a.id)?.waiting)) this.roll.set(a.id, a)
    }
    this.meta.roll = [...this.roll.values()]
    const before = this.meta.change
    this.meta.change = {
      meeting: c.meeting, writable: c.writable,
      ...(c.quorum ?? before?.quorum ? { quorum: c.quorum ?? before!.quorum! } : {}),
      ...(c.stems ?? before?.stems ? { stems: c.stems ?? before!.stems! } : {}),
      ...(c.register ?? before?.register ? { register: c.register ?? before!.register! } : {}),
    }
    if (changed.length > 0) this.sorted = null
    this.keep({ meta: this.meta, lines: changed })
    if (changed.length > 0) this.watch.lines(changed.map((l) => l.id), true)
    if (c.stems) this.watch.lines(this.noteStems(), false)
    this.watch.roll()
    this.watch.rest()
  }

  /** noteStems sets what became of the record beside its lines and returns the lines it is about. */
  private noteStems(): string[] {
    const touched = new Set(this.became.keys())
    this.became.clear()
    const add = (kind: StemKind, some: Stem[]): void => {
      for (const stem of some) {
        if (!stem.block_id) continue
        this.became.set(stem.block_id, [...(this.became.get(stem.block_id) ?? []), { kind, stem }])
        touched.add(stem.block_id)
      }
    }
    add('shortcoming.add', this.meta.change?.stems?.shortcomings ?? [])
    add('task.add', this.meta.change?.stems?.tasks ?? [])
    return [...touched]
  }

  /** coming are shortcomings and tasks that have no number yet: they are still on their way. */
  coming(kind: StemKind): string[] {
    return this.queue.filter((c) => c.kind === kind).map((c) => String(c.body.text))
  }
}
