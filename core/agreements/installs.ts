/** Which hotspot stood where, hosted by whom, from when to when. SPEC.md, rules [IN1] to [IN3]. */
import { z } from 'zod'
import { instantSchema } from '../model/periodDates'
import { Problem } from '../model/problem'

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
