import { Button, Group } from '@mantine/core'
import { IconDownload, IconQrcode } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import type { NamedFile } from '#core/files/qr/packFile'
import { saveFile } from '../../../platform/saveFile'
import { ShowQrDialog } from '../../../ui/qr/ShowQrDialog'

interface DocumentOutProps {
  /** With its ending. */
  fileName: string
  document: object
  /** What it is, for the buttons: "the request". */
  what: string
}

/** A small signed document for another laptop, as a file or as QR codes. */
export function DocumentOut({ fileName, document, what }: DocumentOutProps) {
  const [isShown, setShown] = useState(false)
  const file = useMemo(
    (): NamedFile => ({ name: fileName, bytes: new TextEncoder().encode(JSON.stringify(document)) }),
    [fileName, document],
  )
  return (
    <Group gap="xs">
      <Button leftSection={<IconDownload size={16} />} onClick={() => saveFile(file.name, file.bytes)}>
        Save {what} as a file
      </Button>
      <Button variant="default" leftSection={<IconQrcode size={16} />} onClick={() => setShown(true)}>
        Show {what} as QR codes
      </Button>
      {isShown && <ShowQrDialog file={file} onClose={() => setShown(false)} />}
    </Group>
  )
}
