/** Which hotspot stood where, hosted by whom, from when to when. SPEC.md, rules [IN1] to [IN3]. */
import { z } from 'zod'
import { compareUtf8 } from '../model/compareUtf8'
import { instantSchema } from '../model/periodDates'
import { Problem } from '../model/problem'
import { keyInNetwork } from '../networks/deviceKey/hotspotReference'

export const installSchema = z.object({
  id: z.string().min(1),
  hotspotKey: z.string().min(1),
  /** Members; null where nobody is known. */
  hostId: z.string().nullable(),
  installerId: z.string().nullable(),
  place: z.string().nullable(),
  cell: z.string().nullable(),
  from: instantSchema,
  /** The first instant at which it stood there no more; null while it does. */
  to: instantSchema.nullable(),
})
export type Install = z.infer<typeof installSchema>

/**
 * Installs by hotspot, the earliest first.
 * @throws Problem `install.ends-before-start` or `install.overlap`: a hotspot stands at one place at a time.
 */
export function installsByHotspot(installs: readonly Install[]): Map<string, Install[]> {
  const byHotspot = new Map<string, Install[]>()
  for (const install of installs) {
    const others = byHotspot.get(install.hotspotKey)
    if (others) others.push(install)
    else byHotspot.set(install.hotspotKey, [install])
    if (install.to !== null && install.to <= install.from) {
      throw new Problem(
        'install.ends-before-start',
        `The install of hotspot "${install.hotspotKey}" ends before it begins: correct its dates.`,
      )
    }
  }
  for (const [hotspotKey, ofHotspot] of byHotspot) {
    if (ofHotspot.length === 1) continue
    ofHotspot.sort((one, other) => (one.from < other.from ? -1 : 1))
    ofHotspot.forEach((install, at) => {
      const next = ofHotspot[at + 1]
      if (next && (install.to === null || install.to > next.from)) {
        throw new Problem(
          'install.overlap',
          `Hotspot "${hotspotKey}" has two installs on ${next.from.slice(0, 10)}: end the one before when the next begins.`,
        )
      }
    })
  }
  return byHotspot
}

export function installAt<I extends Pick<Install, 'from' | 'to'>>(installs: readonly I[] | undefined, at: string): I | null {
  return installs?.find(({ from, to }) => from <= at && (to === null || at < to)) ?? null
}

/**
 * Installs that a period is split with: those of rewarded hotspots that stood within it, under their keys in its network.
 * SPEC.md, rule [PI5].
 * @param hotspotKeys of the rewards
 */
export function installsOfPeriod(
  installs: readonly Install[],
  { network, start, end }: { network: string; start?: string | null | undefined; end?: string | null | undefined },
  hotspotKeys: ReadonlySet<string>,
): Install[] {
  return installs
    .map((install) => ({ ...install, hotspotKey: keyInNetwork(install.hotspotKey, network) }))
    .filter(({ hotspotKey, from, to }) => {
      const overlaps = (!end || from < end) && (to === null || !start || to > start)
      return overlaps && hotspotKeys.has(hotspotKey)
    })
    .sort((one, other) => compareUtf8(one.hotspotKey, other.hotspotKey) || compareUtf8(one.from, other.from))
}
