import { Center, Loader } from '@mantine/core'
import { useMemo, useState } from 'react'
import { countText } from '#core/words/countText'
import { useIsEmpty } from '../../data/cooperative/isEmpty'
import { useHotspots } from '../../data/queries'
import { useConflicts } from '../../data/sync/syncQueries'
import { useTodayRecords } from '../../data/today/todayRecords'
import { previousVisitEndedAt } from '../../platform/lastVisit'
import { Screen } from '../../ui/Screen'
import { AttentionList } from './AttentionList'
import { GoalList } from './GoalList'
import { latestActivity } from './latestActivity'
import { needsAttention } from './needsAttention'
import { RecentActivity } from './RecentActivity'
import { StartScreen } from './StartScreen'
import { TodayFigures } from './TodayFigures'
import classes from './TodayScreen.module.css'
import { todaySeries } from './todaySeries'
import { useMainState } from './useMainState'
import { WhereWeAre } from './WhereWeAre'

const ACTIVITIES_SHOWN = 8

/** What needs me, how the cooperative stands, where it is, and what happened last. With no records it is the start screen. */
export function TodayScreen() {
  const isEmpty = useIsEmpty()
  const records = useTodayRecords()
  const fleet = useHotspots()
  const located = useMemo(() => fleet?.reduce((count, { h3 }) => (h3 === null ? count : count + 1), 0), [fleet])
  const main = useMainState()
  const conflicts = useConflicts() ?? []
  const [since] = useState(previousVisitEndedAt)

  if (isEmpty === undefined || !records) {
    return (
      <Screen title="Today">
        <Center h={240}>
          <Loader size="sm" role="status" aria-label="Loading" />
        </Center>
      </Screen>
    )
  }
  if (isEmpty) return <StartScreen hasSignatures={records.signatures.length > 0} newestBackupAt={main.newestBackupAt} />
  const attention = needsAttention(records, main.newestBackupAt, Date.now(), main.unfinished, conflicts)
  const summary =
    attention.length === 0 ? 'Nothing needs you' : `${countText(attention.length, 'thing needs', 'things need')} you`
  return (
    <Screen title="Today" summary={summary}>
      <div className={classes.today}>
        <TodayFigures records={records} located={located} series={todaySeries(records)} />
        <div className={classes.columns}>
          <div className={classes.column}>
            <AttentionList attention={attention} />
            <WhereWeAre fleet={fleet} located={located} records={records} since={since} />
          </div>
          <div className={classes.column}>
            <GoalList goals={records.goals} fleet={fleet} provisionedCount={records.devices.real} />
            <RecentActivity activities={latestActivity(records, ACTIVITIES_SHOWN)} />
          </div>
        </div>
      </div>
    </Screen>
  )
}
