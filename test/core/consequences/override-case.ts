import * as yaml from 'yaml';
import { partsOf } from '../../../generators/core/consequences/compose-services.ts';
import { overrideNotes } from '../../../generators/core/consequences/override.ts';
import { parseCompose, textOf } from '../../support/checks.ts';
import { answersFor, projectFor } from '../../support/projects.ts';

export const PRODUCTION = { url: 'http://maps.example.org', profile: 'production' };
export const DEVELOPMENT = { url: 'http://maps.example.org', profile: 'development' };

export async function notesOn(text: string, before: object, after: object) {
  const [old, now] = [await projectFor({ ...before }), await projectFor({ ...after })];
  const parts = [old, now].map((project) =>
    partsOf(parseCompose(textOf(project, 'docker-compose.yml')), [...project.keys()]),
  );
  const [partsBefore = partsOf({}, []), partsAfter = partsOf({}, [])] = parts;
  return overrideNotes({
    text,
    partsBefore,
    partsAfter,
    before: answersFor({ ...before }),
    after: answersFor({ ...after }),
    yaml,
  });
}

export const lines = (...all: string[]): string => `${all.join('\n')}\n`;
export const places = async (text: string, before: object, after: object) =>
  (await notesOn(text, before, after)).map(({ line, put }) => [line, put]);
export const overrideOf = async (given: object) =>
  textOf(await projectFor({ ...given }), 'docker-compose.override.yml');
