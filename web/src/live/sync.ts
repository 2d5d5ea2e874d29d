// The way to the server and back: what waits is sent in order, one batch at a time, as often as it takes; what others change
// comes as a stream of events, or is asked for while there is none.
import type { Model } from './model'
import type { Change, Config, Outcome } from './types'

/** Link is how things stand with the server. */
export type Link = 'connecting' | 'online' | 'offline' | 'signed-out' | 'other-account' | 'denied'

const mostCommands = 40
const mostBytes = 400_000
const longestPause = 10_000

export class Sync {
  link: Link = 'connecting'
  private busy = false
  private most = mostCommands
  private again = false
  private pause = 0
  private timer = 0
  private stream: EventSource | null = null
  private heard = 0

  constructor(
    private readonly config: Config, private readonly model: Model,
    private readonly said: { link(): void; here(names: { user_id: string; name: string }[]): void },
  ) {
    model.onQueued = () => this.kick()
    window.addEventListener('online', () => this.retry())
    window.addEventListener('offline', () => this.set('offline'))
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden) this.retry()
    })
    setInterval(() => this.look(), 5_000)
  }

  private set(l: Link): void {
    if (this.link === l) return
    this.link = l
    if (l === 'denied') this.model.deny(this.config.words['live.denied'] ?? '')
    if (l === 'online') this.model.allow(this.config.words['live.denied'] ?? '')
    this.said.link()
  }

  /** retry begins again at once: the line is back, or somebody signed in elsewhere. */
  retry(): void {
    this.pause = 0
    this.look()
    this.kick()
  }

  /** look opens the stream when there is none or when nothing was heard of it for long. */
  private look(): void {
    if (this.stream && this.stream.readyState !== EventSource.CLOSED && Date.now() - this.heard < 50_000) return
    if (!navigator.onLine || this.link === 'denied') return
    if (this.link !== 'online') { // asked first: a stream of a session that ended would only be led to the page for signing in
      void this.fetchChanges().then(() => {
        if (this.link === 'online') this.look()
      })
      return
    }
    this.stream?.close()
    this.heard = Date.now()
    const s = new EventSource(`${this.config.url}/su-kien?tu=${this.model.meta.seq}`)
    this.stream = s
    s.addEventListener('change', (e) => this.heardOf(e, (c) => this.take(c as Change)))
    s.addEventListener('here', (e) => this.heardOf(e, (c) => this.said.here((c as { here?: { user_id: string; name: string }[] }).here ?? [])))
    s.addEventListener('denied', () => {
      s.close()
      this.set('denied')
    })
    s.addEventListener('error', () => {
      s.close() // the browser's own retries would ask from the number we began with
      if (this.stream === s) this.stream = null
      void this.fetchChanges().then(() => {
        if (this.link === 'online') setTimeout(() => this.look(), 300)
      })
    })
  }

  private heardOf(e: Event, act: (data: { account: string }) => void): void {
    this.heard = Date.now()
    const data = JSON.parse((e as MessageEvent<string>).data) as { account: string }
    if (data.account !== this.config.account) return this.set('other-account')
    if (this.link !== 'online') {
      this.set('online')
      this.kick()
    }
    act(data)
  }

  private take(c: Change): void {
    this.model.took(c)
  }

  /** fetchChanges asks once; the answer also says how things stand. */
  async fetchChanges(all = false): Promise<void> {
    const r = await this.ask(`${this.config.url}/du-lieu?tu=${all ? 0 : this.model.meta.seq}`, {})
    if (r === null) return
    const c = (await r.json()) as Change
    if (c.account !== this.config.account) return this.set('other-account')
    this.set('online')
    this.take(c)
    this.kick()
  }

  /** ask sends a request and tells what a failure means; null when there is no answer to use. */
  private async ask(url: string, init: RequestInit): Promise<Response | null> {
    let r: Response
    try {
      r = await fetch(url, { ...init, redirect: 'manual', credentials: 'same-origin', cache: 'no-store' })
    } catch {
      this.set('offline')
      return null
    }
    const json = r.headers.get('Content-Type')?.startsWith('application/json') ?? false
    if (r.ok && json) return r
    if (r.type === 'opaqueredirect' || r.status === 401) this.set('signed-out')
    else if (r.status === 413) this.large()
    else if (r.status === 409 && json) this.set('other-account')
    else if (r.status === 409) this.model.renumber()
    else if (r.status === 403 || r.status === 404) this.set('denied')
    else this.set('offline')
    return null
  }

  /** large deals with a batch that is too much for one request: it is sent command by command, and one that is too much alone is given up. */
  private large(): void {
    const first = this.model.queue[0]
    if (this.most > 1) this.most = 1
    else if (first) this.model.tooLarge(first.n, this.config.words['live.too_large'] ?? '')
  }

  /** kick sends what waits, unless that is being done. */
  kick(): void {
    if (this.busy) {
      this.again = true
      return
    }
    if (this.timer) clearTimeout(this.timer)
    this.timer = 0
    if (this.model.queue.length === 0) return
    this.busy = true
    void this.send().finally(() => {
      this.busy = false
      this.said.link()
      if (this.again && this.pause === 0) {
        this.again = false
        this.kick()
      } else if (this.model.queue.length > 0) {
        this.timer = window.setTimeout(() => this.kick(), this.pause)
      }
    })
  }

  private async send(): Promise<void> {
    this.again = false
    while (this.model.queue.length > 0) {
      const commands = this.batch()
      const r = await this.ask(`${this.config.url}/lenh`, {
        method: 'POST', headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ account: this.config.account, device_id: this.model.meta.device, commands }),
      })
      if (r === null) {
        this.pause = Math.min(longestPause, this.pause === 0 ? 500 : 2 * this.pause)
        return
      }
      let answer: { account: string; outcomes: Outcome[]; next: number }
      try {
        answer = (await r.json()) as typeof answer
      } catch { // the line broke in the middle of the answer
        this.set('offline')
        this.pause = 500
        return
      }
      this.pause = 0
      this.most = mostCommands
      this.set('online')
      this.model.answered(answer.outcomes)
      const first = this.model.queue[0]
      if (answer.outcomes.length === 0 && first && answer.next !== first.n) this.model.renumber()
      if (!this.stream) await this.fetchChanges()
    }
  }

  private batch(): { n: number; kind: string; body: unknown }[] {
    const some = []
    let bytes = 0
    for (const { n, kind, body } of this.model.queue) {
      bytes += 2 * JSON.stringify(body).length
      if (some.length > 0 && (some.length >= this.most || bytes > mostBytes)) break
      some.push({ n, kind, body })
    }
    return some
  }
}
