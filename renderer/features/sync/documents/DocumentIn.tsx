import { Button, FileButton, Group } from '@mantine/core'
import { IconCamera, IconFileImport } from '@tabler/icons-react'
import { useState } from 'react'
import { readTextFile } from '../../../platform/readTextFile'
import { ScanQrDialog } from '../../../ui/qr/ScanQrDialog'

interface DocumentInProps {
  /** What it is, for the buttons: "a request to join". */
  what: string
  /** Takes what gives the text; reading the file may fail too. */
  onOpen: (text: () => Promise<string>) => void
  isPrimary?: boolean
}

/** A small signed document of another laptop, from a file or from its screen. */
export function DocumentIn({ what, onOpen, isPrimary = false }: DocumentInProps) {
  const [isReading, setReading] = useState(false)
  return (
    <Group gap="xs">
      <FileButton onChange={(file) => file && onOpen(() => readTextFile(file))} accept=".json">
        {(props) => (
          <Button {...props} variant={isPrimary ? 'filled' : 'default'} leftSection={<IconFileImport size={16} />}>
            Open {what}
          </Button>
        )}
      </FileButton>
      <Button variant="default" leftSection={<IconCamera size={16} />} onClick={() => setReading(true)}>
        Read {what} by camera
      </Button>
      {isReading && (
        <ScanQrDialog
          title={`Read ${what} by camera`}
          onClose={() => setReading(false)}
          actions={({ bytes }) => (
            <Button
              onClick={() => {
                setReading(false)
                onOpen(async () => new TextDecoder().decode(bytes))
              }}
            >
              Open it
            </Button>
          )}
        />
      )}
    </Group>
  )
}
