import { ActionIcon, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { MayWrite } from '../../../ui/access/MayWrite'

interface RowMenuProps {
  name: string
  onChange: () => void
  onRemove: () => void
}

export function RowMenu({ name, onChange, onRemove }: RowMenuProps) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={`Actions for ${name}`}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <MayWrite tables={['chains', 'treasuries', 'tokens']}>
          <Menu.Item onClick={onChange}>Change</Menu.Item>
        </MayWrite>
        <MayWrite tables={['chains', 'treasuries', 'tokens']}>
          <Menu.Item color="red" onClick={onRemove}>
            Remove
          </Menu.Item>
        </MayWrite>
      </Menu.Dropdown>
    </Menu>
  )
}
