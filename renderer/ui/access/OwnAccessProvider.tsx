import { createContext, type ReactNode, useContext, useMemo } from 'react'
import type { SharedTable } from '#core/records/recordTables'
import type { OwnAccess } from '../../data/sync/access/ownAccess'
import { useOwnAccess } from '../../data/sync/syncQueries'
import { noRightText } from './noRightText'

const Access = createContext<OwnAccess | null>(null)

/** One look at what this laptop may write, for everything below. */
export function OwnAccessProvider({ children }: { children: ReactNode }) {
  const own = useOwnAccess() ?? null
  const { standing = null, roles = [] } = own ?? {}
  const said = roles.join()
  // Each write asks anew, and hardly ever is the answer another.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what it says, not the object
  const access = useMemo(() => (standing === null ? null : { standing, roles }), [standing, said])
  return <Access value={access}>{children}</Access>
}

/** What is missing to write these tables, in a sentence; null where nothing is. */
export function useNoRight(tables: readonly SharedTable[], beginning?: string): string | null {
  return noRightText(useContext(Access), tables, beginning)
}
