import { Text } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { openImportDrawer, useImportDrawer } from '../../platform/importDrawer'
import classes from './WindowDrop.module.css'

const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false

/** A file dropped anywhere on the window opens the import drawer with it; without this the window would open the file itself. */
export function WindowDrop() {
  const drawerIsOpen = useImportDrawer((state) => state.opened)
  const [isOver, setIsOver] = useState(false)

  useEffect(() => {
    const listening = new AbortController()
    const on = (type: 'dragover' | 'dragleave' | 'drop', listener: (event: DragEvent) => void) =>
      window.addEventListener(type, listener, { signal: listening.signal })
    on('dragover', (event) => {
      if (!holdsFiles(event)) return
      event.preventDefault()
      setIsOver(true)
    })
    // Leaving the window has no element that is entered next.
    on('dragleave', (event) => event.relatedTarget === null && setIsOver(false))
    on('drop', (event) => {
      setIsOver(false)
      const file = event.dataTransfer?.files[0]
      // A drop area that took the file has prevented the default.
      if (!file || event.defaultPrevented) return
      event.preventDefault()
      openImportDrawer(file)
    })
    return () => listening.abort()
  }, [])

  if (!isOver || drawerIsOpen) return null
  return (
    <section className={classes.overlay} aria-label="Drop a file">
      <IconFileImport size={40} stroke={1.5} />
      <Text fz="xl">Drop the file to see what it is</Text>
    </section>
  )
}
