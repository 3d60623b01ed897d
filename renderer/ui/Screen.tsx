import { Box, Group, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import type { SharedTable } from '#core/records/recordTables'
import { RoleNeeded } from './access/RoleNeeded'
import classes from './Screen.module.css'

interface ScreenProps {
  title: string
  /** One line under the title: the figures that matter here. */
  summary?: ReactNode
  actions?: ReactNode
  children: ReactNode
  /** The body fills the rest and scrolls by itself (tables, maps). */
  fill?: boolean
  /** What all work on this screen writes, so that a missing role is said before it begins. */
  writes?: readonly SharedTable[]
}

/** The frame of one screen: title, its one line of figures, its actions, its body. */
export function Screen({ title, summary, actions, children, fill = false, writes = [] }: ScreenProps) {
  return (
    <section className={classes.screen} aria-labelledby="screen-title">
      <Group className={classes.head} justify="space-between" wrap="nowrap">
        <Box>
          <Title order={1} id="screen-title">
            {title}
          </Title>
          {writes.length > 0 && <RoleNeeded tables={writes} />}
          {summary && (
            <Text fz="sm" c="dimmed" component="div">
              {summary}
            </Text>
          )}
        </Box>
        {actions && (
          <Group gap="xs" wrap="nowrap">
            {actions}
          </Group>
        )}
      </Group>
      <div className={fill ? classes.fill : classes.body}>{children}</div>
    </section>
  )
}
