// Words that were typed on a live page and that the server never took, for an account that does not get that page any more: its
// right ended, or the meeting is gone. They are shown where the account always comes, to be copied or thrown away.
import { openDB } from 'idb'
import { button, el, sheet } from './dom'
import { forget, held } from './leaving'
import { databaseOf } from './store'
import { contentOf, same, type Line, type Meta } from './types'

interface Words { title: string; of: string; copy: string; copied: string; drop: string; sure: string; stay: string }

/** open is whether the server has not got a line as it stands here. */
function open(l: Line): boolean {
  const typed = l.now.text.trim() !== ''
  return !l.removed && typed && (l.pending > 0 || l.refused !== undefined || l.conflict !== undefined || l.base === null || !same(l.base, contentOf(l.now)))
}

export async function kept(root: HTMLElement): Promise<void> {
  const account = root.dataset.account ?? ''
  const meetings = held(account)
  if (meetings.length === 0) return
  const words = JSON.parse(root.dataset.words ?? '{}') as Words
  const db = await openDB(databaseOf(account))
  try {
    if (!db.objectStoreNames.contains('lines')) return
    for (const meeting of meetings) {
      const lines = (await db.getAll('lines', IDBKeyRange.bound([meeting], [meeting, []])) as Line[]).filter(open)
      if (lines.length > 0) root.append(section(words, await db.get('meta', meeting) as Meta | undefined, lines, () => void drop(account, meeting)))
    }
  } finally {
    db.close()
  }
  root.hidden = root.childElementCount === 0
}

function section(words: Words, meta: Meta | undefined, lines: Line[], gone: () => void): HTMLElement {
  const text = lines.map((l) => (l.now.speaker ? `${l.now.speaker}: ` : '') + l.now.text)
  const list = el('ul', {}, ...text.map((t) => el('li', { text: t })))
  const said = el('span', { class: 'sub', attrs: { role: 'status' } })
  const box: HTMLElement = el('section', { class: 'live-kept' },
    el('h2', { text: words.title }),
    el('p', { text: words.of.replace('{1}', String(lines.length)).replace('{2}', meta?.change?.meeting.title ?? '…') }),
    list,
    el('p', { class: 'buttons' },
      button(words.copy, () => void copy(list, text.join('\n\n')).then((ok) => { said.textContent = ok ? words.copied : '' }), 'btn'),
      button(words.drop, () => ask(words, () => {
        gone()
        box.remove()
      }), 'btn'), said))
  return box
}

/** copy puts the words on the clipboard. A page without HTTPS has none to write to: they are marked there, to be copied by hand. */
async function copy(list: HTMLElement, text: string): Promise<boolean> {
  const clipboard: Clipboard | undefined = navigator.clipboard
  if (!clipboard) {
    getSelection()?.selectAllChildren(list)
    return false
  }
  await clipboard.writeText(text)
  return true
}

function ask(words: Words, yes: () => void): void {
  const d = sheet(words.drop, el('p', { text: words.sure }))
  d.append(el('p', { class: 'buttons' }, button(words.drop, () => {
    d.close()
    yes()
  }, 'btn'), button(words.stay, () => d.close(), 'btn')))
}

async function drop(account: string, meeting: string): Promise<void> {
  const db = await openDB(databaseOf(account))
  const tx = db.transaction(['lines', 'outbox', 'meta'], 'readwrite')
  const all = IDBKeyRange.bound([meeting], [meeting, []])
  await Promise.all([tx.objectStore('lines').delete(all), tx.objectStore('outbox').delete(all), tx.objectStore('meta').delete(meeting), tx.done])
  db.close()
  forget(account, meeting)
}
