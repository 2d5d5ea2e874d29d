// After an @ the units whose names begin so are offered; Tab completes the first. Nothing happens unless Tab is pressed.
import { folded } from '../dom'
import { el } from './dom'

const begun = /@([^@#;\n]{2,80})$/u
const most = 5

export class Suggest {
  private readonly box = el('p', { class: 'live-suggest', attrs: { 'aria-live': 'polite' } })
  private found: string[] = []
  private begins = 0
  private names: { name: string; key: string }[] = []
  private of: string[] | null = null

  constructor(private readonly units: () => string[]) {}

  get offers(): boolean {
    return this.found.length > 0
  }

  /** look finds what the word before the cursor may become. */
  look(field: HTMLTextAreaElement, inWord: boolean): void {
    const before = field.value.slice(Math.max(0, field.selectionStart - 82), field.selectionStart)
    const m = before.includes('@') && !inWord ? begun.exec(before) : null
    if (!m) return this.hide()
    const typed = folded(m[1]!)
    this.found = this.known().filter((u) => u.key.length > typed.length && ` ${u.key}`.includes(` ${typed}`)).slice(0, most).map((u) => u.name)
    this.begins = field.selectionStart - m[1]!.length
    if (this.found.length === 0) return this.hide()
    this.box.replaceChildren(el('kbd', { text: 'Tab' }), ...this.found.map((n) => el('span', { text: n })))
    if (this.box.previousElementSibling !== field) field.after(this.box)
  }

  private known(): { name: string; key: string }[] {
    const now = this.units()
    if (this.of?.length !== now.length) {
      this.of = now
      this.names = now.map((name) => ({ name, key: folded(name) }))
    }
    return this.names
  }

  /** take puts the first offer in the place of what was typed. */
  take(field: HTMLTextAreaElement): void {
    const name = this.found[0]
    if (name === undefined) return
    field.setRangeText(name, this.begins, field.selectionStart, 'end')
    this.hide()
  }

  hide(): void {
    this.found = []
    this.box.remove()
  }
}
