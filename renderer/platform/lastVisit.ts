/**
 * When this window was used before. A visit lasts until half an hour passes without it; reloading stays in the visit.
 * Kept in this browser's own storage: it is about the person at this computer and is no record.
 */
const KEY = 'commonmast-visit'
const VISIT_ENDS_AFTER_MS = 30 * 60_000

export interface Visit {
  /** End of the visit before this one as ISO time; null for the first. */
  previousEndedAt: string | null
  /** The latest moment of this visit. */
  seenAt: string
}

/** The visit that `now` belongs to, given what was stored. */
export function visitAt(stored: string | null, now: Date): Visit {
  const before = readVisit(stored)
  const seenAt = now.toISOString()
  if (!before) return { previousEndedAt: null, seenAt }
  const isOver = now.getTime() - Date.parse(before.seenAt) > VISIT_ENDS_AFTER_MS
  return { previousEndedAt: isOver ? before.seenAt : before.previousEndedAt, seenAt }
}

function readVisit(stored: string | null): Visit | null {
  try {
    const visit: Partial<Visit> | null = JSON.parse(stored ?? 'null')
    if (typeof visit?.seenAt !== 'string' || Number.isNaN(Date.parse(visit.seenAt))) return null
    return { seenAt: visit.seenAt, previousEndedAt: typeof visit.previousEndedAt === 'string' ? visit.previousEndedAt : null }
  } catch {
    return null
  }
}

let previous: string | null | undefined

/** End of the visit before this one, the same for as long as the window is open. The first call begins this visit. */
export function previousVisitEndedAt(): string | null {
  if (previous !== undefined) return previous
  const note = () => {
    const visit = visitAt(localStorage.getItem(KEY), new Date())
    localStorage.setItem(KEY, JSON.stringify(visit))
    return visit
  }
  previous = note().previousEndedAt
  window.addEventListener('pagehide', note)
  document.addEventListener('visibilitychange', note)
  return previous
}
