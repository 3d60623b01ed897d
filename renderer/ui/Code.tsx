import { ActionIcon, CopyButton, Group, Text, Tooltip } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { shortened } from './shortened'

interface CodeProps {
  value: string
  /** What it is, for the copy button's label: "address", "root". */
  what: string
  /** Show everything, on as many lines as it takes, rather than both ends. */
  whole?: boolean
}

/** A hash, key, address or H3 cell in the fixed-width face, shortened in the middle unless `whole`, with copy. */
export function Code({ value, what, whole = false }: CodeProps) {
  const shown = whole ? value : shortened(value)
  return (
    <Group gap={4} wrap="nowrap" component="span" display="inline-flex">
      <Tooltip label={value} disabled={shown === value}>
        <Text span ff="monospace" fz="xs" style={whole ? { overflowWrap: 'anywhere' } : undefined}>
          {shown}
        </Text>
      </Tooltip>
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            onClick={copy}
            aria-label={copied ? `Copied ${what}` : `Copy ${what}`}
          >
            {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
          </ActionIcon>
        )}
      </CopyButton>
    </Group>
  )
}
