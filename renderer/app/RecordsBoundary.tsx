import { Component, type ReactNode } from 'react'
import type { Problem } from '#core/model/problem'
import { asProblem } from '../ui/ProblemAlert'
import { RescueScreen } from './RescueScreen'

/** What fails outside every screen: the frame, or a query of records that could not be opened. */
export class RecordsBoundary extends Component<{ children: ReactNode }, { problem: Problem | null }> {
  override state: { problem: Problem | null } = { problem: null }

  static getDerivedStateFromError(thrown: unknown): { problem: Problem } {
    return { problem: asProblem(thrown) }
  }

  override render(): ReactNode {
    if (!this.state.problem) return this.props.children
    return <RescueScreen title="Commonmast could not show its records" problem={this.state.problem} />
  }
}
