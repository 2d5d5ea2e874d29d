// Small helpers over the document. Events are listened for at the document, so that swapped-in parts need no wiring.

export function on<K extends keyof DocumentEventMap>(type: K, selector: string, act: (el: HTMLElement, e: DocumentEventMap[K]) => void): void {
  document.addEventListener(type, (e) => {
    const from = e.target
    if (!(from instanceof Element)) return
    const el = from.closest<HTMLElement>(selector)
    if (el) act(el, e)
  })
}

export function all<T extends Element = HTMLElement>(selector: string, root: ParentNode = document): T[] {
  return Array.from(root.querySelectorAll<T>(selector))
}

/** folded is a text without marks and case, so that "thanh lan" finds "Thanh Lân" and "duong" finds "đường". */
export function folded(s: string): string {
  return s.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/gi, 'd').toLowerCase()
}

/** matches reports whether every typed word begins some word of the text, marks or no marks. */
export function matches(text: string, typed: string): boolean {
  const words = folded(text).split(/[^\p{L}\p{N}]+/u)
  return folded(typed).split(/\s+/).every((t) => t === '' || words.some((w) => w.startsWith(t)))
}
