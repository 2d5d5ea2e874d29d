// The live minutes page: it shows what is kept in the browser at once and then what the server knows.
import { button, clock, composing, el, sheet } from './dom'
import { Editor } from './editor'
import { history } from './history'
import { note } from './leaving'
import { Model } from './model'
import { agenda, palette } from './palette'
import { mostInLine, mostPasted, paragraphs, plain, sizeOf, split } from './paste'
import { Roll } from './roll'
import { Store } from './store'
import { Sync, type Link } from './sync'
import { contentOf, type Config, type Content, type Line, type Person, type Stem, type StemKind } from './types'

/** cut is as much of a text as the column beside the record has room for. */
const cut = (text: string): string => (text.length > 140 ? `${text.slice(0, 140)}…` : text)

const find = (name: string): HTMLElement => document.querySelector<HTMLElement>(`[data-live-${name}]`)!

export async function live(): Promise<void> {
  const config = JSON.parse(document.getElementById('live-config')!.textContent ?? '{}') as Config
  const page = new Page(config)
  keepOpen(config)
  await alone(config, () => page.start())
}

/** alone lets one tab write at a time: two tabs of one browser would share a queue. Without locks (plain HTTP) every tab writes. */
async function alone(config: Config, start: () => Promise<void>): Promise<void> {
  if (!navigator.locks) return start()
  const name = `dondoc-live-${config.account}-${config.meeting}`
  const held = await navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
    if (!lock) return false
    await start()
    await new Promise(() => undefined)
    return true
  })
  if (held !== false) return
  const banner = find('banner')
  banner.hidden = false
  banner.replaceChildren(el('p', { text: config.words['live.other_tab'] ?? '' }), button(config.words['live.use_here'] ?? '', () => {
    banner.hidden = true
    void navigator.locks.request(name, { steal: true }, async () => {
      await start()
      await new Promise(() => undefined)
    }).catch(() => location.reload())
  }))
}

/** keepOpen lets the page open without a network, where the browser allows it. */
function keepOpen(config: Config): void {
  const worker = navigator.serviceWorker
  if (!worker) {
    find('insecure').hidden = isSecureContext
    return
  }
  worker.onmessage = (e) => {
    if ((e.data as { kept?: boolean } | null)?.kept) document.documentElement.dataset.kept = 'yes' // the page opens without a network now
  }
  void worker.register(config.worker, { scope: '/' }).then(async () => {
    const ready = await worker.ready
    const files = performance.getEntriesByType('resource').map((r) => r.name).filter((n) => new URL(n).pathname.startsWith('/assets/'))
    const named = Array.from(document.querySelectorAll<HTMLScriptElement | HTMLLinkElement>('script[src], link[href]'), (n) => (n instanceof HTMLScriptElement ? n.src : n.href))
    ready.active?.postMessage({ keep: [location.href.split('#')[0], ...new Set([...files, ...named])] })
  }).catch(() => undefined)
}

class Page {
  private model!: Model
  private editor!: Editor
  private roll!: Roll
  private sync!: Sync
  private savedAt = 0
  private trouble = ''
  private noted = -1 // how many things waited when it was last written down
  private comingDrawn = 0
  private drawing = true
  private link: Link | '' = ''

  constructor(private readonly config: Config) {}

  private word(key: string): string {
    return this.config.words[key] ?? key
  }

  async start(): Promise<void> {
    try {
      await this.open()
    } catch (reason) {
      this.trouble = String(reason)
      this.banner(this.word('live.no_store'))
    }
  }

