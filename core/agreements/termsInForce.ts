/**
 * Which terms apply to a hotspot at a time: terms that name it, else those of a group it is in, else of an area it stands in,
 * else the default. Never a guess: where two would apply, nobody is paid until a person decides. SPEC.md, [AG1] to [AG8].
 */
import { cellToParent, getResolution } from 'h3-js'
import type { PeriodDates } from '../model/periodDates'
import { Problem } from '../model/problem'
import type { Terms } from '../model/terms'
import { keyInNetwork } from '../networks/deviceKey/hotspotReference'

export interface TermsSubject {
  hotspotKey: string
  groups: readonly string[]
  /** The cell that it stands in, or null where that is not known. */
  cell?: string | null | undefined
}

const ALWAYS: PeriodDates = { start: '', end: '\uffff' }

/** Terms by what they cover; versions of one agreement stand side by side under one key. */
class Claims {
  readonly #byKey = new Map<string, Terms[]>()

  /** @throws Problem `agreement.ambiguous` */
  add(key: string, terms: Terms, what: string): void {
    const others = this.#byKey.get(key)
    if (!others) {
      this.#byKey.set(key, [terms])
      return
    }
    const other = others.find((each) => overlap(each, terms))
    if (other) throw ambiguous(what, other, terms)
    others.push(terms)
  }

  at(key: string, instant: string): Terms | undefined {
    return this.#byKey.get(key)?.find((terms) => isInForce(terms, instant))
  }
}

/**
 * Looks terms up by hotspot and time.
 * @param network whose keys the subjects have; without one, terms are looked up as they name hotspots
 * @returns a function giving the terms, or null where none apply; it throws Problem `agreement.ambiguous` for a hotspot in
 * two groups, or in two areas of one size, that both have terms.
 * @throws Problem `agreement.ambiguous` when two terms claim the same at the same time, and `agreement.duplicate-id`.
 */
export function createTermsChooser(
  all: readonly Terms[],
  network?: string,
): (subject: TermsSubject, instant: string) => Terms | null {
  const ids = new Set<string>()
  const byHotspot = new Claims()
  const byGroup = new Claims()
  const byCell = new Claims()
  const byDefault = new Claims()
  const resolutions = new Set<number>()
  for (const terms of all) {
    const { scope, id } = terms
    switch (scope.kind) {
      case 'default':
        byDefault.add('', terms, 'every hotspot without one of its own')
        break
      case 'group':
        byGroup.add(scope.group, terms, `group "${scope.group}"`)
        break
      case 'area':
        for (const cell of new Set(scope.cells)) {
          byCell.add(cell, terms, `cell ${cell}`)
          resolutions.add(getResolution(cell))
        }
        break
      case 'hotspots': {
        const keys = new Set(scope.hotspotIds.map((named) => (network === undefined ? named : keyInNetwork(named, network))))
        for (const key of keys) byHotspot.add(key, terms, `hotspot "${key}"`)
        break
      }
      case 'fed':
        break
    }
    if (ids.has(id)) {
      throw new Problem('agreement.duplicate-id', `Two agreements have the id "${id}": give one of them another id.`)
    }
    ids.add(id)
  }
  const finestFirst = [...resolutions].sort((one, other) => other - one)

  return ({ hotspotKey, groups, cell }, instant) => {
    const named = byHotspot.at(hotspotKey, instant)
    if (named) return named
    let chosen: Terms | undefined
    for (const group of groups) {
      const terms = byGroup.at(group, instant)
      if (terms && chosen && terms !== chosen) throw ambiguous(`hotspot "${hotspotKey}"`, chosen, terms)
      chosen ??= terms
    }
    if (chosen) return chosen
    if (cell && finestFirst.length > 0) {
      const own = getResolution(cell)
      for (const resolution of finestFirst) {
        const terms = resolution <= own ? byCell.at(cellToParent(cell, resolution), instant) : undefined
        if (terms) return terms
      }
    }
    return byDefault.at('', instant) ?? null
  }
}

function overlap(one: Terms, other: Terms): boolean {
  return startOf(one) < endOf(other) && startOf(other) < endOf(one)
}

function isInForce(terms: Terms, instant: string): boolean {
  return startOf(terms) <= instant && instant < endOf(terms)
}

const startOf = ({ from }: Terms) => from ?? ALWAYS.start
const endOf = ({ to }: Terms) => to ?? ALWAYS.end

function ambiguous(what: string, first: Terms, second: Terms): Problem {
  return new Problem(
    'agreement.ambiguous',
    `Two agreements apply to ${what}: "${first.name}" and "${second.name}". Change one, or name the hotspot in an agreement of its own.`,
  )
}
