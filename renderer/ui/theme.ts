/** The visual language: slate greys, one teal accent, tabular figures, an 8 px grid. See SCREENS for the reasons. */
import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'

const slate: MantineColorsTuple = [
  '#f6f8fa',
  '#e9edf2',
  '#d3dae3',
  '#b3bfcc',
  '#8b9aab',
  '#67788b',
  '#4a5a6c',
  '#334151',
  '#1f2a37',
  '#131b25',
]

/** Mantine's dark ramp, tinted to slate: index 7 is the page, 6 a card, 0 the text. */
const dark: MantineColorsTuple = [
  '#d5dce4',
  '#b4bfcb',
  '#8f9dac',
  '#66768a',
  '#42505f',
  '#303b48',
  '#222b36',
  '#182029',
  '#12181f',
  '#0c1116',
]

/** Bluer than Mantine's own teal, which reads as green; green is kept for what is proved. Index 7 carries white text at 5.5 to 1. */
const teal: MantineColorsTuple = [
  '#effbfa',
  '#d4f5f1',
  '#a9eae3',
  '#76dad0',
  '#43c3b9',
  '#20a79e',
  '#148d86',
  '#0f756f',
  '#0c615c',
  '#094c48',
]

/** The head of a dialog is no banner of the page: two dialogs over each other would have two. */
const LAYER_HEADER = { header: { role: 'presentation' } }

export const theme = createTheme({
  colors: { slate, dark, teal },
  primaryColor: 'teal',
  primaryShade: 7,
  autoContrast: true,
  defaultRadius: 'sm',
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "'JetBrains Mono Variable', ui-monospace, monospace",
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  headings: { fontWeight: '600', sizes: { h1: { fontSize: '1.25rem' }, h2: { fontSize: '1rem' }, h3: { fontSize: '0.875rem' } } },
  cursorType: 'pointer',
  focusRing: 'always',
  components: {
    Button: { defaultProps: { size: 'sm' } },
    Drawer: { defaultProps: { attributes: LAYER_HEADER } },
    Modal: { defaultProps: { attributes: LAYER_HEADER } },
    Progress: { defaultProps: { transitionDuration: 0 } },
    Table: { defaultProps: { verticalSpacing: 5, horizontalSpacing: 'sm', fz: 'sm' } },
    TextInput: { defaultProps: { size: 'sm' } },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 300 } },
  },
})

/**
 * Text colours that keep AA contrast (4.5 to 1) on white and on the tinted grounds of light badges and alerts.
 * `--accent-line` is the accent as a ring, line or bar, at 3 to 1 against pages, cards and the tracks of bars.
 */
export const readableColors: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--accent-line': teal[7],
    '--mantine-color-dimmed': slate[6],
    '--mantine-color-placeholder': slate[5],
    '--mantine-color-teal-filled-hover': teal[8],
    '--mantine-color-red-filled': '#c92a2a',
    '--mantine-color-red-filled-hover': '#a61e1e',
    '--mantine-color-teal-light-color': teal[9],
    '--mantine-color-red-light-color': '#8f1d1d',
    '--mantine-color-green-light-color': '#1b5a2a',
    '--mantine-color-green-text': '#1f6b30',
    '--mantine-color-red-text': '#a61e1e',
    '--mantine-color-error': '#a61e1e',
    '--mantine-color-yellow-light-color': '#6b3d00',
    '--mantine-color-orange-light-color': '#7a3300',
  },
  dark: {
    '--accent-line': teal[4],
    '--mantine-color-dimmed': dark[1],
    '--mantine-color-placeholder': dark[2],
    '--mantine-color-error': '#ff8787',
    '--mantine-color-gray-light': dark[6],
    '--mantine-color-gray-light-hover': dark[5],
    '--mantine-color-gray-light-color': dark[0],
    '--mantine-color-teal-light-color': teal[4],
    '--mantine-color-red-light-color': '#ffa8a8',
    '--mantine-color-teal-filled-hover': teal[8],
    '--mantine-color-red-filled': '#c92a2a',
    '--mantine-color-red-filled-hover': '#a61e1e',
  },
})
