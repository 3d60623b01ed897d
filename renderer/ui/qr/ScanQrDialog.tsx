import { Alert, Button, Group, Modal, Progress, Select, Stack, Text, VisuallyHidden } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { type ReactNode, useRef, useState } from 'react'
import type { NamedFile } from '#core/files/qr/packFile'
import { countText } from '#core/words/countText'
import { numberText } from '#core/words/numberText'
import { ProblemAlert } from '../ProblemAlert'
import classes from './Qr.module.css'
import { type CameraUse, useCamera } from './useCamera'
import { type QrScan, useQrScan } from './useQrScan'

interface ScanQrDialogProps {
  title: string
  /** What can be done with the file that was read, as buttons. */
  actions: (file: NamedFile) => ReactNode
  onClose: () => void
}

/**
 * Reads a file from the QR codes that another machine shows. The camera is on from when the dialog is drawn until it has the file
 * or is no longer drawn.
 */
export function ScanQrDialog({ title, actions, onClose }: ScanQrDialogProps) {
  const [file, setFile] = useState<NamedFile | null>(null)
  const [cameraId, setCameraId] = useState<string | null>(null)
  const use = useCamera(file === null, cameraId)
  const video = useRef<HTMLVideoElement>(null)
  const scan = useQrScan(video, use.camera?.stream ?? null, setFile)

  return (
    <Modal opened onClose={onClose} size={860} title={title} closeButtonProps={{ 'aria-label': 'Close' }}>
      {file ? (
        <FileRead file={file}>
          {actions(file)}
          <Button variant="default" onClick={onClose}>
            Close
          </Button>
        </FileRead>
      ) : (
        <div className={classes.scan}>
          {use.problem === null && (
            <div className={classes.view}>
              <video ref={video} muted playsInline aria-label="What the camera sees" />
            </div>
          )}
          <Stack className={classes.readings} gap="md">
            <CameraChooser use={use} onChoose={setCameraId} />
            {use.problem ? (
              <>
                <ProblemAlert problem={use.problem} />
                <Button onClick={use.tryAgain}>Try again</Button>
              </>
            ) : (
              <Readings scan={scan} isOn={use.camera !== null} />
            )}
            <Button variant="default" onClick={onClose} mt="auto">
              Cancel
            </Button>
          </Stack>
        </div>
      )}
    </Modal>
  )
}

function CameraChooser({ use: { camera }, onChoose }: { use: CameraUse; onChoose: (id: string) => void }) {
  if (!camera) return null
  return (
    <Select
      label="Camera"
      allowDeselect={false}
      data={camera.choices.map(({ id, label }) => ({ value: id, label }))}
      value={camera.id}
      onChange={(id) => id !== null && onChoose(id)}
    />
  )
}

function Readings({ scan: { progress, refusal, problem, restart }, isOn }: { scan: QrScan; isOn: boolean }) {
  if (problem) return <ProblemAlert problem={problem} />
  const percent = progress ? (100 * progress.received) / progress.needed : 0
  return (
    <>
      <div>
        <Text fw={600} className="figures">
          {progress ? `${numberText(progress.received)} of ${countText(progress.needed, 'code')}` : beginText(isOn)}
        </Text>
        <Progress value={percent} size="lg" my={4} aria-label="Codes that were read" />
        <Text fz="sm" c="dimmed">
          Hold the camera so that the code fills the square. Codes may be missed and come in any order.
        </Text>
        {/* Not every code, which would never let a screen reader finish its sentence. */}
        <VisuallyHidden role="status">
          {progress ? `${Math.floor(percent / 10) * 10} percent read` : beginText(isOn)}
        </VisuallyHidden>
      </div>
      {refusal && (
        <Alert color="yellow" variant="light" icon={<IconAlertTriangle />} role="alert" title={refusal.message}>
          <Text fz="xs" c="dimmed" ff="monospace">
            For support: {refusal.code}
          </Text>
        </Alert>
      )}
      {(progress || refusal) && (
        <Group>
          <Button variant="default" onClick={restart}>
            Start again with another file
          </Button>
        </Group>
      )}
    </>
  )
}

function beginText(isOn: boolean): string {
  return isOn ? 'No code seen yet' : 'Waiting for the camera'
}

function FileRead({ file: { name, bytes }, children }: { file: NamedFile; children: ReactNode }) {
  return (
    <Stack gap="md">
      <Alert color="teal" variant="light" icon={<IconCircleCheck />} role="status" title={`“${name}” was read`}>
        <Text fz="sm">{countText(bytes.length, 'byte')}, whole: its SHA-256 is the one that was sent. The camera is off.</Text>
      </Alert>
      <Group justify="flex-end">{children}</Group>
    </Stack>
  )
}
