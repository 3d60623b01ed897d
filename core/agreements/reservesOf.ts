/** Names of the reserves that agreements keep, each once and in order. */
import type { Stage } from '../model/terms'

export function reservesOf(agreements: readonly { stages?: readonly Stage[] | undefined }[]): string[] {
  const names = agreements.flatMap(({ stages = [] }) => stages.flatMap((stage) => ('reserve' in stage ? [stage.reserve] : [])))
  return [...new Set(names)].sort()
}