  private async open(): Promise<void> {
    const store = await Store.open(this.config.account, this.config.meeting)
    this.model = await Model.open(this.config.meeting, store, {
      lines: (ids, order) => this.lines(ids, order),
      roll: () => { this.roll?.draw(); this.receipt() },
      rest: () => this.rest(),
      saved: (at) => { this.savedAt = at; this.receipt() },
      failed: (reason) => { this.trouble = String(reason); this.banner(this.word('live.no_store')); this.receipt() },
    })
    this.editor = new Editor(find('lines'), this.config, this.model, {
      speaker: (l) => this.speaker(l), agenda: (l) => this.agenda(l), retry: () => this.sync.retry(), history: (l) => void this.history(l), said: (w, undo) => this.say(w, undo), pasted: (l, _, e) => this.pasted(l, e as ClipboardEvent),
    })
    this.roll = new Roll(find('roll'), this.config, this.model, () => this.members(), () => this.people())
    this.sync = new Sync(this.config, this.model, { link: () => this.linked(), here: (names) => this.here(names) })
    this.editor.drawAll()
    this.roll.draw()
    this.rest()
    this.listen()
    document.documentElement.dataset.live = 'ready'
    this.model.goOn()
    await this.sync.fetchChanges(true)
    this.sync.retry()
    this.linked()
  }

  private listen(): void {
    find('add').addEventListener('click', () => this.editor.next(null))
    find('help').addEventListener('click', () => this.help())
    document.addEventListener('keydown', (e) => {
      if (composing(e)) return
      const typing = e.target instanceof HTMLElement && e.target.closest('input, textarea, select') !== null
      if (e.key === 'F1' || e.key === '?' && !typing) this.help()
      else if (e.key === 'F4' && !e.altKey) find('roll').querySelector<HTMLElement>('select, button')?.focus()
      else if (e.key === 'F8') document.querySelector('.live-conflict, .live-refused')?.querySelector('button')?.focus()
      else if (e.key === 'Enter' && !typing && (e.target === document.body || e.target === document.querySelector('main'))) this.editor.next(null)
      else return
      e.preventDefault()
    }, true)
    window.addEventListener('pagehide', () => {
      this.editor.close()
      void this.model.settled()
    })
    window.addEventListener('beforeunload', (e) => {
      if (this.trouble !== '') e.preventDefault() // nothing is kept: leaving would lose it
    })
    document.addEventListener('visibilitychange', () => {
      if (document.hidden) void this.model.settled()
    })
  }

  private lines(ids: string[], order: boolean): void {
    if (!this.editor || !this.drawing) return
    this.editor.draw(ids)
    if (order) this.editor.drawAll()
    this.receipt()
    if (order || ids.some((id) => this.model.lines.get(id)?.now.kind === 'conclusion')) this.conclusions()
    if (this.model.coming('task.add').length + this.model.coming('shortcoming.add').length !== this.comingDrawn) this.stems()
  }

  /** receipt says what is kept where. Nothing counts as sent that the server has not answered. */
  private receipt(): void {
    const waits = this.model.waiting()
    const parts = [
      this.savedAt ? `${this.word('live.saved_here')} ${clock(this.savedAt)}` : this.word('live.saved_nothing'),
      this.model.meta.sentAt ? `${this.word('live.sent')} ${clock(this.model.meta.sentAt)}` : this.word('live.sent_nothing'),
      `${this.word('live.waiting')} ${waits}`,
    ]
    if (this.trouble !== '') parts[0] = this.word('live.no_store')
    find('receipt').textContent = parts.join(' · ')
    find('receipt').dataset.waiting = String(waits)
    if (waits === this.noted) return
    this.noted = waits
    note(this.config, waits, { text: this.word('live.leave_warning'), stay: this.word('live.leave_stay'), leave: this.word('live.leave_go') })
  }

  private linked(): void {
    const l = this.sync.link
    find('link').textContent = this.word(`live.link_${l.replace('-', '_')}`)
    find('link').dataset.link = l
    this.receipt()
    if (l === 'online' && this.link !== l) keepOpen(this.config) // signing in threw the kept page away
    this.link = l
    const locked = l === 'other-account'
    document.querySelector<HTMLElement>('.live')!.hidden = locked
    if (locked) {
      this.editor.close()
      for (const d of document.querySelectorAll<HTMLDialogElement>('dialog[open]')) d.close()
      find('title').textContent = ''
    } else this.title()
    if (l === 'signed-out') this.banner(this.word('live.signed_out'), { text: this.word('live.sign_in'), url: this.config.sign_in_url })
    else if (l === 'other-account') this.banner(`${this.word('live.locked')} ${this.config.account_name}.`)
    else if (l === 'denied') this.banner(this.word('live.denied'))
    else if (this.trouble === '') find('banner').hidden = true
    if (l !== 'online') find('here').textContent = ''
  }

