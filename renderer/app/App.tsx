import { MantineProvider } from '@mantine/core'
import { setNonce } from 'get-nonce'
import { Router } from 'wouter'
import { useForcedScheme } from '../platform/forcedScheme'
import { useHashPath, useHashSearch } from '../platform/hashRoute'
import { readableColors, theme } from '../ui/theme'
import { Frame } from './Frame'
import { OpeningGate } from './OpeningGate'

/** Given by the shell with each page; styles made at run time must carry it. */
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''
setNonce(nonce)

export function App() {
  const { scheme } = useForcedScheme()
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={readableColors}
      defaultColorScheme="auto"
      forceColorScheme={scheme ?? undefined}
      getStyleNonce={() => nonce}
    >
      <OpeningGate>
        <Router hook={useHashPath} searchHook={useHashSearch}>
          <Frame />
        </Router>
      </OpeningGate>
    </MantineProvider>
  )
}
