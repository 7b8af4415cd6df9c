import { readFileSync } from 'node:fs';
import { UsageError } from '../core/errors.ts';

/**
 * Reads an answers file, JSON or YAML by its ending.
 * @throws UsageError when it cannot be read, cannot be parsed, or is not a mapping
 */
export async function readAnswersFile(path: string): Promise<Readonly<Record<string, unknown>>> {
  const content = await parseByEnding(path, readText(path));
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    throw new UsageError(
      `${path} holds no answers.`,
      'Write a mapping of keys to values, such as {"url": "http://localhost"}.',
    );
  }
  return content as Record<string, unknown>;
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(
      `--answers: ${path} cannot be read: ${(error as Error).message}`,
      'Name a JSON or YAML file.',
      { cause: error },
    );
  }
}

async function parseByEnding(path: string, text: string): Promise<unknown> {
  try {
    if (/\.ya?ml$/i.test(path)) return (await import('yaml')).parse(text, { uniqueKeys: true });
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(
      `--answers: ${path} is not valid: ${(error as Error).message}`,
      'JSON files end in .json, YAML files in .yaml or .yml.',
      {
        cause: error,
      },
    );
  }
}
