/** Asks questions of Inquirer's shape. Prompts are talk: standard output belongs to the result. */
export async function prompt(questions: never): Promise<Record<string, unknown>> {
  const { createPromptModule } = await import('inquirer');
  return createPromptModule({ output: process.stderr })(questions);
}
