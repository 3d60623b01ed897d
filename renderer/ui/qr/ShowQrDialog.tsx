import { Button, Center, Group, Loader, Modal, SegmentedControl, Stack, Text } from '@mantine/core'
import { useReducedMotion } from '@mantine/hooks'
import { IconDownload, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { type KeyboardEvent, useState } from 'react'
import type { NamedFile } from '#core/files/qr/packFile'
import { countText } from '#core/words/countText'
import { numberText } from '#core/words/numberText'
import { saveFile } from '../../platform/saveFile'
import { ProblemAlert } from '../ProblemAlert'
import classes from './Qr.module.css'
import { QrPicture } from './QrPicture'
import { type QrCodes, useQrCodes } from './useQrCodes'

const RATES = [2, 5, 10, 15]
const USUAL_RATE = 5
/** Pictures that change more often are too much motion for some. */
const CALM_RATE = 2

interface ShowQrDialogProps {
  /** Must stay the same object while the dialog is open. */
  file: NamedFile
  onClose: () => void
}

/** A file as QR codes that follow one another, for the camera of another machine. It is open as long as it is drawn. */
export function ShowQrDialog({ file, onClose }: ShowQrDialogProps) {
  const wantsCalm = useReducedMotion(false, { getInitialValueInEffect: false })
  const [rate, setRate] = useState(wantsCalm ? CALM_RATE : USUAL_RATE)
  const codes = useQrCodes(file, rate)

  function onKeyDown(event: KeyboardEvent): void {
    if (event.target instanceof HTMLInputElement || event.ctrlKey || event.altKey || event.metaKey) return
    if (event.key === 'p') codes.setRunning(!codes.isRunning)
    if (event.key === 'ArrowRight' && !codes.isRunning) codes.step(1)
    if (event.key === 'ArrowLeft' && !codes.isRunning) codes.step(-1)
  }

  return (
    <Modal
      opened
      fullScreen
      onClose={onClose}
      onKeyDown={onKeyDown}
      title={`Show “${file.name}” to a camera`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <div className={classes.show}>
        {codes.code && codes.problem === null ? (
          <QrPicture code={codes.code} label={`QR codes of ${file.name}`} />
        ) : (
          <Center flex={1}>
            {codes.problem ? <ProblemAlert problem={codes.problem} /> : <Loader role="status" aria-label="Packing the file" />}
          </Center>
        )}
        <Stack className={classes.controls} gap="md">
          {codes.file && codes.problem === null && <Playing codes={codes} rate={rate} onRate={setRate} />}
          <Button
            variant="default"
            leftSection={<IconDownload size={16} />}
            onClick={() => saveFile(file.name, file.bytes, 'application/octet-stream')}
          >
            Save it as a file instead
          </Button>
          <Button variant="default" onClick={onClose}>
            Close
          </Button>
        </Stack>
      </div>
    </Modal>
  )
}

interface PlayingProps {
  codes: QrCodes
  rate: number
  onRate: (rate: number) => void
}

function Playing({ codes, rate, onRate }: PlayingProps) {
  const { file, code, isRunning } = codes
  if (!file) return null
  const size = `${numberText(Math.ceil(file.packedBytes / 1_000))} kB packed`
  if (file.needed === 1) {
    return <Text>One code holds the whole file ({size}). Hold it before the camera of the other machine.</Text>
  }
  return (
    <>
      <div>
        <Text fw={600} className="figures">
          Code {numberText(code?.frame ?? 1)} of {numberText(file.needed)}
        </Text>
        <Text fz="sm" c="dimmed">
          {size}. A reader that misses no code has it in {secondsText(file.needed / rate)}; for one that does, more codes follow
          the last. The reader says when it has the file.
        </Text>
      </div>
      <div>
        <Text fz="sm" fw={500} mb={4} id="qr-rate">
          Codes a second
        </Text>
        <SegmentedControl
          fullWidth
          aria-labelledby="qr-rate"
          data={RATES.map(String)}
          value={String(rate)}
          onChange={(value) => onRate(Number(value))}
        />
        <Text fz="xs" c="dimmed" mt={4}>
          Fewer if the camera is slow or its picture is dim.
        </Text>
      </div>
      <Group gap="xs">
        <Button
          flex={1}
          leftSection={isRunning ? <IconPlayerPause size={16} /> : <IconPlayerPlay size={16} />}
          onClick={() => codes.setRunning(!isRunning)}
          aria-keyshortcuts="p"
        >
          {isRunning ? 'Pause' : 'Go on'}
        </Button>
        <Button variant="default" onClick={codes.restart}>
          From the first
        </Button>
      </Group>
      <Group gap="xs" grow>
        <Button variant="default" disabled={isRunning} onClick={() => codes.step(-1)} aria-keyshortcuts="ArrowLeft">
          Code before
        </Button>
        <Button variant="default" disabled={isRunning} onClick={() => codes.step(1)} aria-keyshortcuts="ArrowRight">
          Next code
        </Button>
      </Group>
      <Text fz="xs" c="dimmed">
        P pauses, and the arrow keys step while it is paused.
      </Text>
    </>
  )
}

function secondsText(seconds: number): string {
  if (seconds < 90) return countText(Math.max(1, Math.round(seconds)), 'second')
  return countText(Math.round(seconds / 60), 'minute')
}
