import { Button, FileButton, Group, Stack, Text } from '@mantine/core'
import { IconCamera, IconDownload, IconFileImport, IconQrcode } from '@tabler/icons-react'
import { useState } from 'react'
import type { NamedFile } from '#core/files/qr/packFile'
import type { Problem } from '#core/model/problem'
import { openImportDrawer } from '../../platform/importDrawer'
import { saveFile } from '../../platform/saveFile'
import { asProblem, ProblemAlert } from '../../ui/ProblemAlert'
import { ScanQrDialog } from '../../ui/qr/ScanQrDialog'
import { ShowQrDialog } from '../../ui/qr/ShowQrDialog'

/** Any file from one machine to another by its screen and the other's camera. */
export function CameraFilesPanel() {
  const [shown, setShown] = useState<NamedFile | null>(null)
  const [isReading, setReading] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)

  async function show(file: File): Promise<void> {
    try {
      setShown({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })
      setProblem(null)
    } catch (thrown) {
      setProblem(asProblem(thrown))
    }
  }

  function open({ name, bytes }: NamedFile): void {
    setReading(false)
    openImportDrawer(new File([bytes], name))
  }

  return (
    <Stack gap="md">
      {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
      <Text maw={720}>
        Payouts, confirmations, snapshots and any other file of up to 262 kB when packed go to a machine without a network as QR
        codes: this one shows them, the other reads them with its camera. Larger files go on a stick.
      </Text>
      <Group>
        <FileButton onChange={(file) => file && void show(file)}>
          {(props) => (
            <Button {...props} leftSection={<IconQrcode size={16} />}>
              Show a file as QR codes
            </Button>
          )}
        </FileButton>
        <Button variant="default" leftSection={<IconCamera size={16} />} onClick={() => setReading(true)}>
          Read a file by camera
        </Button>
      </Group>
      <Text fz="sm" c="dimmed" maw={720}>
        The camera is on only while that dialog is open, and never records. What was read is checked against the SHA-256 of what
        was sent.
      </Text>
      {shown && <ShowQrDialog file={shown} onClose={() => setShown(null)} />}
      {isReading && (
        <ScanQrDialog
          title="Read a file by camera"
          onClose={() => setReading(false)}
          actions={(file) => (
            <>
              <Button
                variant="default"
                leftSection={<IconDownload size={16} />}
                onClick={() => saveFile(file.name, file.bytes, 'application/octet-stream')}
              >
                Save it
              </Button>
              <Button leftSection={<IconFileImport size={16} />} onClick={() => open(file)}>
                Open it
              </Button>
            </>
          )}
        />
      )}
    </Stack>
  )
}
