import { consequences } from '../../../generators/core/consequences/consequences.ts';
import { changeFrom, commandsOf } from './changes.ts';

export const SITE = { url: 'http://maps.example.org', profile: 'production' };
export const SECURE = { url: 'https://maps.example.org', profile: 'production', email: 'me@example.org' };
export const MANAGE = 'after: docker compose exec django python manage.py';
export const UP = 'start: docker compose up -d --remove-orphans --wait';

export const meaning = async (before: object, after: object) =>
  consequences(await changeFrom({ ...before }, { ...after }));
export const commands = async (before: object, after: object) => commandsOf((await meaning(before, after)).steps);
