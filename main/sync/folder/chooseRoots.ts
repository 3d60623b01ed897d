/** Which of the cooperatives' folders at a place a laptop exchanges batches with. */
import { Problem } from '#core/model/problem'
import type { Founding } from '#core/sync/founding'
import type { Root } from './findRoots'
import { isRootNameOf, rootName } from './placeNames'

export interface RootChoice {
  /** Read all of them: people copy folders, and sync programs double them. The first is written to. */
  roots: string[]
  /** Whose batches are read; null where there are none for this laptop. */
  cooperative: string | null
  /** Of the cooperative, or of another one that the place belongs to. */
  founding: Founding | null
}

/**
 * @param own id of the laptop's cooperative, null while it has none
 * @throws Problem `sync.several-cooperatives` where it has none and the place several
 */
export function chooseRoots(roots: readonly Root[], own: string | null): RootChoice {
  const known = roots.filter(({ cooperative }) => cooperative !== null)
  const ids = new Set(known.map(({ cooperative }) => cooperative))
  if (own === null && ids.size > 1) {
    const names = known.map(({ founding, path }) => `${founding?.name} (${path})`).join(', ')
    throw new Problem(
      'sync.several-cooperatives',
      `Batches of several cooperatives lie here: choose the folder of yours instead. There are ${names}.`,
    )
  }
  const wanted = own ?? known[0]?.cooperative ?? null
  const mine = roots.filter(({ cooperative, path }) => wanted !== null && (cooperative ?? idByName(path, wanted)) === wanted)
  if (wanted === null || mine.length === 0) return { roots: [], cooperative: null, founding: known[0]?.founding ?? null }
  const byName = mine.toSorted((one, other) => rank(one, wanted) - rank(other, wanted))
  return {
    roots: byName.map(({ path }) => path),
    cooperative: wanted,
    founding: mine.find(({ founding }) => founding !== null)?.founding ?? null,
  }
}

/** Where the founding is torn, the folder's name says whose it was. */
function idByName(path: string, wanted: string): string | null {
  return isRootNameOf(path, wanted) ? wanted : null
}

/** The folder of the very name comes before copies of it. */
function rank({ path }: Root, wanted: string): number {
  return path.toLowerCase() === rootName(wanted) ? 0 : 1
}