  private banner(text: string, link?: { text: string; url: string }): void {
    const b = find('banner')
    b.hidden = false
    b.replaceChildren(el('p', { text }))
    if (link) b.append(el('a', { class: 'btn btn-sm', text: link.text, attrs: { href: link.url, target: '_blank', rel: 'noopener' } }))
  }

  private here(names: { user_id: string; name: string }[]): void {
    const others = names.filter((n) => n.user_id !== this.config.account).map((n) => n.name)
    find('here').textContent = others.length > 0 ? `${this.word('live.here')} ${others.join(', ')}` : this.word('live.here_alone')
  }

  /** rest is the head of the page and what became of the record so far. */
  private rest(): void {
    const c = this.model.meta.change
    this.title()
    this.stems()
    this.conclusions()
    find('add').hidden = c?.writable === false
    find('closed').hidden = c?.writable !== false
  }

  private title(): void {
    find('title').textContent = this.sync?.link === 'other-account' ? '' : (this.model.meta.change?.meeting.title ?? '')
  }

  private stems(): void {
    const s = this.model.meta.change?.stems
    const list = (target: HTMLElement, some: Stem[], url: string, kind: StemKind): void => {
      const coming = this.model.coming(kind).map((text) => el('li', { class: 'live-coming', text: `${this.word('live.number_waiting')} ${cut(text)}` }))
      target.replaceChildren(...some.map((x) => {
        const item = el('li', {}, el('a', { text: `${x.number}. ${cut(x.text)}`, attrs: { href: `${url}/${x.number}` } }))
        const sub = [x.lead_name, x.deadline_words].filter(Boolean).join(' · ')
        if (sub) item.append(el('span', { class: 'sub', text: sub }))
        return item
      }), ...coming)
      target.previousElementSibling!.querySelector('.count')!.textContent = String(some.length + coming.length)
    }
    list(find('shortcomings'), s?.shortcomings ?? [], this.config.shortcoming_url, 'shortcoming.add')
    list(find('tasks'), s?.tasks ?? [], this.config.task_url, 'task.add')
    this.comingDrawn = this.model.coming('task.add').length + this.model.coming('shortcoming.add').length
  }

  private conclusions(): void {
    const some = this.model.order().filter((l) => l.now.kind === 'conclusion')
    const target = find('conclusions')
    target.replaceChildren(...some.map((l) => el('li', { text: cut(l.now.text) })))
    target.previousElementSibling!.querySelector('.count')!.textContent = String(some.length)
  }

  private people(): Person[] {
    const registered = new Map((this.model.meta.change?.register?.people ?? []).map((p) => [p.id, p]))
    const all: Person[] = []
    const seen = new Set<string>()
    const add = (p: Person): void => {
      const key = p.id || p.name
      if (!seen.has(key)) all.push(p)
      seen.add(key)
    }
    for (const a of this.model.roll.values()) if (!a.withdrawn) add({ ...registered.get(a.person_id ?? ''), id: a.person_id ?? '', name: a.name, post: a.post })
    for (const p of this.model.meta.change?.register?.people ?? []) add(p)
    return all
  }

  /** members are those of the committee on the day of the meeting, in the order of documents. */
  private members(): Person[] {
    return (this.model.meta.change?.register?.people ?? []).filter((p) => p.seat).sort((a, b) => a.seat! - b.seat!)
  }

