import { MantineProvider } from '@mantine/core'
import { setNonce } from 'get-nonce'
import { theme } from '../ui/theme'
import { Frame } from './Frame'

/** Given by the shell with each page; styles made at run time must carry it. */
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''
setNonce(nonce)

export function App() {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => nonce}>
      <Frame />
    </MantineProvider>
  )
}
