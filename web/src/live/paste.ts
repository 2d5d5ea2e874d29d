// A record that was written elsewhere: paragraphs become lines, "Đồng chí Nguyễn Văn A, chức vụ: …" names who speaks.
import { known } from './names'
import type { Content, Person } from './types'

export const mostPasted = 5 * 1024 * 1024
export const mostInLine = 100_000 // letters, as the server has it

export interface Pasted { contents: Content[]; speakers: number }

/** sizeOf is what a text weighs in bytes. */
export function sizeOf(text: string): number {
  return new Blob([text]).size
}

/** plain is the text of what is pasted; formatting and scripts of a page or a Word file are left behind. */
export function plain(data: DataTransfer): string {
  const text = data.getData('text/plain')
  if (text !== '') return text
  return fromHTML(data.getData('text/html'))
}

const blocks = 'p, li, h1, h2, h3, h4, h5, h6, td, th, div, blockquote, pre'

/** unstyled takes styles out before anything is parsed: the page's own policy forbids them and would complain of each. */
function unstyled(html: string): string {
  return html.replace(/<style[\s\S]*?<\/style>/gi, '').replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle\s*=\s*("[^"]*"|'[^']*')/gi, ''))
}

/** fromHTML is the text of a page or of what Word puts beside it, a paragraph a line. */
export function fromHTML(html: string): string {
  const doc = new DOMParser().parseFromString(unstyled(html), 'text/html')
  for (const silent of doc.querySelectorAll('script, style, head, template, noscript')) silent.remove()
  for (const br of doc.querySelectorAll('br')) br.replaceWith('\u2028') // a break inside a paragraph; written line ends mean nothing in HTML
  for (const block of doc.querySelectorAll(blocks)) {
    block.before('\u2029')
    block.after('\u2029')
  }
  return (doc.body.textContent ?? '').replace(/[ \t\r\n\u00a0]+/g, ' ').split(/[\u2028\u2029]/).map((p) => p.trim()).filter((p) => p !== '').join('\n')
}

export function paragraphs(text: string): string[] {
  return text.split(/\r\n|\r|\n|\u2029/).map((p) => p.replace(/[\u00a0\t ]+/g, ' ').trim()).filter((p) => p !== '')
}

const addressed = /^(?:[-–+•*\s]|(?:\d+|[a-zđ])[.)]\s)*(đồng chí|đ\/c|đc|ông|bà)\s+([^:]{3,200}):\s*(.*)$/iu
const named = /^(?:[-–+•*\s]|(?:\d+|[a-zđ])[.)]\s)*([^:]{3,200}):\s*(.*)$/u
const concluding = /(kết luận|phát biểu kết luận)/iu

/** split takes a whole text apart. Who is not known by name is a speaker only when addressed as one. */
export function split(text: string, people: Person[]): Pasted {
  const contents: Content[] = []
  let speaker: Partial<Content> = {}
  let kind = 'speech'
  let speakers = 0
  for (const p of paragraphs(text)) {
    const found = spoken(p, people)
    if (found) {
      speaker = found.speaker
      kind = concluding.test(found.lead) ? 'conclusion' : 'speech'
      speakers++
      if (found.rest === '') continue
    }
    contents.push({ kind: speaker.speaker ? kind : 'note', ...speaker, text: found ? found.rest : p })
  }
  return { contents, speakers }
}

function spoken(p: string, people: Person[]): { speaker: Partial<Content>; lead: string; rest: string } | null {
  const a = addressed.exec(p)
  const n = a ?? named.exec(p)
  if (!n) return null
  const lead = (a ? a[2] : n[1]) ?? ''
  const rest = (a ? a[3] : n[2]) ?? ''
  const [name = '', ...posts] = lead.split(/\s*[,–(]\s*/)
  const bare = name.replace(/^(đồng chí|đ\/c|ông|bà)\s+/iu, '').replace(/\s+(phát biểu|kết luận|báo cáo|đề nghị).*$/iu, '').trim()
  const person = known(people, bare)
  if (!person && !a) return null
  const post = posts.join(', ').replace(/\)$/, '').trim()
  const speaker: Partial<Content> = { speaker: person?.name ?? bare }
  if (person?.id) speaker.speaker_id = person.id
  if (post || person?.post) speaker.speaker_post = post || person!.post
  return { speaker, lead, rest }
}
