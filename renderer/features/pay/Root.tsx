import { Paper, Text } from '@mantine/core'
import { Code } from '../../ui/Code'
import classes from './Pay.module.css'

interface RootProps {
  root: string
  previousRoot?: string | null
}

/** A Merkle root large enough to compare by eye, in groups of eight digits. */
export function Root({ root, previousRoot }: RootProps) {
  const groups = root.slice(2).match(/.{1,8}/g) ?? []
  return (
    <Paper withBorder p="md" component="section" aria-label="Merkle root">
      <Text fz="xs" c="dimmed">
        Merkle root
      </Text>
      <p className={classes.root}>{`0x ${groups.join(' ')}`}</p>
      <Code value={root} what="root" whole />
      {previousRoot !== undefined && (
        <Text fz="sm" c="dimmed" component="div">
          {previousRoot === null ? (
            'The first payout of this contract: no root before it.'
          ) : (
            <>
              Replaces <Code value={previousRoot} what="root before" whole />
            </>
          )}
        </Text>
      )}
    </Paper>
  )
}
