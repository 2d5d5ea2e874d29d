// What the page and the server say to each other, and what the page keeps of a record.

export interface Votes { for: number; against: number; abstained: number }

/** Content is what a person writes about a line. */
export interface Content {
  kind: string
  within_id?: string
  agenda_item_id?: string
  speaker_id?: string
  speaker?: string
  speaker_post?: string
  text: string
  wording?: string
  source?: string
  votes?: Votes
}

/** Block is a line as the server stores it. */
export interface Block extends Content { id: string; position: number; withdrawn: boolean; version: number }

export interface Marks { units?: { id: string; name: string }[]; deadline_words?: string; deadline?: string; unknown?: string[] }

export interface Conflict { base: Content; mine: Content; theirs: Block; proposal: Content; fields: string[] }

/** Place is where a line was put here, until the server has told everybody where it stands. */
export interface Place { after?: string; first?: boolean; order: number; n?: number; seen?: boolean; acked?: boolean }

/** Line is a line as this page knows it. base is what it said in the last command (null: none was made yet); now, what it says. */
export interface Line {
  id: string
  meeting: string
  server?: Block
  base: Content | null
  now: Content
  pending: number
  place?: Place
  removed?: boolean
  conflict?: Conflict
  refused?: string
  refusedStem?: StemKind // it was not the line that was refused but what was to be made of it
  marks?: Marks
}

export interface Attendance {
  id: string
  position: number
  person_id?: string
  name: string
  post: string
  unit_id?: string
  unit_name: string
  status: string
  substitute_for?: string
  arrived_at: string
  left_at: string
  back_at: string
  withdrawn: boolean
  version: number
  waiting?: number // commands of this page about it that are not answered yet
}

export type StemKind = 'shortcoming.add' | 'task.add'

export interface Stem { id: string; number: number; text: string; block_id?: string; lead_name?: string; deadline_words?: string }

/** Person is somebody who may speak or sit; with a seat, a member of the committee on the day. */
export interface Person { id: string; name: string; post: string; seat?: number; unit_id?: string; unit_name?: string }

export interface Register { people: Person[]; units: { id: string; name: string }[]; agenda: { id: string; title: string }[] }

/** Quorum is the rule of the committee and what was counted under it. */
export interface Quorum {
  rule: { base: 'seats' | 'members'; numerator: number; denominator: number; strict: boolean; active: boolean }
  members: number
  moments: { at: string; seats: number; present: number; needed?: number }[]
}

export interface Meeting { title: string; held_on: string; state: string; place: string; chair_id?: string; chair_name: string }

/** Change is what the server tells after a number. */
export interface Change {
  account: string
  seq: number
  meeting: Meeting
  blocks: Block[]
  attendance: Attendance[]
  stems?: { shortcomings: Stem[]; tasks: Stem[] }
  writable: boolean
  register?: Register
  quorum?: Quorum
}

export interface Command { meeting: string; n: number; kind: string; body: Record<string, unknown>; target: string }

export interface Outcome {
  n: number
  kind: string
  status: 'applied' | 'merged' | 'conflict' | 'refused'
  block?: Block
  attendance?: Attendance
  other?: { number: number; url: string }
  conflict?: Conflict
  said?: string
  marks?: Marks
}

export interface Choice { value: string; label: string }

/** Config is what the page says of itself. It holds nothing of the record: the browser may keep the page. */
export interface Config {
  account: string
  account_name: string
  meeting: string
  number: number
  url: string
  record_url: string
  sign_in_url: string
  shortcoming_url: string
  task_url: string
  worker: string
  kinds: Choice[]
  statuses: Choice[]
  words: Record<string, string>
}

/** Meta is what is kept of a meeting beside its lines. */
export interface Meta {
  meeting: string
  device: string
  next: number
  seq: number
  sentAt: number
  roll: Attendance[]
  change?: { meeting: Meeting; stems?: Change['stems']; writable: boolean; register?: Register; quorum?: Quorum }
}

/** contentOf leaves what is empty out, as the server does, so that two contents can be compared. */
export function contentOf(b: Content): Content {
  const c: Content = { kind: b.kind, text: b.text }
  for (const key of ['within_id', 'agenda_item_id', 'speaker_id', 'speaker', 'speaker_post', 'wording', 'source'] as const) {
    if (b[key]) c[key] = b[key]
  }
  if (b.votes) c.votes = { for: b.votes.for, against: b.votes.against, abstained: b.votes.abstained }
  return c
}

/** same compares without making anything: it is asked for every line at every key. */
export function same(a: Content, b: Content): boolean {
  if (a === b) return true
  if (a.text !== b.text || a.kind !== b.kind) return false
  for (const key of ['within_id', 'agenda_item_id', 'speaker_id', 'speaker', 'speaker_post', 'wording', 'source'] as const) {
    if ((a[key] ?? '') !== (b[key] ?? '')) return false
  }
  return a.votes?.for === b.votes?.for && a.votes?.against === b.votes?.against && a.votes?.abstained === b.votes?.abstained
}

/** newID is a UUID of version 7; it needs no secure context. */
export function newID(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  let ms = Date.now()
  for (let i = 5; i >= 0; i--) {
    bytes[i] = ms % 256
    ms = Math.floor(ms / 256)
  }
  bytes[6] = (bytes[6]! & 0x0f) | 0x70
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
