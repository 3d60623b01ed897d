import { Button, FileButton, Group, List, Select, Stack, Text, TextInput } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import type { MoneyPayoutFile } from '#core/bank/moneyPayoutFile'
import type { CsvAnswers } from '#core/bank/readBankCsv'
import { type ReadStatement, readBankStatement } from '#core/bank/readBankStatement'
import type { Problem } from '#core/model/problem'
import { countText } from '#core/words/countText'
import { type TakenStatement, takeStatement } from '../../../data/bank/moneyPayouts'
import { MayWrite } from '../../../ui/access/MayWrite'
import { asProblem, ProblemAlert } from '../../../ui/ProblemAlert'
import { MoneyText } from './MoneyText'

/** What a file can leave open, by the field that the problem names. */
const QUESTIONS: Record<string, { answer: keyof CsvAnswers; label: string; data: { value: string; label: string }[] }> = {
  decimal: {
    answer: 'decimal',
    label: 'Decimals follow',
    data: [
      { value: 'comma', label: 'a comma: 1.234,50' },
      { value: 'point', label: 'a point: 1,234.50' },
    ],
  },
  debits: {
    answer: 'debits',
    label: 'What went out of the account is',
    data: [
      { value: 'negative', label: 'negative' },
      { value: 'positive', label: 'positive' },
    ],
  },
  'day-order': {
    answer: 'dayOrder',
    label: 'In dates first comes',
    data: [
      { value: 'day-first', label: 'the day' },
      { value: 'month-first', label: 'the month' },
    ],
  },
}

const LARGEST_BYTES = 50_000_000

interface Outcome {
  fileName: string
  statement: ReadStatement
  taken: TakenStatement
}

/** Reads a statement of the bank and says what it tells of the payments; what it leaves open is asked. */
export function StatementImport({ payout }: { payout: MoneyPayoutFile }) {
  // Or the same file could not be chosen again.
  const forgetChoice = useRef<() => void>(null)
  const [file, setFile] = useState<File | null>(null)
  const [answers, setAnswers] = useState<CsvAnswers>({})
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const question = problem?.code.startsWith('bank.ask-') ? QUESTIONS[problem.field ?? ''] : undefined

  async function read(chosen: File, said: CsvAnswers) {
    forgetChoice.current?.()
    setFile(chosen)
    setAnswers(said)
    setOutcome(null)
    setProblem(null)
    try {
      const bytes = new Uint8Array(await chosen.slice(0, LARGEST_BYTES + 1).arrayBuffer())
      const statement = readBankStatement(bytes, said)
      setOutcome({ fileName: chosen.name, statement, taken: await takeStatement(payout, statement, chosen.name) })
    } catch (thrown) {
      setProblem(asProblem(thrown))
    }
  }

  return (
    <Stack gap="xs">
      <FileButton
        resetRef={forgetChoice}
        accept=".xml,.csv,.txt,text/csv,application/xml"
        onChange={(chosen) => chosen && void read(chosen, {})}
      >
        {(props) => (
          <MayWrite tables={['moneyPayoutMarks']}>
            <Button {...props} variant="default" w="fit-content" leftSection={<IconFileImport size={16} />}>
              Read a bank statement…
            </Button>
          </MayWrite>
        )}
      </FileButton>
      {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
      {file && question && (
        <Select
          label={question.label}
          w={300}
          placeholder="Choose"
          data={question.data}
          value={null}
          onChange={(value) => value && void read(file, { ...answers, [question.answer]: value })}
        />
      )}
      {file && problem?.code === 'bank.ask-currency' && (
        <CurrencyQuestion onAnswer={(currency) => void read(file, { ...answers, currency })} />
      )}
      {outcome && <Said outcome={outcome} />}
    </Stack>
  )
}

function CurrencyQuestion({ onAnswer }: { onAnswer: (currency: string) => void }) {
  const [currency, setCurrency] = useState('')
  return (
    <Group align="flex-end" gap="sm">
      <TextInput
        label="Currency of the amounts"
        placeholder="EUR"
        w={180}
        value={currency}
        onChange={(event) => setCurrency(event.currentTarget.value.toUpperCase())}
      />
      <Button variant="default" disabled={currency.trim().length !== 3} onClick={() => onAnswer(currency.trim())}>
        Read it so
      </Button>
    </Group>
  )
}

const SHOWN = 20

function Said({ outcome: { fileName, statement, taken } }: { outcome: Outcome }) {
  const { movements, pending, problems } = statement
  return (
    <Stack gap={4} role="status">
      <Text fz="sm">
        {fileName}: {countText(movements.length, 'booking')}, of which {taken.added} tell something new of payouts and{' '}
        {taken.known} were known{pending > 0 ? `; ${pending} are not booked yet and do not count` : ''}.
      </Text>
      {(taken.unknown.length > 0 || problems.length > 0) && (
        <List size="sm">
          {taken.unknown.slice(0, SHOWN).map(({ place, bookedOn, amountMinorUnits, currency, name }) => (
            <List.Item key={place}>
              {place}: <MoneyText minorUnits={amountMinorUnits} currency={currency} /> of {bookedOn}
              {name ? ` (${name})` : ''} may be of the payout and names none of its payments.
            </List.Item>
          ))}
          {problems.slice(0, SHOWN).map(({ line, field, message }) => (
            <List.Item key={`${line} ${field} ${message}`}>{message}</List.Item>
          ))}
        </List>
      )}
    </Stack>
  )
}
