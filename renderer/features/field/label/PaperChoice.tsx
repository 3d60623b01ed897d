import { ChoiceList } from '../ChoiceList'
import { chooseLabelKind, type LabelKind } from './labelPaper'

const CHOICES: { value: LabelKind; title: string; detail: string }[] = [
  { value: 'roll-62', title: '62 mm roll', detail: 'Label printer' },
  { value: 'a4-24', title: 'A4, 3 × 8', detail: '63.5 × 33.9 mm' },
  { value: 'a4-65', title: 'A4, 5 × 13', detail: '38.1 × 21.2 mm' },
  { value: 'png', title: 'Picture', detail: '300 dots an inch' },
]

interface PaperChoiceProps {
  kind: LabelKind
  /** Several labels are no single picture. */
  count: number
}

export function PaperChoice({ kind, count }: PaperChoiceProps) {
  const choices = count === 1 ? CHOICES : CHOICES.filter(({ value }) => value !== 'png')
  return (
    <ChoiceList
      label="Print on"
      value={kind}
      choices={choices}
      withoutFocus
      onChange={(value) => {
        const choice = choices.find((one) => one.value === value)
        if (choice) chooseLabelKind(choice.value)
      }}
    />
  )
}
