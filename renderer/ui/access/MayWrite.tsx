import { Tooltip } from '@mantine/core'
import { cloneElement, type ReactElement, type SyntheticEvent } from 'react'
import type { SharedTable } from '#core/records/recordTables'
import { useNoRight } from './OwnAccessProvider'

interface MayWriteProps {
  /** What the act writes. */
  tables: readonly SharedTable[]
  /** A button of any kind. */
  children: ReactElement<Record<string, unknown>>
}

/** A button that is out of use where its act would be refused for want of a role. The keyboard reaches it, and it says why. */
export function MayWrite({ tables, children }: MayWriteProps) {
  const noRight = useNoRight(tables)
  if (noRight === null) return children
  const barred = {
    'data-disabled': true,
    'aria-disabled': true,
    'aria-description': noRight,
    disabled: false,
    // Stays a form's own button, so that Enter in a field meets it as a click does.
    onClick: (event: SyntheticEvent) => event.preventDefault(),
  }
  return (
    <Tooltip label={noRight} multiline w={320} events={{ hover: true, focus: true, touch: true }}>
      {cloneElement(children, barred)}
    </Tooltip>
  )
}
