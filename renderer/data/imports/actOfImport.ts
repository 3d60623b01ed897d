import type { ImportRecord } from '#core/model/records'

/** The act that an import was: taking that back takes the import back, on any installation that knows it. */
export function actOfImport({ id, actId }: ImportRecord): string {
  // Imports of earlier versions of the program share their id with their act.
  return actId ?? id
}
