// What a line has said, by whom, what changed, and the way back to an earlier wording.
import { button, clock, el, sheet } from './dom'
import type { Config } from './types'

interface Version { version: number; name: string; recorded_at: string; text: string; withdrawn: boolean; pieces: { op: 'same' | 'gone' | 'new'; text: string }[] }
interface History { versions: Version[]; written: { text: string; version: number; name: string; at: string }[] }

const when = (iso: string): string => {
  const d = new Date(iso)
  return `${d.toLocaleDateString('vi-VN')} ${clock(d.getTime())}`
}

export async function history(config: Config, id: string, restore: (text: string) => void): Promise<void> {
  const words = config.words
  let h: History
  try {
    const r = await fetch(`${config.url}/dong/${id}`, { redirect: 'manual', credentials: 'same-origin' })
    if (!r.ok) throw new Error(String(r.status))
    h = (await r.json()) as History
  } catch {
    sheet(words['live.history'] ?? '', el('p', { text: words['live.history_offline'] ?? '' }), closing(words))
    return
  }
  const who = el('p', { class: 'live-written' }, ...h.written.map((w) => el('span', { text: w.text, attrs: { title: `${w.name}, ${when(w.at)}`, 'data-version': String(w.version % 6) } })))
  const list = el('ol', { class: 'live-versions', attrs: { reversed: '' } })
  const d = sheet(words['live.history'] ?? '', el('h3', { text: words['live.history_who'] ?? '' }), who, el('h3', { text: words['live.history_all'] ?? '' }), list, closing(words))
  h.versions.forEach((v, i) => {
    const text = el('p', {}, ...v.pieces.map((p) => el(p.op === 'gone' ? 'del' : p.op === 'new' ? 'ins' : 'span', { text: p.text })))
    const item = el('li', {}, el('p', { class: 'sub', text: `${v.name} · ${when(v.recorded_at)}` }), text)
    if (i > 0) item.append(button(words['live.history_restore'] ?? '', () => {
      d.close()
      restore(v.text)
    }))
    list.append(item)
  })
}

const closing = (words: Record<string, string>): HTMLElement =>
  el('form', { attrs: { method: 'dialog' } }, el('button', { class: 'btn', text: words['live.close'] ?? '', attrs: { type: 'submit' } }))
