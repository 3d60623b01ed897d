import { Button, Group, Kbd, Text } from '@mantine/core'
import { spotlight } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { useCooperative } from '../data/cooperative/settings'
import { AppearanceMenu } from './AppearanceMenu'
import { ChangesState } from './ChangesState'
import classes from './TopBar.module.css'

interface TopBarProps {
  onShowShortcuts: () => void
}

/** Whose records these are, search, and what waits to be sent. */
export function TopBar({ onShowShortcuts }: TopBarProps) {
  const cooperative = useCooperative()
  return (
    <section className={classes.bar} aria-label="Cooperative and search">
      <Text fw={600} truncate className={classes.name}>
        {cooperative?.name || 'Commonmast'}
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
