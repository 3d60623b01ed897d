import { Button, Text, Title } from '@mantine/core'
import { IconFileImport, IconPlugConnected, IconSignature } from '@tabler/icons-react'
import { useState } from 'react'
import { recentTimeText } from '#core/words/dateText'
import { UndoDialog } from '../../ui/UndoDialog'
import type { Activity } from './latestActivity'
import classes from './TodayScreen.module.css'

const ICONS = { import: IconFileImport, provisioning: IconPlugConnected, signature: IconSignature }

/** What happened last, newest first, in this computer's time. An import can be taken back from here. */
export function RecentActivity({ activities }: { activities: Activity[] }) {
  const [asking, setAsking] = useState<Activity['act']>(null)
  return (
    <section aria-labelledby="activity-title">
      <Title order={2} id="activity-title" mb="xs">
        Recent activity
      </Title>
      {activities.length === 0 && (
        <div className={classes.item}>
          <Text c="dimmed">Imports, records of devices and signatures will be here.</Text>
        </div>
      )}
      <ul className={classes.list}>
        {activities.map(({ id, at, kind, text, act }) => {
          const Icon = ICONS[kind]
          return (
            <li key={id} className={classes.item}>
              <Icon size={16} stroke={1.6} aria-hidden />
              <Text fz="sm" className={classes.what}>
                {text}
              </Text>
              {act && (
                <Button variant="subtle" size="compact-xs" aria-label={`Undo: ${act.title}`} onClick={() => setAsking(act)}>
                  Undo…
                </Button>
              )}
              <Text fz="xs" c="dimmed" component="time" dateTime={at} className="figures">
                {recentTimeText(at)}
              </Text>
            </li>
          )
        })}
      </ul>
      {asking && <UndoDialog key={asking.id} act={{ ...asking, isUndo: false }} onClose={() => setAsking(null)} />}
    </section>
  )
}
