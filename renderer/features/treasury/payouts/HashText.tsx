import { Group, Text } from '@mantine/core'
import { Code } from '../../../ui/Code'
import classes from './Payouts.module.css'

/** A hash in groups of eight digits, as two people read it to each other; what is copied is the plain form. */
export function HashText({ label, value }: { label: string; value: string }) {
  const digits = value.replace(/^0x/, '')
  const groups = digits.match(/.{1,8}/g) ?? []
  return (
    <div>
      <Group gap={6}>
        <Text fz="xs" c="dimmed">
          {label}
        </Text>
        <Code value={value} what={label} />
      </Group>
      <Text className={classes.hash}>{`${value.startsWith('0x') ? '0x ' : ''}${groups.join(' ')}`}</Text>
    </div>
  )
}
