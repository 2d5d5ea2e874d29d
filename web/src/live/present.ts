// What the projector shows: who speaks, the last words, the conclusions as they are worded, the clock.
import { el } from './dom'
import type { Block, Change, Config } from './types'

const find = (name: string): HTMLElement => document.querySelector<HTMLElement>(`[data-present-${name}]`)!

export function present(): void {
  const config = JSON.parse(document.getElementById('live-config')!.textContent ?? '{}') as Config
  const blocks = new Map<string, Block>()
  let agenda = new Map<string, string>()
  let seq = 0
  const draw = (): void => {
    const all = [...blocks.values()].filter((b) => !b.withdrawn).sort((a, b) => a.position - b.position)
    const last = all.at(-1)
    find('item').textContent = last?.agenda_item_id ? (agenda.get(last.agenda_item_id) ?? '') : ''
    find('speaker').textContent = [last?.speaker, last?.speaker_post].filter(Boolean).join(', ')
    find('text').textContent = last && last.kind !== 'conclusion' ? last.text : ''
    const list = find('conclusions')
    list.replaceChildren(...all.filter((b) => b.kind === 'conclusion').map((b) => el('li', { text: b.text })))
    list.lastElementChild?.scrollIntoView({ block: 'end' })
    document.documentElement.dataset.live = 'ready'
  }
  const take = (c: Change): void => {
    if (c.account !== config.account) return
    seq = Math.max(seq, c.seq)
    for (const b of c.blocks) blocks.set(b.id, b)
    if (c.register) agenda = new Map(c.register.agenda.map((a) => [a.id, a.title]))
    find('title').textContent = c.meeting.title
    draw()
  }
  const follow = (): void => {
    const s = new EventSource(`${config.url}/su-kien?tu=${seq}`)
    s.addEventListener('change', (e) => take(JSON.parse((e as MessageEvent<string>).data) as Change))
    s.addEventListener('error', () => {
      s.close()
      setTimeout(follow, 1500)
    })
  }
  void fetch(`${config.url}/du-lieu`, { credentials: 'same-origin', redirect: 'manual' }).then((r) => r.json()).then((c: Change) => take(c)).catch(() => undefined).finally(follow)
  const tick = (): void => {
    find('clock').textContent = new Date().toTimeString().slice(0, 5)
  }
  tick()
  setInterval(tick, 1000)
}
