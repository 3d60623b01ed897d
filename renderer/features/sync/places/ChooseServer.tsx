import { Button, FileButton } from '@mantine/core'
import { IconServer } from '@tabler/icons-react'

interface ChooseServerProps {
  label: string
  onChoose: (file: File) => void
}

/** A server by the access file that its admin gave, which says where it is and how it is known. */
export function ChooseServer({ label, onChoose }: ChooseServerProps) {
  return (
    <FileButton onChange={(file) => file && onChoose(file)} accept=".json" inputProps={{ 'aria-label': 'Access file' }}>
      {(props) => (
        <Button
          variant="default"
          w="fit-content"
          leftSection={<IconServer size={16} />}
          title="Choose your access file"
          {...props}
        >
          {label}
        </Button>
      )}
    </FileButton>
  )
}
