import { Center } from '@mantine/core'
import { Component, type ReactNode } from 'react'
import type { Problem } from '#core/model/problem'
import { asProblem, ProblemAlert } from '../ui/ProblemAlert'

/** What fails outside every screen: the frame, or a query of records that could not be opened. */
export class RecordsBoundary extends Component<{ children: ReactNode }, { problem: Problem | null }> {
  override state = { problem: null }

  static getDerivedStateFromError(thrown: unknown): { problem: Problem } {
    return { problem: asProblem(thrown) }
  }

  override render(): ReactNode {
    if (!this.state.problem) return this.props.children
    return (
      <Center h="100%" component="main" p="xl">
        <ProblemAlert problem={this.state.problem} />
      </Center>
    )
  }
}
