import { Button, CopyButton, Group } from '@mantine/core'
import { IconCheck, IconCopy, IconDownload } from '@tabler/icons-react'
import { saveFile } from '../../../platform/saveFile'
import classes from './Devices.module.css'

interface RuleTextProps {
  fileName: string
  text: string
}

/** A udev rule to read, copy or save. */
export function RuleText({ fileName, text }: RuleTextProps) {
  return (
    <div>
      <pre className={classes.rule}>{text}</pre>
      <Group gap="xs" mt={4}>
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              size="compact-sm"
              leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
              onClick={copy}
              aria-label={`${copied ? 'Copied' : 'Copy'} ${fileName}`}
            >
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconDownload size={14} />}
          onClick={() => saveFile(fileName, text, 'text/plain;charset=utf-8')}
        >
          Save {fileName}
        </Button>
      </Group>
    </div>
  )
}
