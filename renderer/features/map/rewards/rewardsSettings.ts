/** What of the rewards the map shows. */
import type { LayerSetting } from '../../../map/mapContent'

export type RewardsSubject = 'all' | 'member' | 'agreement'

export interface RewardsSettings extends LayerSetting {
  /** Null: the newest split. */
  periodId: string | null
  subject: RewardsSubject
  /** Whose, and of which agreement; null until one is chosen. */
  memberId: string | null
  agreementId: string | null
  /** The change against the last closed period instead of the amounts. */
  isChange: boolean
}

export const DEFAULT_REWARDS: RewardsSettings = {
  visible: false,
  opacity: 0.8,
  periodId: null,
  subject: 'all',
  memberId: null,
  agreementId: null,
  isChange: false,
}
