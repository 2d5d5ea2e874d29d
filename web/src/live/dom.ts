// Elements are made here and words always set as text, so that nothing anybody wrote can become part of the page.

export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K, options: { class?: string; text?: string; attrs?: Record<string, string>; on?: Partial<Record<string, (e: Event) => void>> } = {}, ...children: Node[]
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag)
  if (options.class) node.className = options.class
  if (options.text !== undefined) node.textContent = options.text
  for (const [name, value] of Object.entries(options.attrs ?? {})) node.setAttribute(name, value)
  for (const [type, act] of Object.entries(options.on ?? {})) if (act) node.addEventListener(type, act)
  node.append(...children)
  return node
}

export function button(text: string, act: () => void, className = 'btn btn-sm'): HTMLButtonElement {
  return el('button', { class: className, text, attrs: { type: 'button' }, on: { click: act } })
}

/** composing reports whether a key belongs to an input method that is putting a word together. */
export function composing(e: KeyboardEvent): boolean {
  return e.isComposing || e.keyCode === 229
}

export function clock(at: number): string {
  const d = new Date(at)
  return [d.getHours(), d.getMinutes(), d.getSeconds()].map((n) => String(n).padStart(2, '0')).join(':')
}

/** sheet shows a dialog that is thrown away when it closes; Escape closes it. */
export function sheet(title: string, ...children: Node[]): HTMLDialogElement {
  const head = el('h2', { text: title, attrs: { id: 'live-sheet-title' } })
  const d = el('dialog', { class: 'sheet live-sheet', attrs: { 'aria-labelledby': 'live-sheet-title' } }, head, ...children)
  d.addEventListener('close', () => d.remove())
  document.body.append(d)
  d.showModal()
  return d
}
