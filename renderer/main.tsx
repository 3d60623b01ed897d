// Before everything that makes a schema.
import './app/withoutEval'
// Then, so that the records open while the rest is read.
import './app/opening'
import '@mantine/core/styles.css'
import '@mantine/dropzone/styles.css'
import '@mantine/spotlight/styles.css'
import './ui/global.css'
import { createRoot } from 'react-dom/client'
import { App } from './app/App'
import { lockCamera } from './platform/camera'
import { reportDrawing, watchWindow } from './platform/watchWindow'

lockCamera()
watchWindow()
const root = document.getElementById('root')
if (root) createRoot(root, { onCaughtError: reportDrawing, onUncaughtError: reportDrawing }).render(<App />)
