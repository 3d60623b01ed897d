import { Group, Text } from '@mantine/core'
import { Dropzone } from '@mantine/dropzone'
import { IconFileImport } from '@tabler/icons-react'
import { openImportDrawer, useImportDrawer } from '../../platform/importDrawer'

/** A file dropped anywhere on the window opens the import drawer with it. */
export function WindowDrop() {
  const drawerIsOpen = useImportDrawer((state) => state.opened)
  return (
    <Dropzone.FullScreen active={!drawerIsOpen} multiple={false} onDrop={([file]) => file && openImportDrawer(file)}>
      <Group justify="center" mih={240} gap="sm" style={{ pointerEvents: 'none' }}>
        <IconFileImport size={40} stroke={1.5} />
        <Text fz="xl">Drop the file to see what it is</Text>
      </Group>
    </Dropzone.FullScreen>
  )
}
