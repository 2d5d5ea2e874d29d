// Signing out while words of an account wait in the browser: it is said, and they stay locked until that account comes back.

const kept = 'dondoc-live-waiting'

interface Words { text: string; stay: string; leave: string }

/** Waiting is what waits, by account and meeting, with the words to say it in. */
interface Waiting { [account: string]: Words & { meetings: { [meeting: string]: number } } }

function read(): Waiting {
  try {
    return JSON.parse(localStorage.getItem(kept) ?? '{}') as Waiting
  } catch {
    return {}
  }
}

/** note remembers how many things wait, for whatever page the signing out happens on. */
export function note(of: { account: string; meeting: string }, n: number, words: Words): void {
  const all = read()
  const meetings = { ...all[of.account]?.meetings }
  if (n === 0) delete meetings[of.meeting]
  else meetings[of.meeting] = n
  if (Object.keys(meetings).length === 0) delete all[of.account]
  else all[of.account] = { meetings, ...words }
  try {
    localStorage.setItem(kept, JSON.stringify(all))
  } catch { /* a browser that keeps nothing has nothing to warn of */ }
}

/** held names the meetings an account has words of here that the server has not got. */
export function held(account: string): string[] {
  return Object.keys(read()[account]?.meetings ?? {})
}

/** forget lets go of a meeting's words, after they were thrown away. */
export function forget(account: string, meeting: string): void {
  note({ account, meeting }, 0, { text: '', stay: '', leave: '' })
}

export function leaving(): void {
  document.addEventListener('submit', (e) => {
    const form = e.target
    if (!(form instanceof HTMLFormElement) || !form.action.endsWith('/dang-xuat') || form.dataset.warned) return
    const mine = read()[form.dataset.account ?? '']
    const n = Object.values(mine?.meetings ?? {}).reduce((a, b) => a + b, 0)
    if (!mine || n === 0) return
    e.preventDefault()
    const d = document.createElement('dialog')
    d.className = 'sheet'
    const p = document.createElement('p')
    p.textContent = mine.text.replace('{n}', String(n))
    const button = (text: string, act: () => void): HTMLButtonElement => {
      const b = document.createElement('button')
      b.type = 'button'
      b.className = 'btn'
      b.textContent = text
      b.addEventListener('click', act)
      return b
    }
    d.append(p, button(mine.stay, () => d.close()), button(mine.leave, () => {
      form.dataset.warned = '1'
      form.submit()
    }))
    d.addEventListener('close', () => d.remove())
    document.body.append(d)
    d.showModal()
  }, true)
}
