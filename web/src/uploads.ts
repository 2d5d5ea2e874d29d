// Files are sent as soon as they are chosen, in pieces (tus 1.0.0): the bar tells how far, a broken line is waited for and what had
// arrived is not sent again. A form that is sent meanwhile waits for its files. Without this script files go with their form.
import { on } from './dom'
import { newID } from './live/types'

const piece = 1 << 20 // bytes sent at once: what a dying server can lose
const rests = [500, 1000, 2000, 4000, 8000] // ms before the next try; the last one again and again
const tus = { 'Tus-Resumable': '1.0.0' }

interface Words { waiting: string; sending: string; paused: string; checking: string; done: string; refused: string; large: string; cancel: string; signed_out: string; sort: string }
interface Answer { status: number; offset: number; text: string }

/** Stopped ends an upload for good: refused, or cancelled by the person. */
class Stopped extends Error {}

export function uploads(): void {
  on('change', 'input[data-upload]', (el) => {
    if (!(el instanceof HTMLInputElement) || !el.files?.length) return
    const box = Box.of(el)
    for (const file of Array.from(el.files)) box.add(file)
    el.value = '' // they are on their way; the form must not send them again
  })
  // In the capture phase, before the guard against double clicks sees the form.
  document.addEventListener('submit', (e) => {
    const form = e.target
    if (!(form instanceof HTMLFormElement)) return
    const busy = boxes.filter((b) => b.form === form && b.busy)
    if (!busy.length) return
    e.preventDefault()
    e.stopPropagation()
    const by = e.submitter
    for (const b of busy) b.then = () => { if (!boxes.some((o) => o.form === form && o.busy)) form.requestSubmit(by) }
  }, { capture: true })
  window.addEventListener('beforeunload', (e) => { if (boxes.some((b) => b.busy)) e.preventDefault() })
}

const boxes: Box[] = []

/** Box is one field and its files, sent one after the other. */
class Box {
  readonly form: HTMLFormElement | null
  readonly words: Words
  readonly list: HTMLElement
  then: (() => void) | undefined
  private waiting: Row[] = []
  private running = false

  static of(input: HTMLInputElement): Box {
    let box = boxes.find((b) => b.input === input)
    if (!box) boxes.push((box = new Box(input)))
    return box
  }

  constructor(readonly input: HTMLInputElement) {
    this.form = input.form
    this.words = JSON.parse(input.dataset.uploadWords ?? '{}') as Words
    this.list = input.parentElement?.querySelector<HTMLElement>('[data-upload-list]') ?? document.createElement('ul')
  }

  get busy(): boolean { return this.running }

  add(file: File): void {
    const row = new Row(this, file)
    this.list.append(row.el)
    this.list.hidden = false
    const wrong = this.wrong(file)
    if (wrong) return row.refuse(wrong)
    this.waiting.push(row)
    void this.run()
  }

  /** wrong says what is known to be refused before anything is sent. */
  private wrong(file: File): string {
    const limit = Number(this.input.dataset.uploadLimit)
    if (file.size > limit) return this.words.large.replace('{1}', megabytes(file.size)).replace('{2}', megabytes(limit))
    const ending = /\.[^.]*$/.exec(file.name)?.[0].toLowerCase() ?? ''
    return this.input.accept.split(',').includes(ending) ? '' : this.words.sort.replace('{1}', this.input.accept.replaceAll(',', ' '))
  }

  private async run(): Promise<void> {
    if (this.running) return
    this.running = true
    for (let row = this.waiting.shift(); row; row = this.waiting.shift()) await row.send()
    this.running = false
    const then = this.then
    this.then = undefined
    then?.()
  }

  drop(row: Row): void { this.waiting = this.waiting.filter((r) => r !== row) }
}

/** Row is one file: its name, its bar, what is happening to it. */
class Row {
  readonly el = document.createElement('li')
  private readonly bar = document.createElement('progress')
  private readonly said = document.createElement('span')
  private readonly cancel = document.createElement('button')
  private id = newID()
  private address = ''
  private offset = 0
  private stopped = false
  private abort: (() => void) | undefined

  constructor(private readonly box: Box, private readonly file: File) {
    const name = document.createElement('span')
    name.className = 'upload-name'
    name.textContent = file.name
    this.bar.max = Math.max(file.size, 1)
    this.bar.value = 0
    this.bar.setAttribute('aria-label', file.name)
    this.said.className = 'sub'
    this.said.textContent = box.words.waiting
    this.cancel.type = 'button'
    this.cancel.className = 'btn btn-sm btn-link'
    this.cancel.textContent = box.words.cancel
    this.cancel.setAttribute('aria-label', `${box.words.cancel}: ${file.name}`)
    this.cancel.addEventListener('click', () => this.stop())
    this.el.append(name, this.bar, this.said, this.cancel)
    this.el.dataset.uploadState = 'waiting'
  }

  async send(): Promise<void> {
    for (let n = 0; !this.stopped;) {
      try {
        if (!this.address) await this.begin()
        else await this.find()
        n = 0
        while (this.offset < this.file.size) await this.next()
        return this.done()
      } catch (e) {
        if (e instanceof Stopped) return
        this.state('paused', this.box.words.paused)
        await rest(rests[Math.min(n++, rests.length - 1)] ?? 8000)
      }
    }
  }

