import { Alert, List, Stack } from '@mantine/core'
import { useLiveQuery } from 'dexie-react-hooks'
import { type ReactNode, useCallback, useMemo, useState } from 'react'
import type { Problem } from '#core/model/problem'
import { memberSums } from '#core/statements/memberSums'
import { statementsOf } from '#core/statements/splitStatements'
import { membersOf, type StatementSource } from '#core/statements/statementSource'
import { countText } from '#core/words/countText'
import { type ClosedBooks, readSource } from '../../../data/statements/closedBooks'
import { asProblem, ProblemAlert } from '../../../ui/ProblemAlert'
import { Screen } from '../../../ui/Screen'
import { MemberSumsTable } from './MemberSumsTable'
import { StatementActions } from './StatementActions'
import { StatementChoices } from './StatementChoices'
import { StatementView } from './StatementView'
import { firstChoice, periodsBetween, type StatementChoice } from './statementChoice'

interface StatementsPanelProps {
  books: ClosedBooks[]
  periodId: string | null
  memberId: string | null
  back: ReactNode
}

type Read = { source: StatementSource; problem: null } | { source: null; problem: Problem }

/** Whose statements, of which closed periods; what they say; and the files they are saved as. */
export function StatementsPanel({ books, periodId, memberId, back }: StatementsPanelProps) {
  const [choice, setChoice] = useState(() => firstChoice(books, periodId, memberId))
  const [problem, setProblem] = useState<Problem | null>(null)
  const [notes, setNotes] = useState<string[]>([])
  const chosen = books.find(({ key }) => key === choice.booksKey) ?? books[0]
  const periods = chosen ? periodsBetween(chosen, choice) : []
  const ids = periods.map(({ id }) => id).join()
  const read = useLiveQuery(() => readChoice(ids.split(','), choice), [ids, choice.zone, choice.currency])
  const source = read?.source ?? null
  const members = useMemo(() => (source ? membersOf(source) : []), [source])
  const { memberIds } = choice
  const chosenMembers = useMemo(() => members.filter(({ id }) => isAmong(memberIds, id)), [members, memberIds])
  const member = memberIds.length > 0 && chosenMembers.length === 1 ? (chosenMembers[0] ?? null) : null
  const statements = useMemo(() => (source && member ? statementsOf(source, member) : []), [source, member])
  const allSums = useMemo(() => (source && !member ? memberSums(source) : []), [source, member])
  const sums = useMemo(() => allSums.filter((each) => isAmong(memberIds, each.member.id)), [allSums, memberIds])
  // Kept, as the sums are, so that what is said of a job does not draw a thousand rows again.
  const change = useCallback((changed: Partial<StatementChoice>) => {
    setChoice((before) => ({ ...before, ...changed }))
    setProblem(null)
    setNotes([])
  }, [])
  const chooseMember = useCallback((id: string) => change({ memberIds: [id] }), [change])

  return (
    <Screen title="Statements" summary={summaryOf(periods.length, chosenMembers.length)} actions={back}>
      <Stack gap="sm">
        <StatementChoices books={books} choice={choice} members={members} onChange={change} />
        {read?.problem && <ProblemAlert problem={read.problem} />}
        {source && (
          <StatementActions
            source={source}
            member={member}
            members={chosenMembers}
            isAll={chosenMembers.length === members.length}
            onProblem={setProblem}
            onNotes={setNotes}
          />
        )}
        {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
        {notes.length > 0 && (
          <Alert
            color="yellow"
            variant="light"
            title="Saved. What to know of the file:"
            withCloseButton
            closeButtonLabel="Dismiss"
            onClose={() => setNotes([])}
            role="status"
          >
            <List size="sm">
              {notes.map((note) => (
                <List.Item key={note}>{note}</List.Item>
              ))}
            </List>
          </Alert>
        )}
        {statements.map((statement) => (
          <StatementView key={`${statement.period.name} ${statement.period.start}`} statement={statement} />
        ))}
        {source && !member && <MemberSumsTable token={source.token} sums={sums} onChoose={chooseMember} />}
      </Stack>
    </Screen>
  )
}

/** None chosen stands for all. */
function isAmong(memberIds: readonly string[], id: string): boolean {
  return memberIds.length === 0 || memberIds.includes(id)
}

async function readChoice(ids: readonly string[], { zone, currency }: StatementChoice): Promise<Read> {
  try {
    return { source: await readSource({ ids, zone, currency: currency ?? undefined }), problem: null }
  } catch (thrown) {
    return { source: null, problem: asProblem(thrown) }
  }
}

function summaryOf(periods: number, members: number): string {
  return `${countText(periods, 'closed period')} · ${countText(members, 'member')}`
}
