import { ActionIcon, Group, Menu, Title } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { type ReactNode, useRef } from 'react'
import { type CsvCell, csvText } from '#core/files/csvText'
import type { Problem } from '#core/model/problem'
import { saveFile } from '../platform/saveFile'
import { asProblem } from './ProblemAlert'

interface ChartFigureProps {
  title: string
  /** Without its ending. */
  fileName: string
  /** The numbers behind the picture: a header and rows of plain numbers and words. */
  table: () => CsvCell[][]
  onProblem: (problem: Problem) => void
  children: ReactNode
}

/** A chart with its name, its picture as PNG and its numbers as CSV. */
export function ChartFigure({ title, fileName, table, onProblem, children }: ChartFigureProps) {
  const figure = useRef<HTMLElement>(null)
  async function savePng(): Promise<void> {
    try {
      const svg = figure.current?.querySelector<SVGSVGElement>('svg[role="img"], svg[data-chart]')
      if (!svg) return
      const { chartPng } = await import('./chartPng')
      const ground = getComputedStyle(document.body).backgroundColor
      saveFile(`${fileName}.png`, await chartPng(svg, ground), 'image/png')
    } catch (thrown) {
      onProblem(asProblem(thrown))
    }
  }
  const saveCsv = () => {
    const [header = [], ...rows] = table()
    saveFile(`${fileName}.csv`, csvText(header.map(String), rows), 'text/csv;charset=utf-8')
  }
  return (
    <figure ref={figure} style={{ margin: 0 }}>
      <Group justify="space-between" wrap="nowrap" mb={4}>
        <Title order={2}>{title}</Title>
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" size="sm" aria-label={`Save the chart: ${title}`}>
              <IconDownload size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => void savePng()}>Picture (PNG)</Menu.Item>
            <Menu.Item onClick={saveCsv}>Numbers (CSV)</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Group>
      {children}
    </figure>
  )
}