  /** begin announces the file; announcing it twice, because the first answer was lost, is announcing it once. */
  private async begin(): Promise<void> {
    const d = this.box.input.dataset
    const about = { id: this.id, owner_kind: d.uploadKind ?? '', owner_id: d.uploadOwner ?? '', filename: this.file.name }
    const metadata = Object.entries(about).map(([k, v]) => `${k} ${base64(v)}`).join(',')
    const a = await this.call('POST', d.upload ?? '', { 'Upload-Length': String(this.file.size), 'Upload-Metadata': metadata })
    this.address = `${d.upload ?? ''}/${this.id}`
    this.offset = a.offset
  }

  /** find asks how far it came. What the server has forgotten begins anew. */
  private async find(): Promise<void> {
    const a = await this.call('HEAD', this.address, {}, undefined, [404])
    if (a.status !== 404) {
      this.offset = a.offset
      return
    }
    this.id = newID()
    this.address = ''
    await this.begin()
  }

  private async next(): Promise<void> {
    const end = Math.min(this.offset + piece, this.file.size)
    const from = this.offset
    this.state('sending', '')
    this.progress(from)
    const a = await this.call('PATCH', this.address, { 'Content-Type': 'application/offset+octet-stream', 'Upload-Offset': String(from) }, this.file.slice(from, end), [409])
    if (a.status === 409) throw new Error('somebody, or an earlier try, was quicker') // ask where it stands
    this.offset = a.offset
    this.progress(a.offset)
  }

  /** call makes one request. No answer, and an answer that asks for patience, are errors to try again; a refusal stops the upload. */
  private async call(method: string, address: string, headers: Record<string, string>, body?: Blob, taken: number[] = []): Promise<Answer> {
    const a = await new Promise<Answer>((resolve, reject) => {
      const x = new XMLHttpRequest()
      x.open(method, address)
      for (const [name, value] of Object.entries({ ...tus, ...headers })) x.setRequestHeader(name, value)
      const from = this.offset
      if (body) x.upload.addEventListener('progress', (e) => this.progress(from + e.loaded))
      x.addEventListener('load', () => resolve({ status: x.status, offset: Number(x.getResponseHeader('Upload-Offset')), text: x.responseText }))
      for (const t of ['error', 'abort', 'timeout']) x.addEventListener(t, () => reject(new Error(t)))
      x.timeout = 90_000
      this.abort = () => x.abort()
      x.send(body ?? null)
    })
    if (this.stopped) throw new Stopped()
    if ((a.status >= 200 && a.status < 300) || taken.includes(a.status)) return a
    if (a.status === 401) {
      this.state('paused', this.box.words.signed_out)
      throw new Error('signed out')
    }
    if (a.status >= 500 || a.status === 408 || a.status === 429 || a.status === 0) throw new Error(String(a.status))
    this.refuse(reason(a.text) || this.box.words.refused)
    throw new Stopped()
  }

  private progress(at: number): void {
    this.bar.value = at
    const percent = Math.floor((100 * at) / Math.max(this.file.size, 1))
    this.said.textContent = at < this.file.size
      ? this.box.words.sending.replace('{1}', `${percent}%`).replace('{2}', megabytes(this.file.size))
      : this.box.words.checking
  }

  private done(): void {
    this.bar.remove()
    this.cancel.remove()
    this.state('done', this.box.words.done.replace('{1}', megabytes(this.file.size)))
    const kept = document.createElement('input')
    kept.type = 'hidden'
    kept.name = 'uploaded'
    kept.value = this.id
    this.el.append(kept)
  }

  refuse(why: string): void {
    this.stopped = true
    this.bar.remove()
    this.cancel.remove()
    this.state('refused', why)
    this.said.className = 'field-error'
  }

  private stop(): void {
    this.stopped = true
    this.abort?.()
    this.box.drop(this)
    this.el.remove()
    if (this.address) void fetch(this.address, { method: 'DELETE', headers: tus }).catch(() => undefined) // the sweep takes it otherwise
  }

  private state(name: string, said: string): void {
    this.el.dataset.uploadState = name
    if (said) this.said.textContent = said
  }
}

/** rest waits, shorter when the line comes back. */
function rest(ms: number): Promise<void> {
  return new Promise((go) => {
    const end = (): void => {
      clearTimeout(timer)
      window.removeEventListener('online', end)
      go()
    }
    const timer = setTimeout(end, ms)
    window.addEventListener('online', end)
  })
}

function megabytes(n: number): string {
  return (n / (1 << 20)).toLocaleString(document.documentElement.lang || 'vi', { maximumFractionDigits: 1 }) + ' MB'
}

function base64(s: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(s)))
}

/** reason is what a refusal says: of the file, else of the whole. */
function reason(text: string): string {
  try {
    const p = JSON.parse(text) as { detail?: string; errors?: Record<string, string> }
    return p.errors?.file ?? Object.values(p.errors ?? {})[0] ?? p.detail ?? ''
  } catch {
    return ''
  }
}
