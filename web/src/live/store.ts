// What is kept in the browser: one database per account, so that nobody else on the computer sees or sends it.
import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import type { Command, Line, Meta } from './types'

interface Kept extends DBSchema {
  lines: { key: [string, string]; value: Line }
  outbox: { key: [string, number]; value: Command }
  meta: { key: string; value: Meta }
}

const range = (meeting: string): IDBKeyRange => IDBKeyRange.bound([meeting], [meeting, []])

/** databaseOf names the store of an account. */
export function databaseOf(account: string): string {
  return `dondoc-live-${account}`
}

export class Store {
  private constructor(private readonly db: IDBPDatabase<Kept>, private readonly meeting: string) {}

  static async open(account: string, meeting: string): Promise<Store> {
    const db = await openDB<Kept>(databaseOf(account), 1, {
      upgrade(fresh) {
        fresh.createObjectStore('lines', { keyPath: ['meeting', 'id'] })
        fresh.createObjectStore('outbox', { keyPath: ['meeting', 'n'] })
        fresh.createObjectStore('meta', { keyPath: 'meeting' })
      },
    })
    return new Store(db, meeting)
  }

  async load(): Promise<{ meta: Meta | undefined; lines: Line[]; outbox: Command[] }> {
    const tx = this.db.transaction(['lines', 'outbox', 'meta'])
    const [meta, lines, outbox] = await Promise.all([
      tx.objectStore('meta').get(this.meeting),
      tx.objectStore('lines').getAll(range(this.meeting)),
      tx.objectStore('outbox').getAll(range(this.meeting)),
    ])
    return { meta, lines, outbox }
  }

  /** save writes everything in one transaction: a command and the lines it is about are kept together or not at all. */
  async save(what: { meta?: Meta; lines?: Line[]; gone?: string[]; commands?: Command[]; done?: number[]; clear?: boolean }): Promise<void> {
    const tx = this.db.transaction(['lines', 'outbox', 'meta'], 'readwrite', { durability: 'strict' })
    const lines = tx.objectStore('lines')
    const outbox = tx.objectStore('outbox')
    if (what.clear) void outbox.delete(range(this.meeting))
    for (const l of what.lines ?? []) void lines.put(l)
    for (const id of what.gone ?? []) void lines.delete([this.meeting, id])
    for (const c of what.commands ?? []) void outbox.put(c)
    for (const n of what.done ?? []) void outbox.delete([this.meeting, n])
    if (what.meta) void tx.objectStore('meta').put(what.meta)
    await tx.done
  }
}
