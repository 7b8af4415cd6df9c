import { rolldown } from 'rolldown';

/** Imports a module of this project's TypeScript: the oldest Node.js that is supported does not do it by itself. */
export async function importTypeScript(file) {
  const bundle = await rolldown({ input: file, platform: 'node' });
  const { output } = await bundle.generate({ format: 'esm' });
  return import(`data:text/javascript,${encodeURIComponent(output[0].code)}`);
}
