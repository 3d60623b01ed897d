// First, so that the records open while the rest is read.
import { opening } from './app/opening'
import '@mantine/core/styles.css'
import '@mantine/dropzone/styles.css'
import '@mantine/spotlight/styles.css'
import './ui/global.css'
import { createRoot } from 'react-dom/client'
import { App } from './app/App'

/** The records are nearly always open by now, and one drawing is sooner ready than two; slow ones get the loader. */
const PATIENCE_MS = 150

const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))
await Promise.race([opening, patience])
const root = document.getElementById('root')
if (root) createRoot(root).render(<App />)