  private agenda(line: Line): void {
    agenda(this.config.words, this.model.meta.change?.register?.agenda ?? [], (id) => {
      const { agenda_item_id: _i, ...others } = line.now
      line.now = others
      this.model.write(line, id ? { agenda_item_id: id } : {})
      this.model.commit(line)
      this.editor.drawAll()
      this.editor.open(line.id)
    })
  }

  private speaker(line: Line): void {
    palette(this.config.words, this.word('live.speaker_choose'), this.people(), (p) => {
      const { speaker_id: _i, speaker: _s, speaker_post: _p, ...others } = line.now
      line.now = others
      this.model.write(line, { speaker: p.name, ...(p.id ? { speaker_id: p.id } : {}), ...(p.post ? { speaker_post: p.post } : {}) })
      this.editor.draw([line.id])
      this.editor.open(line.id)
    })
  }

  private async history(line: Line): Promise<void> {
    this.model.commit(line)
    await history(this.config, line.id, (text) => {
      this.model.write(line, { text })
      this.model.commit(line)
      this.editor.draw([line.id])
    })
  }

  /** pasted takes a text of several paragraphs apart, once a person has seen into what. */
  private pasted(line: Line, e: ClipboardEvent): void {
    const text = plain(e.clipboardData!)
    const size = sizeOf(text)
    if (size >= mostPasted) {
      e.preventDefault()
      this.say(this.word('live.paste_too_large').replace('{mb}', (size / 1024 / 1024).toFixed(1).replace('.', ',')))
      return
    }
    if (paragraphs(text).length < 2) {
      if (text === '' || e.clipboardData!.getData('text/plain') !== '') return // the browser puts it in
      e.preventDefault()
      document.execCommand('insertText', false, text) // so that it can be undone
      return
    }
    e.preventDefault()
    const found = split(text, this.people())
    const list = el('ol', { class: 'live-pasted' }, ...found.contents.slice(0, 200).map((c) => el('li', {},
      el('span', { class: 'sub', text: [this.config.kinds.find((k) => k.value === c.kind)?.label, c.speaker].filter(Boolean).join(' · ') }), el('p', { text: c.text.length > 200 ? `${c.text.slice(0, 200)}…` : c.text }))))
    const d = sheet(this.word('live.paste_title'), el('p', { text: this.word('live.paste_found').replace('{n}', String(found.contents.length)).replace('{m}', String(found.speakers)) }), list,
      button(this.word('live.paste_lines'), () => {
        d.close()
        let after = line.now.text.trim() === '' && line.base === null ? undefined : line.id
        if (!after) {
          const order = this.model.order()
          after = order[order.indexOf(line) - 1]?.id
        }
        after = this.insert(found.contents, after)
        if (after) this.editor.open(after)
      }, 'btn btn-primary'),
      button(this.word('live.paste_whole'), () => {
        if (line.now.text.length + text.length > mostInLine) return this.say(this.word('live.paste_too_long'))
        d.close()
        this.model.write(line, { text: line.now.text + text })
        this.model.commit(line)
        this.editor.draw([line.id])
      }, 'btn'),
      button(this.word('live.cancel'), () => d.close(), 'btn'))
  }

  /** insert makes lines of what was pasted, drawn once at the end. */
  private insert(contents: Content[], after: string | undefined): string | undefined {
    this.drawing = false
    for (const c of contents) {
      const made = this.model.add(c, after)
      if (c.kind === 'conclusion') made.now = contentOf({ ...made.now, ...this.editor.concluded(made) })
      this.model.commit(made)
      after = made.id
    }
    this.drawing = true
    this.editor.drawAll()
    this.receipt()
    this.conclusions()
    return after
  }

  private say(words: string, undo?: () => void): void {
    const bar = find('said')
    bar.replaceChildren(el('span', { text: words }))
    if (undo) bar.append(button(this.word('live.undo'), () => {
      bar.hidden = true
      undo()
    }))
    bar.hidden = false
    setTimeout(() => { bar.hidden = true }, 15_000)
  }

  private help(): void {
    document.querySelector<HTMLDialogElement>('#phim-ghi')?.showModal()
  }
}
