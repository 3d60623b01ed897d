import { Button, Group, TextInput } from '@mantine/core'
import { IconFolderOpen } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'

interface ChooseFolderProps {
  label: string
  /** @param path as it was typed; null where the system's own dialog asks */
  onChoose: (path: string | null) => void
  isPrimary?: boolean
}

/** A folder by the system's own dialog, or by its path where a browser shows the program. */
export function ChooseFolder({ label, onChoose, isPrimary = false }: ChooseFolderProps) {
  const [path, setPath] = useState('')
  const variant = isPrimary ? 'filled' : 'default'
  if (window.commonmast) {
    return (
      <Button variant={variant} leftSection={<IconFolderOpen size={16} />} onClick={() => onChoose(null)}>
        {label}
      </Button>
    )
  }
  function submit(event: FormEvent) {
    event.preventDefault()
    onChoose(path.trim())
    setPath('')
  }
  return (
    <form onSubmit={submit}>
      <Group align="flex-end" gap="xs">
        <TextInput
          label="Folder"
          description="The whole path of a shared folder, a stick or a network drive"
          placeholder="/media/stick"
          w={420}
          value={path}
          onChange={(event) => setPath(event.currentTarget.value)}
        />
        <Button type="submit" variant={variant} disabled={path.trim() === ''}>
          {label}
        </Button>
      </Group>
    </form>
  )
}
