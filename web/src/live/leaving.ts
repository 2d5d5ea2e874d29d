// Signing out while words of an account wait in the browser: it is said, and they stay locked until that account comes back.

const kept = 'dondoc-live-waiting'

interface Waiting { [account: string]: { n: number; text: string; stay: string; leave: string } }

function read(): Waiting {
  try {
    return JSON.parse(localStorage.getItem(kept) ?? '{}') as Waiting
  } catch {
    return {}
  }
}

/** note remembers how many things wait, for whatever page the signing out happens on. */
export function note(account: string, n: number, words: { text: string; stay: string; leave: string }): void {
  const all = read()
  if (n === 0) delete all[account]
  else all[account] = { n, ...words }
  try {
    localStorage.setItem(kept, JSON.stringify(all))
  } catch { /* a browser that keeps nothing has nothing to warn of */ }
}

export function leaving(): void {
  document.addEventListener('submit', (e) => {
    const form = e.target
    if (!(form instanceof HTMLFormElement) || !form.action.endsWith('/dang-xuat') || form.dataset.warned) return
    const first = Object.values(read())[0]
    if (!first) return
    e.preventDefault()
    const d = document.createElement('dialog')
    d.className = 'sheet'
    const p = document.createElement('p')
    p.textContent = first.text.replace('{n}', String(first.n))
    const button = (text: string, act: () => void): HTMLButtonElement => {
      const b = document.createElement('button')
      b.type = 'button'
      b.className = 'btn'
      b.textContent = text
      b.addEventListener('click', act)
      return b
    }
    d.append(p, button(first.stay, () => d.close()), button(first.leave, () => {
      form.dataset.warned = '1'
      form.submit()
    }))
    d.addEventListener('close', () => d.remove())
    document.body.append(d)
    d.showModal()
  }, true)
}
