import { Button, Group, Kbd, Text } from '@mantine/core'
import { spotlight } from '@mantine/spotlight'
import { IconArrowLeft, IconSearch } from '@tabler/icons-react'
import { Link } from 'wouter'
import { useSetting } from '../data/queries'
import { AppearanceMenu } from './AppearanceMenu'
import { ChangesState } from './ChangesState'
import classes from './TopBar.module.css'
import type { Cooperative } from './TrainingStripe'

interface TopBarProps {
  isFullScreen: boolean
  onShowShortcuts: () => void
}

/** Whose records these are, search, and what waits to be sent. A full-screen screen gets only the way back. */
export function TopBar({ isFullScreen, onShowShortcuts }: TopBarProps) {
  const cooperative = useSetting<Cooperative>('cooperative')
  if (isFullScreen) {
    return (
      <section className={classes.bar} aria-label="Cooperative and search">
        <Button component={Link} href="/" variant="subtle" color="gray" leftSection={<IconArrowLeft size={16} />}>
          Back to Today
        </Button>
      </section>
    )
  }
  return (
    <section className={classes.bar} aria-label="Cooperative and search">
      <Text fw={600} truncate className={classes.name}>
        {cooperative?.name ?? 'Commonmast'}
      </Text>
      <Button
        variant="default"
        className={classes.search}
        classNames={{ inner: classes.searchInner, label: classes.searchLabel }}
        leftSection={<IconSearch size={16} />}
        rightSection={<Kbd size="xs">{/mac/i.test(navigator.platform) ? '⌘' : 'Ctrl'} K</Kbd>}
        onClick={spotlight.open}
      >
        Search
      </Button>
      <Group gap="xs" wrap="nowrap" justify="flex-end" className={classes.state}>
        <ChangesState />
        <AppearanceMenu onShowShortcuts={onShowShortcuts} />
      </Group>
    </section>
  )
}
