// Finding people as offices do: by the given name, which stands last, with or without marks.
import { folded } from '../dom'
import type { Person } from './types'

const words = (s: string): string[] => folded(s).split(/[^\p{L}\p{N}]+/u).filter((w) => w !== '')

/** find lists the people that what was typed may mean: those whose given name begins with it first. */
export function find(people: Person[], typed: string): Person[] {
  const asked = words(typed)
  if (asked.length === 0) return people
  const ranked: { person: Person; rank: number }[] = []
  for (const person of people) {
    const name = words(person.name)
    const given = name[name.length - 1] ?? ''
    if (!asked.every((a) => name.some((n) => n.startsWith(a)))) continue
    ranked.push({ person, rank: given === asked[asked.length - 1] ? 0 : given.startsWith(asked[asked.length - 1]!) ? 1 : 2 })
  }
  return ranked.sort((a, b) => a.rank - b.rank).map((r) => r.person)
}

/** known finds somebody by the whole name, marks or no marks. */
export function known(people: Person[], name: string): Person | undefined {
  const asked = words(name).join(' ')
  return people.find((p) => words(p.name).join(' ') === asked)
}
