/** Whether a member is paid, in words. */
import type { Standing } from '../model/terms'
import { isoDay } from './dateText'

/** "left, held until it goes to Ada from 2027-01-01". @param nameOf members by id; without it heirs are not named */
export function standingText(standing: Standing, nameOf: (memberId: string) => string = () => 'an heir'): string {
  switch (standing.kind) {
    case 'active':
      return 'active'
    case 'suspended':
      return 'suspended, held'
    case 'left': {
      const { afterwards } = standing
      if (afterwards.kind === 'hold') return 'left, held'
      const to = afterwards.kind === 'to-member' ? nameOf(afterwards.memberId) : `the reserve "${afterwards.reserve}"`
      return `left, to ${to} from ${isoDay(afterwards.from)}`
    }
  }
}
