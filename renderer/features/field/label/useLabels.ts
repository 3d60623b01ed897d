/** Labels laid out on the chosen paper, ready to be shown and saved. */
import { useEffect, useState } from 'react'
import type { Problem } from '#core/model/problem'
import type { DeviceLabel } from '#core/provisioning/label/deviceLabel'
import type { LabelPaper } from '#core/provisioning/label/labelPages'
import { labelPng, printLabels } from '../../../data/sheets/printLabels'
import { saveFile } from '../../../platform/saveFile'
import { asProblem } from '../../../ui/ProblemAlert'
import type { LabelPrint } from '../../../workers/labelContract'
import { gridOf, type LabelKind, useLabelPaper } from './labelPaper'

export interface Labels {
  kind: LabelKind
  paper: LabelPaper
  /** Null while it is being laid out. */
  print: LabelPrint | null
  problem: Problem | null
  /** Hands the file to the person's downloads; on a sheet the next labels then go on behind these. @returns whether it could. */
  save: () => Promise<boolean>
}

/** @param fileName without its ending */
export function useLabels(labels: readonly DeviceLabel[], fileName: string): Labels {
  const { kind, startAt } = useLabelPaper()
  const [made, setMade] = useState<{ key: string; print: LabelPrint } | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const grid = gridOf(kind)
  const paper: LabelPaper = { format: kind === 'png' ? 'roll-62' : kind, startAt: grid ? startAt[grid] : 0 }
  const key = JSON.stringify([labels, paper])
  useEffect(() => {
    const canceller = new AbortController()
    const [wanted, on]: [DeviceLabel[], LabelPaper] = JSON.parse(key)
    printLabels('Commonmast labels', wanted, on, canceller.signal).then(
      (print) => {
        if (canceller.signal.aborted) return
        setMade({ key, print })
        setProblem(null)
      },
      (thrown) => {
        if (!canceller.signal.aborted) setProblem(asProblem(thrown))
      },
    )
    return () => canceller.abort()
  }, [key])
  const print = made?.key === key ? made.print : null

  async function save(): Promise<boolean> {
    const [page] = print?.pages ?? []
    if (!print || !page) return false
    try {
      if (kind === 'png') saveFile(`${fileName}.png`, await labelPng(page), 'image/png')
      else saveFile(`${fileName}.pdf`, print.bytes, 'application/pdf')
    } catch (thrown) {
      setProblem(asProblem(thrown))
      return false
    }
    return true
  }
  return { kind, paper, print, problem, save }
}
