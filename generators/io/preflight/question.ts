import type { Known } from '../../core/answers/types.ts';
import type { ProgramQuestion } from '../program.ts';

/** What is known of a project and of the run before anybody is asked. */
export interface Circumstances {
  readonly answers: Known;
  readonly environment: NodeJS.ProcessEnv;
  readonly useExistingVolumes: boolean;
}

/** Where Docker is asked about a project. */
export type Question = Required<Pick<ProgramQuestion, 'cwd' | 'environment'>>;
